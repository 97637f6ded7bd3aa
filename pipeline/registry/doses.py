"""Drugs and doses in the free text of a registry record: "3.6 mg/kg IV on Day 1 of each 21-day cycle".

Registries are written in full sentences of a few fixed turns; what is not among them has no dose, nothing is guessed.
A dose belongs to the last drug named before it in its sentence, else to the first after it, else to `default`.
Refused: strengths ("250 mg tablets", "200 mg / ml"), laboratory values (per L, per dL), radiation in Gy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from pipeline.vocabulary import Entry, folded, load

_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+(?:\.[0-9]+)?"
_MASS = r"(?:milligrams?|micrograms?|grams?|mg|mcg|µg|μg|ug|g)(?![A-Za-z])"
_PER = r"(?: ?/ ?| per )(?:kilograms?|kg|square met(?:er|re)s?|m\^?2|m²)(?![A-Za-z0-9])"
_IN_FULL = r"(?: \((?P<short>(?:mg|mcg|g)(?:/(?:kg|m\^?2|m²))?)\))?"
_DOSE = re.compile(
    rf"(?<![0-9A-Za-z.,/^-])(?P<low>{_NUMBER})(?: ?(?:-|–|to|or) ?(?P<high>{_NUMBER}))? ?"
    rf"(?P<unit>{_MASS}(?:{_PER}(?: of body surface(?: area)?)?)?){_IN_FULL}",
    re.IGNORECASE,
)
_AUC = re.compile(rf"(?<![A-Za-z])AUC ?(?:of|=)? ?(?P<low>{_NUMBER})", re.IGNORECASE)
_STRENGTH = re.compile(r" ?/ ?(?:ml|l|dl)\b|(?: \w+)? ?(?:tablets?|capsules?|vials?|syringes?)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.;])\s+|\n+")
_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9+-]*")
_UNITS = {
    "milligram": "mg", "mcg": "ug", "µg": "ug", "μg": "ug", "microgram": "ug", "gram": "g", "kilogram": "kg",
    "square meter": "m2", "square metre": "m2", "m^2": "m2", "m²": "m2",
}  # fmt: skip
_COUNT = "([0-9]+|one|two|three|four|six)"
_COUNTS = {"one": 1, "two": 2, "three": 3, "four": 4, "six": 6}
_FREQUENCIES = (
    (re.compile(r"\b(?:twice (?:a |per )?da(?:il)?y|b\.?i\.?d\b|two times (?:a|per) day|every 12 hours)", re.I), "bid"),
    (re.compile(r"\b(?:three times (?:a |per )?da(?:il)?y|t\.?i\.?d\b)", re.I), "tid"),
    (re.compile(rf"\b(?:every|each) {_COUNT}[ -]weeks?|\bq([0-9])w\b|{_COUNT}-week cycle", re.I), "q{}w"),
    (re.compile(r"\b(?:every |each )?(?P<days>14|21|28)[ -]days?(?: treatment)?(?: cycle)?", re.I), "days"),
    (re.compile(r"\b(?:once (?:a |per )?week(?:ly)?|weekly|every week|qw)\b", re.I), "qw"),
    (re.compile(r"\b(?:once (?:a |per )?da(?:il)?y|daily|every day|per day|q\.?d)\b", re.I), "qd"),
)  # fmt: skip
_ROUTES = (
    (re.compile(r"\b(?:orally|oral|by mouth|p\.?o)\b", re.I), "oral"),
    (re.compile(r"\b(?:intravenous(?:ly)?|i\.?v)\b", re.I), "iv"),
    (re.compile(r"\b(?:subcutaneous(?:ly)?|s\.?c)\b", re.I), "sc"),
    (re.compile(r"\b(?:intramuscular(?:ly)?|i\.?m)\b", re.I), "im"),
    (re.compile(r"\bintrathecal(?:ly)?\b", re.I), "intrathecal"),
)
_AROUND = 90  # characters behind a dose in which its rhythm and its route stand
NO_NAMES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Dose:
    """A dose of `drug` (canonical, empty where none is named); `text` the words it was read from."""

    drug: str
    value: float
    high: float | None
    unit: str
    frequency: str
    route: str
    text: str


def drugs_in(text: str) -> tuple[str, ...]:
    """Canonical names of the drugs that the text names, in its order, each once."""
    return tuple(dict.fromkeys(name for _, name in _named(text)))


def doses_in(text: str, default: str = "", own: Mapping[str, str] = NO_NAMES) -> tuple[Dose, ...]:
    """The doses that the text gives, sentence by sentence; `own` are the record's names of drugs, folded, with ours."""
    return tuple(dose for sentence in _SENTENCE.split(text) for dose in _in_sentence(sentence, default, own))


