"""Bytes to text: which encoding, what is counted, what is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import Refusal
from pipeline.parse.decode import decode

CASES = [
    (b"NCT00470847", "NCT00470847", "utf-8", (), "plain ASCII"),
    (b"\xef\xbb\xbfNCT00470847", "NCT00470847", "utf-8", (), "a byte order mark at the start goes"),
    (b"\xff\xfeNCT004708471", "��NCT004708471", "utf-8", ("replaced_characters:2",), "a mark alone proves no UTF-16"),
    ("5 ± 2 mg".encode("utf-16"), "5 ± 2 mg", "utf-16-le", (), "UTF-16 with its mark and zero bytes"),
    ("NCT00470847".encode("utf-16-le"), "NCT00470847", "utf-16-le", (), "UTF-16 without a mark"),
    ("dose 5".encode("utf-16-be"), "dose 5", "utf-16-be", (), "the other byte order"),
    ("试验 NCT00470847".encode("gb18030"), "试验 NCT00470847", "gb18030", ("guessed_encoding",), "Chinese"),
    ("médiane 5±2".encode("cp1252"), "médiane 5±2", "cp1252", ("guessed_encoding",), "Western"),
    (b"\xff\xfe\xfaNCT00470847\xc3(", "���NCT00470847�(", "utf-8", ("replaced_characters:4",), "broken bytes counted"),
    (
        b"\xc0\xaf NCT00470847",
        "�� NCT00470847",
        "utf-8",
        ("replaced_characters:2",),
        "overlong forms decode to nothing",
    ),
    (b"a lone \xed\xa0\x80 half", "a lone ��� half", "utf-8", ("replaced_characters:3",), "a lone surrogate"),
    (b"a\0b \x1b[2Jc", "ab [2Jc", "utf-8", ("control_characters:2",), "NUL and escape go and are counted"),
    ("a\r\nb\rc\u2028d\x0ce".encode(), "a\nb\nc\nd\ne", "utf-8", (), "every line end is one"),
]
REFUSED = [
    (b"", "empty", "no bytes"),
    (b"\xef\xbb\xbf \r\n", "empty", "a mark and blanks"),
    (bytes(range(256)) * 8, "wrong_type", "all byte values alike: no text"),
    (b'"' * 4096, "wrong_type", "one character again and again: no text"),
]


@pytest.mark.parametrize(("data", "text", "encoding", "flags", "why"), CASES, ids=[c[-1] for c in CASES])
def test_text_is_decoded_and_losses_are_counted(data, text, encoding, flags, why):
    decoded = decode(data)
    assert (decoded.text, decoded.encoding, decoded.flags) == (text, encoding, flags), why


@pytest.mark.parametrize(("data", "reason", "why"), REFUSED, ids=[c[-1] for c in REFUSED])
def test_what_is_no_text_is_refused(data, reason, why):
    with pytest.raises(Refusal) as refusal:
        decode(data)
    assert refusal.value.reason == reason, why


@given(
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl"], exclude_characters="\ufffd\ufeff\u2029"), min_size=1)
)
def test_valid_utf8_is_never_changed(text):
    if text.strip():
        assert decode(("x" + text).encode()).text == "x" + text


@given(st.binary(min_size=1, max_size=2000))
def test_any_bytes_are_decoded_or_refused(data):
    try:
        text = decode(data).text
    except Refusal as refusal:
        assert refusal.reason in ("empty", "wrong_type")
    else:
        assert text.encode("utf-8").decode("utf-8") == text
