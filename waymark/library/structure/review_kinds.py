"""Which kind of review a report is, by what its title calls it, or else its first pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

from waymark.instruments.reports import ReviewKind
from waymark.library.described import Stated
from waymark.library.structure.account import Account
from waymark.library.structure.report import Piece, Report, either

_SELF = re.compile(r"\b(?:this|the present|our)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_NOT_THIS = re.compile(
    r"\b(?:not|threshold|criteria|rather than|instead of|previous|earlier|other|another|national|future|"
    r"analysis of|biennial|recent)\b",
    re.IGNORECASE,
)


class KindWords:
    """The words of all kinds of review, as one pattern; what is an abbreviation is known by its capitals."""

    def __init__(self, kinds: tuple[ReviewKind, ...]) -> None:
        self._kinds = {}
        for kind in reversed(kinds):
            for rank, word in enumerate(kind.words):
                self._kinds[word if word.isupper() else word.lower()] = (kind.key, rank)
        full = [word for word in self._kinds if not word.isupper()]
        short = [word for word in self._kinds if word.isupper()]
        self.said = tuple(word.lower() for word in self._kinds)
        patterns = [rf"(?i:\b{either(full)}s?\b)"] if full else []
        patterns += [rf"\b{either(short)}s?\b"] if short else []
        self.pattern = re.compile("|".join(patterns) or r"(?!)")

    def kind(self, said: str) -> tuple[str, int]:
        """The key of the kind, and how sure the words are of it: 0 the surest."""
        plain = " ".join(said.split())
        for word in (plain, plain.lower(), plain[:-1], plain[:-1].lower()):
            if word in self._kinds:
                return self._kinds[word]
        raise KeyError(said)


@lru_cache(maxsize=8)
def kind_words(kinds: tuple[ReviewKind, ...]) -> KindWords:
    return KindWords(kinds)


def review_kind(
    report: Report,
    titles: Iterable[Piece],
    lines: Iterable[Piece],
    account: Account,
    words: KindWords,
) -> Stated | None:
    """`titles`: the pieces of the title; `lines`: the other lines of the opening."""
    for pieces, confidence in ((titles, 0.95), (lines, 0.85), (report.running, 0.8)):
        found = [
            (words.kind(match.group())[1], piece.start + match.start(), match)
            for piece in pieces
            for match in words.pattern.finditer(piece.text)
        ]
        if found:
            rank, start, match = min(found, key=lambda one: one[:2])
            key = words.kind(match.group())[0]
            sure = confidence - (0.1 if rank > 1 else 0)
            return report.states("review_kind", key, sure, (start, start + len(match.group())))
    return _by_running_text(report, account, words)


def _by_running_text(report: Report, account: Account, words: KindWords) -> Stated | None:
    """The kind that the report calls itself most often; “this learning review” counts more than a mention."""
    votes: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    for _, sentence in account.holding(*words.said):
        for match in words.pattern.finditer(sentence.text):
            key, _ = words.kind(match.group())
            of_itself = bool(_SELF.search(sentence.text, 0, match.start()))
            if not of_itself and _NOT_THIS.search(sentence.text):
                continue
            votes[key] += 5 if of_itself else 1
            first.setdefault(key, sentence.where(match.start(), match.end()))
    if not votes:
        return None
    key, count = votes.most_common(1)[0]
    return report.states("review_kind", key, 0.75 if count >= 5 else 0.6, first[key])
