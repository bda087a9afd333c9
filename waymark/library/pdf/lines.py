"""The lines of one page as pdfium finds them, each with its place, its size and whether it is bold.

Speed is why this works on lines and asks about their first and last characters only. A line whose pieces stand
far apart is told apart into its pieces by `gaps`, and what must not count as text is taken out by `hidden`;
both happen only on pages where something points to it.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import accumulate
from operator import sub

import msgspec

from waymark.library.pdf.glyphs import Address, Glyphs, Handle
from waymark.library.pdf.turning import Frame

LINE_END_HYPHEN = "\ufffe"
"""What pdfium writes for a hyphen after which the line ended; it also writes it for a glyph without meaning."""
UNKNOWN_GLYPH = "\ufffd"
BAR = "████"
"""Stands in the text where the page shows a black bar over or instead of words."""

_UNUSUAL = re.compile("[^\r\n -~\xa1-\xac\xae-\u05ff\u2012-\u2027\u2030-\u205e\u20a0-\u2dff]")
_USUAL_ASCII = b"\r\n" + bytes(range(0x20, 0x7F))
_DOUBTFUL = re.compile("[\x00\u2e80-\uf01f\uf100-\ufaff]")
"""May be what is left of a letter beyond the first 65,536. (U+F020 to U+F0FF are the letters of symbol fonts.)"""
_PLAIN = dict.fromkeys((9, 11, 12, 0xA0, 0x1680, 0x202F, 0x205F, 0x3000, *range(0x2000, 0x200B)), " ")
_PLAIN |= dict.fromkeys((*range(9), *range(14, 32), *range(0x7F, 0xA0), 0xFFFF), UNKNOWN_GLYPH)
_PLAIN |= {0x2028: " ", 0x2029: " ", 0x85: " ", 0x2010: "-", 0x2011: "-"}
_PLAIN |= {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF0FC: "✓", 0xF02D: "–"}  # symbol fonts of word processors


_LONE_BREAK = re.compile("\r(?!\n)|(?<!\r)\n")
UNWRITTEN = frozenset(
    "\xad\ufeff\ufb00\ufb01\ufb02\ufb03\ufb04\ufb05\ufb06"
    + "".join(
        map(
            chr,
            (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10)),
        )
    )
)
"""Letters that are not written as they are: soft hyphens, marks without width, ligatures."""


LEAST_SIZE = 0.1


class Line(msgspec.Struct, frozen=True, gc=False):
    """`text[i]` is the character `character + i` of the page's own text; -1 where the page has no character
    for it. Points, in the frame in which the text stands upright. `hyphened`: the hyphen at its end was put
    there by the line end, or may have been. `beside`: it stands on the same printed line as the one before it.
    `raised`: it begins with a small raised mark. `askew`: it runs in another
    direction than the page."""

    text: str
    character: int
    left: float
    right: float
    baseline: float
    size: float
    bold: bool = False
    hyphened: bool = False
    beside: bool = False
    raised: bool = False
    askew: bool = False


class PageText(msgspec.Struct):
    """pdfium's text of a page, with `LINE_END_HYPHEN` where a hyphen ends a line. `characters`: the index of the
    character behind each letter, where they are not simply the same. `plain`: nothing in it needs cleaning."""

    text: str
    characters: list[int] | None
    plain: bool

    def behind(self, letters: list[int]) -> list[int]:
        """The characters behind these letters."""
        return letters if self.characters is None else [self.characters[letter] for letter in letters]


def page_text(glyphs: Glyphs, handle: Handle, count: int) -> PageText:
    """One letter for each character, of one code point each; white space of all kinds is a blank."""
    text = glyphs.text(handle, count)
    characters: list[int] | None = None
    unusual = _unusual_letters(text)
    if len(text) != count or any(map(_DOUBTFUL.match, unusual)):
        text, characters = glyphs.text_one_by_one(handle, count)
        unusual = _unusual_letters(text)
        if len(characters) == count:
            characters = None
    if LINE_END_HYPHEN in unusual:
        text = _without_unknown_glyphs(glyphs, handle, text, characters)
    for letter in unusual:
        if ord(letter) in _PLAIN:
            text = text.replace(letter, _PLAIN[ord(letter)])
    if not text.count("\r\n") == text.count("\r") == text.count("\n"):
        text = _LONE_BREAK.sub(" ", text)
    plain = unusual.isdisjoint(UNWRITTEN) and "  " not in text
    return PageText(text, characters, plain)


def _unusual_letters(text: str) -> set[str]:
    """Letters that need a second look. ASCII is taken out of the bytes first, which leaves few letters to look at."""
    rest = text.encode("utf-8", "surrogatepass").translate(None, _USUAL_ASCII)
    return set(_UNUSUAL.findall(rest.decode("utf-8", "surrogatepass"))) if rest else set()


def _without_unknown_glyphs(glyphs: Glyphs, handle: Handle, text: str, characters: list[int] | None) -> str:
    """With pdfium's mark only where a hyphen ends a line."""
    parts = text.split(LINE_END_HYPHEN)
    joined = parts[0]
    for part in parts[1:]:
        at = len(joined)
        ends = glyphs.is_line_end_hyphen(handle, characters[at] if characters else at)
        joined += (LINE_END_HYPHEN if ends else UNKNOWN_GLYPH) + part
    return joined


