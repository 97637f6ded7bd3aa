"""Conservation: every printed number is part of a finding or has its reason."""

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.account.account import account, shares
from pipeline.account.numerals import NUMERAL, number_of
from pipeline.account.reasons import load_cues
from pipeline.config import load_settings
from pipeline.errors import ConfigError
from pipeline.ingest import gather
from pipeline.model.account import Account
from pipeline.model.document import Document, Section, Source
from pipeline.model.mention import Recognised
from pipeline.model.table import Cell, Table
from pipeline.recognise.recogniser import build
from pipeline.stages import STAGES, Pipeline
from pipeline.vocabulary import config_root

SOURCE = Source("paper", "paper.txt", "text", "0" * 64, 0)
PAPERS = Path(__file__).parents[2] / "corpus" / "papers"


@cache
def pipeline():
    return Pipeline(config_root(None))


def accounts_of(document):
    return pipeline().find(document).accounts


def of_text(text, heading=""):
    sections = (Section(heading, 1, 0, len(text)),) if heading else ()
    return {a.printed: a for a in accounts_of(Document(SOURCE, text, sections=sections))}


REASONS = [
    ("The median overall survival was 29.9 months [7].", "7", "citation", "a call-out in brackets"),
    ("Women with a median age of 54 years were asked.", "54", "age", "of people, no duration"),
    ("Every 95% CI was wide.", "95", "confidence level", "says how wide the interval is"),
    ("Results are given in Table 3 for all.", "3", "table or figure number", "a label"),
    ("The drug binds to HER2 with high affinity.", "2", "part of a name", "glued to letters"),
    ("The drug was approved in 2013 by the agency.", "2013", "year", "four digits of our time"),
    ("Patients with ECOG performance status 1 were able.", "1", "performance status", "a scale"),
    ("In mice, 6 of 10 animals died.", "10", "preclinical", "animals are no patients"),
    ("Lesions larger than 3.5 cm were cut out.", "3.5", "size", "a length"),
    ("Sample size: with 80% power, a hazard ratio of 0.7 was assumed.", "0.7", "planned", "expected, not observed"),
    ("The p value was small (p = 0.03).", "0.03", "p value", "of nothing that was found"),
    ("There were 17 of them.", "17", "unresolved number", "nothing tells what it counts"),
]


@pytest.mark.parametrize(("text", "printed", "reason", "why"), REASONS, ids=[r[3] for r in REASONS])
def test_a_number_of_no_finding_says_why(text, printed, reason, why):
    assert of_text(text)[printed].reason == reason


def test_the_heading_above_gives_the_reason_of_what_stands_below():
    text = "Room 17 of the hospital was paid for."
    assert of_text(text, "Funding")["17"].reason == "declarations"


def test_an_interval_without_a_finding_says_whose_it_is():
    found = of_text("For overall survival the 95% confidence interval was 0.81–1.18.")
    assert (found["0.81"].reason, found["0.81"].of) == ("interval", "OS")


def test_a_number_that_a_finding_says_names_the_finding():
    found = of_text("Diarrhea occurred in 12 of 100 patients who received lapatinib [3].")
    assert found["12"].finding_id == found["100"].finding_id != ""
    assert found["3"].reason == "citation", "a reference is no part of what was found"


TABLE = Table(
    "Table 1",
    "Response of 55 patients",
    tuple(
        Cell(r, c, text)
        for r, line in enumerate(("Study | Drug | n | ORR, % | Ref.", "EMILIA | lapatinib | 30 | 40.0 | 5"))
        for c, text in enumerate(map(str.strip, line.split("|")))
    ),
)


def test_the_numbers_of_tables_and_captions_are_accounted_for_cell_by_cell():
    found = accounts_of(Document(SOURCE, "A paper.", tables=(TABLE,)))
    assert [(a.place, a.printed, bool(a.finding_id)) for a in found] == [
        ("t1", "55", False),
        ("t1:r2:c3", "30", True),
        ("t1:r2:c4", "40.0", True),
        ("t1:r2:c5", "5", False),
    ]
    assert found[-1].reason == "citation", "the head of the column says Ref."


@cache
def papers():
    """Of each embedded paper the document, its findings and its accounts."""
    out = {}
    for source in gather([PAPERS], load_settings(config_root(None)).ingest):
        document = pipeline().read(source, source.location.read_bytes())
        out[source.doc_id] = (document, pipeline().find(document))
    return out


def test_every_number_of_every_paper_has_one_account():
    for document, found in papers().values():
        texts = [document.text, *(t.caption for t in document.tables)]
        texts += [cell.text for table in document.tables for cell in table.cells]
        assert sorted(a.printed for a in found.accounts) == sorted(n for text in texts for n in NUMERAL.findall(text))


def test_every_account_names_a_finding_that_stands_or_a_reason():
    for _, found in papers().values():
        known = {f.finding_id for f in found.findings}
        assert all(a.finding_id in known if a.finding_id else a.reason for a in found.accounts)


def test_most_numbers_of_the_papers_are_used_and_few_unresolved():
    """The embedded papers are dense with facts: half of their numbers at least stand in the table of evidence."""
    for doc_id, (_, found) in papers().items():
        used = sum(bool(a.finding_id) for a in found.accounts) / len(found.accounts)
        unresolved = sum(a.reason.startswith("unresolved") for a in found.accounts) / len(found.accounts)
        assert used >= 0.5, doc_id
        assert unresolved <= 0.15, doc_id


@settings(deadline=None, max_examples=50)
@given(st.text(alphabet="ab 0123456789.,·¹²()%-\n", max_size=200))
def test_no_text_loses_a_number(text):
    recognised = _recogniser().recognise(Document(SOURCE, text))
    found = account(Document(SOURCE, text), recognised, {}, ())
    assert re.sub("[^0-9¹²]", "", "".join(a.printed for a in found)) == re.sub("[^0-9¹²]", "", text)


@cache
def _recogniser():
    return build()


NUMBERS = [
    ("1,250", 1250.0, "thousands parted by a comma"),
    ("12 500", None, "a blank parts two numerals"),
    ("0·5", 0.5, "the raised point of some journals"),
    ("¹²", 12.0, "raised digits"),
    ("1,2,3", None, "several numbers in one"),
    ("3,5", 3.5, "a decimal comma"),
]


@pytest.mark.parametrize(("printed", "value", "why"), NUMBERS, ids=[n[2] for n in NUMBERS])
def test_what_a_numeral_says(printed, value, why):
    assert number_of(printed) == value


def test_shares_begin_with_the_most_frequent_and_end_with_what_is_rare():
    assert shares(["", "", "", "year"]) == "finding 75%;year 25%"
    assert shares([*["year"] * 999, "age"]) == "year 100%"
    assert shares([]) == ""


def test_an_account_gives_a_finding_or_a_reason_and_not_both():
    with pytest.raises(ValueError, match="either a finding or a reason"):
        Account("p1:0-2", 1, "12")


def test_an_unknown_reach_is_refused_by_name(tmp_path):
    (tmp_path / "vocabulary").mkdir()
    (tmp_path / "number_reasons.csv").write_text("reason,reach,phrase,why\nage,around,old,x\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="around"):
        load_cues(tmp_path)


def test_contexts_are_read_before_the_accounts_are_made():
    names = [stage.name for stage in STAGES]
    assert names.index("read the contexts") < names.index("account")


def test_a_paper_without_numbers_has_no_account():
    assert account(Document(SOURCE, "No figures here."), Recognised(build().passage("No figures here.")), {}, ()) == ()
