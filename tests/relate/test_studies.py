"""One identity for acronym, author and year, reference number and registry id; how far a study carries."""

import pytest

from pipeline.model.document import Reference
from pipeline.relate.citations import label
from tests.relate.papers import findings, paper, rows, studies_of

LABELS = [
    pytest.param("Van Dam et al. found fatigue in 12% of patients [3].", ("Van Dam 2019", (3,)), id="author in text"),
    pytest.param("Fatigue was found in 12% of patients [3].", ("Van Dam 2019", (3,)), id="citation alone"),
    pytest.param("In the BETULA trial [4], fatigue was found in 12% of patients.", ("BETULA", (4,)), id="acronym"),
    pytest.param("Fatigue was found in 12% of patients [1,3].", ("Adler 2011", (1, 3)), id="called together"),
    pytest.param("Fatigue was found in 12% of patients.", ("", ()), id="no study is guessed"),
    pytest.param("Brandt et al. found fatigue in 12% [5].", ("Brandt 2021", (5,)), id="of two papers the one called"),
]


@pytest.mark.parametrize(("text", "expected"), LABELS)
def test_the_study_of_a_number(text, expected):
    assert rows(findings(text, "adverse_event"), "study", "study_refs") == [expected]


def test_an_acronym_is_its_reference_wherever_that_is_called():
    studies = studies_of(paper("The BETULA trial was positive [4].\n\nLater work cites it as well [4]."))
    assert studies.cited([4]).label == "BETULA"


@pytest.mark.parametrize(
    ("author", "expected"),
    [
        pytest.param("Van Dam P", "Van Dam 2019", id="a surname of two words"),
        pytest.param("Japanese Gastric Cancer Association", "Japanese Gastric Cancer Association 2019", id="a society"),
        pytest.param("Registry. https://www.registry.example/data", "", id="an address"),
        pytest.param("Padcev (enfortumab vedotin) [prescribing information]", "", id="a leaflet"),
        pytest.param("What was read here is no name of anybody", "", id="a sentence"),
    ],
)
def test_what_an_entry_of_the_list_is_called(author, expected):
    assert label(Reference(1, (author,), 2019)) == expected


def test_a_title_alone_names_no_study():
    assert studies_of(paper("One trial was positive [4].")).cited([4]).label == "Castell-Ruiz 2020"


def test_a_title_speaks_for_an_acronym_that_the_body_names():
    studies = studies_of(paper("The BETULA trial was large.\n\nA later report was positive [4]."))
    assert studies.cited([4]).label == "BETULA"


def test_a_registry_id_belongs_to_the_acronym_beside_it():
    studies = studies_of(paper("The BETULA trial (NCT01234567) was positive [4]."))
    assert studies.by_registry_id["NCT01234567"].label == "BETULA"
    assert studies.cited([4]).registry_ids == ("NCT01234567",)


