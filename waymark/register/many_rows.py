"""Writing very many rows of one model at once.

A study has some 25 values a case, so one import writes hundreds of thousands of rows. Building a model instance
for each costs ten times what the store needs to write it; here rows go to the store as plain tuples, inside the
caller's transaction, on whichever database Django is pointed at.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice
from typing import Any

from django.db import connection, models

BATCH = 5000


def insert_many(model: type[models.Model], fields: tuple[str, ...], rows: Iterable[tuple[Any, ...]]) -> int:
    """Insert the rows, values in the order of `fields`; returns how many. JSON fields take any JSON value."""
    chosen = [model._meta.get_field(name) for name in fields]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in chosen)  # type: ignore[union-attr]
    table = connection.ops.quote_name(model._meta.db_table)
    marks = ", ".join(["%s"] * len(fields))
    statement = f"INSERT INTO {table} ({columns}) VALUES ({marks})"
    as_json = [place for place, field in enumerate(chosen) if isinstance(field, models.JSONField)]
    plain = (_stored(row, as_json) for row in rows)
    written = 0
    with connection.cursor() as cursor:
        while batch := list(islice(plain, BATCH)):
            cursor.executemany(statement, batch)
            written += len(batch)
    return written


def _stored(row: tuple[Any, ...], as_json: list[int]) -> list[Any]:
    values = list(row)  # JSON is written as Django writes it, so that its look-ups find it
    for place in as_json:
        value = values[place]
        if value is not None:
            values[place] = json.dumps(value) if value != [] else "[]"  # most values needed no rule
    return values
