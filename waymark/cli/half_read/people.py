"""The people of the demonstration: they join as anybody does, by a link, and sign in with a password of their own."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from waymark.demo.half_read import PEOPLE
from waymark.study.models import Person
from waymark.study.people import accept_invitation, add_person, link_for

_WORDS = 4


@dataclass(frozen=True)
class SignsIn:
    handle: str
    name: str
    password: str


def add_people(lead: Person) -> tuple[SignsIn, ...]:
    """The demonstration people, each with a password made by chance; it is told and not kept."""
    made = []
    for person in PEOPLE:
        password = "-".join(secrets.token_hex(2) for _ in range(_WORDS))
        account = add_person(lead, person.handle, person.role, person.name)
        accept_invitation(link_for(lead, account).token, person.handle, person.name, password)
        made.append(SignsIn(person.handle, person.name, password))
    return tuple(made)


def readers() -> list[Person]:
    return list(Person.objects.filter(role=Person.Role.READER).order_by("handle"))


def lead_of_demonstration() -> Person:
    """The lead who signs in; who made the study is another."""
    return Person.objects.get(handle=next(one.handle for one in PEOPLE if one.role == Person.Role.LEAD))
