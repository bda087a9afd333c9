"""Setting up one's second factor, replacing or removing it, and new recovery codes.

Each begins with the password of now.
"""

from __future__ import annotations

import io
import time

import segno
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from waymark.instruments.problems import InputProblem, Problem
from waymark.study.second_factor import (
    confirm_second_factor,
    make_recovery_codes,
    offered,
    remove_second_factor,
    start_second_factor,
)
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.done import done
from waymark.web.people.account import ACCOUNT, require_password
from waymark.web.people.forms import page, told
from waymark.web.people.required import SET_UP
from waymark.web.people.sessions import go_on

BEGUN = "begun factor"
OFFER_LASTS_SECONDS = 15 * 60


@open_to(Audience.SIGNED_IN)
@sensitive_post_parameters("old", "code")
@require_http_methods(["GET", "POST"])
def set_up(request: StudyRequest) -> HttpResponse:
    """First the password, then the secret with its picture, confirmed by a first code."""
    if not _has_begun(request):
        return page(request, "people/begin_factor.html", _standing(request))
    offer = offered(request.person, request.workspace)
    context = {"secret": _in_fours(offer.secret), "picture": _picture(offer.address), **_standing(request)}
    if request.method == "GET":
        return page(request, "people/set_up_factor.html", context)
    try:
        codes = confirm_second_factor(request.person, request.POST.get("code", ""))
    except InputProblem as problem:
        return page(request, "people/set_up_factor.html", context, errors=told(problem))
    request.session.pop(BEGUN)
    go_on(request, request.person)
    return page(request, "people/recovery_codes.html", {"codes": codes, "set_up": True})


@open_to(Audience.SIGNED_IN)
@sensitive_post_parameters("old")
@require_POST
def start(request: StudyRequest) -> HttpResponse:
    try:
        require_password(request)
    except Problem as problem:
        return page(request, "people/begin_factor.html", _standing(request), errors=told(problem))
    start_second_factor(request.person, request.workspace)
    request.session[BEGUN] = time.time()
    return HttpResponseRedirect(SET_UP)


@open_to(Audience.SIGNED_IN)
@sensitive_post_parameters("old")
@require_http_methods(["GET", "POST"])
def remove(request: StudyRequest) -> HttpResponse:
    if request.method == "GET":
        return page(request, "people/remove_factor.html", _standing(request))
    try:
        require_password(request)
        remove_second_factor(request.person, request.person, request.workspace)
    except Problem as problem:
        return page(request, "people/remove_factor.html", _standing(request), errors=told(problem))
    go_on(request, request.person)
    return done(request, ACCOUNT, "Your second factor is removed. You are signed out everywhere else.")


@open_to(Audience.SIGNED_IN)
@sensitive_post_parameters("old")
@require_http_methods(["GET", "POST"])
def recovery_codes(request: StudyRequest) -> HttpResponse:
    if request.method == "GET" or not request.person.has_second_factor:
        return page(request, "people/new_codes.html", _standing(request))
    try:
        require_password(request)
    except Problem as problem:
        return page(request, "people/new_codes.html", _standing(request), errors=told(problem))
    return page(request, "people/recovery_codes.html", {"codes": make_recovery_codes(request.person)})


def _has_begun(request: StudyRequest) -> bool:
    """In this session and a while ago: a secret offered elsewhere is not shown to whoever finds a screen open."""
    begun = request.session.get(BEGUN, 0)
    return bool(request.person.second_factor_offered) and time.time() - begun < OFFER_LASTS_SECONDS


def _standing(request: StudyRequest) -> dict[str, object]:
    return {
        "has_password": request.person.has_usable_password(),
        "required": request.workspace.sign_in.second_factor == "required",
    }


def _in_fours(secret: str) -> str:
    return " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))


def _picture(address: str) -> SafeString:
    """The QR code as SVG within the page. Its colours stand in attributes: dark on light in dark mode too."""
    drawn = io.BytesIO()
    segno.make(address, error="m", micro=False).save(
        drawn,
        kind="svg",
        xmldecl=False,
        svgns=False,
        scale=5,
        border=4,
        light="#ffffff",
        dark="#000000",
        svgclass="wm-qr",
        lineclass=None,
        title="QR code of the secret below",
    )
    return mark_safe(drawn.getvalue().decode())  # drawn by us, from a secret that we made
