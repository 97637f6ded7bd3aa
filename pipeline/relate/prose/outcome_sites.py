"""Where in the body a result was seen, as words around it say: "the ORR was 66 % for the CNS"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from pipeline.vocabulary import load
from pipeline.vocabulary.rows import rows_of
from pipeline.vocabulary.tables import once_a_folder


@dataclass(frozen=True)
class OutcomeSites:
    """The sites of configs/outcome_sites.csv: the canonical site of each word, and where in a text one is named."""

    site_of: dict[str, str]
    pattern: re.Pattern[str]

    def named(self, behind: str) -> str:
        """The site that the words right behind a measure or a value name, before the clause ends; empty for none."""
        found = self.pattern.match(behind)
        return self.site_of[found["word"].lower()] if found else ""


def with_site(measure: str, site: str) -> tuple[str, str]:
    """(measure, subgroup): the measure of that site where the vocabulary knows one (CNS-ORR), else the site apart."""
    entry = load("outcomes").find(f"{site}-{measure}") if site else None
    return (entry.name, "") if entry else (measure, site)


@once_a_folder
def load_outcome_sites(root: Path) -> OutcomeSites:
    """The sites of configs/outcome_sites.csv, read once a folder."""
    site_of = {row["word"].lower(): row["site"] for row in rows_of("outcome_sites.csv", ("site", "word"), root)}
    words = "|".join(re.escape(word) for word in sorted(site_of, key=len, reverse=True))
    in_the = rf"^[^,;.]{{0,60}}?\b(?:for|in|of|within) the (?P<word>{words})\b(?!\s(?:group|arm|cohort|cancer|trial))"
    return OutcomeSites(site_of, re.compile(in_the, re.I))
