"""What the words around a number make of it: a result in humans, or laboratory work, advice, design, eligibility.

The rules are rows of configs/context_rules.csv. A number that is no result of a study in humans is left out of the
table with the meaning of the rule as its reason.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, get_args

from pipeline.errors import ConfigError
from pipeline.relate.sentences import Sentence
from pipeline.vocabulary.phrases import pattern_of
from pipeline.vocabulary.rows import rows_of
from pipeline.vocabulary.tables import once_a_folder

Reach = Literal["before", "after", "sentence", "heading"]
COLUMNS = ("meaning", "reach", "phrase", "kinds", "why")
REACHES: frozenset[str] = frozenset(get_args(Reach))
LEFT_OUT = (
    "preclinical", "laboratory", "recommended", "planned", "eligibility", "definition", "epidemiology", "baseline",
    "dose limit", "change", "relative",
)  # fmt: skip


@dataclass(frozen=True)
class ContextRule:
    """One row: `kinds` are the kinds of finding that it is about, empty for all of them."""

    meaning: str
    reach: Reach
    phrase: str
    kinds: frozenset[str] = frozenset()

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The phrase as a regex over whole words: `*` any ending, `...` up to four words."""
        return pattern_of(self.phrase)

    @cached_property
    def sign(self) -> str:
        """The longest piece of a word that stands wherever the phrase does: looked for first, it spares the regex."""
        return max(re.split(r"[\s*'.]+", self.phrase.casefold()), key=len)


@dataclass(frozen=True)
class Said:
    """What the rules found in one sentence: (rule, start, end) in the linear text; a heading reaches everywhere."""

    found: tuple[tuple[ContextRule, int, int], ...]

    def meanings(self, offset: int, kind: str) -> Iterator[str]:
        """The meanings that hold for a number of that kind at the offset of the linear text."""
        for rule, start, end in self.found:
            reaches = {"before": end <= offset, "after": start >= offset}.get(rule.reach, True)
            if reaches and (not rule.kinds or kind in rule.kinds):
                yield rule.meaning

    def left_out(self, offset: int, kind: str) -> str:
        """Why the number is no result of a study in humans; empty where it is one, or nothing says otherwise."""
        meanings = set(self.meanings(offset, kind))
        if "human" in meanings:
            meanings.discard("preclinical")
        return next((m for m in LEFT_OUT if m in meanings), "")


@dataclass(frozen=True)
class ContextRules:
    """The rules of one file."""

    rules: tuple[ContextRule, ...]

    @cached_property
    def _by_meaning(self) -> dict[str, list[ContextRule]]:
        groups: dict[str, list[ContextRule]] = {}
        for rule in self.rules:
            groups.setdefault(rule.meaning, []).append(rule)
        return groups

    def said(self, sentence: Sentence) -> Said:
        """What the rules find in a sentence and in the headings above it."""
        found: list[tuple[ContextRule, int, int]] = []
        text, section = sentence.text.casefold(), sentence.section.casefold()
        for rule in self.rules:
            if rule.reach == "heading":
                found += [(rule, 0, 0)] if rule.sign in section and rule.pattern.search(sentence.section) else []
            elif rule.sign in text:
                matches = rule.pattern.finditer(sentence.text)
                found += [(rule, sentence.start + m.start(), sentence.start + m.end()) for m in matches]
        return Said(tuple(found))

    def left_out(self, sentence: Sentence, offset: int, kind: str) -> str:
        """As `Said.left_out`, for one number; ask `said` once where a sentence has several."""
        return self.said(sentence).left_out(offset, kind)

    def spans(self, meaning: str, text: str, reach: str = "") -> tuple[tuple[int, int], ...]:
        """Where phrases of that meaning, and of that reach if one is given, stand in a text, ascending."""
        folded = text.casefold()
        rules = (r for r in self._by_meaning.get(meaning, ()) if reach in ("", r.reach) and r.sign in folded)
        return tuple(sorted(m.span() for rule in rules for m in rule.pattern.finditer(text)))


def _rule(row: dict[str, str]) -> ContextRule:
    if row.get("reach") not in REACHES or not row.get("phrase") or not row.get("meaning"):
        raise ConfigError(
            f"context_rules.csv: the row {row} needs a meaning, a phrase and a reach of {sorted(REACHES)}"
        )
    kinds = frozenset(k for k in row["kinds"].split(";") if k)
    return ContextRule(row["meaning"], row["reach"], row["phrase"], kinds)  # type: ignore[arg-type]


@once_a_folder
def load_rules(root: Path) -> ContextRules:
    """The rules of configs/context_rules.csv, read once; ConfigError names the row that is unsound."""
    return ContextRules(tuple(_rule(row) for row in rows_of("context_rules.csv", COLUMNS, root)))
