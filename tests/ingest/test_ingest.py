"""What becomes of each kind of file before anything is parsed."""

import os
import tempfile
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import REFUSAL_REASONS, UsageError
from pipeline.ingest import IngestSettings, Located, Refused, doc_id_of, gather, passed_over

PDF = b"%PDF-1.7\n1 0 obj\n"
JATS = b"<article/>"
NAMES = [
    ("wan2025.pdf", "wan2025", "a plain stem stays"),
    ("10.1000_x.y.pdf", "10.1000_x.y", "only the last suffix goes"),
    ("Über uns.pdf", "_ber_uns", "letters outside ASCII and blanks become _"),
    ("U\u0308ber.pdf", "_ber", "decomposed letters are composed first, so that both forms give one id"),
    ("-rf.pdf", "_-rf", "a leading dash would read as an option"),
    ("..pdf", "_.", "a leading dot would hide the output"),
    ("CON.pdf", "_CON", "a device name on Windows"),
    ("lpt1.part.pdf", "_lpt1.part", "a device name keeps its meaning before a dot"),
    ("console.pdf", "console", "a word that begins like a device name is none"),
    ("a" * 300 + ".pdf", "a" * 80, "file names are bounded"),
]
REFUSED = [
    ("empty.pdf", b"", "empty", "no bytes at all"),
    ("zip.pdf", b"\x1f\x8b\x08\x00", "wrong_type", "an archive named .pdf"),
    ("png.pdf", b"\x89PNG\r\n", "wrong_type", "a picture named .pdf"),
    ("login.pdf", b"<!DOCTYPE html><html>", "wrong_type", "a publisher's log-in page saved as a paper"),
    ("page.xml", b"\xef\xbb\xbf\n<html lang='en'>", "wrong_type", "a web page named .xml, after a byte order mark"),
    ("notes.xml", b"just text", "wrong_type", "XML begins with <"),
    ("saved.pdf", "%PDF-1.7".encode("utf-16"), "wrong_type", "a PDF saved as UTF-16 text is beyond repair"),
    ("paper.txt", PDF, "wrong_type", "a PDF named .txt"),
    ("big.txt", b"x" * 2001, "too_large", "above the limit for all files"),
    ("big.xml", b"<a>" + b"x" * 1000, "too_large", "XML has a lower limit of its own"),
]
SMALL = IngestSettings(max_bytes=2000, max_xml_bytes=1000)


def folder(root: Path, files: dict[str, bytes]) -> Path:
    for name, data in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(data)
    return root


@pytest.mark.parametrize(("name", "doc_id", "why"), NAMES, ids=[n[:20] for n, _, _ in NAMES])
def test_doc_id_follows_the_evidence_schema(name, doc_id, why):
    assert doc_id_of(name) == doc_id, why


@given(
    st.text(st.characters(exclude_characters="/\0", exclude_categories=["Cs"]), min_size=1).map(lambda s: s + ".pdf")
)
def test_a_doc_id_is_always_a_safe_file_name(name):
    doc_id = doc_id_of(name)
    assert 1 <= len(doc_id) <= 80
    assert doc_id[0] not in ".-"
    assert all(c.isascii() and (c.isalnum() or c in "._-") for c in doc_id)


@pytest.mark.parametrize(("name", "data", "reason", "why"), REFUSED, ids=[n for n, *_ in REFUSED])
def test_a_file_that_is_no_paper_is_refused_with_its_reason(tmp_path, name, data, reason, why):
    (found,) = gather([folder(tmp_path, {name: data})], SMALL)
    assert isinstance(found, Refused), why
    assert (found.state, found.reason, found.path) == ("refused", reason, name)
    assert found.reason in REFUSAL_REASONS
    assert found.message.startswith(f"{name}: ")


def test_papers_of_all_kinds_come_sorted_by_path_relative_to_the_folder(tmp_path):
    files = {"z.pdf": PDF, "b/late.nxml": JATS, "a.txt": b"text", "c.MD": b"# Title", "d.xml": b"\xff\xfe<\0a\0"}
    found = list(gather([folder(tmp_path, files)], SMALL))
    assert [(f.path, f.kind) for f in found] == [
        ("a.txt", "text"), ("b/late.nxml", "jats"), ("c.MD", "text"), ("d.xml", "jats"), ("z.pdf", "pdf"),
    ]  # fmt: skip
    assert [f.size for f in found] == [len(files[f.path]) for f in found]
    assert all(f.location.read_bytes() == files[f.path] for f in found)


