"""Numbers and fractions in words: “thirty-one”, “two-thirds”, “one in seven”, “half a dozen”.

In: text. Out: the places where a number stands, in digits or in words, with its value.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from waymark.assurance.printed import NUMBER, Printed, printed_number
from waymark.register.cleaning.numbers import NUMBER_WORDS

_UNITS = [word for word, value in NUMBER_WORDS.items() if value < 20]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
_ROUND = {word: 10 * value for value, word in enumerate(_TENS, start=2)}
_UNIT = "|".join(_UNITS[1:10])
_TEN = "|".join(_TENS)
_UP_TO_99 = rf"(?:(?:{_TEN})(?:[-‐‑\s](?:{_UNIT}))?|{'|'.join(sorted(_UNITS, key=len, reverse=True))})"
WORDS = rf"(?:(?:an?|{_UP_TO_99})[-\s]+hundred(?:[-\s]+(?:and\s+)?{_UP_TO_99})?|{_UP_TO_99})"
"""A whole number in words, up to 9,999 in hundreds. A pattern without groups."""

GROUPED = r"\d{1,3}(?:[ \u00a0\u2000-\u200a\u202f]\d{3}){1,8}"
"""Thousands set apart by spaces, as the SI does: “32 910”."""
COUNT = rf"(?:(?<![\w.,–-])(?:{GROUPED}|{NUMBER})(?!\d|[.,]\d|(?:st|nd|rd|th)\b)|\b{WORDS}\b)"
"""A number in digits or in words. A pattern without groups."""

NAME_BEFORE = re.compile(
    r"\b(?:tables?|figures?|chapter|box|section|appendix|aged?|pp?\.|line|row|step|part|note|group|arm|grade|stage|"
    r"type|level|class|phase|category|week|day|month|year|visit|model|question|item)"
    rf"s?(?:\s+(?:\d{{1,4}}|{WORDS})(?:\s*,\s*\d{{1,4}}){{0,4}}\s*(?:,|and|or|to))?\s*$",
    re.IGNORECASE,
)
"""What stands before a number that is a name of something and counts nothing: “grade 3”, “week 12”."""

_HELD = re.compile(r"\s*(?:reach(?:ed|es|ing)?\s*)?(?:an?\s*)?", re.IGNORECASE)
"""Between a hedge and its fraction: “nearly reached two-thirds”."""
_HEDGED = 26
_NAME = 12
"""How many letters the longest such name has at most, with a space."""
_SPACES = re.compile(r"[ \u00a0\u2000-\u200a\u202f]")
_PARTS = {
    "half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
}  # fmt: skip
_PART = "|".join(_PARTS)
_IN = re.compile(
    rf"(?<![\w.,/-])(?P<above>one|two|three|four|five|six|seven|eight|nine|\d)\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<below>{WORDS}|\d{{1,3}})\b(?!\s*\(?%)",
    re.IGNORECASE,
)
_ROUND_BELOW = frozenset([*range(2, 11), 20, 100, 1000])
"""“Out of” one of these is a fraction, out of any other number a count of that many."""
_TENS_BEFORE = re.compile(rf"\b(?:{_TEN})\s+$", re.IGNORECASE)
_FRACTION = re.compile(
    rf"\b(?:(?P<above>an?|one|two|three|four|five|six|seven|eight|nine)[-\s]+)?(?P<part>{_PART})s?\b(?!-)",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"(?P<below>nearly|almost|just under|under|less than|fewer than|not quite|close to|up to|at most)"
    r"|(?P<above>over|more than|just over|at least|greater than|well over|slightly over|in excess of)"
    r"|(?P<about>about|around|approximately|roughly|some|circa|broadly)",
    re.IGNORECASE,
)  # fmt: skip


@dataclass(frozen=True)
class InWords:
    """A fraction in words. `hedge`: how it is softened: “below” (nearly), “above” (over), “about”, or nothing."""

    text: str
    value: Fraction
    hedge: str
    start: int
    end: int


def number_of(text: str) -> Printed | None:
    """A number in digits or in words as `Printed`; words stand for a whole number."""
    text = text.strip()
    digits = printed_number(_SPACES.sub("", text) if text[:1].isdigit() else text)
    if digits is not None:
        return digits
    value = in_words(text)
    return Printed(text, Fraction(value), 0) if value is not None else None


def in_words(text: str) -> int | None:
    parts = re.split(r"[-‐‑\s]+", text.casefold().strip())
    total, seen = 0, False
    for word in parts:
        if word == "and":
            continue
        if word == "hundred":
            total = max(total, 1) * 100
        elif word in NUMBER_WORDS or word in _ROUND:
            total += NUMBER_WORDS.get(word, _ROUND.get(word, 0))
        elif word in ("a", "an"):
            total += 1
        else:
            return None
        seen = True
    return total if seen else None


def fractions_in(text: str) -> Iterator[InWords]:
    """Fractions in words, in the order in which they stand."""
    for found in _IN.finditer(text):
        above, below = number_of(found["above"]), number_of(found["below"])
        # “nine out of 51” counts nine; “seventy nine in” is no nine
        counted = "out" in found[0].casefold() and below is not None and below.value not in _ROUND_BELOW
        named = NAME_BEFORE.search(text, max(0, found.start() - _NAME), found.start())
        if counted or named or _TENS_BEFORE.search(text, max(0, found.start() - 9), found.start()):
            continue
        if above and below and below.value > above.value > 0:
            yield _made(text, found, above.value / below.value)
    for found in _FRACTION.finditer(text):
        word = (found["above"] or "").casefold()
        part = found["part"].casefold()
        if part != "half" and not word:
            continue  # “the third”, “a fifth wheel”
        many = in_words(word) or 1
        if many < _PARTS[part]:
            yield _made(text, found, Fraction(many, _PARTS[part]))


def _made(text: str, found: re.Match[str], value: Fraction) -> InWords:
    before = text[max(0, found.start() - _HEDGED) : found.start()]
    hedges = [one for one in _HEDGE.finditer(before) if _HELD.fullmatch(before, one.end())]
    hedge = next((name for name, said in hedges[-1].groupdict().items() if said), "") if hedges else ""
    start = found.start() - (len(before) - hedges[-1].start()) if hedges else found.start()
    return InWords(text[start : found.end()], value, hedge, start, found.end())
