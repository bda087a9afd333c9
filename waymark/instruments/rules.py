"""Rules of the register: which notifications are in the study, what contradicts, what does not count."""

from __future__ import annotations

from typing import Literal

import msgspec

from waymark.instruments.conditions import Condition

Outcome = Literal["included", "excluded", "alongside"]


class SelectionRule(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One step of the decision: the first rule whose conditions all hold decides.

    `alongside` keeps a case for reading and for tables that name it, outside the statistics.
    """

    name: str
    label: str
    outcome: Outcome
    where: tuple[Condition, ...] = ()


class Check(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where all of `when` holds, all of `must` has to hold too; else `says` is listed as a problem."""

    name: str
    says: str
    when: tuple[Condition, ...] = ()
    must: tuple[Condition, ...]


class Correction(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A value that does not count because `date` lies after `than`: `variable` becomes `becomes`.

    The value as stated is kept, and the rule is recorded against it.
    """

    name: str
    says: str
    variable: str
    becomes: str
    date: str
    later_than: str
    when: tuple[Condition, ...] = ()


class Population(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A named selection of cases: those of `within` (or all) that meet every condition."""

    key: str
    label: str
    definition: str = ""
    within: str = ""
    where: tuple[Condition, ...] = ()
