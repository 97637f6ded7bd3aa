"""Numbers put together with what stands at them: ranges, bounds, units; lists share the unit of their last member.

A `Figure` is the word that the grammars of this room read: each looks at figures and at the text around them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.model.quantity import Amount, Bound
from pipeline.recognise.numbers import Numeral, numerals
from pipeline.recognise.patterns import CONNECTED_BY_TO, DASH, GAP, WORD_GAP, one_of

UNITS: dict[str, dict[str, tuple[str, ...]]] = {
    "percent": {"%": ("%", "％", "percent", "per cent", "per cents", "pct")},
    "gray": {
        "Gy": ("Gy", "Gray", "Grays", "gray", "grays", "GyE", "Gy(RBE)", "Gy (RBE)", "GyRBE", "Gy RBE",
               "CGE", "GyEQD2"),
        "cGy": ("cGy", "cGY", "rad", "rads"),
    },
    "dose": {
        "mg/m2": ("mg/m2", "mg/m²", "mg/m 2", "mg/m(2)", "mg/m^2", "mg/sqm", "mg/sq m", "mg per square meter",
                  "mg per square metre", "mg per m2", "mg/qm", "mg·m−2", "mg m−2", "mg m-2"),
        "g/m2": ("g/m2", "g/m²", "g/m 2", "g/m(2)", "g/m^2"),
        "ug/m2": ("µg/m2", "μg/m2", "µg/m²", "μg/m²", "mcg/m2", "mcg/m²"),
        "mg/kg": ("mg/kg", "mg per kg", "mg per kilogram", "mg kg−1", "mg kg-1", "milligrams per kilogram"),
        "ug/kg": ("µg/kg", "μg/kg", "mcg/kg", "ug/kg"),
        "mg": ("mg", "milligram", "milligrams"),
        "g": ("g", "gram", "grams"),
        "ug": ("µg", "μg", "mcg", "ug", "microgram", "micrograms"),
        "ng": ("ng",),
        "mL/kg": ("mL/kg", "ml/kg"),
        "mL": ("mL", "ml"),
        "[IU]": ("IU", "I.U.", "international units", "U"),
        "[IU]/m2": ("IU/m2", "IU/m²", "U/m2", "U/m²"),
        "[IU]/kg": ("IU/kg", "U/kg"),
        "MBq": ("MBq",), "GBq": ("GBq",), "mCi": ("mCi",),
    },
    "time": {
        "minutes": ("minutes", "minute", "min", "mins"),
        "hours": ("hours", "hour", "hrs", "hr", "h"),
        "days": ("days", "day", "d"),
        "weeks": ("weeks", "week", "wks", "wk"),
        "months": ("months", "month", "mos", "mo"),
        "years": ("years", "year", "yrs", "yr", "y"),
    },
    "length": {"mm": ("mm",), "cm": ("cm",), "cm3": ("cm3", "cm³", "cc"), "mL/min": ("mL/min", "ml/min")},
}  # fmt: skip
_UNIT_OF = {form: (unit, group) for group, units in UNITS.items() for unit, forms in units.items() for form in forms}
_UNIT = re.compile(rf"(?:{GAP}|{DASH})(?P<unit>{one_of(_UNIT_OF)})(?![A-Za-z0-9²])")
_UNIT_KEY = re.compile(r"\s+")
_DOSE_RATE = re.compile(rf"{GAP}(?:/|per{WORD_GAP}){GAP}(?:min|h)")
_RANGE = re.compile(CONNECTED_BY_TO)
_AND = re.compile(rf"{GAP}and{WORD_GAP}")
_BETWEEN = re.compile(rf"\bbetween{WORD_GAP}$", re.IGNORECASE)
_LIST_LAST = re.compile(rf"{GAP},?{GAP}(?:or|and|and/or|versus|vs\.?){WORD_GAP}")
_LIST_COMMA = re.compile(rf"{GAP},{WORD_GAP}")
_COUNTED_BEFORE = re.compile(
    rf"\b(?:grades?|phase|stage|days?|cycles?|weeks?|arms?|cohorts?|level|tables?|figs?\.?|n){GAP}[=:]?{GAP}$",
    re.IGNORECASE,
)
_BOUNDS: dict[str, Bound] = {
    "<": "<", "≤": "<=", "⩽": "<=", "<=": "<=", ">": ">", "≥": ">=", "⩾": ">=", ">=": ">=", "~": "~",
    "≈": "~", "≃": "~",
    "less than": "<", "fewer than": "<", "lower than": "<", "under": "<", "below": "<", "at most": "<=", "up to": "<=",
    "no more than": "<=", "not more than": "<=", "maximum of": "<=", "more than": ">", "greater than": ">",
    "higher than": ">", "over": ">", "above": ">", "exceeding": ">", "at least": ">=", "a minimum of": ">=",
    "minimum of": ">=", "approximately": "~", "about": "~", "around": "~", "nearly": "~", "almost": "~", "roughly": "~",
}  # fmt: skip
_BOUND_BEFORE = re.compile(rf"(?:(?<![A-Za-z])({one_of(w for w in _BOUNDS if w.isascii() and w[0].isalpha())})"
                           rf"{WORD_GAP}|(<=|>=|[<>≤≥⩽⩾~≈≃]){GAP})$", re.IGNORECASE)  # fmt: skip
_BOUND_AFTER = re.compile(rf"{GAP}or{WORD_GAP}(?P<way>more|greater|higher|above|over|less|fewer|lower|below)\b")
_LOOK_BACK = 24


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or range with its unit: `text[start:end]`, the digits ending at `number_end`.

    `group` is the kind of the unit (`percent`, `gray`, `dose`, `time`, `length`) or empty; `bound_start` is where a
    printed bound begins, in signs or words, `sign_start` where its sign begins (`start` where there is none); `shared`
    tells that the unit stands at a later member of a list.
    """

    start: int
    number_end: int
    end: int
    amount: Amount
    group: str = ""
    rule: str = "digits"
    bound_start: int = 0
    sign_start: int = 0
    shared: bool = False

    @property
    def whole(self) -> int | None:
        """The value where it is a single non-negative whole number."""
        value = self.amount.value
        return int(value) if value is not None and value >= 0 and value == int(value) else None


