"""When the child was born, as printed."""

from __future__ import annotations

import re

from waymark.library.described import Stated
from waymark.library.structure.account import Account
from waymark.library.structure.report import Report
from waymark.library.structure.who import Persons
from waymark.library.structure.written_dates import written_dates

_BORN = re.compile(
    r"\b(?:(?P<label>date\s+of\s+birth|birth\s+date|d\.?o\.?b\.?)(?:\s+(?:is|was|of\s+[^:|\t]{1,30}))?\s*[:|\t(–-]*|(?P<born>(?:was\s+|were\s+)?born)\b(?:\s+(?:prematurely|early|at\s+(?:term|home|hospital|\d+\s+weeks)|in\s+hospital|by\s+\w+))?)"
    r"\s*(?:on|in|during)?\s*(?:the\s+)?(?:spring|summer|autumn|winter|early|late|end|beginning)?\s*(?:of\s+|in\s+)?",
    re.IGNORECASE,
)


def births(report: Report, account: Account, persons: Persons, children: int) -> list[Stated]:
    """One for each child at most, the first told first."""
    found: list[Stated] = []
    for _, sentence in account.holding("born", "birth", "dob", "d o b"):
        text = sentence.text
        dates = written_dates(text)
        for match in _BORN.finditer(text):
            date = next((date for date in dates if 0 <= date.start - match.end() <= 2), None)
            if date is None:
                continue
            whose = persons.doer(text, match.start())
            if whose == "other" or (not whose and not match["label"]):
                continue
            if all(stated.value != date.value for stated in found):
                sure = 0.9 if match["label"] else 0.8
                found.append(
                    report.states("birth_date", date.value, sure, sentence.where(date.start, date.end))
                )
            if len(found) >= max(1, children):
                return found
    return found
