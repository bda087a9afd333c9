"""What is drawn on a page beside its letters: filled boxes, rules and pictures, in the order of drawing.

Only the page's own objects are looked at, and of a page crowded with drawings only the first thousands; what
stands inside a form of the page stays unknown, and then nothing is taken to be hidden.
"""

from __future__ import annotations

import ctypes
from itertools import repeat

import msgspec
import pypdfium2.raw as pdfium_c

from waymark.library.pdf import calls
from waymark.library.pdf.glyphs import Handle
from waymark.library.pdf.turning import Frame

MOST_SHAPES = 2_000
MOST_OBJECTS = 50_000
RULE_POINTS = 2.5
"""A filled box at most so thick is a rule."""


class Shape(msgspec.Struct, frozen=True, gc=False):
    """Points in the frame of the lines. `order`: place in the order of drawing. `grey`: 0 black to 1 white; None
    where nothing is filled, or only half so."""

    left: float
    bottom: float
    right: float
    top: float
    order: int
    grey: float | None

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom


class Drawn(msgspec.Struct, frozen=True):
    """`forms`: the page holds objects that cannot be looked into."""

    shapes: tuple[Shape, ...] = ()
    pictures: tuple[Shape, ...] = ()
    objects: int = 0
    forms: bool = False


def objects_of(page: Handle) -> list[Handle]:
    """The objects of a page in the order of drawing."""
    count = min(pdfium_c.FPDFPage_CountObjects(page), MOST_OBJECTS)
    return list(map(ctypes.c_void_p, map(calls.page_object, repeat(page), range(count))))


def drawn_on(objects: list[Handle], frame: Frame) -> Drawn:
    kinds = list(map(calls.object_kind, objects))
    if kinds.count(pdfium_c.FPDF_PAGEOBJ_TEXT) == len(kinds):
        return Drawn(objects=len(objects))
    shapes: list[Shape] = []
    pictures: list[Shape] = []
    forms = False
    look = _Look(frame)
    for order, (drawing, kind) in enumerate(zip(objects, kinds, strict=True)):
        if kind == pdfium_c.FPDF_PAGEOBJ_TEXT or len(shapes) + len(pictures) >= MOST_SHAPES:
            continue
        if kind == pdfium_c.FPDF_PAGEOBJ_PATH:
            shapes.append(look.shape(drawing, order, look.grey(drawing)))
        elif kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            pictures.append(look.shape(drawing, order, None))
        else:
            forms = True
    return Drawn(tuple(shapes), tuple(pictures), len(objects), forms)


class _Look:
    """Asks pdfium about one object after the other; the places for the answers are made once."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._edges = (ctypes.c_float * 4)()
        self._edge_slots = [ctypes.byref(self._edges, 4 * i) for i in range(4)]
        self._colour = (ctypes.c_uint * 4)()
        self._colour_slots = [ctypes.byref(self._colour, 4 * i) for i in range(4)]
        self._modes = (ctypes.c_int * 2)()
        self._mode_slots = [ctypes.byref(self._modes, 4 * i) for i in range(2)]

    def shape(self, drawing: Handle, order: int, grey: float | None) -> Shape:
        calls.object_bounds(drawing, *self._edge_slots)
        left, bottom, right, top = (edge if -1e6 < edge < 1e6 else 0.0 for edge in self._edges)
        return Shape(*self._frame.box(left, bottom, right, top), order=order, grey=grey)

    def grey(self, path: Handle) -> float | None:
        calls.path_mode(path, *self._mode_slots)
        if not self._modes[0] or calls.is_transparent(path):
            return None
        red, green, blue, alpha = (
            self._colour if calls.object_colour(path, *self._colour_slots) else (0, 0, 0, 0)
        )
        return (red + green + blue) / 765 if alpha >= 250 else None


def orders(objects: list[Handle]) -> dict[int | None, int]:
    """The place of each object in the order of drawing, by its address."""
    return {drawing.value: order for order, drawing in enumerate(objects)}


def order_of_text(text_page: Handle, character: int, known: dict[int | None, int]) -> int | None:
    return known.get(calls.text_object(text_page, character))
