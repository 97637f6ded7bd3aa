"""Path and image objects of a page -> rulings, shaded boxes and picture boxes, upright.

A path is walked segment by segment: PDFium's bounds of it are the union of everything it draws.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.model.geometry import Box
from pipeline.parse import pdfium
from pipeline.parse.frame import Frame, Rect
from pipeline.parse.glyphs import WHITE
from pipeline.parse.primitives import Ruling

THIN = 2.0  # points: a filled bar up to this height or width is a ruling
SHORT = 3.0  # points: shorter lines are ticks, dashes of a figure, parts of letters
LEVEL = 0.5  # points: how far a line's ends may differ and still be level
SAME_LINE = 0.8  # points: pieces that lie closer are one line's
JOIN = 1.6  # points: gaps between pieces of one line up to this are drawing, wider ones are meant
MAX_OBJECTS, MAX_SEGMENTS, MAX_DEPTH = 60_000, 4_000, 12  # a page, a path, forms within forms: bounds on hostile input
LINE, CURVE, MOVE = 0, 1, 2
Point = tuple[float, float]
IDENTITY: pdfium.Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(slots=True)
class Drawing:
    """What is drawn on a page besides text; `grounds` are boxes around all that is filled and not white."""

    rulings: list[Ruling] = field(default_factory=list)
    fills: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)
    grounds: list[Box] = field(default_factory=list)


def read_drawing(page: int, reader: pdfium.Reader, frame: Frame) -> Drawing:
    """The page's rulings (collinear pieces joined), shaded boxes and pictures, in drawing order where not joined."""
    drawing = Drawing()
    for count, (kind, thing, matrix) in enumerate(_objects(pdfium.page_objects(page), reader, IDENTITY, 0)):
        if count >= MAX_OBJECTS:
            break
        if kind == pdfium.PATH:
            _draw_path(thing, matrix, reader, frame, drawing)
        elif kind in (pdfium.IMAGE, pdfium.SHADING):
            box = frame.box(_through(matrix, reader.bounds(thing)))
            (drawing.images if kind == pdfium.IMAGE else drawing.grounds).append(box)
    page_box = Box(0, 0, frame.width, frame.height)
    drawing.rulings = join_rulings(r for r in drawing.rulings if _on(page_box, r.box))
    return drawing


def join_rulings(rulings: Iterable[Ruling]) -> list[Ruling]:
    """Rulings with the pieces of one line put together, horizontal ones first, then from the top left."""
    flat: list[Ruling] = []
    standing: list[Ruling] = []
    for ruling in rulings:
        (flat if ruling.horizontal else standing).append(ruling)
    return _joined(flat, True) + _joined(standing, False)


def _joined(rulings: list[Ruling], horizontal: bool) -> list[Ruling]:
    def place(ruling: Ruling) -> float:
        return ruling.box.middle[1 if horizontal else 0]

    def ends(ruling: Ruling) -> tuple[float, float]:
        box = ruling.box
        return (box.x0, box.x1) if horizontal else (box.top, box.bottom)

    out: list[Ruling] = []
    for line in _close_together(sorted(rulings, key=place), place):
        current, *rest = sorted(line, key=ends)
        for piece in rest:
            if ends(piece)[0] - ends(current)[1] <= JOIN:
                current = Ruling(current.box.joined(piece.box), max(current.width, piece.width))
            else:
                out.append(current)
                current = piece
        out.append(current)
    return out


def _close_together(rulings: list[Ruling], place: Callable[[Ruling], float]) -> Iterator[list[Ruling]]:
    line: list[Ruling] = []
    for ruling in rulings:
        if line and place(ruling) - place(line[0]) > SAME_LINE:
            yield line
            line = []
        line.append(ruling)
    if line:
        yield line


