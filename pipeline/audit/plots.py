"""The plots of the audit page as SVG text: the same figures give the same bytes; shapes tell as much as colours."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import matplotlib

matplotlib.use("svg")

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from pipeline.audit.confidence import Band, Point
from pipeline.audit.fields import Field

STYLE: Any = {
    "svg.hashsalt": "evidence", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 10,
    "axes.spines.top": False, "axes.spines.right": False,
}  # fmt: skip
INK, PALE = "#212529", "#868e96"


def rates_plot(rows: Sequence[dict[str, Any]]) -> str:
    """F1 of facts (filled) and of linked facts (open) a kind, with their intervals. `rows` are summary rows."""
    with matplotlib.rc_context(STYLE):
        axes = _axes(6.4, 0.6 + 0.5 * len(rows))
        for y, row in enumerate(reversed(rows)):
            for prefix, mark, fill, shift in (("", "o", INK, 0.12), ("linked_", "s", "white", -0.12)):
                low, high, f1 = row[f"{prefix}low"], row[f"{prefix}high"], row[f"{prefix}f1"]
                axes.plot([low, high], [y + shift] * 2, color=PALE, linewidth=2)
                axes.plot([f1], [y + shift], mark, color=INK, markerfacecolor=fill)
        axes.set_yticks(range(len(rows)), [row["scope"].replace("_", " ") for row in reversed(rows)])
        axes.set_xlim(0, 1.02)
        axes.set_xlabel("F1: ● facts, □ linked facts")
        return _svg(axes)


def calibration_plot(bands: Sequence[Band]) -> str:
    """Share right against mean confidence, a point a band with its Wilson interval; on the diagonal it is honest."""
    with matplotlib.rc_context(STYLE):
        axes = _axes(4.2, 3.6)
        axes.plot([0, 1], [0, 1], "--", color=PALE, linewidth=1)
        for band in bands:
            axes.plot([band.mean_confidence] * 2, band.interval, color=PALE, linewidth=2)
            axes.plot([band.mean_confidence], [band.right / band.rows], "o", color=INK)
        _unit_square(axes, "confidence", "share right")
        return _svg(axes)


def risk_plot(points: Sequence[Point]) -> str:
    """Precision of the rows kept against the share kept, from the surest rows to all."""
    with matplotlib.rc_context(STYLE):
        axes = _axes(4.2, 3.6)
        axes.plot([p.coverage for p in points], [p.precision for p in points], "-", color=INK, drawstyle="steps-post")
        _unit_square(axes, "share of rows kept", "precision")
        return _svg(axes)


def fields_plot(fields: Sequence[Field]) -> str:
    """Recall of each field on matched rows with its Wilson interval, a field a line."""
    with matplotlib.rc_context(STYLE):
        axes = _axes(6.4, 0.6 + 0.2 * len(fields))
        for y, field in enumerate(reversed(fields)):
            axes.plot(field.recall, [y, y], color=PALE, linewidth=2)
            axes.plot([field.right / field.gold], [y], "|", color=INK, markersize=8)
        names = [f"{f.kind.replace('_', ' ')}: {f.field}" for f in reversed(fields)]
        axes.set_yticks(range(len(fields)), names, fontsize=8)
        axes.set_ylim(-0.7, len(fields) - 0.3)
        axes.set_xlim(0, 1.02)
        axes.set_xlabel("share of gold's values found on matched rows, 95 % interval")
        return _svg(axes)


def _axes(width: float, height: float) -> Axes:
    return Figure(figsize=(width, height), layout="constrained").add_subplot()


def _unit_square(axes: Axes, x: str, y: str) -> None:
    axes.set_xlim(0, 1.02)
    axes.set_ylim(0, 1.02)
    axes.set_xlabel(x)
    axes.set_ylabel(y)


def _svg(axes: Axes) -> str:
    """The figure as an SVG element without date and without the XML head."""
    buffer = io.StringIO()
    figure = axes.get_figure(root=True)
    assert figure is not None, "axes are made by _axes, with a figure"
    figure.savefig(buffer, format="svg", metadata={"Date": None})
    return re.sub(r"^.*?(?=<svg )", "", buffer.getvalue(), flags=re.DOTALL)
