"""A page as a picture, and what a machine that reads pictures says stands on it.

The reader of PDFs draws a page that has no text layer and hands it to a function `ReadImage`, which answers with
lines in reading order, or with None where it cannot read at all. Neither side knows the other's program.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class ImageOfPage:
    """A page drawn upright, as it is shown: `grey` holds one byte a pixel, row by row from the top, without
    padding. `width` and `height` in pixels, `page_width` and `page_height` in points; `number` counts from 1."""

    number: int
    grey: bytes
    width: int
    height: int
    page_width: float
    page_height: float
    dots_per_inch: float


@dataclass(frozen=True)
class ReadWord:
    """A word without white space, and its box in points from the lower left of the page as it is shown."""

    text: str
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True)
class ReadLine:
    """The words of one line, from left to right. Lines that follow one another and have the same `block` stand
    in the same block of the page (a column, a box); 0 where the reader does not tell."""

    words: tuple[ReadWord, ...]
    block: int = 0


@dataclass(frozen=True)
class PageAsRead:
    """The lines of a page in reading order; `confidence` of the whole page, from 0 to 1."""

    lines: tuple[ReadLine, ...]
    confidence: float


ReadImage = Callable[[ImageOfPage], PageAsRead | None]
