"""Writes adverse_events.csv: the CTCAE v5 terms with NCI Thesaurus codes (CC0) and the synonyms of adverse_events.txt.

Usage: python configs/vocabulary/sources/build_adverse_events.py ctcae_v5_ncit.csv
Word order ("bleeding of the stomach", "raised creatinine") is spelled out here by templates, so that the table lists
every form that is searched; spelling (UK, plural, dashes) is left to the search itself.
"""

from __future__ import annotations

import csv
import re
import sys
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
HEADER = """# source: CTCAE v5 terms, NCI Thesaurus codes (HL7 codex value set); other wording by hand
# version: CTCAE 5.0
# licence: CC0 1.0
"""
COLUMNS = ("name", "code", "group", "synonyms", "short_forms", "silent", "source")
UP = ("increased {}", "{} increase", "increase in {}", "increase of {}", "elevated {}", "{} elevation",
      "elevation of {}", "elevation in {}", "raised {}", "high {}", "{} elevated", "{} high", "rise in {}")  # fmt: skip
DOWN = ("decreased {}", "{} decrease", "decrease in {}", "decrease of {}", "reduced {}", "reduction in {}",
        "{} reduction", "low {}", "{} low", "fall in {}", "drop in {}", "decline in {}", "{} reduced")  # fmt: skip
KINDS = {
    "hemorrhage": ("{0} bleeding", "{0} bleed", "{0} hemorrhaging", "bleeding of the {1}", "bleeding from the {1}",
                   "hemorrhage of the {1}", "{1} bleeding", "{1} hemorrhage"),
    "pain": ("{1} pain", "pain in the {1}", "pain of the {1}", "painful {1}"),
    "obstruction": ("obstruction of the {1}", "{1} obstruction", "{1} occlusion"),
    "stenosis": ("{0} stricture", "{0} narrowing", "stenosis of the {1}", "stricture of the {1}", "{1} stenosis"),
    "perforation": ("perforation of the {1}", "perforated {1}", "{1} perforation"),
    "fistula": ("fistula of the {1}", "{1} fistula"),
    "ulcer": ("{0} ulceration", "ulcer of the {1}", "ulceration of the {1}", "{1} ulcer", "{1} ulceration"),
    "infection": ("infection of the {1}", "{1} infection", "infected {1}"),
    "necrosis": ("necrosis of the {1}", "{1} necrosis"),
    "anastomotic leak": ("{0} anastomotic leakage", "{0} anastomosis leak", "leak of the {0} anastomosis",
                         "{0} anastomotic insufficiency"),
    "mucositis": ("mucositis of the {1}", "{1} mucositis"),
    "edema": ("edema of the {1}", "{1} edema", "swelling of the {1}", "{1} swelling", "{0} swelling"),
}  # fmt: skip
NOUNS = {
    "anal": "anus", "gastric": "stomach", "esophageal": "esophagus", "colonic": "colon", "duodenal": "duodenum",
    "jejunal": "jejunum", "ileal": "ileum", "rectal": "rectum", "pancreatic": "pancreas", "hepatic": "liver",
    "cecal": "cecum", "oral": "mouth", "pharyngeal": "pharynx", "laryngeal": "larynx", "tracheal": "trachea",
    "bronchial": "bronchus", "uterine": "uterus", "vaginal": "vagina", "ovarian": "ovary", "testicular": "testis",
    "prostatic": "prostate", "penile": "penis", "renal": "kidney", "splenic": "spleen", "vulval": "vulva",
    "urethral": "urethra", "gingival": "gum", "pleural": "pleura", "corneal": "cornea", "peritoneal": "peritoneum",
    "mediastinal": "mediastinum", "biliary": "bile duct", "urinary": "urinary tract", "ureteric": "ureter",
    "scrotal": "scrotum", "mucosal": "mucosa", "retroperitoneal": "retroperitoneum", "pelvic": "pelvis",
}  # fmt: skip


ORGAN_NOUNS = ("toxicity", "adverse events", "adverse reactions", "side effects", "injury", "damage", "complications")


