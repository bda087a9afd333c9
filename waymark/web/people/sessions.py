"""Sessions: how one begins, how long it lasts, how it ends.

An hour without a request ends it, and twelve hours whatever was done. It also ends when the password, the role or
the second factor change and when the account is closed: the session holds a hash over these (`Person`). Signing in
gives the session a new key, so that a key planted before is worth nothing. OWASP ASVS 4.0.3, V3.
"""

from __future__ import annotations

import time
from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import login, logout, update_session_auth_hash
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme

from waymark.study.models import Person
from waymark.study.sign_in import note_signed_in, note_signed_out

BACKEND = "django.contrib.auth.backends.ModelBackend"
BEGAN, SEEN, ALONE = "began", "seen", "alone"
MOVED_ON_AFTER_SECONDS = 60


class SessionLimits:
    """Ends a session that has lasted long enough, and moves the hour of idleness on, once a minute at most."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        now = time.time()
        began = request.session.get(BEGAN)
        if began is not None and now - began > settings.LONGEST_SESSION_SECONDS:
            request.session.flush()
        elif began is not None and now - request.session.get(SEEN, 0) > MOVED_ON_AFTER_SECONDS:
            request.session[SEEN] = now
        return self.get_response(request)


def begin_session(request: HttpRequest, person: Person, how: str) -> None:
    """Sign the person in. `how` is for the trail: by password, by password and authenticator …"""
    login(request, person, backend=BACKEND)
    request.session[BEGAN] = request.session[SEEN] = time.time()
    note_signed_in(person, address_of(request), how)


def begin_lone_session(request: HttpRequest, person: Person) -> None:
    """The one person of a machine, who came by the printed link: no way back in, so no hour of idleness."""
    begin_session(request, person, "printed link")
    request.session[ALONE] = True
    request.session.set_expiry(settings.LONGEST_SESSION_SECONDS)


def end_session(request: HttpRequest, person: Person) -> None:
    note_signed_out(person)
    logout(request)


def go_on(request: HttpRequest, person: Person) -> None:
    """Let this session live on, under a new key, where all others of the person have just ended."""
    update_session_auth_hash(request, person)


def is_alone(request: HttpRequest) -> bool:
    return bool(request.session.get(ALONE))


def address_of(request: HttpRequest) -> str:
    """Behind a proxy that is trusted, the server has put the visitor's address here."""
    return str(request.META.get("REMOTE_ADDR") or "")[:45]


def safe_return(path: str) -> str:
    """Where to go after signing in: only a page of this site."""
    inside = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if inside else "/"
