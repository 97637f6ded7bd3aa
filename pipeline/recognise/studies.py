"""Names of studies: DESTINY-Breast03, TBCRC 022, RTOG 90-05, KATHERINE.

An acronym needs the word trial, study or registry beside it, a trial group or a series and its number (KEYNOTE-189), or
the shape of a name alone (NAME-Name03, NAmE, NAME2NAME).
Refused: Roman numerals, questionnaires, short stems, and the common abbreviations of configs/study_names.csv.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.errors import ConfigError
from pipeline.model.mention import Concept, Mention
from pipeline.recognise.patterns import DASH, WORD_GAP, one_of
from pipeline.vocabulary import once_a_folder
from pipeline.vocabulary.rows import rows_of

_NOUN = r"(?:[Tt]rials?|TRIAL|[Ss]tudy|STUDY|[Ss]tudies|[Rr]egistry|[Pp]rotocol|[Pp]rogram(?:me)?|[Pp]roject)(?![a-z])"
_STUDY = re.compile(rf"\b{_NOUN}")
_ENDING = r"[0-9]{2,4}|[A-Z]{3}|I{1,3}|IV"
_ACRONYM = (
    r"[A-Za-z]{0,9}[A-Z]{2,16}[A-Za-z]{0,3}[0-9]{0,6}"
    rf"(?:{DASH}(?:[A-Z][A-Za-z]{{0,15}}[0-9]{{0,3}}|[0-9]{{1,4}})){{0,2}}"
)
_IS_ACRONYM, _IS_ENDING = re.compile(_ACRONYM), re.compile(_ENDING)
_IS_LINK = re.compile(r"[,/&]|and|or")
_IS_DESCRIPTION = re.compile(
    r"[a-z][a-z/-]{3,40}|[Pp]hase|(?:[0-4]|I{1,3}|IV)[ab]?(?:/(?:[0-4]|I{1,3}|IV)[ab]?)?|\([^()]{1,40}\)"
)
_TOKEN = re.compile(r"\([^()]{1,40}\)|[^\s,;()]+|[,;()]")
_AFTER_NOUN = re.compile(
    rf"\b(?:trial|study){WORD_GAP}\(?(?P<name>[A-Z]{{5,16}}[0-9]{{0,6}}(?:\ (?:{_ENDING})(?!\w|[.,]?[0-9%]))?)(?![\w-])"
)
_SHAPED = re.compile(
    rf"(?<![\w-])(?P<name>[A-Z]{{5,14}}(?:{DASH}[0-9]{{1,3}}|{DASH}[A-Z][a-z]{{2,14}}[- ]?[0-9]{{0,3}}|"
    r"\ [A-Z][a-z]{2,14}\ ?[0-9]{2}))(?!\w)"
)
_MIXED = re.compile(
    rf"(?<![\w-])(?P<name>[A-Z]{{2,5}}[a-z][A-Z]{{2,8}}(?:{DASH}[A-Z0-9]{{1,6}})?|[A-Z]{{3,5}}[0-9][A-Z]{{4,9}}(?:{DASH}[0-9]{{1,2}})?)(?![\w-])"
)
_REFUSED = re.compile(r"(?:I{1,3}|IV)[ab]?|.{0,40}\bQL[QU].{0,40}|[A-Z]{1,2}[a-z]+")
_WINDOW, _MOST_DESCRIPTIONS = 120, 4
TABLE, COLUMNS = "study_names.csv", ("kind", "name", "comment")


@dataclass(frozen=True)
class KnownNames:
    """What configs/study_names.csv says: patterns of groups and series with a number, stems that name no study."""

    patterns: tuple[tuple[re.Pattern[str], str], ...]
    no_study: frozenset[str]


@once_a_folder
def known_names(root: Path) -> KnownNames:
    """The table as patterns; ConfigError where a row has another kind."""
    names: dict[str, list[str]] = {"group": [], "series": [], "no_study": []}
    for row in rows_of(TABLE, COLUMNS, root):
        if row["kind"] not in names:
            raise ConfigError(f"{TABLE}: {row['kind']!r} is none of {', '.join(names)}")
        names[row["kind"]].append(row["name"])
    group = rf"(?:{one_of(names['group'])}|[A-Z]{{2,5}}OG)"
    grouped = re.compile(
        rf"(?<![\w-])(?P<name>{group}(?:{DASH}|[ /])?(?:[A-Z]{{2,6}}[- ])?[A-Z]{{0,3}}-?"
        rf"[0-9]{{2,5}}(?:(?:{DASH}|[/.])[0-9]{{1,5}})?)(?!\w)"
    )
    series = re.compile(
        rf"(?<![\w-])(?P<name>{one_of(names['series'])}(?:{DASH}|{WORD_GAP})?(?:[A-Z]{{1,2}})?[0-9]{{1,4}}[A-Z]?)(?![\w%])"
    )
    patterns = ((grouped, "study.group"), (series, "study.series"), (_SHAPED, "study.shape"), (_MIXED, "study.shape"))
    return KnownNames((*patterns, (_AFTER_NOUN, "study.word")), frozenset(names["no_study"]))


def find_studies(text: str) -> Iterator[Mention]:
    """The acronyms of the text that name studies; the concept's name is the label in agreed form."""
    known = known_names()
    places = [(*m.span("name"), by) for pattern, by in known.patterns for m in pattern.finditer(text)]
    places += [(*place, "study.word") for noun in _STUDY.finditer(text) for place in _names_before(text, noun.start())]
    for start, end, by in places:
        if _may_name_a_study(text[start:end], known.no_study):
            yield Mention.at(text, "study", start, end, Concept(study_label(text[start:end])), by)


