"""All recognisers together, on texts, cells and documents."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.model.document import Callout, Document, Source
from pipeline.model.mention import Concept
from pipeline.model.quantity import Amount, Count, Grade, Interval
from pipeline.model.table import Cell, Table
from pipeline.recognise.recogniser import Recogniser, build

PLAIN = Recogniser()


def _kinds(text, **how):
    return [(m.kind, m.text) for m in PLAIN.passage(text, **how).mentions]


def test_a_sentence_of_an_abstract():
    text = (
        "In the phase III EMILIA trial, 495 patients received T-DM1 3.6 mg/kg every 21 days; grade ≥3 events occurred "
        "in 7 of 27 (25.9%), HR 0.65 (95% CI 0.55–0.77; P<0.001)."
    )
    assert [(m.kind, m.text, m.value) for m in PLAIN.passage(text).mentions if m.kind not in ("phase", "study")] == [
        ("count", "495 patients", Count(495, None, "patients")),
        ("drug_dose", "3.6 mg/kg", Amount(3.6, unit="mg/kg")),
        ("frequency", "every 21 days", Concept("q3w")),
        ("grade", "grade ≥3", Grade(3, 5)),
        ("count", "7 of 27", Count(7, 27)),
        ("percent", "25.9%", Amount(25.9, unit="%")),
        ("ratio", "0.65", Amount(0.65, basis="HR")),
        ("interval", "95% CI 0.55–0.77", Interval(0.55, 0.77, 95)),
        ("p_value", "P<0.001", Amount(0.001, bound="<")),
    ]


PRECEDENCE = [
    ("12 fractions of 2 Gy", ["rt_fractions", "rt_dose"], "fractions are no count"),
    ("six cycles", ["cycles"], "cycles are no count"),
    ("shown [12]", ["citation"], "a call-out is no number"),
    ("a 95% CI", ["number"], "a level alone is a number, no percentage"),
    ("every 3 weeks", ["frequency"], "a schedule is no duration"),
    ("5 days a week with 2 Gy", ["rt_frequency", "rt_dose"], "the days of a schedule are no duration"),
    ("TBCRC 022 showed", ["study"], "the number of a name is no number"),
    ("Park et al., 2009", ["author_year"], "nor is the year of authors"),
    ("stage 3", ["number"], "what nobody claims stays a number"),
]


@pytest.mark.parametrize(("text", "kinds", "why"), PRECEDENCE, ids=[p[2] for p in PRECEDENCE])
def test_precedence(text, kinds, why):
    assert [kind for kind, _ in _kinds(text)] == kinds


def test_a_cell_reads_brackets_as_counts_and_a_dash_as_absence():
    assert _kinds("Pneumonitis (2)", cell=True) == [("count", "2")]
    assert _kinds("–", cell=True) == [("absence", "–")]
    assert _kinds("Pneumonitis (2)") == [("number", "2")]


def _document(text, *, tables=(), callouts=()):
    return Document(Source("d", "d.txt", "text", "0" * 64, 1), text, tables=tables, callouts=callouts)


def test_a_document_gives_prose_cells_and_captions():
    cells = (Cell(0, 0, "Events"), Cell(1, 0, "Rash (4)"), Cell(1, 1, "12/39 (30.8 %)"))
    table = Table("Table 1", "Events in 39 patients", cells)
    seen = PLAIN.recognise(_document("The KATHERINE trial. KATHERINE won.", tables=(table,)))
    assert [m.text for m in seen.prose.mentions if m.kind == "study"] == ["KATHERINE", "KATHERINE"]
    assert [m.value for m in seen.cells[0, 1, 0].mentions] == [Count(4)]
    assert [m.kind for m in seen.cells[0, 1, 1].mentions] == ["count", "percent"]
    assert [m.value for m in seen.captions[0].mentions] == [Count(39, None, "patients")]


def test_the_call_outs_of_the_document_go_before_those_of_the_text():
    document = _document("shown3 and [4]", callouts=(Callout(5, 6, (3,)),))
    citations = [m for m in PLAIN.recognise(document).prose.mentions if m.kind == "citation"]
    assert [(m.text, m.by) for m in citations] == [("3", "citation.callout")]


def test_what_the_document_abbreviates_is_no_study():
    text = "Central nervous system involvement (CNSI) was rare. The CNSI study was small."
    assert not [m for m in PLAIN.recognise(_document(text)).prose.mentions if m.by == "study.known"]


def test_vocabularies_and_registry_ids_are_put_together():
    kinds = {m.kind for m in build().passage("NCT00470847: lapatinib 1000 mg orally, with diarrhea").mentions}
    assert {"registry_id", "drug", "drug_dose", "adverse_event"} <= kinds


@settings(deadline=None)
@given(st.text(max_size=200) | st.text(alphabet="0123456789.,- –%xGymgk()[]of/np=<≥ ", max_size=120))
def test_any_text_is_survived_and_every_mention_is_a_slice(text):
    for cell in (False, True):
        passage = PLAIN.passage(text, cell=cell)
        last = {}
        for mention in passage.mentions:
            assert mention.text == text[mention.start : mention.end]
            assert mention.start >= last.get(mention.kind, 0)
            last[mention.kind] = mention.end
        assert [m.start for m in passage.mentions] == sorted(m.start for m in passage.mentions)


@given(st.lists(st.sampled_from(["45", "3.6", "12,345", "0·5", "–1.5", "7 of 27", "20%", "2 Gy", "3 mg"]), max_size=6))
def test_no_number_is_lost(parts):
    text = "; ".join(f"x {p} y" for p in parts)
    held = [m for m in PLAIN.passage(text).mentions if any(c.isdigit() for c in m.text)]
    digits = [i for i, c in enumerate(text) if c.isdigit()]
    assert all(any(m.start <= i < m.end for m in held) for i in digits)
