"""Errors that speak to the person who must act; everything else that is raised is a bug and keeps its traceback.

The exit codes of the `evidence` command stand here and nowhere else.
"""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """What the `evidence` command ends with (printed as one table in docs/exit-codes.md)."""

    OK = 0
    BUG = 1
    USAGE = 2
    REFUSED = 3
    CHECK_FAILED = 4
    INTERRUPTED = 130


class EvidenceError(Exception):
    """A fault that the reader of one sentence can mend: the message names the thing and the remedy."""

    exit_code = ExitCode.USAGE


class UsageError(EvidenceError):
    """Wrong arguments, a missing path, or a folder in which nothing can be read."""


class ConfigError(EvidenceError):
    """A file below configs/ or corpus/ that does not say what it must."""


class CheckFailed(EvidenceError):
    """An audit or a registry check that ran and did not pass."""

    exit_code = ExitCode.CHECK_FAILED


REFUSAL_REASONS = (
    "encrypted", "no_text", "garbled_text", "truncated", "wrong_type", "empty", "too_large", "too_many_pages",
    "timeout", "memory", "crash", "malformed", "unsupported_filter", "special_file", "xml_entity", "xml_depth",
)  # fmt: skip


class Refusal(EvidenceError):
    """One input file that is not read, with its reason from the closed list `REFUSAL_REASONS`.

    `advice` is the remedy in a few words ("remove the password and try again").
    """

    exit_code = ExitCode.REFUSED

    def __init__(self, reason: str, advice: str) -> None:
        if reason not in REFUSAL_REASONS:
            raise ValueError(f"{reason!r} is not one of the refusal reasons")
        self.reason = reason
        self.advice = advice
        super().__init__(f"{reason}: {advice}")

    def __reduce__(self) -> tuple[type[Refusal], tuple[str, str]]:
        """Cross process borders with both arguments (plain exceptions pickle their message alone)."""
        return Refusal, (self.reason, self.advice)
