"""What the desk and its script say to each other, as typed values: nothing is read from JSON but these.

In: the body of a request. Out: the value, or a problem in words; and the answers that the script understands.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, TypeVar
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse

from waymark.instruments.problems import InputProblem
from waymark.reading.queries import FormAsItStands

_MOST_BYTES = 500_000


class SentAnswer(msgspec.Struct, frozen=True):
    """`value`: the codes chosen, or the one text typed. `base_version`: the version that the page showed; `under`: the
    version of the instrument on it, 0 where it knew of none."""

    variable: str
    kind: str
    token: UUID
    value: list[str] = []
    memo: str = ""
    base_version: int = 0
    under: Annotated[int, msgspec.Meta(ge=0, lt=10**9)] = 0


class SentConfirmation(msgspec.Struct, frozen=True):
    variable: str
    token: UUID
    base_version: int = 0


class SentChoice(msgspec.Struct, frozen=True):
    """The answer that was set aside, to be kept or let go."""

    answer: int


class SentPassage(msgspec.Struct, frozen=True):
    """Offsets are Unicode code points into the stored text, half-open."""

    variable: str
    report: str
    start: int
    end: int
    token: UUID


class SentPlace(msgspec.Struct, frozen=True):
    report: str = ""
    offset: int = 0
    question: str = ""


class Standing(msgspec.Struct, frozen=True):
    """Which questions apply and which of them have no answer; the colour of the kind of incident."""

    applies: list[str]
    missing: list[str]
    asked: int
    answered: int
    kind: str
    colour: str


class AnswerSaid(msgspec.Struct, frozen=True):
    """One answer as a page shows it."""

    id: int
    variable: str
    version: int
    kind: str
    value: list[str]
    memo: str
    words: str
    at: datetime


class Kept(msgspec.Struct, frozen=True):
    answer: AnswerSaid
    standing: Standing


class Conflict(msgspec.Struct, frozen=True):
    """Both were kept; `standing` counts until the reader decides. `version`: the highest of the question."""

    yours: AnswerSaid
    stands: AnswerSaid
    standing: Standing
    version: int


class PassageKept(msgspec.Struct, frozen=True):
    id: int
    variable: str
    report: str
    page: int
    start: int
    end: int
    quote: str
    token: UUID


class AllThatStands(msgspec.Struct, frozen=True):
    """For a page that was away: `forgery_token` is new after a sign-in in another tab."""

    person: str
    forgery_token: str
    answers: list[AnswerSaid]
    standing: Standing


class Refusal(msgspec.Struct, frozen=True):
    """What is wrong and what would be right, without the sentence that nothing was changed."""

    problem: str


T = TypeVar("T", bound=msgspec.Struct)


def read_body(request: HttpRequest, shape: type[T]) -> T:
    """Raises `InputProblem` where the body is not of the shape."""
    try:
        if len(request.body) > _MOST_BYTES:
            raise InputProblem("what was sent is too long.", right=f"At most {_MOST_BYTES:,} bytes are read.")
        return msgspec.json.decode(request.body, type=shape)
    except msgspec.DecodeError as error:
        raise InputProblem(f"what was sent cannot be read: {error}.") from error


def say(value: msgspec.Struct, status: int = 200) -> HttpResponse:
    return HttpResponse(msgspec.json.encode(value), status=status, content_type="application/json")


def is_spoken_to(request: HttpRequest) -> bool:
    """Whether the script asks, and not a form of the page."""
    return request.headers.get("Accept", "").startswith("application/json")


def standing_of(stands: FormAsItStands) -> Standing:
    return Standing(
        applies=[item.item.variable for item in stands.items if item.applies],
        missing=list(stands.missing),
        asked=stands.asked,
        answered=stands.answered,
        kind=stands.kind.label if stands.kind else "",
        colour=stands.kind.colour.replace(" ", "-") if stands.kind else "",
    )
