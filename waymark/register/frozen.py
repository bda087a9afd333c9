"""The register as Arrow tables for a freeze: cases, values with their way, findings. See study/freezes.py."""

from __future__ import annotations

import json
from collections import defaultdict
from typing import Any, Iterable

import pyarrow as pa

from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack
from waymark.instruments.variables import Variable
from waymark.register.models import Notification, Problem, SettledValue, StatedValue
from waymark.register.stored import value_as_text, value_from_json

_ARROW: dict[str, pa.DataType] = {
    "category": pa.string(),
    "text": pa.string(),
    "area": pa.string(),
    "categories": pa.list_(pa.string()),
    "number": pa.int32(),
    "age": pa.int32(),
    "date": pa.date32(),
}


def frozen_tables(pack: Pack) -> dict[str, pa.Table]:
    """The tables that the register adds to a freeze, rows in order of receipt so that the same data freeze alike."""
    return {"cases": _cases(pack), "values": _values(pack), "findings": _findings()}


def _cases(pack: Pack) -> pa.Table:
    values: dict[str, dict[str, Value]] = defaultdict(dict)
    settled = SettledValue.objects.values_list("notification__case_id", "variable", "value")
    for case_id, variable, value in settled.iterator():
        values[case_id][variable] = value_from_json(pack.variables[variable], value)
    ids = list(Notification.objects.order_by("position").values_list("case_id", flat=True))
    kept = [variable for variable in pack.variables.values() if variable.derive is None]
    columns: dict[str, pa.Array] = {"case_id": pa.array(ids, pa.string())}
    for variable in kept:
        columns[variable.key] = _column(variable, (values[case_id].get(variable.key) for case_id in ids))
    return pa.table(columns)


def _column(variable: Variable, values: Iterable[Value]) -> pa.Array:
    kind = _ARROW[variable.type]
    plain: list[Any] = [list(value) if isinstance(value, tuple) else value for value in values]
    return pa.array(plain, kind)


_VALUES = pa.schema(
    [
        ("case_id", pa.string()),
        ("variable", pa.string()),
        ("value", pa.string()),
        ("source", pa.string()),
        ("stands", pa.bool_()),
        ("file", pa.string()),
        ("file_hash", pa.string()),
        ("place", pa.string()),
        ("row", pa.int32()),
        ("raw", pa.string()),
        ("steps", pa.string()),
        ("reader", pa.string()),
    ]
)


def _values(pack: Pack) -> pa.Table:
    standing = {
        settled.stated.pk: settled
        for settled in SettledValue.objects.exclude(stated=None).select_related("stated")
    }
    rows = []
    stated = StatedValue.objects.select_related("notification", "row__file").order_by(
        "notification__position", "variable", "id"
    )
    for item in stated.iterator(chunk_size=5000):
        settled = standing.get(item.pk)
        value = settled.value if settled else item.value
        steps = item.rules + (settled.rules if settled else [])
        rows.append(_value_row(pack, item, value, steps, settled is not None))
    made_here = SettledValue.objects.filter(stated=None).select_related("notification")
    for made in made_here.order_by("notification__position", "variable").iterator(chunk_size=5000):
        text = value_as_text(value_from_json(pack.variables[made.variable], made.value))
        rows.append(
            (made.notification.case_id, made.variable, text, made.source, True)
            + ("", "", "", None, "", json.dumps(made.rules), "")
        )
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(_VALUES)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, _VALUES, strict=True)], schema=_VALUES)


def _value_row(pack: Pack, item: StatedValue, value: Any, steps: list[Any], stands: bool) -> tuple[Any, ...]:
    row = item.row
    return (
        item.notification.case_id,
        item.variable,
        value_as_text(value_from_json(pack.variables[item.variable], value)),
        item.source,
        stands,
        row.file.name if row else "",
        row.file.sha256 if row else "",
        row.place if row else "",
        row.number if row else None,
        item.raw,
        json.dumps(steps, ensure_ascii=False),
        item.reader,
    )


def _findings() -> pa.Table:
    schema = pa.schema(
        [("case_id", pa.string()), ("check", pa.string()), ("variables", pa.string()), ("says", pa.string())]
    )
    found = Problem.objects.select_related("notification").order_by(
        "notification__position", "check_name", "says"
    )
    rows = [
        (p.notification.case_id if p.notification else "", p.check_name, ", ".join(p.variables), p.says)
        for p in found
    ]
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)
