"""A case as the register works on it: its notification, what each source says, what counts, what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field

from waymark.instruments.conditions import Value
from waymark.register.values import Stated


@dataclass(frozen=True)
class Statement:
    """A stated value with the source that states it (``notification``, ``incident_entry``, ``front_sheet``) and
    the received row it came from (an opaque id)."""

    source: str
    row: int
    stated: Stated
    reader: str = ""


@dataclass(frozen=True)
class Finding:
    """A problem of a case: which check found it, the variables it speaks of, and what it says."""

    check: str
    variables: tuple[str, ...]
    says: str


@dataclass(frozen=True)
class CaseRecord:
    """`values` holds what counts, by variable: the strongest source's value after every correction."""

    case_id: str
    statements: tuple[Statement, ...]
    values: dict[str, Value] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
