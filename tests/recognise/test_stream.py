"""The line protocol: one text a line in, one JSON object a line out."""

import io
import json

from pipeline.recognise.recogniser import Recogniser
from pipeline.recognise.stream import answer, as_lines, stream


def test_an_answer_for_every_line_in_order():
    target = io.StringIO()
    stream(["30 Gy in 10 fractions\n", "\n", "grade 3"], target)
    replies = [json.loads(line) for line in target.getvalue().splitlines()]
    assert [[m["kind"] for m in r["mentions"]] for r in replies] == [["rt_dose", "rt_fractions"], [], ["grade"]]


def test_lines_for_a_reader_name_kind_words_value_and_rule():
    text, *rows, end = as_lines(Recogniser().passage("0 of 27 at 30 Gy")).split("\n")
    assert (text, end) == ("0 of 27 at 30 Gy", "")
    assert [row.split() for row in rows] == [
        ["count", "0", "of", "27", "events=0", "total=27", "count.of"],
        ["rt_dose", "30", "Gy", "value=30.0", "unit=Gy", "rt_dose"],
    ]


def test_a_mention_has_its_place_value_and_rule():
    (mention,) = answer(Recogniser().passage("7 of 27"))["mentions"]
    assert mention == {
        "kind": "count", "start": 0, "end": 7, "text": "7 of 27",
        "value": {"events": 7, "total": 27, "of_what": ""}, "by": "count.of",
    }  # fmt: skip


def test_a_course_lists_each_dose_with_its_number_of_fractions():
    text = "1.8 Gy x 25 fractions, total dose 45 Gy"
    courses = answer(Recogniser().passage(text))["courses"]
    words = [(text[slice(*c["dose"])], text[slice(*c["fractions"])], c["basis"]) for c in courses]
    assert words == [("45 Gy", "25", "total"), ("1.8 Gy", "25", "per_fraction")]


def test_the_stream_answers_line_by_line():
    target = io.StringIO()
    stream(io.StringIO("NCT00470847\nnothing\n"), target)
    first, second = target.getvalue().splitlines()
    assert [m["kind"] for m in json.loads(first)["mentions"]] == ["registry_id"]
    assert json.loads(second) == {"mentions": [], "courses": []}
