"""How far the readers of an instrument agree, question by question, from the answers that stand in the store.

In: the finished readings of cases that several people read. Out: for each question the agreement of *blind* readings as
`waymark.reading.agreement` computes it, which alone may be quoted; beside it, how often a second reader who saw the
first one's answer confirmed or corrected it; and the cases in which readers differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from waymark.instruments.forms import Item
from waymark.instruments.variables import Variable
from waymark.reading.agreement import (
    Agreement,
    Answer,
    Metric,
    Ratings,
    Unanswered,
    agreements,
    differing,
    metric_of,
)
from waymark.reading.agreement import ratings_of as table_of
from waymark.reading.double_reading import Compared, Reading, compared
from waymark.reading.models import Form, Kind
from waymark.reading.queries import instrument_of
from waymark.study.workspace import Workspace

FEW_CASES = 30
"""Below it intervals are rough, and one more case can move a figure far (docs/agreement.md)."""


@dataclass(frozen=True)
class Verified:
    """Second answers given with the first one in sight. `corrected`: the cases in which it was changed."""

    cases: int
    corrected: tuple[str, ...]

    @property
    def confirmed(self) -> int:
        return self.cases - len(self.corrected)


@dataclass(frozen=True)
class QuestionCompared:
    """One question. `blind`: the cases that several read without sight of each other; `measured`: their agreement, the
    figure to quote first, none for free text; `differing`: those of them in which readers differ; `by_eye`: those of
    free text in which each wrote in their own words."""

    item: Item
    variable: Variable
    blind: int
    measured: tuple[Agreement, ...]
    differing: tuple[str, ...]
    by_eye: tuple[str, ...]
    verified: Verified

    @property
    def quoted(self) -> Agreement | None:
        return self.measured[0] if self.measured else None

    @property
    def few(self) -> bool:
        """Whether the figure rests on too few cases to lean on."""
        return self.quoted is not None and self.quoted.units < FEW_CASES


@dataclass(frozen=True)
class Comparison:
    """The questions of an instrument that have something to compare, in the order of the form; `pairs`: every two
    readers, by handle, who read a case in common without sight of each other."""

    questions: tuple[QuestionCompared, ...]
    pairs: tuple[tuple[str, str], ...]


def ratings_of(workspace: Workspace, instrument: str) -> dict[str, Ratings]:
    """The blind answers of every question that several readers answered, by variable."""
    by_variable = _by_variable(compared(workspace, instrument))
    found = {name: _ratings(those) for name, those in by_variable.items()}
    return {name: ratings for name, ratings in found.items() if ratings.units}


def comparison(workspace: Workspace, instrument: str, readers: Collection[str] = ()) -> Comparison:
    """`readers`: the figures of these alone, by handle; Cohen's kappa is for two."""
    found = compared(workspace, instrument)
    by_variable = _by_variable(found)
    questions = (
        question_compared(item, workspace.pack.variables[item.variable], by_variable[item.variable], readers)
        for item in instrument_of(workspace.pack, instrument).items
        if item.variable in by_variable
    )
    return Comparison(tuple(one for one in questions if one.blind or one.verified.cases), _pairs(found))


def questions_compared(workspace: Workspace, instrument: str) -> tuple[QuestionCompared, ...]:
    return comparison(workspace, instrument).questions


def _pairs(found: Iterable[Compared]) -> tuple[tuple[str, str], ...]:
    together = {
        tuple(sorted({handle_of(reading.form) for reading in one.readings if reading.blind})) for one in found
    }
    return tuple(sorted({pair for several in together for pair in combinations(several, 2)}))


def handle_of(form: Form) -> str:
    """Who read it. By handle: two people may be called the same."""
    return form.reader.handle if form.reader else form.read_by


def question_compared(
    item: Item, variable: Variable, those: Sequence[Compared], readers: Collection[str] = ()
) -> QuestionCompared:
    ratings = _ratings(those, readers)
    metric = metric_of(variable)
    return QuestionCompared(
        item=item,
        variable=variable,
        blind=len(ratings.units),
        measured=_measured(ratings, metric) if metric and ratings.units else (),
        differing=_apart(those, ratings) if metric is None else tuple(d.unit for d in differing(ratings)),
        by_eye=tuple(one.case_id for one in those if one.by_eye and one.case_id in ratings.units),
        verified=_verified(those, readers),
    )


@lru_cache(maxsize=256)
def _measured(ratings: Ratings, metric: Metric) -> tuple[Agreement, ...]:
    """The same answers give the same figures, whose intervals cost thousands of draws: they are made once."""
    return agreements(ratings, metric)


def _apart(those: Sequence[Compared], ratings: Ratings) -> tuple[str, ...]:
    """Of free text, the cases in which one reader found something and another did not."""
    return tuple(one.case_id for one in those if one.differ and one.case_id in ratings.units)


def _verified(those: Iterable[Compared], readers: Collection[str]) -> Verified:
    """Each answer given in sight, beside the answer of the first reading."""
    cases, corrected = 0, []
    for one in those:
        first = next((reading for reading in one.readings if reading.form.part == Form.Part.FIRST), None)
        for reading in one.readings:
            if reading.blind or first is None or not _of(readers, first, reading):
                continue
            cases += 1
            if reading.answer.said != first.answer.said:
                corrected.append(one.case_id)
    return Verified(cases, tuple(corrected))


def _of(readers: Collection[str], *those: Reading) -> bool:
    return not readers or all(handle_of(reading.form) in readers for reading in those)


def _by_variable(found: Iterable[Compared]) -> dict[str, list[Compared]]:
    by_variable: dict[str, list[Compared]] = defaultdict(list)
    for one in found:
        by_variable[one.variable.key].append(one)
    return by_variable


def _ratings(those: Iterable[Compared], readers: Collection[str] = ()) -> Ratings:
    """Only answers given without sight of each other, and only cases with two of them. What the pack no longer has
    as an answer is left out: it cannot be told how far it is from another."""
    rows: list[tuple[str, str, Answer]] = []
    for one in those:
        blind: dict[str, tuple[str, str, Answer]] = {}
        for reading in one.readings:
            if reading.blind and _of(readers, reading) and (rated := _rated(reading)) is not None:
                blind.setdefault(_person(reading.form), (one.case_id, handle_of(reading.form), rated))
        if len(blind) > 1:
            rows += blind.values()
    return table_of(rows)


def _person(form: Form) -> str:
    """A reader who filled a form here and whose reading of the same case also came in as a file is one reader."""
    return handle_of(form).casefold()


def _rated(reading: Reading) -> Answer | None:
    if reading.answer.kind != Kind.VALUE:
        return Unanswered(reading.answer.kind)
    value = reading.value
    return frozenset(value) if isinstance(value, tuple) else value
