"""A number or range as printed, with its unit and bound: the word that the grammars of this room read."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.model.quantity import Amount


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or range with its unit: `text[start:end]`, the digits ending at `number_end`.

    `group` is the kind of the unit (see `units`) or empty; `bound_start` is where a
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


def rule_name(kind: str, figure: Figure) -> str:
    """The kind as name of the rule, with the way the number was read where a reviewer should know it."""
    return kind if figure.rule == "digits" else f"{kind}.{figure.rule}"


def looks_like_year(part: Figure) -> bool:
    """Whether the figure is four digits from 1900 to 2100 without a unit."""
    value = part.amount.value
    return value is not None and 1900 <= value <= 2100 and value == int(value) and part.number_end - part.start == 4
