"""Times the recognisers on texts made to hurt, at n and 2n characters: 2n may take at most 2.5 times as long as n.

    .venv/bin/python tests/bench/bench_recognise_linear.py [what ...] [--characters 2n] [--hostile FOLDER]

`what` is `patterns` (each compiled pattern of the room by itself), `grammars` (all recognisers and vocabularies of a
run together) and `names` (the name model, which reads blocks of an abstract's length: it is measured at a tenth of the
length); all three by default, about 20 minutes on one core. The loads are those below and, where the folder stands, each
text of its catalogue.csv repeated. What reads the whole length in less than a fifth of a second harms no one and is too
short to compare. Prints the pairs that grow the fastest, and ends with 1 where one is slower than that. Processor time;
a ratio that is too high is measured again, each side the best of all its runs, before it is believed.
"""

from __future__ import annotations

import argparse
import csv
import gc
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from pipeline.recognise.ner import name_model
from pipeline.recognise.recogniser import build
from tests.recognise.compiled_patterns import compiled_patterns

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
WORST, SHORTEST, RUNS = 2.5, 0.2, 7
NAMES_SHARE = 10
TEXT_KINDS = ("unicode", "injection", "encoding")


def hostile(folder: Path) -> Iterator[tuple[str, str]]:
    """The texts of the catalogue, each the unit of a load."""
    if not (folder / "catalogue.csv").is_file():
        return
    with (folder / "catalogue.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["kind"] in TEXT_KINDS:
                yield row["file"], (folder / row["file"]).read_bytes().decode("utf-8", "replace") + " "


def seconds(read: Callable[[str], object], text: str) -> float:
    """Processor time of one reading."""
    gc.collect()
    begun = time.process_time()
    read(text)
    return time.process_time() - begun


def growth(read: Callable[[str], object], text: str) -> tuple[float, float, float]:
    """Seconds for half of the text and for all of it, and their ratio; 0 where all of it takes no time to speak of."""
    twice = seconds(read, text)
    if twice < SHORTEST:
        return 0.0, twice, 0.0
    once = seconds(read, text[: len(text) // 2])
    for _ in range(RUNS):
        if twice <= WORST * once * 0.9:
            break
        once, twice = min(once, seconds(read, text[: len(text) // 2])), min(twice, seconds(read, text))
    return once, twice, twice / once


def readers(what: str) -> Iterator[tuple[str, Callable[[str], object]]]:
    """The things to time, each a name and a function of a text."""
    if what == "patterns":
        for name, pattern in compiled_patterns():
            yield name, lambda text, pattern=pattern: sum(1 for _ in pattern.finditer(text))
    elif what == "grammars":
        yield "all recognisers", build().passage
    else:
        yield "name model", name_model().find


def main() -> int:
    """Print what grows fastest; 1 where something grows faster than its length."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", nargs="*", default=["patterns", "grammars", "names"])
    parser.add_argument("--characters", type=int, default=300_000)
    parser.add_argument("--hostile", type=Path, default=Path("../shared/hostile/text"))
    given = parser.parse_args()
    more, slow = dict(hostile(given.hostile)), 0
    for what in given.what:
        size = given.characters // (NAMES_SHARE if what == "names" else 1)
        loads = LOADS | ({"hostile texts": "".join(more.values())} if what == "patterns" else more)
        texts = {name: (unit * (size // len(unit) + 1))[:size] for name, unit in loads.items()}
        ready = list(readers(what))
        gc.freeze()  # else one collection over the vocabularies, whenever it comes, weighs more than a short text
        measured = [(*growth(read, text), name, load) for name, read in ready for load, text in texts.items()]
        print(f"{what}: {len(measured)} pairs, {sum(m[2] > 0 for m in measured)} long enough to compare", flush=True)
        for once, twice, ratio, name, load in sorted(measured, key=lambda m: -m[2])[:10]:
            print(f"  {name:40} {load:28} {once:7.3f} s {twice:7.3f} s  x {ratio:4.2f}", flush=True)
        slow += sum(m[2] > WORST for m in measured)
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
