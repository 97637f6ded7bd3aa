"""Where sentences end in papers, and where they do not."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.recognise.sentences import LONGEST, sentences

SPLIT = [
    ("One ended. Two began.", 2, "plainly"),
    ("It rose (P = 0.05). Two began.", 2, "after a bracket"),
    ("It was 3.5 mg. Then 4 mg.", 2, "after a unit"),
    ("as shown [12]. The next", 2, "after a call-out in brackets"),
    ("as shown.¹² The next", 2, "before raised call-outs"),
    ('"It works." The next', 2, "after a quotation mark"),
    ("Was it so? It was.", 2, "question mark"),
    ("Heading\n\nThe text follows", 2, "paragraph, no full stop"),
    ("T-DM1 was given. mTOR was not.", 2, "a name that begins small"),
    ("grade 3 or higher. ≥3 lesions", 2, "a sign opens"),
]
WHOLE = [
    ("Stumpf et al. Reported it", "et al."),
    ("as Fig. 2 and Fig. S1 show", "Fig."),
    ("A vs. B and i.e. C", "vs. and i.e."),
    ("P = .05 and p = 0.01", "points of numbers"),
    ("10 mg i.v. Docetaxel", "i.v."),
    ("J. Smith wrote", "initials"),
    ("approx. 10 patients", "approx."),
    ("cf. Table", "cf."),
    ("(no. 12) was", "no."),
    ("St. Gallen", "St."),
]


@pytest.mark.parametrize(("text", "count", "why"), SPLIT, ids=[s[2] for s in SPLIT])
def test_split(text, count, why):
    assert len(list(sentences(text))) == count


@pytest.mark.parametrize(("text", "why"), WHOLE, ids=[w[1] for w in WHOLE])
def test_whole(text, why):
    assert [s.of(text) for s in sentences(text)] == [text]


@given(st.text(alphabet="aA1 .?!\n\t¹(\"'[]", max_size=80))
def test_every_printed_character_is_in_one_sentence(text):
    spans = list(sentences(text))
    assert "".join("".join(s.of(text).split()) for s in spans) == "".join(text.split())
    assert all(a.end <= b.start for a, b in pairwise(spans))


def test_a_list_without_full_stops_comes_in_pieces():
    text = "nausea in 5 patients " * 1000
    spans = list(sentences(text))
    assert max(s.end - s.start for s in spans) <= LONGEST
    assert " ".join(s.of(text) for s in spans) == text.strip()