def _names_before(text: str, at: int) -> Iterator[tuple[int, int]]:
    """The acronyms that stand before a noun like "trial", one or a list, words that describe the trial between."""
    tokens = list(_TOKEN.finditer(text, max(0, at - _WINDOW), at))
    for _ in range(_MOST_DESCRIPTIONS):
        if tokens and _IS_DESCRIPTION.fullmatch(tokens[-1][0]) and not _closes_a_name(tokens):
            tokens.pop()
    while tokens:
        end = tokens[-1].end()
        if _closes_a_name(tokens):
            tokens.pop()
        name = tokens.pop()
        whole = name.start() == 0 or not (text[name.start() - 1].isalnum() or text[name.start() - 1] == "-")
        if not whole or not _IS_ACRONYM.fullmatch(name[0]):
            return
        yield name.start(), end
        linked = [t for t in tokens[-2:] if _IS_LINK.fullmatch(t[0])]
        if not linked:
            return
        del tokens[-len(linked) :]


def _closes_a_name(tokens: list[re.Match[str]]) -> bool:
    """Whether the last token is the second part of a name: the I of "FORWARD I", the ALL of "INO-VATE ALL"."""
    if len(tokens) < 2 or not _IS_ENDING.fullmatch(tokens[-1][0]) or not _IS_ACRONYM.fullmatch(tokens[-2][0]):
        return False
    return not re.fullmatch("[A-Z]{3}", tokens[-1][0]) or re.search(DASH, tokens[-2][0]) is not None


def named_studies(texts: Iterable[str], abbreviations: Mapping[str, str]) -> Callable[[str], Iterator[Mention]]:
    """A finder of the acronyms that the texts use as names of studies, wherever they stand without such words.

    What the document defines as a short form of something else is no study. Spellings that differ in blanks and
    hyphens alone ("DESTINY Breast 03") get the label of the commonest one.
    """
    printed = Counter(m.text for text in texts for m in find_studies(text) if m.kind == "study")
    names = [n for n in printed if n not in abbreviations or _STUDY.search(abbreviations[n])]
    labels: dict[str, str] = {}
    for name in sorted(names, key=lambda n: (-printed[n], n)):
        labels.setdefault(_letters(name), study_label(name))
    pattern = re.compile(rf"(?<![\w-]){one_of(names)}(?![\w-])") if names else None

    def find(text: str) -> Iterator[Mention]:
        for match in pattern.finditer(text) if pattern else ():
            concept = Concept(labels[_letters(match[0])])
            yield Mention.at(text, "study", match.start(), match.end(), concept, "study.known")

    return find


def study_label(printed: str) -> str:
    """The acronym in the form of the evidence schema: capitals, plain hyphens, single blanks."""
    return re.sub(r"\s+", " ", re.sub(DASH, "-", printed)).upper()


def _letters(name: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", name.upper())


def _may_name_a_study(printed: str, no_study: frozenset[str]) -> bool:
    stem = re.split(rf"{DASH}| ", printed)[0]
    return len(_letters(printed)) >= 4 and stem.upper() not in no_study and not _REFUSED.fullmatch(printed)
