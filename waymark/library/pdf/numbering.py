"""The numbers and bullets that open a paragraph, and page numbers, as they are printed."""

from __future__ import annotations

import re

BULLETS = "•●○◦▪■□▫◆◇►▶➢➤✓✔‣⁃∙·"
_PARTS = r"\d{1,3}(?:[.\-–]\d{1,3}){1,4}\.?"
_LETTERED = r"[A-Z]{1,2}\d{0,2}(?:\.\d{1,3}){1,3}\.?"
_WHOLE = r"\d{1,3}[.)]"
_COUNTED = r"[A-Z]\d{1,2}[.:]?"
_BRACKETED = r"\((?:\d{1,3}|[a-z]{1,2}|[ivxl]{1,5}|[A-Z])\)"
_LETTER = r"(?:[a-zA-Z]|[ivxl]{2,5})[.)]"
_BARE = r"\d{1,2}"
_DASH = r"[–—\-*\uf0b7\uf0a7\uf0d8]|o"

_OPENING = re.compile(
    rf"(?P<bullet>[{BULLETS}]|(?:{_DASH})(?=\s))\s*|"
    rf"(?P<number>{_PARTS}|{_LETTERED}|{_WHOLE}|{_COUNTED}|{_BRACKETED}|{_LETTER}|{_BARE}(?=\s))(?=\s|$)"
)
_OPENERS = frozenset(
    "0123456789(–—-*o\uf0b7\uf0a7\uf0d8abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" + BULLETS
)
_DIGITS = re.compile(r"\d+")

_ROMAN = r"(?=[ivxlc])(?:x{0,3})(?:ix|iv|v?i{0,3})"
_PAGE_NUMBER = re.compile(
    rf"[\s\-–—|~\[(]*(?:page|p\.?)?\s*(?:(?P<arabic>\d{{1,4}})|(?P<roman>{_ROMAN}))"
    rf"(?:\s*(?:of|/)\s*\d{{1,4}})?[\s\-–—|~\])]*",
    re.IGNORECASE,
)
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def opening_number(text: str) -> str:
    """“4.1”, “4-12”, “(a)”, “•” as printed at the beginning; empty where there is none. A bare “4” counts."""
    if text[:1] not in _OPENERS or _begins_with_word(text[:3]):
        return ""
    match = _OPENING.match(text)
    return match[0].strip() if match else ""


def _begins_with_word(three: str) -> bool:
    """Whether these first three letters are of a word, or a word of two small ones, as in most lines. Asked of
    every line, and three times as quick as a pattern."""
    if not three.isascii() or len(three) < 3:
        return False
    return three.isalpha() or (three[2] == " " and three[:2].isalpha() and three[:2].islower())


def is_bullet(number: str) -> bool:
    return not any(c.isalnum() for c in number) or number == "o"


def parts(number: str) -> int:
    """How deep a number goes: 1 for “4”, 2 for “4.1”, 0 for bullets and letters."""
    digits = _DIGITS.findall(number) if number else []
    return len(digits) if digits and not number.startswith("(") else 0


def is_list_mark(number: str) -> bool:
    """Bullets, letters and numbers in brackets open items; “4.1” and “4-12” number paragraphs."""
    return bool(number) and (is_bullet(number) or parts(number) < 2)


def page_number(text: str) -> int | None:
    """The number that this line is, if it is nothing but a page number."""
    if len(text) > 24:
        return None
    match = _PAGE_NUMBER.fullmatch(text)
    if not match:
        return None
    if match["arabic"]:
        return int(match["arabic"])
    values = [_ROMAN_VALUES[c] for c in match["roman"].lower()]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))
