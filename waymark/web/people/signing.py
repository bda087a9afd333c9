"""Signing in with a handle and a password, then with the second factor where the person has one; signing out.

Between the two steps the session only knows who showed the right password, for five minutes; it opens nothing.
"""

from __future__ import annotations

import time
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from waymark.study.models import Person
from waymark.study.sign_in import HasToWait, person_signing_in, takes_second_factor
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.people.forms import page, told
from waymark.web.people.sessions import address_of, begin_session, end_session, safe_return

HALF = "half"
HALF_LASTS_SECONDS = 300
WRONG = "The handle or the password is not right. Check both and type them again."
WRONG_CODE = (
    "The code is not right. Type the six digits that your authenticator shows now, or a recovery code."
)


@open_to(Audience.STRANGERS)
@sensitive_post_parameters("password")
@require_http_methods(["GET", "POST"])
def sign_in(request: StudyRequest) -> HttpResponse:
    if request.method == "GET" and request.person is not None:
        return HttpResponseRedirect(safe_return(request.GET.get("next", "/")))
    context = {"next": request.POST.get("next", request.GET.get("next", "")), "alone": settings.ONE_PERSON}
    if request.method == "GET" or settings.ONE_PERSON:
        return page(request, "people/sign_in.html", context)
    handle, password = request.POST.get("handle", ""), request.POST.get("password", "")
    missing = {
        name: words
        for name, words, typed in (
            ("handle", "Type your handle.", handle.strip()),
            ("password", "Type your password.", password),
        )
        if not typed
    }
    if missing:
        return page(request, "people/sign_in.html", context, errors=missing)
    try:
        person = person_signing_in(handle, password, address_of(request))
    except HasToWait as problem:
        return _too_often(page(request, "people/sign_in.html", context, errors=told(problem)), problem)
    if person is None:
        return page(request, "people/sign_in.html", context, errors={"": WRONG})
    back = safe_return(request.POST.get("next", "/"))
    if not person.has_second_factor:
        begin_session(request, person, "password")
        return HttpResponseRedirect(back)
    request.session.flush()
    request.session[HALF] = {"person": person.pk, "stands": person.get_session_auth_hash(), "at": time.time()}
    return HttpResponseRedirect(f"/sign-in/second-factor?{urlencode({'next': back})}")


@open_to(Audience.STRANGERS)
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def second_factor(request: StudyRequest) -> HttpResponse:
    person = _half_signed_in(request)
    back = request.POST.get("next", request.GET.get("next", ""))
    if person is None:
        return HttpResponseRedirect(f"/sign-in?{urlencode({'next': safe_return(back)})}")
    context, template = {"next": back}, "people/second_factor.html"
    if request.method == "GET":
        return page(request, template, context)
    code = request.POST.get("code", "")
    if not code.strip():
        return page(request, template, context, errors={"code": "Type the code."})
    try:
        right = takes_second_factor(person, code, address_of(request))
    except HasToWait as problem:
        return _too_often(page(request, template, context, errors=told(problem)), problem)
    if not right:
        return page(request, template, context, errors={"code": WRONG_CODE})
    person.refresh_from_db()
    begin_session(request, person, "password and second factor")
    return HttpResponseRedirect(safe_return(back))


@open_to(Audience.SIGNED_IN)
@require_POST
def sign_out(request: StudyRequest) -> HttpResponse:
    end_session(request, request.person)
    return HttpResponseRedirect("/signed-out")


@open_to(Audience.STRANGERS)
@require_http_methods(["GET"])
def signed_out(request: StudyRequest) -> HttpResponse:
    return page(request, "people/signed_out.html", {"alone": settings.ONE_PERSON})


def _half_signed_in(request: HttpRequest) -> Person | None:
    """Who showed the right password a moment ago, their account being as it was then."""
    half = request.session.get(HALF)
    if half is None or time.time() - half["at"] > HALF_LASTS_SECONDS:
        return None
    person = Person.objects.filter(pk=half["person"], is_active=True).first()
    return person if person is not None and person.get_session_auth_hash() == half["stands"] else None


def _too_often(response: HttpResponse, problem: HasToWait) -> HttpResponse:
    response.status_code = 429
    response.headers["Retry-After"] = str(problem.seconds)
    return response
