"""Call-outs of references, in the style that the text bears out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.model.document import Reference
from pipeline.parse.callouts import find_callouts
from pipeline.parse.callouts.numeric import bracketed, in_round_brackets, listed, raised

TWELVE = tuple(Reference(n) for n in range(1, 13))
NAMED = (
    Reference(1, ("Park YH", "Lee J"), 2009, raw="Park YH, Lee J. Outcomes. 2009."),
    Reference(2, ("Lee J",), 2010, raw="Lee J (2010a) First."),
    Reference(3, ("Lee J",), 2010, raw="Lee J (2010b) Second."),
    Reference(4, ("van der Berg A",), 2015, raw="van der Berg A. 2015."),
    Reference(5, ("Müller-Schmidt K",), 2018, raw="Müller-Schmidt K. 2018."),
)
NUMERIC = [
    (bracketed, "trial [9, 10].", ["[9, 10]"], "a list"),
    (bracketed, "trials [74–76, 80]", ["[74–76, 80]"], "a range in a list"),
    (bracketed, "in [1]–[3] and [5]", ["[1]–[3]", "[5]"], "a range over brackets"),
    (bracketed, "Stumpf et al. [70] found", ["[70]"], "with the author's name"),
    (bracketed, "HR 0.7 [0.5–0.9] and [p < 0.01]", [], "intervals and p values are none"),
    (raised, "necrosis⁹,¹⁰ was", ["⁹,¹⁰"], "raised list"),
    (raised, "as shown.⁷–¹¹ The", ["⁷–¹¹"], "raised range behind the stop"),
    (raised, "20 Gy¹² in 2015³ to HER2⁴", ["¹²", "³", "⁴"], "behind a unit, a year, a name with a figure"),
    (raised, "platelets 10⁹/L, 10⁻³, 2.5⁴", [], "powers"),
    (raised, "mg/m² and 3 cm³, 40 kg/m²", [], "areas and volumes"),
    (raised, "I² = 34%, R² and χ² tests", [], "statistics"),
    (raised, "given ⁹⁰Y or ¹⁷⁷Lu, Ca²⁺", [], "isotopes and charges"),
    (in_round_brackets, "is common (12,13). In", ["(12,13)"], "round brackets"),
    (in_round_brackets, "since 2019 (10) and (4-6)", ["(10)", "(4-6)"], "behind a year, a range behind and"),
    (in_round_brackets, "grade 3 in 4 (12) and 16.3% (8)", [], "counts behind numbers"),
    (in_round_brackets, "criteria: (1) age, (2) sex and (3) consent", [], "a listing"),
]
RANGES = [
    ("9, 10", (9, 10), "list"),
    ("74–76", (74, 75, 76), "range filled in"),
    ("3-5,7,9-11", (3, 4, 5, 7, 9, 10, 11), "mixed"),
    ("4, 4–6", (4, 5, 6), "each once"),
    ("12–9", (12, 9), "a range upside down is two numbers"),
]
BY_NAME = [
    ("(Park et al., 2009)", (1,), "one"),
    ("(Park and Lee 2009; Lee 2010b)", (1, 3), "two, the second by its letter"),
    ("(see Lee, 2010a, b for both)", (2, 3), "letters after one year"),
    ("Park et al. (2009) found", (1,), "the name in the sentence"),
    ("van der Berg (2015) and", (4,), "particles in the name"),
    ("(Muller-Schmidt, 2018)", (5,), "without its umlaut"),
]


@pytest.mark.parametrize(("find", "text", "printed", "why"), NUMERIC, ids=[why for *_, why in NUMERIC])
def test_what_could_be_a_call_out_by_number(find, text, printed, why):
    assert [text[c.start : c.end] for c in find(text)] == printed, why


@pytest.mark.parametrize(("text", "numbers", "why"), RANGES, ids=[why for *_, why in RANGES])
def test_ranges_are_filled_in(text, numbers, why):
    assert listed(text) == numbers, why


@pytest.mark.parametrize(("text", "numbers", "why"), BY_NAME, ids=[why for *_, why in BY_NAME])
def test_authors_and_years_are_resolved_to_the_list(text, numbers, why):
    padding = " Others agree (Park et al., 2009; Lee 2010a)."
    assert find_callouts(text + padding, NAMED)[0].numbers == numbers, why


def test_names_that_are_not_in_the_list_call_nothing():
    assert find_callouts("Since the war (Miller, 1945), Smith (2011) and WHO (2009) agree.", NAMED) == ()


def test_the_style_of_most_of_the_list_is_the_paper_s():
    text = "One [1]. Two [2, 3]. Four [4–12]. In 12 (8) of 20 (9) patients with 10⁹ cells (3)."
    assert [n for c in find_callouts(text, TWELVE) for n in c.numbers] == list(range(1, 13))


def test_round_brackets_are_taken_where_they_carry_the_list():
    text = "First (1), then (2,3), again (1) and (4-6). Last (7-12). Five of 12 (5) responded."
    assert [n for c in find_callouts(text, TWELVE) for n in c.numbers] == [1, 2, 3, 1, *range(4, 13)]


def test_a_call_out_behind_a_number_is_known_by_its_turn():
    text = "First (1,2). In 20 (4) of 30 (3) it failed (3). The rate was 16.3% (4). Later (5-12), as in 7 (9) of 9 (2)."
    found = [(text[c.start : c.end], text[: c.start].split()[-1]) for c in find_callouts(text, TWELVE)]
    assert found == [("(1,2)", "First"), ("(3)", "failed"), ("(4)", "16.3%"), ("(5-12)", "Later")]


def test_names_count_for_more_than_as_many_raised_figures():
    text = "The others¹ agree (Park et al., 2009). So do the labels² (van der Berg, 2015)."
    assert [c.numbers for c in find_callouts(text, NAMED)] == [(1,), (4,)]


def test_stray_brackets_are_no_style():
    assert find_callouts("Responses were seen in arm (3) and cohort (2).", TWELVE) == ()


def test_numbers_beyond_the_list_are_no_call_outs():
    text = "One [1–6], more [7–12]; seen at positions [1432] and [13]."
    assert [n for c in find_callouts(text, TWELVE) for n in c.numbers] == list(range(1, 13))


def test_without_a_list_numbers_that_go_up_still_call():
    text = "First [1]. Then [2, 3]."
    assert [c.numbers for c in find_callouts(text, ())] == [(1,), (2, 3)]


@given(st.lists(st.integers(1, 12), min_size=1, max_size=12))
def test_call_outs_point_at_what_they_print(numbers):
    text = "".join(f"Fact {n} [{n}]. " for n in [*range(1, 13), *numbers])
    found = find_callouts(text, TWELVE)
    assert [int(text[c.start + 1 : c.end - 1]) for c in found] == [n for c in found for n in c.numbers]
    assert len(found) == 12 + len(numbers)
