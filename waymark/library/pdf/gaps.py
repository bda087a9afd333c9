"""Tells a line apart into its pieces where a wide gap stands in it.

pdfium makes one line of what shares a baseline: two columns, the cells of a row, a head and its page number; and
now and then it goes on with the next line of the other column. Such a line was drawn in several goes, which shows
in its first and last letters; where the goes stand far apart it is cut. The few lines drawn in one go that are too
wide or too narrow for their letters are looked at word by word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import pairwise
from statistics import median_low

import msgspec

from waymark.library.pdf.glyphs import Address, Box, Glyphs, Handle
from waymark.library.pdf.lines import LEAST_SIZE, Line, LinesRead, PageText
from waymark.library.pdf.numbering import opening_number
from waymark.library.pdf.turning import Frame

_WORD = re.compile(r"\S+")
GAP_IN_SIZES = 0.8
GAP_IN_BLANKS = 1.7
ANY_GAP_IN_SIZES = 2.0
"""A gap so wide parts the line whatever its other gaps are."""
WIDEST_LETTER = 0.75
NARROWEST_LETTER = 0.3
"""A line wider or narrower than this for each letter, in sizes, holds a gap or goes back to the left."""


class Words(msgspec.Struct, frozen=True):
    """The words of one line: where they stand in its text, and their left and right edges."""

    spans: list[tuple[int, int]]
    lefts: list[float]
    rights: list[float]


def apart(glyphs: Glyphs, handle: Handle, page: PageText, read: LinesRead) -> list[Line]:
    """The lines with those that hold wide gaps cut; a piece after a gap is `beside` the one before it."""
    lines, frame = read.lines, read.frame
    cut = _drawn_apart(glyphs, handle, page, read)
    odd = [
        i
        for i, line in enumerate(lines)
        if not NARROWEST_LETTER < (line.right - line.left) / (line.size * len(line.text)) < WIDEST_LETTER
        and i not in cut
        and " " in line.text
        and not line.askew
    ]
    if odd:
        words = words_of(glyphs, handle, page, [lines[i] for i in odd], frame)
        for i, own in zip(odd, words, strict=True):
            gaps = [left - right for right, left in zip(own.rights, own.lefts[1:], strict=False)]
            cut[i] = pieces(lines[i], own, cuts_at(gaps, lines[i]))
    behind = [(piece, parts[0]) for _, parts in sorted(cut.items()) for piece in parts[1:]]
    if not behind:
        return lines
    measured = iter(_measured(glyphs, handle, page, frame, behind))
    found: list[Line] = []
    for i, line in enumerate(lines):
        parts = cut.get(i)
        if parts is None:
            found.append(line)
        else:
            found += [parts[0], *(next(measured) for _ in parts[1:])]
    return found


def _drawn_apart(glyphs: Glyphs, handle: Handle, page: PageText, read: LinesRead) -> dict[int, list[Line]]:
    """The pieces of the lines that were drawn in several goes far apart."""
    lines, frame = read.lines, read.frame
    several = [i for i, (one, other) in enumerate(zip(read.begun, read.ended, strict=True)) if one != other]
    if not several:
        return {}
    firsts = page.behind([lines[i].character for i in several])
    lasts = page.behind([lines[i].character + len(lines[i].text) - 1 for i in several])
    stretches = [(first, last - first + 1) for first, last in zip(firsts, lasts, strict=True)]
    far: dict[int, tuple[list[Box], list[int]]] = {}
    for i, goes in zip(several, glyphs.boxes_of_goes(handle, stretches), strict=True):
        if frame.turn or frame.left or frame.bottom:
            goes = [frame.box(*box) for box in goes]
        gaps = [after[0] - before[2] for before, after in pairwise(goes)]
        cuts = cuts_at(gaps, lines[i]) if gaps and not lines[i].askew else []
        if cuts:
            far[i] = (goes, cuts)
    return _cut_at_goes(glyphs, handle, page, lines, frame, far) if far else {}


def _cut_at_goes(
    glyphs: Glyphs,
    handle: Handle,
    page: PageText,
    lines: list[Line],
    frame: Frame,
    far: dict[int, tuple[list[Box], list[int]]],
) -> dict[int, list[Line]]:
    """`far`: for each line to be cut the boxes of what was drawn in one go, and which of them begin a piece."""
    found: dict[int, list[Line]] = {}
    for i, (goes, _) in far.items():
        if len(goes) == 2:
            found[i] = _cut_in_two(glyphs, handle, page, lines[i], goes)
    rest = [i for i in far if i not in found]
    if not rest:
        return found
    spans = [[match.span() for match in _WORD.finditer(lines[i].text)] for i in rest]
    at = [lines[i].character + start for i, own in zip(rest, spans, strict=True) for start, _ in own]
    xs, ys = glyphs.origins(handle, page.behind(at))
    if frame.turn or frame.left or frame.bottom:
        xs, ys = frame.points(xs, ys)
    done = 0
    for i, own in zip(rest, spans, strict=True):
        goes, cuts = far[i]
        lefts = xs[done : done + len(own)]
        done += len(own)
        words, edges = _words_at(lefts, goes, cuts)
        found[i] = _pieces(lines[i], own, words, edges)
    return found


def _cut_in_two(glyphs: Glyphs, handle: Handle, page: PageText, line: Line, goes: list[Box]) -> list[Line]:
    """The line cut where its second half begins, which is another object than the first."""
    text = line.text
    first = glyphs.object_at(handle, page.behind([line.character])[0])
    low, high = _around_first_blank(glyphs, handle, page, line, first)
    while high - low > 1:
        middle = (low + high) // 2
        while text[middle] == " " and middle < high:
            middle += 1
        character = line.character + middle
        character = character if page.characters is None else page.characters[character]
        if middle < high and glyphs.object_at(handle, character) == first:
            low = middle
        else:
            high = (low + high) // 2 if middle >= high else middle
    end = len(text[: low + 1].rstrip())
    start = len(text) - len(text[low + 1 :].lstrip())
    edges = [(goes[0][0], goes[0][2]), (goes[1][0], goes[1][2])]
    return _pieces(line, [(0, end), (start, len(text))], [0, 1], edges)


def _around_first_blank(
    glyphs: Glyphs, handle: Handle, page: PageText, line: Line, first: Address
) -> tuple[int, int]:
    """Two letters of the line between which its second half begins: those on either side of the first blank, as
    after a number that is drawn by itself, else its first and its last."""
    blank = line.text.find(" ")
    if 0 < blank < len(line.text) - 1 and line.text[blank + 1] != " ":
        before, after = page.behind([line.character + blank - 1, line.character + blank + 1])
        if glyphs.object_at(handle, after) != first:
            return (blank - 1, blank) if glyphs.object_at(handle, before) == first else (0, blank + 1)
    return 0, len(line.text) - 1


def _words_at(
    lefts: list[float], goes: list[Box], cuts: list[int]
) -> tuple[list[int], list[tuple[float, float]]]:
    """The words at which the pieces begin, one after the other, and the edges of all pieces."""
    words = [0]
    begin = 0
    edges: list[tuple[float, float]] = []
    for cut in cuts:
        left, _, right, _ = goes[cut]
        word = next((i for i in range(words[-1] + 1, len(lefts)) if left - 2 <= lefts[i] <= right), 0)
        if word:
            edges.append((goes[begin][0], goes[cut - 1][2]))
            words.append(word)
            begin = cut
    edges.append((goes[begin][0], goes[-1][2]))
    return words, edges


def _measured(
    glyphs: Glyphs, handle: Handle, page: PageText, frame: Frame, pieces: list[tuple[Line, Line]]
) -> list[Line]:
    """Pieces with the baseline, the size and the weight of their own letters, not those of the first piece of
    their line, which comes with each."""
    firsts = page.behind([piece.character for piece, _ in pieces])
    lasts = page.behind([piece.character + len(piece.text) - 1 for piece, _ in pieces])
    before = page.behind([first.character for _, first in pieces])
    count = len(pieces)
    sizes = glyphs.sizes(handle, [*firsts, *before])
    bold = glyphs.bold(glyphs.objects_at(handle, [*firsts, *lasts]))
    xs, ys = glyphs.origins(handle, firsts)
    if frame.turn or frame.left or frame.bottom:
        xs, ys = frame.points(xs, ys)
    return [
        Line(
            piece.text,
            piece.character,
            piece.left,
            piece.right,
            ys[i],
            max(abs(first.size * sizes[i] / (sizes[i + count] or 1)), LEAST_SIZE),
            bold[i] and bold[i + count],
            piece.hyphened,
            beside=True,
        )
        for i, (piece, first) in enumerate(pieces)
    ]


def words_of(glyphs: Glyphs, handle: Handle, page: PageText, lines: list[Line], frame: Frame) -> list[Words]:
    """The words of each line."""
    spans = [[match.span() for match in _WORD.finditer(line.text)] for line in lines]
    ends = [
        at
        for line, own in zip(lines, spans, strict=True)
        for start, end in own
        for at in (line.character + start, line.character + end - 1)
    ]
    lefts, rights, bottoms, tops = glyphs.boxes(handle, page.behind(ends))
    if frame.turn or frame.left or frame.bottom:
        lefts, rights, bottoms, tops = frame.boxes(lefts, rights, bottoms, tops)
    found = []
    at = 0
    for own in spans:
        after = at + 2 * len(own)
        found.append(Words(own, lefts[at:after:2], rights[at + 1 : after : 2]))
        at = after
    return found


def cuts_at(gaps: list[float], line: Line) -> list[int]:
    """What stands after a wide gap, or further left than what stands before it, by its place in the line."""
    size = line.size
    if len(gaps) == 1:
        return [] if -size <= gaps[0] <= GAP_IN_SIZES * size else [1]
    back = [index for index, gap in enumerate(gaps) if gap < -size]
    cuts = [index + 1 for index in back]
    for before, after in pairwise((-1, *back, len(gaps))):
        cuts += _cuts(gaps[before + 1 : after], before + 1, size)
    return sorted(cuts)


def _cuts(gaps: list[float], first: int, size: float) -> list[int]:
    """After gaps that are wide beside the others: after the widest, and then on either side of it, because the
    lines of two columns are not justified alike."""
    if not gaps:
        return []
    widest = max(gaps)
    if widest <= GAP_IN_SIZES * size:
        return []
    at = gaps.index(widest)
    others = gaps[:at] + gaps[at + 1 :]
    usual = median_low(others) if len(others) > 1 else 0.0
    if widest <= ANY_GAP_IN_SIZES * size and widest <= GAP_IN_BLANKS * usual:
        return []
    cut = first + at + 1
    return [*_cuts(gaps[:at], first, size), cut, *_cuts(gaps[at + 1 :], cut, size)]


def pieces(line: Line, words: Words, cuts: Iterable[int]) -> list[Line]:
    """The line cut before each of these words."""
    firsts = [0, *cuts]
    ends = [*firsts[1:], len(words.spans)]
    edges = [(words.lefts[first], words.rights[end - 1]) for first, end in zip(firsts, ends, strict=True)]
    return _pieces(line, words.spans, firsts, edges)


def _pieces(
    line: Line, spans: list[tuple[int, int]], firsts: list[int], edges: list[tuple[float, float]]
) -> list[Line]:
    """The line as pieces that begin with these words and have these edges."""
    if len(firsts) > 1 and firsts[1] == 1 and 0 <= edges[1][0] - edges[0][1] < 5 * line.size:
        number = opening_number(line.text)
        if number and number == line.text[: spans[0][1]]:  # it belongs to what it opens
            firsts = [0, *firsts[2:]]
            edges = [(edges[0][0], edges[1][1]), *edges[2:]]
    if len(firsts) == 1:
        return [line]
    found = []
    for first, after, (left, right) in zip(firsts, [*firsts[1:], len(spans)], edges, strict=True):
        start, end = spans[first][0], spans[after - 1][1]
        found.append(
            Line(
                line.text[start:end],
                line.character + start,
                left,
                right,
                line.baseline,
                line.size,
                line.bold,
                line.hyphened and after == len(spans),
                beside=first > 0,
                raised=line.raised and not first,
            )
        )
    return found
