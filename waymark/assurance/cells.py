"""What one cell prints: a count, a percentage, both, a number with a rate beside it, a mark, or words.

In: the text of a cell. Out: a `Figure` with its numbers as printed, or nothing where it is no figure. Thousands may be
parted by a comma, a blank or nothing, decimals by a point, or by a comma where no thousands can be meant.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from waymark.assurance.printed import NUMBER, Printed, printed_number

_BLANK = "[ \u00a0\u2009\u202f]"
_NUMBER = rf"(?:\d{{1,3}}(?:{_BLANK}\d{{3}})+(?:[.,]\d+)?(?!\d)|{NUMBER}(?![\d,])|\d+,\d+)"
"""As in a text, and with blanks between thousands or a comma before decimals."""
_BELOW_ONE = re.compile(r"0,\d+")
_MONEY = r"(?:[$£€]\s?)?"
_MARK = (
    r"[*†‡§+#^]{0,3}|[¹²³⁴⁵⁶⁷⁸⁹⁰ᵃᵇᶜᵈᵉ]{0,2}|[a-epr]|\s*\[(?:note\s*)?\d{1,2}\]|\s*\[[a-z]\]|\s*\([a-epr]\)"
)
_ALONE = re.compile(rf"{_MONEY}(?P<number>{_NUMBER})\s*(?P<percent>%?)(?P<mark>{_MARK})")
_PAIR = re.compile(
    rf"(?P<number>{_NUMBER})\s*(?P<percent>%?)\s*(?P<mark>{_MARK})\s*"
    rf"[(\[]\s*(?P<inner>{_NUMBER})\s*(?P<inner_percent>%?)\s*[)\]](?P<after>{_MARK})"
)
_OF = re.compile(
    rf"(?P<number>{_NUMBER})\s*/\s*(?P<of>{_NUMBER})\s*[(\[]\s*(?P<inner>{_NUMBER})\s*%?\s*[)\]](?P<after>{_MARK})"
)
_IN_BRACKETS = re.compile(rf"[(\[]\s*(?P<number>{_NUMBER})\s*(?P<percent>%?)\s*[)\]](?P<mark>{_MARK})")
_WITH_UNIT = re.compile(rf"(?P<number>{NUMBER})(?P<mark>{_MARK})\s+[A-Za-z][A-Za-z ]{{0,30}}")
_CHANGE = re.compile(rf"(?P<sign>[-−–+]){_MONEY}(?P<number>{_NUMBER})\s*(?P<percent>%?)(?P<mark>{_MARK})")
_SIGNED = rf"[-−–]?{_NUMBER}\s*%?"
_RANGE = rf"{_SIGNED}\s*(?:[-–−,;]|to|±)\s*{_SIGNED}"
_SPREAD = re.compile(
    rf"(?:{_SIGNED}\s*(?:{_MARK})\s*)?[(\[]\s*(?:{_RANGE}|±\s*{_NUMBER})\s*[)\]](?:{_MARK})"
    rf"|{_SIGNED}\s*±\s*{_NUMBER}%?(?:{_MARK})|[-−–]{_NUMBER}\s*[(\[]\s*{_SIGNED}\s*[)\]](?:{_MARK})",
    re.IGNORECASE,
)
"""A mean with its deviation, an estimate with its interval, an interval alone, a number below nought with another."""
_LEADING_MARK = re.compile(r"\[(?:note\s*)?\d{1,2}\]\s*", re.IGNORECASE)
_WITHHELD = re.compile(
    rf"(?:\[?[cxzkuw]\]?|\[low\]|[-–—−]+|\.{{1,4}}|…|:|~|#|n\.?/?a\.?|\*{{1,2}}|ref\.?|[<≤>≥]\s?{NUMBER}%?)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_RANGE_OF_YEARS = re.compile(r"(?:19|20)\d\d\s*(?:[-–/]|to)\s*(?:19|20)?\d\d")


@dataclass(frozen=True)
class Change:
    """A number with a sign before it: `falls` where it is a minus."""

    by: Printed
    falls: bool
    percent: bool


@dataclass(frozen=True)
class Figure:
    """`number` with or without a percent sign, and what stands in brackets after it. `marked`: a footnote goes with
    it; `withheld`: a sign stands where a number was kept back or is not there; `bracketed`: the number itself stands
    in brackets, so that only its column tells what it is; `of`: the base after a stroke. A range or a number with its
    spread is a figure without a number."""

    text: str
    number: Printed | None = None
    percent: bool = False
    inner: Printed | None = None
    inner_percent: bool = False
    marked: bool = False
    withheld: bool = False
    bracketed: bool = False
    of: Printed | None = None
    change: Change | None = None

    @property
    def count(self) -> int | None:
        """The number, where it can be a count."""
        if self.number is None or self.percent or self.bracketed or self.number.decimals:
            return None
        return int(self.number.value)

    @property
    def share(self) -> Printed | None:
        """The percentage in the cell: in brackets, or alone."""
        if self.inner is not None and self.inner_percent:
            return self.inner
        return self.number if self.percent else None


def figure(text: str) -> Figure | None:
    """Read a cell. Years alone are figures here; whether they head a column is for the header."""
    text = " ".join(text.split())
    before = _LEADING_MARK.match(text)
    if before is not None and (rest := text[before.end() :]):
        read = figure(rest)
        return replace(read, text=text, marked=True) if read is not None else None
    if not text:
        return None
    if _WITHHELD.fullmatch(text):
        return Figure(text, withheld=True)
    if not any(letter.isdigit() for letter in text):
        return None
    return _number(text) or _pair(text) or _part(text) or _other(text)


def _number(text: str) -> Figure | None:
    bracketed = _IN_BRACKETS.fullmatch(text)
    alone = bracketed or _ALONE.fullmatch(text) or _WITH_UNIT.fullmatch(text)
    if alone is None:
        return None
    named = alone.groupdict()
    return Figure(
        text,
        _printed(alone["number"]),
        bool(named.get("percent")),
        marked=bool(alone["mark"]),
        bracketed=bracketed is not None,
    )


def _pair(text: str) -> Figure | None:
    pair = _PAIR.fullmatch(text)
    if pair is None:
        return None
    return Figure(
        text,
        _printed(pair["number"]),
        bool(pair["percent"]),
        _printed(pair["inner"]),
        bool(pair["inner_percent"]),
        marked=bool(pair["mark"] or pair["after"]),
    )


def _part(text: str) -> Figure | None:
    """“12/48 (25%)”."""
    part = _OF.fullmatch(text)
    if part is None:
        return None
    number, of, inner = (_printed(part[name]) for name in ("number", "of", "inner"))
    return Figure(text, number, inner=inner, inner_percent=True, marked=bool(part["after"]), of=of)


def _other(text: str) -> Figure | None:
    """A change, a range, a number with its spread."""
    change = _CHANGE.fullmatch(text)
    if change is not None and (by := _printed(change["number"])) is not None:
        signed = Change(by, change["sign"] != "+", bool(change["percent"]))
        return Figure(text, marked=bool(change["mark"]), change=signed)
    return Figure(text) if _SPREAD.fullmatch(text) else None


def _printed(text: str) -> Printed | None:
    """As the text prints it, whichever way it parts thousands and decimals."""
    bare = re.sub(_BLANK, "", text)
    if _BELOW_ONE.fullmatch(bare):
        bare = bare.replace(",", ".")
    read = printed_number(bare) or printed_number(bare.replace(",", "."))
    return replace(read, text=text) if read is not None else None


def is_year(text: str) -> bool:
    """A year or a span of years, as headers print them."""
    text = text.strip()
    return bool(_YEAR.fullmatch(text) or _RANGE_OF_YEARS.fullmatch(text))