def _in_sentence(sentence: str, default: str, own: Mapping[str, str]) -> Iterator[Dose]:
    named = list(_named(sentence, own))
    found = [m for m in _DOSE.finditer(sentence) if not _STRENGTH.match(sentence, m.end())]
    found = sorted([*found, *_AUC.finditer(sentence)], key=lambda m: m.start())
    for i, match in enumerate(found):
        end = found[i + 1].start() if i + 1 < len(found) else len(sentence)
        after = sentence[match.end() : min(end, match.end() + _AROUND)]
        before = [name for at, name in named if at < match.start()]
        behind = [name for at, name in named if at >= match.start()]
        drug = before[-1] if before else default or (behind[0] if behind else "")
        yield _dose(match, drug, after)


def _dose(match: re.Match[str], drug: str, after: str) -> Dose:
    groups = match.groupdict()
    unit = _unit(groups["short"] or groups["unit"]) if groups.get("unit") else "AUC"
    high = _number(groups["high"]) if groups.get("high") else None
    return Dose(drug, _number(groups["low"]), high, unit, _frequency(after), _route(after), (match[0] + after).strip())


def _named(text: str, own: Mapping[str, str] = NO_NAMES) -> Iterator[tuple[int, str]]:
    """Offset and canonical name of each drug; a collective name gives its members; longest name first."""
    words = [(m.start(), m.end()) for m in _WORD.finditer(text)]
    i = 0
    while i < len(words):
        step = 1
        for length in range(min(4, len(words) - i), 0, -1):
            form = text[words[i][0] : words[i + length - 1][1]]
            if names := _drug(form, own):
                yield from ((words[i][0], name) for name in names)
                step = length
                break
        i += step


def _drug(form: str, own: Mapping[str, str]) -> tuple[str, ...]:
    if own and folded(form) in own:
        return (own[folded(form)],)
    return _of_vocabulary(form)


@lru_cache(maxsize=65_536)
def _of_vocabulary(form: str) -> tuple[str, ...]:
    for vocabulary in ("drugs", "regimens"):
        entry = load(vocabulary).find(form)
        if entry is not None and _written_so(entry, form):
            return entry.members or (entry.name,)
    return ()


def _written_so(entry: Entry, form: str) -> bool:
    """Short forms count in their own case alone: "AS" is no "as"."""
    return form in entry.short_forms or folded(form) in {folded(f) for f in (entry.name, *entry.synonyms)}


def _number(text: str) -> float:
    return float(text.replace(",", ""))


def _unit(text: str) -> str:
    parts = re.split(r" ?/ ?| per ", re.sub(r" of body surface.*", "", text.lower()))
    return "/".join(_UNITS.get(p.strip().removesuffix("s"), p.strip()) for p in parts)


def _frequency(after: str) -> str:
    """The first rhythm after the dose; a cycle of whole weeks is the rhythm where nothing else is said."""
    hits = [(m.start(), i, m) for i, (pattern, _) in enumerate(_FREQUENCIES) if (m := pattern.search(after))]
    if not hits:
        return ""
    _, i, match = min(hits, key=lambda hit: (_FREQUENCIES[hit[1]][1] == "days", hit[0]))
    name = _FREQUENCIES[i][1]
    if name == "days":
        return f"q{int(match['days']) // 7}w"
    if name == "q{}w":
        count = next(g for g in match.groups() if g).lower()
        weeks = _COUNTS.get(count) or int(count)
        return "qw" if weeks == 1 else f"q{weeks}w"
    return name


def _route(after: str) -> str:
    hits = [(m.start(), route) for pattern, route in _ROUTES if (m := pattern.search(after))]
    return min(hits)[1] if hits else ""
