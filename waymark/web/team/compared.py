"""A sample beside its full set, as the page prints it: every category by its label, with the tests."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from waymark.instruments.pack import Pack
from waymark.reading.sampling import CategoryCompared, ChiSquare, Comparison


@dataclass(frozen=True)
class CategoryRow:
    label: str
    counts: CategoryCompared
    percent_full: float
    percent_sample: float


@dataclass(frozen=True)
class VariableRows:
    """One variable beside the full set. `against_rest` is the test that is valid, `against_full` the one printed."""

    label: str
    rows: tuple[CategoryRow, ...]
    against_rest: ChiSquare | None
    against_full: ChiSquare | None


def compared_in_words(pack: Pack, comparison: Comparison) -> Sequence[VariableRows]:
    found = []
    for one in comparison.variables:
        variable = pack.variables.get(one.variable)
        labels = {c.code: c.label for c in variable.categories} if variable else {}
        rows = tuple(
            CategoryRow(
                labels.get(category.code, category.code) if category.code is not None else "No value",
                category,
                comparison.percent_full(category),
                comparison.percent_sample(category),
            )
            for category in one.categories
        )
        label = variable.label if variable else one.variable
        found.append(VariableRows(label, rows, one.against_rest, one.against_full))
    return found


@dataclass(frozen=True)
class CategoryChanged:
    """A category that holds more or fewer cases of the sample than before; `like_full`: its share of the full set."""

    variable: str
    label: str
    like_full: float
    before: int
    after: int


def what_changes(pack: Pack, before: Comparison, after: Comparison) -> list[CategoryChanged]:
    """Of two samples of one full set, the categories in which they differ."""
    pairs = zip(compared_in_words(pack, before), compared_in_words(pack, after), strict=True)
    return [
        CategoryChanged(
            one.label,
            new.label,
            new.counts.sample - new.counts.deviation,
            old.counts.sample,
            new.counts.sample,
        )
        for one, other in pairs
        for old, new in zip(one.rows, other.rows, strict=True)
        if old.counts.sample != new.counts.sample
    ]
