"""The page of a case: what stands and where it came from, its problems, reports, readings and trail."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from waymark.instruments.pack import Pack
from waymark.library.models import Link
from waymark.library.waiting import KeyShown, keys_shown
from waymark.reading.models import Form
from waymark.register.case_history import ValueOfCase, read_as, row_of_case, rows_of_case, values_of_case
from waymark.register.correcting import CORRECTED, waiting_corrections, why_not_correctable
from waymark.register.in_words import check_title, source_in_words
from waymark.register.listing import age_variable
from waymark.register.models import Notification, ProblemLookedAt
from waymark.study.actions import record
from waymark.study.models import Event, Person
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.register.events_in_words import events_shown
from waymark.web.register.opening import kept_from, problems_seen_by, with_case

EVENTS_SHOWN = 40
LONG_TEXT = 240


@dataclass(frozen=True)
class ValueLine:
    """`waits`: a correction is not yet selected. `folds`: running text, shown when it is opened. `decided`: what was
    adjudicated and why, where that stands."""

    value: ValueOfCase
    decided: str
    waits: bool
    folds: bool
    correctable: bool


@dataclass(frozen=True)
class LinkShown:
    ref: str
    decision: str
    why: str
    keys: tuple[KeyShown, ...]


@dataclass(frozen=True)
class FormShown:
    """`address` where the person may open it."""

    title: str
    part: str
    reader: str
    state: str
    address: str


@open_to(Audience.TEAM)
@require_safe
@with_case
def case_page(request: StudyRequest, case: Notification) -> HttpResponse:
    pack = request.workspace.pack
    record(request.person, "open case", case.case_id, case=case.case_id)
    lines, events = _lines(request, case), _events(request, case)
    facts = {pack.about.incident_date, pack.about.area, pack.about.standing, pack.about.report}
    facts |= {age.key} if (age := age_variable(pack)) else set()
    shown = {
        "case": case,
        "lines": lines,
        "facts": [line.value for line in lines if line.value.variable.key in facts],
        "waits": any(line.waits for line in lines),
        "problems": [
            (problem, check_title(problem.check_name))
            for problem in problems_seen_by(request.person, pack).filter(notification=case)
        ],
        "looked_at": _looked_at(request, case),
        "rows": rows_of_case(case, _kept(request, case)),
        "links": _links(case),
        "forms": _forms(request.person, pack, case),
        "events": events_shown(events[:EVENTS_SHOWN], pack),
        "events_in_all": events.count(),
    }
    return render(request, "register/case.html", shown)


@open_to(Audience.TEAM)
@require_safe
@with_case
def as_received(request: StudyRequest, case: Notification, row_id: int) -> HttpResponseBase:
    """The cells of a row, with what each header was read as."""
    row = row_of_case(case, row_id, _kept(request, case))
    record(
        request.person, "open row as received", f"{row.file.name}, row {row.number}"[:200], case=case.case_id
    )
    labels = read_as(row.file, request.workspace.pack)
    cells = [(header, cell, labels.get(header, "")) for header, cell in row.cells.items()]
    return render(request, "register/as_received.html", {"case": case, "row": row, "cells": cells})


def _lines(request: StudyRequest, case: Notification) -> list[ValueLine]:
    pack = request.workspace.pack
    waiting = waiting_corrections(case)
    kept = _kept(request, case)
    return [
        ValueLine(
            value,
            _decided(pack, value),
            value.variable.key in waiting,
            value.variable.key == pack.about.narrative or len(value.words) > LONG_TEXT,
            not why_not_correctable(pack, value.variable),
        )
        for value in values_of_case(pack, case, kept)
    ]


def _decided(pack: Pack, value: ValueOfCase) -> str:
    """Of the value that stands; also where nothing stands, because that was decided."""
    adjudicated = pack.about.adjudicated and source_in_words(pack.about.adjudicated, pack)
    standing = (value.said,) if value.stands else value.others
    decided = (said.raw for said in standing if said and said.row is None and said.source == adjudicated)
    return next(decided, "")


def _kept(request: StudyRequest, case: Notification) -> frozenset[str]:
    return kept_from(request.person, request.workspace.pack).get(case.pk, frozenset())


def _looked_at(request: StudyRequest, case: Notification) -> list[tuple[ProblemLookedAt, str]]:
    if _kept(request, case):
        return []
    return [(seen, check_title(seen.check_name)) for seen in case.looked_at.select_related("by")]


def _links(case: Notification) -> list[LinkShown]:
    links = Link.objects.filter(notification=case).select_related("report").order_by("report__position")
    return [
        LinkShown(link.report.ref, link.get_decision_display(), link.why, keys_shown(link)) for link in links
    ]


def _forms(person: Person, pack: Pack, case: Notification) -> list[FormShown]:
    titles = {instrument.key: instrument.title for instrument in pack.instruments}
    forms = Form.objects.filter(case=case, withdrawn_at=None).select_related("reader").order_by("pk")
    return [
        FormShown(
            titles.get(form.instrument, form.instrument),
            form.get_part_display(),
            form.reader.called if form.reader else form.read_by,
            "Finished" if form.finished_at else "Begun" if form.started_at else "Not begun",
            f"/reading/{form.pk}" if form.reader_id == person.pk or person.role == Person.Role.LEAD else "",
        )
        for form in forms
    ]


def _events(request: StudyRequest, case: Notification) -> QuerySet[Event]:
    """What was done about the case, latest first. A reader sees their own acts and what changed the register, not
    what another reader answered; of a case that they still read blind only their own, since what changed the register
    tells what stood in it before."""
    events = Event.objects.filter(case=case.case_id).select_related("person").order_by("-id")
    if request.person.role == Person.Role.LEAD:
        return events
    own = Q(person=request.person)
    changed = Q(action__in=(CORRECTED, "leave problem"))
    return events.filter(own if _kept(request, case) else own | changed)
