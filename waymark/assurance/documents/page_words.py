"""The words of a PDF page with where they stand, joined to chunks: what a reader sees as one cell or one line.

In: a page of pypdfium2. Out: `Chunk`s in points from the upper left of the page as its text stands upright, top to
bottom, left to right. Each knows its characters, so that what a table has taken can be told from prose.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any

import pypdfium2.raw as pdfium_c

from waymark.library.pdf.turning import Frame

_GAP = 0.85
"""Part of the height of its letters by which two words of one chunk may stand apart."""
_GAP_OF_FIGURES = 0.4
_FIGURE = re.compile(r"\d[\d.,]*%?")
_SAME_LINE = 0.45
_SAMPLED = 40
"""Every so many characters one is asked for its direction."""
_MOST_CHARACTERS = 60_000

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Chunk:
    """`top` and `bottom` grow downwards. `characters`: their numbers on the page, as the stored text has them."""

    text: str
    left: float
    right: float
    top: float
    bottom: float
    characters: tuple[int, ...] = ()
    lines: int = 1

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        """The height of one line of it."""
        return (self.bottom - self.top) / self.lines

    def over(self, left: float, right: float) -> float:
        """How much of the narrower of the two, it and that stretch, is shared, 0 to 1."""
        shared = min(self.right, right) - max(self.left, left)
        return max(0.0, shared) / max(min(self.right - self.left, right - left), 0.1)


def chunks_of_page(page: Any) -> list[Chunk]:
    """None of a page with more on it than a reader could make out."""
    text_page = page.get_textpage()
    try:
        handle, count = text_page.raw, text_page.count_chars()
        if not 0 < count <= _MOST_CHARACTERS:
            return []
        left, bottom, right, top = page.get_bbox()
        angles = [_quarters(handle, at) for at in range(0, count, _SAMPLED)]
        turn = Counter(angles).most_common(1)[0][0]
        frame = Frame(left, bottom, right, top).turned(turn)
        letters = _letters(handle, count, frame)
        if set(angles) != {turn}:
            letters = [one for one in letters if _quarters(handle, one[0]) == turn]
    finally:
        text_page.close()
    return _chunks(_words(letters, frame.height))


def _quarters(handle: Any, at: int) -> int:
    """How far the page is to be turned for a character to stand upright."""
    angle: float = pdfium_c.FPDFText_GetCharAngle(handle, at)
    return -round(angle / (math.pi / 2)) % 4


def _letters(handle: Any, count: int, frame: Frame) -> list[tuple[int, str, Box]]:
    box = pdfium_c.FS_RECTF()
    at_box = ctypes.byref(box)
    found: list[tuple[int, str, Box]] = []
    for at in range(count):
        code = pdfium_c.FPDFText_GetUnicode(handle, at)
        letter = "-" if code == 2 else chr(code) if 0 < code < 0xD800 or 0xE000 <= code < 0xFFFE else " "
        edges = (0.0, 0.0, 0.0, 0.0)
        if pdfium_c.FPDFText_GetLooseCharBox(handle, at, at_box):
            edges = frame.box(box.left, box.bottom, box.right, box.top)
        found.append((at, letter, edges))
    return found


def _words(letters: Iterable[tuple[int, str, Box]], height: float) -> list[Chunk]:
    """Letters between spaces."""
    words, waiting = list[Chunk](), list[tuple[int, str, Box]]()

    def close() -> None:
        if waiting:
            lefts, bottoms, rights, tops = zip(*(box for _, _, box in waiting), strict=True)
            word, at = "".join(one[1] for one in waiting), tuple(one[0] for one in waiting)
            words.append(Chunk(word, min(lefts), max(rights), height - max(tops), height - min(bottoms), at))
            waiting.clear()

    for at, letter, box in letters:
        if letter.isspace() or letter == "\x00" or box[2] - box[0] > 1e5:
            close()
            continue
        if waiting:
            before = waiting[-1][2]
            next_line = abs(box[1] + box[3] - before[1] - before[3]) > 1.2 * max(
                box[3] - box[1], before[3] - before[1]
            )
            if next_line or box[0] < before[0] - 1 or box[0] - before[2] > _GAP * (box[3] - box[1]):
                close()  # what follows stands elsewhere, without a space before it
        waiting.append((at, letter, box))
    close()
    return words


def _chunks(words: Iterable[Chunk]) -> list[Chunk]:
    found: list[Chunk] = []
    for line in lines_of(list(words)):
        together: list[Chunk] = []
        for word in sorted(line, key=lambda one: one.left):
            if together and word.left - together[-1].right > _room(together[-1], word):
                found.append(joined(together))
                together = []
            together.append(word)
        found.append(joined(together))
    return found


def _room(before: Chunk, after: Chunk) -> float:
    """By how much two words of one chunk may stand apart at most; two whole figures, hardly more than by a space."""
    figures = _FIGURE.fullmatch(before.text) and _FIGURE.fullmatch(after.text)
    return (_GAP_OF_FIGURES if figures else _GAP) * min(before.size, after.size)


def lines_of(chunks: Sequence[Chunk]) -> list[list[Chunk]]:
    """Those that stand on one line, from top to bottom."""
    lines: list[list[Chunk]] = []
    for chunk in sorted(chunks, key=lambda one: one.middle):
        if lines and abs(_height_of(lines[-1]) - chunk.middle) <= _SAME_LINE * chunk.size:
            lines[-1].append(chunk)
        else:
            lines.append([chunk])
    return lines


def _height_of(line: Sequence[Chunk]) -> float:
    """They come by height, so that the one half way through is their median."""
    return line[len(line) // 2].middle


def joined(chunks: Sequence[Chunk]) -> Chunk:
    """As one, line by line."""
    lines = lines_of(chunks)
    ordered = [one for line in lines for one in sorted(line, key=lambda c: c.left)]
    return Chunk(
        " ".join(one.text for one in ordered),
        min(one.left for one in chunks),
        max(one.right for one in chunks),
        min(one.top for one in chunks),
        max(one.bottom for one in chunks),
        tuple(at for one in ordered for at in one.characters),
        max(len(lines), max(one.lines for one in chunks)),
    )


def stacked(chunks: Sequence[Chunk]) -> list[list[Chunk]]:
    """Chunks one under another, parted where the space between two lines is clearly more than between the others."""
    lines = lines_of(chunks)
    if len(lines) < 2:
        return [list(chunks)] if chunks else []
    tops = [min(one.top for one in line) for line in lines]
    steps = [after - before for before, after in pairwise(tops)]
    pitch = min(steps)
    marks = [0, *(number for number, step in enumerate(steps, start=1) if step > 1.3 * pitch)]
    begun = {mark: order for order, mark in enumerate(marks)}
    part, parts = 0, list[int]()
    for number in range(len(lines)):
        part = begun.get(number, part)
        parts.append(part)
    grouped = groupby(zip(parts, lines, strict=True), key=lambda one: one[0])
    return [[chunk for _, line in together for chunk in line] for _, together in grouped]
