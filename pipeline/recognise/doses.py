"""Drug doses and numbers of cycles: "1000 mg, 1250 mg, or 1500 mg", "AUC 5", "4 mg/kg loading dose", "six cycles".

Refused: laboratory values (mg/dL, U/L, g/L), doses in Gy, areas under a curve below 1. Schedules are in `schedules`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from pipeline.model.mention import Mention
from pipeline.recognise.figure import Figure
from pipeline.recognise.patterns import DASH, GAP, WORD_GAP, one_of

_AUC_BEFORE = re.compile(rf"(?<![A-Za-z])AUC{GAP}(?:=|of|:)?{GAP}$")
_ROLES: dict[str, str] = {
    "loading": "loading", "initial dose": "loading", "maintenance": "maintenance",
    "maximum tolerated dose": "MTD", "maximal tolerated dose": "MTD", "MTD": "MTD",
    "recommended phase 2 dose": "RP2D", "recommended phase II dose": "RP2D", "RP2D": "RP2D", "dose level": "level",
}  # fmt: skip
_ROLE = re.compile(rf"(?<![A-Za-z])(?P<role>{one_of(_ROLES)})s?(?![A-Za-z])", re.IGNORECASE)
_ROLE_OF = {name.lower(): role for name, role in _ROLES.items()}
_CLAUSE = re.compile(r"[;.](?:\s|$)|,?\s(?:followed by|then|or|and)\s")
_CYCLES_AFTER = re.compile(
    rf"(?:{WORD_GAP}|{DASH})(?:(?:planned|additional|further|more|full|treatment|chemotherapy){WORD_GAP})?cycles?(?![A-Za-z])"
)
_BEFORE, _AFTER = 48, 32


def find_doses(text: str, figures: tuple[Figure, ...]) -> Iterator[Mention]:
    """The drug doses and numbers of cycles; a role (`loading`, `maintenance`, `MTD`, `RP2D`, `level`) is the basis."""
    for figure in figures:
        if figure.group == "dose":
            amount = replace(figure.amount, basis=_role(text, figure))
            yield Mention.at(text, "drug_dose", figure.start, figure.end, amount, "drug_dose")
        elif not figure.group and (mention := _area_under_curve(text, figure) or _cycles(text, figure)):
            yield mention


def _area_under_curve(text: str, figure: Figure) -> Mention | None:
    """Carboplatin by the area under its curve, in mg/mL·min; a share of 1 is the area of a test's curve."""
    before = text[max(0, figure.start - 12) : figure.start]
    named = _AUC_BEFORE.search(before)
    least = figure.amount.value if figure.amount.low is None else figure.amount.low
    if named is None or least is None or least < 1:
        return None
    start = figure.start - (len(before) - named.start())
    return Mention.at(text, "drug_dose", start, figure.end, replace(figure.amount, unit="AUC"), "drug_dose.auc")


def _cycles(text: str, figure: Figure) -> Mention | None:
    after = _CYCLES_AFTER.match(text, figure.end)
    if after is None:
        return None
    return Mention.at(text, "cycles", figure.start, after.end(), replace(figure.amount, unit="cycles"), "cycles")


def _role(text: str, figure: Figure) -> str:
    """What the clause calls the dose: the last role named before it, else the first after it."""
    before = _CLAUSE.split(text[max(0, figure.start - _BEFORE) : figure.start])[-1]
    after = _CLAUSE.split(text[figure.end : figure.end + _AFTER])[0]
    named = list(_ROLE.finditer(before))[-1:] or list(_ROLE.finditer(after))[:1]
    return _ROLE_OF[re.sub(r"\s+", " ", named[0]["role"]).lower()] if named else ""
