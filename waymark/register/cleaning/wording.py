"""Comparing words as a person does: case, spacing and punctuation do not count, "&" is "and".

`fold` gives words to read, `match_key` a key to compare; `says_nothing` knows the ways of writing that
nothing is known.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"), "")
_DASHES = {ord(dash): "-" for dash in "‐‑‒–—―−﹣－"}
_QUOTES = {ord(quote): "'" for quote in "‘’‛`´"}
_NOT_COUNTED = re.compile(r"[^\w+<>]+|_+")
_SPACE_BETWEEN_DIGITS = re.compile(r"(?<=\d) (?=\d)")

_WAYS_TO_SAY_NOTHING = """
unknown, not known, n/k, don't know, dk, unsure, not sure, unclear, n/a, not applicable, not stated,
not given, not provided, not recorded, unrecorded, not available, unspecified, not specified,
no information, no info, no data, missing, blank, null, tbc, tba, to be confirmed
"""


def tidy(text: str) -> str:
    """The text with its spaces folded, invisible characters gone, and one kind of dash and apostrophe."""
    plain = text.translate(_INVISIBLE).translate(_DASHES).translate(_QUOTES)
    return " ".join(plain.split())


@lru_cache(maxsize=20_000)
def fold(text: str) -> str:
    """Lower-case words with single spaces between them. Text of nothing but marks stays as it is."""
    plain = unicodedata.normalize("NFKC", tidy(text)).casefold().replace("&", " and ").replace("'", "")
    folded = " ".join(_NOT_COUNTED.sub(" ", plain).split())
    return folded or plain.strip()


def match_key(text: str) -> str:
    """Equal for two texts that say the same words. Digits stay apart (“1-5” is not “15”), a minus stays a
    minus."""
    folded = _SPACE_BETWEEN_DIGITS.sub("_", fold(text)).replace(" ", "")
    return "-" + folded if tidy(text)[:1] == "-" and folded[:1].isdigit() else folded


def says_nothing(text: str) -> bool:
    """Whether the text is one of the ways to write that nothing is known or that the question does not
    apply."""
    key = match_key(text)
    return key in _NOTHING_KNOWN or not any(letter.isalnum() for letter in key)


_NOTHING_KNOWN = frozenset(map(match_key, _WAYS_TO_SAY_NOTHING.split(",")))
