"""Which paragraphs are headings, and how high each stands.

A heading is short and larger, bolder or in capitals, or it carries the number under which the following paragraphs
are numbered (“4 Analysis” before “4.1 …”). Levels follow size and weight over the whole report, and within one
style the depth of the number.
"""

from __future__ import annotations

from collections.abc import Sequence

from waymark.library.pdf.habits import Habits
from waymark.library.pdf.numbering import is_bullet, parts
from waymark.library.pdf.paragraphs import LARGER, Draft

MOST_LETTERS = 200
MOST_LINES = 4
MOST_LEVELS = 6

Style = tuple[float, bool, bool]
"""Size to half a point, bold, in capitals: greater is higher."""


def mark_headings(drafts: Sequence[Draft], habits: Habits) -> None:
    """Changes `kind` and `level` of the drafts that are headings."""
    body = [draft for draft in drafts if draft.kind in ("paragraph", "list item")]
    styled: list[tuple[Draft, Style]] = []
    for draft, after in zip(body, [*body[1:], None], strict=False):
        style = _style(draft, habits)
        if style is None and after is not None and _numbers_the_next(draft, after):
            style = (habits.body_size, False, False)
        if style is not None:
            styled.append((draft, style))
    ranks = {style: rank for rank, style in enumerate(sorted({s for _, s in styled}, reverse=True), 1)}
    shallowest: dict[Style, int] = {}
    for draft, style in styled:
        depth = parts(draft.number)
        if depth:
            shallowest[style] = min(depth, shallowest.get(style, depth))
    for draft, style in styled:
        deeper = max(parts(draft.number) - shallowest.get(style, 0), 0) if parts(draft.number) else 0
        draft.kind = "heading"
        draft.level = min(ranks[style] + deeper, MOST_LEVELS)


def _style(draft: Draft, habits: Habits) -> Style | None:
    lines = draft.lines
    if len(lines) > MOST_LINES or (draft.number and is_bullet(draft.number)):
        return None
    first = lines[0]
    size = first.size
    larger = size >= LARGER * habits.body_size
    bold = first.bold and all(line.bold for line in lines)
    capitals = first.text.isupper()
    if not (larger or bold or capitals) or size < 0.9 * habits.body_size:
        return None
    text = draft.text
    if len(text) > MOST_LETTERS or sum(map(str.isalpha, text)) < 3:
        return None
    if text[-1] in ".;," and not (larger and len(text) < 80):
        return None
    capitals = capitals and text.isupper() and sum(map(str.isalpha, text)) >= 5
    if not (larger or bold or capitals):
        return None
    return (round(size * 2) / 2 if larger else habits.body_size, bold, capitals)


def _numbers_the_next(draft: Draft, after: Draft) -> bool:
    """Whether this is “4 Analysis” and “4.1 …” follows."""
    if parts(draft.number) != 1 or len(draft.lines) > 2 or parts(after.number) != 2:
        return False
    number = draft.number.rstrip(".)")
    text = draft.text
    return after.number.startswith((f"{number}.", f"{number}-")) and len(text) < 90 and text[-1] not in ".;,:"
