"""Pictures of pages -> page contents, read by RapidOCR (extra `ocr`: its wheel ships its models, no network needed).

What OCR says of sizes and baselines means nothing: all words of a page get one size, so that nothing there is a
superscript or a heading by its size.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import Any

import numpy as np

from pipeline.errors import UsageError
from pipeline.model.geometry import Box
from pipeline.parse.pdf import open_document
from pipeline.parse.primitives import PageContent, Word

SCALE = 200 / 72  # pixels a point
LONGEST_SIDE = 4000  # pixels: larger pages are read smaller
LETTER = 0.72  # of a line's height: the size of its letters
BELOW = 0.22  # of a line's height: how far its baseline lies above its bottom


def ocr_pages(data: bytes, numbers: Iterable[int]) -> list[PageContent]:
    """These pages (from 1) of the PDF as OCR reads them, state `ocr`, or `no_text` where it finds nothing.

    UsageError where the extra `ocr` is not installed; Refusal where PDFium cannot open the file.
    """
    engine = _engine()
    document = open_document(data)
    try:
        return [_read(document[number - 1], number, engine) for number in numbers if number <= len(document)]
    finally:
        document.close()


def _engine() -> Any:
    try:
        from rapidocr import RapidOCR
    except ImportError:
        raise UsageError("OCR needs the extra: pip install 'oncology-evidence[ocr]'") from None
    return RapidOCR(params={"Global.log_level": "error"})


def _read(page: Any, number: int, engine: Any) -> PageContent:
    width, height = page.get_size()
    scale = min(SCALE, LONGEST_SIDE / max(1.0, width, height))
    result = engine(np.asarray(page.render(scale=scale).to_pil().convert("RGB")))
    lines = [] if result.boxes is None else list(zip(result.boxes / scale, result.txts))
    words = tuple(_words(lines))
    return PageContent(
        number, width, height, words, chars=sum(len(w.text) for w in words), state="ocr" if words else "no_text"
    )


def _words(lines: Sequence[tuple[Any, str]]) -> Iterator[Word]:
    """The words of OCR's lines; a line's width is shared evenly by its characters."""
    if not lines:
        return
    size = LETTER * median(float(corners[:, 1].max() - corners[:, 1].min()) for corners, _ in lines)
    for corners, text in lines:
        x0, top = (float(v) for v in corners.min(axis=0))
        x1, bottom = (float(v) for v in corners.max(axis=0))
        baseline = bottom - BELOW * (bottom - top)
        step = (x1 - x0) / max(1, len(text))
        place = 0
        for word in text.split():
            place = text.index(word, place)
            pens = tuple(x0 + k * step for k in range(place, place + len(word) + 1))
            yield Word(word, Box(pens[0], top, pens[-1], bottom), size, baseline=baseline, chars=pens)
            place += len(word)
