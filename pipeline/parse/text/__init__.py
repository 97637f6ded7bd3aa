"""Plain text and Markdown, as PDF converters leave papers -> Document."""

from pipeline.parse.text.reader import read_text

__all__ = ["read_text"]
