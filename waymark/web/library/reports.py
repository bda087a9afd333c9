"""The list of reports, and the page of one: what it says of itself, its sections, files, cases and corrections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast, get_args

from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_safe

from waymark.instruments.pack import Pack
from waymark.instruments.problems import Problem
from waymark.library.actions import correct
from waymark.library.corrected import FORMS, SECTION, StandingField
from waymark.library.described import FIELDS
from waymark.library.listing import Match, Wanted, lines_of, reports_wanted
from waymark.library.models import Link, Report
from waymark.library.queries import BELONGS, ReportAsItStands, report_as_it_stands
from waymark.library.waiting import KeyShown, keys_shown
from waymark.web.access import cases_open_to
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.done import say
from waymark.web.library.opening import missing, note_opening, whole_number, with_report, words_typed

ON_A_PAGE = 50
MATCHES: tuple[tuple[Match, str], ...] = (
    ("", "Any"),
    ("case", "Has a case"),
    ("waiting", "Waits to be confirmed"),
    ("none", "No case"),
)


@open_to(Audience.TEAM)
@require_safe
def reports(request: StudyRequest) -> HttpResponse:
    asked = request.GET
    match = asked.get("match", "")
    wanted = Wanted(
        title=words_typed(asked, "title"),
        board=words_typed(asked, "board"),
        match=cast(Match, match) if match in get_args(Match) else "",
        least_pages=whole_number(asked.get("pages")),
        read_by_machine="machine" in asked.getlist("only"),
        with_problems="problems" in asked.getlist("only"),
    )
    cases = cases_open_to(request.person)
    found = reports_wanted(wanted, asked.get("sort", ""), cases)
    page = Paginator(found, ON_A_PAGE).get_page(asked.get("page"))
    shown = {
        "page": page,
        "lines": lines_of(page.object_list, cases),
        "matches": MATCHES,
        "only": [("machine", "Pages read by machine"), ("problems", "Something to look at")],
        "chosen": asked.getlist("only"),
        "typed": asked,
        "asked": wanted != Wanted(),
    }
    return render(request, "library/reports.html", shown)


@dataclass(frozen=True)
class FieldShown:
    """One field with all that stands of it."""

    name: str
    label: str
    values: tuple[ValueShown, ...]


@dataclass(frozen=True)
class ValueShown:
    words: str
    stands: StandingField

    @property
    def sure(self) -> str:
        return f"{self.stands.confidence:.0%}"

    @property
    def to_look_at(self) -> str:
        told = {"altered": "The words of its passage have changed.", "lost": "Its passage is gone."}
        return told.get(self.stands.carried, "")


@dataclass(frozen=True)
class LinkShown:
    link: Link
    keys: tuple[KeyShown, ...]

    @property
    def belongs(self) -> bool:
        return self.link.decision in BELONGS


@open_to(Audience.TEAM)
@require_safe
@with_report
def report(request: StudyRequest, report: Report) -> HttpResponse:
    note_opening(request.person, "open report", report)
    found = report_as_it_stands(report)
    pack = request.workspace.pack
    allowed = cases_open_to(request.person)
    links = [
        LinkShown(link, keys_shown(link))
        for link in report.links.select_related("notification", "by")
        if allowed is None or link.notification_id in allowed
    ]
    shown = {
        "report": report,
        "title": _title(found),
        "found": found,
        "fields": fields_shown(found, pack),
        "sections": [(section, _section_label(pack, section.kind)) for section in found.sections],
        "files": report.files.select_related("source").order_by("-version"),
        "links": links,
        "corrections": report.corrections.select_related("by").order_by("-pk"),
        "labels": {name: form.label for name, form in FORMS.items()},
    }
    return render(request, "library/report.html", shown)


def fields_shown(found: ReportAsItStands, pack: Pack) -> list[FieldShown]:
    return [
        FieldShown(
            form.field,
            form.label,
            tuple(
                ValueShown(_in_words(form.field, field.value, pack), field)
                for field in found.fields
                if field.field == form.field
            ),
        )
        for form in FIELDS
    ]


def _title(found: ReportAsItStands) -> str:
    return next((field.value for field in found.fields if field.field == "title"), found.ref)


def _in_words(field: str, value: str, pack: Pack) -> str:
    """Keys of the pack as their labels; everything else is as printed."""
    if field == "review_kind":
        return next((kind.label for kind in pack.review_kinds if kind.key == value), value)
    if field == "review_model":
        return next((model.label for model in pack.review_models if model.key == value), value)
    if field == "age":
        return f"{value} months"
    return value.replace("_", " ") if field == "outcome" else value


def _section_label(pack: Pack, key: str) -> str:
    return next((kind.label for kind in pack.section_kinds if kind.key == key), "Other")


@open_to(Audience.TEAM)
@require_http_methods(["GET", "HEAD", "POST"])
@with_report
def correction(request: StudyRequest, report: Report, field: str) -> HttpResponseBase:
    """One field, or all sections together, put right by a person who says why."""
    if field not in FORMS:
        return missing(request)
    errors: dict[str, str] = {}
    if request.method == "POST":
        why = request.POST.get("why", "").strip()
        values = [line.strip() for line in request.POST.get("values", "").splitlines() if line.strip()]
        if not why:
            errors["why"] = "Say why, for those who come after."
        else:
            try:
                correct(request.person, request.workspace, report.ref, field, values, why)
            except Problem as problem:
                errors["values"] = f"{problem.what} {problem.right}".strip()
            else:
                say(request, f"{FORMS[field].label} is corrected.")
                return HttpResponseRedirect(f"/reports/{report.ref}")
    else:
        note_opening(request.person, "open report", report, part=field)
    found = report_as_it_stands(report)
    pack = request.workspace.pack
    shown = {
        "report": report,
        "title": _title(found),
        "form": FORMS[field],
        "values": "\n".join(_as_typed(found, field)),
        "field": next((shown for shown in fields_shown(found, pack) if shown.name == field), None),
        "keys": _keys(field, pack),
        "hint": _how_to_write(field),
        "back": f"/reports/{report.ref}",
        "errors": errors,
        "typed": request.POST if errors else {},
    }
    return render(request, "library/correction.html", shown, status=422 if errors else 200)


def _as_typed(found: ReportAsItStands, field: str) -> list[str]:
    if field == SECTION:
        return [f"{one.kind} {one.page}-{one.last_page} {one.title}".strip() for one in found.sections]
    return [one.value for one in found.fields if one.field == field]


def _how_to_write(field: str) -> str:
    form = FORMS[field]
    written = f"Written as: {form.form}."
    return (
        f"{written} {'One a line.' if form.many else ''} Left empty: the report does not state it.".replace(
            "  ", " "
        )
    )


def _keys(field: str, pack: Pack) -> list[tuple[str, str]]:
    """What may be written, where the pack says it."""
    if field == "review_kind":
        return [(kind.key, kind.label) for kind in pack.review_kinds]
    if field == "review_model":
        return [(model.key, model.label) for model in pack.review_models]
    if field == SECTION:
        return [(kind.key, kind.label) for kind in pack.section_kinds]
    return []
