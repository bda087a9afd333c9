"""Joins the lines of one flow to paragraphs.

A new paragraph shows by one of a few signs: more white above it, another size or weight, a number or bullet, an
indented first line, or a line before it that ended although the next word would have fitted. No sign is enough by
itself where the text plainly runs on, as after a comma at the end of a full line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from waymark.library.pdf.contents import closes_entry
from waymark.library.pdf.habits import Habits
from waymark.library.pdf.lines import Line
from waymark.library.pdf.numbering import BULLETS, is_bullet, opening_number
from waymark.library.stored_text import ParagraphKind

_ENDED = re.compile(r"[.!?:;…][\"'”’)\]]*\d{0,3}$")
LARGER = 1.12
LEFT_STEP = 4.0
HEADING_LEADING = 1.4
"""In sizes: lines of a heading stand closer than so."""


class Draft(msgspec.Struct):
    """A paragraph before it is text. `cells` instead of `lines` of a table row. `full`: its last line reaches
    the right edge, so that it may go on elsewhere. `flow` counts the columns and boxes of the report."""

    lines: Sequence[Line]
    page: int
    flow: int = 0
    kind: ParagraphKind = "paragraph"
    number: str = ""
    level: int = 0
    continues: bool = False
    full: bool = False
    cells: Sequence[Sequence[Line]] = ()

    @property
    def size(self) -> float:
        return self.lines[0].size

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


def paragraphs_of(lines: Sequence[Line], page: int, habits: Habits, *, contents_page: bool) -> list[Draft]:
    edge = _right_edge(lines)
    edges = _edges(lines, edge)
    found: list[Draft] = []
    draft = [lines[0]]
    above_left = lines[0]  # first piece of the printed line above
    size, leading = 0.0, 0.0
    larger = LARGER * habits.body_size
    for line, above in zip(lines[1:], lines, strict=False):
        if line.beside:
            draft.append(line)
            continue
        own_edge = edges.get(round(line.left / LEFT_STEP), edge) if edges else edge
        if line.size != size:
            size = line.size
            leading = habits.leading(size)
        if _plainly_goes_on(above_left, above, line, own_edge, leading):
            draft.append(line)
            above_left = line
            continue
        if _begins(draft, above_left, above, line, own_edge, leading, larger, contents_page):
            found.append(_drafted(draft, page, edge))
            draft = []
        draft.append(line)
        above_left = line
    found.append(_drafted(draft, page, edge))
    return found


def _plainly_goes_on(above_left: Line, above: Line, line: Line, edge: float, leading: float) -> bool:
    """What holds for most lines of most paragraphs, and is asked first for that reason alone."""
    size = line.size
    return (
        size == above.size
        and not (line.bold or line.raised)
        and 0 <= above.baseline - line.baseline <= 1.25 * leading
        and line.text[0].islower()
        and (above.text[-1].isalpha() or above.text[-1] == ",")
        and above.right > edge - 2 * size
        and -0.2 * size < line.left - above_left.left < size
        and not opening_number(line.text)
    )


def has_ended(text: str) -> bool:
    last = text[-1]
    if last in ".:?!;":
        return True
    return not last.isalpha() and _ENDED.search(text) is not None


def _right_edge(lines: Sequence[Line]) -> float:
    """Where the lines of a flow end if they are full; a single line further out does not count."""
    rights = sorted(line.right for line in lines)
    return rights[-2] if len(rights) > 3 and rights[-1] - rights[-2] > lines[0].size else rights[-1]


def _edges(lines: Sequence[Line], edge: float) -> dict[int, float]:
    """The right edge of the lines that begin at one place, where they are many and nearly as wide as the flow."""
    rights: dict[int, list[float]] = {}
    for line in lines:
        rights.setdefault(round(line.left / LEFT_STEP), []).append(line.right)
    left = min(line.left for line in lines)
    return {
        place: second
        for place, ends in rights.items()
        if len(ends) >= 4 and (second := sorted(ends)[-2]) - left > 0.8 * (edge - left)
    }


def _drafted(lines: list[Line], page: int, edge: float) -> Draft:
    first, last = lines[0], lines[-1]
    number = opening_number(first.text)
    if first.raised:
        number = re.match(r"\d*|.", first.text)[0]  # type: ignore[index]
    full = last.hyphened or last.right > edge - 3 * last.size
    return Draft(lines, page, number=number, full=full)


def _begins(
    draft: list[Line],
    above_left: Line,
    above: Line,
    line: Line,
    edge: float,
    leading: float,
    larger: float,
    contents_page: bool,
) -> bool:
    """Whether `line` begins a paragraph. `above_left` and `above` are the first and the last piece of the
    printed line before it; lines above the size `larger` are set as headings."""
    size = line.size
    gap = above.baseline - line.baseline
    if gap > 1.25 * leading + 0.5 or gap < 0:
        return True
    if abs(size - above.size) > 0.12 * size or line.raised:
        return True
    if above.hyphened or (above.text[-1] == "-" and len(above.text) > 1 and above.text[-2].isalnum()):
        return False
    if contents_page and (closes_entry(above) or opening_number(line.text)):
        return True
    ended = has_ended(above.text)
    short = _is_short(above, line, edge, ended)
    if line.bold == above.bold and (line.bold or size > larger):
        apart = gap > max(HEADING_LEADING * size, 1.12 * leading)
        return apart or (ended and short) or bool(opening_number(line.text))
    if line.bold != above.bold and (ended or short or gap > 1.08 * leading):
        return True
    if closes_entry(above) and len(draft) < 4:
        return True
    return _opens(draft, above_left, line, short=short, ended=ended)


def _is_short(above: Line, line: Line, edge: float, ended: bool) -> bool:
    """Whether the first word of `line` would have fitted on the line above it."""
    text = line.text
    letter = (line.right - line.left) / len(text)
    word = text.find(" ") if " " in text else len(text)
    room = edge - above.right - (word + 1) * letter
    if room <= 0.5 * line.size:
        return False
    return ended or not text[0].islower() or room > 0.25 * (edge - above.left)


def _opens(draft: list[Line], above: Line, line: Line, *, short: bool, ended: bool) -> bool:
    """By its number, its bullet or its indentation."""
    step = line.left - above.left
    size = line.size
    number = opening_number(line.text)
    if number and (number in BULLETS or ended or short or step < -0.2 * size):
        return True
    if number and is_bullet(number) and draft[0].text.startswith(number) and line.left - draft[0].left < 2:
        return True
    if short:
        return True
    first = above is draft[0]
    if step > size:
        hangs = first and bool(opening_number(above.text))
        return ended and not hangs
    if step < -0.6 * size:
        return ended and not first
    return False
