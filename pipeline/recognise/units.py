"""Units that stand behind numbers, in the forms that papers print; the canonical form is UCUM-like.

Groups: `percent`, `gray`, `dose` (of drugs), `time`, `fractions`, `other` (lengths, laboratory values, dose rates).
"""

from __future__ import annotations

import re

from pipeline.recognise.patterns import DASH, GAP, WORD_GAP, one_of
from pipeline.recognise.powers import power_at

KINDS_OF_FRACTION = (
    "daily", "once-daily", "twice-daily", "weekly", "equal", "consecutive", "consecutive daily", "separate", "total",
    "treatment", "radiation", "radiotherapy", "RT", "hypofractionated", "conventional", "additional", "boost",
)  # fmt: skip
NEVER_NEGATIVE = ("gray", "dose", "fractions")
"""Groups of which no one gives less than nothing: a dash before their number is a bullet or joins words."""
UNITS: dict[str, dict[str, tuple[str, ...]]] = {
    "percent": {"%": ("%", "％", "percent", "per cent", "pct")},
    "gray": {
        "Gy": ("Gy", "GY", "gy", "Gys",
               "Gray", "Grays", "gray", "grays", "GyE", "Gy(RBE)", "Gy (RBE)", "GyRBE", "Gy RBE", "CGE",
               "GyEQD2", *(f"Gy{sub}" for sub in ("10", "₁₀", "3", "₃", "2", "₂", "1.5", "α/β10"))),
        "cGy": ("cGy", "cGY", "cgy", "centigray", "rad", "rads"),
    },
    "dose": {
        "mg/m2": ("mg/m2", "mg/m²", "mg/m 2", "mg/m(2)", "mg/m^2", "mg/sqm", "mg/sq m", "mg per square meter",
                  "mg per square metre", "mg per m2", "mg/qm", "mg m−2", "mg m-2", "mg·m−2",
                  "mg·m-2", "mg·m⁻²", "mg m⁻²"),
        "g/m2": ("g/m2", "g/m²", "g/m 2", "g/m(2)", "g/m^2", "g m⁻²", "g m−2"),
        "ug/m2": ("µg/m2", "µg/m²", "mcg/m2", "mcg/m²", "µg m⁻²"),
        "mg/kg": ("mg/kg", "mg per kg", "mg per kilogram", "mg kg−1", "mg kg-1", "mg·kg−1", "mg·kg-1", "mg·kg⁻¹",
                  "mg kg⁻¹", "milligrams per kilogram"),
        "ug/kg": ("µg/kg", "mcg/kg", "ug/kg", "µg kg⁻¹"),
        "mg": ("mg", "milligram", "milligrams"),
        "g": ("g", "gram", "grams"),
        "ug": ("µg", "mcg", "ug", "microgram", "micrograms"),
        "ng": ("ng",),
        "ng/kg": ("ng/kg",),
        "[IU]": ("IU", "I.U.", "international units", "U", "units"),
        "[IU]/m2": ("IU/m2", "IU/m²", "U/m2", "U/m²", "units/m2", "units/m²"),
        "[IU]/kg": ("IU/kg", "U/kg", "units/kg"),
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
    "fractions": {
        "fractions": (
            *("fractions", "fraction", "fraction(s)", "fx", "fxs", "fr", "frs", "f", "Fx", "fract"),
            *(f"{kind} {word}" for kind in KINDS_OF_FRACTION for word in ("fractions", "fraction", "fx")),
        ),
    },
    "other": {
        "mL": ("mL", "ml"), "mL/kg": ("mL/kg", "ml/kg"),
        "mm": ("mm",), "cm": ("cm",), "cm3": ("cm3", "cm³", "cc", "mm3", "mm³"), "mL/min": ("mL/min", "ml/min"),
        "mg/dL": ("mg/dL", "mg/dl"), "g/dL": ("g/dL", "g/dl"), "g/L": ("g/L", "g/l"), "U/L": ("U/L", "IU/L", "U/l"),
        "ng/mL": ("ng/mL", "ng/ml"), "ug/mL": ("µg/mL", "µg/ml"), "mmol/L": ("mmol/L",), "umol/L": ("µmol/L",),
        "kg": ("kg",), "kg/m2": ("kg/m2", "kg/m²"), "mmHg": ("mmHg", "mm Hg"), "kDa": ("kDa",),
        "MV": ("MV",), "MeV": ("MeV",), "nm": ("nm",), "um": ("µm",),
    },
}  # fmt: skip
MICRO_SIGNS = ("µ", "μ")


def _forms() -> dict[str, tuple[str, str]]:
    """Each printed form with its unit and group; both micro signs stand for the same."""
    return {
        form.replace("µ", micro): (unit, group)
        for group, units in UNITS.items()
        for unit, forms in units.items()
        for form in forms
        for micro in MICRO_SIGNS
    }


_UNIT_OF = _forms()
_UNIT = re.compile(rf"{GAP}{DASH}?(?P<unit>{one_of(_UNIT_OF)})(?![A-Za-z0-9²])")
_RATE_AFTER = re.compile(rf"{GAP}(?:/|per{WORD_GAP}){GAP}(?:min|h|s)(?![a-ln-z])")
_OF_THINGS = re.compile(rf"{WORD_GAP}of{WORD_GAP}(?:[a-z]{{1,12}}{WORD_GAP})?(?:blood|red|platelets|plasma|cells)")
_OTHER_DENOMINATOR = re.compile(r" ?/ ?(?!day|d\b|dose|die|week|wk|cycle|kg|body)[A-Za-zµμ]")


def unit_at(text: str, at: int) -> tuple[str, str, int] | None:
    """Unit, group and end of the unit that stands at `at`, a blank or hyphen before it allowed; None for no unit."""
    match = _UNIT.match(text, at)
    if match is None:
        return power_at(text, at)
    unit, group = _UNIT_OF[re.sub(r"\s+", " ", match["unit"])]
    is_rate = group == "gray" and _RATE_AFTER.match(text, match.end())
    if match["unit"] == "units" and _OF_THINGS.match(text, match.end()):
        return None
    is_concentration = group == "dose" and _OTHER_DENOMINATOR.match(text, match.end())
    return unit, "other" if is_rate or is_concentration else group, match.end()
