"""Where readers differ, and what counts: the lead sees only the disagreements, chooses or decides otherwise with a
reason, and settles the agreements in one act.

A decision is taken on answers as they stood; when one of them is changed afterwards, the question is open again.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max

from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem
from waymark.instruments.variables import Variable
from waymark.library.actions import case_of
from waymark.reading.given import Given, shown
from waymark.reading.models import Answer, Decision, Evidence, Form, Kind
from waymark.reading.queries import instrument_of, standing_answers, standing_evidence
from waymark.register.stored import value_from_json, value_to_json
from waymark.study.actions import record, require_lead
from waymark.study.models import Person
from waymark.study.workspace import Workspace


@dataclass(frozen=True)
class Reading:
    """What one reader answered."""

    form: Form
    answer: Answer
    evidence: tuple[Evidence, ...]
    in_words: str


@dataclass(frozen=True)
class Compared:
    """One question of one case that several readers answered. `decided`: the decision that stands and was taken on
    these very answers."""

    case_id: str
    variable: Variable
    readings: tuple[Reading, ...]
    decided: Decision | None

    @property
    def agree(self) -> bool:
        return len({(r.answer.kind, _settled_form(r.answer.value)) for r in self.readings}) == 1


def compared(workspace: Workspace, instrument: str) -> list[Compared]:
    """Every question that two finished forms or more answer, in the order of receipt and of the form."""
    pack = workspace.pack
    asked = instrument_of(pack, instrument)
    by_case = _finished_forms(instrument)
    forms = [form for those in by_case.values() for form in those]
    answers, evidence = standing_answers(forms), standing_evidence(forms)
    decisions = standing_decisions(instrument)
    found: list[Compared] = []
    for those in by_case.values():
        for name in asked.variables:
            given = [(form, answers.get(form.pk, {}).get(name)) for form in those]
            readings = tuple(
                Reading(form, answer, evidence.get((form.pk, name), ()), _in_words(pack, answer))
                for form, answer in given
                if answer is not None and answer.kind != Kind.TAKEN_BACK
            )
            if len(readings) > 1:
                case = those[0].case
                decision = decisions.get((case.pk, name))
                on_these = decision is not None and decision.answers == [r.answer.pk for r in readings]
                found.append(
                    Compared(case.case_id, pack.variables[name], readings, decision if on_these else None)
                )
    return found


def differences(workspace: Workspace, instrument: str) -> list[Compared]:
    """The disagreements that nobody has decided."""
    return [one for one in compared(workspace, instrument) if not one.agree and one.decided is None]


def standing_decisions(instrument: str) -> dict[tuple[int, str], Decision]:
    """The last decision by case and variable."""
    rows = Decision.objects.filter(instrument=instrument, stands=True).order_by("version")
    return {(row.case_id, row.variable): row for row in rows}


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
    one = _one(workspace, case_id, instrument, variable)
    chosen = next((r.answer for r in one.readings if r.answer.pk == answer_id), None)
    if chosen is None:
        right = "Look at the answers again: one of them was changed."
        raise CallProblem("that answer does not stand any more.", right=right)
    given = Given(chosen.kind, value_from_json(one.variable, chosen.value))
    return _decide(actor, one, instrument, Decision.How.CHOSEN, given, chosen, why, base_version, token)


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
    one = _one(workspace, case_id, instrument, variable)
    return _decide(actor, one, instrument, Decision.How.OTHER, given, None, why, base_version, token)


@transaction.atomic
def settle_agreements(actor: Person, workspace: Workspace, instrument: str) -> int:
    """Every question on which the readers agree is settled as they answered it; returns how many."""
    require_lead(actor, "Settling agreements")
    agreed = [one for one in compared(workspace, instrument) if one.agree and one.decided is None]
    for one in agreed:
        answer = one.readings[0].answer
        given = Given(answer.kind, value_from_json(one.variable, answer.value))
        _write(actor, one, instrument, Decision.How.AGREED, given, None, "", uuid4())
    if agreed:
        record(actor, "settle agreements", instrument, questions=len(agreed))
    return len(agreed)


@transaction.atomic
def _decide(
    actor: Person,
    one: Compared,
    instrument: str,
    how: Decision.How,
    given: Given,
    chosen: Answer | None,
    why: str,
    base_version: int,
    token: UUID,
) -> Decision:
    require_lead(actor, "Adjudicating")
    if not why.strip():
        raise CallProblem("a decision has a reason.", right="Say why, in a few words.")
    known = Decision.objects.filter(token=token).first()
    if known is not None:
        return known
    case = case_of(one.case_id)
    last = _last_version(case.pk, instrument, one.variable.key)
    made = _write(actor, one, instrument, how, given, chosen, why.strip(), token, stands=last <= base_version)
    before = standing_decisions(instrument).get((case.pk, one.variable.key))
    record(
        actor,
        "adjudicate" if made.stands else "decision kept beside a newer one",
        f"{one.case_id} {instrument}",
        case=one.case_id,
        variable=one.variable.key,
        how=str(how),
        answers=[reading.in_words for reading in one.readings],
        after=shown(one.variable, given.kind, given.value),
        before=before.version if before is not None and before.pk != made.pk else 0,
        why=made.why,
    )
    return made


def _write(
    actor: Person,
    one: Compared,
    instrument: str,
    how: Decision.How,
    given: Given,
    chosen: Answer | None,
    why: str,
    token: UUID,
    stands: bool = True,
) -> Decision:
    case = case_of(one.case_id)
    return Decision.objects.create(
        case=case,
        instrument=instrument,
        variable=one.variable.key,
        version=_last_version(case.pk, instrument, one.variable.key) + 1,
        stands=stands,
        how=how,
        kind=given.kind,
        value=value_to_json(given.value),
        chosen=chosen,
        answers=[reading.answer.pk for reading in one.readings],
        why=why,
        by=actor,
        token=token,
    )


def _last_version(case: int, instrument: str, variable: str) -> int:
    rows = Decision.objects.filter(case=case, instrument=instrument, variable=variable)
    return rows.aggregate(last=Max("version"))["last"] or 0


def _one(workspace: Workspace, case_id: str, instrument: str, variable: str) -> Compared:
    for one in compared(workspace, instrument):
        if (one.case_id, one.variable.key) == (case_id, variable):
            return one
    raise CallProblem(f"no two finished readings of {case_id} answer “{variable}”.")


def _finished_forms(instrument: str) -> dict[int, list[Form]]:
    """The finished forms of each case that several readers finished, the first reading first."""
    rows = Form.objects.filter(instrument=instrument, withdrawn_at=None).exclude(finished_at=None)
    by_case: dict[int, list[Form]] = defaultdict(list)
    for form in rows.select_related("case", "reader").order_by("case__position", "part", "pk"):
        by_case[form.case_id].append(form)
    return {case: forms for case, forms in by_case.items() if len(forms) > 1}


def _in_words(pack: Pack, answer: Answer) -> str:
    variable = pack.variables[answer.variable]
    value: Value = value_from_json(variable, answer.value) if answer.kind == Kind.VALUE else None
    return shown(variable, answer.kind, value)


def _settled_form(value: object) -> object:
    """Several answers are the same whatever their order."""
    return tuple(sorted(value)) if isinstance(value, list) else value
