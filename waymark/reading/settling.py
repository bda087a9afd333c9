"""From what was read to what counts: finished forms, decisions and accepted samples become statements of the
register, which is then settled and selected.

What readers changed since is brought anew each time, so a reopened form no longer counts and a decision counts at
once. Values that came in as a file are statements already and are not brought twice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import transaction

from waymark.instruments.forms import SAMPLE
from waymark.instruments.pack import Pack
from waymark.reading.given import code_of_kind, shown
from waymark.reading.layers import said_by_samples
from waymark.reading.models import Decision, Form, Kind
from waymark.reading.queries import standing_answers
from waymark.register.many_rows import insert_many
from waymark.register.models import Notification, SettledValue, StatedValue
from waymark.register.selection import READING, Selection, select
from waymark.register.stored import value_from_json
from waymark.study.models import Person
from waymark.study.workspace import Workspace

STATED = ("notification", "row", "variable", "source", "reader", "value", "raw", "rules", "problem")


@transaction.atomic
def settle_study(actor: Person, workspace: Workspace) -> Selection:
    """Bring what was read into the register, settle every case and decide who is in the study."""
    bring_readings(workspace.pack)
    return select(actor, workspace)


@transaction.atomic
def bring_readings(pack: Pack) -> int:
    """Put the statements of readers and samples in place of those brought before; returns how many there are."""
    about = pack.about
    sources = {instrument.key for instrument in pack.instruments}
    sources |= {about.agreed, about.adjudicated, READING, SAMPLE}
    SettledValue.objects.all().delete()  # they name the statements; the selection makes them anew
    StatedValue.objects.filter(row=None, source__in=sources - {""}).delete()
    return insert_many(
        StatedValue, STATED, (*_answers(pack), *_reports_read(pack), *_decisions(pack), *_samples(pack))
    )


def _answers(pack: Pack) -> Iterator[tuple[Any, ...]]:
    """The standing answers of finished forms, the first reading of a case before the second."""
    known = {instrument.key: instrument for instrument in pack.instruments}
    finished = Form.objects.filter(withdrawn_at=None).exclude(finished_at=None)
    forms = list(finished.select_related("reader").order_by("case__position", "part", "pk"))
    answers = standing_answers(forms)
    for form in forms:
        asked = known[form.instrument].variables if form.instrument in known else ()
        for name, answer in answers.get(form.pk, {}).items():
            if answer.stated_id is None and name in asked:
                reader = form.read_by or (form.reader.handle if form.reader else "")
                yield _row(pack, form.case_id, name, form.instrument, reader, answer.kind, answer.value)


def _reports_read(pack: Pack) -> Iterator[tuple[Any, ...]]:
    """A case whose form of the first layer is finished has a report that was found and read."""
    if not pack.about.report or not pack.instruments:
        return
    first = min(instrument.layer for instrument in pack.instruments)
    keys = [instrument.key for instrument in pack.instruments if instrument.layer == first]
    forms = Form.objects.filter(instrument__in=keys, withdrawn_at=None, file=None).exclude(finished_at=None)
    cases = Notification.objects.filter(pk__in=forms.values("case")).order_by("position")
    for case in cases.values_list("pk", flat=True):
        yield _row(pack, case, pack.about.report, READING, "", Kind.VALUE, "yes")


def _decisions(pack: Pack) -> Iterator[tuple[Any, ...]]:
    """What was agreed and what was adjudicated, where the pack names sources for them."""
    sources = {Decision.How.AGREED: pack.about.agreed}
    last: dict[tuple[int, str, str], Decision] = {}
    for decision in Decision.objects.filter(stands=True).select_related("by").order_by("version"):
        last[decision.case_id, decision.instrument, decision.variable] = decision
    for (case, _, name), decision in last.items():
        source = sources.get(Decision.How(decision.how), pack.about.adjudicated)
        if source and name in pack.variables:
            by, said = decision.by.handle, decided_and_why(pack, decision)
            yield _row(pack, case, name, source, by, decision.kind, decision.value, said)


def decided_and_why(pack: Pack, decision: Decision) -> str:
    """What was decided, with the reason where there is one: what the register keeps as it was given."""
    if not decision.why:
        return _as_given(decision.kind, decision.value)
    variable = pack.variables[decision.variable]
    value = value_from_json(variable, decision.value) if decision.kind == Kind.VALUE else None
    known = decision.kind != Kind.VALUE or value is not None  # the pack may have lost a category since
    words = shown(variable, decision.kind, value) if known else str(decision.value)
    return f"{words}{'' if words.endswith(('.', '!', '?')) else '.'} Why: {decision.why}"


def _samples(pack: Pack) -> Iterator[tuple[Any, ...]]:
    """Whether a case was chosen, where an accepted sample says who is in a layer."""
    for case, name, code, words, by in said_by_samples(pack):
        yield case, None, name, SAMPLE, by, code, words, [], ""


def _row(
    pack: Pack, case: int, name: str, source: str, reader: str, kind: str, value: Any, raw: str = ""
) -> tuple[Any, ...]:
    """One statement: an answer without a value is the category that means it, where the variable has one. `raw`: what
    is kept as given, where it is not the value itself."""
    stated = value if kind == Kind.VALUE else code_of_kind(pack, pack.variables[name], kind)
    return case, None, name, source, reader, stated, raw or _as_given(kind, value), [], ""


def _as_given(kind: str, value: Any) -> str:
    return str(value) if kind == Kind.VALUE else kind
