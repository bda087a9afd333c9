"""What comes of comparing one key of a report with that of a case.

A `Finding` is made by the module of the key; `KeyCompared` is what a person is shown: what each side says,
whether they agree, and how many of the other cases would agree as well by chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

import msgspec

from waymark.instruments.reports import MatchKeyName

Agreement = Literal["agrees", "differs", "absent"]
Firmness = Literal["firm", "rough"]
T = TypeVar("T")

KEY_LABELS: dict[MatchKeyName, str] = {
    "board": "board",
    "label": "child’s label",
    "incident_date": "incident date",
    "age": "age",
    "author": "author",
    "details": "incident details",
}


@dataclass(frozen=True, slots=True)
class Finding(Generic[T]):
    """`on`: what the two have in common, where they agree, or fit and say too little to agree. `usual`: how often
    such an agreement is met where the two belong together: a slip is seldom. A rough agreement is one of a month,
    a range or a shortened name; a rough difference is one that a slip or another way of counting may explain."""

    agreement: Agreement
    firmness: Firmness = "firm"
    note: str = ""
    on: T | None = None
    usual: float = 1.0


class KeyCompared(msgspec.Struct, frozen=True):
    """`one_in`: of so many other cases, one would agree with the report, or fit it, as well as this one; 1 where the
    key says nothing, less where what it says is rarer in pairs that belong together."""

    agreement: Agreement
    report_says: str = ""
    case_says: str = ""
    firmness: Firmness = "firm"
    note: str = ""
    one_in: float = 1.0
