"""A registry id that stands in a table alone is still a trial that the paper names, once."""

from pipeline.model.finding import Trial
from pipeline.model.mention import Concept, Mention, Passage, Recognised
from pipeline.relate.listed_ids import listed_ids


def cell(printed, *flags):
    concept = Concept("NCT00000102", flags=flags)
    return Passage(printed, (Mention("registry_id", 0, len(printed), printed, concept, "test"),))


def recognised(*cells):
    return Recognised(Passage(""), {(0, row, 2): passage for row, passage in enumerate(cells)})


def test_an_id_in_a_cell_is_a_trial_at_that_cell():
    (trial,) = listed_ids(recognised(Passage("Trial"), cell("NCT 00000102")), [])
    assert (trial.registry_ids, trial.study) == (("NCT00000102",), "NCT00000102")
    assert (trial.source, trial.table, trial.row, trial.col) == ("table", 1, 2, 3)


def test_an_id_that_a_finding_carries_is_not_written_again():
    assert not list(listed_ids(recognised(cell("NCT00000102")), [Trial(registry_ids=("NCT00000102",))]))


def test_an_id_printed_twice_is_one_trial():
    assert len(list(listed_ids(recognised(cell("NCT00000102"), cell("NCT00000102")), []))) == 1


def test_an_id_of_look_alike_characters_is_no_id():
    assert not list(listed_ids(recognised(cell("NCT00000102", "confusable")), []))
