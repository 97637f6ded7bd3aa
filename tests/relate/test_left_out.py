"""What the context rules keep out of the table is shown with its reason."""

from pipeline.relate.left_out import left_out
from tests.relate.papers import paper, recogniser


def reasons(text):
    document = paper(text)
    return [
        (number.text, number.kind, number.reason) for number in left_out(document, recogniser().recognise(document))
    ]


def test_each_number_with_its_reason():
    text = "Mice were given lapatinib 100 mg/kg. Guidelines recommend 15 Gy. Patients had rash in 12%."
    assert reasons(text) == [("100 mg/kg", "drug_dose", "preclinical"), ("15 Gy", "radiotherapy", "recommended")]


def test_nothing_is_left_out_of_a_plain_result():
    assert reasons("The ORR was 40% and nausea occurred in 12% of patients.") == []
