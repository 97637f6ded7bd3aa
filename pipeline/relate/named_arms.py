"""Sides of a study that are named without a drug: "arm B", "the short-course group", "the IMRT and 3D-CRT groups".

A name that no word of configs/arm_words.csv explains is taken for a side only beside another one: a cohort alone is
rather a part of the patients.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from pipeline.relate.phrases import any_of
from pipeline.vocabulary.rows import rows_of
from pipeline.vocabulary.tables import once_a_folder

Role = Literal["control", "treated", "treatment", "schedule", "dose", "lettered", "other"]
ROLES = ("control", "treatment", "schedule", "treated", "none")
_ID = r"(?:[A-D]|[1-4]|I{1,3}|IV)"
_LETTERED = re.compile(
    rf"\b(?:[Gg]roups?|[Aa]rms?|[Cc]ohorts?)\s(?P<first>{_ID})\b(?:,\s(?P<second>{_ID})\b)?"
    rf"(?:,?\s(?:and|or|versus|vs?\.?)\s(?P<last>{_ID})\b)?"
)
_NOUN = re.compile(r"(?<!-)\b(?P<noun>[Gg]roup|arm|cohort)(?P<plural>s?)\b(?!\s[A-D1-4]\b)")
_TOKEN = re.compile(r"(?:^|[\s(“\"‘'-])(?P<word>[A-Za-z0-9][\w/+.–-]*)[\"”’']?[\s-]$")
_LINK = any_of("and", "or", "versus", "vs", "v")
_STOP = frozenset(
    {
        "the", "a", "an", "in", "of", "for", "with", "to", "from", "than", "by",
        "on", "at", "as", "was", "were", "is", "are", "had", "has", "have", "who",
        "which", "that", "received", "receiving", "compared", "between", "within", "into", "per", "their", "its",
        "our", "not", "median", "mean", "group", "groups", "arm", "arms", "cohort", "cohorts",
    }
)  # fmt: skip
_LEAD = r"(?:with|for|in|after|following|by|using)"
_UNLIKE = r"(?:(?:as\s)?compared\s(?:with|to)|than|versus|vs?\.?)"
_NO_WORD = any_of(*sorted(_STOP), _LEAD, "and", "or", "versus", "vs", "v")
_PHRASE = rf"[A-Za-z0-9][\w/+-]*(?:\s(?!{_NO_WORD}\b)[\w/+-]+){{0,3}}"
_AGAINST = re.compile(
    rf"\b{_LEAD}\s(?:the\s)?(?P<one>{_PHRASE})\s{_UNLIKE}\s(?:{_LEAD}\s)?(?:the\s)?(?P<other>{_PHRASE})(?=\s?[,;.:(\[]|$)",
    re.I,
)
_AUTHORS = re.compile(r"\bStudy\b")
_ALONE = re.compile(r"[\s-](?:alone|only)\b", re.I)
MOST_WORDS = 4


@dataclass(frozen=True)
class NamedArm:
    """A side as a text names it, with the offsets of its name."""

    start: int
    end: int
    label: str
    role: Role


@dataclass(frozen=True)
class ArmWords:
    """The words of configs/arm_words.csv by their role."""

    by_role: dict[str, frozenset[str]]

    def role_of(self, label: str) -> Role | None:
        """What the words of a name make of it; None where they name no side of a study, "other" where they do not say.

        A control word counts before one that names a treatment; "alone" makes a treatment what it is compared with.
        """
        words = [w.lower() for w in re.findall(r"[\w/+-]+", label)]
        if not words or any(self._is("none", w) for w in words):
            return None
        if any(self._is("control", w) for w in words):
            return "control"
        if any(self._is("treatment", w) for w in words):
            return "control" if _ALONE.search(label) else "treatment"
        roles: tuple[Role, ...] = ("schedule", "treated")
        return next((r for r in roles if any(self._is(r, w) for w in words)), "other")

    def _is(self, role: str, word: str) -> bool:
        known = self.by_role[role]
        parts = (word, *word.split("-"))
        return any(p in known for p in parts) or any(word.endswith(k[1:]) for k in known if k.startswith("-"))

    def find(self, text: str) -> tuple[NamedArm, ...]:
        """The sides that the text names, ascending; names without a known word only where there are two of them."""
        nouns = {*_lettered(text), *self._before_nouns(text)}
        against = {a for a in self._against(text) if not any(a.start < n.end and n.start < a.end for n in nouns)}
        found = sorted(nouns | against, key=lambda a: a.start)
        others = {a.label.lower() for a in found if a.role == "other"}
        return tuple(a for a in found if a.role != "other" or len(others) > 1 or len(found) > len(others))

    def _against(self, text: str) -> Iterator[NamedArm]:
        """The sides of "better with IMRT than with 3D-CRT (…)", where one of them is known as a treatment."""
        for found in _AGAINST.finditer(text):
            roles = [self.role_of(found[side]) for side in ("one", "other")]
            if None in roles or all(role == "other" for role in roles):
                continue
            for side, role in zip(("one", "other"), roles, strict=True):
                if role is not None:
                    yield NamedArm(found.start(side), found.end(side), found[side], role)

    def _before_nouns(self, text: str) -> Iterator[NamedArm]:
        for noun in _NOUN.finditer(text):
            for start, end in _names_before(text, noun.start()):
                role = self.role_of(text[start:end])
                if role and (
                    noun["noun"] != "Group" or (role in ("control", "treated") and not _AUTHORS.search(text[start:end]))
                ):
                    last = end if noun["plural"] or text[end : noun.start()].strip(" \"”’'") else noun.end()
                    yield NamedArm(start, last, text[start:last], role)


def _lettered(text: str) -> Iterator[NamedArm]:
    """ "group A", "arms 1 and 2" as one side for each letter, named with its noun."""
    for found in _LETTERED.finditer(text):
        noun = found[0].split()[0].lower().rstrip("s")
        for part in ("first", "second", "last"):
            if found[part]:
                start = found.start() if part == "first" else found.start(part)
                yield NamedArm(start, found.end(part), f"{noun} {found[part]}", "lettered")


def _names_before(text: str, noun: int) -> Iterator[tuple[int, int]]:
    """Where the names in front of "group" stand: of "the IMRT and 3D-CRT groups" both."""
    end = noun
    for _ in range(2):
        start = _begin(text, end)
        if start == end:
            return
        yield start, end - 1
        linked = re.search(rf"\s{_LINK}\s$", text[max(0, start - 9) : start], re.I)
        if linked is None:
            return
        end = start - (len(linked[0]) - 1)


def _begin(text: str, end: int) -> int:
    """Where the name before an offset begins: up to four words, none of them one that a name cannot hold."""
    at = end
    for _ in range(MOST_WORDS):
        token = _TOKEN.search(text, max(0, at - 30), at)
        if token is None or token["word"].lower() in _STOP or re.fullmatch(_LINK, token["word"], re.I):
            break
        at = token.start("word")
    return at


@once_a_folder
def load_arm_words(root: Path) -> ArmWords:
    """The words of configs/arm_words.csv, read once a folder."""
    rows = rows_of("arm_words.csv", ("role", "word"), root)
    return ArmWords({role: frozenset(r["word"].lower() for r in rows if r["role"] == role) for role in ROLES})
