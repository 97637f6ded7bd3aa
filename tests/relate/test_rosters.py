"""Arms to which a paper gives a name: where the name is explained, what it tells wherever it stands."""

import pytest

from pipeline.relate.rosters import key_of
from tests.relate.papers import findings, paper, rows

NAMED = [
    (
        "Forty patients were randomized. Patients in arm A received cisplatin, patients in arm B received placebo.",
        "Nausea occurred in 30% in arm A and in 10% in arm B.",
        [(30.0, ("cisplatin",), False), (10.0, (), True)],
        "letters, explained behind the name",
    ),
    (
        "Patients were randomly assigned to irinotecan, leucovorin and fluorouracil (IXF) or to etoposide, leucovorin "
        "and fluorouracil (EXF). We compared IXF with EXF.",
        "Nausea occurred in 30% with IXF and in 10% with EXF.",
        [
            (30.0, ("fluorouracil", "irinotecan", "leucovorin"), False),
            (10.0, ("etoposide", "fluorouracil", "leucovorin"), True),
        ],
        "short names, explained before the bracket; the one compared with is the control",
    ),
    (
        "Patients were assigned to conventional radiotherapy (C-arm) or to hypofractionated radiotherapy (H-arm).",
        "Nausea occurred in 30% in the H-arm and in 10% in the C-arm.",
        [(30.0, (), False), (10.0, (), True)],
        "no drugs at all; what is conventional is the control",
    ),
    (
        "Group 1 (n = 20) was treated with cisplatin and vinorelbine; group 2 (n = 21) was treated with cisplatin.",
        "Nausea occurred in 30% in group 1 and in 10% in group 2.",
        [(30.0, ("cisplatin", "vinorelbine"), False), (10.0, ("cisplatin",), True)],
        "the arm that gets less is the control",
    ),
]


@pytest.mark.parametrize(("methods", "results", "expected", "why"), NAMED, ids=[why for *_, why in NAMED])
def test_a_name_means_its_arm(methods, results, expected, why):
    text = f"Methods\n\nSixty patients were enrolled. {methods}\n\nResults\n\n{results}"
    sections = (("Methods", "body"), ("Results", "body"))
    own = paper(text, sections=sections, registry_ids=("NCT01234567",))
    assert rows(findings(own, "adverse_event"), "rate", "drugs", "comparator") == expected


UNNAMED = [
    ("Bone density (BMD) was measured. The BMD group did well.", "an abbreviation is no arm"),
    ("Patients in arm A received cisplatin.", "one name alone tells no sides"),
]


@pytest.mark.parametrize(("methods", "why"), UNNAMED, ids=[why for _, why in UNNAMED])
def test_what_names_no_two_arms_tells_no_side(methods, why):
    text = f"Methods\n\nSixty patients were enrolled. {methods}\n\nResults\n\nNausea occurred in 30% in arm A."
    own = paper(text, sections=(("Methods", "body"), ("Results", "body")), registry_ids=("NCT01234567",))
    assert rows(findings(own, "adverse_event"), "comparator") == [(None,)]


def test_a_named_arm_is_one_of_its_own_study_alone():
    text = (
        "Adler et al. randomized patients: arm A received cisplatin, arm B received placebo [1]. "
        "Brandt et al. gave neratinib and saw nausea in 30% in arm A [2]."
    )
    assert rows(findings(text, "adverse_event"), "study", "drugs", "comparator") == [
        ("Brandt 2015", ("neratinib",), None)
    ]


@pytest.mark.parametrize("label", ["C-ARM", "C-Arm", "C arm", "C group"])
def test_forms_of_one_name(label):
    assert key_of(label) == "c"
