"""Times the recognisers on texts made to hurt, at n and 2n characters: 2n may take at most 2.5 times as long as n.

    .venv/bin/python tests/bench/bench_recognise_linear.py [n]        (n = 150,000 by default)

Prints a line for each load and ends with 1 where one is slower than that. Processor time, the best of five; loads that
take less than a twentieth of a second are too short to compare.
"""

from __future__ import annotations

import gc
import sys
import time

from pipeline.recognise.recogniser import Recogniser

LOADS = {
    "digits": "1", "digits apart": "1 ", "digits by commas": "1,", "digits by points": "1.", "digits by dashes": "1-",
    "digits by dashes and blanks": "1 - ", "digits by slashes": "1/", "digits by plus-minus": "1 ± ",
    "digits by many blanks": "1      ", "thousands": "1,000,", "blanks": " ", "lines": "\n", "tabs": "\t",
    "line ends": "\r\n", "opening brackets": "(", "empty brackets": "()", "opening square brackets": "[1,",
    "call-outs": "[1, 2] ", "raised digits": "¹", "raised call-outs": "a¹,", "letters": "a", "capitals": "A",
    "capital words": "AB ", "names": "Park ", "names in a list": "Park and ", "et al": "Park et al. ", "et": "et al ",
    "acronyms in a list": "ABCD, ", "acronyms by hyphens": "AB-", "acronyms and brackets": "ABCD (", "trials": "ABCD trial ",
    "small words by slashes": "abcd/", "studies": "study (", "phases": "phase I/", "doses in Gy": "2 Gy ",
    "times": "2 Gy x ", "fractions": "3 fractions ", "courses": "2 Gy x 25 fractions, ", "totals": "total dose of ",
    "boosts": "boost ", "doses in mg": "5 mg, ", "alternatives": "5 or ", "grades": "grade ", "lists of grades": "grade 3, ",
    "short grades": "G3/", "p": "p = ", "intervals": "95% CI ", "ratios": "HR ", "absence": "no ", "schedules": "every 3 ",
    "days": "days 1, ", "percentages": "5%-", "counts": "1 of ", "patients": "12 old ", "n": "n = ", "number words": "twenty-",
    "sentences": "A. ", "quotation marks": '"', "bounds": "<", "units": "mg/kg ", "micro signs": "µ", "nul": "\x00",
    "surrogates": "\ud800", "accents": "é", "full stops": ". ",
}  # fmt: skip
WORST, SHORTEST = 2.5, 0.05


def seconds(recogniser: Recogniser, text: str) -> float:
    """Processor time of one reading, the best of five."""
    best = float("inf")
    for _ in range(5):
        gc.collect()
        begun = time.process_time()
        recogniser.passage(text)
        best = min(best, time.process_time() - begun)
    return best


def main() -> int:
    """Print the table; 1 where a load grows faster than its length."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 150_000
    recogniser, slow = Recogniser(), 0
    for name, unit in LOADS.items():
        text = unit * (2 * size // len(unit) + 1)
        once, twice = seconds(recogniser, text[:size]), seconds(recogniser, text[: 2 * size])
        grows = twice > SHORTEST and twice > WORST * once
        slow += grows
        print(
            f"{name:30} {once:8.3f} s {twice:8.3f} s  x {twice / once:4.2f}{'  TOO FAST GROWTH' if grows else ''}",
            flush=True,
        )
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
