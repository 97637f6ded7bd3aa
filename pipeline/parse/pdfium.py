"""Lean calls into PDFium: the functions of pypdfium2's raw binding, called by address with plain integers.

pypdfium2's own prototypes convert pointers on each call, which costs more than the call itself. These prototypes take
handles as integers and buffers by address, so that `map` can ask for a whole page of characters at the speed of C.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import (
    PYFUNCTYPE,
    addressof,
    c_double,
    c_float,
    c_int,
    c_uint,
    c_ulong,
    c_void_p,
    cast,
    create_string_buffer,
)
from itertools import repeat
from typing import Any

import pypdfium2.raw as raw

PATH, IMAGE, SHADING, FORM = (
    raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING, raw.FPDF_PAGEOBJ_FORM,
)  # fmt: skip
Matrix = tuple[float, float, float, float, float, float]
Colour = tuple[int, int, int, int]


def handle(pointer: Any) -> int:
    """The address behind one of pypdfium2's pointers, as these functions take it."""
    return int(cast(pointer, c_void_p).value or 0)


def _lean(name: str, result: Any, *arguments: Any) -> Any:
    return PYFUNCTYPE(result, *arguments)(handle(getattr(raw, name)))


_handle, _count = c_void_p, c_int
count_chars = _lean("FPDFText_CountChars", c_int, _handle)
_unicode = _lean("FPDFText_GetUnicode", c_uint, _handle, _count)
_object = _lean("FPDFText_GetTextObject", c_void_p, _handle, _count)
_loose_box = _lean("FPDFText_GetLooseCharBox", c_int, _handle, _count, c_void_p)
_char_box = _lean("FPDFText_GetCharBox", c_int, _handle, _count, c_void_p, c_void_p, c_void_p, c_void_p)
_origin = _lean("FPDFText_GetCharOrigin", c_int, _handle, _count, c_void_p, c_void_p)
font_size = _lean("FPDFText_GetFontSize", c_double, _handle, _count)
_text_matrix = _lean("FPDFText_GetMatrix", c_int, _handle, _count, c_void_p)
render_mode = _lean("FPDFTextObj_GetTextRenderMode", c_int, _handle)
font_of = _lean("FPDFTextObj_GetFont", c_void_p, _handle)
_font_name = _lean("FPDFFont_GetBaseFontName", c_ulong, _handle, c_void_p, c_ulong)
font_weight = _lean("FPDFFont_GetWeight", c_int, _handle)
font_flags = _lean("FPDFFont_GetFlags", c_int, _handle)
_fill_colour = _lean("FPDFPageObj_GetFillColor", c_int, _handle, c_void_p, c_void_p, c_void_p, c_void_p)
_stroke_colour = _lean("FPDFPageObj_GetStrokeColor", c_int, _handle, c_void_p, c_void_p, c_void_p, c_void_p)
_stroke_width = _lean("FPDFPageObj_GetStrokeWidth", c_int, _handle, c_void_p)
_count_objects = _lean("FPDFPage_CountObjects", c_int, _handle)
_page_object = _lean("FPDFPage_GetObject", c_void_p, _handle, _count)
_count_form_objects = _lean("FPDFFormObj_CountObjects", c_int, _handle)
_form_object = _lean("FPDFFormObj_GetObject", c_void_p, _handle, c_ulong)
object_type = _lean("FPDFPageObj_GetType", c_int, _handle)
_bounds = _lean("FPDFPageObj_GetBounds", c_int, _handle, c_void_p, c_void_p, c_void_p, c_void_p)
_object_matrix = _lean("FPDFPageObj_GetMatrix", c_int, _handle, c_void_p)
count_segments = _lean("FPDFPath_CountSegments", c_int, _handle)
_segment = _lean("FPDFPath_GetPathSegment", c_void_p, _handle, _count)
_segment_point = _lean("FPDFPathSegment_GetPoint", c_int, _handle, c_void_p, c_void_p)
_segment_type = _lean("FPDFPathSegment_GetType", c_int, _handle)
_draw_mode = _lean("FPDFPath_GetDrawMode", c_int, _handle, c_void_p, c_void_p)
_page_box = _lean("FPDF_GetPageBoundingBox", c_int, _handle, c_void_p)
page_rotation = _lean("FPDFPage_GetRotation", c_int, _handle)


def char_codes(textpage: int, count: int) -> list[int]:
    """The UTF-16 code of each character; astral characters take two places, a glyph without Unicode is 0."""
    return list(map(_unicode, repeat(textpage, count), range(count)))


