"""The first readers go back to the front sheets that came in as a file: each answer that the report states in so many
words gets the sentence pinned, and what was left blank is answered. What counts of a case stays as it was.
"""

from __future__ import annotations

import random

from django.db import transaction

from waymark.cli.half_read.reports import report_read, token
from waymark.cli.half_read.second_readings import cases_read_twice
from waymark.demo.passages import Candidate, Passages
from waymark.library.models import Report
from waymark.library.queries import BELONGS
from waymark.reading.answering import finish, pin, reopen, save_answer
from waymark.reading.given import Given
from waymark.reading.models import Form, Kind
from waymark.reading.queries import form_as_it_stands, reports_of_case, settled_of
from waymark.reading.standing import FormAsItStands
from waymark.study.models import Person
from waymark.study.workspace import Workspace

_SEED = 1
_MOST, _MOST_OF_ALL = 6, 20
"""Passages of a form; more where the lead has said that a second reader will look at them."""


@transaction.atomic
def pin_first_readings(workspace: Workspace) -> int:
    """Returns how many passages were pinned."""
    chance = random.Random(_SEED)
    passages = Passages.of(workspace.pack)
    layers = sorted(workspace.pack.instruments, key=lambda instrument: instrument.layer)
    forms = Form.objects.filter(
        instrument=layers[0].key, part=Form.Part.FIRST, reader__isnull=False,
        case__links__decision__in=BELONGS,
    )  # fmt: skip
    twice = cases_read_twice(workspace, layers[0].key)
    pinned = 0
    for form in forms.select_related("case", "reader").distinct().order_by("case__position"):
        most = _MOST_OF_ALL if form.case.case_id in twice else _MOST
        pinned += _go_back_to(workspace, form, passages, most, chance)
    return pinned


def _go_back_to(
    workspace: Workspace, form: Form, passages: Passages, most: int, chance: random.Random
) -> int:
    report = reports_of_case(form.case)[0]
    stands = form_as_it_stands(workspace, form)
    found = _stated(stands, report, passages, most)
    reader = form.reader
    if reader is None:
        return 0
    reopen(reader, form.pk)
    _answer_what_is_blank(workspace, reader, form, stands, chance)
    for name, sentence in found:
        pin(reader, workspace, form.pk, name, report.ref, sentence.start, sentence.end, token(chance))
    finish(reader, workspace, form.pk)
    return len(found)


def _stated(
    stands: FormAsItStands, report: Report, passages: Passages, most: int
) -> list[tuple[str, Candidate]]:
    """The first sentence that states each answer, in the order of the form. Where there are more than a reader pins,
    judgements come first, and what is told in the story before what every report says on its first pages."""
    read = report_read(report)
    found = [
        (item.item, sentences[0])
        for item in stands.items
        if item.applies and item.answer is not None and item.answer.kind == Kind.VALUE
        if (sentences := passages.stating(read, item.item.variable, item.value))
    ]
    first = sorted(found, key=lambda one: (not one[0].judgement, one[0].variable in passages.file.stated))[
        :most
    ]
    return [(item.variable, sentence) for item, sentence in found if (item, sentence) in first]


def _answer_what_is_blank(
    workspace: Workspace, reader: Person, form: Form, stands: FormAsItStands, chance: random.Random
) -> None:
    """As the register has it of other sources; where it has nothing, the report does not state it either."""
    settled = settled_of(workspace.pack, form.case)
    while blank := stands.missing:
        for name in blank:
            value = settled.get(name)
            given = Given(Kind.NOT_STATED) if value is None else Given(Kind.VALUE, value)
            save_answer(reader, workspace, form.pk, name, given, 0, token(chance))
        stands = form_as_it_stands(workspace, form)
