"""Takes out what a reader of the page cannot see, and puts a mark where words are blacked.

Text under a box that was filled over it, white text on white, and invisible text on a page without a picture do
not count. (Invisible text over a picture is how a scan carries its words, and stays.) A black bar as high as a
line becomes a line of its own, `BAR`, beside the words around it.
"""

from __future__ import annotations

import msgspec

from waymark.library.pdf.drawn import RULE_POINTS, Drawn, Shape, order_of_text, orders
from waymark.library.pdf.gaps import pieces, words_of
from waymark.library.pdf.glyphs import Glyphs, Handle
from waymark.library.pdf.lines import BAR, Line, PageText
from waymark.library.pdf.turning import Frame

BLACK = 0.25
WHITE = 0.9


def without_unseen(
    glyphs: Glyphs, handle: Handle, page: PageText, lines: list[Line], drawn: Drawn
) -> list[Line]:
    """Without text drawn invisibly on a page without a picture, if some lines of the page show that there is any."""
    if drawn.pictures or drawn.forms or not lines:
        return lines
    some = [lines[0], lines[len(lines) // 2], lines[-1]]
    drawings = glyphs.objects_at(handle, page.behind([line.character for line in some]))
    if not any(map(glyphs.unseen, drawings)):
        return lines
    drawings = glyphs.objects_at(handle, page.behind([line.character for line in lines]))
    return [line for line, drawing in zip(lines, drawings, strict=True) if not glyphs.unseen(drawing)]


def visible(
    glyphs: Glyphs,
    handle: Handle,
    page: PageText,
    lines: list[Line],
    frame: Frame,
    drawn: Drawn,
    objects: list[Handle],
) -> list[Line]:
    if not lines:
        return lines
    firsts = page.behind([line.character for line in lines])
    gone = _white_on_white(glyphs.white(handle, firsts), lines, drawn)
    if any(gone):
        lines = [line for line, is_gone in zip(lines, gone, strict=True) if not is_gone]
    boxes = [s for s in drawn.shapes if s.grey is not None and min(s.width, s.height) > RULE_POINTS]
    if not boxes or not lines:
        return lines
    known = orders(objects)
    kept: list[Line] = []
    for line in lines:
        covering = [box for box in boxes if _meets(box, line)]
        order = order_of_text(handle, page.behind([line.character])[0], known) if covering else None
        over = [box for box in covering if order is not None and box.order > order]
        kept += _uncovered(glyphs, handle, page, line, frame, over) if over else [line]
    bars = _bars([box for box in boxes if box.grey is not None and box.grey < BLACK], lines, kept)
    return _with_bars(glyphs, handle, page, kept, frame, bars) if bars else kept


def _white_on_white(white: list[bool], lines: list[Line], drawn: Drawn) -> list[bool]:
    if not any(white) or drawn.forms:
        return [False] * len(lines)
    grounds = [s for s in drawn.shapes if s.grey is not None and s.grey < WHITE] + list(drawn.pictures)
    return [
        is_white and not any(_meets(ground, line) for ground in grounds)
        for line, is_white in zip(lines, white, strict=True)
    ]


def _meets(box: Shape, line: Line) -> bool:
    middle = line.baseline + 0.3 * line.size
    return box.bottom <= middle <= box.top and box.left < line.right and box.right > line.left


def _uncovered(
    glyphs: Glyphs, handle: Handle, page: PageText, line: Line, frame: Frame, over: list[Shape]
) -> list[Line]:
    """The pieces of the line that still show, told apart letter by letter."""
    characters = page.behind(list(range(line.character, line.character + len(line.text))))
    lefts, rights, bottoms, tops = glyphs.boxes(handle, characters)
    if frame.turn or frame.left or frame.bottom:
        lefts, rights, bottoms, tops = frame.boxes(lefts, rights, bottoms, tops)
    shows = [
        letter != " " and not any(box.left <= (left + right) / 2 <= box.right for box in over)
        for letter, left, right in zip(line.text, lefts, rights, strict=True)
    ]
    found: list[Line] = []
    start = 0
    while start < len(shows):
        if not shows[start]:
            start += 1
            continue
        end = start + 1
        while end < len(shows) and (shows[end] or (line.text[end] == " " and any(shows[end : end + 2]))):
            end += 1
        found.append(
            msgspec.structs.replace(
                line,
                text=line.text[start:end],
                character=line.character + start,
                left=lefts[start],
                right=rights[end - 1],
                hyphened=line.hyphened and end == len(shows),
                beside=bool(found),
            )
        )
        start = end
    return found


def _bars(black: list[Shape], lines: list[Line], shown: list[Line]) -> list[Line]:
    """Black boxes as high as a line, on a line or between the lines of a paragraph, under no text that shows."""
    found = []
    for box in black:
        near = min(lines, key=lambda line: abs(line.baseline + 0.3 * line.size - (box.bottom + box.top) / 2))
        distance = abs(near.baseline + 0.3 * near.size - (box.bottom + box.top) / 2)
        if not 0.5 * near.size < box.height < 1.8 * near.size or box.width < 0.8 * near.size:
            continue
        if distance > 2.2 * near.size or any(_lies_on(line, box) for line in shown):
            continue
        baseline = near.baseline if distance < 0.5 * near.size else box.bottom + 0.25 * box.height
        found.append(Line(BAR, -1, box.left, box.right, baseline, near.size))
    return found


def _lies_on(line: Line, box: Shape) -> bool:
    """Whether letters stand on the box, as white on a dark head of a table."""
    if not _meets(box, line):
        return False
    return line.left >= box.left - 1 and line.right <= box.right + 1


def _with_bars(
    glyphs: Glyphs, handle: Handle, page: PageText, lines: list[Line], frame: Frame, bars: list[Line]
) -> list[Line]:
    """Lines are cut where a bar stands between their words; the bars follow at the end."""
    found: list[Line] = []
    for line in lines:
        across = [
            bar
            for bar in bars
            if abs(bar.baseline - line.baseline) < 0.5 * line.size
            and line.left < (bar.left + bar.right) / 2 < line.right
        ]
        if not across:
            found.append(line)
            continue
        [words] = words_of(glyphs, handle, page, [line], frame)
        cuts = {
            index
            for bar in across
            for index in range(1, len(words.spans))
            if words.lefts[index - 1] < (bar.left + bar.right) / 2 <= words.lefts[index]
        }
        found += pieces(line, words, sorted(cuts))
    return found + bars
