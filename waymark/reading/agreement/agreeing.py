"""Agreement on one variable, told so that it can be quoted: the figures, their intervals, and what is not computed.

In: ratings and a metric. Out: for the answers as they are counted, the units and pairs compared, percent agreement,
Cohen's kappa (two readers, categories) and Krippendorff's alpha. “Not stated”, “unclear” and “not applicable” are
answers: for categories they are categories of their own, which is the figure to quote, with the figure for stated
answers beside it. Neither is more nor less than a number, so for numbers, ages and dates the figure to quote counts
stated answers, and beside it stands whether readers agree that there is a value at all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from waymark.reading.agreement.alpha import Paired, alpha, by_pairs, by_units, paired, share_by_units
from waymark.reading.agreement.estimates import Estimate, share
from waymark.reading.agreement.kappa import crossed, kappa
from waymark.reading.agreement.metrics import OF_SIZE, Metric
from waymark.reading.agreement.ratings import Answer, Ratings, Unanswered


class Counted(StrEnum):
    """Which answers a figure is of."""

    EVERY = "every answer"
    STATED = "stated answers"
    WHETHER = "whether there is a value"


@dataclass(frozen=True)
class Agreement:
    """`units` were answered by two readers or more; `pairs` are the pairs of answers to the same unit.

    `percent` is a share from 0 to 1. `alpha` has the interval from drawing units, `alpha_by_pairs` the same figure
    with the published interval. `notes` say why a figure is not there.
    """

    metric: Metric
    counted: Counted
    readers: tuple[str, ...]
    units: int
    pairs: int
    same: int
    percent: Estimate | None
    kappa: Estimate | None
    alpha: Estimate | None
    alpha_by_pairs: Estimate | None
    notes: tuple[str, ...] = ()


def agreement(ratings: Ratings, metric: Metric, order: Sequence[str] = ()) -> Agreement:
    """The figure to quote. `order`: the codes from lowest to highest, for the ordinal metric."""
    return agreements(ratings, metric, order)[0]


def agreements(ratings: Ratings, metric: Metric, order: Sequence[str] = ()) -> tuple[Agreement, ...]:
    """The figure to quote and, where there are answers without a value, the one that belongs beside it."""
    stated = _stated(ratings)
    some_unanswered = stated.answers != ratings.answers
    if metric in OF_SIZE:
        first = _measured(stated, metric, Counted.STATED, order)
        if not some_unanswered:
            return (first,)
        return first, _measured(_whether(ratings), Metric.NOMINAL, Counted.WHETHER)
    first = _measured(ratings, metric, Counted.EVERY, order)
    return (first, _measured(stated, metric, Counted.STATED, order)) if some_unanswered else (first,)


def _measured(ratings: Ratings, metric: Metric, counted: Counted, order: Sequence[str] = ()) -> Agreement:
    given = paired(ratings, metric, order)
    blank = Agreement(
        metric, counted, _who(ratings), given.units, given.pairs, given.same, None, None, None, None
    )
    if not given.pairs:
        return replace(blank, notes=("No unit was answered by two readers: there is nothing to compare.",))
    percent = share(given.same, given.pairs) if given.one_pair_a_unit else share_by_units(given)
    cohen, about_kappa = _cohen(ratings, blank)
    by_unit, by_pair, about_alpha = _krippendorff(given)
    return replace(
        blank,
        percent=percent,
        kappa=cohen,
        alpha=by_unit,
        alpha_by_pairs=by_pair,
        notes=(*about_kappa, *about_alpha),
    )


def _cohen(ratings: Ratings, about: Agreement) -> tuple[Estimate | None, tuple[str, ...]]:
    if about.metric is not Metric.NOMINAL:
        return None, ("Cohen's kappa is for single categories; alpha counts how far answers are apart.",)
    if len(about.readers) != 2:
        return None, (
            f"Cohen's kappa is for two readers, and {len(about.readers)} answered; alpha takes any number.",
        )
    both = Ratings(
        ratings.units,
        about.readers,
        tuple(
            tuple(
                answer for reader, answer in zip(ratings.readers, row, strict=True) if reader in about.readers
            )
            for row in ratings.answers
        ),
    )
    found = kappa(crossed(both))
    if found is None:
        return None, ("Cohen's kappa is not defined: both readers gave one and the same answer throughout.",)
    if found.low is None:
        why = (
            "the readers differed nowhere"
            if found.value == 1
            else "answers so one-sided leave no error to reckon"
        )
        return found, (f"Cohen's kappa has no interval: {why}.",)
    return found, ()


def _krippendorff(given: Paired) -> tuple[Estimate | None, Estimate | None, tuple[str, ...]]:
    value = alpha(given)
    if value is None:
        return (
            None,
            None,
            ("Alpha is not defined: there is only one answer, so nothing could have differed.",),
        )
    if given.same == given.pairs:
        # Every draw from answers that never differ agrees too, which tells nothing of how sure that is.
        return Estimate(value), Estimate(value), ("Alpha has no interval: the readers differed nowhere.",)
    by_unit = by_units(given, value)
    notes = () if by_unit else ("Alpha has no interval: too few answers vary.",)
    return by_unit or Estimate(value), by_pairs(given, value), notes


def _who(ratings: Ratings) -> tuple[str, ...]:
    """The readers who answered a unit that another answered too."""
    shared = [row for row in ratings.answers if sum(answer is not None for answer in row) > 1]
    return tuple(
        reader
        for place, reader in enumerate(ratings.readers)
        if any(row[place] is not None for row in shared)
    )


def _stated(ratings: Ratings) -> Ratings:
    return _with(ratings, lambda answer: None if isinstance(answer, Unanswered) else answer)


def _whether(ratings: Ratings) -> Ratings:
    return _with(ratings, lambda answer: answer if isinstance(answer, Unanswered) else "a value")


def _with(ratings: Ratings, change: Callable[[Answer], Answer | None]) -> Ratings:
    rows = tuple(
        tuple(None if answer is None else change(answer) for answer in row) for row in ratings.answers
    )
    return replace(ratings, answers=rows)
