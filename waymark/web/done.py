"""What was done, told once at the top of the next page: kept in the session, so that no address carries words.

An act that leads on to a page says `return done(request, "/account", "Your name is changed.")`. Every page that
extends `web/page.html` shows it: the context of all pages holds it as `done`, and it is used up by being shown.
"""

from __future__ import annotations

from typing import cast

from django.http import HttpRequest, HttpResponseRedirect

DONE = "done"


class ToldOnce:
    """Taken from the session when a page shows it, so that an answer without it leaves it for the next."""

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._words: str | None = None

    def __str__(self) -> str:
        if self._words is None:
            self._words = said(self._request)
        return self._words

    def __bool__(self) -> bool:
        return bool(str(self))


def done(request: HttpRequest, to: str, words: str) -> HttpResponseRedirect:
    """On to the page that says so."""
    say(request, words)
    return HttpResponseRedirect(to)


def say(request: HttpRequest, words: str) -> None:
    request.session[DONE] = words


def said(request: HttpRequest) -> str:
    """Nothing is written where nothing is to be told: a page that is only looked at takes no turn at the store."""
    return cast(str, request.session.pop(DONE)) if DONE in request.session else ""
