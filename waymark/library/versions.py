"""Whether a report is a version of one that is there: most of its long paragraphs stand in both.

In: stored texts. Out: fingerprints, eight bytes for each long paragraph, and the share that two have in common.
A board re-issues a report with a date or a paragraph changed; a summary, or another report by the same author
with the same method chapter, shares far less.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b

from waymark.library.stored_text import StoredText

SAME_REPORT = 0.6
_LONG = 80
_FEWEST = 3
_ASCII_SPACES = bytes(code for code in range(128) if chr(code).isspace())


def fingerprints(stored: StoredText) -> frozenset[int]:
    """One number for each paragraph of at least 80 characters, blind to case and spacing."""
    found = set()
    for paragraph in stored.paragraphs:
        if paragraph.kind in ("paragraph", "list item") and paragraph.end - paragraph.start >= _LONG:
            letters = _letters(stored.said(paragraph))
            if len(letters) >= _LONG:
                found.add(
                    int.from_bytes(blake2b(letters.encode(), digest_size=8).digest(), "big", signed=True)
                )
    return frozenset(found)


def _letters(said: str) -> str:
    """In small letters, without white space. Of ASCII, as most paragraphs are, without cutting it into words."""
    if said.isascii():
        return said.lower().encode().translate(None, _ASCII_SPACES).decode()
    return "".join(said.casefold().split())


def packed(prints: Iterable[int]) -> bytes:
    return array("q", sorted(prints)).tobytes()


def unpacked(stored: bytes) -> frozenset[int]:
    numbers = array("q")
    numbers.frombytes(stored)
    return frozenset(numbers)


@dataclass
class KnownReports:
    """Reports by the fingerprints of all their versions; `report` is any key."""

    _of: dict[int, set[int]] = field(default_factory=dict)
    _size: dict[int, int] = field(default_factory=dict)

    def add(self, report: int, prints: frozenset[int]) -> None:
        for number in prints:
            self._of.setdefault(number, set()).add(report)
        self._size[report] = max(self._size.get(report, 0), len(prints))

    def version_of(self, prints: frozenset[int]) -> tuple[int, float] | None:
        """The report with which most is in common, and the share (of the longer one); None where none has enough."""
        if len(prints) < _FEWEST:
            return None
        common = Counter(report for number in prints for report in self._of.get(number, ()))
        if not common:
            return None
        shares = ((count / max(len(prints), self._size[report]), -report) for report, count in common.items())
        share, negative = max(shares)
        return (-negative, share) if share >= SAME_REPORT else None
