"""Ids of trial registries in a text, in canonical form, over blanks, dashes, line ends and invisible characters.

The forms are those that the registries themselves document; no check digits exist, so no more than the form is checked.
An id in ASCII is clean. One with look-alike letters or digits of another script is found too, flagged `confusable`: its
name is canonical only where Unicode itself calls the characters equal (NFKC, full-width digits), else it is as printed.
Refused: nine digits after NCT, letters glued to an id, the letter O for a zero, raised digits.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from pipeline.model.mention import Concept, Mention
from pipeline.recognise.confusables import INVISIBLE, OVERRIDES, visible, without_look_alikes

START = r"(?<![A-Za-z0-9])"
END = r"(?-i:(?![0-9A-Z]|[a-z]{2}|[g-z]))"  # one letter a to f may follow: the mark of a footnote
GAP = r"(?:-?\n ?| )?"
# "NCT number: 00470847", "NCT-00470847", "NCT: 00470847"
LINK = r"[ \n-]?(?:(?:number|no\.?|id|identifier|registration number)[ \n]?)?[:#]?[ \n]?"
_BROKEN = re.compile(r"[0-9]-?[ \n]{1,2}[0-9]|-?\n")
_NOT_ALNUM = re.compile(r"[^A-Za-z0-9]")
_LISTED = re.compile(rf"(?:[ \n]?[/,;&][ \n]?(?:and )?|[ \n]and[ \n])(0[0-9]{{7}}){END}")
_DUTCH = re.compile(r"trial|regist|netherlands|dutch", re.IGNORECASE)
_NEAR = 60


def digits(least: int, most: int | None = None) -> str:
    """A pattern for so many ASCII digits, between any two of which a line may end."""
    return rf"[0-9](?:{GAP}[0-9]){{{least - 1},{(most or least) - 1}}}"


@dataclass(frozen=True, slots=True)
class Registry:
    """How one registry writes its ids: `pattern` and the canonical form of what it matched."""

    title: str
    pattern: re.Pattern[str]
    canonical: Callable[[re.Match[str]], str]


def _joined(match: re.Match[str]) -> str:
    return "".join(_NOT_ALNUM.sub("", part or "") for part in match.groups())


def _dashed(match: re.Match[str]) -> str:
    return "-".join(_NOT_ALNUM.sub("", part) for part in match.groups() if part)


def _slashed(match: re.Match[str]) -> str:
    return "/".join(("CTRI", *match.groups()))


def _prefixed(prefix: str, middle: str = "") -> Callable[[re.Match[str]], str]:
    return lambda match: prefix + middle + _joined(match).upper()


def _registry(title: str, pattern: str, canonical: Callable[[re.Match[str]], str]) -> Registry:
    return Registry(title, re.compile(START + pattern + END, re.IGNORECASE), canonical)


# IRCT and PACTR stand before EudraCT: their numbers begin with a year too.
REGISTRIES = (
    _registry("ClinicalTrials.gov", rf"NCT{LINK}(?!(?:0[ \n-]?){{8}})({digits(8)})", _prefixed("NCT")),
    _registry("ISRCTN", rf"ISRCTN{LINK}({digits(8)})", _prefixed("ISRCTN")),
    _registry("ChiCTR", rf"ChiCTR{LINK}({digits(8, 10)})", _prefixed("ChiCTR")),
    _registry("ChiCTR", rf"ChiCTR-([A-Z]{{3,4}})-({digits(8)})", lambda m: f"ChiCTR-{_dashed(m).upper()}"),
    _registry("UMIN", rf"UMIN(?:-?CTR)?{LINK}(0{GAP}0{GAP}0{GAP}0{GAP}{digits(5)})", _prefixed("UMIN")),
    _registry("jRCT", rf"jRCTs{LINK}({digits(9)})", _prefixed("jRCTs")),
    _registry("jRCT", rf"jRCT{LINK}({digits(10)})", _prefixed("jRCT")),
    _registry("JapicCTI", rf"Japic-?CTI{LINK}({digits(6)})", _prefixed("JapicCTI", "-")),
    _registry("ANZCTR", rf"ACTRN{LINK}(126{GAP}{digits(11)})", _prefixed("ACTRN")),
    _registry("DRKS", rf"DRKS{LINK}(000{GAP}{digits(5)})", _prefixed("DRKS")),
    _registry("CTRI", r"CTRI ?/ ?(20[0-9]{2}) ?/ ?([0-9]{2,3}) ?/ ?([0-9]{6})", _slashed),
    _registry("CRIS", rf"KCT{LINK}(00{GAP}{digits(5)})", _prefixed("KCT")),
    _registry("IRCT", rf"IRCT{LINK}(20{GAP}{digits(10, 12)}N[0-9]{{1,3}})", _prefixed("IRCT")),
    _registry("PACTR", rf"PACTR{LINK}(20{GAP}{digits(13, 14)})", _prefixed("PACTR")),
    _registry("EU CTIS", r"(20[0-9]{2})-\s?(5[0-9]{5})-\s?([0-9]{2})-\s?([0-9]{2})(?!-?[0-9])", _dashed),
    _registry("EudraCT", r"(20[0-9]{2})-\s?(0[0-9]{5})-\s?([0-9]{2})(-[A-Z]{2})?(?!-?[0-9])", _dashed),
)  # fmt: skip
DUTCH = _registry("NTR", r"(NTR|NL)[ -]?([0-9]{2,4})", lambda m: _joined(m).upper())


def find_registry_ids(text: str) -> tuple[Mention, ...]:
    """The registry ids in the text, ascending, as mentions whose value is a `Concept` of canonical name and flags."""
    seen = visible(text)
    latin = without_look_alikes(seen.text)
    found: dict[int, Mention] = {}
    for start, end, name, registry in _ids(latin):
        if start not in found:
            found[start] = _mention(text, seen.places, (start, end), latin, name, registry)
    return tuple(found[start] for start in sorted(found))


def _ids(text: str) -> Iterator[tuple[int, int, str, str]]:
    for registry in REGISTRIES:
        for match in registry.pattern.finditer(text):
            yield match.start(), match.end(), registry.canonical(match), registry.title
            if registry.title == "ClinicalTrials.gov":
                yield from _rest_of_list(text, match.end())
    for match in DUTCH.pattern.finditer(text):
        around = text[max(0, match.start() - _NEAR) : match.end() + _NEAR]
        if _DUTCH.search(around):
            yield match.start(), match.end(), DUTCH.canonical(match), DUTCH.title


def _rest_of_list(text: str, at: int) -> Iterator[tuple[int, int, str, str]]:
    """The ids of "NCT00470847/02135159" after the first, which leave the letters away."""
    while match := _LISTED.match(text, at):
        yield match.start(1), match.end(1), f"NCT{match[1]}", "ClinicalTrials.gov"
        at = match.end()


def _mention(
    text: str, places: tuple[int, ...] | None, span: tuple[int, int], latin: str, name: str, registry: str
) -> Mention:
    start, end = span if places is None else (places[span[0]], places[span[1] - 1] + 1)
    printed = text[start:end]
    flags = []
    if _BROKEN.search(latin[span[0] : span[1]]):
        flags.append("broken_across_lines")
    if any(c in INVISIBLE for c in printed) or text[max(0, start - 1) : start] in (*OVERRIDES,):
        flags.append("invisible_characters")
    strange = [c for c in printed if c.isalnum() and not c.isascii()]
    if strange:
        flags.append("confusable")
        if not unicodedata.normalize("NFKC", "".join(strange)).isascii():
            name = printed
    return Mention("registry_id", start, end, printed, Concept(name, flags=tuple(flags)), f"registry_ids:{registry}")