def char_objects(textpage: int, count: int) -> list[int | None]:
    """The text object that each character was drawn by; None for blanks that PDFium made up."""
    return list(map(_object, repeat(textpage, count), range(count)))


def advance_boxes(textpage: int, count: int) -> list[float]:
    """Left, top, right, bottom of each character's advance, one after another; right for unrotated text alone."""
    buffer = (c_float * (4 * count))()
    start = addressof(buffer)
    for _ in map(_loose_box, repeat(textpage, count), range(count), range(start, start + 16 * count, 16)):
        pass
    return buffer[:]


class Reader:
    """Calls that answer through buffers; one reader owns its buffers, so nothing is allocated a call."""

    def __init__(self) -> None:
        """Lay out the buffers."""
        self._doubles, self._floats, self._ints = (c_double * 4)(), (c_float * 6)(), (c_uint * 4)()
        self._d = [addressof(self._doubles) + 8 * k for k in range(4)]
        self._f = [addressof(self._floats) + 4 * k for k in range(6)]
        self._b = [addressof(self._ints) + 4 * k for k in range(4)]

    def page_box(self, page: int) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of what the page shows, in its own coordinates."""
        _page_box(page, self._f[0])
        left, top, right, bottom = self._floats[:4]
        return min(left, right), min(bottom, top), max(left, right), max(bottom, top)

    def ink_box(self, textpage: int, index: int) -> tuple[float, float, float, float]:
        """Left, bottom, right, top of a character's outline."""
        _char_box(textpage, index, self._d[0], self._d[1], self._d[2], self._d[3])
        left, right, bottom, top = self._doubles
        return left, bottom, right, top

    def origin(self, textpage: int, index: int) -> tuple[float, float]:
        """The pen's place for a character."""
        _origin(textpage, index, self._d[0], self._d[1])
        return self._doubles[0], self._doubles[1]

    def text_matrix(self, textpage: int, index: int) -> Matrix:
        """From text to page coordinates, forms included."""
        _text_matrix(textpage, index, self._f[0])
        return tuple(self._floats)

    def object_matrix(self, thing: int) -> Matrix:
        """From the object's to its parent's coordinates."""
        _object_matrix(thing, self._f[0])
        return tuple(self._floats)

    def bounds(self, thing: int) -> tuple[float, float, float, float]:
        """Left, bottom, right, top in the parent's coordinates."""
        _bounds(thing, *self._f[:4])
        left, bottom, right, top = self._floats[:4]
        return left, bottom, right, top

    def fill_colour(self, thing: int) -> Colour:
        """Red, green, blue and alpha, 0 to 255; opaque black where the object has none."""
        return self._colour(_fill_colour(thing, *self._b))

    def stroke_colour(self, thing: int) -> Colour:
        """As `fill_colour`, of the line."""
        return self._colour(_stroke_colour(thing, *self._b))

    def _colour(self, known: int) -> Colour:
        red, green, blue, alpha = self._ints
        return (red, green, blue, alpha) if known else (0, 0, 0, 255)

    def stroke_width(self, thing: int) -> float:
        """The line's width in the object's coordinates."""
        return self._floats[0] if _stroke_width(thing, self._f[0]) else 0.0

    def draw_mode(self, path: int) -> tuple[bool, bool]:
        """Whether a path is filled, and whether it is stroked."""
        _draw_mode(path, self._b[0], self._b[1])
        return bool(self._ints[0]), bool(self._ints[1])

    def segments(self, path: int, count: int) -> list[tuple[int, float, float]]:
        """Kind (0 line, 1 curve, 2 move) and end point of each segment."""
        out = []
        for index in range(count):
            segment = _segment(path, index)
            _segment_point(segment, self._f[0], self._f[1])
            out.append((_segment_type(segment), self._floats[0], self._floats[1]))
        return out


def font_name(font: int) -> str:
    """The base name without its subset prefix ("ABCDEF+"); empty for fonts without one."""
    buffer = create_string_buffer(256)
    _font_name(font, addressof(buffer), 256)
    return buffer.value.decode("utf-8", "replace").split("+", 1)[-1]


def page_objects(page: int) -> Iterator[int]:
    """The page's objects in drawing order."""
    return (_page_object(page, k) for k in range(_count_objects(page)))


def form_objects(form: int) -> Iterator[int]:
    """The objects of a Form XObject in drawing order, in its coordinates."""
    return (_form_object(form, k) for k in range(_count_form_objects(form)))
