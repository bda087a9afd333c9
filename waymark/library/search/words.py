"""What is a word, in questions and in passages: a run of letters and digits, as SQLite's unicode61 sees them.

Folding makes small letters without accents, code point by code point, so that offsets stay.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

WORD = re.compile(r"[^\W_]+")
_CUT = bytes(code if code > 0x7F or chr(code).isalnum() else ord(" ") for code in range(256)).lower()
_FOLDING_NEEDED = re.compile(r"[^\x00-\xbf\u2000-\u2bff]")


class _Folds(dict[int, str]):
    def __missing__(self, code: int) -> str:
        character = chr(code)
        base = unicodedata.normalize("NFD", character)[0].lower()
        fold = self[code] = base if len(base) == 1 else character
        return fold


_FOLDS = _Folds()


def folded(text: str) -> str:
    """Of the same length as the text."""
    return text.translate(_FOLDS) if _FOLDING_NEEDED.search(text) else text.lower()


def words_in(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(unicodedata.normalize("NFC", text).lower()))


def cut_apart(text: str) -> list[bytes]:
    """The text cut where ASCII holds no letter or digit, in small letters as far as it is ASCII: stretches of one
    word, or of several with other signs between, sooner had than the words themselves."""
    return text.encode().translate(_CUT).split()


def different_words(texts: Iterable[str]) -> set[str]:
    """Every word that stands in the texts, folded, once."""
    return set(WORD.findall(folded(" ".join(texts))))