def figures(text: str) -> tuple[Figure, ...]:
    """The numbers of the text, ranges joined, with units and bounds, in order and not overlapping."""
    joined = _join_ranges(text, [_with_unit(text, n) for n in numerals(text)])
    return tuple(_with_bound(text, f) for f in _share_units(text, joined))


def _with_unit(text: str, numeral: Numeral) -> Figure:
    amount = Amount(numeral.value)
    match = _UNIT.match(text, numeral.end)
    if match is None:
        return Figure(numeral.start, numeral.end, numeral.end, amount, "", numeral.rule, numeral.start, numeral.start)
    unit, group = _unit_of(match["unit"])
    if group == "gray" and _DOSE_RATE.match(text, match.end()):
        unit, group = f"{unit}/min", "length"
    amount = replace(amount, unit=unit)
    return Figure(numeral.start, numeral.end, match.end(), amount, group, numeral.rule, numeral.start, numeral.start)


def _unit_of(printed: str) -> tuple[str, str]:
    return _UNIT_OF[_UNIT_KEY.sub(" ", printed)]


def _join_ranges(text: str, parts: list[Figure]) -> Iterator[Figure]:
    at = 0
    while at < len(parts):
        low, high = parts[at], parts[at + 1] if at + 1 < len(parts) else None
        if high is not None and _makes_range(text, low, high) and not _chained(text, parts, at):
            yield _range(low, high)
            at += 2
        else:
            yield low
            at += 1


def _makes_range(text: str, low: Figure, high: Figure) -> bool:
    if low.amount.value is None or high.amount.value is None or not low.amount.value < high.amount.value:
        return False
    if low.group and (low.group, low.amount.unit) != (high.group, high.amount.unit):
        return False
    between = text[low.end : high.start]
    if _RANGE.fullmatch(between):
        return True
    opened = text[max(0, low.start - _LOOK_BACK) : low.start]
    return _AND.fullmatch(between) is not None and _BETWEEN.search(opened) is not None


def _chained(text: str, parts: list[Figure], at: int) -> bool:
    """Whether a dash leads on to a third number (a date, a telephone number): that is no range."""
    if at + 2 >= len(parts):
        return False
    gap = text[parts[at + 1].end : parts[at + 2].start]
    return len(gap) == 1 and re.match(DASH, gap) is not None and parts[at + 1].group == ""


def _range(low: Figure, high: Figure) -> Figure:
    amount = Amount(None, low.amount.value, high.amount.value, high.amount.unit)
    rule = low.rule if low.rule != "digits" else high.rule
    return Figure(low.start, high.number_end, high.end, amount, high.group, rule, low.start, low.start)


def _share_units(text: str, parts: Iterator[Figure]) -> list[Figure]:
    out: list[Figure] = []
    following: Figure | None = None
    for part in reversed(list(parts)):
        if following is not None and not part.group and _shares(text, part, following):
            amount = replace(part.amount, unit=following.amount.unit)
            part = replace(part, amount=amount, group=following.group, shared=True)
        out.append(part)
        following = part
    return out[::-1]


def _shares(text: str, part: Figure, following: Figure) -> bool:
    if not following.group or part.rule == "word" or looks_like_year(part):
        return False
    between = text[part.end : following.start]
    linked = _LIST_LAST if not following.shared else _LIST_COMMA
    if not linked.fullmatch(between) and not (following.shared and _LIST_LAST.fullmatch(between)):
        return False
    return not _COUNTED_BEFORE.search(text[max(0, part.start - _LOOK_BACK) : part.start])


def looks_like_year(part: Figure) -> bool:
    """Whether the figure is four digits from 1900 to 2100 without a unit."""
    value = part.amount.value
    return value is not None and 1900 <= value <= 2100 and value == int(value) and part.number_end - part.start == 4


def _with_bound(text: str, part: Figure) -> Figure:
    before = _BOUND_BEFORE.search(text[max(0, part.start - _LOOK_BACK) : part.start])
    if before:
        printed = re.sub(r"\s+", " ", before[1] or before[2]).lower()
        start = part.start - (before.end() - before.start())
        amount = replace(part.amount, bound=_BOUNDS[printed])
        return replace(part, amount=amount, bound_start=start, sign_start=start if before[2] else part.start)
    after = _BOUND_AFTER.match(text, part.end)
    if after:
        bound: Bound = ">=" if after["way"] in ("more", "greater", "higher", "above", "over") else "<="
        return replace(part, amount=replace(part.amount, bound=bound))
    return part
