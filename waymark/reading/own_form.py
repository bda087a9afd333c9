"""A form in the hands of the reader whose it is: whether they may write in it, and what it asks for.

In: the actor and a form's key, inside a transaction. Out: the form, held until the transaction ends, or a problem.
"""

from __future__ import annotations

from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem, did_you_mean
from waymark.reading.models import Form
from waymark.reading.queries import items_of
from waymark.study.actions import NotOpen, require_team
from waymark.study.models import Person


def own_form(actor: Person, form_id: int) -> Form:
    """The form, open to be filled. Raises `CallProblem` where it is another's, withdrawn, or finished."""
    form = own_form_even_finished(actor, form_id)
    if form.finished_at is not None:
        raise CallProblem("this form is finished.", right="Open it again to change it.")
    return form


def own_form_even_finished(actor: Person, form_id: int) -> Form:
    require_team(actor, "Reading")
    form = form_held(form_id)
    if form is None or form.reader_id != actor.pk:
        raise NotOpen("this form is not assigned to you.")
    return _not_withdrawn(form)


def own_or_leads(actor: Person, form_id: int) -> Form:
    """The reader's own, finished or not, or any form for the lead."""
    if actor.role != Person.Role.LEAD:
        return own_form_even_finished(actor, form_id)
    form = form_held(form_id)
    if form is None:
        raise NotOpen("there is no such form.")
    return _not_withdrawn(form)


def form_held(form_id: int) -> Form | None:
    return Form.objects.select_for_update(of=("self",)).select_related("case").filter(pk=form_id).first()


def _not_withdrawn(form: Form) -> Form:
    if form.withdrawn_at is not None:
        raise CallProblem("this form was withdrawn from you.", right="What you answered is kept.")
    return form


def require_asked(pack: Pack, form: Form, variable: str) -> None:
    asked = [item.variable for item in items_of(pack, form)]
    if variable not in asked:
        raise CallProblem(f"this form does not ask for “{variable}”.", right=did_you_mean(variable, asked))


def subject_of(form: Form) -> str:
    """What events call a form."""
    return f"{form.case.case_id} {form.instrument} form {form.pk}"
