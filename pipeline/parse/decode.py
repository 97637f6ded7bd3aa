"""Bytes -> text: which encoding a file is in, and what could not be decoded; nothing is dropped uncounted."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from pipeline.errors import Refusal

CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]")
LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
UNDECODABLE = "\ufffd"
LONG_ENOUGH = 512  # characters: shares of fewer say little
FEWEST_CHARACTERS = 10  # different ones, in a text that is long enough
MOST_JUNK = {
    True: 0.10,
    False: 0.40,
}  # of the characters, by whether the text is long enough: a slip or two is pardoned
GB_PAIR = re.compile(rb"[\xa1-\xf7][\xa1-\xfe]")
LONE_WESTERN = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text with line ends as `\\n`; `replaced` and `stripped` count U+FFFD put in and controls left out."""

    text: str
    encoding: str
    replaced: int = 0
    stripped: int = 0

    @property
    def flags(self) -> tuple[str, ...]:
        """What a reviewer should know: `guessed_encoding`, `replaced_characters:n`, `control_characters:n`."""
        counted = {"replaced_characters": self.replaced, "control_characters": self.stripped}
        guessed = ("guessed_encoding",) if self.encoding in ("gb18030", "cp1252") else ()
        return guessed + tuple(f"{name}:{n}" for name, n in counted.items() if n > 0)


def decode(data: bytes) -> Decoded:
    """The text of a plain file: UTF-8 or UTF-16, else GB18030 or Western where the bytes look like it.

    Raises Refusal: `empty` for no bytes, `wrong_type` for bytes that are no text.
    """
    if not data.strip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        raise Refusal("empty", "the file holds no text; fetch it again")
    encoding = encoding_of(data)
    raw = data.decode(encoding, "replace").removeprefix("\ufeff")
    text, stripped = CONTROLS.subn("", raw)
    replaced = raw.count(UNDECODABLE)
    long = len(raw) >= LONG_ENOUGH
    if replaced + stripped > MOST_JUNK[long] * len(raw) or (long and len(set(text)) < FEWEST_CHARACTERS):
        raise Refusal("wrong_type", "the file is no text; give the paper as PDF, JATS XML or plain text")
    return Decoded(LINE_ENDS.sub("\n", text), encoding, replaced, stripped)


def encoding_of(data: bytes) -> str:
    """`utf-8`, `utf-16-le`, `utf-16-be`, `gb18030` or `cp1252`; `utf-8` where none of them decodes cleanly."""
    if wide := _wide(data):
        return wide
    if _decodes(data, "utf-8"):
        return "utf-8"
    if _looks_chinese(data):
        return "gb18030"
    return "cp1252" if _looks_western(data) else "utf-8"


def _decodes(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _wide(data: bytes) -> str:
    """UTF-16 by its zero bytes, which stand on one side of each ASCII character; a byte order mark is no proof."""
    for encoding, high, mark in (("utf-16-le", 1, b"\xff\xfe"), ("utf-16-be", 0, b"\xfe\xff")):
        zeros, elsewhere = data[high::2].count(0), data[1 - high :: 2].count(0)
        share = zeros / max(1, len(data) // 2)
        if elsewhere < zeros and share > (0.01 if data.startswith(mark) else 0.3) and _assigned(data, encoding):
            return encoding
    return ""


def _assigned(data: bytes, encoding: str) -> bool:
    """Whether the bytes decode to characters that Unicode knows."""
    if not _decodes(data, encoding):
        return False
    return all(unicodedata.category(c) not in ("Cn", "Co", "Cs") for c in data[:8192].decode(encoding, "ignore"))


def _looks_chinese(data: bytes) -> bool:
    """Whether the bytes above ASCII come in the pairs of GB 2312, the core of GB18030."""
    high, pairs = sum(b > 127 for b in data), len(GB_PAIR.findall(data))
    return pairs > 1 and 2 * pairs >= 0.95 * high and _decodes(data, "gb18030")


def _looks_western(data: bytes) -> bool:
    """Whether the bytes above ASCII stand alone between ASCII ones, as accents and signs do in Western text."""
    high = sum(b > 127 for b in data)
    return len(LONE_WESTERN.findall(data)) >= 0.9 * high and _decodes(data, "cp1252")
