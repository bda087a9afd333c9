"""The door for a reader's own work: answers, the place where they stopped, finishing; passages are in `pinning`.

Every function takes the actor, checks that the form is theirs and open, writes and records, in one transaction.
What is sent twice (a lost connection, an impatient hand) has the same token and is kept once; what was written
without knowing of a newer version is kept beside it and told.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from waymark.instruments.conditions import Value
from waymark.instruments.problems import CallProblem
from waymark.reading.given import Given
from waymark.reading.instrument_versions import versions_of
from waymark.reading.looking_again import decide_asides
from waymark.reading.models import Answer, Form, Kind
from waymark.reading.own_form import (
    own_form,
    own_form_even_finished,
    own_or_leads,
    require_asked,
    subject_of,
)
from waymark.reading.pinning import copy_passage, pin, report_of_form, take_back
from waymark.reading.queries import form_as_it_stands, standing_answer
from waymark.reading.set_aside import stood_by_token
from waymark.register.stored import value_to_json
from waymark.study.actions import record
from waymark.study.models import Person
from waymark.study.workspace import Workspace


@dataclass(frozen=True)
class Saved:
    """`stands` is false where a newer answer stood that the sender had not seen; `standing` is what counts."""

    answer: Answer
    standing: Answer

    @property
    def stands(self) -> bool:
        return self.answer.stands


@transaction.atomic
def open_form(actor: Person, form_id: int) -> Form:
    """Note that a reader opened the form; the lead may look at any."""
    form = Form.objects.select_related("case", "reader").get(pk=form_id)
    record(actor, "open form", subject_of(form), case=form.case.case_id)
    return form


@transaction.atomic
def save_answer(
    actor: Person,
    workspace: Workspace,
    form_id: int,
    variable: str,
    given: Given,
    base_version: int,
    token: UUID,
    under: int | None = None,
) -> Saved:
    """`base_version`: the version that the sender saw, 0 for none; `under`: the version of the instrument on the page,
    None for the newest."""
    form = own_form(actor, form_id)
    require_asked(workspace.pack, form, variable)
    return _save(actor, form, variable, given, base_version, token, under=under)


@transaction.atomic
def confirm_first(
    actor: Person, workspace: Workspace, form_id: int, variable: str, base_version: int, token: UUID
) -> Saved:
    """A second reader finds the first one's answer right: the same answer, with the same passages."""
    form = own_form(actor, form_id)
    require_asked(workspace.pack, form, variable)
    stands = form_as_it_stands(workspace, form)
    item = stands.item(variable)
    if item.first is None:
        raise CallProblem(
            "there is no first answer here that may be seen.", right="Answer the question itself."
        )
    first = item.first.answer
    given = Given(first.kind, _as_value(first.value), "")
    saved = _save(actor, form, variable, given, base_version, token, first)
    pinned = {(e.report_id, e.start, e.end) for e in item.evidence}
    for passage_of_first in item.first.evidence:
        if (passage_of_first.report_id, passage_of_first.start, passage_of_first.end) not in pinned:
            copy_passage(actor, form, passage_of_first)
    return saved


@transaction.atomic
def stand_by(actor: Person, form_id: int, answer_id: int) -> Saved:
    """The reader keeps the answer that was set aside: it becomes the newest version."""
    form = own_form(actor, form_id)
    aside = form.answers.filter(pk=answer_id, stands=False).first()
    if aside is None:
        raise CallProblem("that answer was not set aside.")
    token = stood_by_token(aside)
    known = form.answers.filter(token=token).first()
    if known is not None:
        return Saved(known, standing_answer(form, aside.variable) or known)
    before = standing_answer(form, aside.variable)
    given = Given(aside.kind, _as_value(aside.value), aside.memo)
    made = _add(actor, form, aside.variable, given, token, stands=True, under=aside.under)
    _record_answer(actor, form, made, before)
    return Saved(made, made)


def _save(
    actor: Person,
    form: Form,
    variable: str,
    given: Given,
    base_version: int,
    token: UUID,
    first: Answer | None = None,
    under: int | None = None,
) -> Saved:
    known = form.answers.filter(token=token).first()
    if known is not None:
        return Saved(known, standing_answer(form, known.variable) or known)
    standing = standing_answer(form, variable)
    if standing is not None and _same(standing, given) and first == standing.first:
        return Saved(standing, standing)
    seen = standing is None or standing.version <= base_version
    made = _add(actor, form, variable, given, token, seen, first, under)
    _record_answer(actor, form, made, standing)
    if seen:
        decide_asides(actor, made, base_version)
    if form.started_at is None:
        Form.objects.filter(pk=form.pk, started_at=None).update(started_at=timezone.now())
    return Saved(made, made if seen or standing is None else standing)


