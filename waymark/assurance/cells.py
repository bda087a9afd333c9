"""What one cell prints: a count, a percentage, both, a number with a rate beside it, a mark, or words.

In: the text of a cell. Out: a `Figure` with its numbers as printed, or nothing where it is no figure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from waymark.assurance.printed import NUMBER, Printed, printed_number

_MARK = r"[*†‡§+]{0,3}|[¹²³⁴⁵⁶⁷⁸⁹⁰]{0,2}|\s*\[(?:note\s*)?\d{1,2}\]"
_ALONE = re.compile(rf"(?P<number>{NUMBER})\s*(?P<percent>%?)(?P<mark>{_MARK})")
_PAIR = re.compile(
    rf"(?P<number>{NUMBER})(?P<percent>%?)\s*(?P<mark>{_MARK})\s*"
    rf"[(\[]\s*(?P<inner>{NUMBER})\s*(?P<inner_percent>%?)\s*[)\]](?P<after>{_MARK})"
)
_WITH_UNIT = re.compile(rf"(?P<number>{NUMBER})(?P<mark>{_MARK})\s+[A-Za-z][A-Za-z ]{{0,30}}")
_LEADING_MARK = re.compile(r"\[(?:note\s*)?\d{1,2}\]\s*", re.IGNORECASE)
_WITHHELD = re.compile(r"(?:\[?[cxzk]\]?|[-–—]+|\.{1,2}|n/?a|\*)", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d")
_RANGE_OF_YEARS = re.compile(r"(?:19|20)\d\d\s*(?:[-–/]|to)\s*(?:19|20)?\d\d")


@dataclass(frozen=True)
class Figure:
    """`number` with or without a percent sign, and what stands in brackets after it. `marked`: a footnote goes with
    it; `withheld`: a sign stands where a number was kept back or is not there."""

    text: str
    number: Printed | None = None
    percent: bool = False
    inner: Printed | None = None
    inner_percent: bool = False
    marked: bool = False
    withheld: bool = False

    @property
    def count(self) -> int | None:
        """The number, where it can be a count."""
        if self.number is None or self.percent or self.number.decimals:
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
    alone = _ALONE.fullmatch(text) or _WITH_UNIT.fullmatch(text)
    if alone is not None:
        named = alone.groupdict()
        return Figure(
            text, printed_number(alone["number"]), bool(named.get("percent")), marked=bool(alone["mark"])
        )
    pair = _PAIR.fullmatch(text)
    if pair is not None:
        return Figure(
            text,
            printed_number(pair["number"]),
            bool(pair["percent"]),
            printed_number(pair["inner"]),
            bool(pair["inner_percent"]),
            marked=bool(pair["mark"] or pair["after"]),
        )
    if _WITHHELD.fullmatch(text):
        return Figure(text, withheld=True)
    return None


def is_year(text: str) -> bool:
    """A year or a span of years, as headers print them."""
    text = text.strip()
    return bool(_YEAR.fullmatch(text) or _RANGE_OF_YEARS.fullmatch(text))
