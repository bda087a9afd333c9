"""The door for a reader's own work: answers, pinned passages, the place where they stopped, finishing.

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
from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem, did_you_mean
from waymark.library.actions import report_of
from waymark.library.models import Report
from waymark.library.queries import BELONGS, current_text
from waymark.library.stored import text_from
from waymark.library.stored_text import passage
from waymark.reading.given import Given
from waymark.reading.models import Answer, Evidence, Form, Kind
from waymark.reading.queries import form_as_it_stands, items_of, standing_answer
from waymark.register.stored import value_to_json
from waymark.study.actions import NotOpen, record, require_team
from waymark.study.models import Person
from waymark.study.workspace import Workspace

LONGEST_PASSAGE = 4000
"""Code points; a longer one is a chapter, not the words that support an answer."""


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
) -> Saved:
    """`base_version`: the version that the sender saw, 0 for none."""
    form = _own(actor, form_id)
    _asked(workspace.pack, form, variable)
    return _save(actor, form, variable, given, base_version, token)


@transaction.atomic
def confirm_first(
    actor: Person, workspace: Workspace, form_id: int, variable: str, base_version: int, token: UUID
) -> Saved:
    """A second reader finds the first one's answer right: the same answer, with the same passages."""
    form = _own(actor, form_id)
    _asked(workspace.pack, form, variable)
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
            _copy_passage(actor, form, passage_of_first)
    return saved


@transaction.atomic
def stand_by(actor: Person, form_id: int, answer_id: int) -> Saved:
    """The reader keeps the answer that was set aside: it becomes the newest version."""
    form = _own(actor, form_id)
    aside = form.answers.filter(pk=answer_id, stands=False).first()
    if aside is None:
        raise CallProblem("that answer was not set aside.")
    token = UUID(int=aside.token.int ^ 1)  # the same decision twice is one
    known = form.answers.filter(token=token).first()
    if known is not None:
        return Saved(known, _standing(form, aside.variable) or known)
    before = _standing(form, aside.variable)
    made = _add(
        actor, form, aside.variable, Given(aside.kind, _as_value(aside.value), aside.memo), token, True
    )
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
) -> Saved:
    known = form.answers.filter(token=token).first()
    if known is not None:
        return Saved(known, _standing(form, known.variable) or known)
    standing = _standing(form, variable)
    if standing is not None and _same(standing, given) and first == standing.first:
        return Saved(standing, standing)
    seen = standing is None or standing.version <= base_version
    made = _add(actor, form, variable, given, token, seen, first)
    _record_answer(actor, form, made, standing)
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
) -> Answer:
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
    )


def _standing(form: Form, variable: str) -> Answer | None:
    return standing_answer(form.answers.filter(variable=variable))


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


# -- passages ---------------------------------------------------------------------------------------------


@transaction.atomic
def pin(
    actor: Person,
    workspace: Workspace,
    form_id: int,
    variable: str,
    report_ref: str,
    start: int,
    end: int,
    token: UUID,
) -> Evidence:
    """Pin the code points [start, end) of a report of the case to a question. Raises `CallProblem`."""
    form = _own(actor, form_id)
    _asked(workspace.pack, form, variable)
    known = form.evidence.filter(token=token).first()
    if known is not None:
        return known
    report = _report_of_case(form, report_ref)
    row = current_text(report)
    stored = text_from(row)
    if not 0 <= start < end <= len(stored.text):
        raise CallProblem("no words are selected.", right="Select words of the report, then pin them.")
    if end - start > LONGEST_PASSAGE:
        right = f"Select up to {LONGEST_PASSAGE:,} characters; pin several passages where more is needed."
        raise CallProblem(f"the passage has {end - start:,} characters.", right=right)
    pinned = passage(stored, start, end)
    made = Evidence.objects.create(
        form=form, variable=variable, report=report, text=row, page=pinned.page, start=start, end=end,
        quote=pinned.quote, by=actor, token=token,
    )  # fmt: skip
    _record_passage(actor, "pin passage", form, made)
    return made