CARRIED = [
    pytest.param(
        "Adler et al. treated 30 patients [1]. Nausea occurred in 10%.", "Adler 2011", id="to the next sentence"
    ),
    pytest.param(
        "Adler et al. treated 30 patients [1].\n\nNausea occurred in 10%.", "", id="not into the next paragraph"
    ),
    pytest.param(
        "Adler et al. treated 30 patients [1]. A retrospective study saw nausea in 10%. It was small [3].",
        "Van Dam 2019",
        id="a new study means the one that is called next",
    ),
    pytest.param(
        "In a trial, 30 patients were treated. Nausea occurred in 10%. It was reported in full later [3].",
        "Van Dam 2019",
        id="the citation may follow its facts",
    ),
    pytest.param(
        "The trial treated 30 patients [1]. This may be explained by enzymes [2]. Nausea occurred in 10%.",
        "Adler 2011",
        id="a citation that tells of no study does not take over",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CARRIED)
def test_how_far_a_study_carries(text, expected):
    assert rows(findings(text, "adverse_event"), "study") == [(expected,)]


REPORT = (
    "Abstract We enrolled 31 patients (NCT07654321). Nausea occurred in 10%.\n\n"
    "Introduction Earlier work saw nausea in 20% [1].\n\n"
    "Methods Toxicity was graded as described [2].\n\n"
    "Results Vomiting occurred in 30% of patients.\n\n"
    "Discussion Adler et al. saw vomiting in 40% [1]. In our study, fatigue occurred in 50%."
)
HEADINGS = [(h, "abstract" if h == "Abstract" else "body") for h in ("Abstract", "Introduction", "Methods", "Results")]


def test_a_report_tells_its_own_study_from_those_it_cites():
    report = paper(REPORT, sections=[*HEADINGS, ("Discussion", "body")], registry_ids=("NCT07654321",))
    found = findings(report, "adverse_event")
    assert {f.rate: f.study_refs for f in found} == {10.0: (0,), 20.0: (1,), 30.0: (0,), 40.0: (1,), 50.0: (0,)}
    assert {f.study for f in found if f.study_refs == (0,)} == {"NCT07654321"}


def test_a_review_has_no_study_of_its_own():
    review = paper("Abstract This review discusses 31 trials.\n\nMethods We searched.", sections=HEADINGS[:1])
    assert not studies_of(review).own


TITLED = [
    pytest.param("MAGNOLIA: a phase II trial of a drug", "MAGNOLIA", id="before a colon"),
    pytest.param("A drug in cancer (MAGNOLIA): a randomised trial", "MAGNOLIA", id="in brackets"),
    pytest.param("Outcome of the MAGNOLIA randomised trial", "MAGNOLIA", id="words before the noun"),
    pytest.param("BETULA in brief: five years of a drug", "BETULA", id="first word, though it is cited too"),
    pytest.param("A randomised study in small-cell lung cancer (SCLC)", "NCT07654321", id="short for the disease"),
    pytest.param("A randomised study in small-cell lung cancer (LARCH)", "LARCH", id="a name behind the disease"),
    pytest.param("A cohort treated like that of BETULA", "NCT07654321", id="a cited study elsewhere in the title"),
    pytest.param("Outcome of a randomised trial", "NCT07654321", id="no name: the registry id"),
]


@pytest.mark.parametrize(("title", "expected"), TITLED)
def test_what_a_report_calls_its_study(title, expected):
    text = f"{title}\n\n{REPORT} The BETULA trial saw the same [4]."
    sections = [*HEADINGS, ("Discussion", "body")]
    sections = [(title, "title"), *sections]
    report = paper(text, sections=sections, registry_ids=("NCT07654321",), title=title)
    assert studies_of(report).own.label == expected


BODY_IDS = [
    pytest.param("Methods The study was registered (NCT09999999).", "NCT09999999", id="registered, in the methods"),
    pytest.param("Discussion A trial is registered (NCT09999999).", "", id="of others, in the discussion"),
    pytest.param("Methods The AZALEA trial was registered (NCT09999999).", "", id="of a study that is named"),
]


@pytest.mark.parametrize(("text", "expected"), BODY_IDS)
def test_the_own_registry_id_where_the_front_gives_none(text, expected):
    whole = f"Abstract We enrolled 31 patients.\n\nResults They did well.\n\nMethods Patients were treated.\n\n{text}"
    heading = text.split()[0]
    sections = [("Abstract", "abstract"), ("Results", "body"), ("Methods", "body")]
    sections += [] if heading == "Methods" else [(heading, "body")]
    whole = whole if heading != "Methods" else whole.replace("Methods Patients were treated.\n\n", "")
    assert studies_of(paper(whole, sections=sections)).own.label == expected


LISTED = [
    ("It showed the following:\n\nThe 5-year OS was 61%.", "Wu 2018", "the item behind the colon"),
    ("It showed the following:\n\nNo rash was seen.\n\nThe 5-year OS was 61%.", "Wu 2018", "the item after the next"),
    ("It showed little.\n\nThe 5-year OS was 61%.", "", "no list begins"),
    ("It showed:\n\nOne is a. Two is b. Three is c. Four is d.\n\nThe 5-year OS was 61%.", "", "text ends the list"),
]


@pytest.mark.parametrize(("told", "study", "why"), LISTED, ids=[why for *_, why in LISTED])
def test_a_list_goes_on_with_the_study_of_its_lead_in(told, study, why):
    references = (Reference(1, ("Wu E",), 2018, "A trial"),)
    found = findings(
        paper(f"A randomized trial of 213 patients was done [1]. {told}", references=references), "outcome"
    )
    assert rows(found, "study") == [(study,)]


MIXED = [
    (
        "The lumenE trial [1] randomized 30 women. In lumenE, rash was seen in 10%.",
        ("LUMENE", (1,)),
        "beside the word trial",
    ),
    ("Of 30 women in lumenE (NCT03155997), 10% had rash [1].", ("LUMENE", (1,)), "beside a registry id"),
    (
        "Of 30 women in the trial A4B-CD-EFGH (NCT03155997), 10% had rash [1].",
        ("A4B-CD-EFGH", (1,)),
        "a protocol's code",
    ),
    ("Of 30 women, 10% had rash by serumPCR [1].", ("Wu 2018", (1,)), "alone it is no name"),
]


@pytest.mark.parametrize(("text", "expected", "why"), MIXED, ids=[why for *_, why in MIXED])
def test_acronyms_in_mixed_case(text, expected, why):
    references = (Reference(1, ("Wu E",), 2018, "A trial"),)
    assert set(rows(findings(paper(text, references=references), "adverse_event"), "study", "study_refs")) == {expected}
