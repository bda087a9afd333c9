"""The trail: every event of the study, narrowed and paged in the database, and as a file. Nothing here changes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waymark.register.cleaning.dates import clean_date
from waymark.register.values import Stated
from waymark.study.actions import record
from waymark.study.models import Event, Person
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.exporting import csv_response, xlsx_response
from waymark.web.register.asked import kept_query
from waymark.web.register.events_in_words import events_shown

ON_A_PAGE = 100
LONGEST_NUMBER = 40
HEADER = ("When (UTC)", "Who", "Action", "Subject", "Case", "What stood before and after, and why")


@dataclass(frozen=True)
class EventsAsked:
    """`errors` by the name of a field."""

    events: QuerySet[Event]
    errors: dict[str, str]


@open_to(Audience.LEAD)
@require_safe
def trail_page(request: StudyRequest) -> HttpResponse:
    asked = _asked(request.GET)
    page = Paginator(asked.events, ON_A_PAGE).get_page(request.GET.get("page"))
    actions = Event.objects.order_by("action").values_list("action", flat=True).distinct()
    shown = {
        "page": page,
        "events": events_shown(page.object_list, request.workspace.pack),
        "people": [("", "Anybody"), *((p.handle, p.called) for p in Person.objects.order_by("handle"))],
        "actions": [("", "Anything"), *((action, action[:1].upper() + action[1:]) for action in actions)],
        "typed": request.GET,
        "errors": asked.errors,
        "kept": kept_query(request.GET),
        "trail": True,
    }
    return render(request, "register/trail.html", shown)


@open_to(Audience.LEAD)
@require_safe
def trail_as_file(request: StudyRequest, ending: str) -> HttpResponse:
    """Every event that fits, in the order in which things were done."""
    events = _asked(request.GET).events.order_by("id")
    rows = [
        (event.at, event.person, event.action, event.subject, event.case, event.as_text)
        for event in events_shown(events.iterator(), request.workspace.pack)
    ]
    record(request.person, "export trail", f"trail.{ending}", rows=len(rows), asked=kept_query(request.GET))
    return (csv_response if ending == "csv" else xlsx_response)("trail", HEADER, rows)


def _asked(query: QueryDict) -> EventsAsked:
    """The latest first."""
    errors: dict[str, str] = {}
    events = Event.objects.select_related("person").order_by("-id")
    if who := query.get("who", ""):
        events = events.filter(person__handle=who)
    if action := query.get("action", ""):
        events = events.filter(action=action)
    if case := query.get("case", "").strip()[:LONGEST_NUMBER]:
        events = events.filter(case__iexact=case)
    if begins := _day(query, "from", errors):
        events = events.filter(at__gte=_midnight(begins))
    if ends := _day(query, "to", errors):
        events = events.filter(at__lt=_midnight(ends + timedelta(days=1)))
    return EventsAsked(events, errors)


def _day(query: QueryDict, name: str, errors: dict[str, str]) -> date | None:
    text = query.get(name, "").strip()[:40]
    if not text:
        return None
    read = clean_date(Stated("", None, text), text).value
    if isinstance(read, date) and date.min < read < date.max:
        return read
    errors[name] = "The day cannot be read. Write it as 27 March 2026 or 27/3/2026."
    return None


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, UTC)
