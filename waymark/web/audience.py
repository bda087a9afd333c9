"""For whom a page is. Every view says so; the door refuses a view that does not.

A stranger has not signed in. A viewer sees what is published, a reader what is assigned to them (views that show
a case or a report check that with `waymark.web.access`), the lead everything.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from waymark.study.models import Person

if TYPE_CHECKING:
    from waymark.study.workspace import Workspace


class Audience(Enum):
    """The value: the roles that may open the page; strangers need none."""

    STRANGERS = frozenset({""})
    SIGNED_IN = frozenset({"viewer", "reader", "lead"})
    TEAM = frozenset({"reader", "lead"})
    LEAD = frozenset({"lead"})

    def admits(self, person: Person | None) -> bool:
        if self is Audience.STRANGERS:
            return True
        return person is not None and person.role in self.value


class StudyRequest(HttpRequest):
    """A request that has come through the door: who asks, and of which study."""

    person: Person  # of a stranger there is none; only views for strangers meet them
    workspace: Workspace


View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def open_to(audience: Audience) -> Callable[[View], View]:
    def declare(view: View) -> View:
        view.audience = audience  # type: ignore[attr-defined]
        return view

    return declare
