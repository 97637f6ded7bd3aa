"""One-page PDFs written by hand, so that a test says to the operator what is drawn."""

from __future__ import annotations

JAPANESE = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /Ryumin-Light-Identity-V /Encoding /Identity-V /DescendantFonts "
    "[<< /Type /Font /Subtype /CIDFontType0 /BaseFont /Ryumin-Light /FontDescriptor << /Type /FontDescriptor /Flags 4 "
    "/FontName /Ryumin-Light >> /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 2 >> >>] >>"
)
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"


def tiny_pdf(content: str, *, rotate: int = 0, form: str = "", box: str = "0 0 300 200", more: str = "") -> bytes:
    """A PDF whose page draws `content`; /X1 draws `form` if there is one.

    Its fonts: /F1 Helvetica, /F2 Helvetica-Bold, /F3 Japanese from top to bottom.
    """
    fonts = f"/Font << /F1 {FONT.format(name='Helvetica')} /F2 {FONT.format(name='Helvetica-Bold')} /F3 {JAPANESE} >>"
    resources = f"<< {fonts} /XObject << /X1 5 0 R >> >>"
    shape = f"/Type /XObject /Subtype /Form /BBox [0 0 1000 1000] /Resources << {fonts} >> {more}"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Rotate {rotate} /Resources {resources} /Contents 4 0 R >>",
        _stream("", content),
        _stream(shape, form),
    ]
    return _file(objects)


def _stream(entries: str, content: str) -> str:
    return f"<< {entries} /Length {len(content.encode('latin-1'))} >>\nstream\n{content}\nendstream"


def _file(objects: list[str]) -> bytes:
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    head = f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}"
    tail = f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + head.encode() + tail.encode()
