"""The studies that one sentence names or calls, and which of them a number of that sentence belongs to.

A name (acronym, author, registry id) speaks for what follows it, a bare citation for what stands before it. Words turn
that about: "the 23% reported by Okafor" is Okafor's, whoever was named before; behind "lower than" stands another
study; "respectively" and "the former … the latter" deal the numbers out in order.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from pipeline.model.mention import Mention
from pipeline.relate.citations import in_brackets
from pipeline.relate.sentences import Sentence
from pipeline.relate.studies import Studies, Study

_OWN = (
    r"(?:ours?|we|us|(?:this|the (?:present|current)) (?:[\w/-]+ ){0,5}(?:study|trial|analysis|cohort|series|protocol))"
)
OWN_WORDS = re.compile(rf"\b{_OWN}\b", re.I)
_TURNS_TO_OWN = re.compile(
    rf"(?:[,;]|\b(?:whereas|while|but|and|although))\s(?:(?:in|for|among|with)\s)?{_OWN}\b", re.I
)
COMPARES = re.compile(
    r"\b(?:similar to|compar(?:ed|ably|able|es|ing)(?: [a-z]+)? (?:with|to)|consistent with|"
    r"in (?:contrast|line|agreement|accordance|keeping) (?:to|with)|than|whereas|while|versus|vs\.?|unlike|"
    r"(?:exceed|resembl|match)(?:ed|es|ing|s)?)(?!\w)",
    re.I,
)
_ELSEWHERE = re.compile(
    r"\b(?:previous(?:ly)?|prior|earlier|historical(?:ly)?|published|literature|reported|described|others?|another|"
    r"an? (?:[\w/-]+ ){0,5}(?:stud(?:y|ies)|trials?|series|cohort|analysis|report)|observed in (?:the|an?))\b",
    re.I,
)
_LEADS_TO_NAME = re.compile(r"[^,;:()\[]{0,70}\b(?:in|by|of|from|for|with|to)(?: the)? $", re.I)
_AS_DESCRIBED = re.compile(
    r"\bas (?:previously |originally )?(?:described|reported|published|defined|used|in)\b|\baccording to\b|\bas per\b",
    re.I,
)
_STUDY_NOUN = re.compile(
    r"\b(?:trial|study|series|cohort|report|meta-analysis|analysis|investigation|experience|survey|registry)\b"
    r"[^,;:.]{0,80}$",
    re.I,
)
_FORMER, _LATTER = re.compile(r"\bformer\b", re.I), re.compile(r"\blatter\b", re.I)
_TOOL = re.compile(
    r"\b(?:CTC(?:AE)?|RECIST|mRECIST|i?RANO(?:-\w+)?|QLQ-\w+|SPSS|SAS|LENT[-/ ]SOMA)\)?"
    r"(?:[\s,]+\(?v?[0-9][0-9.]*)?\)?[\s\[(,]*$"
    r"|\b(?:version|v\.?)\s?[0-9][0-9.]*\)?[\s\[(,]*$"
    r"|\b(?:criteria|scales?|scoring system|questionnaire)\)?[\s\[(,]*$"
)
VALUE_KINDS = ("percent", "duration", "ratio", "count", "rt_dose", "drug_dose")
_ADJACENT = re.compile(r"[^,;:]{0,30}")  # between a number and the citation set right behind its words


@dataclass(frozen=True)
class Anchor:
    """A study named at an offset, up to `end`; `by_name` tells a name from a bare citation.

    `members` are the studies of a citation of several numbers one by one.
    """

    offset: int
    end: int
    study: Study
    by_name: bool
    members: tuple[Study, ...] = ()


Anchors = tuple[Anchor, ...]


def anchors_of(sentence: Sentence, studies: Studies, later: Sequence[int]) -> Anchors:
    """The studies that a sentence names or calls, ascending; a name takes the call-outs behind it along.

    `later` are reference numbers called in the rest of the paragraph: an author without a call-out means one of them.
    An author in brackets ("(Moreau et al., 2017)") is a citation like any other.
    """
    names = [m for m in sentence.of_kind("study", "author_year", "registry_id") if not _is_citation(sentence, m)]
    out = [
        Anchor(offset, offset, studies.cited(numbers), False, tuple(studies.cited([n]) for n in numbers))
        for offset, numbers in sentence.calls
        if not _is_of_tool(sentence, offset)
    ]
    for at, mention in enumerate(names):
        until = names[at + 1].start if at + 1 < len(names) else sentence.span.end + 1
        behind = [n for offset, numbers in sentence.calls if mention.end <= offset < until for n in numbers]
        if mention.kind == "author_year":
            behind = behind or list(sentence.called) or list(later)
        out.append(Anchor(mention.start, mention.end, studies.named([mention], behind), True))
    return tuple(sorted((a for a in out if a.study), key=lambda a: (a.offset, not a.by_name)))


def _is_citation(sentence: Sentence, mention: Mention) -> bool:
    return mention.kind == "author_year" and in_brackets(sentence.text, mention.start - sentence.start)


def _is_of_tool(sentence: Sentence, offset: int) -> bool:
    """Whether a citation is that of a scale, a guideline's version or a program, which are no studies."""
    return bool(_TOOL.search(sentence.between(offset - 40, offset)))


