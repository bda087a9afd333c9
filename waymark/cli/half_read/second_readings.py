"""Second readings of a share of the cases: facts are verified, judgements are made blind, and some disagreements are
decided. What is done is what a person at the desk does: `confirm_first` where the first answer may be seen and holds.
"""

from __future__ import annotations

import random

from waymark.cli.half_read.reports import report_read, token
from waymark.demo.half_read import (
    DECIDED,
    SHARE_CORRECTED,
    SHARE_OF_SECOND_READINGS_DONE,
    SHARE_READ_OTHERWISE,
    SHARE_READ_TWICE,
    SHARE_THAT_DIFFERS,
    Reasons,
    half_read_of,
    second_opinion,
)
from waymark.demo.passages import Candidate, Passages, ReportRead, other_than
from waymark.library.queries import BELONGS
from waymark.reading.adjudicating import choose, differences, passages_of
from waymark.reading.answering import confirm_first, finish, pin, save_answer
from waymark.reading.assigning import second_reading, share_of
from waymark.reading.given import Given
from waymark.reading.models import Form, Kind
from waymark.reading.queries import form_as_it_stands, reports_of_case
from waymark.reading.standing import ItemAsItStands
from waymark.study.models import Person
from waymark.study.workspace import Workspace

_ANSWERED_SO_FAR = 9  # questions of the form that lies open


def read_twice(
    lead: Person, workspace: Workspace, instrument: str, readers: list[Person], chance: random.Random
) -> None:
    """Some forms finished, one begun by each reader, the others not; every third disagreement decided."""
    chosen = cases_read_twice(workspace, instrument)
    forms = second_reading(lead, workspace, instrument, chosen, readers).forms
    done = round(len(forms) * SHARE_OF_SECOND_READINGS_DONE)
    for form in forms[:done]:
        reading = SecondReading(workspace, form, chance)
        while reading.answer_what_is_asked():
            pass
        finish(reading.reader, workspace, form.pk)
    lies_open = {form.reader_id: form for form in reversed(forms[done:])}
    for form in lies_open.values():
        SecondReading(workspace, form, chance).answer_what_is_asked(_ANSWERED_SO_FAR)
    decide_some(lead, workspace, instrument, half_read_of(workspace.pack).reasons, chance)


def cases_read_twice(workspace: Workspace, instrument: str) -> tuple[str, ...]:
    """A share of the cases whose first reader is a person of the study."""
    first = Form.objects.filter(
        instrument=instrument, part=Form.Part.FIRST, reader__isnull=False, case__links__decision__in=BELONGS
    )
    cases = first.distinct().order_by("case__position").values_list("case__case_id", flat=True)
    every = Form.objects.filter(instrument=instrument, part=Form.Part.FIRST).count()
    share = SHARE_READ_TWICE * every / max(len(cases), 1)
    return share_of(list(cases), min(share, 1), half_read_of(workspace.pack).seed)


class SecondReading:
    """One second reader with one form, the first reader's answers and the report."""

    def __init__(self, workspace: Workspace, form: Form, chance: random.Random) -> None:
        assert form.reader is not None
        self.workspace, self.form, self.chance, self.reader = workspace, form, chance, form.reader
        self.passages = Passages.of(workspace.pack)
        before = Form.objects.get(case=form.case, instrument=form.instrument, part=Form.Part.FIRST)
        self.before = {one.item.variable: one for one in form_as_it_stands(workspace, before).items}
        self.report = reports_of_case(form.case)[0]
        self.read: ReportRead = report_read(self.report)

    def answer_what_is_asked(self, most: int | None = None) -> bool:
        """Answer the questions that wait, which may bring others; whether there were any."""
        stands = form_as_it_stands(self.workspace, self.form)
        for name in stands.missing[:most]:
            self._answer(stands.item(name))
        return bool(stands.missing)

    def _answer(self, item: ItemAsItStands) -> None:
        name, said = item.item.variable, self.before[item.item.variable]
        stating = self.passages.stating(self.read, name, said.value)
        given = self._opinion(item, said, stated=bool(stating))
        as_first = said.answer is not None and (given.kind, given.value) == (said.answer.kind, said.value)
        if item.first is not None and as_first:
            confirm_first(self.reader, self.workspace, self.form.pk, name, 0, token(self.chance))
            return
        save_answer(self.reader, self.workspace, self.form.pk, name, given, 0, token(self.chance))
        self._pin(name, said, stating, as_first)

    def _opinion(self, item: ItemAsItStands, said: ItemAsItStands, stated: bool) -> Given:
        """`stated`: the report says in so many words what the first reader answered, so that a fact stands."""
        if said.answer is None:
            return Given(Kind.NOT_STATED)
        value = said.value
        if said.answer.kind != Kind.VALUE:
            return Given(said.answer.kind)
        if isinstance(value, str):
            share = SHARE_CORRECTED if item.first is not None else SHARE_THAT_DIFFERS
            if stated:
                clear = self.passages.leaves_nothing_to_judge(item.item.variable, value)
                share = 0.0 if clear or item.first is not None else SHARE_READ_OTHERWISE
            value = second_opinion(item.variable, value, self.chance, share)
        return Given(Kind.VALUE, value)

    def _pin(self, name: str, said: ItemAsItStands, stating: tuple[Candidate, ...], as_first: bool) -> None:
        """The sentence that the answer rests on: who answers otherwise read another, or the same with other eyes."""
        taken = [one for one in stating if one.start in {pinned.start for pinned in said.evidence}]
        sentences = stating if as_first else other_than(taken, stating)
        for sentence in sentences[:1]:
            pin(
                self.reader, self.workspace, self.form.pk, name, self.report.ref, sentence.start, sentence.end,
                token(self.chance),
            )  # fmt: skip


def decide_some(
    lead: Person, workspace: Workspace, instrument: str, reasons: Reasons, chance: random.Random
) -> None:
    """The lead finds some first readers right."""
    for one in differences(workspace, instrument)[1::DECIDED]:
        right = one.readings[0]
        why = reasons.pinned if passages_of(one)[right.form.pk] else reasons.not_pinned
        choose(
            lead, workspace, one.case_id, instrument, one.variable.key, right.answer.pk, why, 0, token(chance),
        )  # fmt: skip
