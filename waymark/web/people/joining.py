"""Coming in by a link: an invitation to the study, a new password, or the link printed for one person at a machine."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from waymark.instruments.problems import CallProblem, InputProblem
from waymark.study.actions import person_at_machine
from waymark.study.people import accept_invitation, open_invitation
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.people.alone import PRINTED_LINK
from waymark.web.people.forms import page, told
from waymark.web.people.sessions import begin_lone_session, begin_session


@open_to(Audience.STRANGERS)
@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def invitation(request: StudyRequest, token: str) -> HttpResponse:
    """Whoever accepts is signed in by it; one with a second factor still shows it at the sign-in."""
    context = {"invitation": open_invitation(token)}
    if request.method == "GET":
        return page(request, "people/invitation.html", context)
    password = request.POST.get("password", "")
    if request.POST.get("again", "") != password:
        errors = {"again": "The two passwords differ. Type the same one twice."}
        return page(request, "people/invitation.html", context, errors=errors)
    try:
        person = accept_invitation(
            token, request.POST.get("handle", ""), request.POST.get("name", ""), password
        )
    except InputProblem as problem:
        return page(request, "people/invitation.html", context, errors=told(problem))
    if person.has_second_factor:
        return HttpResponseRedirect("/sign-in")
    begin_session(request, person, "invitation")
    return HttpResponseRedirect("/")


@open_to(Audience.STRANGERS)
@require_http_methods(["GET", "POST"])
def alone(request: StudyRequest, token: str) -> HttpResponse:
    """`waymark serve --single`: the link opens once, for the person whom the machine's own sign-in names.

    Following it only shows a button, so that a browser or a mail reader that looks ahead does not use it up.
    """
    if not settings.ONE_PERSON:
        raise CallProblem("this study is served to people who sign in.", right="Sign in.")
    if request.method == "GET":
        return page(request, "people/alone.html")
    if not PRINTED_LINK.take(token):
        raise CallProblem(
            "the link has been used already.", right="End “waymark serve --single”, and start it again."
        )
    begin_lone_session(request, person_at_machine())
    return HttpResponseRedirect("/")
