"""Who reads what: assignment by hand or evenly, second readings of a share or of named questions, withdrawal.

The lead's door. A case whose report is found is read first by one reader; a second reader is never the first.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from waymark.instruments.conditions import all_hold
from waymark.instruments.forms import Instrument
from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem, did_you_mean
from waymark.library.actions import case_of
from waymark.library.models import Link
from waymark.library.queries import BELONGS
from waymark.reading.models import ChosenSample, Form
from waymark.reading.own_form import subject_of
from waymark.reading.queries import instrument_of
from waymark.register.listing import values_of
from waymark.register.models import Notification, SettledValue
from waymark.study.actions import record, require_lead
from waymark.study.models import Person
from waymark.study.workspace import Workspace


@dataclass(frozen=True)
class Assigned:
    """The forms made, and the cases that were passed over, each with the reason."""

    forms: tuple[Form, ...]
    passed_over: tuple[tuple[str, str], ...]


@transaction.atomic
def assign(
    actor: Person, workspace: Workspace, instrument: str, case_ids: Sequence[str], reader: Person
) -> Assigned:
    """First readings of the cases for one reader."""
    return assign_evenly(actor, workspace, instrument, case_ids, [reader])


@transaction.atomic
def assign_evenly(
    actor: Person, workspace: Workspace, instrument: str, case_ids: Sequence[str], readers: Sequence[Person]
) -> Assigned:
    """Each case to the reader who has the fewest unfinished forms, those named first before the others."""
    require_lead(actor, "Assigning")
    asked = instrument_of(workspace.pack, instrument)
    _require_readers(readers)
    burden, held = _burden(readers), _held(instrument)
    taken = _read_in(instrument, Form.Part.FIRST).keys()
    cases = _cases(case_ids)
    with_report = _with_report(cases)
    made: list[Form] = []
    passed_over: list[tuple[str, str]] = []
    for case in cases:
        free = [person for person in readers if (case.pk, person.pk) not in held]
        if why := _why_not(case, with_report, taken, f"has its {asked.title.lower()} assigned", free):
            passed_over.append((case.case_id, why))
            continue
        reader = min(free, key=lambda person: burden[person.pk])
        made.append(_form(actor, case, asked, reader, Form.Part.FIRST))
        burden[reader.pk] += 1
    return Assigned(tuple(made), tuple(passed_over))


@transaction.atomic
def second_reading(
    actor: Person,
    workspace: Workspace,
    instrument: str,
    case_ids: Sequence[str],
    readers: Sequence[Person],
    manner: Form.Manner = Form.Manner.PACK,
    items: Sequence[str] = (),
) -> Assigned:
    """Second readings, of all questions or of the variables named, evenly; never by the first reader of the case."""
    require_lead(actor, "Assigning a second reading")
    asked = instrument_of(workspace.pack, instrument)
    for name in items:
        if name not in asked.variables:
            raise CallProblem(
                f"“{asked.title}” does not ask for “{name}”.", right=did_you_mean(name, asked.variables)
            )
    _require_readers(readers)
    burden, held = _burden(readers), _held(instrument)
    first = _read_in(instrument, Form.Part.FIRST)
    taken = _read_in(instrument, Form.Part.SECOND).keys()
    cases = _cases(case_ids)
    with_report = _with_report(cases)
    made: list[Form] = []
    passed_over: list[tuple[str, str]] = []
    for case in cases:
        free = [person for person in readers if (case.pk, person.pk) not in held]
        why = _why_not(case, with_report, taken, "has a second reading", free)
        if why or case.pk not in first:
            passed_over.append((case.case_id, why if case.pk in first else "has no first reading"))
            continue
        reader = min(free, key=lambda person: burden[person.pk])
        made.append(_form(actor, case, asked, reader, Form.Part.SECOND, manner, items))
        burden[reader.pk] += 1
    return Assigned(tuple(made), tuple(passed_over))


def share_of(case_ids: Sequence[str], share: float, seed: int) -> tuple[str, ...]:
    """A share (0 to 1, at least one case) of the cases by chance, in their order; the same seed gives the same."""
    if not 0 < share <= 1:
        raise CallProblem(
            "a share is more than nothing and at most all.", right="Write it as 10%, for instance."
        )
    count = max(1, round(len(case_ids) * share)) if case_ids else 0
    chosen = set(random.Random(seed).sample(sorted(case_ids), count))
    return tuple(case_id for case_id in case_ids if case_id in chosen)


@transaction.atomic
def withdraw(actor: Person, form_id: int, why: str) -> Form:
    """Take a form from its reader. What they answered is kept and no longer counts."""
    require_lead(actor, "Withdrawing a form")
    form = Form.objects.select_related("case", "reader").filter(pk=form_id, withdrawn_at=None).first()
    if form is None:
        raise CallProblem("there is no such form, or it was withdrawn before.")
    if not why.strip():
        raise CallProblem("a form is withdrawn with a reason.", right="Say why.")
    form.withdrawn_at = timezone.now()
    form.save(update_fields=["withdrawn_at"])
    record(actor, "withdraw form", subject_of(form), case=form.case.case_id, reader=form.reader_name, why=why)
    return form


def cases_to_read(workspace: Workspace, instrument: str) -> QuerySet[Notification]:
    """The cases with a report that nobody was given to read with the instrument, in order of receipt."""
    instrument_of(workspace.pack, instrument)
    linked = Link.objects.filter(decision__in=BELONGS).values("notification")
    given = Form.objects.filter(instrument=instrument, part=Form.Part.FIRST, withdrawn_at=None).values("case")
    return Notification.objects.filter(pk__in=linked).exclude(pk__in=given).order_by("position")


def waiting_for_reader(workspace: Workspace, instrument: str) -> QuerySet[Notification]:
    """Of those, the cases that are to be read: in the first layer those in the study, in later ones those that were
    chosen, by a sample for the instrument or by the population that the pack names for it."""
    pack = workspace.pack
    asked = instrument_of(pack, instrument)
    cases = cases_to_read(workspace, instrument)
    if asked.layer > min(one.layer for one in pack.instruments):
        return cases.filter(pk__in=_chosen_for(pack, asked, cases))
    if not pack.about.standing:
        return cases
    inside = SettledValue.objects.filter(variable=pack.about.standing, value="included")
    return cases.filter(pk__in=inside.values("notification"))


def waiting_cases(workspace: Workspace) -> dict[str, frozenset[int]]:
    """The same for every instrument at once, by the keys of the notifications."""
    return {
        one.key: frozenset(waiting_for_reader(workspace, one.key).order_by().values_list("pk", flat=True))
        for one in workspace.pack.instruments
    }


def _chosen_for(pack: Pack, asked: Instrument, cases: QuerySet[Notification]) -> set[int]:
    """Those of the cases that a sample for the instrument holds, or that are in the population it is for."""
    of = dict(cases.order_by().values_list("pk", "case_id"))
    samples = ChosenSample.objects.filter(instrument=asked.key).values_list("standing", flat=True)
    members = {case for standing in samples for case in standing}
    chosen = {key for key, case in of.items() if case in members}
    if asked.population:
        where = pack.resolved((), asked.population)
        values = values_of(pack, of, [condition.variable for condition in where])
        chosen |= {key for key, known in values.items() if all_hold(where, known, pack.missing_codes)}
    return chosen


def _form(
    actor: Person,
    case: Notification,
    asked: Instrument,
    reader: Person,
    part: Form.Part,
    manner: Form.Manner = Form.Manner.PACK,
    items: Sequence[str] = (),
) -> Form:
    form = Form.objects.create(
        case=case, instrument=asked.key, part=part, manner=manner, items=list(items), reader=reader,
        assigned_by=actor,
    )  # fmt: skip
    record(
        actor, "assign form", subject_of(form), case=case.case_id, reader=reader.handle, part=str(part),
        manner=str(manner), items=list(items),
    )  # fmt: skip
    return form


def _cases(case_ids: Sequence[str]) -> list[Notification]:
    known = {case.case_id: case for case in Notification.objects.filter(case_id__in=case_ids)}
    return [known.get(case_id) or case_of(case_id) for case_id in dict.fromkeys(case_ids)]


def _why_not(
    case: Notification,
    with_report: Collection[int],
    taken: Collection[int],
    already: str,
    free: Sequence[Person],
) -> str:
    if case.pk in taken:
        return already
    if case.pk not in with_report:
        return "has no report to read"
    return "" if free else "is read by nobody else of those named"


def _with_report(cases: Sequence[Notification]) -> frozenset[int]:
    links = Link.objects.filter(notification__in=cases, decision__in=BELONGS)
    return frozenset(links.values_list("notification_id", flat=True))


def _read_in(instrument: str, part: Form.Part) -> dict[int, int | None]:
    """The cases that are given to somebody, with who has them."""
    forms = Form.objects.filter(instrument=instrument, part=part, withdrawn_at=None)
    return dict(forms.values_list("case_id", "reader_id"))


def _held(instrument: str) -> frozenset[tuple[int, int | None]]:
    """Cases with those who read them, in whichever part: nobody reads a case twice."""
    forms = Form.objects.filter(instrument=instrument, withdrawn_at=None)
    return frozenset(forms.values_list("case_id", "reader_id"))


def _require_readers(readers: Sequence[Person]) -> None:
    if not readers:
        raise CallProblem("nobody is named to read.", right="Choose one reader or several.")
    for person in readers:
        if person.role == Person.Role.VIEWER or not person.is_active:
            raise CallProblem(f"“{person}” does not read in this study.", right="Choose a reader or a lead.")


def _burden(readers: Sequence[Person]) -> Counter[int]:
    unfinished = Form.objects.filter(reader__in=readers, finished_at=None, withdrawn_at=None)
    return Counter(unfinished.values_list("reader_id", flat=True))
