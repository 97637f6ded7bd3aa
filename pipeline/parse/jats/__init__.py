"""JATS XML -> Document; the only door to lxml."""

from pipeline.parse.jats.reader import JatsSettings, read_jats

__all__ = ["JatsSettings", "read_jats"]