def test_other_files_of_a_folder_are_passed_over_and_counted(tmp_path):
    files = {
        "a.pdf": PDF,
        "README.md": b"#",
        "LICENSE.txt": b"x",
        "data.csv": b"x",
        ".hidden.pdf": PDF,
        ".git/b.pdf": PDF,
    }
    root = folder(tmp_path, files)
    assert [f.path for f in gather([root], SMALL)] == ["a.pdf"]
    assert passed_over([root]) == 4


@contextmanager
def as_a_user_without_rights(place):
    """Root may enter every folder and read every file: where the tests run as root, the block runs as nobody."""
    if os.geteuid() != 0:
        yield
        return
    place.chmod(0o777)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_folder_that_may_not_be_entered_is_refused_and_not_dropped_unseen():
    with tempfile.TemporaryDirectory() as name, as_a_user_without_rights(root := Path(name)):
        shut = folder(root, {"a.pdf": PDF, "shut/b.pdf": PDF}) / "shut"
        shut.chmod(0)
        found = {f.path: f for f in gather([shut.parent], SMALL)}
        shut.chmod(0o700)
    assert isinstance(found["a.pdf"], Located)
    assert found["shut"].reason == "special_file"
    assert "may not be entered" in found["shut"].message


def test_a_file_named_outright_is_always_accounted_for(tmp_path):
    csv = folder(tmp_path, {"data.csv": b"x"}) / "data.csv"
    (found,) = gather([csv], SMALL)
    assert (found.reason, found.path) == ("wrong_type", "data.csv")


def test_junk_before_the_header_of_a_pdf_is_left_to_the_reader(tmp_path):
    (found,) = gather([folder(tmp_path, {"a.pdf": b"junk\n" * 300 + PDF})], SMALL)
    assert isinstance(found, Located)


def test_same_bytes_are_read_once(tmp_path):
    first, second = gather([folder(tmp_path, {"a.pdf": PDF, "copy/b.pdf": PDF})], SMALL)
    assert isinstance(first, Located)
    assert (second.state, second.doc_id, second.sha256) == ("duplicate", "b", first.sha256)
    assert "a.pdf" in second.message


def test_equal_stems_are_told_apart_by_the_later_files_hash(tmp_path):
    first, second, third = gather(
        [folder(tmp_path, {"a.pdf": PDF, "b/a.pdf": PDF + b" ", "c/A.pdf": PDF + b"  "})], SMALL
    )
    assert first.doc_id == "a"
    assert second.doc_id == f"a-{second.sha256[:8]}"
    assert third.doc_id == f"A-{third.sha256[:8]}", "file systems that fold case would overwrite"


def test_ids_stay_distinct_where_hash_and_stem_are_equal(tmp_path):
    found = list(gather([folder(tmp_path, {f"{n}/{'a' * 90}.pdf": b"" for n in "wxyz"})], SMALL))
    assert len({f.doc_id for f in found}) == 4
    assert max(len(f.doc_id) for f in found) <= 80


def test_special_files_and_links_are_refused_without_being_opened(tmp_path):
    outside = folder(tmp_path / "outside", {"secret.txt": b"secret"})
    root = folder(tmp_path / "in", {"real.txt": b"text"})
    os.mkfifo(root / "pipe.pdf")
    (root / "loop.pdf").symlink_to("loop.pdf")
    (root / "self").symlink_to(root)
    (root / "out.txt").symlink_to(outside / "secret.txt")
    (root / "twin.txt").symlink_to("real.txt")
    found = {f.path: f for f in gather([root], SMALL)}
    assert {p: f.reason for p, f in found.items() if isinstance(f, Refused)} == {
        "pipe.pdf": "special_file", "loop.pdf": "special_file", "self": "special_file", "out.txt": "special_file",
        "twin.txt": "duplicate",
    }  # fmt: skip


def test_an_unreadable_file_is_refused():
    with tempfile.TemporaryDirectory() as name, as_a_user_without_rights(root := Path(name)):
        (folder(root, {"a.pdf": PDF}) / "a.pdf").chmod(0)
        (found,) = gather([root], SMALL)
    assert (found.reason, found.message) == (
        "special_file",
        "a.pdf: cannot be opened (Permission denied); make it readable",
    )


def test_a_name_that_is_no_utf8_is_shown_with_replacement_characters(tmp_path):
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.pdf")).write_bytes(PDF)
    (found,) = gather([tmp_path], SMALL)
    assert (found.path, found.doc_id) == ("\ufffd.pdf", "_")


@pytest.mark.parametrize(("files", "path"), [({}, "missing"), ({"data.csv": b"x"}, ".")], ids=["missing", "no-papers"])
def test_a_path_without_papers_is_a_usage_error_at_once(tmp_path, files, path):
    with pytest.raises(UsageError, match=r"missing|nothing to read"):
        gather([folder(tmp_path, files) / path], SMALL)
