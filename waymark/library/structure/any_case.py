"""Patterns that are blind to case, asked of a text in small letters.

Where a pattern ignores case, Python compares every alternative letter by letter; where it does not, alternatives that
begin otherwise are passed over at once. With the long lists of words by which reports are read, that is four times as
quick.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator


class AnyCase:
    """`pattern` is written in small letters. What is found has the offsets of the text, and its words in small
    letters."""

    def __init__(self, pattern: str, flags: int = 0) -> None:
        self._pattern = re.compile(pattern, flags)

    def search(self, text: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        return self._pattern.search(_small(text), start, end)

    def finditer(self, text: str, start: int = 0, end: int = sys.maxsize) -> Iterator[re.Match[str]]:
        return self._pattern.finditer(_small(text), start, end)


def _small(text: str) -> str:
    """Of the same length as the text: a letter whose small form is two stays as it is."""
    small = text.lower()
    if len(small) == len(text):
        return small
    return "".join(letter if len(letter.lower()) > 1 else letter.lower() for letter in text)
