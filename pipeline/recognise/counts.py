"""Counts: "7 of 27", "12/39", "n = 3", "45 patients", "7 (26 %)", and "(4)" in a table's cell.

Refused: grades and phases ("grade 3/4"), ratios of years and dates, brackets of call-outs in prose, values with a unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model.mention import Mention
from pipeline.model.quantity import Count
from pipeline.recognise.figure import Figure, looks_like_year
from pipeline.recognise.patterns import BLANK, GAP, WORD_GAP, one_of

PEOPLE = (
    "patient", "patients", "subject", "subjects", "participant", "participants", "individual", "individuals", "person",
    "persons", "people", "women", "woman", "men", "man", "children", "adults", "survivors", "pts",
)  # fmt: skip
COUNTED: dict[str, str] = dict.fromkeys(PEOPLE, "patients") | {
    "case": "patients", "cases": "patients", "lesion": "lesions", "lesions": "lesions", "metastases": "lesions",
    "metastasis": "lesions", "tumors": "lesions", "tumours": "lesions", "tumor": "lesions", "tumour": "lesions",
    "event": "events", "events": "events", "death": "events", "deaths": "events", "study": "studies",
    "studies": "studies", "trial": "studies", "trials": "studies", "reports": "studies", "episodes": "events",
}  # fmt: skip
_OF = re.compile(rf"{WORD_GAP}(?:out{WORD_GAP})?of{WORD_GAP}(?:the{WORD_GAP}|all{WORD_GAP}|these{WORD_GAP}|a{WORD_GAP}"
                 rf"total{WORD_GAP}of{WORD_GAP})?(?:first{WORD_GAP})?")  # fmt: skip
_PERCENT_OF = re.compile(rf"{GAP}[(\[]{GAP}[0-9][0-9.·]{{0,7}}{GAP}%{GAP}[)\]]")
_FUNCTION_WORD = r"(?:of|in|and|or|with|for|to|the|by|at|from|on|as|than|that|were|was|had|have|is|are|per|versus|vs)\b"
_ADJECTIVE = rf"(?!{_FUNCTION_WORD})[A-Za-z][A-Za-z0-9+/-]{{1,23}}{WORD_GAP}(?:(?:and|or){WORD_GAP})?"
_NOUN = re.compile(rf"(?:{WORD_GAP}|-)(?:{_ADJECTIVE}){{0,4}}?(?P<noun>{one_of(COUNTED)})(?![A-Za-z])")
_N_EQUALS = re.compile(rf"(?<![A-Za-z])[nN]{GAP}[=:]{GAP}$")
_PERCENT_NEXT = re.compile(rf"{GAP}[(\[]{GAP}(?:[<>≤≥~]{BLANK}?)?[0-9][0-9.·]{{0,7}}{GAP}%")
_NUMBERED = (
    "grade", "grades", "phase", "stage", "stages", "day", "days", "cycle", "cycles", "week", "weeks", "table", "tables",
    "fig.", "figure", "figures", "level", "arm", "arms", "cohort", "cohorts", "group", "groups", "part", "patient",
    "case", "study", "trial", "schedule", "regimen", "line", "version", "type", "page", "ref.", "no.",
    "number", "+",
)  # fmt: skip
_ORDINAL_BEFORE = re.compile(rf"(?<![A-Za-z]){one_of(_NUMBERED)}\s?[-=]?\s?$", re.IGNORECASE)
_DONE = (
    "achieved", "achieving", "completed", "developed", "developing", "died", "discontinued", "experienced",
    "experiencing", "had", "having", "progressed", "received", "receiving", "relapsed", "reported", "reporting",
    "required", "responded", "showed", "suffered", "survived", "underwent",
)  # fmt: skip
_DONE_AFTER = re.compile(rf"{WORD_GAP}(?:also{WORD_GAP}|had{WORD_GAP})?{one_of(_DONE)}(?![A-Za-z])")
_OF_THEM_BEFORE = re.compile(r"(?<![A-Za-z])[Oo]f (?:these|them|whom|which)(?: patients)?,? $")
_SINGLE = re.compile(rf"(?<![A-Za-z])[Ss]ingle{WORD_GAP}(?P<noun>{one_of(PEOPLE)}|case)(?![A-Za-z])")
_SLASH = re.compile(r" ?/ ?")
_IN_BRACKETS = re.compile(r"[A-Za-z)] ?\($|^\s{0,3}\($")
# "three-group parallel study" counts no studies; only one of a thing is printed in the singular.
_SINGULAR = tuple(w for w in COUNTED if w + "s" in COUNTED or w in ("woman", "man", "study", "metastasis"))
_MAX_COUNT = 10_000_000


def find_counts(text: str, figures: tuple[Figure, ...], cell: bool = False) -> Iterator[Mention]:
    """The counts of the text; with `cell`, also whole numbers that stand alone in round brackets after a word."""
    last = -1
    for at, figure in enumerate(figures):
        if figure.start < last or figure.group or _whole(figure) is None:
            continue
        if mention := _count(text, figure, figures[at + 1 : at + 3], cell):
            yield mention
            last = mention.end
    for match in _SINGLE.finditer(text):
        count = Count(1, None, COUNTED[match["noun"]])
        yield Mention.at(text, "count", match.start(), match.end(), count, "count.single")


def _count(text: str, figure: Figure, following: tuple[Figure, ...], cell: bool) -> Mention | None:
    before = text[max(0, figure.start - 16) : figure.start]
    if equals := _N_EQUALS.search(before):
        start = figure.start - (len(before) - equals.start())
        return Mention.at(text, "count", start, figure.end, Count(_whole(figure)), "count.n")
    if _ORDINAL_BEFORE.search(before):
        return None
    return _share(text, figure, following) or _things(text, figure) or (_bracketed(text, figure) if cell else None)


def _whole(figure: Figure) -> int | None:
    value = figure.whole
    return value if value is not None and value < _MAX_COUNT else None


def _share(text: str, events: Figure, following: tuple[Figure, ...]) -> Mention | None:
    """ "7 of 27", "7 (26 %) of 27", "7/27"."""
    after = events.end
    if percent := _PERCENT_OF.match(text, after):
        after, following = percent.end(), following[1:]
    if not following or following[0].group or (whole := _whole(following[0])) is None:
        return None
    total = following[0]
    between = text[after : total.start]
    if _OF.fullmatch(between):
        end, what = _counted(text, total.end)
        return Mention.at(text, "count", events.start, end, Count(_whole(events), whole, what), "count.of")
    if _SLASH.fullmatch(between) and _is_share(text, events, total):
        count = Count(_whole(events), whole, _counted(text, total.end)[1])
        return Mention.at(text, "count", events.start, total.end, count, "count.slash")
    return None


def _is_share(text: str, events: Figure, total: Figure) -> bool:
    """Whether a slash parts events from their total: no date, no words, and not more than all ("61/60": two groups)."""
    one, whole = _whole(events), _whole(total)
    dated = "/" in (text[events.start - 1 : events.start], text[total.end : total.end + 1])
    return (
        not dated and one is not None and whole is not None and one <= whole and "word" not in (events.rule, total.rule)
    )


def _counted(text: str, end: int) -> tuple[int, str]:
    """Where the noun that is counted ends, and what it is; (`end`, empty) where no such noun follows."""
    noun = _NOUN.match(text, end)
    return (noun.end(), COUNTED[noun["noun"]]) if noun else (end, "")


def _things(text: str, figure: Figure) -> Mention | None:
    """ "45 patients", "7" of "7 (26 %)" and of "7 developed"."""
    value = _whole(figure)
    end, what = _counted(text, figure.end)
    singular = text[figure.end : end].endswith(_SINGULAR)
    if what and not looks_like_year(figure) and (value == 1 or not singular):
        return Mention.at(text, "count", figure.start, end, Count(value, None, what), "count.noun")
    if _PERCENT_NEXT.match(text, figure.end):
        return Mention.at(text, "count", figure.start, figure.end, Count(value), "count.percent")
    before = text[max(0, figure.start - 24) : figure.start]
    done = _DONE_AFTER.match(text, figure.end) is not None and not before.endswith(" of ")
    if (done or _OF_THEM_BEFORE.search(before)) and not looks_like_year(figure):
        return Mention.at(text, "count", figure.start, figure.end, Count(value), "count.verb")
    return None


def _bracketed(text: str, figure: Figure) -> Mention | None:
    opened = _IN_BRACKETS.search(text[max(0, figure.start - 4) : figure.start])
    if opened and text[figure.end : figure.end + 1] == ")":
        return Mention.at(text, "count", figure.start, figure.end, Count(_whole(figure)), "count.brackets")
    return None
