"""Writes drugs.csv: the drugs chosen in drugs.txt with UNII and DrugBank id from the DrugBank open vocabulary (CC0).

Usage: python configs/vocabulary/sources/build_drugs.py drugbank_open_vocabulary.csv
The table is what the pipeline reads and what a pharmacist edits; this script only spares the typing of ids.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
HEADER = """# source: DrugBank open vocabulary (names, UNII, ids); brand, code and short names gathered by hand
# version: DrugBank 5.1
# licence: CC0 1.0
"""
COLUMNS = ("name", "code", "other_codes", "group", "synonyms", "short_forms", "source")


def chosen(lines: list[str]) -> Iterator[tuple[str, str, list[str], list[str]]]:
    """Group, name, synonyms and short forms of each line of drugs.txt."""
    group = ""
    for line in lines:
        if line.startswith("["):
            group = line.strip("[] \n")
        elif line.strip() and not line.startswith("#"):
            name, synonyms, short, *_ = [part.strip() for part in (*line.split("|"), "", "")]
            yield group, name, items(synonyms), items(short)


def items(cell: str) -> list[str]:
    """The parts of a cell between semicolons."""
    return [part.strip() for part in cell.split(";") if part.strip()]


def row(group: str, name: str, synonyms: list[str], short: list[str], known: dict[str, dict[str, str]]) -> list[str]:
    """One row of drugs.csv; a drug that DrugBank does not hold keeps empty codes and says so in its source."""
    found = known.get(name.lower(), {})
    code = f"UNII:{found['UNII']}" if found.get("UNII") else ""
    bank = f"DRUGBANK:{found['DrugBank ID']}" if found else ""
    source = "DrugBank open vocabulary; other names by hand" if found else "by hand"
    return [name.lower() if found else name, code, bank, group, ";".join(synonyms), ";".join(short), source]


def main(bank: str) -> None:
    """Read the vocabulary and the choice, write drugs.csv beside this folder."""
    with Path(bank).open(newline="", encoding="utf-8") as file:
        known = {r["Common name"].lower(): r for r in csv.DictReader(file)}
    lines = (HERE / "drugs.txt").read_text(encoding="utf-8").splitlines()
    rows = sorted((row(*drug, known) for drug in chosen(lines)), key=lambda r: r[0].lower())
    with (HERE.parent / "drugs.csv").open("w", newline="", encoding="utf-8") as file:
        file.write(HEADER)
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])


if __name__ == "__main__":
    main(sys.argv[1])
