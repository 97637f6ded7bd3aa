"""Call-outs of references."""

import pytest

from pipeline.model.document import Callout
from pipeline.recognise.citations import as_mentions, find_citations

CASES = [
    ("shown [12]", (12,), "one"),
    ("shown [12, 14–16]", (12, 14, 15, 16), "list and range"),
    ("shown [3;5]", (3, 5), "semicolon"),
    ("trial¹²", (12,), "raised"),
    ("trial.¹²,¹⁴⁻¹⁶", (12, 14, 15, 16), "raised, after the full stop"),
]
REFUSED = [
    ("[0.41–1.27]", "an interval"),
    ("[range 3–9]", "words"),
    ("10⁹/L", "a power"),
    ("30 m² and 4 cm³", "units"),
    ("[1234]", "no list is so long"),
]


@pytest.mark.parametrize(("text", "numbers", "why"), CASES, ids=[c[2] for c in CASES])
def test_call_outs(text, numbers, why):
    assert [m.value.numbers for m in find_citations(text)] == [numbers]


@pytest.mark.parametrize(("text", "why"), REFUSED, ids=[r[1] for r in REFUSED])
def test_refused(text, why):
    assert not list(find_citations(text))


def test_what_the_reading_found_is_taken_over():
    (mention,) = as_mentions("trial12 was", (Callout(5, 7, (12,)),))
    assert (mention.text, mention.value.numbers, mention.by) == ("12", (12,), "citation.callout")
