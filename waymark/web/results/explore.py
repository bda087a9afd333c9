"""Any two variables against each other in any population, with a test; the lead can add what is worth keeping to
the pack as a table.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from waymark.analysis.results import TableResult
from waymark.analysis.tables import tabulate
from waymark.instruments.adding import add_table
from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem, Place, did_you_mean
from waymark.instruments.tables import ColumnSpec, CountTable, Measure, RowSpec, TestSpec
from waymark.instruments.variables import Variable
from waymark.reading.working import working_freeze
from waymark.study.actions import record
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.done import done
from waymark.web.exporting import csv_response, xlsx_response
from waymark.web.results.tables import COUNTING, engine_of, flat

LONGEST_NUMBER = 20
LONGEST_TITLE = 200
TESTS = (("", "No test"), ("chi_square", "Chi-square"), ("trend", "Trend over the rows"))
PERCENTAGES = (("column", "of each column"), ("row", "of each row"), ("none", "none"))


@dataclass(frozen=True)
class Asked:
    """What is put against what. `columns` may be empty: the rows alone."""

    rows: str
    columns: str
    population: str
    test: str
    percent: str


@open_to(Audience.TEAM)
@require_safe
def explore(request: StudyRequest) -> HttpResponse:
    pack = request.workspace.pack
    context: dict[str, object] = {
        "variables": [("", "Choose a variable"), *((v.key, v.label) for v in countable(pack))],
        "populations": [(p.key, p.label) for p in pack.populations.values()],
        "tests": TESTS,
        "percentages": PERCENTAGES,
        "typed": request.GET,
    }
    if not request.GET.get("rows"):
        return render(request, "results/explore.html", context)
    try:
        asked = _asked(pack, request)
    except InputProblem as problem:
        context["errors"] = {problem.place.part: f"{problem.what} {problem.right}".strip()}
        return render(request, "results/explore.html", context, status=422)
    result = counted(request, asked)
    form = request.GET.get("as", "")
    if form in ("csv", "xlsx"):
        answer = csv_response if form == "csv" else xlsx_response
        return answer("cross-tabulation", *flat(result))
    return render(request, "results/explore.html", {**context, "table": result, "asked": asked})


@open_to(Audience.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def add_to_pack(request: StudyRequest) -> HttpResponse:
    """Write what was explored into the pack as a table. The study is then to be selected again."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("explore"))
    pack = request.workspace.pack
    asked = _asked(pack, request)
    number, title = (request.POST.get(name, "").strip() for name in ("number", "title"))
    _require_printable(number, "number", LONGEST_NUMBER)
    _require_printable(title, "title", LONGEST_TITLE)
    spec = spec_of(pack, asked, number, title)
    add_table(request.workspace.pack_folder, spec)
    record(request.person, "add table to pack", number, title=title, rows=asked.rows, columns=asked.columns)
    words = f"Table {number} was added to the pack. Select the cases again to count it."
    return done(request, reverse("tables"), words)


def _require_printable(text: str, field: str, longest: int) -> None:
    if len(text) > longest or not text.isprintable():
        right = f"Use at most {longest} letters, digits and signs."
        raise InputProblem(f"that cannot be the {field} of a table.", place=Place(part=field), right=right)


def countable(pack: Pack) -> list[Variable]:
    """The variables that have categories to count."""
    return [variable for variable in pack.variables.values() if variable.categories]


def counted(request: StudyRequest, asked: Asked) -> TableResult:
    pack = request.workspace.pack
    spec = spec_of(pack, asked, "explored", _title(pack, asked))
    with COUNTING:
        return tabulate(engine_of(str(working_freeze(request.workspace).folder)), spec)


def spec_of(pack: Pack, asked: Asked, number: str, title: str) -> CountTable:
    columns: tuple[ColumnSpec, ...] = (ColumnSpec(key="all", label="All"),)
    measure: Measure = "count" if asked.percent == "none" else "count_percent"
    sides: tuple[tuple[str, ...], ...] = ()
    if asked.columns:
        across = pack.variables[asked.columns]
        columns = (ColumnSpec(variable=across.key, measure=measure), *columns)
        sides = tuple(
            (category.code,)
            for category in across.categories
            if not category.missing and not category.part_of
        )
    tests = (
        (TestSpec(kind=asked.test, name="rows by columns", columns=sides),)  # type: ignore[arg-type]
        if asked.test and len(sides) > 1
        else ()
    )
    return CountTable(
        number=number,
        title=title,
        seed="",
        population=asked.population,
        row_heading=pack.variables[asked.rows].label,
        rows=(RowSpec(variable=asked.rows),),
        columns=columns,
        percent=asked.percent,  # type: ignore[arg-type]
        test=tests,
    )


def _asked(pack: Pack, request: StudyRequest) -> Asked:
    """Raises `InputProblem` whose place is the field."""
    given = request.POST if request.method == "POST" else request.GET
    keys = [variable.key for variable in countable(pack)]
    known = {
        "rows": keys,
        "columns": ["", *keys],
        "population": list(pack.populations),
        "test": [key for key, _ in TESTS],
        "percent": [key for key, _ in PERCENTAGES],
    }
    chosen = {name: given.get(name, "" if "" in words else words[0]) for name, words in known.items()}
    for name, words in known.items():
        if chosen[name] not in words:
            raise InputProblem(
                f"“{chosen[name]}” cannot be chosen.",
                place=Place(part=name),
                right=did_you_mean(chosen[name], words),
            )
    if chosen["rows"] == chosen["columns"]:
        raise InputProblem(
            "the rows and the columns are the same variable.",
            place=Place(part="columns"),
            right="Choose another.",
        )
    return Asked(**chosen)


def _title(pack: Pack, asked: Asked) -> str:
    rows = pack.variables[asked.rows].label
    if not asked.columns:
        return rows
    label = pack.variables[asked.columns].label
    return f"{rows} by {label[:1].lower()}{label[1:]}"
