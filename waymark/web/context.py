"""What every page knows: the study, who looks at it, what they have just done, and the ways open to them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from waymark.web.audience import Audience
from waymark.web.done import ToldOnce


@dataclass(frozen=True)
class Way:
    """One entry of the navigation. `begins`: the paths on which it is the current one."""

    title: str
    url: str
    audience: Audience
    begins: tuple[str, ...]


WAYS = (
    Way("Register", "/register/", Audience.TEAM, ("/register", "/cases", "/trail")),
    Way(
        "Library",
        "/library/",
        Audience.TEAM,
        ("/library", "/reports", "/matching", "/outstanding", "/search"),
    ),
    Way("Reading", "/reading/", Audience.TEAM, ("/reading",)),
    Way("Team", "/team/", Audience.LEAD, ("/team", "/samples", "/people")),
    Way("Tables", "/tables/", Audience.TEAM, ("/tables", "/figures", "/explore")),
    Way("Published", "/published/", Audience.SIGNED_IN, ("/published",)),
)


@dataclass(frozen=True)
class Entry:
    title: str
    url: str
    current: bool


def study_and_person(request: HttpRequest) -> dict[str, Any]:
    person = getattr(request, "person", None)
    workspace = getattr(request, "workspace", None)
    if workspace is None:
        return {}
    return {
        "study": workspace.study,
        "person": person,
        "done": ToldOnce(request),
        "navigation": [
            Entry(way.title, way.url, request.path.startswith(way.begins))
            for way in WAYS
            if person is not None and way.audience.admits(person)
        ],
        "search_url": "/search" if person is not None and Audience.TEAM.admits(person) else "",
    }
