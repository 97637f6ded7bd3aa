"""Tables of a page, found and read as pure geometry over words and rulings."""

from pipeline.parse.tables.continued import find_all, join_continued
from pipeline.parse.tables.find import FoundTable, find_tables

__all__ = ["FoundTable", "find_all", "find_tables", "join_continued"]
