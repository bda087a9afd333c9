"""Conditions on the variables of a case, and the one meaning that everything gives them.

A condition names a variable and exactly one test. It holds only for a value that is there: a case with
no value never meets it (except ``stated = false``). For a variable with several answers, ``is`` and
``in`` hold when any answer fits, ``not_in`` when none does. The engine translates conditions to Ibis;
`holds` is the meaning in plain Python, for single values and for the small cubes the engine brings back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import TypeAlias

import msgspec

Value: TypeAlias = str | int | float | date | tuple[str, ...] | None


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, omit_defaults=True):
    """One test of one variable, or a reference to a named population.

    ``from`` and ``to`` are inclusive, ``below`` is exclusive; numbers in the unit of the variable.
    """

    variable: str = ""
    population: str = ""
    is_: str | None = msgspec.field(default=None, name="is")
    in_: tuple[str, ...] = msgspec.field(default=(), name="in")
    not_in: tuple[str, ...] = ()
    from_: int | date | None = msgspec.field(default=None, name="from")
    to: int | date | None = None
    below: int | date | None = None
    stated: bool | None = None

    def __post_init__(self) -> None:
        ranged = any(limit is not None for limit in (self.from_, self.to, self.below))
        tests = [self.is_ is not None, bool(self.in_), bool(self.not_in), ranged, self.stated is not None]
        if self.population:
            if self.variable or any(tests):
                raise ValueError("a condition on a population takes nothing beside it")
        elif not self.variable:
            raise ValueError("a condition names a variable or a population")
        elif sum(tests) != 1:
            raise ValueError("a condition takes exactly one of: is, in, not_in, from/to/below, stated")

    @property
    def codes(self) -> tuple[str, ...]:
        """The category codes that the condition speaks of."""
        return (self.is_,) if self.is_ is not None else self.in_ or self.not_in


def holds(condition: Condition, value: Value, missing: frozenset[str]) -> bool:
    """Whether the value of the condition's variable meets it. `missing`: codes that mean "not stated"."""
    if condition.stated is not None:
        return is_stated(value, missing) is condition.stated
    if value is None or value == ():
        return False
    if condition.is_ is not None or condition.in_ or condition.not_in:
        answers = value if isinstance(value, tuple) else (value,)
        met = any(answer in condition.codes for answer in answers)
        return not met if condition.not_in else met
    return _in_range(condition, value)


def is_stated(value: Value, missing: frozenset[str]) -> bool:
    """A value counts as stated when it is there and is not one of the codes that mean "not stated"."""
    if value is None or value == ():
        return False
    answers = value if isinstance(value, tuple) else (value,)
    return not all(answer in missing for answer in answers)


def _in_range(condition: Condition, value: Value) -> bool:
    low: bool = condition.from_ is None or value >= condition.from_  # type: ignore[operator]
    high: bool = condition.to is None or value <= condition.to  # type: ignore[operator]
    under: bool = condition.below is None or value < condition.below  # type: ignore[operator]
    return low and high and under


def all_hold(
    conditions: Iterable[Condition],
    values: Mapping[str, Value],
    missing: Callable[[str], frozenset[str]],
) -> bool:
    """Whether a case, given as values by variable, meets every condition (populations already resolved)."""
    return all(holds(c, values.get(c.variable), missing(c.variable)) for c in conditions)
