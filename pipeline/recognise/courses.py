"""Radiotherapy courses put together: which fraction number belongs to which dose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.model.mention import Course, Mention

_REACH = 160


def courses(text: str, mentions: Sequence[Mention]) -> Iterator[Course]:
    """A course for each fraction number, with the nearest total dose and the nearest dose per fraction."""
    doses = [m for m in mentions if m.kind == "rt_dose"]
    for fractions in (m for m in mentions if m.kind == "rt_fractions"):
        near = [d for d in doses if min(abs(d.start - fractions.end), abs(fractions.start - d.end)) <= _REACH]
        near.sort(key=lambda d: min(abs(d.start - fractions.end), abs(fractions.start - d.end)))
        total = next((d for d in near if _basis(d) != "per_fraction"), None)
        each = next((d for d in near if _basis(d) == "per_fraction"), None)
        if total or each:
            yield Course(total.span if total else None, fractions.span, each.span if each else None)


def _basis(dose: Mention) -> str:
    return getattr(dose.value, "basis", "")