@transaction.atomic
def take_back(actor: Person, form_id: int, evidence_id: int) -> None:
    form = _own(actor, form_id)
    found = form.evidence.filter(pk=evidence_id).first()
    if found is None:
        raise CallProblem("that passage is not pinned to this form.")
    if found.taken_back_at is None:
        found.taken_back_at = timezone.now()
        found.save(update_fields=["taken_back_at"])
        _record_passage(actor, "take passage back", form, found)


def _copy_passage(actor: Person, form: Form, of_first: Evidence) -> None:
    token = UUID(int=of_first.token.int ^ form.pk)
    if not form.evidence.filter(token=token).exists():
        made = Evidence.objects.create(
            form=form, variable=of_first.variable, report=of_first.report, text=of_first.text,
            page=of_first.page, start=of_first.start, end=of_first.end, quote=of_first.quote,
            carried=of_first.carried, by=actor, token=token,
        )  # fmt: skip
        _record_passage(actor, "pin passage", form, made)


def _report_of_case(form: Form, ref: str) -> Report:
    report = report_of(ref)
    if not report.links.filter(notification=form.case, decision__in=BELONGS).exists():
        raise CallProblem(f"the report {report.ref} is not one of this case.")
    return report


def _record_passage(actor: Person, action: str, form: Form, pinned: Evidence) -> None:
    record(
        actor, action, subject_of(form), case=form.case.case_id, variable=pinned.variable,
        report=pinned.report.ref, page=pinned.page, start=pinned.start, end=pinned.end,
    )  # fmt: skip


# -- the form as a whole ----------------------------------------------------------------------------------


@transaction.atomic
def keep_place(actor: Person, form_id: int, report_ref: str, offset: int, question: str) -> None:
    """Where the reader is. Kept for them alone, so it is no event."""
    form = _own(actor, form_id, finished=True)
    report = _report_of_case(form, report_ref) if report_ref else None
    Form.objects.filter(pk=form.pk).update(
        place_report=report, place_offset=max(offset, 0), place_question=question[:80]
    )


@transaction.atomic
def finish(actor: Person, workspace: Workspace, form_id: int) -> Form:
    """The reader has answered everything that applies. Raises `CallProblem` naming what is missing."""
    form = _own(actor, form_id)
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
    form = _own(actor, form_id, finished=True)
    if form.finished_at is not None:
        form.finished_at = None
        form.save(update_fields=["finished_at"])
        record(actor, "reopen form", subject_of(form), case=form.case.case_id)
    return form


@transaction.atomic
def mark_for_next_layer(actor: Person, form_id: int, marked: bool, why: str) -> Form:
    """Whether the reader holds the report to be worth reading in depth, and why."""
    form = _own(actor, form_id, finished=True)
    before = {"marked": form.next_layer, "why": form.next_layer_why}
    form.next_layer, form.next_layer_why = marked, why.strip()
    form.save(update_fields=["next_layer", "next_layer_why"])
    after = {"marked": marked, "why": form.next_layer_why}
    record(actor, "mark for next layer", subject_of(form), case=form.case.case_id, before=before, after=after)
    return form


def subject_of(form: Form) -> str:
    """What events call a form."""
    return f"{form.case.case_id} {form.instrument} form {form.pk}"


def _own(actor: Person, form_id: int, finished: bool = False) -> Form:
    """The form, held for this transaction. Raises `CallProblem` where it is another's, withdrawn, or finished."""
    require_team(actor, "Reading")
    form = Form.objects.select_for_update(of=("self",)).select_related("case").filter(pk=form_id).first()
    if form is None or form.reader_id != actor.pk:
        raise NotOpen("this form is not assigned to you.")
    if form.withdrawn_at is not None:
        raise CallProblem("this form was withdrawn from you.", right="What you answered is kept.")
    if form.finished_at is not None and not finished:
        raise CallProblem("this form is finished.", right="Open it again to change it.")
    return form


def _asked(pack: Pack, form: Form, variable: str) -> None:
    asked = [item.variable for item in items_of(pack, form)]
    if variable not in asked:
        raise CallProblem(f"this form does not ask for “{variable}”.", right=did_you_mean(variable, asked))


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