def _objects(
    things: Iterable[int], reader: pdfium.Reader, matrix: pdfium.Matrix, depth: int
) -> Iterator[tuple[int, int, pdfium.Matrix]]:
    """Kind, object and the matrix of its surroundings, forms opened: their children have the form's coordinates."""
    for thing in things:
        kind = pdfium.object_type(thing)
        if kind != pdfium.FORM:
            yield kind, thing, matrix
        elif depth < MAX_DEPTH:
            inner = _times(reader.object_matrix(thing), matrix)
            yield from _objects(pdfium.form_objects(thing), reader, inner, depth + 1)


def _draw_path(path: int, around: pdfium.Matrix, reader: pdfium.Reader, frame: Frame, drawing: Drawing) -> None:
    box = frame.box(_through(around, reader.bounds(path)))
    if max(box.width, box.height) < SHORT:
        return
    filled, stroked = reader.draw_mode(path)
    filled = filled and _visible(reader.fill_colour(path))
    stroked = stroked and _visible(reader.stroke_colour(path))
    count = pdfium.count_segments(path)
    if filled:
        drawing.grounds.append(box)
    if not (filled or stroked) or count > MAX_SEGMENTS:
        return
    matrix = _times(reader.object_matrix(path), around)
    width = reader.stroke_width(path) * abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
    for part in _parts(reader.segments(path, count)):
        points = [frame.point(*_moved(matrix, x, y)) for _, x, y in part]
        if filled and _is_rectangle(part, points):
            _add_fill(points, drawing)
        if stroked:
            drawing.rulings += _lines(part, points, width)


def _visible(colour: pdfium.Colour) -> bool:
    return colour[3] > 0 and min(colour[:3]) < WHITE


def _parts(segments: list[tuple[int, float, float]]) -> Iterator[list[tuple[int, float, float]]]:
    """The subpaths, each from its move on."""
    part: list[tuple[int, float, float]] = []
    for segment in segments:
        if segment[0] == MOVE and part:
            yield part
            part = []
        part.append(segment)
    if part:
        yield part


def _is_rectangle(part: list[tuple[int, float, float]], points: list[Point]) -> bool:
    """Four or five corners, each side level or upright."""
    if len(part) not in (4, 5) or any(kind == CURVE for kind, _, _ in part):
        return False
    return all(min(abs(xa - xb), abs(ya - yb)) <= LEVEL for (xa, ya), (xb, yb) in pairwise(points))


def _add_fill(points: list[Point], drawing: Drawing) -> None:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    box = Box(min(xs), min(ys), max(xs), max(ys))
    if min(box.width, box.height) > THIN:
        drawing.fills.append(box)
    elif max(box.width, box.height) >= SHORT:
        drawing.rulings.append(Ruling(box, min(box.width, box.height)))


def _lines(part: list[tuple[int, float, float]], points: list[Point], width: float) -> Iterator[Ruling]:
    for (kind, _, _), (xa, ya), (xb, yb) in zip(part[1:], points, points[1:]):
        wide, high = abs(xa - xb), abs(ya - yb)
        if kind == LINE and min(wide, high) <= LEVEL and max(wide, high) >= SHORT:
            yield Ruling(Box(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)), width)


def _times(inner: pdfium.Matrix, outer: pdfium.Matrix) -> pdfium.Matrix:
    """The matrix that applies `inner`, then `outer` (ISO 32000-1, 8.3.4)."""
    a, b, c, d, e, f = inner
    p, q, r, s, t, u = outer
    return (a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u)


def _moved(matrix: pdfium.Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _through(matrix: pdfium.Matrix, rect: Rect) -> Rect:
    """The rectangle around the moved corners."""
    corners = [_moved(matrix, x, y) for x in (rect[0], rect[2]) for y in (rect[1], rect[3])]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return min(xs), min(ys), max(xs), max(ys)


def _on(page: Box, box: Box) -> bool:
    return box.x1 >= page.x0 and box.x0 <= page.x1 and box.bottom >= page.top and box.top <= page.bottom
