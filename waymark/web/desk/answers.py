"""Answers given on the desk: saved as they are made, confirmed from a first reader, or kept after a conflict.

A script sends JSON and is told what now applies and what is missing; where a newer answer stood that it had not
seen, it is told so with status 409 and both are kept. A form of the page is led back to its question.
"""

from __future__ import annotations

from uuid import UUID

from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_POST, require_safe

from waymark.instruments.problems import InputProblem
from waymark.instruments.variables import Variable
from waymark.reading.answering import Saved, confirm_first, save_answer, stand_by
from waymark.reading.given import read_given
from waymark.reading.looking_again import let_go
from waymark.reading.models import Answer, Kind
from waymark.reading.queries import form_as_it_stands, form_of, shown
from waymark.register.stored import value_from_json
from waymark.study.workspace import Workspace
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.desk.questions import answer_as_sent
from waymark.web.desk.said import (
    AllThatStands,
    AnswerSaid,
    Conflict,
    Kept,
    SentAnswer,
    SentChoice,
    SentConfirmation,
    is_spoken_to,
    read_body,
    say,
    standing_of,
)
from waymark.web.desk.spoken import back_to, telling_problems
from waymark.web.library.opening import whole_number

_KIND = "kind:"


@open_to(Audience.TEAM)
@require_POST
@telling_problems
def answer(request: StudyRequest, form_id: int) -> HttpResponse:
    sent = read_body(request, SentAnswer) if is_spoken_to(request) else _of_form(request)
    variable = _variable(request.workspace, sent.variable)
    given = read_given(request.workspace.pack, variable, sent.kind, sent.value, sent.memo)
    seen = (sent.base_version, sent.token, sent.under or None)
    saved = save_answer(request.person, request.workspace, form_id, sent.variable, given, *seen)
    return _told(request, form_id, saved)


@open_to(Audience.TEAM)
@require_POST
@telling_problems
def confirm(request: StudyRequest, form_id: int) -> HttpResponse:
    """A second reader finds the first one's answer right."""
    if is_spoken_to(request):
        sent = read_body(request, SentConfirmation)
    else:
        sent = SentConfirmation(
            request.POST.get("variable", ""), _token(request), whole_number(request.POST.get("base_version"))
        )
    saved = confirm_first(
        request.person, request.workspace, form_id, sent.variable, sent.base_version, sent.token
    )
    return _told(request, form_id, saved)


@open_to(Audience.TEAM)
@require_POST
@telling_problems
def keep_mine(request: StudyRequest, form_id: int) -> HttpResponse:
    """The answer that was set aside is to count."""
    return _told(request, form_id, stand_by(request.person, form_id, _chosen(request)))


@open_to(Audience.TEAM)
@require_POST
@telling_problems
def keep_that(request: StudyRequest, form_id: int) -> HttpResponse:
    """The answer that stands is to count, and the one that was set aside is not asked about again."""
    aside = let_go(request.person, form_id, _chosen(request)).answer
    if not is_spoken_to(request):
        return back_to(form_id, aside.variable)
    stands = form_as_it_stands(request.workspace, form_of(request.person, form_id))
    item = stands.item(aside.variable)
    return say(Kept(answer_said(item.variable, item.answer or aside, item.version), standing_of(stands)))


@open_to(Audience.TEAM)
@require_safe
def state(request: StudyRequest, form_id: int) -> HttpResponse:
    """What stands, for a page that was away."""
    stands = form_as_it_stands(request.workspace, form_of(request.person, form_id))
    given = [answer_said(item.variable, item.answer, item.version) for item in stands.items if item.answer]
    return say(AllThatStands(request.person.handle, get_token(request), given, standing_of(stands)))


def answer_said(variable: Variable, answer: Answer, version: int = 0) -> AnswerSaid:
    value = value_from_json(variable, answer.value) if answer.kind == Kind.VALUE else None
    return AnswerSaid(
        id=answer.pk,
        variable=answer.variable,
        version=max(version, answer.version),
        kind=answer.kind,
        value=answer_as_sent(variable, answer),
        memo=answer.memo,
        words=shown(variable, answer.kind, value),
        at=answer.at,
    )


def _told(request: StudyRequest, form_id: int, saved: Saved) -> HttpResponse:
    variable = _variable(request.workspace, saved.answer.variable)
    if not is_spoken_to(request):
        if not saved.stands:
            raise InputProblem(
                f"this was changed meanwhile in another window: {answer_said(variable, saved.standing).words}.",
                right="Both answers are kept. Save yours again if it is to count.",
            )
        return back_to(form_id, variable.key)
    stands = form_as_it_stands(request.workspace, saved.answer.form)  # whose it is, saving has checked
    standing = standing_of(stands)
    if saved.stands:
        return say(Kept(answer_said(variable, saved.answer), standing))
    both = (answer_said(variable, saved.answer), answer_said(variable, saved.standing))
    return say(Conflict(*both, standing, stands.item(variable.key).version), status=409)


def _of_form(request: StudyRequest) -> SentAnswer:
    """A radio sends a code, or “kind:” and an answer without a value. Other fields have boxes named `kind`."""
    sent = [value for value in request.POST.getlist("value") if value.strip()]
    values = [value for value in sent if not value.startswith(_KIND)]
    kinds = [value.removeprefix(_KIND) for value in sent if value.startswith(_KIND)]
    kinds += request.POST.getlist("kind")
    variable = request.POST.get("variable", "")
    if len(kinds) > 1 or (kinds and values):
        raise InputProblem(
            "more than one answer is given.", right="Give an answer, or tick one of the boxes under it."
        )
    return SentAnswer(
        variable=variable,
        kind=kinds[0] if kinds else "value",
        token=_token(request),
        value=values,
        memo=request.POST.get("memo", ""),
        base_version=whole_number(request.POST.get("base_version")),
        under=whole_number(request.POST.get("under")),
    )


def _chosen(request: StudyRequest) -> int:
    """Which of the answers that were set aside is meant."""
    if is_spoken_to(request):
        return read_body(request, SentChoice).answer
    return whole_number(request.POST.get("answer"))


def _token(request: StudyRequest) -> UUID:
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError as error:
        raise InputProblem("the page is too old.", right="Open it again.") from error


def _variable(workspace: Workspace, name: str) -> Variable:
    found = workspace.pack.variables.get(name)
    if found is None:
        raise InputProblem(f"the study has no variable “{name}”.")
    return found
