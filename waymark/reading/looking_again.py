"""The door for a second look: an answer still holds after the question was changed, or one that was set aside shall not
count. Neither is a new answer, so what others confirmed or decided upon it stays as it is.
"""

from __future__ import annotations

from uuid import UUID, uuid5

from django.db import transaction

from waymark.instruments.problems import CallProblem
from waymark.reading.instrument_versions import changes_touching, versions_of
from waymark.reading.models import Answer, Form, LookedAtAgain
from waymark.reading.own_form import form_held, own_form_even_finished, require_asked, subject_of
from waymark.reading.queries import standing_answer
from waymark.reading.touched import still_readable
from waymark.study.actions import record, require_lead
from waymark.study.models import Person
from waymark.study.workspace import Workspace


@transaction.atomic
def still_holds(
    actor: Person, workspace: Workspace, form_id: int, variable: str, token: UUID
) -> LookedAtAgain:
    """The reader has looked at the question as it is asked now and stays with the answer. Also of a finished form,
    which stays finished. An answer of a form that no person of the study holds is the lead's to look at."""
    known = LookedAtAgain.objects.filter(token=token).first()
    if known is not None and known.by_id == actor.pk:
        return known
    form = _own_or_nobodys(actor, form_id)
    require_asked(workspace.pack, form, variable)
    answer = standing_answer(form, variable)
    if answer is None:
        raise CallProblem("there is no answer yet that could still hold.", right="Answer the question.")
    if not still_readable(workspace.pack, answer):
        raise CallProblem(
            "the answer is none of those that the question has now.", right="Answer the question again."
        )
    versions = versions_of(form.instrument)
    made, new = LookedAtAgain.objects.get_or_create(
        answer=answer,
        said=LookedAtAgain.Said.HOLDS,
        under=versions.newest,
        defaults={"by": actor, "token": token},
    )
    if new:
        told = [change.in_words for change in changes_touching(versions, answer)]
        record(
            actor, "say that an answer still holds", subject_of(form), case=form.case.case_id, variable=variable,
            version=answer.version, instrument_version=versions.newest, changed=told,
        )  # fmt: skip
    return made


@transaction.atomic
def let_go(actor: Person, form_id: int, answer_id: int) -> LookedAtAgain:
    """An answer that was set aside shall not count; it is kept."""
    form = own_form_even_finished(actor, form_id)
    aside = form.answers.filter(pk=answer_id, stands=False).first()
    if aside is None:
        raise CallProblem("that answer was not set aside.")
    return _let_go(actor, form, aside)


def decide_asides(actor: Person, made: Answer, seen: int) -> None:
    """A reader who answers anew with answers set aside before their eyes has decided about those: `seen` is the highest
    version that they saw."""
    form = made.form
    waiting = form.answers.filter(
        variable=made.variable, stands=False, version__lte=seen, looked_at_again=None
    )
    for aside in waiting:
        _let_go(actor, form, aside)


def _let_go(actor: Person, form: Form, aside: Answer) -> LookedAtAgain:
    made, new = LookedAtAgain.objects.get_or_create(
        answer=aside,
        said=LookedAtAgain.Said.LET_GO,
        defaults={
            "under": aside.under or 0,
            "by": actor,
            "token": uuid5(aside.token, LookedAtAgain.Said.LET_GO),
        },
    )
    if new:
        record(
            actor, "let an answer go that was set aside", subject_of(form), case=form.case.case_id,
            variable=aside.variable, before={"version": aside.version, "kind": aside.kind, "value": aside.value},
        )  # fmt: skip
    return made


def _own_or_nobodys(actor: Person, form_id: int) -> Form:
    form = form_held(form_id)
    if form is not None and form.reader_id is None and form.withdrawn_at is None:
        require_lead(actor, "Looking again at a form of nobody in the study")
        return form
    return own_form_even_finished(actor, form_id)
