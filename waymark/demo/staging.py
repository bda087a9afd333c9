"""In which steps the cases of the study are made: what is decided together, and from which values.

Read from `stages.toml` of a demonstration. A stage spans the cells of its axes; a `draw` decides a variable
that no margin speaks of.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from waymark.demo.margins import Where
from waymark.instruments.conditions import Condition, Value


class Axis(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What one axis of a stage decides, in exactly one of these forms.

    rows              several variables together, a table for each possibility
    values            one variable, its possible values
    from, to, step    one variable, whole numbers; with `step` one stands for itself and those that follow
    within            one variable known in steps of so many units, now to the unit
    grid, variables   the patterns of a grid (by its seed) in those variables, yes or no
    """

    rows: tuple[Mapping[str, Any], ...] = ()
    variable: str = ""
    values: tuple[Any, ...] = ()
    from_: int | None = msgspec.field(default=None, name="from")
    to: int = 0
    step: int = 1
    or_none: bool = False
    within: int = 0
    grid: str = ""
    variables: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        forms = (
            bool(self.rows),
            bool(self.values),
            self.from_ is not None,
            bool(self.within),
            bool(self.grid),
        )
        if sum(forms) != 1:
            raise ValueError("an axis is exactly one of: rows, values, from/to, within, grid")

    @property
    def decides(self) -> frozenset[str]:
        if self.rows:
            return frozenset(name for row in self.rows for name in row)
        return frozenset(self.variables or (self.variable,))


class Lean(Where, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Cells that are so many times as likely as others where the margins leave it open."""

    weight: float


class Stage(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One step, for the cases that meet `only`. `never`: combinations that do not occur."""

    name: str
    axes: tuple[Axis, ...]
    only: tuple[Condition, ...] = ()
    lean: tuple[Lean, ...] = ()
    never: tuple[Where, ...] = ()

    @property
    def decides(self) -> frozenset[str]:
        return frozenset(name for axis in self.axes for name in axis.decides)

    @property
    def steps(self) -> Mapping[str, int]:
        """The variables that this stage leaves known only in steps of so many units."""
        return {axis.variable: axis.step for axis in self.axes if axis.step > 1}


class Draw(Where, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A variable drawn by weight from `choose`, or evenly `between` two numbers."""

    variable: str
    choose: Mapping[str, int] = {}
    between: tuple[int, int] | None = None
    blank: float = 0.0


class Stages(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    cases: int
    seed: int
    start: Mapping[str, str]
    stage: tuple[Stage, ...]
    draw: tuple[Draw, ...] = ()


def as_value(written: Any) -> Value:
    """A value as TOML gives it: several answers are a tuple."""
    value: Value = tuple(written) if isinstance(written, list) else written
    return value
