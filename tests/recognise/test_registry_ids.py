"""Registry ids: what is an id, in which canonical form, with which flags, and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.recognise.registry_ids import find_registry_ids

CLEAN = [
    ("plain", "registered as NCT00470847.", ["NCT00470847"]),
    ("blank after the letters", "NCT 00470847", ["NCT00470847"]),
    ("no-break blank", "NCT\u00a000470847", ["NCT00470847"]),
    ("thin blank", "NCT\u200900470847", ["NCT00470847"]),
    ("dash", "NCT-00470847", ["NCT00470847"]),
    ("lower case", "nct00470847", ["NCT00470847"]),
    ("number in words", "NCT number: 00470847", ["NCT00470847"]),
    ("soft hyphen", "NCT0047\u00ad0847", ["NCT00470847"]),
    ("list with a slash", "NCT00470847/02135159", ["NCT00470847", "NCT02135159"]),
    ("list in words", "NCT00470847, 02135159 and 01494662", ["NCT00470847", "NCT02135159", "NCT01494662"]),
    ("mark of a footnote", "NCT00470847a NCT02135159\u00b9\u00b2", ["NCT00470847", "NCT02135159"]),
    ("right-to-left words around", "\u05e0\u05d9 NCT00470847 \u05de\u05e1", ["NCT00470847"]),
    ("EudraCT", "EudraCT 2010-019564-11", ["2010-019564-11"]),
    ("EudraCT with country", "2010-019564-11-DE", ["2010-019564-11-DE"]),
    ("EU CTIS, not EudraCT", "2022-501234-12-00", ["2022-501234-12-00"]),
    ("ISRCTN", "ISRCTN 12345678", ["ISRCTN12345678"]),
    ("ChiCTR new", "ChiCTR1900020670", ["ChiCTR1900020670"]),
    ("ChiCTR old", "ChiCTR-IIR-17011063", ["ChiCTR-IIR-17011063"]),
    ("UMIN with CTR", "UMIN-CTR 000003052", ["UMIN000003052"]),
    ("jRCT both kinds", "jRCTs031180001, jRCT1080220001", ["jRCTs031180001", "jRCT1080220001"]),
    ("Japic", "JapicCTI-132250", ["JapicCTI-132250"]),
    ("ANZCTR", "ACTRN12615000123456", ["ACTRN12615000123456"]),
    ("DRKS", "DRKS00012345", ["DRKS00012345"]),
    ("CTRI", "CTRI/2019/05/019123", ["CTRI/2019/05/019123"]),
    ("CRIS", "KCT0001234", ["KCT0001234"]),
    ("IRCT is no EudraCT", "IRCT20180101038011N1", ["IRCT20180101038011N1"]),
    ("PACTR is no EudraCT", "PACTR201801001234567", ["PACTR201801001234567"]),
    ("Dutch beside registry words", "Netherlands Trial Register NTR1234", ["NTR1234"]),
]

NONE = [
    ("nine digits", "NCT004708471"),
    ("seven digits", "NCT0047084"),
    ("letter O for a zero", "NCTO0470847"),
    ("letter l for a one", "NCT0047084l"),
    ("glued into a word", "xNCT00470847y"),
    ("raised digits are citations", "NCT\u2070\u2070\u2074\u2077\u2070\u2078\u2074\u2077"),
    ("all zeros", "NCT00000000"),
    ("a date and a sample number", "on 2010-01-02, sample 2010-123456-12"),
    ("a gene named like the Dutch register", "expression of NTR123 in tumours"),
    ("year after an id is no second id", "PMC1234567, 20190101"),
]

FLAGGED = [
    ("over a line end", "NCT004\n70847", "NCT00470847", "broken_across_lines"),
    ("hyphen at a line end", "NCT0047-\n0847", "NCT00470847", "broken_across_lines"),
    ("line end kept as a blank", "UMIN00000 3052", "UMIN000003052", "broken_across_lines"),
    ("zero-width blank", "NCT\u200b00470847", "NCT00470847", "invisible_characters"),
    ("bidi override before it", "\u202eNCT74807400\u202c", "NCT74807400", "invisible_characters"),
    ("full-width digits", "NCT\uff10\uff10\uff14\uff17\uff10\uff18\uff14\uff17", "NCT00470847", "confusable"),
    ("Cyrillic letters stay as printed", "N\u0421\u042200470847", "N\u0421\u042200470847", "confusable"),
    ("Cyrillic N", "\u041d\u0421\u042200470847", "\u041d\u0421\u042200470847", "confusable"),
    ("Greek N", "\u039dCT00470847", "\u039dCT00470847", "confusable"),
    ("one Bengali digit", "NCT0047084\u09ed", "NCT0047084\u09ed", "confusable"),
    ("Arabic-Indic digits", "NCT\u0660\u0660\u0664\u0667\u0660\u0668\u0664\u0667",
     "NCT\u0660\u0660\u0664\u0667\u0660\u0668\u0664\u0667", "confusable"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), [case[1:] for case in CLEAN], ids=[case[0] for case in CLEAN])
def test_clean_ids(text: str, names: list[str]) -> None:
    """A clean id carries its canonical name and no flag."""
    found = find_registry_ids(text)
    assert [m.value.name for m in found] == names
    assert all(m.value.flags == () for m in found)


@pytest.mark.parametrize("text", [case[1] for case in NONE], ids=[case[0] for case in NONE])
def test_no_ids(text: str) -> None:
    """What only looks like an id is none."""
    assert find_registry_ids(text) == ()


@pytest.mark.parametrize(("text", "name", "flag"), [case[1:] for case in FLAGGED], ids=[case[0] for case in FLAGGED])
def test_flagged_ids(text: str, name: str, flag: str) -> None:
    """An id that a reviewer must look at says why; look-alikes are never written as a clean id."""
    [found] = find_registry_ids(text)
    assert (found.value.name, found.value.flags) == (name, (flag,))


@given(st.integers(1, 99_999_999), st.sampled_from(["NCT{}", "(NCT {})", "NCT-{}", "NCT\u00a0{}", "id: nct{}."]))
def test_every_nct_number_is_found_where_it_stands(number: int, shape: str) -> None:
    """The canonical name is the same in any spelling, and slicing the text at the mention gives the printed words."""
    text = shape.format(f"{number:08d}")
    [found] = find_registry_ids(text)
    assert found.value.name == f"NCT{number:08d}"
    assert text[found.start : found.end] == found.text


@given(st.text(alphabet="NCTU0123456789 -/\n\u200b\u00ad\u0421\uff10", max_size=60))
def test_any_text_gives_well_formed_mentions(text: str) -> None:
    """Mentions never leave the text, and a name of ASCII letters and digits never hides a strange character."""
    for mention in find_registry_ids(text):
        assert text[mention.start : mention.end] == mention.text
        if not mention.text.isascii() and any(c.isalnum() and not c.isascii() for c in mention.text):
            assert "confusable" in mention.value.flags