def of_organ(line: str) -> Iterator[tuple[str, list[str]]]:
    """The generic terms of one line of adjectives, each as printed, with the other spellings of the adjective."""
    first, *others = (part.strip() for part in line.split(";"))
    for noun in ORGAN_NOUNS:
        yield f"{first} {noun}", [f"{other} {noun}" for other in others]


def canonical(term: str) -> str:
    """The term in lower case, acronyms (GGT, INR, CD4) left as they are."""
    return " ".join(w if re.fullmatch(r"[A-Z][A-Z0-9]+|[A-Z]|II?", w) and w != "A" else w.lower() for w in term.split())


def by_kind(name: str) -> Iterator[str]:
    """The other word orders of a term that ends on one of `KINDS`."""
    for kind, templates in KINDS.items():
        organ = name.removesuffix(" " + kind)
        if organ != name:
            yield from (t.format(organ, NOUNS.get(organ, organ)) for t in templates)


def nothing() -> dict[str, list[str]]:
    """The lists of a line that says nothing but its name."""
    return {"also": [], "short": [], "up": [], "down": [], "silent": []}


def own(lines: list[str]) -> Iterator[tuple[str, dict[str, list[str]], str]]:
    """Name, lists by key (`also`, `short`, `up`, `down`, `silent`) and group of each line of adverse_events.txt."""
    group = ""
    for line in lines:
        if line.startswith("["):
            group = line.strip("[]")
        elif line.strip() and not line.startswith("#"):
            name, *parts = [part.strip() for part in line.split("|")]
            if group == "organ":
                yield from ((term, {**nothing(), "also": also}, "generic") for term, also in of_organ(line))
                continue
            lists = nothing()
            for part in parts:
                key, _, rest = (
                    part.partition("=") if re.match(r"(?:short|up|down|silent)=", part) else ("also", "", part)
                )
                lists[key] += [item.strip() for item in rest.split(";") if item.strip()]
            yield name, lists, group


def forms(name: str, lists: dict[str, list[str]]) -> list[str]:
    """Every synonym of the term, each once, without the term itself."""
    up = [t.format(analyte) for analyte in lists["up"] for t in UP] + [f"{a} increased" for a in lists["up"]]
    down = [t.format(analyte) for analyte in lists["down"] for t in DOWN] + [f"{a} decreased" for a in lists["down"]]
    every = {form.lower(): form for form in reversed([*lists["also"], *up, *down, *by_kind(name)])}
    every.pop(name.lower(), None)
    return list(reversed(every.values()))


def main(ctcae: str) -> None:
    """Read the terms and the synonyms, write adverse_events.csv beside this folder."""
    with Path(ctcae).open(newline="", encoding="utf-8") as file:
        codes = {canonical(r["tox_desc"]): f"NCIT:{r['ncit']}" for r in csv.DictReader(file)}
    lines = (HERE / "adverse_events.txt").read_text(encoding="utf-8").splitlines()
    mine: dict[str, tuple[dict[str, list[str]], str]] = {}
    said: set[str] = set()
    for name, lists, group in own(lines):
        if name not in said:
            mine.setdefault(name, (lists, group))
        said.update(form.lower() for form in lists["also"])
    stray = [name for name, (_, group) in mine.items() if group == "CTCAE v5" and name not in codes]
    if stray:
        raise SystemExit(f"no CTCAE v5 term: {stray}")
    taken = {*codes, *mine} | {form.lower() for lists, _ in mine.values() for form in lists["also"]}
    rows = []
    for name in sorted({*codes, *mine}, key=str.lower):
        lists, group = mine.get(name, (nothing(), "CTCAE v5"))
        silent = "1" if lists["silent"] or "other, specify" in name else ""
        here = {form.lower() for form in lists["also"]}
        synonyms = [form for form in forms(name, lists) if form.lower() in here or form.lower() not in taken]
        source = "CTCAE v5 (NCIt); synonyms by hand" if name in codes else "by hand"
        rows.append([name, codes.get(name, ""), group, ";".join(synonyms), ";".join(lists["short"]), silent, source])
    with (HERE.parent / "adverse_events.csv").open("w", newline="", encoding="utf-8") as file:
        file.write(HEADER)
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])


if __name__ == "__main__":
    main(sys.argv[1])
