"""Searching the text of reports: words and restrictions, and the passages found with their words marked.

A reader searches their own reports. A number of a case or report that is typed exactly is offered as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem
from waymark.library.listing import ReportLine, Wanted, lines_of, reports_open_to, reports_wanted
from waymark.library.models import Report
from waymark.library.searching import FoundPassage, search
from waymark.library.within import Restriction
from waymark.register.models import Notification
from waymark.study.actions import record
from waymark.web.access import cases_open_to
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.library.opening import LONGEST_WORDS, whole_number, words_typed
from waymark.web.library.text import Piece, pieces_of

ON_A_PAGE = 20
_OLDEST_YEARS = 25


@dataclass(frozen=True)
class Result:
    """A passage as it is listed. `url`: where it stands in its report, with the words marked."""

    passage: FoundPassage
    report: ReportLine
    section: str
    pieces: tuple[Piece, ...]
    url: str


@open_to(Audience.TEAM)
@require_safe
def search_page(request: StudyRequest) -> HttpResponse:
    asked, pack = request.GET, request.workspace.pack
    words = asked.get("q", "").strip()
    restriction, errors = restriction_of(asked)
    shown: dict[str, object] = {
        "words": words,
        "typed": asked,
        "errors": errors,
        "outcomes": [("", "Any"), *_outcomes(pack)],
        "sections": [("", "Any"), *((kind.key, kind.label) for kind in pack.section_kinds)],
        "restricted": restriction != Restriction(),
    }
    if words and not errors:
        try:
            shown |= _found(request, words, restriction)
        except CallProblem as problem:
            errors["q"] = f"{problem.what} {problem.right}".strip()
    return render(request, "library/search.html", shown, status=422 if errors else 200)


def _found(request: StudyRequest, words: str, wanted: Restriction) -> dict[str, object]:
    cases = cases_open_to(request.person)
    among = None if cases is None else frozenset(reports_open_to(cases).values_list("pk", flat=True))
    number = max(1, whole_number(request.GET.get("page")))
    found = search(request.workspace, words, wanted, (number - 1) * ON_A_PAGE, ON_A_PAGE, among)
    page = Paginator(range(found.total), ON_A_PAGE).get_page(number)
    if page.number != number:
        found = search(request.workspace, words, wanted, (page.number - 1) * ON_A_PAGE, ON_A_PAGE, among)
    record(request.person, "search reports", words[:200], found=found.total)
    named = reports_wanted(Wanted(), "", cases).filter(ref__in={hit.ref for hit in found.hits})
    lines = {line.ref: line for line in lines_of(named, cases)}
    labels = {kind.key: kind.label for kind in request.workspace.pack.section_kinds}
    results = [
        Result(
            hit,
            lines[hit.ref],
            labels.get(hit.section, ""),
            pieces_of(hit.text, 0, len(hit.text), hit.marks),
            address_of(hit),
        )
        for hit in found.hits
    ]
    return {"found": found, "page": page, "results": results, "named": _named(words, cases)}


def address_of(hit: FoundPassage) -> str:
    """Where the passage stands in the text of its report. The words are marked where the passage is one stretch of
    the text; one that goes on over a page is marked whole."""
    query: list[tuple[str, object]] = [("start", hit.start), ("end", hit.end)]
    if hit.end - hit.start == len(hit.text):
        query += [("mark", f"{hit.start + start}-{hit.start + end}") for start, end in hit.marks]
    return f"/reports/{hit.ref}/text?{urlencode(query)}#found"


def _named(words: str, cases: frozenset[int] | None) -> list[tuple[str, str]]:
    """The case or report that the words are the number of: what it is called, and its address."""
    if len(words) > LONGEST_WORDS:
        return []
    found = Notification.objects.filter(Q(case_id__iexact=words) | Q(case_number=words))
    if cases is not None:
        found = found.filter(pk__in=cases)
    reports: list[Report] = list(reports_open_to(cases).filter(ref__iexact=words))
    return [
        *((f"Case {case.case_number} ({case.case_id})", f"/cases/{case.case_id}") for case in found[:5]),
        *((f"Report {report.ref}", f"/reports/{report.ref}") for report in reports),
    ]


def restriction_of(asked: QueryDict) -> tuple[Restriction, dict[str, str]]:
    """What the search is held to, and what of it cannot be read."""
    errors: dict[str, str] = {}
    years = _range(asked, "year", "Write a year as four figures, such as 2013.", 1900, 2100, errors)
    ages = _range(asked, "age", "Write an age in whole years, such as 4.", 0, _OLDEST_YEARS, errors)
    return (
        Restriction(
            boards=tuple(filter(None, [words_typed(asked, "board")])),
            years=tuple(range(years[0], years[1] + 1)) if years else (),
            ages=ages,
            outcomes=tuple(filter(None, [asked.get("outcome", "")])),
            sections=tuple(filter(None, [asked.get("section", "")])),
        ),
        errors,
    )


def _range(
    asked: QueryDict, name: str, right: str, low: int, high: int, errors: dict[str, str]
) -> tuple[int, int] | None:
    """`name-from` and `name-to`, both ends in; an end that is left empty is the limit."""
    typed = {end: asked.get(f"{name}-{end}", "").strip() for end in ("from", "to")}
    for end, text in typed.items():
        if text and not (text.isascii() and text.isdecimal() and low <= int(text[:9]) <= high):
            errors[f"{name}-{end}"] = right
    if errors or not any(typed.values()):
        return None
    first = int(typed["from"] or low)
    last = int(typed["to"] or high)
    if first > last:
        errors[f"{name}-from"] = f"{first} comes after {last}. Write the earlier or smaller number first."
        return None
    return first, last


def _outcomes(pack: Pack) -> list[tuple[str, str]]:
    """The answers of the variable by which searches are held to an outcome."""
    name = next((key.variables[0] for key in pack.match_keys if key.key == "details"), "")
    categories = pack.variables[name].categories if name else ()
    return [(category.code, category.label) for category in categories if not category.missing]
