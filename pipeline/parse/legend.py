"""The text under a table: which abbreviations it spells out, which footnotes it holds."""

from __future__ import annotations

import re

from pipeline.parse.raised import DOWN, RAISED_LETTERS

SHORT = r"[^\s,;:=]{1,14}"
PAIR = re.compile(rf"^(?P<short>{SHORT}(?: [0-9]{{1,3}})?)(?P<sep>\s*[:=]\s*|,\s+|\s+)(?P<long>[^:=;]{{3,120}})$")
LEAD = re.compile(r"^(?:list of )?(?:abbreviations?|notes?|key)(?: used)?\s*[:.]\s*", re.IGNORECASE)
MARK = re.compile(r"^(?P<mark>[a-z*†‡§¶#]{1,2}|[⁰¹²³⁴⁵⁶⁷⁸⁹ᵃ-ᵢ]+|\([a-z]\))[\s.:]*(?=\S)")
OPENING = re.compile(rf"[{RAISED_LETTERS}]")
MARKS_OF_CELL = re.compile(rf"[*†‡§¶#⁰¹²³⁴⁵⁶⁷⁸⁹]+$|[{RAISED_LETTERS}]$")


def abbreviations(legend: str) -> tuple[tuple[str, str], ...]:
    """(short, long) pairs as printed: "NR, not reported; OS: overall survival", "OS overall survival"."""
    pairs = []
    for line in legend.splitlines():
        for part in _entries(LEAD.sub("", line.strip()).strip(" .")):
            match = PAIR.match(part)
            if match and _spells_out(match["short"], match["long"], strict=not match["sep"].strip()):
                pairs.append((match["short"], match["long"].strip(" .")))
    return tuple(dict.fromkeys(pairs))


def _entries(text: str) -> list[str]:
    """The legend cut into entries: at semicolons, else at the commas that an abbreviation follows."""
    if ";" in text or (":" in text and "," not in text):
        return [part.strip() for part in text.split(";")]
    parts = [part.strip() for part in text.split(",")]
    if parts and all(PAIR.match(part) is None for part in parts[::2]) and len(parts) % 2 == 0:
        return [f"{short}, {long}" for short, long in zip(parts[::2], parts[1::2])]
    return parts


def _spells_out(short: str, long: str, strict: bool) -> bool:
    """Whether the short form is one: it has a capital and, where only a blank parts the two, begins as the long one."""
    if not any(c.isupper() for c in short) or long[:1].isdigit():
        return False
    return not strict or short[0].lower() == long[0].lower()


def footnotes(lines: list[str]) -> dict[str, str]:
    """Footnote mark -> footnote with its mark, for the lines of a legend that begin with one."""
    return {match["mark"].strip("()"): line for line in lines if (match := MARK.match(line))}


def lowered(line: str) -> str:
    """The line with the raised letter that opens it as a plain one, a blank behind it ("ᵃper day" is "a per day")."""
    mark = OPENING.match(line)
    return f"{mark[0].translate(DOWN)} {line[mark.end() :].lstrip()}" if mark else line
