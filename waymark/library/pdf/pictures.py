"""Pages without a text layer: drawn as a picture, and the lines that a machine read on it.

The picture is drawn as the page is shown, so what was read stands in the frame of the page as shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median

import msgspec
import pypdfium2 as pdfium

from waymark.library.pdf.images import ImageOfPage, PageAsRead, ReadLine
from waymark.library.pdf.lines import Line
from waymark.library.stored_text import Stretch, WordBox

DOTS_PER_INCH = 200.0
LEAST_DOTS_PER_INCH = 20.0
MOST_PIXELS = 25_000_000
CAPITAL = 0.7
"""Height of a capital letter in sizes."""
SAME_SIZE = 0.2
"""Sizes read from pictures vary; what differs less from the usual one is the usual one."""


class ReadSpan(msgspec.Struct, frozen=True, gc=False):
    """Where a word that was read stands in the text of its page, and on the page."""

    start: int
    end: int
    left: float
    bottom: float
    right: float
    top: float


def picture_of(document: pdfium.PdfDocument, number: int, width: float, height: float) -> ImageOfPage | None:
    """None where the page cannot be drawn."""
    inches = max(width, 1) / 72 * max(height, 1) / 72
    dots = min(DOTS_PER_INCH, (MOST_PIXELS / inches) ** 0.5)
    if dots < LEAST_DOTS_PER_INCH:
        return None
    try:
        page = document[number - 1]
    except pdfium.PdfiumError:
        return None
    try:
        bitmap = page.render(scale=dots / 72, grayscale=True)
        rows = memoryview(bitmap.buffer).cast("B")
        stride, across, down = bitmap.stride, bitmap.width, bitmap.height
        grey = b"".join(rows[row * stride : row * stride + across] for row in range(down))
        one_byte_a_pixel = bitmap.n_channels == 1
        bitmap.close()
    except (pdfium.PdfiumError, ValueError, MemoryError):
        return None
    finally:
        page.close()
    if not one_byte_a_pixel:
        return None
    return ImageOfPage(number, grey, across, down, width, height, dots)


def lines_read(page: PageAsRead) -> tuple[list[list[Line]], list[ReadSpan]]:
    """The lines, those of one block together, and the words of all of them."""
    spans: list[ReadSpan] = []
    blocks: list[list[Line]] = []
    position = 0
    last_block: int | None = None
    usual = _usual_size(page.lines)
    for read in page.lines:
        words = [(_one_word(word.text), word) for word in read.words]
        words = [(text, word) for text, word in words if text]
        if not words:
            continue
        start = position
        for text, word in words:
            box = (word.left, word.bottom, word.right, word.top)
            spans.append(ReadSpan(position, position + len(text), *box))
            position += len(text) + 1
        size = _size(read)
        line = Line(
            " ".join(text for text, _ in words),
            start,
            words[0][1].left,
            max(word.right for _, word in words),
            median(word.bottom for _, word in words),
            usual if abs(size - usual) < SAME_SIZE * usual else size,
        )
        if read.block != last_block or not blocks:
            blocks.append([])
        blocks[-1].append(line)
        last_block = read.block
    return blocks, spans


def _one_word(text: str) -> str:
    """Without what no text may hold."""
    return "".join(c for c in text if c.isprintable() and not c.isspace())


def _size(line: ReadLine) -> float:
    if not line.words:
        return 0.0
    foot = median(word.bottom for word in line.words)
    return max((max(word.top for word in line.words) - foot) / CAPITAL, 1.0)


def _usual_size(lines: Sequence[ReadLine]) -> float:
    sizes = [_size(line) for line in lines if line.words]
    return median(sizes) if sizes else 0.0


def word_boxes(stretches: Sequence[Stretch], spans: Sequence[ReadSpan]) -> tuple[WordBox, ...]:
    """Where the words stand in the stored text, by the stretches of the page's own text."""
    found = []
    for stretch in stretches:
        begin, end = stretch.character, stretch.character + stretch.length
        shift = stretch.start - begin
        for span in _within(spans, begin, end):
            start, stop = max(span.start, begin) + shift, min(span.end, end) + shift
            found.append(WordBox(start, stop, span.left, span.bottom, span.right, span.top))
    return tuple(found)


def _within(spans: Sequence[ReadSpan], begin: int, end: int) -> list[ReadSpan]:
    low, high = 0, len(spans)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if spans[middle].end <= begin else (low, middle)
    found = []
    while low < len(spans) and spans[low].start < end:
        found.append(spans[low])
        low += 1
    return found
