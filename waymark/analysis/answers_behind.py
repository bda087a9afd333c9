"""From a statement of the register to the answer it was, and from an answer to the words of the report.

In: a freeze and the cases and variables asked for. Out: for each statement the answers behind it, each with its
passages; a decision with the answers that it was taken on. Freezes made before answers were kept have none.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from waymark.study.freezes import Freeze

Statement = tuple[str, str, str, str, bool]
"""Case, variable, source, reader, and whether it came in a file."""


@dataclass(frozen=True)
class TracedPassage:
    """The words at [start, end) of the report's text, in code points. `carried`: what a later reading of the file
    did to them; ``same`` where nothing."""

    report: str
    sha256: str
    page: int
    start: int
    end: int
    quote: str
    carried: str


@dataclass(frozen=True)
class TracedAnswer:
    """`part`: first, second, decision. `how` a decision was reached: agreed, chosen, other. `rests_on`: the answers
    that it was taken on."""

    instrument: str
    part: str
    reader: str
    kind: str
    value: str
    how: str
    at: str
    passages: tuple[TracedPassage, ...]
    rests_on: tuple[TracedAnswer, ...] = ()

    @property
    def every_passage(self) -> tuple[TracedPassage, ...]:
        """Its own, then those of the answers that it rests on."""
        return (*self.passages, *(found for answer in self.rests_on for found in answer.every_passage))


Behind = Callable[[Statement], tuple[TracedAnswer, ...]]


def answers_behind(freeze: Freeze, cases: Iterable[str], variables: Iterable[str]) -> Behind:
    """Which answers a statement of these cases and variables was; none where the freeze holds none."""
    if not freeze.has("answers") or not freeze.has("passages"):
        return lambda statement: ()
    cases, variables = pa.array(list(cases), pa.string()), pa.array(list(variables), pa.string())
    passages = _passages(_rows(freeze, "passages", cases, variables))
    rows = {row["answer"]: row for row in _rows(freeze, "answers", cases, variables)}
    found: dict[Statement, list[TracedAnswer]] = defaultdict(list)
    for row in rows.values():
        if row["stated"]:
            where = (row["case_id"], row["variable"], row["source"], row["reader"], row["from_file"])
            found[where].append(_answer(row, rows, passages))
    return lambda statement: tuple(found.get(statement, ()))


def _answer(
    row: Mapping[str, Any],
    rows: Mapping[int, Mapping[str, Any]],
    passages: Mapping[int, list[TracedPassage]],
) -> TracedAnswer:
    return TracedAnswer(
        instrument=row["instrument"],
        part=row["part"],
        reader=row["reader"],
        kind=row["kind"],
        value=row["value"],
        how=row["how"],
        at=row["at"],
        passages=tuple(passages.get(row["answer"], ())),
        rests_on=tuple(_answer(rows[number], rows, passages) for number in row["rests_on"] if number in rows),
    )


def _passages(rows: Iterable[Mapping[str, Any]]) -> dict[int, list[TracedPassage]]:
    found: dict[int, list[TracedPassage]] = defaultdict(list)
    for row in rows:
        found[row["answer"]].append(
            TracedPassage(
                report=row["report"],
                sha256=row["sha256"],
                page=row["page"],
                start=row["start"],
                end=row["end"],
                quote=row["quote"],
                carried=row["carried"],
            )
        )
    return found


def _rows(freeze: Freeze, name: str, cases: pa.Array, variables: pa.Array) -> list[dict[str, Any]]:
    table = freeze.read(name)
    wanted = pc.and_(
        pc.is_in(table["case_id"], value_set=cases), pc.is_in(table["variable"], value_set=variables)
    )
    rows: list[dict[str, Any]] = table.filter(wanted).to_pylist()
    return rows
