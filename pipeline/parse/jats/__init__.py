"""JATS XML -> Document; the only door to lxml."""

from pipeline.parse.jats.reader import read_jats

__all__ = ["read_jats"]
