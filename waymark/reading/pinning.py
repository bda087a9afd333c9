"""Passages of the report that are pinned to a question: the words that an answer rests on.

Every function takes the actor, checks that the form is theirs and open, writes and records, in one transaction. What
is sent twice has the same token and is kept once.
"""

from __future__ import annotations

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from waymark.instruments.problems import CallProblem
from waymark.library.actions import report_of
from waymark.library.models import Report
from waymark.library.queries import BELONGS, current_text
from waymark.library.stored import text_from
from waymark.library.stored_text import passage
from waymark.reading.models import Evidence, Form
from waymark.reading.own_form import own_form, require_asked, subject_of
from waymark.study.actions import record
from waymark.study.models import Person
from waymark.study.workspace import Workspace

LONGEST_PASSAGE = 4000
"""Code points; a longer one is a chapter, not the words that support an answer."""


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
    form = own_form(actor, form_id)
    require_asked(workspace.pack, form, variable)
    known = form.evidence.filter(token=token).first()
    if known is not None:
        return known
    report = report_of_form(form, report_ref)
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
    form = own_form(actor, form_id)
    found = form.evidence.filter(pk=evidence_id).first()
    if found is None:
        raise CallProblem("that passage is not pinned to this form.")
    if found.taken_back_at is None:
        found.taken_back_at = timezone.now()
        found.save(update_fields=["taken_back_at"])
        _record_passage(actor, "take passage back", form, found)


def copy_passage(actor: Person, form: Form, of_first: Evidence) -> None:
    token = UUID(int=of_first.token.int ^ form.pk)
    if not form.evidence.filter(token=token).exists():
        made = Evidence.objects.create(
            form=form, variable=of_first.variable, report=of_first.report, text=of_first.text,
            page=of_first.page, start=of_first.start, end=of_first.end, quote=of_first.quote,
            carried=of_first.carried, by=actor, token=token,
        )  # fmt: skip
        _record_passage(actor, "pin passage", form, made)


def report_of_form(form: Form, ref: str) -> Report:
    report = report_of(ref)
    if not report.links.filter(notification=form.case, decision__in=BELONGS).exists():
        raise CallProblem(f"the report {report.ref} is not one of this case.")
    return report


def _record_passage(actor: Person, action: str, form: Form, pinned: Evidence) -> None:
    record(
        actor, action, subject_of(form), case=form.case.case_id, variable=pinned.variable,
        report=pinned.report.ref, page=pinned.page, start=pinned.start, end=pinned.end,
    )  # fmt: skip
