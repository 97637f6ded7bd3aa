"""Numbers that no study prints, in every place that a paper prints numbers: none of them ends the paper.

`Finding` refuses what its columns do not allow, so a rate below zero that reached one would end here in its error.
"""

from __future__ import annotations

from itertools import chain

import pytest

from pipeline.model.document import Source
from pipeline.stages import Pipeline
from pipeline.vocabulary import config_root

NUMBERS = (
    "-5", "– 5", "−0.5", "0", "99999999999", "1e999", "10⁹", "5–3", "-3 to -1", "½", "1.000", ".5", "00", "3.14.15",
    "٣", "9" * 400, "9" * 5000, "1." + "9" * 400, "-5 (-3)", "-7/27", "27/7 (260)", "NaN", "inf", "−", "-5%",
)  # fmt: skip
SENTENCES = (
    "Patients received {n} Gy in {n} fractions of {n} Gy. ",
    "WBRT with {n}×{n} Gy and a boost of {n} Gy. ",
    "Lapatinib {n} mg twice daily for {n} cycles was given on days {n}-14. ",
    "Grade {n} neutropenia occurred in {n} of {n} patients ({n}%). ",
    "Grade 3 rash occurred in 3 of 30 patients ({n}%). ",
    "Nausea ({n}/{n}, {n} %) and rash (grade {n}–{n} in {n} %) were seen. ",
    "Median PFS was {n} months (95% CI {n}–{n}; p={n}) in {n} patients. ",
    "The HR for OS was {n} ({n}% CI, {n} to {n}; P = {n}). ",
    "ORR was {n}% ({n}/{n}) versus {n}% with lapatinib. ",
    "A phase {n} trial (NCT0000{n}) enrolled {n} patients with {n} lesions. ",
    "Radionecrosis occurred after a median of {n} months (range {n}–{n}). ",
    "EQD2 was {n} Gy and BED{n} was {n} Gy. ",
    "{n}-year OS was {n}%, {n} and {n} % at {n} years, respectively. ",
    "No grade {n} or higher events were seen in the {n} patients. ",
)
TABLES = (
    "Table 1 Adverse events\n\nEvent\tLapatinib (n = {n})\tPlacebo (n = 20)\nNausea, n (%)\t{n}\t3\nRash\t3\t{n}\n\n",
    "Table 2 Toxicity\n\nEvent\tAny grade (%)\tGrade {n} (%)\tTime to onset (months)\nRash\t{n}\t{n}\t{n}\n\n",
    "Table 3 Outcomes\n\nOutcome\tLapatinib (n = 20)\tPlacebo (n = {n})\tHR (95% CI)\tP\n"
    "Median PFS (months)\t{n}\t3\t{n} ({n}–{n})\t{n}\nORR (%)\t{n}\t{n}\t\t{n}\n\n",
    "Table 4 Studies\n\nStudy\tYear\tPhase\tN\tDrug\tDose\tSchedule\tPFS (months)\tORR (%)\n"
    "Lin et al. [1]\t2009\t2\t{n}\tLapatinib\t{n} mg\tq{n}w\t{n}\t{n}\n\n",
    "Table 5 Radiotherapy\n\nStudy\tTechnique\tTotal dose (Gy)\tFractions\tDose per fraction (Gy)\tRadionecrosis (%)\n"
    "Lin et al. [1]\tSRS\t{n}\t3\t{n}\t{n}\nPark et al. [2]\tWBRT\t30\t{n}\t3\t3 ({n})\n\n",
)
REFERENCES = "References\n\n1. Lin NU. A trial. J Clin Oncol. 2009;31:1-9.\n2. Park J. A study. Lancet. 2020;1:1-9.\n"


@pytest.fixture(scope="module")
def pipeline():
    return Pipeline(config_root(None))


def found_in(pipeline, text):
    data = text.encode()
    document = pipeline.read(Source("p", "p.txt", "text", "0" * 64, len(data)), data)
    return document, pipeline.find(document)


@pytest.mark.parametrize("number", NUMBERS, ids=lambda n: n if len(n) < 20 else f"{n[:3]}x{len(n)}")
def test_no_number_ends_a_paper(pipeline, number):
    prose, tables = ("".join(t.format(n=number) for t in templates) for templates in (SENTENCES, TABLES))
    document, found = found_in(pipeline, f"A review\n\n1 Results\n\n{prose}\n\n{tables}{REFERENCES}")
    assert len(document.tables) == len(TABLES)
    assert found.accounts


BELOW_ZERO = (
    ("Grade 3 rash occurred in 3 of 30 patients (-5%).", "a rate"),
    ("Radionecrosis occurred after a median of -5 months.", "a time to onset"),
    ("Rash was seen in -3 to -1% of patients.", "a range of rates"),
)


@pytest.mark.parametrize(("text", "what"), BELOW_ZERO, ids=[what for _, what in BELOW_ZERO])
def test_what_is_below_zero_enters_no_finding_and_keeps_a_reason(pipeline, text, what):
    _, found = found_in(pipeline, f"Results\n\n{text}\n")
    values = chain.from_iterable((f.rate, f.rate_low, f.rate_high, f.time_low, f.time_high) for f in found.findings)
    assert not any(v in (5, -5, -3, -1) for v in values), what
    assert all(a.reason or a.finding_id for a in found.accounts)
    assert any(a.reason for a in found.accounts)
