"""One's own account: name, password, where one is signed in."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpResponse
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from waymark.instruments.problems import InputProblem, Place, Problem
from waymark.study.people import change_name, change_password, end_sessions
from waymark.study.second_factor import recovery_codes_left
from waymark.study.sign_in import confirms_password
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.done import done
from waymark.web.people.forms import page, told
from waymark.web.people.sessions import address_of, go_on, is_alone

ACCOUNT = "/account"


@open_to(Audience.SIGNED_IN)
@require_safe
def account(request: StudyRequest) -> HttpResponse:
    return account_page(request)


@open_to(Audience.SIGNED_IN)
@require_POST
def name(request: StudyRequest) -> HttpResponse:
    try:
        change_name(request.person, request.POST.get("name", ""))
    except InputProblem as problem:
        request.person.refresh_from_db()
        return account_page(request, told(problem))
    return done(request, ACCOUNT, "Your name is changed.")


@open_to(Audience.SIGNED_IN)
@sensitive_post_parameters("old", "password", "again")
@require_POST
def password(request: StudyRequest) -> HttpResponse:
    new = request.POST.get("password", "")
    if request.POST.get("again", "") != new:
        return account_page(request, {"again": "The two passwords differ. Type the same one twice."})
    try:
        require_password(request)
        change_password(request.person, request.POST.get("old", ""), new)
    except Problem as problem:
        return account_page(request, told(problem))
    go_on(request, request.person)
    return done(request, ACCOUNT, "Your password is changed. You are signed out everywhere else.")


@open_to(Audience.SIGNED_IN)
@require_POST
def sessions_end(request: StudyRequest) -> HttpResponse:
    end_sessions(request.person)
    go_on(request, request.person)
    return done(request, ACCOUNT, "You are signed out everywhere else.")


def account_page(request: StudyRequest, errors: Mapping[str, str] | None = None) -> HttpResponse:
    person = request.person
    context = {
        "recovery_codes_left": recovery_codes_left(person),
        "has_password": person.has_usable_password(),
        "required": request.workspace.sign_in.second_factor == "required",
        "alone": is_alone(request),
    }
    return page(request, "people/account.html", context, errors=errors)


def require_password(request: StudyRequest) -> None:
    """The password once more, so that a screen left open does not hand over the account; counted like a sign-in.

    The person of a machine may have none.
    """
    if not request.person.has_usable_password():
        return
    if not confirms_password(request.person, request.POST.get("old", ""), address_of(request)):
        raise InputProblem("The password is not right. Type it again.", place=Place(part="old"))
