"""Small hostile samples made here, so that the same holds where the shared folder does not stand."""

from __future__ import annotations

import os
import re
import stat

import pytest

from pipeline.errors import REFUSAL_REASONS
from pipeline.export.files import read_csv
from pipeline.limits import LimitSettings
from pipeline.run.batch import extract
from pipeline.run.executors import LocalProcesses
from tests.factories.tiny_pdf import tiny_pdf
from tests.hostile.outputs import control_bytes, foreign_markup, live_cells, strange_names

GOOD = tiny_pdf("BT /F1 12 Tf 20 100 Td (Trial NCT00470847 enrolled 120 patients.) Tj ET")
EVIL = "=1+1 <script>alert(1)</script> \x1b[2J @SUM(A1) ＝cmd|x!A0 Trial NCT00470847 enrolled 120 patients."
JATS = "<article><front><article-meta><article-id pub-id-type='doi'>{doi}</article-id><title-group><article-title>{title}</article-title></title-group></article-meta></front><body><p>{text}</p></body></article>"
BOMB = "<!DOCTYPE article [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>" + JATS
TABLE = """A review

1 Radiotherapy

Table 1 Prescriptions

Study\tTechnique\tTotal dose (Gy)\tFractions\tDrug
Lin et al. [1]\tWBRT\t37.5\t15\tLapatinib
Stumpf et al. [2]\tSRS\t25-18\t11-5\tT-DM1
Park et al. [3]\tSRS\t20 (24-16)\t1\tT-DM1

References

1. Lin NU. A trial. J Clin Oncol. 2013;31:1-9.
2. Stumpf PK. A series. Clin Cancer Res. 2019;25:1-9.
3. Park J. A study. Lancet. 2020;1:1-9.
"""
FILES = {
    "good.pdf": (GOOD, "read", "the control"),
    "cut.pdf": (GOOD[: len(GOOD) // 3], "refused", "the end is missing"),
    "blank.pdf": (tiny_pdf(""), "refused", "a page without text"),
    "deep.pdf": (tiny_pdf("[" * 50_000 + "]" * 50_000), "refused", "arrays within arrays"),
    "vast.pdf": (tiny_pdf("BT /F1 12 Tf 20 100 Td (A vast page.) Tj ET", box="0 0 1e9 1e9"), "read", "a vast page"),
    "gzip.pdf": (b"\x1f\x8b" + bytes(100), "refused", "an archive"),
    "page.pdf": (b"<!doctype html><html><body>Log in</body></html>", "refused", "a log-in page"),
    "evil.txt": (f"{EVIL}\n\nAbstract\n\n{EVIL}\n".encode(), "read", "formulas, markup and escapes in a text"),
    "evil.xml": (
        JATS.format(doi="../../../tmp/evil", title="=1+1", text="NCT00470847 &lt;script&gt; 120 patients").encode(),
        "read",
        "a DOI that climbs",
    ),
    "bomb.xml": (BOMB.format(doi="", title="", text="&b;").encode(), "refused", "entities of its own"),
    "steep.xml": (b"<article>" + b"<p>" * 5000 + b"</p>" * 5000 + b"</article>", "refused", "elements within elements"),
    "C:\\..\\evil.txt": (b"Trial NCT00470847 enrolled 121 patients.", "read", "a name that climbs on Windows"),
    "CON.txt": (b"Trial NCT00470847 enrolled 122 patients.", "read", "the name of a device"),
    "-rf.txt": (b"Trial NCT00470847 enrolled 123 patients.", "read", "a name like an option"),
    "\u202efdp.txt": (b"Trial NCT00470847 enrolled 124 patients.", "read", "a name that is turned about"),
    "=1+1.txt": (b"Trial NCT00470847 enrolled 125 patients.", "read", "a name like a formula"),
    "a\nb.txt": (b"Trial NCT00470847 enrolled 126 patients.", "read", "a name of two lines"),
    "\x1b[2J.txt": (b"Trial NCT00470847 enrolled 127 patients.", "read", "a name that clears the terminal"),
    "CT\u0421.txt": (
        b"Trial NCT00470847 enrolled 128 patients.",
        "read",
        "a name with a letter that looks like another",
    ),
    "n" * 250 + ".txt": (b"Trial NCT00470847 enrolled 129 patients.", "read", "a name as long as a disk takes"),
    "upside.txt": (TABLE.encode(), "read", "ranges upside down in a table (found by fuzzing)"),
    "vast.txt": (
        b"NCT00470847 enrolled " + b"9" * 400 + b" patients, 1e999 Gy.",
        "read",
        "numbers that no table holds",
    ),
    "nothing.txt": (b" \n\t \n", "refused", "blanks alone"),
}


SPECIAL = ("pipe.pdf", "loop.pdf", "zero.pdf", "outside.txt", "round", "s.xml")


@pytest.fixture(scope="module")
def out(tmp_path_factory):
    folder, out = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("out")
    for name, (data, *_) in FILES.items():
        (folder / name).write_bytes(data)
    os.mkfifo(folder / "pipe.pdf")
    (folder / "loop.pdf").symlink_to("loop.pdf")
    (folder / "zero.pdf").symlink_to("/dev/zero")
    (folder / "outside.txt").symlink_to("/etc/hostname")
    (folder / "round").symlink_to(".")
    (folder / "folder.pdf").mkdir()
    os.mknod(folder / "s.xml", stat.S_IFSOCK | 0o600)
    extract([folder], out, executor=LocalProcesses(2, LimitSettings(seconds=40, cpu_seconds=20)))
    return out


@pytest.fixture(scope="module")
def documents(out):
    return {row["path"]: row for row in read_csv(out / "documents.csv")}


def shown(name):
    """The name as the tables show it: control characters would be obeyed by who prints them."""
    return re.sub(r"[\x00-\x1f]", "\N{REPLACEMENT CHARACTER}", name)


@pytest.mark.parametrize(("name", "state", "why"), [(n, s, w) for n, (_, s, w) in FILES.items()])
def test_each_ends_in_its_state(documents, name, state, why):
    found = documents[shown(name)]
    assert found["state"] == state, why
    assert found["reason"] == "" if state == "read" else found["reason"] in REFUSAL_REASONS


def test_special_files_are_refused_without_being_opened(documents):
    assert {documents[name]["reason"] for name in SPECIAL} == {"special_file"}


def test_none_is_lost_and_each_has_an_id_of_its_own(documents):
    assert len(documents) == len(FILES) + len(SPECIAL)
    assert len({row["doc_id"] for row in documents.values()}) == len(documents)


def test_the_outputs_do_no_harm(out):
    assert list(live_cells(out)) == []
    assert list(foreign_markup(out)) == []
    assert list(control_bytes(out)) == []
    assert list(strange_names(out)) == []
    assert list((out / ".work" / "crashes").glob("*.txt")) == []
