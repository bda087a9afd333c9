"""The header of a table on a PDF page: lines of it, from the top, over the columns where its figures stand.

Words that stand over several columns are an upper header, written over the first of them. Words over one column are
parted where space runs across the whole header; without such space they are one cell of several lines. In: the
chunks above the first row of figures. Out: lines of cells, the first of each for the labels of rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Protocol

from waymark.assurance.documents.page_words import Chunk, joined, lines_of

_SPACE = 0.2
"""Heights of a line that part two lines of a header from one another."""


class Stretch(Protocol):
    @property
    def left(self) -> float: ...
    @property
    def right(self) -> float: ...


def header_lines(
    heads: Sequence[Chunk], corner: Sequence[Chunk], columns: Sequence[Stretch]
) -> list[tuple[str, ...]]:
    label = joined(corner).text if corner else ""
    parted = _tiers(heads)
    tiers = [
        cells
        for at, tier in enumerate(parted)
        for cells in _of_tier(tier, columns, len(parted[at + 1]) if at + 1 < len(parted) else 0)
    ]
    if not tiers:
        return [(label, *[""] * len(columns))] if label else []
    lines = [(label if not at else "", *cells) for at, cells in enumerate(tiers)]
    return [line for line in lines if any(line)]


def _tiers(heads: Sequence[Chunk]) -> list[list[Chunk]]:
    """Parted where nothing stands at a height, clearly more so than between two lines of one cell."""
    lines = lines_of(heads)
    if not lines:
        return []
    ends = [max(one.bottom for one in line) for line in lines]
    gaps = [
        (min(one.top for one in after) - max(ends[: at + 1])) / line[0].size
        for at, (line, after) in enumerate(pairwise(lines))
    ]
    closest = min(gaps, default=0.0)
    tiers = [list(lines[0])]
    for gap, line in zip(gaps, lines[1:], strict=True):
        if gap > _SPACE and (gap > closest + 0.15 or gap > 0.45):
            tiers.append([])
        tiers[-1] += line
    return tiers


def _of_tier(tier: Sequence[Chunk], columns: Sequence[Stretch], below_it: int) -> list[list[str]]:
    """What spans several columns, and under it what does not; words beside the former that stand over one column
    none of it covers go with it, so that they are not taken for a part of it."""
    over_several = {one.characters: at for one in tier if len(at := covered(one, columns)) > 1}
    over_several |= _over_pairs(tier, columns, below_it)
    spanning = [one for one in tier if one.characters in over_several]
    single = [one for one in tier if one not in spanning]
    below: list[list[Chunk]] = [[] for _ in columns]
    for one in single:
        middle = (one.left + one.right) / 2
        below[
            next((at for at, edge in enumerate(_edges(columns)) if middle < edge), len(columns) - 1)
        ].append(one)
    written = [joined(parts).text if parts else "" for parts in below]
    if not spanning:
        return [written]
    over: dict[int, list[Chunk]] = {}
    for one in spanning:
        over.setdefault(over_several[one.characters][0], []).append(one)
    hidden = {at for one in spanning for at in over_several[one.characters]}
    upper = [joined(over[at]).text if at in over else "" for at in range(len(columns))]
    for column, text in enumerate(written):
        if text and column not in hidden:
            upper[column], written[column] = text, ""
    return [upper, written] if any(written) else [upper]


def covered(one: Chunk, columns: Sequence[Stretch]) -> list[int]:
    """The columns over the middle of which it stands."""
    return [at for at, c in enumerate(columns) if one.left - 2 <= (c.left + c.right) / 2 <= one.right + 2]


def _over_pairs(
    tier: Sequence[Chunk], columns: Sequence[Stretch], below_it: int
) -> dict[tuple[int, ...], list[int]]:
    """Words too short to cover the columns that they head: each of a line stands in the middle of as many columns as
    the others do, and below it every column has words of its own."""
    first, *others = lines_of(tier)
    each, rest = divmod(len(columns), len(first))
    words_below = min(map(len, others)) if others else below_it
    if each < 2 or rest or words_below < len(columns):
        return {}
    centres = [(c.left + c.right) / 2 for c in columns]
    ordered = sorted(first, key=lambda one: one.left)
    groups = [list(range(n * each, (n + 1) * each)) for n in range(len(first))]
    if not all(_is_amid(one, group, centres) for one, group in zip(ordered, groups, strict=True)):
        return {}
    return {one.characters: group for one, group in zip(ordered, groups, strict=True)}


def _is_amid(one: Chunk, group: Sequence[int], centres: Sequence[float]) -> bool:
    first, last = centres[group[0]], centres[group[-1]]
    return abs((one.left + one.right - first - last) / 2) < 0.25 * (last - first)


def _edges(columns: Sequence[Stretch]) -> list[float]:
    """Half way between each two columns."""
    return [(before.right + after.left) / 2 for before, after in pairwise(columns)]
