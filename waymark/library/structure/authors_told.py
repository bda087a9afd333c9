"""The authors as a sentence tells of them: “Jane Smith was commissioned to write this report”."""

from __future__ import annotations

import re

from waymark.library.structure.author_names import (
    LABEL,
    TITLES,
    after_label,
    chaired,
    holders,
    is_of_one_agency,
    opening_names,
    with_those_before,
    writes_for_one_agency,
)
from waymark.library.structure.names import Name, names_in
from waymark.library.structure.report import phrases

SAID_WITH_AUTHORS = phrases(
    """author, reviewer, writer, wrote, written by, prepared by, report by, led by, conducted by, carried out by,
    undertaken by, compiled by, produced by, to write, to lead, to undertake, to conduct, to carry out, to prepare,
    led the, led this, completed by, to review, appointed, commissioned, engaged"""
)
_TO_WRITE = re.compile(
    r"\s*(?:\([^)]{0,80}\)|,[^.;]{0,140}?,)?\s*(?:(?:was|were|has\s+been|have\s+been)\s+)?"
    r"(?:(?:appointed|commissioned|engaged|asked|selected|invited|chosen|contracted)\s+)?(?:by\s+[^.;]{0,60}?\s)?"
    r"(?:to\s+(?:write|author|lead|prepare|undertake|carry\s+out|conduct|compile|produce|review)|wrote|led|authored|prepared|compiled|conducted|carried\s+out)\s+"
    r"(?:and\s+\w+\s+)?(?:the|this|its|an?)\s+(?:\w+\s+){0,3}(?:report|review)\b",
    re.IGNORECASE,
)
_FOR_ONE_AGENCY = re.compile(
    r"\b(?:health|police|education|housing|management|agency|single)\b", re.IGNORECASE
)
_IS_OF_PANEL = re.compile(
    r"\b(?:panel|group|meetings?|team|board|committee)\s+(?:\w+\s+){0,3}$", re.IGNORECASE
)
_APPOINTED = re.compile(
    r"\b(?:board|lscb|scb|panel|partnership|committee|executive|chair)\s+(?:\w+\s+){0,3}"
    rf"(?:appointed|commissioned|engaged|asked|chose|selected)\s+{TITLES}",
    re.IGNORECASE,
)
_OF_REPORT = re.compile(r"report|review", re.IGNORECASE)
_THIS_REPORT = re.compile(
    r"\b(?:(?:this|the)\s+(?:\w+\s+){0,4}(?:report|review|document)|it\s+(?:was|is|has\s+been))\b",
    re.IGNORECASE,
)


def authors_told(text: str) -> list[Name]:
    names = names_in(text)
    if not names:
        return []
    for label in LABEL.finditer(text):
        if _is_of_the_report(text, label):
            found = after_label(text, label.end()) or holders(text, label)
            if found:
                return found
    for name in names:
        match = _TO_WRITE.match(text, name.end)
        if match and not writes_for_one_agency(text, match.end()):
            return with_those_before(text, names, name)
    return _appointed(text)


def _is_of_the_report(text: str, label: re.Match[str]) -> bool:
    """Not of one agency's part, nor of a panel; “written by” only where this report is what was written."""
    if is_of_one_agency(text, label) or _FOR_ONE_AGENCY.search(label.group()):
        return False
    if label["role"]:
        return True
    if _IS_OF_PANEL.search(text, 0, label.start()):
        return False
    return bool(_OF_REPORT.match(label.group()) or _THIS_REPORT.search(text, 0, label.start()))


def _appointed(text: str) -> list[Name]:
    """“The Board appointed Jane Smith”: to write, where nothing is said of a chair."""
    for match in _APPOINTED.finditer(text):
        found = opening_names(text, match.end())
        if found and not chaired(text, found[-1].end, found[-1].end + 80):
            return found
    return []
