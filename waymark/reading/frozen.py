"""What was read, as Arrow tables for a freeze: the answers that count and the passages they rest on.

In: finished forms and decisions. Out: `answers` and `passages` (columns in study/freezes.py), by which a published
figure is traced to the words of a report. Least is kept: no memo, no earlier version, no unfinished form, and of the
reader the handle that stands beside the value already.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from operator import attrgetter
from typing import Any

import pyarrow as pa

from waymark.instruments.pack import Pack
from waymark.reading.models import Answer, Decision, Evidence, Form, Kind
from waymark.register.stored import value_as_text, value_from_json

_ANSWERS = pa.schema(
    [
        ("answer", pa.int32()),
        ("case_id", pa.string()),
        ("instrument", pa.string()),
        ("variable", pa.string()),
        ("part", pa.string()),
        ("source", pa.string()),
        ("reader", pa.string()),
        ("kind", pa.string()),
        ("value", pa.string()),
        ("how", pa.string()),
        ("at", pa.string()),
        ("from_file", pa.bool_()),
        ("stated", pa.bool_()),
        ("rests_on", pa.list_(pa.int32())),
    ]
)
_PASSAGES = pa.schema(
    [
        ("answer", pa.int32()),
        ("case_id", pa.string()),
        ("variable", pa.string()),
        ("report", pa.string()),
        ("sha256", pa.string()),
        ("page", pa.int32()),
        ("start", pa.int32()),
        ("end", pa.int32()),
        ("quote", pa.string()),
        ("carried", pa.string()),
    ]
)
DECISION = "decision"
_PARTS = (Form.Part.FIRST.value, Form.Part.SECOND.value, DECISION)


@dataclass(frozen=True)
class _Row:
    """One row of `answers` on its way: `place` where it stands in the table, `columns` between its number and
    `rests_on`. `key`, `form`: of an answer, 0 of a decision, which has the keys of the answers it was taken on."""

    place: tuple[int, str, int, int, int]
    columns: tuple[Any, ...]
    case_id: str
    variable: str
    key: int = 0
    form: int = 0
    taken_on: tuple[int, ...] = ()


def reading_tables(pack: Pack) -> dict[str, pa.Table]:
    """In the order of receipt and of the pack, so that the same data freeze alike."""
    forms = {form.pk: form for form in Form.objects.select_related("case", "reader")}
    decisions = list(_decisions(pack))
    taken_on = {key for decision in decisions for key in decision.taken_on}
    rows = sorted((*_answers(pack, forms, taken_on), *decisions), key=attrgetter("place"))
    numbers = {row.key: number for number, row in enumerate(rows, start=1) if row.key}
    of_question: dict[tuple[int, str], list[int]] = defaultdict(list)
    for row in rows:
        if row.key:
            of_question[row.form, row.variable].append(numbers[row.key])
    return {
        "answers": _table(
            _ANSWERS,
            [
                (number, *row.columns, [numbers[key] for key in row.taken_on if key in numbers])
                for number, row in enumerate(rows, start=1)
            ],
        ),
        "passages": _table(_PASSAGES, sorted(_passages(forms, of_question))),
    }


def _answers(pack: Pack, forms: Mapping[int, Form], taken_on: Collection[int]) -> Iterator[_Row]:
    """What stands of finished forms, and what else a decision was taken on."""
    asked = {instrument.key: frozenset(instrument.variables) for instrument in pack.instruments}
    standing: dict[tuple[int, str], int] = {}
    kept: list[tuple[Any, ...]] = []
    given = Answer.objects.order_by("form_id", "variable", "version").values_list(
        "pk", "form_id", "variable", "kind", "value", "at", "stated_id", "stands"
    )
    for row in given.iterator():
        if row[-1]:
            standing[row[1], row[2]] = row[0]
        if row[-1] or row[0] in taken_on:
            kept.append(row[:-1])
    order = {name: number for number, name in enumerate(pack.variables)}
    for (
        key,
        form_id,
        name,
        kind,
        value,
        at,
        imported,
    ) in kept:
        form = forms[form_id]
        counts = (
            standing.get((form_id, name)) == key
            and form.finished_at is not None
            and form.withdrawn_at is None
            and kind != Kind.TAKEN_BACK
            and name in asked.get(form.instrument, ())
        )
        if name in order and (counts or key in taken_on):
            said = (form.instrument, _reader(form), kind, _as_text(pack, name, kind, value), "")
            columns = _columns(form.case.case_id, form.instrument, name, form.part, *said)
            given_at = None if imported else at
            yield _Row(
                (form.case.position, form.instrument, order[name], _PARTS.index(form.part), form_id),
                (*columns, _moment(given_at), imported is not None, counts),
                form.case.case_id, name, key, form_id,
            )  # fmt: skip


def _decisions(pack: Pack) -> Iterator[_Row]:
    """The last decision on each question that stands, where the pack names a source for it."""
    order = {name: number for number, name in enumerate(pack.variables)}
    sources = {Decision.How.AGREED: pack.about.agreed}
    last: dict[tuple[int, str, str], Decision] = {}
    for decision in Decision.objects.filter(stands=True).select_related("case", "by").order_by("version"):
        last[decision.case_id, decision.instrument, decision.variable] = decision
    for one in last.values():
        source = sources.get(Decision.How(one.how), pack.about.adjudicated)
        if one.variable not in order or not source:
            continue
        said = (source, one.by.handle, one.kind, _as_text(pack, one.variable, one.kind, one.value), one.how)
        columns = _columns(one.case.case_id, one.instrument, one.variable, DECISION, *said)
        yield _Row(
            (one.case.position, one.instrument, order[one.variable], _PARTS.index(DECISION), one.pk),
            (*columns, _moment(one.at), False, True),
            one.case.case_id, one.variable, taken_on=(one.chosen_id,) if one.chosen_id else tuple(one.answers),
        )  # fmt: skip


def _columns(*columns: str) -> tuple[str, ...]:
    """Case, instrument, variable, part, source, reader, kind, value, how."""
    return columns


def _passages(
    forms: Mapping[int, Form], of_question: Mapping[tuple[int, str], Sequence[int]]
) -> Iterator[tuple[Any, ...]]:
    """Every passage that is pinned to a question, once for each answer of it that is in the freeze."""
    pinned = Evidence.objects.filter(taken_back_at=None).order_by("pk")
    for form, name, report, sha256, page, start, end, quote, carried in pinned.values_list(
        "form_id", "variable", "report__ref", "text__file__source__sha256", "page", "start", "end", "quote",
        "carried",
    ).iterator():  # fmt: skip
        for number in of_question.get((form, name), ()):
            case = forms[form].case.case_id
            yield number, case, name, report, sha256, page, start, end, quote, carried


def _reader(form: Form) -> str:
    """As the register's statement has it."""
    return form.read_by or (form.reader.handle if form.reader else "")


def _as_text(pack: Pack, variable: str, kind: str, stored: Any) -> str:
    if kind != Kind.VALUE:
        return ""
    return value_as_text(value_from_json(pack.variables[variable], stored))


def _moment(at: datetime | None) -> str:
    """The time of importing a file is not that of the answers in it."""
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else ""


def _table(schema: pa.Schema, rows: Sequence[tuple[Any, ...]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)
