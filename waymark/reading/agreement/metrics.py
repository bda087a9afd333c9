"""How far apart two answers are: the difference functions of Krippendorff's alpha.

In: the values that occur, in order, and how often each does. Out: a square table of differences, already squared
where the metric is one of size (Krippendorff 2011, part D), zero on the diagonal. For answers of several
categories the difference is Jaccard's: the share of the categories named by either that only one of them named.
Its root is a Euclidean distance (Gower & Legendre 1986), so it stands where the others have a square; it carries no
weights of anyone's choosing, and with one category each it is the nominal metric. MASI (Passonneau 2006)
multiplies it by such weights and is there for comparison with studies that printed it.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeAlias, cast

import numpy as np
import numpy.typing as npt

from waymark.instruments.problems import CallProblem
from waymark.instruments.variables import Variable, VariableType
from waymark.reading.agreement.ratings import Answer, Unanswered

Differences: TypeAlias = npt.NDArray[np.float64]


class Metric(StrEnum):
    NOMINAL = "nominal"
    ORDINAL = "ordinal"
    INTERVAL = "interval"
    RATIO = "ratio"
    SET = "set (Jaccard)"
    MASI = "set (MASI)"


OF_SETS = frozenset((Metric.SET, Metric.MASI))
OF_SIZE = frozenset((Metric.ORDINAL, Metric.INTERVAL, Metric.RATIO))
"""Metrics in which “not stated” has no place, because it is neither more nor less than a number."""

_BY_TYPE: dict[VariableType, Metric | None] = {
    "category": Metric.NOMINAL,
    "categories": Metric.SET,
    "number": Metric.INTERVAL,
    "age": Metric.INTERVAL,
    "date": Metric.INTERVAL,
    "area": Metric.NOMINAL,
    "text": None,
}


def metric_of(variable: Variable) -> Metric | None:
    """The metric that a variable takes by its type; none for free text, which cannot agree word for word."""
    return _BY_TYPE[variable.type]


def in_order(metric: Metric, values: Collection[Answer], order: Sequence[str] = ()) -> list[Answer]:
    """The values that occur, lowest first; for codes, `order` says which is lower."""
    given: list[Answer] = list(values)
    if metric is Metric.ORDINAL and any(isinstance(value, str) for value in given):
        without = sorted(str(value) for value in given if value not in order)
        if without:
            raise CallProblem(
                f"The order of {', '.join(f'“{code}”' for code in without)} is not given.",
                right="The ordinal metric has to be told the categories from lowest to highest.",
            )
        return [code for code in order if code in given]
    if metric in OF_SIZE:
        return sorted(given, key=size)
    return sorted(given, key=_spelt)


def differences(metric: Metric, values: Sequence[Answer], counts: npt.NDArray[np.int64]) -> Differences:
    """The difference of every two of the values, which stand in order with how often each occurs."""
    if metric in OF_SETS:
        return _of_sets(metric, values)
    if metric is Metric.NOMINAL:
        return 1 - np.eye(len(values))
    if metric is Metric.ORDINAL:
        up_to = np.cumsum(counts) - counts / 2
        return np.asarray((up_to[:, None] - up_to[None, :]) ** 2, dtype=np.float64)
    sizes = np.array([size(value) for value in values], dtype=np.float64)
    apart = (sizes[:, None] - sizes[None, :]) ** 2
    if metric is Metric.INTERVAL:
        return apart
    if (sizes < 0).any():
        raise CallProblem(
            "The ratio metric is for numbers from nought upwards, and one is below.",
            right="Use the interval metric.",
        )
    together = (sizes[:, None] + sizes[None, :]) ** 2
    return np.divide(apart, together, out=np.zeros_like(apart), where=together > 0)


def size(value: Answer) -> float:
    """A number or an age as it is, a date as its day."""
    if isinstance(value, date):
        return float(value.toordinal())
    if isinstance(value, int | float):
        return float(value)
    raise CallProblem(
        f"“{_told(value)}” is neither a number nor a date.",
        right="Categories take the nominal metric, several categories the set metric.",
    )


def _of_sets(metric: Metric, values: Sequence[Answer]) -> Differences:
    """Why there is no value is a set of its own: as far as can be from every other."""
    named = [_named(value) for value in values]
    codes = {
        code: place for place, code in enumerate(dict.fromkeys(c for s in named for c in sorted(s, key=repr)))
    }
    holds = np.zeros((len(named), max(len(codes), 1)), dtype=np.int64)
    for row, members in enumerate(named):
        holds[row, [codes[code] for code in members]] = 1
    both = holds @ holds.T
    sizes = holds.sum(axis=1)
    either = sizes[:, None] + sizes[None, :] - both
    # Two empty sets are the same answer: nothing applies.
    alike = np.divide(both, either, out=np.ones(both.shape), where=either > 0)
    if metric is Metric.MASI:
        within = both == np.minimum(sizes[:, None], sizes[None, :])
        weights = np.where(alike == 1, 1.0, np.where(within & (both > 0), 2 / 3, 1 / 3))
        alike = alike * weights
    return np.asarray(1 - alike, dtype=np.float64)


def _named(value: Answer) -> frozenset[object]:
    if isinstance(value, Unanswered):
        return frozenset((value,))
    if isinstance(value, frozenset):
        return cast(frozenset[object], value)
    raise CallProblem(
        f"“{_told(value)}” is not a set of categories.",
        right="One category an answer takes the nominal metric.",
    )


def _spelt(value: Answer) -> tuple[str, str]:
    return type(value).__name__, _told(value)


def _told(value: Answer) -> str:
    if isinstance(value, Unanswered):
        return str(value.value)
    return ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value)
