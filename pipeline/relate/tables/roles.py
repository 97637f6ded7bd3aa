"""What the words of a head, a caption or a row label say of their column, table or row (configs/table_roles.csv)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.vocabulary import Vocabulary, folded, once_a_folder, read

CAUSES = frozenset({"treatment_related", "radiotherapy_related"})
COLLECTIVES = ("events", "narrowing", "consequence")
_BRACKETS = re.compile(r"[(\[][^()\[\]]*[)\]]")
_POINTS = re.compile(r"[.,;:/*†‡§¶]")


@dataclass(frozen=True)
class Wordings:
    """Wording -> role of a column, topic of a caption, meaning of a row label; wordings folded as in `spoken`.

    `collectives` are the parts of labels on adverse events as a whole: wording -> (group, name). `sites` are those that
    techniques irradiate by their very name: canonical technique -> site.
    """

    columns: dict[str, str]
    captions: dict[str, str]
    labels: dict[str, str]
    collectives: dict[str, tuple[str, str]]
    sites: dict[str, str]

    def column(self, head: str) -> tuple[str, str]:
        """(role, wording) of the longest wording in the head, its bracketed text aside; two empty strings for none."""
        bare = _BRACKETS.sub(" ", head)
        return _longest(self.columns, bare if spoken(bare) else head)

    def says(self, text: str, role: str) -> bool:
        """Whether a wording of the role of a column stands anywhere in the text."""
        words = f" {spoken(text)} "
        return any(f" {wording} " in words for wording, of in self.columns.items() if of == role)

    def attribution(self, text: str) -> str:
        """The cause of the adverse events that the text speaks of: "Treatment-related adverse events by dose"."""
        said = f" {spoken(text)} "
        causes = [
            (w, name)
            for w, (group, name) in self.collectives.items()
            if name in CAUSES and (group == "events" or " " in w)
        ]
        return next((name for wording, name in causes if f" {wording} " in said), "")

    def caption(self, caption: str) -> str:
        """The topic of a caption that announces no result; empty where none does."""
        return _longest(self.captions, caption)[0]

    def label(self, label: str) -> str:
        """What the whole row label, its bracketed text aside, stands for; empty where the table does not say."""
        return self.labels.get(spoken(label)) or self.labels.get(spoken(_BRACKETS.sub(" ", label)), "")

    def collective(self, words: list[str]) -> tuple[int, str, str]:
        """(words taken, group, name) of the longest part of a label on adverse events that the words begin with.

        0 words where they begin with none.
        """
        for length in range(len(words), 0, -1):
            group, name = self.collectives.get(" ".join(words[:length]), ("", ""))
            if group:
                return length, group, name
        return 0, "", ""


@once_a_folder
def load_wordings(root: Path) -> Wordings:
    """The wordings of `table_roles.csv` in the folder of settings, read once (ConfigError where it cannot be read)."""
    return wordings_of(read(root / "table_roles.csv"))


def wordings_of(vocabulary: Vocabulary) -> Wordings:
    """The wordings by their group: `column`, `caption`, `label`, `site`, and those on adverse events as a whole."""
    groups: dict[str, dict[str, str]] = {"column": {}, "caption": {}, "label": {}, "site": {}}
    collectives: dict[str, tuple[str, str]] = {}
    for entry in vocabulary.entries:
        for wording in entry.synonyms:
            if entry.group in COLLECTIVES:
                collectives[spoken(wording)] = (entry.group, entry.name)
            else:
                groups[entry.group][wording if entry.group == "site" else spoken(wording)] = entry.name
    return Wordings(groups["column"], groups["caption"], groups["label"], collectives, groups["site"])


def spoken(text: str) -> str:
    """The text as it is said: lower case, no dashes, points, footnote signs or doubled blanks."""
    return folded(_POINTS.sub(" ", text)).strip()


def _longest(table: dict[str, str], text: str) -> tuple[str, str]:
    words = spoken(text).split()
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            wording = " ".join(words[start : start + length])
            if wording in table:
                return table[wording], wording
    return "", ""
