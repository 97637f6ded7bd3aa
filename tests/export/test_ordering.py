"""Lines come back in the order of their keys, whatever the bounds, and no line is lost."""

from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.ordering import in_order

KEYS = st.text(alphabet="ab-.Z09", max_size=3)
LINES = st.lists(st.tuples(KEYS, st.text(alphabet="x\u2028é{}\\\t", max_size=4)), max_size=30)


@given(lines=LINES, bounds=st.lists(KEYS, max_size=5).map(sorted))
def test_the_order_is_that_of_a_stable_sort(tmp_path_factory, lines, bounds):
    folder = tmp_path_factory.getbasetemp()
    assert list(in_order(iter(lines), bounds, folder)) == sorted(lines, key=lambda line: line[0])
    assert not [f for f in folder.iterdir() if f.name.startswith("tmp")]
