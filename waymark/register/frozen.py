"""The register as Arrow tables for a freeze: cases, values with their way, findings. See study/freezes.py."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import pyarrow as pa

from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack
from waymark.instruments.variables import Variable
from waymark.register.models import Notification, Problem, SettledValue, StatedValue
from waymark.register.queries import settled_values
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
    values = settled_values(pack)
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
    settled = SettledValue.objects.exclude(stated=None).values_list("stated", "value", "rules")
    standing = {stated: (value, rules) for stated, value, rules in settled}
    stated = StatedValue.objects.order_by("notification__position", "variable", "pk").values_list(
        "pk", "notification__case_id", "variable", "value", "source", "rules", "raw", "reader",
        "row__file__name", "row__file__sha256", "row__place", "row__number",
    )  # fmt: skip
    rows: list[tuple[Any, ...]] = []
    for pk, case_id, key, value, source, rules, raw, reader, name, sha256, place, number in stated.iterator():
        stands = pk in standing
        counted, later = standing.get(pk, (value, []))
        text = _as_text(pack, key, counted)
        steps = json.dumps(rules + later, ensure_ascii=False)
        where = (name or "", sha256 or "", place or "", number)
        rows.append((case_id, key, text, source, stands, *where, raw, steps, reader))
    rows += _made_by_the_register(pack)
    return _table(_VALUES, rows)


def _made_by_the_register(pack: Pack) -> list[tuple[Any, ...]]:
    """Values that no row states: a place in an incident, a standing, an age from two dates."""
    nowhere = ("", "", "", None, "")  # no file, place, row or cell
    made = SettledValue.objects.filter(stated=None).order_by("notification__position", "variable")
    return [
        (
            case_id,
            key,
            _as_text(pack, key, value),
            source,
            True,
            *nowhere,
            json.dumps(rules, ensure_ascii=False),
            "",
        )
        for case_id, key, value, source, rules in made.values_list(
            "notification__case_id", "variable", "value", "source", "rules"
        )
    ]


def _as_text(pack: Pack, variable: str, stored: Any) -> str:
    return value_as_text(value_from_json(pack.variables[variable], stored))


def _table(schema: pa.Schema, rows: list[tuple[Any, ...]]) -> pa.Table:
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return pa.table([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)


def _findings() -> pa.Table:
    schema = pa.schema(
        [("case_id", pa.string()), ("check", pa.string()), ("variables", pa.string()), ("says", pa.string())]
    )
    found = Problem.objects.select_related("notification").order_by(
        "notification__position", "check_name", "says"
    )
    return _table(
        schema,
        [(p.notification.case_id, p.check_name, ", ".join(p.variables), p.says) for p in found],
    )
