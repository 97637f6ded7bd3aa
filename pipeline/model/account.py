"""What became of a printed number: part of a finding, or the reason why it is not."""

from __future__ import annotations

from dataclasses import dataclass

LONGEST_CONTEXT = 90  # characters


@dataclass(frozen=True, slots=True)
class Account:
    """One numeral of the body, of a cell or of a caption.

    `place` is written as `pipeline.model.place` writes it (`t2` alone for a caption); `mention` is the kind of mention
    that holds the numeral, empty where none does; `finding_id` names the first finding that uses it. Where none does,
    `reason` says why and `of` whose figure it is ("interval" of "PFS"). `context` are the words around it.
    """

    place: str
    page: int | None
    printed: str
    mention: str = ""
    finding_id: str = ""
    reason: str = ""
    of: str = ""
    context: str = ""

    def __post_init__(self) -> None:
        """Refuse an account that gives neither a finding nor a reason, or both (ValueError)."""
        if bool(self.finding_id) == bool(self.reason):
            raise ValueError(f"{self.printed} at {self.place}: either a finding or a reason")
