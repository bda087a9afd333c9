"""Sentences of a paragraph, with where each begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

_END = re.compile(r"[.!?][’”\"')\]]*[¹²³⁴⁵⁶⁷⁸⁹⁰]*\s+(?=[A-Z0-9‘“(\[])")
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|et al|etc|vs|no|fig|approx|ca|Dr|Mr|Mrs|Ms|St|para|pp?|vol|ed)|\b[A-Z]|\bs)\.$",
    re.IGNORECASE,
)

_LONGEST_SHORT = 12
_LONGEST = 4000
"""In letters."""


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[tuple[int, str], ...]:
    """Each with its offset. Several checks read the same paragraphs one after the other."""
    return tuple(_parted(text))


def _parted(text: str) -> Iterator[tuple[int, str]]:
    """A stop after an abbreviation or an initial ends none."""
    start = 0
    for found in _END.finditer(text):
        if _SHORT.search(text, max(start, found.start() - _LONGEST_SHORT), found.start() + 1):
            continue
        yield from _cut(start, text[start : found.end()].rstrip())
        start = found.end()
    if text[start:].strip():
        yield from _cut(start, text[start:].rstrip())


def _cut(start: int, sentence: str) -> Iterator[tuple[int, str]]:
    """What runs on for pages is no sentence, and every check would try all pairs of its figures."""
    for at in range(0, len(sentence), _LONGEST):
        yield start + at, sentence[at : at + _LONGEST]


def sentence_at(text: str, offset: int) -> str:
    """The sentence in which the letter at the offset stands."""
    parted = sentences(text)
    at = bisect_right(parted, offset, key=lambda one: one[0]) - 1
    return parted[max(at, 0)][1] if parted else text
