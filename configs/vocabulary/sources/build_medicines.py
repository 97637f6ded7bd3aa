"""Writes medicines.csv: the plain names of the DrugBank open vocabulary (CC0) that drugs.csv does not hold.

Usage: PYTHONPATH=. python configs/vocabulary/sources/build_medicines.py drugbank_open_vocabulary.csv
A name with the stem of an international nonproprietary name (WHO stem book) is a medicine, any other a substance.
"""

from __future__ import annotations

import csv
import re
import sys
from collections import Counter
from pathlib import Path

from pipeline.vocabulary import folded, load

HERE = Path(__file__).resolve().parent
HEADER = """# source: DrugBank open vocabulary (common names, UNII); names of drugs.csv left out
# version: DrugBank 5.1
# licence: CC0 1.0
"""
COLUMNS = ("name", "code", "group", "synonyms", "short_forms", "source")
PLAIN = re.compile(r"[A-Za-z][A-Za-z-]{3,29}(?: [A-Za-z-]{3,20}){0,2}")
SYNONYM = re.compile(r"[A-Z][a-z]{4,}(?:[ -](?:[A-Za-z]{3,12}|[A-Z])){0,2}|[A-Z]{4}|[0-9]-[A-Z]{2,4}")
# Salts and words that are too general to name a substance by themselves.
COMMON = frozenset({
    "acetate", "balance", "bromide", "carbon", "carbonate", "chloride", "citrate", "fluoride", "iodide", "maleate",
    "mesylate", "myelin", "nitrate", "oxide", "phosphate", "propionate", "sulfate", "tartrate",
    "tobacco", "trace", "water",
})  # fmt: skip
NOT_CHEMICAL = re.compile(
    r"pollen|antigen|vaccine|cell|mite|dander|venom|allergen|extract|oil$|root|leaf|seed|virus|mould"
)
STEMS = (
    "mab", "nib", "ciclib", "rafenib", "parib", "limus", "zomib", "statin", "pril", "prilat", "sartan", "olol",
    "dipine", "azole", "floxacin", "oxacin", "mycin", "micin", "cillin", "penem", "bactam", "cycline", "fungin",
    "vir", "vudine", "tidine", "setron", "pitant", "gliptin", "gliflozin", "glitazone", "glinide", "gatran",
    "xaban", "parin", "grel", "platin", "rubicin", "taxel", "tecan", "poside", "blastine", "cristine", "relbine",
    "trexate", "trexed", "citabine", "mustine", "fosfamide", "sulfan", "relin", "relix", "lutamide", "estrant",
    "rozole", "oxifene", "dronate", "dronic acid", "olone", "asone", "onide", "caine", "barbital", "azepam",
    "azolam", "oxetine", "pramine", "triptyline", "peridone", "piprazole", "tiapine", "zapine", "apine", "denafil",
    "entan", "triptan", "gepant", "kinra", "cept", "grastim", "poetin", "leucel", "siran", "tide", "degib", "lisib",
    "metinib", "vaptan", "phylline", "terol", "tropium", "lukast", "quine", "semide", "thiazide", "fibrate",
    "formin", "tadine", "astine", "fenadine", "profen", "coxib", "oxicam", "fenac", "giline", "curium", "curonium",
    "flurane", "fentanil", "orphine", "adol", "toclax", "domide", "stat", "clax", "vedotin", "tesirine",
    "deruxtecan", "mafodotin", "govitecan", "ozogamicin", "cabtagene", "plase", "gliadin", "amivir", "buvir",
    "previr", "asvir", "tegravir", "orelvir", "cort", "predn",
)  # fmt: skip


def group_of(name: str) -> str:
    """`medicine` where the name ends on (or, for cef-, cort- and predn-, holds) a stem of an INN, else `substance`."""
    last = name.split()[0] if " " in name and not name.endswith("acid") else name
    holds = any(stem in name for stem in ("cef", "cort", "predn"))
    return "medicine" if holds or last.endswith(STEMS) or name.endswith(STEMS) else "substance"


def other_forms(cell: str, group: str) -> list[str]:
    """The plain synonyms of a cell of DrugBank; of a medicine only those that have a stem themselves."""
    parts = (part.strip() for part in cell.split("|"))
    plain = (part for part in parts if SYNONYM.fullmatch(part) and not NOT_CHEMICAL.search(part.lower()))
    return [form for form in plain if group == "substance" or group_of(form.lower()) == group]


def main(bank: str) -> None:
    """Read the vocabularies, write medicines.csv beside this folder; a form that has two owners goes to none."""
    taken = {folded(form) for title in ("drugs", "regimens") for entry in load(title).entries for form in entry.forms}
    with Path(bank).open(newline="", encoding="utf-8") as file:
        bank_rows = sorted(csv.DictReader(file), key=lambda row: row["Common name"].lower())
    chosen = {}
    for row in bank_rows:
        name = row["Common name"].lower()
        if PLAIN.fullmatch(name) and folded(name) not in taken and not NOT_CHEMICAL.search(name):
            taken.add(folded(name))
            chosen[name] = (row, group_of(name))
    forms = {name: other_forms(row["Synonyms"], group) for name, (row, group) in chosen.items()}
    owners = Counter(key for name in forms for key in {folded(form) for form in forms[name]})
    rows = []
    for name, (row, group) in chosen.items():
        free = {folded(f): f for f in forms[name] if owners[folded(f)] == 1 and folded(f) not in taken | COMMON}
        synonyms = sorted(f.lower() for f in free.values() if not f.isupper())
        code = f"UNII:{row['UNII']}" if row["UNII"] else ""
        rows.append(
            (
                name,
                code,
                group,
                ";".join(synonyms),
                ";".join(sorted(f for f in free.values() if f.isupper())),
                "DrugBank",
            )
        )
    with (HERE.parent / "medicines.csv").open("w", newline="", encoding="utf-8") as file:
        file.write(HEADER)
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])


if __name__ == "__main__":
    main(sys.argv[1])
