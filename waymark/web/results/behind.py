"""Behind a number of a table: its cases, what every source says of them, and the words of the reports.

For the lead, who may see every reading; a reader who looked here would see answers that they are to give blind. In:
the data as they stand, as `waymark.reading.working` froze them. What is published is traced by `waymark trace`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from waymark.analysis.answers_behind import TracedAnswer, TracedPassage
from waymark.analysis.behind import cases_behind
from waymark.analysis.results import Cell, Column, Row, TableResult
from waymark.analysis.trace import TracedCase, TracedValue, trace_cases, variables_behind
from waymark.instruments.conditions import Value
from waymark.instruments.forms import SAMPLE
from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem, did_you_mean
from waymark.reading.given import shown
from waymark.reading.models import Decision, Form, Kind
from waymark.reading.working import working_freeze
from waymark.register.in_words import source_in_words, value_in_words
from waymark.study.actions import record
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.results.tables import COUNTING, engine_of, table_of

CASES_A_PAGE = 20
PARTS = {**{part.value: part.label for part in Form.Part}, "decision": "Decision"}


@dataclass(frozen=True)
class LinkedCell:
    """`url` leads behind the number; empty where no cases of the study are behind it."""

    cell: Cell
    url: str


@dataclass(frozen=True)
class AnswerTold:
    """`who`: the part, and whose it is. `answers`: those that a decision was taken on."""

    who: str
    words: str
    passages: tuple[tuple[TracedPassage, str], ...]
    answers: tuple[AnswerTold, ...]

    @property
    def tells_more(self) -> bool:
        """An answer without a passage says no more than the value beside it."""
        return bool(self.passages or self.answers)


@dataclass(frozen=True)
class ValueTold:
    """`given`: how it came about, where no file holds it and it was drawn or decided."""

    label: str
    words: str
    source: str
    given: str
    value: TracedValue
    answers: tuple[AnswerTold, ...]


@dataclass(frozen=True)
class CaseTold:
    """`others`: what sources said that do not stand."""

    case_id: str
    values: tuple[ValueTold, ...]
    others: tuple[ValueTold, ...]


@open_to(Audience.LEAD)
@require_safe
def behind(request: StudyRequest, number: str) -> HttpResponse:
    """Without a row and a column, the table whose numbers lead on."""
    table = table_of(request.workspace, number)
    asked = request.GET.get("row", ""), request.GET.get("column", "")
    if not any(asked):
        rows = [(row, _linked(table, row)) for row in table.rows]
        context = {"table": table, "table_url": reverse("table", args=[number]), "rows": rows}
        return render(request, "results/behind.html", context)
    row, column = _row(table, asked[0]), _column(table, asked[1])
    folder = str(working_freeze(request.workspace).folder)
    with COUNTING:
        engine = engine_of(folder)
        pack = engine.freeze.pack
        spec = pack.table(number)
        cases = cases_behind(engine, spec, row.key, column.key)
        page = Paginator(cases, CASES_A_PAGE).get_page(request.GET.get("page"))
        variables = variables_behind(engine, spec, row.key, column.key)
        traced = trace_cases(engine, list(page.object_list), variables)
    record(
        request.person, "look behind number", f"table {number}", row=row.key, column=column.key,
        cases=list(page.object_list),
    )  # fmt: skip
    context = {
        "table": table,
        "table_url": reverse("table", args=[number]),
        "behind_url": reverse("behind-number", args=[number]),
        "row": row,
        "column": column,
        "count": len(cases),
        "page": page,
        "cases": [_told(pack, case) for case in traced],
    }
    return render(request, "results/behind_number.html", context)


def _linked(table: TableResult, row: Row) -> Iterator[LinkedCell]:
    for column, cell in zip(table.columns, row.cells, strict=False):
        printed = row.heading or row.published or column.published
        counts = not printed and cell.reason is None and (cell.count or cell.value is not None)
        yield LinkedCell(cell, f"?{urlencode({'row': row.key, 'column': column.key})}" if counts else "")


def _row(table: TableResult, key: str) -> Row:
    found = next((row for row in table.rows if row.key == key), None)
    if found is None:
        right = did_you_mean(key, [row.key for row in table.rows])
        raise CallProblem(f"table {table.number} has no row “{key}”.", right=right)
    return found


def _column(table: TableResult, key: str) -> Column:
    found = next((column for column in table.columns if column.key == key), None)
    if found is None:
        right = did_you_mean(key, [column.key for column in table.columns])
        raise CallProblem(f"table {table.number} has no column “{key}”.", right=right)
    return found


def _told(pack: Pack, case: TracedCase) -> CaseTold:
    told = [(value.stands, _value(pack, value)) for value in case.values]
    return CaseTold(
        case.case_id,
        tuple(value for stands, value in told if stands),
        tuple(value for stands, value in told if not stands),
    )


def _value(pack: Pack, value: TracedValue) -> ValueTold:
    variable = pack.variables[value.variable]
    return ValueTold(
        variable.label,
        _words(pack, value.variable, value.value),
        source_in_words(value.source, pack),
        value.raw if not value.file and value.source in (SAMPLE, pack.about.adjudicated) else "",
        value,
        tuple(_answer(pack, value.variable, answer) for answer in value.answers),
    )


def _answer(pack: Pack, variable: str, answer: TracedAnswer) -> AnswerTold:
    how = f" ({Decision.How(answer.how).label.lower()})" if answer.how else ""
    return AnswerTold(
        f"{PARTS[answer.part]}, {answer.reader}{how}",
        _words(pack, variable, answer.value)
        if answer.kind == Kind.VALUE
        else shown(pack.variables[variable], answer.kind, None),
        tuple((passage, _address(passage)) for passage in answer.passages),
        tuple(_answer(pack, variable, one) for one in answer.rests_on),
    )


def _words(pack: Pack, key: str, text: str) -> str:
    """A value as the freeze writes it, in the words of the register."""
    variable = pack.variables[key]
    value: Value = text or None
    if text and variable.type == "date":
        value = date.fromisoformat(text)
    elif text and variable.type in ("age", "number"):
        value = int(text)
    elif text and variable.type == "categories":
        value = tuple(text.split("; "))
    return value_in_words(variable, value)


def _address(passage: TracedPassage) -> str:
    where = urlencode({"start": passage.start, "end": passage.end})
    return f"/reports/{passage.report}/text?{where}#found"
