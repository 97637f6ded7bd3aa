"""Times as papers print them, in days: "77–131 days before", "within 4 weeks", "D3–D7"."""

from __future__ import annotations

import re

DAYS = {"day": 1.0, "d": 1.0, "week": 7.0, "wk": 7.0, "w": 7.0}
_NUMBER = r"[0-9]{1,4}(?:\.[0-9]{1,2})?"
_UNIT = r"(?P<unit>days?|d|weeks?|wks?|w)\b"
_RANGE = re.compile(
    rf"(?P<low>{_NUMBER})\s?(?:{_UNIT.replace('unit', 'first')})?\s?(?:[-–—]|to)\s?(?P<high>{_NUMBER})\s?{_UNIT}", re.I
)
_WITHIN = re.compile(rf"\b(?:within|up to|less than|maximum of)\s(?P<high>{_NUMBER})\s?{_UNIT}", re.I)
_ONE = re.compile(rf"(?P<low>{_NUMBER})\s?{_UNIT}", re.I)
_PROTOCOL_DAYS = re.compile(r"\bD(?P<low>[0-9]{1,3})\s?[-–—]\s?D(?P<high>[0-9]{1,3})\b")


def days_of(printed: str) -> tuple[float | None, float | None]:
    """Lowest and highest number of days in the words; (None, None) where they print none in days or weeks.

    Months and years are not converted: their length in days is not printed. "Within" and "up to" have no lower end.
    """
    for pattern in (_PROTOCOL_DAYS, _RANGE, _WITHIN, _ONE):
        if match := pattern.search(printed):
            named = match.groupdict()
            scale = DAYS[named["unit"].lower().rstrip("s")] if named.get("unit") else 1.0
            low, high = named.get("low"), named.get("high")
            first = None if low is None else float(low) * scale
            last = first if high is None else float(high) * scale
            return first, last
    return None, None
