"""The running text of a report as it is asked: which sentences hold one of these words?

The first part is cut into sentences at once, since what a report says of itself and of its child stands there;
the rest only where a word is found. Words are looked for as they are, before any pattern is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from waymark.library.structure.report import Piece, Report
from waymark.library.structure.sentences import RUNNING_TEXT, Sentence, sentences

_FIRST_CHARACTERS = 24_000
"""About eight pages."""
_LETTERS = b"abcdefghijklmnopqrstuvwxyz0123456789"
_BLANK_BETWEEN_WORDS = bytes(code if code in _LETTERS else ord(" ") for code in range(256))
"""Each byte as it is in a word, all others as a blank: words are cut from bytes at a third of a pattern's cost."""


class Account:
    """The sentences of the first part of the running text, in order."""

    def __init__(self, pieces: tuple[Piece, ...]) -> None:
        self.sentences = list(sentences(pieces))
        self._small = [sentence.text.lower() for sentence in self.sentences]
        self._places: dict[bytes, list[int]] = {}
        for place, small in enumerate(self._small):
            for word in set(small.encode().translate(_BLANK_BETWEEN_WORDS).split()):
                self._places.setdefault(word, []).append(place)
        self._words = sorted(self._places)

    def holding(self, *sought: str) -> list[tuple[int, Sentence]]:
        """Sentences that hold a word that begins so (“injur”), a whole word (“age.”) or words in a row (“led to”),
        in small letters. Each with its place in the account."""
        held: set[int] = set()
        for one in sought:
            if " " in one:
                first = self._places.get(one.split()[0].encode(), ())
                held.update(place for place in first if one in self._small[place])
            elif one.endswith("."):
                held.update(self._places.get(one[:-1].encode(), ()))
            else:
                letters = one.encode()
                at = bisect_left(self._words, letters)
                while at < len(self._words) and self._words[at].startswith(letters):
                    held.update(self._places[self._words[at]])
                    at += 1
        return [(place, self.sentences[place]) for place in sorted(held)]


class Rest:
    """The running text after the first part."""

    def __init__(self, pieces: tuple[Piece, ...], text: str) -> None:
        self._pieces = pieces
        self._text = text
        self._starts = [piece.start for piece in pieces]

    def holding(self, *words: str) -> Iterator[Sentence]:
        """Sentences of the paragraphs that hold one of the words, written as they stand there."""
        held: set[int] = set()
        first = self._starts[0] if self._starts else len(self._text)
        for word in words:
            at = self._text.find(word, first)
            while at >= 0:
                place = bisect_right(self._starts, at) - 1
                held.add(place)
                at = self._text.find(word, max(at + 1, self._pieces[place].end))
        for place in sorted(held):
            yield from sentences((self._pieces[place],))


def account_of(report: Report) -> tuple[Account, Rest]:
    pieces, text = report.pieces, report.stored.text
    spoken = 0
    for place, piece in enumerate(pieces):
        if piece.kind in RUNNING_TEXT:
            spoken += len(piece.text)
        if spoken > _FIRST_CHARACTERS:
            return Account(pieces[: place + 1]), Rest(pieces[place + 1 :], text)
    return Account(pieces), Rest((), text)
