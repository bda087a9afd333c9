"""The rows of a table on a PDF page: each line of figures with the words that label it, and words that stand alone.

In: figures with their columns, the words left of them, and other words that stand in columns. Out: lines of cells.
"""

from __future__ import annotations

from collections.abc import Sequence

from waymark.assurance.documents.page_words import Chunk, joined, lines_of, stacked

_Figures = Sequence[Sequence[Chunk]]


def rows_of(
    figures: Sequence[tuple[Chunk, int]],
    labels: Sequence[Chunk],
    words: Sequence[tuple[Chunk, int]],
    width: int,
) -> list[tuple[tuple[str, ...], float | None]]:
    """Each with where its label begins."""
    lines = lines_of([one for one, _ in figures])
    at_column = {one.characters: at for one, at in figures}
    blocks = stacked(labels)
    homes = _homes(lines, blocks)
    if homes is None:
        homes, blocks = _by_beginning(lines, labels)
    lefts = [min(one.left for one in block) for block in blocks]
    placed: list[tuple[float, list[str], float | None]] = []
    for line, home in zip(lines, homes, strict=True):
        cells = [""] * width
        for one in line:
            cells[at_column[one.characters]] = one.text
        label = joined(blocks[home]).text if home is not None else ""
        placed.append((line[0].middle, [label, *cells], lefts[home] if home is not None else None))
    for one, at in words:
        height, cells, _ = min(placed, key=lambda row: abs(row[0] - one.middle))
        if abs(height - one.middle) < 0.8 * one.size:
            cells[at + 1] = f"{cells[at + 1]} {one.text}".strip()
    alone = set(range(len(blocks))) - {home for home in homes if home is not None}
    placed += [
        (joined(blocks[at]).middle, [joined(blocks[at]).text, *[""] * width], lefts[at]) for at in alone
    ]
    return [(tuple(cells), left) for _, cells, left in sorted(placed, key=lambda row: row[0])]


def _homes(lines: _Figures, blocks: Sequence[Sequence[Chunk]]) -> list[int | None] | None:
    """The block of words in whose height each line of figures stands; None where two lines stand in one block."""
    extents = [(min(c.top for c in block), max(c.bottom for c in block)) for block in blocks]
    homes: list[int | None] = []
    for line in lines:
        middle = line[0].middle
        homes.append(
            next((at for at, (top, bottom) in enumerate(extents) if top - 2 <= middle <= bottom + 2), None)
        )
    given = [home for home in homes if home is not None]
    return homes if len(set(given)) == len(given) else None


def _by_beginning(lines: _Figures, labels: Sequence[Chunk]) -> tuple[list[int | None], list[list[Chunk]]]:
    """Rows with no space between them: a line of words with no figures beside it goes on from the one above where that
    was full, or goes on in the one below where that begins in lower case; else it is a row by itself."""
    written = lines_of(labels)
    beside = [_figures_beside(line, lines) for line in written]
    right = max((one.right for one in labels), default=0.0)
    homes: list[int | None] = [None] * len(lines)
    blocks: list[list[Chunk]] = []
    waiting: list[Chunk] = []  # words that go on below
    for at, (line, home) in enumerate(zip(written, beside, strict=True)):
        if home is not None:
            blocks.append([*waiting, *line])
            homes[home], waiting = len(blocks) - 1, []
            continue
        after = written[at + 1] if at + 1 < len(written) else None
        if at and not waiting and _goes_on(written[at - 1], line, right):
            blocks[-1] += line
        elif after is not None and after[0].text[:1].islower() and beside[at + 1] is not None:
            waiting += line
        else:
            blocks.append([*waiting, *line])
            waiting = []
    if waiting:
        blocks.append(waiting)
    return homes, blocks


def _figures_beside(words: Sequence[Chunk], lines: _Figures) -> int | None:
    near = [(abs(line[0].middle - words[0].middle), at) for at, line in enumerate(lines)]
    distance, at = min(near, default=(1e9, -1))
    return at if distance <= 0.6 * words[0].size else None


def _goes_on(above: Sequence[Chunk], below: Sequence[Chunk], right: float) -> bool:
    """Whether the first word below would not have found room above, or is no beginning."""
    text = below[0].text
    if text[:1].islower() or text[:1] in "(&/":
        return True
    first = text.split()[0]
    letter = (below[0].right - below[0].left) / max(len(text), 1)
    room = right - max(one.right for one in above)
    return below[0].left <= above[0].left + 2 and room < (len(first) + 1) * letter
