"""What counts where several read: the lead chooses or decides otherwise with a reason, and settles the agreements in
one act.

A decision is taken on answers as they stood; when a reader says something else afterwards, the question is open
again and the decision is kept.
"""

from __future__ import annotations

from collections import defaultdict
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max

from waymark.instruments.problems import CallProblem
from waymark.reading.double_reading import Compared as Compared
from waymark.reading.double_reading import Reading as Reading
from waymark.reading.double_reading import compared as compared
from waymark.reading.double_reading import question_of
from waymark.reading.double_reading import waiting as differences
from waymark.reading.given import Given, shown
from waymark.reading.models import Decision, Evidence, Form, Kind
from waymark.reading.queries import standing_evidence
from waymark.register.stored import value_from_json, value_to_json
from waymark.study.actions import record, require_lead
from waymark.study.models import Person
from waymark.study.workspace import Workspace


def passages_of(one: Compared) -> dict[int, tuple[Evidence, ...]]:
    """What each reader pinned to the question, by the key of their form."""
    pinned = standing_evidence([reading.form for reading in one.readings])
    return {reading.form.pk: pinned.get((reading.form.pk, one.variable.key), ()) for reading in one.readings}


def decisions_on(case_key: int, instrument: str, variable: str) -> list[Decision]:
    """Every decision on a question, those kept beside another too, the newest first."""
    rows = Decision.objects.filter(case=case_key, instrument=instrument, variable=variable)
    return list(rows.select_related("by").order_by("-version"))


def decisions_resting_on(form: Form) -> int:
    """How many questions are decided by a person who looked at answers of the form."""
    answers = set(form.answers.values_list("pk", flat=True))
    rows = Decision.objects.filter(case=form.case_id, instrument=form.instrument, stands=True)
    last = {row.variable: row for row in rows.order_by("version")}
    return sum(
        row.how != Decision.How.AGREED and not answers.isdisjoint(row.answers) for row in last.values()
    )


@transaction.atomic
def choose(
    actor: Person,
    workspace: Workspace,
    case_id: str,
    instrument: str,
    variable: str,
    answer_id: int,
    why: str,
    base_version: int,
    token: UUID,
) -> Decision:
    """One reader is right. `base_version`: the decision the lead saw, 0 for none."""
    one = question_of(workspace, case_id, instrument, variable)
    chosen = next((reading for reading in one.readings if reading.answer.pk == answer_id), None)
    if chosen is None:
        right = "Look at the answers again: one of them was changed."
        raise CallProblem("that answer does not stand any more.", right=right)
    if chosen.answer.kind == Kind.VALUE and chosen.value is None:
        right = "Decide otherwise, with an answer that the question has now."
        raise CallProblem("the question has no such answer any more.", right=right)
    given = Given(chosen.answer.kind, chosen.value)
    return _decide(actor, one, instrument, Decision.How.CHOSEN, given, answer_id, why, base_version, token)


@transaction.atomic
def decide_otherwise(
    actor: Person,
    workspace: Workspace,
    case_id: str,
    instrument: str,
    variable: str,
    given: Given,
    why: str,
    base_version: int,
    token: UUID,
) -> Decision:
    """Neither reader is right."""
    one = question_of(workspace, case_id, instrument, variable)
    if given.kind == Kind.TAKEN_BACK:
        right = "Give the answer that is right, or say that it is not stated."
        raise CallProblem("a decision is an answer.", right=right)
    return _decide(actor, one, instrument, Decision.How.OTHER, given, None, why, base_version, token)


