"""Ids of trial registries: which registry an id belongs to by its form, and where a person can read the record.

The forms are those that the registries document; none documents a check digit, so no more than the form is checked.
IRCT and PACTR stand before EudraCT, whose numbers begin with a year too. The NTR of the Netherlands closed in 2022; its
records stand in the WHO's portal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

WHO = "https://trialsearch.who.int/Trial2.aspx?TrialID={id}"
NCT = re.compile(r"NCT(?!0{8})[0-9]{8}")


@dataclass(frozen=True, slots=True)
class Register:
    """A registry: its name, the form of its ids, the page of a record (`{id}`, or `{key}` for the trial's own part)."""

    name: str
    form: re.Pattern[str]
    page: str = WHO

    def url(self, identifier: str) -> str:
        """The page of the record."""
        return self.page.format(id=identifier, key="-".join(identifier.split("-")[:3]))


def _register(name: str, form: str, page: str = WHO) -> Register:
    return Register(name, re.compile(form), page)


REGISTERS = (
    Register("ClinicalTrials.gov", NCT, "https://clinicaltrials.gov/study/{id}"),
    _register("ISRCTN", r"ISRCTN[0-9]{8}", "https://www.isrctn.com/{id}"),
    _register("ChiCTR", r"ChiCTR(?:[0-9]{8,10}|-[A-Z]{3,4}-[0-9]{8})"),
    _register("UMIN", r"UMIN0000[0-9]{5}"),
    _register("jRCT", r"jRCTs?[0-9]{9,10}", "https://jrct.mhlw.go.jp/en-latest-detail/{id}"),
    _register("JapicCTI", r"JapicCTI-[0-9]{6}"),
    _register("ANZCTR", r"ACTRN126[0-9]{11}"),
    _register("DRKS", r"DRKS000[0-9]{5}", "https://drks.de/search/en/trial/{id}"),
    _register("CTRI", r"CTRI/20[0-9]{2}/[0-9]{2,3}/[0-9]{6}"),
    _register("CRIS", r"KCT00[0-9]{5}"),
    _register("IRCT", r"IRCT20[0-9]{10,12}N[0-9]{1,3}"),
    _register("PACTR", r"PACTR20[0-9]{13,14}"),
    _register("NTR", r"(?:NTR|NL)[0-9]{2,4}"),
    _register(
        "EU CTIS",
        r"20[0-9]{2}-5[0-9]{5}-[0-9]{2}-[0-9]{2}",
        "https://euclinicaltrials.eu/ctis-public/view/{id}",
    ),
    _register(
        "EudraCT",
        r"20[0-9]{2}-0[0-9]{5}-[0-9]{2}(?:-[A-Z]{2})?",
        "https://www.clinicaltrialsregister.eu/ctr-search/search?query={key}",
    ),
)


def is_nct(identifier: str) -> bool:
    """Whether ClinicalTrials.gov could have given the id."""
    return NCT.fullmatch(identifier) is not None


def register_of(identifier: str) -> Register | None:
    """The registry whose form the id has; None for none."""
    return next((r for r in REGISTERS if r.form.fullmatch(identifier)), None)


def canonical(identifier: str) -> str:
    """The id without blanks, with plain dashes and capitals where its registry writes capitals; else as it was."""
    plain = re.sub(r"[\u2010-\u2015\u2212]", "-", re.sub(r"\s", "", identifier))
    upper = plain.upper()
    return next((form for form in (plain, upper) if register_of(form)), plain)
