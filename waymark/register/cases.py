"""What is said of a case and what is wrong with it, as the register works on them."""

from __future__ import annotations

from dataclasses import dataclass

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
