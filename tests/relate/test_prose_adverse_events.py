"""Adverse events from prose: a sentence in, events with grade and numbers out."""

import pytest

from tests.relate.papers import findings, rows

COUNTED = ("term_printed", "grade_low", "grade_high", "events", "total", "rate")
SENTENCES = [
    pytest.param(
        "Toxicities were nausea (31%), vomiting (12.5%) and fatigue (8%).",
        [("nausea", None, None, None, None, 31.0), ("vomiting", None, None, None, None, 12.5),
         ("fatigue", None, None, None, None, 8.0)],
        id="list: each value in brackets belongs to the event before it",
    ),
    pytest.param(
        "Grade 3 or higher neutropenia occurred in 6 of 24 patients.",
        [("neutropenia", 3, 5, 6, 24, None)],
        id="statement: a grade before the event, a count behind it",
    ),
    pytest.param(
        "Diarrhea of any grade was reported in 41% of patients, with 6% of patients developing grade 3-4 diarrhea.",
        [("Diarrhea", None, None, None, None, 41.0), ("diarrhea", 3, 4, None, None, 6.0)],
        id="a grade behind the event wins; a value before the verb belongs to what follows it",
    ),
    pytest.param(
        "Rash and pruritus occurred in 14% and 9% of patients, respectively.",
        [("Rash", None, None, None, None, 14.0), ("pruritus", None, None, None, None, 9.0)],
        id="respectively deals the values out in order",
    ),
    pytest.param(
        "Anemia of all grades and grade ≥ 3 occurred in 50% and 11% of patients, respectively.",
        [("Anemia", None, None, None, None, 50.0), ("Anemia", 3, 5, None, None, 11.0)],
        id="respectively over grades of one event",
    ),
    pytest.param(
        "Only one patient in the lapatinib group developed grade 2 pneumonitis.",
        [("pneumonitis", 2, 2, 1, None, None)],
        id="a number word counts",
    ),
    pytest.param(
        "Of these, 11 developed grade 1 dermatitis and 2 experienced grade 3 dermatitis.",
        [("dermatitis", 1, 1, 11, None, None), ("dermatitis", 3, 3, 2, None, None)],
        id="bare numbers count where a verb of suffering follows",
    ),
    pytest.param(
        "Serious infections, including pneumonia and sepsis, were observed in 5% of patients.",
        [("infections", None, None, None, None, 5.0)],
        id="a number for a list belongs to the word that the list spells out",
    ),
    pytest.param(
        "No pneumonitis was observed.",
        [("pneumonitis", None, None, 0, None, None)],
        id="an explicit zero is a finding",
    ),
    pytest.param(
        "Neutropenia occurred in 9 (25%) patients.",
        [("Neutropenia", None, None, 9, None, 25.0)],
        id="count and share of one fact are one row",
    ),
    pytest.param(
        "The risk of hypothyroidism was less than 2%.",
        [("hypothyroidism", None, None, None, None, None)],
        id="an upper bound is no rate (it stands in rate_high)",
    ),
    pytest.param(
        "The main toxicity was neutropenia (22 patients, 30%).",
        [("neutropenia", None, None, 22, None, 30.0)],
        id="count and share that fill one bracket are one row",
    ),
    pytest.param(
        "Five patients developed pneumonitis (8%) and two had rash.",
        [("pneumonitis", None, None, 5, None, 8.0), ("rash", None, None, 2, None, None)],
        id="a count in front of the event and the share behind it are one row",
    ),
    pytest.param(
        "Pneumonitis occurred in 49 patients of the entire cohort (19%).",
        [("Pneumonitis", None, None, 49, None, 19.0)],
        id="a share some words behind its count",
    ),
    pytest.param(
        "Pneumonitis (any grade, 12%; grade 3, 2%) was the main event.",
        [("Pneumonitis", None, None, None, None, 12.0), ("Pneumonitis", 3, 3, None, None, 2.0)],
        id="a grade right in front of its value",
    ),
    pytest.param(
        "Rash was seen in 5 patients, all of grade 1 or 2.",
        [("Rash", 1, 2, 5, None, None)],
        id="the grade of all of them",
    ),
    pytest.param(
        "There was one treatment-related death.",
        [("treatment-related death", None, None, 1, None, None)],
        id="a number that counts the event itself",
    ),
    pytest.param(
        "A total of 18 episodes of febrile neutropenia were recorded.",
        [("febrile neutropenia", None, None, 18, None, None)],
        id="episodes are no sample",
    ),
    pytest.param(
        "Peripheral neuropathy of grade 3 occurred in 6% and alopecia in 88% of patients.",
        [("Peripheral neuropathy", 3, 3, None, None, 6.0), ("alopecia", None, None, None, None, 88.0)],
        id="a grade behind one event is not that of the next",
    ),
    pytest.param(
        "Adverse events of grade 3 or worse were fatigue (10%) and anemia (5%).",
        [("fatigue", 3, 5, None, None, 10.0), ("anemia", 3, 5, None, None, 5.0)],
        id="a grade behind a collective is that of its list",
    ),
    pytest.param(
        "There was grade 1 dermatitis in 22 patients and grade 2 dermatitis in 9 patients.",
        [("dermatitis", 1, 1, 22, None, None), ("dermatitis", 2, 2, 9, None, None)],
        id="a grade in front of the next event is not that of the last",
    ),
    pytest.param(
        "For acute GU toxicity (grade 0-3: 30%, 45%, 20% and 5%).",
        [("GU toxicity", 1, 1, None, None, 45.0), ("GU toxicity", 2, 2, None, None, 20.0),
         ("GU toxicity", 3, 3, None, None, 5.0)],
        id="a range of grades dealt out over as many values; grade 0 is no event",
    ),
    pytest.param(
        "Grade ≥2 acute GU and GI toxicity were 9% and 8% with lapatinib versus 6% and 3% with placebo.",
        [("GU", 2, 5, None, None, 9.0), ("GU", 2, 5, None, None, 6.0), ("GI toxicity", 2, 5, None, None, 8.0),
         ("GI toxicity", 2, 5, None, None, 3.0)],
        id="each side prints one value for each event, the noun stands once",
    ),
    pytest.param(
        "Two patients (1.7%) had an acute GI toxicity score of 2 or more.",
        [("GI toxicity", 2, 5, 2, None, 1.7)],
        id="a score of a toxicity is its grade",
    ),
    pytest.param(
        "Six (15.8%) had grade 3 mucositis or dysphagia.",
        [("mucositis or dysphagia", 3, 3, 6, None, 15.8)],
        id="one count for either event is one row",
    ),
    pytest.param(
        "An incidence (8.6%) of grade 5 toxicity was seen.",
        [("toxicity", 5, 5, None, None, 8.6)],
        id="a share between the rate and what it is of",
    ),
    pytest.param(
        "Diarrhea of any grade affected 70% of those on lapatinib compared with 20% of those on placebo, and was "
        "grade 3 in 8% and 1%.",
        [("Diarrhea", None, None, None, None, 70.0), ("Diarrhea", None, None, None, None, 20.0),
         ("Diarrhea", 3, 3, None, None, 8.0), ("Diarrhea", 3, 3, None, None, 1.0)],
        id="a grade opens a second telling of both arms",
    ),
    pytest.param(
        "Three patients (6%) had grade 3 nausea, two (4%) grade 3 vomiting and one (2%) grade 4 sepsis.",
        [("nausea", 3, 3, 3, None, 6.0), ("vomiting", 3, 3, 2, None, 4.0), ("sepsis", 4, 4, 1, None, 2.0)],
        id="numbers in front of their events, the verb left out",
    ),
    pytest.param(
        "They reported 5% of grade 2 acute GI toxicity.",
        [("GI toxicity", 2, 2, None, None, 5.0)],
        id="a share of a graded event",
    ),
    pytest.param(
        "Sepsis occurred in 4% on lapatinib and none with placebo.",
        [("Sepsis", None, None, None, None, 4.0), ("Sepsis", None, None, 0, None, 0.0)],
        id="none beside a share is the zero of the other arm",
    ),
    pytest.param(
        "Acute rectal reactions of grade 2 or greater occurred in 31% of patients.",
        [("rectal reactions", 2, 5, None, None, 31.0)],
        id="reactions of an organ, as printed",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_events_of_a_sentence(text, expected):
    assert rows(findings(text, "adverse_event"), *COUNTED) == expected


SILENT = [
    pytest.param(
        "Survival free of cognitive impairment was longer with radiosurgery.",
        id="free of an event, as a measure of time",
    ),
    pytest.param("Nausea and vomiting were the most common events.", id="an event without a number is no finding"),
    pytest.param("There was no significant difference in nausea.", id="no difference is not zero events"),
    pytest.param("The most common events (≥20%) were nausea and fatigue.", id="a threshold is no rate of any event"),
    pytest.param("Mice given 5 mg/kg developed diarrhea in 40% of cages.", id="laboratory animals"),
    pytest.param("Guidelines recommend a dose reduction if neutropenia exceeds 10%.", id="advice is no result"),
    pytest.param("All were assessable for toxicity and 60 (94%) for response.", id="who could be judged is no event"),
    pytest.param("More than 45% of patients had no acute GI toxicity.", id="those without an event are no zero"),
    pytest.param("Patients with nausea (n = 14) were excluded.", id="a group is no outcome of treatment"),
    pytest.param("Sepsis treatment was given to 12% of patients.", id="the name of a treatment is no event"),
]


@pytest.mark.parametrize("text", SILENT)
def test_sentences_without_events(text):
    found = findings(text, "adverse_event")
    assert [f for f in found if f.rate is not None or f.events == 0] == []


RETOLD = [
    pytest.param("Rash was seen in 30% and 20%, of grade 3 in 4% and 2% [3].", [None, None, 3, 3], id="grade"),
    pytest.param("Pneumonitis occurred in 12% of patients and was fatal in 2% [3].", [None, 5], id="fatal"),
]


@pytest.mark.parametrize(("text", "expected"), RETOLD)
def test_an_event_told_a_second_time_with_its_grade(text, expected):
    assert [f.grade_low for f in findings(text, "adverse_event")] == expected


def test_two_sides_of_a_comparison():
    text = "In the trial [2], diarrhea occurred in 30% of patients in the pyrotinib group and 8% in the placebo group."
    treated, control = findings(text, "adverse_event")
    assert rows([treated, control], "rate", "drugs", "comparator") == [(30.0, ("pyrotinib",), False), (8.0, (), True)]
    assert treated.contrast_id == control.contrast_id != ""


def test_dose_groups_are_no_comparators():
    text = (
        "Patients received lapatinib at 1000 mg (n = 40) or 1250 mg (n = 42) daily [1]. "
        "Diarrhea was seen in 20% in the 1000 mg group and 31% in the 1250 mg group."
    )
    found = findings(text, "adverse_event")
    assert rows(found, "rate", "drugs", "comparator", "total") == [
        (20.0, ("lapatinib",), None, 40),
        (31.0, ("lapatinib",), None, 42),
    ]


def test_the_sample_of_the_paragraph_is_the_total_where_the_share_allows_it():
    text = "In a phase 2 study, 40 patients were treated with lapatinib [1]. Nausea (25%) and rash (33.3%) were common."
    assert rows(findings(text, "adverse_event"), "term", "total") == [("nausea", 40), ("rash", None)]


def test_events_that_changed_the_treatment_are_marked():
    text = (
        "Treatment discontinuation due to toxicity occurred in 12% of patients, with fatigue (7%) being the main cause."
    )
    (fatigue,) = [f for f in findings(text, "adverse_event") if f.term == "fatigue"]
    assert (fatigue.rate, fatigue.flags) == (7.0, ("cause_of_treatment_change",))


def test_a_limiting_toxicity_is_named_by_what_it_was():
    (found,) = findings("One of 6 patients had a dose-limiting toxicity of hepatitis.", "adverse_event")
    assert (found.term_printed, found.events, found.total, found.dose_limiting) == ("hepatitis", 1, 6, True)


def test_the_quote_holds_the_number():
    long = "Rash occurred in 17% of patients, " + "and this was so in every one of the centres that took part, " * 12
    (found,) = findings(long + "as expected.", "adverse_event")
    assert "17%" in long[found.char_start : found.char_end]
    assert found.char_end - found.char_start <= 500
