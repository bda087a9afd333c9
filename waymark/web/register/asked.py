"""What the address of the list of cases asks for: filters, columns, order.

In: the query of the address and the pack; out: a `Question` for the register, the columns to show, and each filter
with its choices. Days and ages that cannot be read are told beside their fields, and the rest is answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from waymark.instruments.pack import Pack
from waymark.instruments.variables import Variable
from waymark.register.cleaning.cell import clean_cell
from waymark.register.in_words import check_title
from waymark.register.listing import ANY_PROBLEM, RECEIVED, Question, age_variable
from waymark.register.models import Problem

FILTER = "is."
WITH_REPORT, WITHOUT_REPORT = "linked", "none"
OLDEST_YEARS = 150
EMPTY = ("", None)


@dataclass(frozen=True)
class FilterShown:
    """One select: its name in the address, the choices and what is chosen."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


@dataclass(frozen=True)
class Asked:
    """`errors` by the name of a field."""

    question: Question
    columns: tuple[Variable, ...]
    report: str
    filters: tuple[FilterShown, ...]
    errors: Mapping[str, str]

    @property
    def narrows(self) -> bool:
        return self.question != Question(
            sort=self.question.sort, descending=self.question.descending
        ) or bool(self.report)


def asked_for(pack: Pack, query: QueryDict) -> Asked:
    errors: dict[str, str] = {}
    answers = _answers(pack, query)
    years = [_years(query, name, errors) for name in ("youngest", "oldest")]
    sort = query.get("sort", "")
    columns = _columns(pack, query)
    question = Question(
        text=query.get("q", "").strip()[:200],
        answers=answers,
        problem=query.get("problem", ""),
        begins=_day(pack, query, "from", errors),
        ends=_day(pack, query, "to", errors),
        youngest=None if years[0] is None else years[0] * 12,
        oldest=None if years[1] is None else years[1] * 12 + 11,
        sort=_sort(pack, sort.removeprefix("-")),
        descending=sort.startswith("-"),
    )
    report = query.get("report", "")
    report = report if report in (WITH_REPORT, WITHOUT_REPORT) else ""
    return Asked(question, columns, report, _filters(pack, query, columns), errors)


def usual_columns(pack: Pack) -> tuple[str, ...]:
    """What identifies a case and where it stands, as far as the pack names it."""
    about, age = pack.about, age_variable(pack)
    named = {about.case_number, about.incident_date, about.area, about.standing, about.report}
    named |= {age.key} if age else set()
    return tuple(key for key in pack.variables if key in named)


def problem_choices(pack: Pack) -> list[tuple[str, str]]:
    names = Problem.objects.order_by("check_name").values_list("check_name", flat=True).distinct()
    return [("", "Any"), (ANY_PROBLEM, "Has a problem"), *((name, check_title(name)) for name in names)]


def filters_to_add(pack: Pack, asked: Asked) -> list[tuple[str, str]]:
    shown = {one.name for one in asked.filters}
    more = [(key, pack.variables[key].label) for key in _filterable(pack) if FILTER + key not in shown]
    return [("", "Choose"), *more]


def kept_query(query: QueryDict) -> str:
    """The query without its empty parts and the page: what a saved view keeps."""
    kept = query.copy()
    for name in list(kept):
        values = [value for value in kept.getlist(name) if value not in EMPTY]
        kept.setlist(name, values)
        if not values or name == "page":
            del kept[name]
    return kept.urlencode()


def _filterable(pack: Pack) -> tuple[str, ...]:
    return tuple(
        key
        for key, variable in pack.variables.items()
        if variable.type in ("category", "categories") and not variable.derive
    )


def _answers(pack: Pack, query: QueryDict) -> dict[str, tuple[str, ...]] | None:
    answers: dict[str, tuple[str, ...]] = {}
    for key in _filterable(pack):
        variable = pack.variables[key]
        known = {category.code for category in variable.categories}
        chosen = [code for code in query.getlist(FILTER + key) if code in known]
        if chosen:
            answers[key] = tuple(part for code in chosen for part in variable.codes_within(code))
    return answers or None


def _columns(pack: Pack, query: QueryDict) -> tuple[Variable, ...]:
    chosen = [key for key in query.getlist("c") if key in pack.variables] or usual_columns(pack)
    return tuple(variable for key, variable in pack.variables.items() if key in chosen)


def _filters(pack: Pack, query: QueryDict, columns: tuple[Variable, ...]) -> tuple[FilterShown, ...]:
    """A filter for each category that is shown, asked for or chosen."""
    wanted = {pack.about.standing, *query.getlist("more"), *(variable.key for variable in columns)}
    shown = []
    for key in _filterable(pack):
        chosen = query.get(FILTER + key, "")
        if key in wanted or chosen:
            variable = pack.variables[key]
            options = (("", "Any"), *((category.code, category.label) for category in variable.categories))
            shown.append(FilterShown(FILTER + key, variable.label, options, chosen))
    return tuple(shown)


def _sort(pack: Pack, name: str) -> str:
    return name if name in pack.variables and not pack.variables[name].derive else RECEIVED


def _day(pack: Pack, query: QueryDict, name: str, errors: dict[str, str]) -> date | None:
    text = query.get(name, "").strip()
    variable = pack.variables.get(pack.about.incident_date)
    if not text or variable is None:
        return None
    read = clean_cell(variable, text[:40])
    if read is not None and isinstance(read.value, date):
        return read.value
    errors[name] = "The day cannot be read. Write it as 27 March 2013 or 27/3/2013."
    return None


def _years(query: QueryDict, name: str, errors: dict[str, str]) -> int | None:
    text = query.get(name, "").strip()
    if not text:
        return None
    if text.isascii() and text.isdecimal() and int(text[:9]) <= OLDEST_YEARS:
        return int(text)
    errors[name] = f"The age cannot be read. Write whole years, from 0 to {OLDEST_YEARS}."
    return None