def split_lines(page: PageText) -> tuple[list[str], list[int], list[bool]]:
    """The lines without blanks around them, where each begins, and whether a line-end hyphen closes it."""
    printed = page.text.split("\r\n")
    texts = [piece.strip() for piece in printed]
    if LINE_END_HYPHEN not in page.text and all(texts):
        ends = accumulate(map(len, printed), lambda end, length: end + length + 2)
        lefts = map(len, map(str.lstrip, printed))
        return texts, list(map(sub, ends, lefts)), [False] * len(texts)
    texts = []
    starts: list[int] = []
    hyphened: list[bool] = []
    start = 0
    for piece in printed:
        after = start + len(piece) + 2
        while LINE_END_HYPHEN in piece:
            part, _, piece = piece.partition(LINE_END_HYPHEN)
            texts.append(part.lstrip() + "-")
            starts.append(start + len(part) - len(part.lstrip()))
            hyphened.append(True)
            start += len(part) + 1
        if piece and not piece.isspace():
            texts.append(piece.strip())
            starts.append(start + len(piece) - len(piece.lstrip()) if piece[0] == " " else start)
            hyphened.append(False)
        start = after
    return texts, starts, hyphened


class LinesRead(msgspec.Struct):
    """Lines in pdfium's order, the frame in which most of them stand upright, and for each line the objects that
    draw its first and its last letter."""

    lines: list[Line]
    frame: Frame
    begun: list[Address]
    ended: list[Address]


