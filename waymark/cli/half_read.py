"""A half-read study for the demonstration: three people, front sheets read twice, cases read in depth, some decided.

Everything goes through the doors that a person uses; only what is written comes from `waymark.demo.half_read`.
"""

from __future__ import annotations

import random
import secrets
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from waymark.demo.half_read import (
    PEOPLE,
    SHARE_IN_DEPTH_DONE,
    SHARE_OF_SECOND_READINGS_DONE,
    SHARE_READ_TWICE,
    Candidate,
    second_opinion,
    summary,
)
from waymark.library.queries import stored_text
from waymark.reading.adjudicating import choose, differences
from waymark.reading.answering import finish, keep_place, pin, save_answer
from waymark.reading.assigning import assign_evenly, second_reading, share_of
from waymark.reading.given import Given
from waymark.reading.models import Form, Kind
from waymark.reading.queries import form_as_it_stands, reports_of_case
from waymark.reading.settling import settle_study
from waymark.register.models import Notification
from waymark.study.models import Person
from waymark.study.people import accept_invitation, add_person, link_for
from waymark.study.workspace import Workspace

_SEED = 2016
_WORDS = 4


@dataclass(frozen=True)
class SignsIn:
    handle: str
    name: str
    password: str


def add_people(lead: Person) -> tuple[SignsIn, ...]:
    """The demonstration people, each with a password made by chance; it is told and not kept."""
    made = []
    for person in PEOPLE:
        password = "-".join(secrets.token_hex(2) for _ in range(_WORDS))
        account = add_person(lead, person.handle, person.role, person.name)
        accept_invitation(link_for(lead, account).token, person.handle, person.name, password)
        made.append(SignsIn(person.handle, person.name, password))
    return tuple(made)


@transaction.atomic
def read_half(lead: Person, workspace: Workspace) -> None:
    """Second readings of the first layer, first readings of the second, and the first disagreements decided."""
    chance = random.Random(_SEED)
    layers = sorted(workspace.pack.instruments, key=lambda instrument: instrument.layer)
    readers = list(Person.objects.filter(role=Person.Role.READER).order_by("handle"))
    _read_twice(lead, workspace, layers[0].key, readers, chance)
    for instrument in layers[1:]:
        wanted = workspace.pack.resolved((), instrument.population)
        cases = _cases_of(workspace, [(c.variable, c.codes) for c in wanted])
        _read_in_depth(lead, workspace, instrument.key, cases, readers, chance)
    settle_study(lead, workspace)


def _cases_of(workspace: Workspace, wanted: list[tuple[str, tuple[str, ...]]]) -> list[str]:
    """The cases with a report whose settled values are all among the codes wanted."""
    cases = Notification.objects.filter(links__decision__in=("linked", "confirmed")).distinct()
    for variable, codes in wanted:
        cases = cases.filter(settled__variable=variable, settled__value__in=list(codes))
    return list(cases.order_by("position").values_list("case_id", flat=True))


def _read_twice(
    lead: Person, workspace: Workspace, instrument: str, readers: list[Person], chance: random.Random
) -> None:
    pack = workspace.pack
    first = Form.objects.filter(
        instrument=instrument, part=Form.Part.FIRST, case__links__decision__in=("linked", "confirmed")
    ).distinct()
    cases = list(first.order_by("case__position").values_list("case__case_id", flat=True))
    chosen = share_of(cases, SHARE_READ_TWICE, _SEED)
    forms = second_reading(lead, workspace, instrument, chosen, readers).forms
    done = round(len(forms) * SHARE_OF_SECOND_READINGS_DONE)
    for number, form in enumerate(forms[: done + 1]):
        before = Form.objects.get(case=form.case, instrument=instrument, part=Form.Part.FIRST)
        given = {item.item.variable: item for item in form_as_it_stands(workspace, before).items}
        stands = form_as_it_stands(workspace, form)
        while missing := stands.missing:
            for name in missing[: len(missing) if number < done else 9]:
                said = given[name]
                answer = Given("not stated")
                if said.answer is not None and said.answer.kind == Kind.VALUE:
                    value = said.value
                    if said.item.judgement and isinstance(value, str):
                        value = second_opinion(pack.variables[name], value, chance)
                    answer = Given("value", value)
                save_answer(form.reader, workspace, form.pk, name, answer, 0, _token(chance))  # type: ignore[arg-type]
            if number == done:
                break
            stands = form_as_it_stands(workspace, form)
        if number < done:
            finish(form.reader, workspace, form.pk)  # type: ignore[arg-type]
    for one in differences(workspace, instrument)[::3]:
        right = one.readings[0].answer
        choose(
            lead, workspace, one.case_id, instrument, one.variable.key, right.pk,
            "The first reader's passage says it in so many words.", 0, _token(chance),
        )  # fmt: skip


def _read_in_depth(
    lead: Person,
    workspace: Workspace,
    instrument: str,
    cases: list[str],
    readers: list[Person],
    chance: random.Random,
) -> None:
    forms = assign_evenly(lead, workspace, instrument, cases, readers).forms
    done = round(len(forms) * SHARE_IN_DEPTH_DONE)
    for number, form in enumerate(forms[: done + len(readers)]):
        report = reports_of_case(form.case)[0]
        stored = stored_text(report)
        paragraphs = [
            Candidate(p.start, p.end, p.page, stored.said(p))
            for p in stored.paragraphs
            if p.kind == "paragraph"
        ]
        if not paragraphs:
            continue
        asked = workspace.pack.instrument(instrument).variables
        finished = number < done
        reader = form.reader
        assert reader is not None
        for written in summary(asked if finished else asked[:4], paragraphs, chance):
            answer = Given("value", written.text)
            save_answer(reader, workspace, form.pk, written.variable, answer, 0, _token(chance))
            pin(
                reader, workspace, form.pk, written.variable, report.ref, written.quoted.start,
                written.quoted.end, _token(chance),
            )  # fmt: skip
            keep_place(reader, form.pk, report.ref, written.quoted.start, written.variable)
        if finished:
            finish(reader, workspace, form.pk)


def _token(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)
