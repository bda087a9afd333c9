"""Everything the register knows of one case: each value that stands with its origin and steps, what other sources
said against it, and the row as received.

In: a case and the pack; out: values in words, with the received row that each came from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from waymark.instruments.conditions import Value
from waymark.instruments.deriving import derive
from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem
from waymark.instruments.variables import Variable
from waymark.register.in_words import source_in_words, value_in_words
from waymark.register.models import Notification, RowReceived, SettledValue, StatedValue
from waymark.register.rules import rules_with
from waymark.register.stored import value_from_json
from waymark.study.models import SourceFile


@dataclass(frozen=True)
class StepInWords:
    says: str
    before: str
    after: str


@dataclass(frozen=True)
class Said:
    """What one source said. `code` is the value as a form sends it; `row` None where no file holds it."""

    id: int
    source: str
    reader: str
    words: str
    code: str
    raw: str
    row: RowReceived | None
    steps: tuple[StepInWords, ...]
    problem: str


@dataclass(frozen=True)
class ValueOfCase:
    """`said`: the statement that stands, None where the register made the value; `others` did not stand."""

    variable: Variable
    words: str
    source: str
    said: Said | None
    steps: tuple[StepInWords, ...]
    others: tuple[Said, ...]
    stands: bool = True

    @property
    def against(self) -> tuple[Said, ...]:
        """Those that said something else."""
        return tuple(one for one in self.others if one.words != self.words)


def values_of_case(
    pack: Pack, case: Notification, kept_back: frozenset[str] = frozenset()
) -> tuple[ValueOfCase, ...]:
    """In the pack's order: all that is stated, settled or derived of the case, but for sources kept back."""
    rules = rules_with(pack)
    said: dict[str, list[StatedValue]] = defaultdict(list)
    for one in _stated(case, kept_back):
        said[one.variable].append(one)
    standing = SettledValue.objects.filter(notification=case).exclude(source__in=kept_back)
    settled = {one.variable: one for one in standing}
    known: dict[str, Value] = {
        key: value_from_json(pack.variables[key], one.value)
        for key, one in settled.items()
        if key in pack.variables
    }
    for variable in pack.derived_order():
        known[variable.key] = derive(variable, known, pack)
    told = (
        _value(pack, variable, known.get(key), settled.get(key), said[key], rules)
        for key, variable in pack.variables.items()
    )
    return tuple(value for value in told if value is not None)


def _stated(case: Notification, kept_back: frozenset[str]) -> Iterable[StatedValue]:
    stated = StatedValue.objects.filter(notification=case).exclude(source__in=kept_back)
    hidden = _rows_kept_back(case, kept_back)
    for one in stated.select_related("row__file").order_by("id"):
        if one.row_id in hidden:
            one.row = None
        yield one


def _value(
    pack: Pack,
    variable: Variable,
    value: Value,
    settled: SettledValue | None,
    said: Sequence[StatedValue],
    rules: Any,
) -> ValueOfCase | None:
    if value is None and not said:
        return None
    words = value_in_words(variable, value)
    if variable.derive:
        return ValueOfCase(variable, words, "Follows from other values", None, (), ())
    stands = next((one for one in said if settled and one.pk == settled.stated_id), None)
    original = _said(pack, variable, stands, rules) if stands else None
    steps = (*(original.steps if original else ()), *_steps(settled.rules if settled else [], rules))
    source = source_in_words(settled.source, pack) if settled else ""
    others = tuple(_said(pack, variable, one, rules) for one in said if one is not stands)
    return ValueOfCase(variable, words, source, original, steps, others, settled is not None)


def _said(pack: Pack, variable: Variable, one: StatedValue, rules: Any) -> Said:
    value = value_from_json(variable, one.value)
    return Said(
        id=one.pk,
        source=source_in_words(one.source, pack),
        reader=one.reader,
        words=value_in_words(variable, value),
        code="; ".join(value) if isinstance(value, tuple) else "" if value is None else str(value),
        raw=one.raw,
        row=one.row,
        steps=_steps(one.rules, rules),
        problem=one.problem,
    )


def _steps(stored: Iterable[Sequence[str]], rules: Any) -> tuple[StepInWords, ...]:
    return tuple(StepInWords(rules.get(rule, rule), before, after) for rule, before, after in stored)


def row_of_case(case: Notification, row_id: int, kept_back: frozenset[str] = frozenset()) -> RowReceived:
    """A row as received from which something of the case was read. Raises `CallProblem` for any other, and for one
    of a source that is kept back."""
    row = next((row for row in rows_of_case(case, kept_back) if row.pk == row_id), None)
    if row is None:
        raise CallProblem(f"no row {row_id} was received for {case.case_id}.")
    return row


def rows_of_case(case: Notification, kept_back: frozenset[str] = frozenset()) -> tuple[RowReceived, ...]:
    """Every row and entry that says something of the case, in the order received, but for those from which a source
    that is kept back was read."""
    stated = StatedValue.objects.filter(notification=case).exclude(row=None)
    ids = {*stated.values_list("row_id", flat=True), case.row_id}
    ids -= _rows_kept_back(case, kept_back)
    return tuple(RowReceived.objects.filter(pk__in=ids).select_related("file").order_by("pk"))


def _rows_kept_back(case: Notification, kept_back: frozenset[str]) -> set[int | None]:
    if not kept_back:
        return set()
    stated = StatedValue.objects.filter(notification=case, source__in=kept_back)
    return set(stated.values_list("row_id", flat=True))


def read_as(file: SourceFile, pack: Pack) -> dict[str, str]:
    """Which header of a file was read as which variable, by the variable's label."""
    return {
        header: pack.variables[key].label if key in pack.variables else key
        for header, key in file.mapping.items()
        if key
    }
