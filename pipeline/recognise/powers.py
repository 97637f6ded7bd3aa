"""Powers of ten as units: "50 × 10⁹/L" counts cells in a volume, "2 × 10⁶ CAR T cells/kg" is a dose of cells.

Refused: a power without volume or cells. The unit is UCUM-like: `10*9/L`, `10*6/kg`, `10*6` for cells in all.
"""

from __future__ import annotations

import re

from pipeline.recognise.patterns import GAP, WORD_GAP

_RAISED = "³⁶⁷⁸⁹"
_TEN = rf"{GAP}[×x]{GAP}10(?:(?P<raised>[{_RAISED}])|\^?(?P<plain>[36789])|\((?P<brackets>[36789])\))"
_VOLUME = r"/(?P<volume>[mµμ]?[Ll]|mm[3³])"
_CELLS = rf"{WORD_GAP}(?:(?:viable|CAR{GAP}\+?|CAR-?positive|transduced){WORD_GAP}|CAR-){{0,2}}(?:T[ -])?cells"
_POWER = re.compile(
    rf"{_TEN}(?:{_VOLUME}|(?P<cells>{_CELLS})?(?P<weight>/kg|{WORD_GAP}per{WORD_GAP}kg)?)(?![A-Za-z0-9])"
)
_LOWERED = str.maketrans(_RAISED, "36789")


def power_at(text: str, at: int) -> tuple[str, str, int] | None:
    """Unit, group (`dose` or `other`) and end of the power that stands at `at`; None for none."""
    match = _POWER.match(text, at)
    if match is None:
        return None
    power = f"10*{match['plain'] or match['brackets'] or match['raised'].translate(_LOWERED)}"
    if match["volume"]:
        return f"{power}/{match['volume']}", "other", match.end()
    if match["cells"] or match["weight"]:
        return power + ("/kg" if match["weight"] else ""), "dose", match.end()
    return None
