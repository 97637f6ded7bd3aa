"""Outcomes from prose: a sentence in, measures with statistic, value, interval and side out."""

import pytest

from tests.relate.papers import findings, rows

VALUED = ("measure", "stat", "value", "unit", "timepoint")
SENTENCES = [
    pytest.param("The median PFS was 9.4 months.", [("PFS", "median", 9.4, "months", "")], id="median time"),
    pytest.param("An OS of 21 months was seen.", [("OS", "", 21.0, "months", "")], id="median only where printed"),
    pytest.param("The 2-year OS was 61%.", [("OS", "rate", 61.0, "%", "2 years")], id="a share at a time before it"),
    pytest.param("Local control was 88% at 1 year.", [("local control", "rate", 88.0, "%", "1 year")], id="at, behind"),
    pytest.param("The ORR was 66% for the CNS.", [("CNS-ORR", "rate", 66.0, "%", "")], id="where the response was"),
    pytest.param(
        "The ORR was 40%, the median PFS was 5.1 months, and the median OS was 14 months.",
        [("PFS", "median", 5.1, "months", ""), ("OS", "median", 14.0, "months", ""), ("ORR", "rate", 40.0, "%", "")],
        id="each value to its own measure",
    ),
    pytest.param(
        "In all, 72% of patients completed the planned chemotherapy.",
        [("treatment completion", "rate", 72.0, "%", "")],
        id="a measure in the words of the sentence",
    ),
    pytest.param(
        "The 1-, 3-, and 5-year OS rates were 82%, 51%, and 33%, respectively.",
        [
            ("OS", "rate", 82.0, "%", "1 year"),
            ("OS", "rate", 51.0, "%", "3 years"),
            ("OS", "rate", 33.0, "%", "5 years"),
        ],
        id="times dealt out, in front of the measure",
    ),
    pytest.param(
        "Local control at 1 and 2 years was 85% and 71%, respectively.",
        [("local control", "rate", 85.0, "%", "1 year"), ("local control", "rate", 71.0, "%", "2 years")],
        id="times dealt out, behind the measure",
    ),
    pytest.param("Five-year survival was 48%.", [("OS", "rate", 48.0, "%", "5 years")], id="a time in words"),
    pytest.param(
        "DFS differed significantly, with 38% of all alive.",
        [("DFS", "rate", 38.0, "%", "")],
        id="with its value behind",
    ),
    pytest.param(
        "There was a trend for PFS (PFS; median 241 days).",
        [("PFS", "median", 241.0, "days", "")],
        id="its median behind",
    ),
    pytest.param(
        "The median OS of those on lapatinib in a ward alone is ≤ 10 months.",
        [("OS", "median", 10.0, "months", "")],
        id="a bound in front of it",
    ),
    pytest.param(
        "The 5-year cumulative incidence of local failure was 3%.",
        [("local failure", "rate", 3.0, "%", "5 years")],
        id="words between the time and its measure",
    ),
    pytest.param("At 12 months, the rate of OS was 77%.", [("OS", "rate", 77.0, "%", "12 months")], id="a time opens"),
    pytest.param(
        "EFS improved (2-year rate, 56%).", [("EFS", "rate", 56.0, "%", "2 years")], id="a rate of so many years"
    ),
    pytest.param("Partial responses were seen in 12%.", [("PR", "rate", 12.0, "%", "")], id="a named response is that"),
    pytest.param(
        "Of 40 patients, 5 (12.5%) had CR, 20 (50%) PR, 9 (22.5%) exhibited SD, and 6 (15%) PD.",
        [
            ("CR", "rate", 12.5, "%", ""),
            ("PR", "rate", 50.0, "%", ""),
            ("SD", "rate", 22.5, "%", ""),
            ("PD", "rate", 15.0, "%", ""),
        ],
        id="numbers in front of their measures, the verb left out",
    ),
    pytest.param(
        "The young had a higher ORR (90% vs 45%, P = 0.003, and 88% vs 61%, P = 0.03, respectively).",
        [
            ("ORR", "rate", 90.0, "%", ""),
            ("ORR", "rate", 45.0, "%", ""),
            ("ORR", "rate", 88.0, "%", ""),
            ("ORR", "rate", 61.0, "%", ""),
        ],
        id="a p value in a list of shares is none of them",
    ),
    pytest.param(
        "OS differed (5-year estimate, 61%).", [("OS", "rate", 61.0, "%", "5 years")], id="an estimate's time"
    ),
    pytest.param(
        "It lowered the risk of death (relative risk [RR], 0.84).",
        [("OS", "risk ratio", 0.84, "", "")],
        id="a relative risk that is a ratio",
    ),
    pytest.param(
        "OS was improved. The HR was estimated to be 0.74.",
        [("OS", "hazard ratio", 0.74, "", "")],
        id="a ratio that opens a sentence is of the measure before",
    ),
    pytest.param(
        "OS rose. HR for stage IA, 1.40 (95% CI, 0.9-2.1); HR for stage IB, 0.93 (95% CI, 0.8-1.1).",
        [("OS", "hazard ratio", 1.4, "", ""), ("OS", "hazard ratio", 0.93, "", "")],
        id="ratios of subgroups",
    ),
    pytest.param(
        "OS rose. The gain varied (trend, P = .04; HR for stage IA, 1.4; HR for stage IB, 0.93).",
        [("OS", "hazard ratio", 1.4, "", ""), ("OS", "hazard ratio", 0.93, "", "")],
        id="ratios of subgroups in a bracket",
    ),
    pytest.param(
        "The rates of local, regional and distant recurrence were 4%, 6% and 18%.",
        [
            ("local recurrence", "rate", 4.0, "%", ""),
            ("regional recurrence", "rate", 6.0, "%", ""),
            ("distant recurrence", "rate", 18.0, "%", ""),
        ],
        id="three measures whose noun stands once",
    ),
    pytest.param(
        "OS rose. All drugs did it, also lapatinib (HR, 0.81) or pyrotinib (HR, 0.9).",
        [("OS", "hazard ratio", 0.81, "", ""), ("OS", "hazard ratio", 0.9, "", "")],
        id="ratios behind drugs",
    ),
    pytest.param("The HR for death was 0.81.", [("OS", "hazard ratio", 0.81, "", "")], id="of death is of survival"),
    pytest.param(
        "No difference was seen in local (HR, 1.13), regional (HR, 1.14), and overall (HR, 1.1) relapse-free interval.",
        [
            ("local relapse-free interval", "hazard ratio", 1.13, "", ""),
            ("regional relapse-free interval", "hazard ratio", 1.14, "", ""),
            ("relapse-free interval", "hazard ratio", 1.1, "", ""),
        ],
        id="a series with its noun once",
    ),
    pytest.param(
        "This is an absolute detriment of 7% at 2 years (95% CI, 2-9), reducing OS from 61% to 54%.",
        [
            ("OS", "difference", 7.0, "%", "2 years"),
            ("OS", "rate", 61.0, "%", "2 years"),
            ("OS", "rate", 54.0, "%", ""),
        ],
        id="an absolute difference and what it lies between",
    ),
    pytest.param("30-day mortality was 2%.", [("mortality", "rate", 2.0, "%", "30 days")], id="days"),
    pytest.param(
        "The 5-year disease-free and overall survival rates were 75% and 64%, respectively.",
        [("DFS", "rate", 75.0, "%", "5 years"), ("OS", "rate", 64.0, "%", "5 years")],
        id="the last word stands but once",
    ),
    pytest.param(
        "A survival benefit of 3.1 months was seen.", [("OS", "difference", 3.1, "months", "")], id="difference"
    ),
    pytest.param(
        "We treated 45 patients. No local recurrences were seen.",
        [("local recurrence", "rate", None, "", "")],
        id="none of what goes wrong is a result",
    ),
    pytest.param(
        "None of the 16 patients achieved an objective response.",
        [("ORR", "rate", None, "", "")],
        id="none of 16 is a result",
    ),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_outcomes_of_a_sentence(text, expected):
    assert rows(findings(text, "outcome"), *VALUED) == expected


SILENT = [
    pytest.param("The sample size was based on an expected ORR of 40%.", id="planned, not observed"),
    pytest.param("PFS was defined as the time to progression or death within 12 months.", id="a definition"),
    pytest.param("We assumed a 2-year OS of 55% in the control arm.", id="assumed, not observed"),
    pytest.param("Of all patients, 30% had intracranial progression at baseline.", id="before the treatment"),
    pytest.param("The median follow-up for overall survival was 41 months.", id="how long they were watched"),
    pytest.param("OS at a median follow-up of 41 months is not reported.", id="how long they were watched, behind"),
    pytest.param("The trial had 80% power to detect a rise of the 2-year survival from 60% to 75%.", id="power"),
    pytest.param(
        "Age above 60 (HR 1.8) and stage (HR 2.1) were tied to OS.", id="the ratio of a feature of the patient"
    ),
    pytest.param("Stage was a prognostic factor of OS (HR 2.1).", id="a prognostic factor"),
    pytest.param("PR was at least a 30% decrease in the sum of the longest diameters.", id="what a response asks for"),
    pytest.param("OS differed. Age (HR 1.8) and stage (HR 2.1) mattered.", id="ratios behind features of patients"),
    pytest.param("Six had a partial response.", id="a count of nobody knows how many"),
    pytest.param("Patients were stratified by response rate (<50% vs >=50%).", id="how the arms were made alike"),
    pytest.param("Chemotherapy was given to 27 of the 29 patients who underwent R0 resection.", id="who the 29 are"),
    pytest.param("After relapse, 30% received lapatinib.", id="when, not what"),
    pytest.param(
        "Median OS was not reached (95% CI, 18.1 months to not estimable).", id="the end of an interval is no result"
    ),
]


@pytest.mark.parametrize("text", SILENT)
def test_sentences_without_results(text):
    assert findings(text, "outcome") == []


def test_interval_and_p_value_belong_to_their_value():
    (found,) = findings("OS was better with lapatinib (HR 0.62, 95% CI 0.41-0.93; P = 0.02).", "outcome")
    assert rows([found], "measure", "stat", "value", "ci_low", "ci_high", "ci_level", "p_value") == [
        ("OS", "hazard ratio", 0.62, 0.41, 0.93, 95.0, 0.02)
    ]


INTERVALS = [
    pytest.param(
        "DFS was 73% (95% CI 69-77) with lapatinib and 67% (63-72) with placebo [1].",
        [(73.0, 69.0, 77.0, 95.0), (67.0, 63.0, 72.0, 95.0)],
        id="a bare bracket beside a named interval",
    ),
    pytest.param("The pCR rate was 49% (90% CI, 41-58).", [(49.0, 41.0, 58.0, 90.0)], id="another level"),
    pytest.param("Median PFS was 5.6 months (IQR 3.1-9.9).", [(5.6, None, None, None)], id="a spread is no interval"),
]


@pytest.mark.parametrize(("text", "expected"), INTERVALS)
def test_intervals(text, expected):
    assert rows(findings(text, "outcome"), "value", "ci_low", "ci_high", "ci_level") == expected


COUNTED = [
    pytest.param("Of 69 patients, seven had a partial response.", [("PR", 7, 69)], id="of the sample of the sentence"),
    pytest.param("We treated 69 patients. Seven had a partial response.", [("PR", 7, 69)], id="of that before"),
]


@pytest.mark.parametrize(("text", "expected"), COUNTED)
def test_a_bare_count_of_responses(text, expected):
    assert rows(findings(text, "outcome"), "measure", "events", "total") == expected


P_VALUES = [
    pytest.param("The ORR did not differ (68% v 65%; P = 0.40).", [(68.0, 0.4), (65.0, 0.4)], id="behind both"),
    pytest.param(
        "The ORR did not differ (P = 0.24) between lapatinib (35%) and placebo (41%).",
        [(35.0, 0.24), (41.0, 0.24)],
        id="in front of both",
    ),
    pytest.param(
        "The ORR was 40% and the DCR was 87% (P = 0.01).", [(40.0, None), (87.0, 0.01)], id="of the last alone"
    ),
]


@pytest.mark.parametrize(("text", "expected"), P_VALUES)
def test_p_values(text, expected):
    assert rows(findings(text, "outcome"), "value", "p_value") == expected


SITES = [
    pytest.param("The ORR was 66% for the CNS.", ("CNS-ORR", ""), id="a measure of its own"),
    pytest.param("The ORR was 48% in the liver.", ("ORR", "liver"), id="a part of the lesions"),
    pytest.param("The ORR was 48% in the breast cancer group.", ("ORR", ""), id="a disease is no site of a result"),
]


@pytest.mark.parametrize(("text", "expected"), SITES)
def test_sites_of_a_result(text, expected):
    assert rows(findings(text, "outcome"), "measure", "subgroup") == [expected]


CONTRASTS = [
    pytest.param(
        "PFS was longer in the pyrotinib group than in the placebo group (11.0 months VS 4.2 months) [2].",
        [(11.0, ("pyrotinib",), False), (4.2, (), True)],
        id="the treated side comes first, the comparator behind it",
    ),
    pytest.param(
        "Compared with capecitabine, lapatinib prolonged OS (20.1 vs. 15.3 months) [1].",
        [(20.1, ("lapatinib",), False), (15.3, ("capecitabine",), True)],
        id="compared with names the comparator first",
    ),
    pytest.param(
        "The median OS with and without trastuzumab was 30 months and 9 months, respectively [1].",
        [(30.0, ("trastuzumab",), False), (9.0, (), True)],
        id="with and without are two sides",
    ),
    pytest.param(
        "Local control was 80% in patients who received lapatinib and 60% in those who had not [1].",
        [(80.0, ("lapatinib",), False), (60.0, (), True)],
        id="those who had not are the other side",
    ),
    pytest.param(
        "Lapatinib was allowed; median OS was 29 months with 60 Gy and 20 months with 74 Gy [1].",
        [(29.0, (), None), (20.0, (), None)],
        id="doses of radiation tell the arms apart, not the drugs around them",
    ),
    pytest.param(
        "Median OS was 9 months after radiosurgery and 7 months after WBRT [1].",
        [(9.0, (), False), (7.0, (), True)],
        id="of two techniques the second is the comparator",
    ),
    pytest.param(
        "Median OS was 18 months with lapatinib, as against 12 months with placebo [1].",
        [(18.0, ("lapatinib",), False), (12.0, (), True)],
        id="as against compares",
    ),
    pytest.param(
        "A trial tested lapatinib plus capecitabine [1]. PFS was 8 months with lapatinib and 4 months with placebo. "
        "Median OS was 20 months and 15 months.",
        [
            (8.0, ("capecitabine", "lapatinib"), False),
            (4.0, ("capecitabine",), True),
            (20.0, ("capecitabine", "lapatinib"), False),
            (15.0, ("capecitabine",), True),
        ],
        id="the comparator named with one result is that of the next",
    ),
]


@pytest.mark.parametrize(("text", "expected"), CONTRASTS)
def test_sides_of_a_comparison(text, expected):
    assert rows(findings(text, "outcome"), "value", "drugs", "comparator") == expected


@pytest.mark.parametrize("change", ["The median OS improved", "The drug prolonged the median OS of its users"])
def test_from_one_to_another_is_two_values(change):
    found = findings(f"{change} from 8 to 13 months [3].", "outcome")
    assert rows(found, "value", "value_low") == [(8.0, None), (13.0, None)]
