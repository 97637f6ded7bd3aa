"""What steers the recognisers, read from configs/pipeline.toml; imports nothing heavy."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RecogniseSettings:
    """`similarity` (0 to 1) is how near a word must be to a known name to be guessed as its misspelling.

    `model` names the model of `recognise --json`: below configs/models/, or an installed spaCy or scispaCy package.
    """

    similarity: float = 0.9
    model: str = "names_cnn"

    def __post_init__(self) -> None:
        """Refuse a similarity outside 0 to 1 (ValueError)."""
        if not 0 <= self.similarity <= 1:
            raise ValueError("similarity must lie between 0 and 1")