@dataclass(frozen=True)
class Named:
    """One sentence with its anchors, and those of the sentences before it in its paragraph for "the latter"."""

    sentence: Sentence
    anchors: Anchors
    before: Anchors = ()

    def study_at(self, offset: int) -> Study | None:
        """The study of the number at the offset, as far as names and citations of this sentence tell; else None."""
        names = [a for a in self.anchors if a.by_name]
        if named := next((a for a in names if a.offset <= offset < a.end), None):
            return named.study
        if dealt := self._dealt(offset):
            return dealt
        if behind := self._named_behind(offset, names):
            return behind.study
        ahead = [a for a in names if a.offset <= offset]
        if ahead:
            other = self._called_anew(offset, ahead[-1]) or self._compared(offset, ahead[-1])
            return (other or ahead[-1]).study
        one = len({a.study.label for a in names}) == 1
        gap = self.sentence.between(offset, names[0].offset) if one else ""
        if one and not COMPARES.search(gap) and not _AS_DESCRIBED.search(gap):
            return names[0].study
        return None

    def called_at(self, offset: int) -> Study | None:
        """The study that the citations of a sentence without names give the number at the offset; None without any."""
        calls = [a for a in self.anchors if not a.by_name]
        behind = [a for a in calls if a.offset >= offset]
        ahead = [a for a in calls if a.offset < offset]
        if behind and ahead:
            gap = self.sentence.between(offset, behind[0].offset)
            told = [a for a in ahead if _STUDY_NOUN.search(self.sentence.between(self.sentence.start, a.offset))]
            if told and not (_ADJACENT.fullmatch(gap) and self._is_last_before(offset, behind[0])):
                return told[-1].study
        return (behind or calls[-1:])[0].study if calls else None

    def other_than_own(self, offset: int) -> Study | None:
        """In a sentence about the paper's own work: the cited study of a number behind a comparison; else None."""
        own = [m for m in OWN_WORDS.finditer(self.sentence.text) if self.sentence.start + m.start() < offset]
        since = self.sentence.start + own[-1].end() if own else self.sentence.start
        behind = next((a for a in self.anchors if a.offset >= offset), None)
        if behind is None or not self._is_last_before(offset, behind):
            return None
        compared = COMPARES.search(self.sentence.between(since, offset))
        if compared is None or OWN_WORDS.search(self.sentence.between(offset, behind.offset)):
            return None
        other = self.sentence.between(since + compared.end(), behind.offset)
        return behind.study if behind.by_name or _ELSEWHERE.search(other) else None

    def says_own(self, offset: int) -> bool:
        """Whether the sentence turns to the paper's own work between its last name and the offset."""
        ahead = [a.end for a in self.anchors if a.by_name and a.offset <= offset]
        return bool(ahead and _TURNS_TO_OWN.search(self.sentence.between(ahead[-1], offset)))

    def _named_behind(self, offset: int, names: Sequence[Anchor]) -> Anchor | None:
        """The name that the words after the number lead to ("23% reported by Okafor", "45% in AZALEA")."""
        following = next((a for a in names if a.offset > offset), None)
        if following is None or not self._is_last_before(offset, following):
            return None
        gap = self.sentence.between(offset, following.offset)
        return following if _LEADS_TO_NAME.fullmatch(gap) and not COMPARES.search(gap) else None

    def _called_anew(self, offset: int, named: Anchor) -> Anchor | None:
        """The citation right behind a number where the name has had its own before: "72% [10] and later 58% [13]"."""
        calls = [a for a in self.anchors if not a.by_name and a.offset > named.offset]
        behind = next((a for a in calls if a.offset >= offset), None)
        mine = next((m for m in self._values() if self._holds(m, offset)), None)
        if behind is None or mine is None or behind is calls[0]:
            return None
        return behind if not self.sentence.between(mine.end, behind.offset).strip() else None

    def _compared(self, offset: int, named: Anchor) -> Anchor | None:
        """The citation behind a number that the sentence sets against the study named before it."""
        if not COMPARES.search(self.sentence.between(named.end, offset)):
            return None
        behind = next((a for a in self.anchors if a.offset >= offset and a.study != named.study), None)
        if behind is None or not self._is_last_before(offset, behind):
            return None
        return behind if _ELSEWHERE.search(self.sentence.between(offset, behind.offset)) else None

    def _is_last_before(self, offset: int, anchor: Anchor) -> bool:
        """Whether no other number stands between the one at the offset and the anchor."""
        return not any(offset < m.start < anchor.offset for m in self._values() if not self._holds(m, offset))

    @staticmethod
    def _holds(mention: Mention, offset: int) -> bool:
        return mention.start <= offset < mention.end

    def _values(self) -> tuple[Mention, ...]:
        return self.sentence.of_kind(*VALUE_KINDS)

    def _dealt(self, offset: int) -> Study | None:
        """The study in the place of the number, where numbers and studies are dealt out in order."""
        return self._former_or_latter(offset) or self._respective(offset)

    def _former_or_latter(self, offset: int) -> Study | None:
        text, at = self.sentence.text, offset - self.sentence.start
        former, latter = _FORMER.search(text, 0, at), _LATTER.search(text, 0, at)
        if former is None and latter is None:
            return None
        told = [a for a in self.anchors if a.offset < offset] or list(self.before)
        pair = list(dict.fromkeys(a.study for a in told if a.by_name)) or list(dict.fromkeys(a.study for a in told))
        if len(pair) < 2:
            return None
        is_latter = latter is not None and (former is None or latter.start() > former.start())
        return pair[-1] if is_latter else pair[-2]

    def _respective(self, offset: int) -> Study | None:
        alike = self._row_of(offset)
        if len(alike) < 2:
            return None
        place = next(i for i, m in enumerate(alike) if self._holds(m, offset))
        ahead = [a for a in self.anchors if a.offset < alike[0].start]
        behind = [a for a in self.anchors if a.offset > alike[-1].end]
        for told in (ahead, behind):
            studies = list(dict.fromkeys(a.study for a in told if a.by_name))
            studies = studies or list(dict.fromkeys(s for a in told for s in a.members))
            if len(studies) == len(alike):
                return studies[place]
        return None

    def _row_of(self, offset: int) -> list[Mention]:
        """The numbers of one kind in front of "respectively" that the offset is one of; empty where it is none."""
        until = self.sentence.text.find("respectively")
        mine = next((m for m in self._values() if self._holds(m, offset)), None)
        if until < 0 or mine is None or mine.start > self.sentence.start + until:
            return []
        ahead = [m for m in self._values() if m.start < self.sentence.start + until]
        row = list(takewhile(lambda m: m.kind == mine.kind, reversed(ahead)))
        return row[::-1] if mine in row else []
