"""Sentences of a paragraph, with where each begins."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

_END = re.compile(r"[.!?][’”\"')\]]*[¹²³⁴⁵⁶⁷⁸⁹⁰]*\s+(?=[A-Z0-9‘“(\[])")
_SHORT = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|et al|etc|vs|no|fig|approx|ca|Dr|Mr|Mrs|Ms|St|para|pp?|vol|ed)|\b[A-Z]|\bs)\.$",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[tuple[int, str], ...]:
    """Each with its offset. Several checks read the same paragraphs one after the other."""
    return tuple(_parted(text))


def _parted(text: str) -> Iterator[tuple[int, str]]:
    """A stop after an abbreviation or an initial ends none."""
    start = 0
    for found in _END.finditer(text):
        stop = text[start : found.start() + 1]
        if _SHORT.search(stop):
            continue
        yield start, text[start : found.end()].rstrip()
        start = found.end()
    if text[start:].strip():
        yield start, text[start:].rstrip()


def sentence_at(text: str, offset: int) -> str:
    """The sentence in which the letter at the offset stands."""
    found = text
    for start, sentence in sentences(text):
        if start > offset:
            break
        found = sentence
    return found