def _add(
    actor: Person,
    form: Form,
    variable: str,
    given: Given,
    token: UUID,
    stands: bool,
    first: Answer | None = None,
    under: int | None = None,
) -> Answer:
    newest = versions_of(form.instrument).newest
    last = (
        form.answers.filter(variable=variable).order_by("-version").values_list("version", flat=True).first()
    )
    return Answer.objects.create(
        form=form,
        variable=variable,
        version=(last or 0) + 1,
        stands=stands,
        kind=given.kind,
        value=value_to_json(given.value),
        memo=given.memo,
        by=actor,
        token=token,
        first=first,
        under=(min(under, newest) if under else newest) or None,
    )


def _same(answer: Answer, given: Given) -> bool:
    return (answer.kind, answer.value, answer.memo) == (given.kind, value_to_json(given.value), given.memo)


def _as_value(stored: object) -> Value:
    """A stored value in the shape of a value; `value_to_json` takes dates as their text too."""
    return tuple(stored) if isinstance(stored, list) else stored  # type: ignore[return-value]


def _record_answer(actor: Person, form: Form, made: Answer, before: Answer | None) -> None:
    record(
        actor,
        "answer" if made.stands else "answer kept beside a newer one",
        subject_of(form),
        case=form.case.case_id,
        variable=made.variable,
        before=_told(before),
        after=_told(made),
    )


def _told(answer: Answer | None) -> dict[str, object]:
    if answer is None:
        return {}
    return {
        "version": answer.version,
        "kind": answer.kind,
        "value": answer.value,
        **({"memo": answer.memo} if answer.memo else {}),
    }


# -- the form as a whole ----------------------------------------------------------------------------------


@transaction.atomic
def keep_place(actor: Person, form_id: int, report_ref: str, offset: int, question: str) -> None:
    """Where the reader is. Kept for them alone, so it is no event."""
    form = own_form_even_finished(actor, form_id)
    report = report_of_form(form, report_ref) if report_ref else None
    Form.objects.filter(pk=form.pk).update(
        place_report=report, place_offset=max(offset, 0), place_question=question[:80]
    )


@transaction.atomic
def finish(actor: Person, workspace: Workspace, form_id: int) -> Form:
    """The reader has answered everything that applies. Raises `CallProblem` naming what is missing."""
    form = own_form(actor, form_id)
    open_questions = form_as_it_stands(workspace, form).missing
    if open_questions:
        labels = [workspace.pack.variables[name].label for name in open_questions]
        named = ", ".join(labels[:6]) + (", …" if len(labels) > 6 else "")
        count = f"{len(labels)} questions have" if len(labels) > 1 else "one question has"
        right = "Answer them; “not stated”, “unclear” and “not applicable” are answers too."
        raise CallProblem(f"{count} no answer: {named}.", right=right)
    form.finished_at = timezone.now()
    form.save(update_fields=["finished_at"])
    record(actor, "finish form", subject_of(form), case=form.case.case_id)
    return form


@transaction.atomic
def reopen(actor: Person, form_id: int) -> Form:
    """By its reader, or by the lead where something of it is to be answered again."""
    form = own_or_leads(actor, form_id)
    if form.finished_at is not None:
        form.finished_at = None
        form.save(update_fields=["finished_at"])
        record(actor, "reopen form", subject_of(form), case=form.case.case_id)
    return form


@transaction.atomic
def mark_for_next_layer(actor: Person, form_id: int, marked: bool, why: str) -> Form:
    """Whether the reader holds the report to be worth reading in depth, and why."""
    form = own_form_even_finished(actor, form_id)
    before = {"marked": form.next_layer, "why": form.next_layer_why}
    form.next_layer, form.next_layer_why = marked, why.strip()
    form.save(update_fields=["next_layer", "next_layer_why"])
    after = {"marked": marked, "why": form.next_layer_why}
    record(actor, "mark for next layer", subject_of(form), case=form.case.case_id, before=before, after=after)
    return form


__all__ = [
    "Kind",
    "Saved",
    "confirm_first",
    "finish",
    "keep_place",
    "mark_for_next_layer",
    "open_form",
    "pin",
    "reopen",
    "save_answer",
    "stand_by",
    "take_back",
]
