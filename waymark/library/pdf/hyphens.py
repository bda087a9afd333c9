"""Whether a hyphen at the end of a line belongs to the word.

The report itself decides: the form that it uses elsewhere, whole or with the hyphen, is taken; where it uses
neither, a word of small letters is put together, and numbers, names and words that have another hyphen keep it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

AFTER = (",", ".", ";", ":", ")", "?", "’", "'s", "’s")
MOST_LOOKED_FOR = 40
_LAST = re.compile(r"[^\W_]+(?:-[^\W_]+)*-$")
_FIRST = re.compile(r"[^\W_]+(?:-[^\W_]+)*")


class Attested:
    """The words of a report. Most reports break a handful of words only, which are looked for where they stand; all
    words are gathered once more are asked for."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._lines = texts
        self._text = ""
        self._asked = 0
        self._words: set[str] = set()

    def __contains__(self, word: str) -> bool:
        """Whether the word stands in the report, alone or beside the usual marks."""
        if not self._asked:
            self._text = f" {' '.join(self._lines)} "
        self._asked += 1
        if self._asked <= MOST_LOOKED_FOR:
            return self._stands(word)
        if not self._words:
            self._words = set(self._text.split())
        words = self._words
        return word in words or any(word + mark in words for mark in AFTER) or f"({word}" in words

    def _stands(self, word: str) -> bool:
        """Lines hold no white space but blanks, so that blanks alone part the words."""
        text = self._text
        at = text.find(word)
        while at >= 0:
            after = text[at + len(word) : text.index(" ", at + len(word))]
            if text[at - 1] == " " and (not after or after in AFTER):
                return True
            if not after and text[at - 2 : at] == " (":
                return True
            at = text.find(word, at + 1)
        return False


def belongs_to_word(before: str, after: str, attested: Attested) -> bool | None:
    """Whether the hyphen that ends `before` stays when `after` follows; None where no word is broken, as after
    a dash that stands alone."""
    left, right = _LAST.search(before), _FIRST.match(after)
    if not left or not right:
        return None
    first, second = left[0][:-1], right[0]
    hyphenated = "-" in first + second
    if not (first + second).isalpha() and not (hyphenated and first[-1].isalpha() and second[0].isalpha()):
        return True
    if "-" in first:
        return True
    if first + second in attested:
        return False
    if f"{first}-{second}" in attested:
        return True
    return "-" in second or not second.islower() or (first.isupper() and len(first) > 1)
