"""Figures as the author wants them: which cases, along what, split by what, and the sentence that says it."""

from __future__ import annotations

from typing import Literal

import msgspec

from waymark.instruments.conditions import Condition

FigureKind = Literal[
    "bars",  # cases by category of x, stacked by series
    "lines",  # cases by category of x, one line for each category of series, with published points before
    "mirrored",  # cases by x, the two categories of series to either side
    "shares",  # percentages of series within each category of x
    "box",  # spread of a number (y) by category of x
    "classification",  # categories of x within their groups, with numbers
    "venn",  # overlap of three sets
    "layers",  # how many cases each layer of reading holds
    "areas",  # authorities: annual rate by share of deprived neighbourhoods
]


class SetSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A named set of cases: a circle of a Venn diagram, or a layer of reading."""

    label: str
    where: tuple[Condition, ...] = ()
    population: str = ""


class PublishedPoint(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One printed value of an earlier year; `years` > 1 marks a yearly average of a longer period."""

    x: str
    series: str
    count: float
    years: int = 1


class FigureSpec(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """One figure. `sentence` may use the names that its kind fills in (see docs/packs.md)."""

    number: str
    title: str
    kind: FigureKind
    seed: str
    population: str = ""
    x: str = ""
    y: str = ""
    series: str = ""
    group: str = ""  # the variable whose categories are the groups of a classification
    panel: str = ""  # a second split, one panel a category
    sets: tuple[SetSpec, ...] = ()
    published: tuple[PublishedPoint, ...] = ()
    of: tuple[Condition, ...] = ()
    sentence: str
    x_title: str = ""
    y_title: str = ""
    notes: tuple[str, ...] = ()
