"""The lead's page of people: who they are, in which role, invitations; what a lead may do about each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from waymark.instruments.problems import InputProblem, Problem
from waymark.study.models import Invitation, Person
from waymark.study.people import (
    INVITATION_DAYS,
    Invited,
    change_role,
    close_account,
    invite,
    link_for,
    reopen_account,
    withdraw_invitation,
)
from waymark.study.second_factor import remove_second_factor
from waymark.study.sign_in import refused_attempts
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.done import done
from waymark.web.people.forms import page, told

PEOPLE = "/people/"


@open_to(Audience.LEAD)
@require_safe
def people(request: StudyRequest) -> HttpResponse:
    return _people_page(request)


@open_to(Audience.LEAD)
@require_safe
def person(request: StudyRequest, pk: int) -> HttpResponse:
    return _person_page(request, get_object_or_404(Person, pk=pk))


@open_to(Audience.LEAD)
@require_POST
def invite_person(request: StudyRequest) -> HttpResponse:
    try:
        invited = invite(request.person, request.POST.get("role", ""), request.POST.get("name", ""))
    except InputProblem as problem:
        return _people_page(request, errors=told(problem))
    return _link_page(request, invited)


@open_to(Audience.LEAD)
@require_POST
def new_link(request: StudyRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(Person, pk=pk)
    try:
        invited = link_for(request.person, found)
    except Problem as problem:
        return _person_page(request, found, errors=told(problem))
    return _link_page(request, invited)


@open_to(Audience.LEAD)
@require_POST
def withdraw(request: StudyRequest, pk: int) -> HttpResponse:
    withdraw_invitation(request.person, get_object_or_404(Invitation, pk=pk))
    return done(request, PEOPLE, "The invitation is withdrawn.")


@open_to(Audience.LEAD)
@require_POST
def role(request: StudyRequest, pk: int) -> HttpResponse:
    wanted = request.POST.get("role", "")
    return _change(
        request,
        pk,
        lambda found: change_role(request.person, found, wanted),
        "{person} is now a {role}. They have to sign in again.",
    )


@open_to(Audience.LEAD)
@require_POST
def close(request: StudyRequest, pk: int) -> HttpResponse:
    return _change(
        request, pk, lambda found: close_account(request.person, found), "The account of {person} is closed."
    )


@open_to(Audience.LEAD)
@require_POST
def reopen(request: StudyRequest, pk: int) -> HttpResponse:
    return _change(
        request,
        pk,
        lambda found: reopen_account(request.person, found),
        "The account of {person} is open again.",
    )


@open_to(Audience.LEAD)
@require_POST
def reset_factor(request: StudyRequest, pk: int) -> HttpResponse:
    return _change(
        request,
        pk,
        lambda found: remove_second_factor(request.person, found, request.workspace),
        "{person} no longer has a second factor, and can set up another.",
    )


def _change(request: StudyRequest, pk: int, act: Callable[[Person], None], words: str) -> HttpResponse:
    found = get_object_or_404(Person, pk=pk)
    try:
        act(found)
    except Problem as problem:
        found.refresh_from_db()
        return _person_page(request, found, errors=told(problem))
    said = words.format(person=found.called, role=Person.Role(found.role).label.lower())
    return done(request, PEOPLE, said)


def _people_page(request: StudyRequest, errors: Mapping[str, str] | None = None) -> HttpResponse:
    waiting = Invitation.objects.filter(used_at=None, withdrawn_at=None, expires_at__gt=timezone.now())
    context: dict[str, Any] = {
        "people": Person.objects.order_by("-is_active", "handle"),
        "waiting": waiting.select_related("person", "invited_by"),
        "roles": Person.Role.choices,
        "days": INVITATION_DAYS,
    }
    return page(request, "people/people.html", context, errors=errors)


def _person_page(
    request: StudyRequest, found: Person, errors: Mapping[str, str] | None = None
) -> HttpResponse:
    context: dict[str, Any] = {
        "found": found,
        "roles": Person.Role.choices,
        "refused": refused_attempts(found),
        "events": found.events.order_by("-id")[:20],
    }
    return page(request, "people/person.html", context, errors=errors)


def _link_page(request: StudyRequest, invited: Invited) -> HttpResponse:
    """The link is shown here and nowhere again."""
    link = request.build_absolute_uri(invited.path)
    return page(request, "people/link.html", {"link": link, "invitation": invited.invitation})
