"""Reading in depth: readers mark cases for it, the lead draws a sub-sample that matches the full set and accepts it,
its cases are given out, one is swapped for another, and half of the summaries are written.
"""

from __future__ import annotations

import random
from collections.abc import Iterable

from django.db.models import Max

from waymark.cli.half_read.reports import RUNNING, report_read, token
from waymark.demo.half_read import SHARE_IN_DEPTH_DONE, HalfRead, half_read_of, summary
from waymark.instruments.conditions import all_hold
from waymark.instruments.forms import Instrument
from waymark.library.queries import BELONGS
from waymark.reading.answering import finish, keep_place, mark_for_next_layer, pin, save_answer
from waymark.reading.assigning import withdraw
from waymark.reading.given import Given
from waymark.reading.layers import accept_and_assign, assign_members
from waymark.reading.models import ChosenSample, Form, Kind
from waymark.reading.populations import cases_of
from waymark.reading.queries import reports_of_case
from waymark.reading.samples import SampleWanted, marked_for_next, preview
from waymark.reading.swapping import SwapWanted, look_at_swap, swap_case
from waymark.register.models import Notification
from waymark.study.models import Person
from waymark.study.workspace import Workspace

_LOOKED_AT = 12  # cases that the lead tries in place of another


def read_in_depth(
    lead: Person, workspace: Workspace, instrument: Instrument, readers: list[Person], chance: random.Random
) -> None:
    of_demonstration = half_read_of(workspace.pack)
    mark_cases(workspace, of_demonstration)
    chosen = draw_sample(lead, workspace, instrument, readers, of_demonstration)
    swap_shortest(lead, workspace, chosen, readers, of_demonstration)
    given = Form.objects.filter(instrument=instrument.key, withdrawn_at=None)
    forms = list(given.select_related("case", "reader").order_by("case__position"))
    done = round(len(forms) * SHARE_IN_DEPTH_DONE)
    for form in forms[:done]:
        if write_summary(workspace, form, instrument.variables, chance):
            finish(form.reader, workspace, form.pk)  # type: ignore[arg-type]
    for form in forms[done : done + len(readers)]:
        write_summary(workspace, form, instrument.variables[:4], chance)


def mark_cases(workspace: Workspace, of_demonstration: HalfRead) -> None:
    """Readers mark the front sheets of cases that should be read in depth whatever the draw says."""
    pack = workspace.pack
    asked = {condition.variable for marked in of_demonstration.marked for condition in marked.conditions}
    values = cases_of(workspace, "", asked)
    layer = min(instrument.layer for instrument in pack.instruments)
    forms = Form.objects.filter(
        instrument__in=[i.key for i in pack.instruments if i.layer == layer],
        part=Form.Part.FIRST, reader__isnull=False, case__links__decision__in=BELONGS,
    )  # fmt: skip
    for form in forms.select_related("case", "reader").distinct().order_by("case__position"):
        known = values[form.case.case_id]
        why = [
            marked.why
            for marked in of_demonstration.marked
            if all_hold(marked.conditions, known, pack.missing_codes)
        ]
        if why and form.reader is not None:
            mark_for_next_layer(form.reader, form.pk, True, " ".join(why))


def draw_sample(
    lead: Person,
    workspace: Workspace,
    instrument: Instrument,
    readers: list[Person],
    of_demonstration: HalfRead,
) -> ChosenSample:
    """As many cases as readers took into the layer, drawn from those that could be chosen; its cases given out."""
    pack = workspace.pack
    could_be = cases_of(workspace, of_demonstration.population)
    wanted = SampleWanted(
        population=of_demonstration.population,
        size=len(cases_of(workspace, instrument.population)),
        seed=of_demonstration.seed,
        variables=instrument.stratified_by,
        must_have=tuple(
            one.case_id for one in marked_for_next(pack, instrument.key) if one.case_id in could_be
        ),
        instrument=instrument.key,
        marks=instrument.sampled_into,
    )
    seen = preview(workspace, wanted).fingerprint
    return accept_and_assign(lead, workspace, wanted, of_demonstration.sample, readers, seen)


def swap_shortest(
    lead: Person,
    workspace: Workspace,
    chosen: ChosenSample,
    readers: list[Person],
    of_demonstration: HalfRead,
) -> None:
    """The case with the shortest report goes out for the one that keeps the sample nearest to the full set."""
    pages = _pages()
    free = [case for case in chosen.standing if case not in chosen.must_have]
    out = min(free, key=lambda case: (pages[case], case))
    reasons = of_demonstration.reasons
    why = reasons.swapped.format(pages=pages[out])
    long_enough = (
        case
        for case in chosen.frame["cases"]
        if case not in chosen.standing and pages.get(case, 0) >= of_demonstration.shortest_report
    )
    swaps = [SwapWanted(out, into, why) for into in sorted(long_enough)[:_LOOKED_AT]]
    looked_at = [(look_at_swap(workspace, chosen.pk, swap).after, swap) for swap in swaps]
    after, best = min(looked_at, key=lambda one: (one[0].sample.distance, one[1].into))
    swap_case(lead, workspace, chosen.pk, best, after.fingerprint)
    given = Form.objects.get(case__case_id=out, instrument=chosen.instrument, withdrawn_at=None)
    withdraw(lead, given.pk, reasons.withdrawn)
    assign_members(lead, workspace, chosen.pk, readers)


def write_summary(workspace: Workspace, form: Form, asked: Iterable[str], chance: random.Random) -> bool:
    """Whether the report has running text to summarise."""
    report = reports_of_case(form.case)[0]
    paragraphs, reader = report_read(report, RUNNING).paragraphs, form.reader
    if not paragraphs or reader is None:
        return False
    for written in summary(tuple(asked), paragraphs, chance):
        name, quoted = written.variable, written.quoted
        answer = Given(Kind.VALUE, written.text)
        save_answer(reader, workspace, form.pk, name, answer, 0, token(chance))
        pin(reader, workspace, form.pk, name, report.ref, quoted.start, quoted.end, token(chance))
    keep_place(reader, form.pk, report.ref, quoted.start, name)
    return True


def _pages() -> dict[str, int]:
    """By case how many pages its longest report has."""
    linked = Notification.objects.filter(links__decision__in=BELONGS)
    return dict(
        linked.annotate(pages=Max("links__report__files__texts__pages")).values_list("case_id", "pages")
    )
