"""The lines of a reference list -> numbered references."""

from pipeline.parse.references.entries import ListLine
from pipeline.parse.references.reader import parse_references

__all__ = ["ListLine", "parse_references"]
