"""Where in a shown passage the words stand that were searched for.

In: an expanded query and a text. Out: stretches of the text in order, half-open, none overlapping: every
occurrence of each word or phrase, of those that must be near only where they are.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice, product

from waymark.library.search.query_tree import And, Near, Or, Phrase, Query, Without
from waymark.library.search.stems import beginning, stem
from waymark.library.search.words import WORD, folded

Stretch = tuple[int, int]

_MOST_GROUPS = 2_000
"""Of places in one passage that are looked at for nearness."""


class Marker:
    """Made once for a query and asked for each passage of a page."""

    def __init__(self, query: Query) -> None:
        self._phrases = [_Sought(asked) for asked in _asked(query) if isinstance(asked, Phrase)]
        self._nearnesses = [_Nearness(asked) for asked in _asked(query) if isinstance(asked, Near)]

    def marks(self, text: str) -> tuple[Stretch, ...]:
        small = folded(text)
        found: set[Stretch] = set()
        for phrase in self._phrases:
            found.update(phrase.places(small))
        for nearness in self._nearnesses:
            found.update(nearness.places(small))
        return _merged(sorted(found))


def _asked(query: Query) -> Iterator[Phrase | Near]:
    match query:
        case Phrase() | Near():
            yield query
        case And() | Or():
            for operand in query.operands:
                yield from _asked(operand)
        case Without():
            yield from _asked(query.keep)


class _Sought:
    """A phrase as stems. Its first word is looked for by the letters with which all of that stem begin: much
    faster than stemming every word of the text."""

    def __init__(self, phrase: Phrase) -> None:
        self._stems = [stem(folded(word)) for word in phrase.words]
        self._begins = beginning(self._stems[0])

    def places(self, small: str) -> Iterator[Stretch]:
        at = small.find(self._begins)
        while at >= 0:
            if (at == 0 or not small[at - 1].isalnum()) and (end := self._end(small, at)):
                yield at, end
            at = small.find(self._begins, at + 1)

    def _end(self, small: str, start: int) -> int | None:
        """Where the phrase ends that begins here; None where another does."""
        at = start
        for sought in self._stems:
            word = WORD.search(small, at)
            if word is None or stem(word[0]) != sought:
                return None
            at = word.end()
        return at


class _Nearness:
    """A group in which every phrase ends at most so many words before the last begins."""

    def __init__(self, near: Near) -> None:
        self._phrases = [_Sought(operand) for operand in near.operands if isinstance(operand, Phrase)]
        self._within = near.within

    def places(self, small: str) -> Iterator[Stretch]:
        for chosen in islice(product(*(sought.places(small) for sought in self._phrases)), _MOST_GROUPS):
            last = max(start for start, _ in chosen)
            if all(end > last or len(WORD.findall(small, end, last)) <= self._within for _, end in chosen):
                yield from chosen


def _merged(stretches: list[Stretch]) -> tuple[Stretch, ...]:
    found: list[Stretch] = []
    for start, end in stretches:
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return tuple(found)
