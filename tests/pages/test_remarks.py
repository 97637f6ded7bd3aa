"""Flags in words: a conflict says with what and leads there, no id is shown."""

import pytest

from pipeline.model.finding import Trial
from pipeline.pages.remarks import Remark, remarks

OTHER = Trial(finding_id="ab12", study="NALA", n=307, n_unit="patients", page=3, table=2, row=2, col=1)
CASES = [
    (("events_exceed_total",), [Remark("events exceed total")], "a plain flag"),
    (("left_out:hypothetical",), [Remark("left out: hypothetical")], "a flag with its reason"),
    (("conflicts_with:ab12",), [Remark("conflicts with “307 patients” (page 3, table 2)", "p3.html#ab12")], "the other finding in words"),
    (("rate_mismatch", "conflicts_with:ab12"), [Remark("rate mismatch"), Remark("conflicts with “307 patients” (page 3, table 2)", "p3.html#ab12")], "the order of the flags"),
    ((), [], "nothing to look at"),
]  # fmt: skip


@pytest.mark.parametrize(("flags", "said", "why"), CASES, ids=[why for *_, why in CASES])
def test_flags_in_words(flags, said, why):
    assert list(remarks(Trial(study="NALA", flags=flags), {"ab12": OTHER})) == said


def test_the_text_of_an_input_without_pages_is_named_as_text():
    other = Trial(finding_id="cd34", study="NALA", n=621, n_unit="patients", char_start=0, char_end=9)
    flagged = Trial(study="NALA", flags=("conflicts_with:cd34",))
    assert list(remarks(flagged, {"cd34": other})) == [Remark("conflicts with “621 patients” (text)", "text.html#cd34")]
