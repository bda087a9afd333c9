"""Figures: a `FigureResult` becomes one SVG image, drawn without a browser and without a network.

One file a kind. A drawing takes the figure and the width in pixels at which it will be read, so that a
narrow screen gets a drawing of its own with letters of the same size.
"""

from __future__ import annotations

from collections.abc import Callable

from altair.utils.schemapi import debug_mode

from waymark.analysis.results import FigureResult
from waymark.instruments.problems import InputProblem, Place, did_you_mean
from waymark.publish.drawing.areas import areas
from waymark.publish.drawing.bars import bars
from waymark.publish.drawing.box import box
from waymark.publish.drawing.classification import classification
from waymark.publish.drawing.layers import layers
from waymark.publish.drawing.lines import lines
from waymark.publish.drawing.mirrored import mirrored
from waymark.publish.drawing.shares import shares
from waymark.publish.drawing.svg import finished
from waymark.publish.drawing.venn import venn

WIDE_PX = 760
NARROW_PX = 350

KINDS: dict[str, Callable[[FigureResult, int], str]] = {
    "bars": bars,
    "lines": lines,
    "mirrored": mirrored,
    "shares": shares,
    "box": box,
    "classification": classification,
    "venn": venn,
    "layers": layers,
    "areas": areas,
}


def draw(figure: FigureResult, width_px: int = WIDE_PX) -> str:
    """The figure as SVG with title and description, to be read at `width_px`."""
    drawing = KINDS.get(figure.kind)
    if drawing is None:
        place = Place(part=f"figure {figure.number}")
        raise InputProblem(
            f"a figure “{figure.kind}” cannot be drawn.", place=place, right=did_you_mean(figure.kind, KINDS)
        )
    title = f"Figure {figure.number}: {figure.title}"
    prefix = f"figure-{figure.number.replace('.', '-')}-{width_px}"
    with debug_mode(False):  # Altair checks every part against its schema, which takes longer than drawing
        return finished(drawing(figure, width_px), title, figure.sentence, prefix)


__all__ = ["KINDS", "NARROW_PX", "WIDE_PX", "draw"]
