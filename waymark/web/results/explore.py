"""Any two variables against each other in any population, with a test; the lead can add what is worth keeping to
the pack as a table.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlencode

from django.http import HttpResponse, HttpResponseRedirect, QueryDict
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
FIELDS = ("rows", "columns", "population", "test", "percent", "number", "title")
MISSING = {"number": "Give one that no other table has.", "title": "Say what the table counts."}
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
    if not request.GET.get("rows"):
        return render(request, "results/explore.html", _choices(pack, request.GET))
    try:
        asked = _asked(pack, request)
    except InputProblem as problem:
        return _told(request, problem)
    result = counted(request, asked)
    form = request.GET.get("as", "")
    if form in ("csv", "xlsx"):
        answer = csv_response if form == "csv" else xlsx_response
        return answer("cross-tabulation", *flat(result))
    return render(request, "results/explore.html", {**_choices(pack, request.GET), **_counted(asked, result)})


@open_to(Audience.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def add_to_pack(request: StudyRequest) -> HttpResponse:
    """Write what was explored into the pack as a table. The study is then to be selected again."""
    if request.method != "POST":
        return HttpResponseRedirect(reverse("explore"))
    pack = request.workspace.pack
    try:
        asked = _asked(pack, request)
    except InputProblem as problem:
        return _told(request, problem)
    number, title = (request.POST.get(name, "").strip() for name in ("number", "title"))
    try:
        _require_name(number, "number", LONGEST_NUMBER)
        _require_name(title, "title", LONGEST_TITLE)
        add_table(request.workspace.pack_folder, spec_of(pack, asked, number, title))
    except InputProblem as problem:
        return _told(request, problem, _counted(asked, counted(request, asked)))
    record(request.person, "add table to pack", number, title=title, rows=asked.rows, columns=asked.columns)
    words = f"Table {number} was added to the pack. Select the cases again to count it."
    return done(request, reverse("tables"), words)


def _choices(pack: Pack, typed: QueryDict) -> dict[str, object]:
    return {
        "variables": [("", "Choose a variable"), *((v.key, v.label) for v in countable(pack))],
        "populations": [(p.key, p.label) for p in pack.populations.values()],
        "tests": TESTS,
        "percentages": PERCENTAGES,
        "typed": typed,
    }


def _counted(asked: Asked, table: TableResult) -> dict[str, object]:
    return {"table": table, "asked": asked, "address": f"{reverse('explore')}?{urlencode(asdict(asked))}"}


def _told(
    request: StudyRequest, problem: InputProblem, shown: Mapping[str, object] | None = None
) -> HttpResponse:
    """The page as it was sent, with the problem at its field; at none where the pack itself would not be right."""
    field = problem.place.part if problem.place.part in FIELDS and not problem.place.file else ""
    words = f"{problem.what} {problem.right}".strip() if field else problem.paragraph()
    typed = request.POST if request.method == "POST" else request.GET
    context = {
        **_choices(request.workspace.pack, typed),
        **(shown or {}),
        "errors": {field: f"{words[:1].upper()}{words[1:]}" if field else words},
    }
    return render(request, "results/explore.html", context, status=422)


def _require_name(text: str, field: str, longest: int) -> None:
    if not text:
        raise InputProblem(f"the {field} is missing.", place=Place(part=field), right=MISSING[field])
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
                right=did_you_mean(chosen[name], [word for word in words if word]),
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
