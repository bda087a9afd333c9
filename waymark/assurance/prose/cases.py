"""Whether the sentence about a figure says it of cases, so that it can be held against a base.

Amounts, doses, averages, ends of ranges, counts that are not exact, what another print says, and the cells of a table
that was set as text look like shares and are none.
In: the place where a form of a share was found. Out: yes or no.
"""

from __future__ import annotations

import re

from waymark.assurance.printed import NUMBER, Printed
from waymark.assurance.prose.spelled import COUNT, NAME_BEFORE

PERCENT = rf"(?<!\d)(?<!\d[.,])(?:{NUMBER})\s*(?:%|per\s?cent\b)"
"""A pattern without groups. “52,5%” has a comma for a point and is not read as 5%."""

_DOSE = re.compile(r"[\s-]*(?:(?:[kmcµμ]|mc)?[gml]|mmol|mmhg|kpa|iu)\b", re.IGNORECASE)
"""After what only looks like a base: “20/40 mg” are two doses."""
_LASTING = re.compile(
    rf"\s*[)\]](?:\s+and\s+(?:{COUNT})\s*[(\[]\s*(?:{PERCENT})\s*[)\]])?\s*"
    r"(?:years?|months?|weeks?|days?|hours?|minutes?)\b",
    re.IGNORECASE,
)
"""After the bracket: “at six (85%) and 12 (88%) weeks” counts weeks."""
_AMOUNT = re.compile(r"(?:[$£€±<>≤≥×]|\dx|\d\sx|(?<!\bn)(?<!\bn\s)=)\s?$", re.IGNORECASE)
_ABOUT = re.compile(
    r"\b(?:about|around|approximately|roughly|circa|nearly|almost|over|under|(?:more|less|fewer|greater)\s+than|"
    r"at\s+(?:least|most)|up\s+to|(?:minimum|maximum)\s+of|\d\s?[-–—]|\d\s+to)\s+$",
    re.IGNORECASE,
)
"""Before a count that is not exact, or names a class: “just over 400,000 (3%)”, “at least one bell (55%)”."""
_FROM_ONE_TO_ANOTHER = re.compile(r"\brang(?:e[ds]?|ing)\b[^.;]*$", re.IGNORECASE)
"""Before ends of a range, each of which has a base of its own."""
_AVERAGED = re.compile(r"\b(?:average|mean|median)\b[^.;,]{0,60}$", re.IGNORECASE)
"""Before a percentage that need not be the one of all together."""
_OTHERWISE = re.compile(
    r"\b(?:all\s+but|except|other\s+than|(?:increas|decreas|reduc|declin|improv)\w*(?:\s+(?:of|by))?|"
    r"(?:ris(?:e|en|ing)|rose|fall(?:en|ing)?|fell|up|down|dropp?\w*|growth|grew|gain|loss|change)s?\s+(?:of|by))"
    r"\s+(?:an?\s+|about\s+|around\s+)?$",
    re.IGNORECASE,
)
"""Before a count whose percentage is of the others, or of what it was before."""
_FIGURE_BEFORE = re.compile(r"(?:(?<!\d)\d{1,3}|\d[.,]\d+|%\s*[)\]])\s+$")
_FIGURE_AFTER = re.compile(r"\s*[)\]][*†‡§]?(?:\s*[\d<>]|[A-Z]|--)")
_FIGURE = re.compile(r"\d+(?:[.,]\d+)*")
_WORD = re.compile(r"[A-Za-z]{3}")
_LEAST_CELLS = 8
"""Figures that stand in a row with fewer words than figures are cells of a table set as text."""
_GLUED_BEFORE = re.compile(r"[)\]%*†‡§]$")
_GLUED_AFTER = re.compile(r"\s*[)\]][*†‡§]?(?:\d+(?:[.,]\d+)?\s*[/(\[%]|[A-Z])")
"""Cells of a table set as text without a space between them, whose figures may be cut anywhere."""
_AROUND = 60
"""How many letters before a claim tell what it is."""
_ONE_OF = re.compile(r"one\s+of\s+(?:the|these|those|our)\s+[a-z]", re.IGNORECASE)
_LONGEST_MARK = 6
_QUOTED = re.compile(r"\b(?:printed|misprinted|published|corrected|revised)\s+(?:as|from)\s+$", re.IGNORECASE)
"""What another print says is no claim of this text."""


def is_of_cases(match: re.Match[str], claim: str, base: Printed | None, between: str) -> bool:
    """`claim` is its text, `base` what is left of the base that the form read. It is no other print, no amount, no
    name of a group, no cell of a table set as text. There figures follow one another with no word between, or stand
    alone."""
    text, at = match.string, match.start("count")
    before = text[max(0, match.start() - _AROUND) : match.start()]
    close = text[max(0, at - _AROUND) : at]
    if _QUOTED.search(before) or _OTHERWISE.search(close) or _AMOUNT.search(close):
        return False
    if NAME_BEFORE.search(close) or _ABOUT.search(close):
        return False
    if base is not None:
        return _is_told_with_base(match, before)
    if match["count"] == "0":
        return False  # “values of 0 (40%)”
    if _FROM_ONE_TO_ANOTHER.search(before) or _LASTING.match(text, match.end()):
        return False
    if _FIGURE_BEFORE.search(close) or _FIGURE_AFTER.match(text, match.end()) or _GLUED_BEFORE.search(close):
        return False
    if _is_among_cells(text[max(0, match.start() - 2 * _AROUND) : match.end() + 2 * _AROUND]):
        return False
    return len(text) - len(claim) > _LONGEST_MARK or " " in between.strip()


def _is_among_cells(around: str) -> bool:
    figures = len(_FIGURE.findall(around))
    return figures >= _LEAST_CELLS and len(_WORD.findall(around)) < figures


def _is_told_with_base(match: re.Match[str], before: str) -> bool:
    """Two doses, an average, one of two things that is named, and cells that stand without a space are none."""
    if _DOSE.match(match.string, match.end("base")) or _GLUED_AFTER.match(match.string, match.end()):
        return False
    if _ONE_OF.match(match[0]) or _GLUED_BEFORE.search(before):
        return False
    return match.start("percent") > match.start("count") or _AVERAGED.search(before) is None