def read_lines(glyphs: Glyphs, handle: Handle, page: PageText, frame: Frame) -> LinesRead:
    texts, starts, hyphened = split_lines(page)
    if not texts:
        return LinesRead([], frame, [], [])
    firsts = page.behind(starts)
    ends = [start + len(text) - 1 for start, text in zip(starts, texts, strict=True)]
    lasts = page.behind(ends)
    xs, ys = glyphs.origins(handle, firsts)
    lefts, rights, bottoms, tops = glyphs.boxes(handle, lasts)
    sizes = glyphs.sizes(handle, firsts)
    begun, ended = glyphs.objects_at(handle, firsts), glyphs.objects_at(handle, lasts)
    bold = glyphs.bold(begun)
    begin_bold = [index for index, is_bold in enumerate(bold) if is_bold]
    if begin_bold:  # a line that only begins in bold is no bold line
        end_bold = glyphs.bold([ended[index] for index in begin_bold])
        for index, is_bold in zip(begin_bold, end_bold, strict=True):
            bold[index] = is_bold
    scale, turns = _scale_and_turns(glyphs, handle, firsts, sizes, xs, rights, texts)
    turn = Counter(turns).most_common(1)[0][0] if turns else 0
    if turn or frame.left or frame.bottom:
        frame = frame.turned(turn)
        xs, ys = frame.points(xs, ys)
        lefts, rights, bottoms, tops = frame.boxes(lefts, rights, bottoms, tops)
    if set(scale) != {1.0}:
        sizes = [size * factor for size, factor in zip(sizes, scale, strict=True)]
    if min(sizes) < LEAST_SIZE:  # drawn upside down, or hostile
        sizes = [max(abs(size), LEAST_SIZE) for size in sizes]
    raised: set[int] = set()
    for index in _may_be_raised(texts, sizes):
        letter = page.behind([min(starts[index] + 3, ends[index])])
        size = glyphs.sizes(handle, letter)[0] * scale[index]
        if sizes[index] < 0.8 * size:
            raised.add(index)
            sizes[index] = size
            ys[index] = frame.point(*(axis[0] for axis in glyphs.origins(handle, letter)))[1]

    if turns or raised:
        askew = [turned != turn for turned in turns] if turns else [False] * len(texts)
        lines = [
            Line(
                text,
                starts[i],
                xs[i],
                rights[i],
                ys[i],
                sizes[i],
                bold[i],
                hyphened[i],
                False,
                i in raised,
                askew[i],
            )
            for i, text in enumerate(texts)
        ]
    else:
        lines = list(map(Line, texts, starts, xs, rights, ys, sizes, bold, hyphened))
    if min(rights) > 0 and max(xs) < frame.width and min(ys) >= 0 and max(ys) < frame.height:
        return LinesRead(lines, frame, begun, ended)
    return _on_the_page(LinesRead(lines, frame, begun, ended))


def _on_the_page(read: LinesRead) -> LinesRead:
    """Without lines that stand outside the page."""
    width, height = read.frame.width, read.frame.height
    outside = {
        index
        for index, line in enumerate(read.lines)
        if line.right <= 0 or line.left >= width or not 0 <= line.baseline < height
    }
    kept = [index for index in range(len(read.lines)) if index not in outside]
    lists = (read.lines, read.begun, read.ended)
    lines, begun, ended = ([one[index] for index in kept] for one in lists)
    return LinesRead(lines, read.frame, begun, ended)  # type: ignore[arg-type]


def _scale_and_turns(
    glyphs: Glyphs,
    handle: Handle,
    firsts: list[int],
    sizes: list[float],
    lefts: list[float],
    rights: list[float],
    texts: list[str],
) -> tuple[list[float], list[int]]:
    """By what the page enlarges each line, and its quarter turns; no turns where all lines stand upright.

    Most pages draw all their text under one matrix, and the first tells for all; a tiny size or a line too
    narrow for its letters shows where that is not so.
    """
    first = glyphs.matrices(handle, firsts[:1])[0]
    scale = abs(first[3]) or (abs(first[1]) + abs(first[2])) / 2 or 1.0
    simple = first[1] == 0 == first[2] and first[0] > 0
    if simple and min(sizes) * scale >= 5:
        for left, right, text, size in zip(lefts, rights, texts, sizes, strict=True):
            if right - left < 0.2 * size * scale * len(text) and len(text) > 3:
                break
        else:
            return [scale] * len(sizes), []
    matrices = glyphs.matrices(handle, firsts)
    scales = [(c * c + d * d) ** 0.5 or 1.0 for _, _, c, d in matrices]
    turns = [_quarter_turns(a, b) for a, b, _, _ in matrices]
    return scales, turns if any(turns) else []


def _quarter_turns(a: float, b: float) -> int:
    """0 to 3 counted against the clock; -1 for a line that runs askew."""
    if abs(b) <= 0.05 * abs(a):
        return 0 if a > 0 else 2
    if abs(a) <= 0.05 * abs(b):
        return 1 if b > 0 else 3
    return -1


def _may_be_raised(texts: list[str], sizes: list[float]) -> list[int]:
    """Lines that begin with a digit or mark smaller than other text of the page."""
    small = 0.8 * max(sizes)
    if min(sizes) >= small:
        return []
    return [
        index
        for index, size in enumerate(sizes)
        if size < small and len(text := texts[index]) > 3 and (text[0].isdigit() or text[0] in "*†‡")
    ]
