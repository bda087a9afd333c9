"""How alike two headers are, from 0 to 1, as a person would say who knows how headers are misspelt.

Letter by letter, “Time of incident” is nearly “Type of incident” and “Religion” nearly “Region”; word by
word they are not. So words are paired: equal, one slip apart, singular and plural, or cut short; the order
of words and small words do not count. What is left unpaired on either side counts against.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import numpy as np
from rapidfuzz.distance import OSA
from scipy.optimize import linear_sum_assignment

_SMALL_WORDS = frozenset(
    ("a", "an", "and", "at", "by", "for", "in", "is", "of", "on", "or", "re", "s", "the", "to", "was")
)
_SHORT_FORMS = {"no": "number", "num": "number", "nr": "number", "dt": "date", "cat": "category"}
_UNDERSTOOD = frozenset(("child", "childs", "children"))  # every header of a case speaks of the child
_UNDERSTOOD_WEIGHT = 0.3
_EQUAL, _PLURAL, _ONE_SLIP, _CUT_SHORT = 1.0, 0.98, 0.92, 0.9
_ALL_LETTERS_BUT_A_SLIP = 0.9


def plain(header: str) -> str:
    """The header without case, accents, punctuation and spacing: “D.O.B.” and “dob” are one."""
    return in_words(header).replace(" ", "")


@lru_cache(maxsize=4096)
def in_words(header: str) -> str:
    """The same with single spaces between words; a capital inside a word begins another."""
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header).replace("&", " and ").replace("#", " no ")
    apart = unicodedata.normalize("NFKD", spaced.casefold())
    bare = "".join(character for character in apart if not unicodedata.combining(character))
    return " ".join(re.findall(r"[^\W_]+", re.sub(r"(?<=\w)['’.](?=\w)", "", bare)))


def likeness(one: str, other: str) -> float:
    """How alike two headers are; both as `in_words` gives them."""
    if one == other:
        return 1.0
    words, others = _telling(one), _telling(other)
    if not words or not others:
        return 0.0
    worth = np.array([[_alike(a, b) * min(_weight(a), _weight(b)) for b in others] for a in words])
    pairs = linear_sum_assignment(worth, maximize=True)
    whole = sum(map(_weight, words)) + sum(map(_weight, others))
    by_words = 2 * float(worth[pairs].sum()) / whole
    # Words run together or torn apart: only then may the letters speak for the whole.
    torn = one.count(" ") != other.count(" ")
    alike = torn and _slip_apart(one.replace(" ", ""), other.replace(" ", ""))
    return max(by_words, _ALL_LETTERS_BUT_A_SLIP if alike else 0.0)


def _telling(header: str) -> list[str]:
    words = [_SHORT_FORMS.get(word, word) for word in header.split()]
    return [word for word in words if word not in _SMALL_WORDS]


def _weight(word: str) -> float:
    return _UNDERSTOOD_WEIGHT if word in _UNDERSTOOD else 1.0


def _alike(word: str, other: str) -> float:
    if word == other:
        return _EQUAL
    short, long = sorted((word, other), key=len)
    if long in (short + "s", short + "es", short[:-1] + "ies"):
        return _PLURAL
    if _slip_apart(word, other):
        return _ONE_SLIP
    cut_short = 3 <= len(short) <= 5 and long.startswith(short) and len(long) > len(short) + 1
    return _CUT_SHORT if cut_short else 0.0


def _slip_apart(one: str, other: str) -> bool:
    """One letter left out, added, changed or swapped with the next; two in a long word."""
    length = min(len(one), len(other))
    allowed = 0 if length < 5 else 1 if length < 11 else 2
    return bool(OSA.distance(one, other, score_cutoff=allowed) <= allowed)
