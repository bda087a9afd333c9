"""Variables: what is known about a case, with its categories, its meaning and where it comes from.

A variable is stated by a source (the notification, an incident entry, an instrument that a reader fills)
or derived from others by one of a closed list of derivations: bands, recode, any-of, count-of. There are
no expressions to evaluate; what the list cannot say is a reason to enlarge it.
"""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from waymark.instruments.conditions import Condition

VariableType = Literal["category", "categories", "number", "age", "date", "text", "area"]


class Category(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One possible answer. `part_of` makes it a sub-row of another; `from`/`below` are the limits of a band."""

    code: str
    label: str
    definition: str = ""
    synonyms: tuple[str, ...] = ()
    part_of: str = ""
    missing: bool = False
    from_: int | date | None = msgspec.field(default=None, name="from")
    below: int | date | None = None


class Derivation(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """How a variable follows from others: exactly one of the four forms.

    bands      the variable whose value falls into the limits of this variable's categories
    recode     the variable whose codes `map` gathers: new code → old codes
    any_of     yes when any condition holds, no when none does and at least one is stated
    count_of   the number of conditions that hold
    """

    bands: str = ""
    recode: str = ""
    map: dict[str, tuple[str, ...]] = {}
    any_of: tuple[Condition, ...] = ()
    count_of: tuple[Condition, ...] = ()

    def __post_init__(self) -> None:
        if sum(map(bool, (self.bands, self.recode, self.any_of, self.count_of))) != 1:
            raise ValueError("a derivation is exactly one of: bands, recode, any_of, count_of")
        if bool(self.recode) != bool(self.map):
            raise ValueError("recode and map stand together")

    @property
    def variables(self) -> tuple[str, ...]:
        """The variables it rests on, each once, in order."""
        named = [self.bands, self.recode, *(c.variable for c in (*self.any_of, *self.count_of))]
        return tuple(dict.fromkeys(name for name in named if name))


class BetweenDates(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An age in completed months, from one date to another."""

    born: str
    at: str


class Variable(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One variable. `sources` are listed weakest first in no sense: precedence is the pack's."""

    key: str
    label: str
    type: VariableType
    definition: str
    seed: str
    sources: tuple[str, ...] = ()
    unit: str = ""
    headers: tuple[str, ...] = ()
    categories: tuple[Category, ...] = ()
    derive: Derivation | None = None
    age_between: BetweenDates | None = None
    low: int | None = None
    high: int | None = None

    def __post_init__(self) -> None:
        if self.type in ("category", "categories") and not self.categories:
            raise ValueError("a variable of this type lists its categories")
        codes = [category.code for category in self.categories]
        if len(codes) != len(set(codes)):
            raise ValueError("two categories have the same code")
        if bool(self.sources) == bool(self.derive):
            raise ValueError("a variable has either sources or a derivation")

    @property
    def missing_codes(self) -> frozenset[str]:
        return frozenset(category.code for category in self.categories if category.missing)

    def category(self, code: str) -> Category:
        return next(category for category in self.categories if category.code == code)

    def codes_within(self, code: str) -> tuple[str, ...]:
        """The code itself and those of its parts."""
        return (code, *(c.code for c in self.categories if c.part_of == code))
