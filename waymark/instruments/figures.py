"""Figures as the author wants them: which cases, along what, split by what, and the sentence that says it."""

from __future__ import annotations

from typing import Literal

import msgspec

from waymark.instruments.conditions import Condition
from waymark.instruments.tables import TestSpec

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
    """One figure. `sentence` is the text alternative: str.format names in it are filled from the data.

    any kind           total (cases in the figure)
    bars, lines,       largest, largest_count, largest_percent, smallest, smallest_count: categories of x over
    mirrored, shares   all series, as labels and numbers (percentages are whole, of the total); first,
                       first_count, last, last_count: the first and last category of x
    box                lowest_median, lowest_median_label, highest_median, highest_median_label (the medians
                       as ages in words)
    classification     group_ and the code of each group, such as group_direct: its number of cases
    venn               none, one, two, three: cases in exactly so many circles; none_percent … likewise
    layers             layers: the list in words, each with its number
    areas              areas: how many authorities; rho and p of the first set, rho_2 and p_2 of the second …

    `test`, for areas: one for each entry of `sets`, in the same order, with what was printed.
    """

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
    test: tuple[TestSpec, ...] = ()
    sentence: str
    x_title: str = ""
    y_title: str = ""
    notes: tuple[str, ...] = ()


_OVER_X = ("largest", "largest_count", "largest_percent", "smallest", "smallest_count")
_ENDS = ("first", "first_count", "last", "last_count")
_NAMES: dict[FigureKind, tuple[str, ...]] = {
    "bars": (*_OVER_X, *_ENDS),
    "lines": (*_OVER_X, *_ENDS),
    "mirrored": (*_OVER_X, *_ENDS),
    "shares": (*_OVER_X, *_ENDS),
    "box": ("lowest_median", "lowest_median_label", "highest_median", "highest_median_label"),
    "classification": (),
    "venn": tuple(n + end for n in ("none", "one", "two", "three") for end in ("", "_percent")),
    "layers": ("layers",),
    "areas": ("areas",),
}


def sentence_names(figure: FigureSpec, groups: tuple[str, ...] = ()) -> tuple[str, ...]:
    """The names that the figure's sentence may use; `groups`: the codes of its group variable."""
    names = ("total", *_NAMES[figure.kind])
    if figure.kind == "classification":
        return (*names, *(f"group_{code}" for code in groups))
    if figure.kind == "areas":
        ends = ("", *(f"_{number}" for number in range(2, len(figure.sets) + 1)))
        return (*names, *(name + end for end in ends for name in ("rho", "p")))
    return names
