"""The other tables of configs/: what is read and what is refused, and that each says where it comes from."""

from pathlib import Path

import pytest

from pipeline.errors import ConfigError
from pipeline.vocabulary import config_root
from pipeline.vocabulary.rows import rows_of

SHIPPED = sorted(path.name for path in config_root().glob("*.csv"))
COLUMNS = ("phrase", "why")
REFUSED = [
    ("phrase,reason\na,b\n", "has the columns", "another column"),
    ("phrase,why\na,b, c\n", "row of 'a' has not 2 cells", "a comma that is not quoted"),
    ("phrase,why\na\n", "row of 'a' has not 2 cells", "a cell that is missing"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "vocabulary").mkdir()
    return tmp_path


def test_lines_that_begin_with_a_hash_are_no_rows(root):
    (root / "rules.csv").write_text('# source: by hand\nphrase,why\n"a, b",\n')
    assert rows_of("rules.csv", COLUMNS, root) == [{"phrase": "a, b", "why": ""}]


@pytest.mark.parametrize(("text", "said", "why"), REFUSED, ids=[w for *_, w in REFUSED])
def test_a_table_that_would_be_misread_is_refused(root, text, said, why):
    (root / "rules.csv").write_text(text)
    with pytest.raises(ConfigError, match=said):
        rows_of("rules.csv", COLUMNS, root)


@pytest.mark.parametrize("name", [n for n in SHIPPED if n != "confidence.csv"])
def test_a_table_says_its_source_version_and_licence(name):
    """Not confidence.csv: its values are measured on this project's own rows, and their comments say how."""
    keys = {
        line.lstrip("# ").partition(":")[0]
        for line in (config_root() / name).read_text().splitlines()
        if line[:1] == "#"
    }
    assert {"source", "version", "licence"} <= keys
