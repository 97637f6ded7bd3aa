"""Text that a spreadsheet must not run and a terminal must not obey.

A cell that begins with `= + - @`, tab, carriage return, line feed or one of their full-width forms is taken for a
formula by spreadsheets (OWASP, CSV injection; CWE-1236): it gets an apostrophe in front, which `restored` takes away.
"""

from __future__ import annotations

import re

LIVE = tuple("=+-@\t\r\n＝＋－＠")
NUMBER = re.compile(r"[-+]?[0-9]+(?:\.[0-9]+)?")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069]")


def neutral(text: str) -> str:
    """The text, with an apostrophe in front where a spreadsheet would run it; plain numbers stay as they are."""
    if NUMBER.fullmatch(text):
        return text
    return f"'{text}" if text.lstrip("'").startswith(LIVE) else text


def restored(cell: str) -> str:
    """The text that `neutral` was given."""
    return cell[1:] if cell.startswith("'") and cell.lstrip("'").startswith(LIVE) else cell


def printable(text: str) -> str:
    """The text without control bytes, lone surrogates and marks that turn the direction of writing, on one line."""
    return " ".join(CONTROL.sub("\N{REPLACEMENT CHARACTER}", text.replace("\r\n", "\n").replace("\t", " ")).split("\n"))