@transaction.atomic
def settle_agreements(actor: Person, workspace: Workspace, instrument: str) -> int:
    """Every question on which the readers agree is settled as they answered it; returns how many. Each case has its
    event, so that its own trail tells of it."""
    require_lead(actor, "Settling agreements")
    by_case: dict[str, dict[str, str]] = defaultdict(dict)
    rows = Decision.objects.filter(instrument=instrument).order_by().values("case_id", "variable")
    last = {(row["case_id"], row["variable"]): row["last"] for row in rows.annotate(last=Max("version"))}
    made = []
    for one in compared(workspace, instrument):
        reading = one.readings[0]
        if not one.to_settle or (reading.answer.kind == Kind.VALUE and reading.value is None):
            continue
        given = Given(reading.answer.kind, reading.value)
        version = last.get((one.case_key, one.variable.key), 0) + 1
        agreed = Decision.How.AGREED
        made.append(_new(actor, one, instrument, agreed, given, None, "", uuid4(), version, stands=True))
        by_case[one.case_id][one.variable.key] = reading.in_words
    Decision.objects.bulk_create(made, batch_size=500)
    for case_id, settled in by_case.items():
        record(
            actor, "settle agreements", f"{case_id} {instrument}", case=case_id,
            questions=len(settled), answers=settled,
        )  # fmt: skip
    return len(made)


def _decide(
    actor: Person,
    one: Compared,
    instrument: str,
    how: Decision.How,
    given: Given,
    chosen: int | None,
    why: str,
    base_version: int,
    token: UUID,
) -> Decision:
    require_lead(actor, "Adjudicating")
    if not why.strip():
        raise CallProblem("a decision has a reason.", right="Say why, in a few words.")
    known = Decision.objects.filter(token=token).first()
    if known is not None:
        return _sent_again(known, one, instrument, given, chosen, why.strip())
    last = _last_version(one.case_key, instrument, one.variable.key)
    made = _new(
        actor, one, instrument, how, given, chosen, why.strip(), token, last + 1, last <= base_version
    )
    made.save()
    record(
        actor,
        "adjudicate" if made.stands else "decision kept beside a newer one",
        f"{one.case_id} {instrument}",
        case=one.case_id,
        variable=one.variable.key,
        how=str(how.label),
        answers=[f"{reading.form.reader_name}: {reading.in_words}" for reading in one.readings],
        before={"kind": one.last.kind, "value": one.last.value} if one.last else {},
        after={"kind": made.kind, "value": made.value},
        why=made.why,
    )
    return made


def _sent_again(
    known: Decision, one: Compared, instrument: str, given: Given, chosen: int | None, why: str
) -> Decision:
    """What is sent twice is kept once; a page that is sent again with something else in it is told."""
    same = (
        known.case_id,
        known.instrument,
        known.variable,
        known.kind,
        known.value,
        known.chosen_id,
        known.why,
    )
    if same == (
        one.case_key, instrument, one.variable.key, given.kind, value_to_json(given.value), chosen, why,
    ):  # fmt: skip
        return known
    value = value_from_json(one.variable, known.value) if known.kind == Kind.VALUE else None
    raise CallProblem(
        f"this page has settled the question before: {shown(one.variable, known.kind, value)}.",
        right="To decide anew, open it from the list of what is settled.",
    )


def _new(
    actor: Person,
    one: Compared,
    instrument: str,
    how: Decision.How,
    given: Given,
    chosen: int | None,
    why: str,
    token: UUID,
    version: int,
    stands: bool,
) -> Decision:
    return Decision(
        case_id=one.case_key,
        instrument=instrument,
        variable=one.variable.key,
        version=version,
        stands=stands,
        how=how,
        kind=given.kind,
        value=value_to_json(given.value),
        chosen_id=chosen,
        answers=[reading.answer.pk for reading in one.readings],
        why=why,
        by=actor,
        token=token,
    )


def _last_version(case: int, instrument: str, variable: str) -> int:
    rows = Decision.objects.filter(case=case, instrument=instrument, variable=variable)
    return rows.aggregate(last=Max("version"))["last"] or 0


__all__ = [
    "Compared",
    "Reading",
    "choose",
    "compared",
    "decide_otherwise",
    "decisions_on",
    "decisions_resting_on",
    "differences",
    "passages_of",
    "settle_agreements",
]
