"""The shared hostile XML and text files: each is read harmlessly or refused with the reason that its catalogue allows."""

import csv
import resource
import time

import pytest

from pipeline.errors import REFUSAL_REASONS, Refusal
from pipeline.ingest import IngestSettings, Refused, gather
from pipeline.parse.read import read
from pipeline.parse.store import dumps
from tests.shared import SHARED, needs_shared

FOLDER = SHARED / "hostile" / "text"
REFUSED = {
    "enc_binary_64k.txt": "wrong_type",
    "jats_billion_laughs.xml": "xml_entity",
    "jats_empty.xml": "empty",
    "jats_entity_loop.xml": "xml_entity",
    "jats_is_gzip.xml": "wrong_type",
    "jats_is_html.xml": "wrong_type",
    "jats_param_entity.xml": "xml_entity",
    "jats_quadratic_blowup.xml": "xml_entity",
    "jats_truncated.xml": "truncated",
    "jats_unknown_encoding.xml": "malformed",
    "jats_xxe_file.xml": "xml_entity",
    "jats_xxe_http.xml": "xml_entity",
}
HOLDS = {
    "jats_control.xml": "Registered as NCT00470847; 120 patients, p = 0.03.",
    "jats_html_injection.xml": "<script>alert(1)</script> <img src=x onerror=alert(1)>",
    "jats_latin1_as_utf8.xml": "120 patients, p = 0.03",
    "jats_named_entities.xml": "± ≤ α 5\u00a0mg NCT00470847",
    "jats_namespace_odd.xml": "NCT00470847",
    "jats_normal_dtd.xml": "NCT00470847",
    "jats_nul_bytes.xml": "ab NCT00470847",
    "jats_utf7.xml": "NCT00470847",
    "jats_wrong_encoding_decl.xml": "Étude β",
    "enc_bom.txt": "NCT00470847",
    "enc_gb18030.txt": "试验 NCT00470847",
    "enc_invalid_utf8.txt": "NCT00470847",
    "enc_overlong.txt": "NCT00470847",
    "enc_utf16le.txt": "NCT00470847",
    "uni_c1_controls.txt": "NCT00470847",
    "uni_linebreak.txt": "NCT004 70847",
    "uni_hyphen_break.txt": "NCT0047-0847",
    "uni_nul.txt": "(ab NCT00470847)",
    "uni_soft_hyphen.txt": "NCT00470847",
    "uni_zwsp.txt": "NCT\u200b00470847",
    "uni_rlo.txt": "\u202eNCT74807400\u202c",
    "uni_superscript.txt": "NCT⁰⁰⁴⁷⁰⁸⁴⁷",
    "uni_fullwidth_digits.txt": "NCT００４７０８４７",
}
FLAGGED = {
    "enc_gb18030.txt": "guessed_encoding",
    "enc_invalid_utf8.txt": "replaced_characters:4",
    "jats_latin1_as_utf8.xml": "replaced_characters:1",
    "jats_nul_bytes.xml": "control_characters:1",
    "uni_ansi.txt": "control_characters:3",
    "uni_lone_surrogate.txt": "replaced_characters:3",
    "uni_nul.txt": "control_characters:1",
}
SECRETS = ("root:x:", "/bin/bash")


def files() -> list[str]:
    if not FOLDER.is_dir():
        return []
    with (FOLDER / "catalogue.csv").open(newline="", encoding="utf-8") as stream:
        return [row["file"] for row in csv.DictReader(stream)]


@needs_shared
@pytest.mark.parametrize("name", files())
def test_a_hostile_file_is_read_harmlessly_or_refused_with_its_reason(name):
    started, peak = time.monotonic(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    (found,) = gather([FOLDER / name], IngestSettings())
    try:
        document = None if isinstance(found, Refused) else read(found, found.location.read_bytes())
        reason = found.reason if isinstance(found, Refused) else ""
    except Refusal as refusal:
        document, reason = None, refusal.reason
    assert time.monotonic() - started < 5, "the catalogue allows five seconds"
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - peak < 512 * 1024, "and 512 MB"
    assert reason == REFUSED.get(name, "")
    assert reason in ("", *REFUSAL_REASONS)
    if document is not None:
        assert HOLDS.get(name, "") in document.text
        assert FLAGGED.get(name, "") in ("", *document.flags)
        written = dumps(document).encode("utf-8")
        assert not any(secret.encode() in written for secret in SECRETS)
        assert b"\\u001b" not in written
        assert b"\\u0000" not in written


@needs_shared
def test_formulas_stay_as_printed_in_cells():
    """Neutralising is the export's work; the reader keeps what stands there."""
    (found,) = gather([FOLDER / "jats_formula_table.xml"], IngestSettings())
    cells = [c.text for t in read(found, found.location.read_bytes()).tables for c in t.cells]
    assert "@SUM(1+1)*cmd|x!A0" in cells
    assert "-1.5 (0.2)" in cells
