"""How far the readers of an instrument agree, question by question, from the answers that stand in the store.

In: the finished readings of cases that several people read. Out: the ratings of each question, its agreement as
`waymark.reading.agreement` computes it, and the cases in which readers differ.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from waymark.instruments.forms import Item
from waymark.instruments.variables import Variable
from waymark.reading.adjudicating import Compared, Reading, compared
from waymark.reading.agreement import (
    Agreement,
    Answer,
    Ratings,
    Unanswered,
    agreements,
    differing,
    metric_of,
)
from waymark.reading.agreement import ratings_of as table_of
from waymark.reading.models import Form, Kind
from waymark.reading.queries import instrument_of
from waymark.register.stored import value_from_json
from waymark.study.workspace import Workspace


@dataclass(frozen=True)
class QuestionCompared:
    """One question. `measured`: the figure to quote first, none for free text. `seen`: how many of the second answers
    were given with the first one in sight, so that agreeing cost nothing."""

    item: Item
    variable: Variable
    units: int
    measured: tuple[Agreement, ...]
    differing: tuple[str, ...]
    seen: int

    @property
    def quoted(self) -> Agreement | None:
        return self.measured[0] if self.measured else None


def ratings_of(workspace: Workspace, instrument: str) -> dict[str, Ratings]:
    """The answers of every question that several readers answered, by variable."""
    by_variable = _by_variable(compared(workspace, instrument))
    return {name: _ratings(those) for name, those in by_variable.items()}


def questions_compared(workspace: Workspace, instrument: str) -> tuple[QuestionCompared, ...]:
    """Every question with something to compare, in the order of the form."""
    by_variable = _by_variable(compared(workspace, instrument))
    items = instrument_of(workspace.pack, instrument).items
    return tuple(
        _question(item, workspace.pack.variables[item.variable], by_variable[item.variable])
        for item in items
        if item.variable in by_variable
    )


def _question(item: Item, variable: Variable, those: list[Compared]) -> QuestionCompared:
    ratings = _ratings(those)
    metric = metric_of(variable)
    return QuestionCompared(
        item=item,
        variable=variable,
        units=len(those),
        measured=agreements(ratings, metric) if metric else (),
        differing=tuple(difference.unit for difference in differing(ratings)),
        seen=sum(reading.answer.first_id is not None for one in those for reading in one.readings),
    )


def _by_variable(found: Iterable[Compared]) -> dict[str, list[Compared]]:
    by_variable: dict[str, list[Compared]] = defaultdict(list)
    for one in found:
        by_variable[one.variable.key].append(one)
    return by_variable


def _ratings(those: Iterable[Compared]) -> Ratings:
    return table_of(
        (one.case_id, _reader(reading.form), _rated(one.variable, reading))
        for one in those
        for reading in one.readings
    )


def _reader(form: Form) -> str:
    """By handle: two people may be called the same."""
    return form.reader.handle if form.reader else form.read_by


def _rated(variable: Variable, reading: Reading) -> Answer:
    if reading.answer.kind != Kind.VALUE:
        return Unanswered(reading.answer.kind)
    value = value_from_json(variable, reading.answer.value)
    assert value is not None, "an answer of this kind has a value"
    return frozenset(value) if isinstance(value, tuple) else value
