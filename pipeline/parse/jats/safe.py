"""Bytes -> the article element, with everything switched off that XML can do to its reader.

The text is decoded here and handed over as UTF-8, so that no declaration of an encoding is trusted blindly; a document
type that declares entities of its own is refused before libxml2 sees it; namespaces are folded: local names count.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import replace
from html.entities import html5

from lxml import etree

from pipeline.errors import Refusal
from pipeline.parse.decode import CONTROLS, UNDECODABLE, Decoded, encoding_of

DECLARATION = re.compile(r"^\s*<\?xml\b[^>]{0,200}\?>")
ENCODING = re.compile(rb"<\?xml\b[^>]{0,150}\bencoding\s*=\s*[\"']([A-Za-z0-9._-]{1,40})[\"']")
ROOT = re.compile(r"<[A-Za-z_]")
OWN_ENTITY = re.compile(r"<!ENTITY\s+(?:%\s*)?[^\s>]{1,200}\s(?![^>]{0,2000}\bNDATA\b)")
NAMED_ENTITY = re.compile(r"&([A-Za-z_:][\w.:-]{0,63};)")
NAMESPACE = re.compile(r"^\{[^}]*\}|^[^:]*:")
XML_ENTITIES = ("amp;", "lt;", "gt;", "quot;", "apos;")
HTML = re.compile(r"\s*(?:<!doctype\s+html|<html[\s>])", re.IGNORECASE)
TRUSTED = {"utf-8", "iso8859-1", "cp1252", "ascii", "gb18030", "gbk", "gb2312", "euc_jp", "shift_jis", "iso8859-15"}
MAX_DEPTH = 256  # elements within elements, libxml2's own bound


def article_of(data: bytes) -> tuple[etree._Element, tuple[str, ...]]:
    """The `article` element with folded namespaces, and flags: what was replaced, stripped or recovered.

    Raises Refusal: `empty`, `wrong_type` (no JATS), `xml_entity`, `xml_depth`, `truncated`, `malformed`.
    """
    if not data.strip():
        raise Refusal("empty", "the file has no bytes; fetch it again")
    decoded = _decoded(data)
    text = DECLARATION.sub("", decoded.text, count=1)
    _refuse_what_is_no_jats(text)
    plain = NAMED_ENTITY.sub(_character, text)
    decoded = replace(decoded, replaced=plain.count(UNDECODABLE))
    root, flags = _tree(plain)
    _fold(root)
    article = root if root.tag == "article" else root.find(".//article")
    if article is None:
        raise Refusal("wrong_type", f"the XML holds <{root.tag}> and no <article>; give JATS XML")
    return article, decoded.flags + flags


def _decoded(data: bytes) -> Decoded:
    """The text by its bytes, by its declared encoding where that is a plain one; UTF-7 and its like are never used."""
    encoding = encoding_of(data)
    if not encoding.startswith("utf-16"):
        encoding = _declared(data)
    raw = data.decode(encoding, "replace").removeprefix("\ufeff")
    text, stripped = CONTROLS.subn("", raw)
    return Decoded(text, encoding, raw.count(UNDECODABLE), stripped)


def _declared(data: bytes) -> str:
    match = ENCODING.search(data[:400])
    if match is None:
        return "utf-8"
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
    except LookupError as error:
        raise Refusal("malformed", f"unknown encoding {match[1].decode('ascii')}; save the file as UTF-8") from error
    return name if name in TRUSTED else "utf-8"


def _refuse_what_is_no_jats(text: str) -> None:
    root = ROOT.search(text)
    if HTML.match(text):
        raise Refusal("wrong_type", "a web page, no JATS XML; give the paper itself")
    if root is None:
        raise Refusal("wrong_type", "no XML; give JATS XML")
    if OWN_ENTITY.search(text, 0, root.start()):
        raise Refusal("xml_entity", "declares entities of its own; save it without its document type")


def _character(match: re.Match[str]) -> str:
    """The character behind a named entity of HTML, which old deposits use undeclared; U+FFFD for other names."""
    return match[0] if match[1] in XML_ENTITIES else html5.get(match[1], UNDECODABLE)


def _tree(text: str) -> tuple[etree._Element, tuple[str, ...]]:
    data = text.encode("utf-8", "replace")
    try:
        return _parsed(data, recover=False), ()
    except etree.XMLSyntaxError as error:
        _refuse_by(str(error.msg), text)
    root = _parsed(data, recover=True)
    if root is None:
        raise Refusal("malformed", "the XML cannot be mended; fetch the file again")
    return root, ("recovered",)


def _refuse_by(message: str, text: str) -> None:
    """Refuse what recovery would make worse; a slip in an otherwise whole file is left to libxml2's recovery."""
    if "depth" in message.lower():
        raise Refusal("xml_depth", f"elements nested deeper than {MAX_DEPTH}; no JATS needs that")
    ending = text.rstrip()[-400:]
    if not ending.endswith(">") or not re.search(r"</[\w:.-]*(?:article|articleset|record|OAI-PMH)>", ending):
        raise Refusal("truncated", "the XML ends before its article does; fetch the file again")


def _parsed(data: bytes, recover: bool) -> etree._Element:
    parser = etree.XMLParser(
        encoding="utf-8", recover=recover, resolve_entities=False, no_network=True, load_dtd=False,
        dtd_validation=False, attribute_defaults=False, huge_tree=False, remove_comments=True, remove_pis=True,
    )  # fmt: skip
    return etree.fromstring(data, parser)


def _fold(root: etree._Element) -> None:
    """Leave the local names alone; a recovered tree may hold prefixes that were never declared."""
    for element in root.iter(etree.Element):
        local = NAMESPACE.sub("", str(element.tag))
        if local != element.tag and local:
            element.tag = local
