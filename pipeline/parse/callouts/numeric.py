"""Call-outs by number: in square brackets, raised, in round brackets.

Each function finds what could be call-outs of its kind; whether the paper calls its references that way is decided in
`pipeline.parse.callouts.style`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.model.document import Callout

DASH = r"\-‐-―−"
BETWEEN = rf"\s?(?:[,;{DASH}]|,?\s?and\s|&)\s?"
NUMBER = r"[1-9][0-9]{0,3}"
NUMBERS = rf"{NUMBER}(?:{BETWEEN}{NUMBER}){{0,60}}"
BRACKETED = re.compile(rf"\[\s?{NUMBERS}\s?\](?:\s?[,{DASH}]\s?\[\s?{NUMBERS}\s?\]){{0,20}}")
ROUND = re.compile(rf"\(\s?{NUMBERS}\s?\)")
HIGH = "⁰¹²³⁴⁵⁶⁷⁸⁹"
RAISED = re.compile(rf"[{HIGH}]{{1,3}}(?:\s?[,{DASH}]\s?[{HIGH}]{{1,3}}){{0,60}}")
LOWERED = str.maketrans(HIGH, "0123456789")
PART = re.compile(rf"([{DASH}]\s?\[?\s?)?({NUMBER})")
LONGEST_RANGE = 60  # numbers: a wider one is no range of references but of pages, years or counts

POWER = re.compile(r"(?:^|[^0-9A-Za-z])(?:10|[0-9]\.[0-9]+|[a-z])$")
LENGTH = re.compile(r"(?:^|[^A-Za-z])(?:[kcmdnµμ]?m|in|ft|sec|s)$")
STATISTIC = re.compile(r"(?:^|[^A-Za-z])(?:[RrITχΧXητωf]|chi|tau|eta)$")
YEAR = r"(?:19|20)[0-9]{2}"
COUNT = re.compile(rf"(?:(?<![0-9A-Za-z.-])(?!{YEAR}\s?$)[0-9][0-9.,]{{0,8}}\s?%?|[<>=≥≤±])\s?$")
LISTING = re.compile(r"(?:^|[:;,\n]|\b(?:and|or|n|N|grade|Grade|level|phase|type|step|aim|eq|Eq|Equation)\.?)\s*$")
Finder = Callable[[str], Iterator[Callout]]


def bracketed(text: str) -> Iterator[Callout]:
    """`[9, 10]`, `[74–76]`, `[1]–[3]`; not `[0.5–0.9]`."""
    for match in BRACKETED.finditer(text):
        yield Callout(match.start(), match.end(), listed(match[0]))


def raised(text: str) -> Iterator[Callout]:
    """`⁹,¹⁰`, `⁷–¹¹`; not the powers of ten, lengths and statistics, not the mass numbers of isotopes, not charges."""
    for match in RAISED.finditer(text):
        before, after = text[max(0, match.start() - 12) : match.start()], text[match.end() : match.end() + 2]
        if not _is_exponent(before, match[0]) and not _is_isotope(before, after) and after[:1] not in ("⁺", "⁻"):
            yield Callout(match.start(), match.end(), listed(match[0].translate(LOWERED)))


def _is_exponent(before: str, digits: str) -> bool:
    if before.endswith(("⁻", "⁺")) or POWER.search(before):
        return True
    if re.search(r"(?:^|[^A-Za-z0-9-])[0-9]{1,3}$", before):
        return True
    return digits in ("²", "³") and (LENGTH.search(before) or STATISTIC.search(before)) is not None


def _is_isotope(before: str, after: str) -> bool:
    """Whether an element follows where no word stands before (`⁹⁰Y`, `¹⁸F-FDG`)."""
    return after[:1].isupper() and not before[-1:].isalnum() and before[-1:] not in ("", ".", ",", ")", "”", "’", ";")


def in_round_brackets(text: str) -> Iterator[Callout]:
    """`(12,13)`; not behind a number, where counts stand, and not the numbers of a listing ("(1) … and (2) …")."""
    for match in ROUND.finditer(text):
        before = text[max(0, match.start() - 16) : match.start()]
        numbers = listed(match[0])
        if not COUNT.search(before) and not (len(numbers) == 1 and LISTING.search(before)):
            yield Callout(match.start(), match.end(), numbers)


def behind_numbers(text: str) -> Iterator[Callout]:
    """Round brackets behind a number: counts, as a rule ("4 (12)"), and now and then a call-out ("16.3% (18)")."""
    for match in ROUND.finditer(text):
        if COUNT.search(text[max(0, match.start() - 16) : match.start()]):
            yield Callout(match.start(), match.end(), listed(match[0]))


def listed(text: str) -> tuple[int, ...]:
    """The numbers in the text, ranges filled in, each once: `74–76, 80` gives 74, 75, 76, 80."""
    numbers: list[int] = []
    for dash, digits in PART.findall(text):
        number = int(digits)
        if dash and numbers and 0 < number - numbers[-1] <= LONGEST_RANGE:
            numbers += range(numbers[-1] + 1, number)
        numbers.append(number)
    return tuple(dict.fromkeys(numbers))
