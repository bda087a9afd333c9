"""Columns of text on a PDF page: what stands beside a table in another column is no part of it.

In: the chunks of a page and where a title stands. Out: those that can belong to what is under it. Titles of tables at
one height head tables side by side: each reaches from its title to the next on its right, and down to where words run
across.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from waymark.assurance.documents.assembling import TITLE
from waymark.assurance.documents.page_words import Chunk

_HANGING = 12.0
"""By how much a table may begin left of its title, in points."""


def in_its_column(chunks: Sequence[Chunk], top: float) -> Sequence[Chunk]:
    """On a page of two columns of text, only the column in which the title stands."""
    title = [one for one in chunks if abs(one.bottom - top) < 1]
    level = [one for one in chunks if one.bottom >= top - 1]
    for left, right in _gutters(level) if title else ():
        sides = (
            [one for one in level if one.right <= left + 1],
            [one for one in level if one.left >= right - 1],
        )
        own, other = sides if title[0].right <= left + 1 else sides[::-1]
        if title[0] in own and _is_text(other) and any(map(_has_words, own)):
            return own
    return chunks


def side_by_side(chunks: Sequence[Chunk], level: Chunk) -> list[list[Chunk]]:
    """What stands at and below each title of a table at the height of `level`; nothing where there is one."""
    titles = [
        one for one in chunks if abs(one.middle - level.middle) < one.size / 2 and TITLE.fullmatch(one.text)
    ]
    lefts = sorted(one.left - _HANGING for one in titles)
    if len(lefts) < 2:
        return []
    top = min(one.top for one in titles) - 1
    below = [one for one in chunks if one.top >= top]
    across = (
        c.top for c in below if _has_words(c) and any(c.left < at < c.right - _HANGING for at in lefts[1:])
    )
    end = min(across, default=float("inf"))
    edges = [float("-inf"), *lefts[1:], float("inf")]
    return [
        [one for one in below if one.top < end and left <= one.left < right]
        for left, right in pairwise(edges)
    ]


def _gutters(chunks: Sequence[Chunk]) -> Iterator[tuple[float, float]]:
    """Upright stretches that nothing crosses."""
    reached = 1e9
    for one in sorted(chunks, key=lambda c: c.left):
        if one.left > reached + 6:
            yield reached, one.left
        reached = max(reached, one.right) if reached < 1e9 else one.right


def _is_text(chunks: Sequence[Chunk]) -> bool:
    """Whether it is a column of prose: nearly all of it lines of words."""
    return len(chunks) >= 4 and 4 * sum(map(_has_words, chunks)) >= 3 * len(chunks)


def _has_words(chunk: Chunk) -> bool:
    return len(chunk.text.split()) >= 4
