"""Two rows of one paper that tell the same fact by two routes say so; rows that only look alike do not."""

from dataclasses import replace

import pytest

from pipeline.model.finding import AdverseEvent, DrugDose, Outcome, Radiotherapy, Trial
from pipeline.validate.agreement import with_agreement

CELL = {"source": "table", "table": 1, "row": 2, "col": 2}


def event(**columns):
    return AdverseEvent(**({"study": "ALPHA", "term": "nausea", "source": "text"} | columns))


def outcome(**columns):
    return Outcome(**({"study_refs": (0,), "measure": "PFS", "unit": "months", "source": "text"} | columns))


def course(**columns):
    return Radiotherapy(**({"study": "ALPHA", "total_gy": 30.0, "source": "text"} | columns))


def dose(**columns):
    return DrugDose(
        **({"study": "ALPHA", "drug": "lapatinib", "dose": 1250.0, "unit": "mg", "source": "text"} | columns)
    )


ALIKE = [
    (event(rate=38.0), event(events=18, total=47, rate=38.3, **CELL), "a rounded share in the text"),
    (event(rate=38.0), event(events=18, total=47, **CELL), "a share against a count of the table"),
    (event(events=0, reported="zero"), event(events=0, total=47, rate=0.0, **CELL), "none is a number like others"),
    (event(events=5), event(events=5, total=16, drugs=("lapatinib",), **CELL), "only the table names the drug"),
    (event(rate=38.0, comparator=False), event(rate=38.0, **CELL), "no control, and nothing said of one"),
    (outcome(value=8.3, stat="median"), outcome(value=8.3, **CELL), "only the text says median"),
    (course(fractions=10), course(technique=("WBRT",), **CELL), "each leaves out what the other says"),
    (dose(frequency="qd"), dose(**CELL), "only the text says how often"),
    (Trial(study="ALPHA", n=45, source="text"), Trial(study="ALPHA", n=45, **CELL), "the size of a study"),
]  # fmt: skip
APART = [
    (event(rate=38.0), event(rate=40.0, **CELL), "another number"),
    (event(rate=38.0), event(rate=38.0, grade_low=3, grade_high=5, **CELL), "another grade"),
    (event(rate=38.0), event(rate=38.0, study="BETA", **CELL), "another study"),
    (event(rate=38.0, study=""), event(rate=38.0, study="", **CELL), "studies that are not known are not the same"),
    (event(rate=38.0), event(rate=38.0, comparator=True, **CELL), "the control arm"),
    (event(rate=38.0, drugs=("lapatinib",)), event(rate=38.0, drugs=("tucatinib",), **CELL), "another arm"),
    (event(rate=38.0), event(rate=38.0), "the same route twice"),
    (event(rate=38.0), event(events=18, **CELL), "no figure in common"),
    (event(rate=38.0), event(rate=38.0, flags=("left_out:preclinical",), **CELL), "what is left out agrees with nothing"),
    (event(events=5, total=40), event(events=5, total=47, **CELL), "another number of patients"),
    (outcome(value=8.3), outcome(value=8.7, **CELL), "months are no percentages"),
    (outcome(value=8.3, timepoint="1 year"), outcome(value=8.3, timepoint="2 years", **CELL), "another time"),
    (course(fractions=10), course(fractions=12, **CELL), "another fractionation"),
    (Trial(study="ALPHA", source="text"), Trial(study="ALPHA", **CELL), "two rows without a size"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other", "why"), ALIKE, ids=[why for *_, why in ALIKE])
def test_one_fact_by_two_routes(one, other, why):
    assert [f.agreement for f in with_agreement([one, other])] == ["text+table", "text+table"]


@pytest.mark.parametrize(("one", "other", "why"), APART, ids=[why for *_, why in APART])
def test_two_facts(one, other, why):
    assert [f.agreement for f in with_agreement([one, other])] == ["", ""]


def test_what_is_known_already_is_kept():
    known = event(rate=38.0, agreement="text+abstract")
    first, second = with_agreement([known, event(rate=38.3, **CELL)])
    assert (first.agreement, second.agreement) == ("text+table+abstract", "text+table")
    assert with_agreement([known]) == (known,)


def test_only_the_agreement_changes():
    rows = [event(rate=38.0), event(rate=38.0, **CELL)]
    assert [replace(f, agreement="") for f in with_agreement(rows)] == rows
