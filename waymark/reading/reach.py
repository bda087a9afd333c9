"""How far a change of an instrument reaches: the answers that it touches and those that still wait for their reader.

For the lead. In: the versions of one instrument and the answers in the store. Out: for each version what it changed,
with numbers counted in the store; and the answers that nobody has looked at again, form by form.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from waymark.instruments.changes import Change
from waymark.reading.assigned import applying_of
from waymark.reading.instrument_versions import (
    Versions,
    changes_of,
    chosen_codes,
    codes_in,
    versions_of,
)
from waymark.reading.models import Answer, Decision, Form, InstrumentVersion, Kind
from waymark.reading.queries import instrument_of
from waymark.reading.touched import changed_since
from waymark.study.workspace import Workspace


@dataclass(frozen=True)
class Reach:
    """One change. `answers` were given before it and are touched by it, `waiting` of them still wait; `decided`: the
    cases of which a person had decided the question before; `unasked`: the forms that were finished before a new
    question was asked; `kept`: the answers to a question that is no longer asked."""

    change: Change
    answers: int
    waiting: int
    decided: int
    unasked: int
    kept: int


@dataclass(frozen=True)
class VersionInReach:
    version: InstrumentVersion
    reaches: tuple[Reach, ...]


@dataclass(frozen=True)
class Waiting:
    """An answer that a change touches, and that its reader has neither given anew nor said to hold."""

    answer: Answer
    form: Form
    question: str
    changed: str


def versions_in_reach(workspace: Workspace, instrument: str) -> tuple[VersionInReach, ...]:
    """The newest first."""
    versions = versions_of(instrument)
    waiting = [one.answer for one in waiting_answers(workspace, instrument)]
    rows = InstrumentVersion.objects.filter(instrument=instrument).defer("definition").select_related("by")
    return tuple(
        VersionInReach(version, _reaches(version, versions, waiting)) for version in rows.order_by("-number")
    )


def waiting_answers(workspace: Workspace, instrument: str) -> tuple[Waiting, ...]:
    """In the order of the form, then of receipt."""
    pack = workspace.pack
    items = {item.variable: item for item in instrument_of(pack, instrument).items}
    versions = versions_of(instrument)
    earlier = range(1, versions.newest)
    names = {name for number in earlier for name in versions.changes_since(number)} & items.keys()
    if not names:
        return ()
    rows = _standing(instrument).filter(variable__in=names).filter(_given_before(versions, versions.newest))
    rows = rows.filter(~Exists(_later())).select_related("form__case", "form__reader")
    answers = list(rows.order_by("form__case__position", "form__part", "form_id"))
    since = changed_since(pack, versions, answers)
    conditional = [a.form for a in answers if a.pk in since and items[a.variable].applies]
    applying = applying_of(pack, conditional)
    found = [
        Waiting(answer, answer.form, items[answer.variable].question, since[answer.pk])
        for answer in answers
        if answer.pk in since
        and (not items[answer.variable].applies or answer.variable in applying[answer.form_id])
    ]
    order = {name: place for place, name in enumerate(items)}
    return tuple(sorted(found, key=lambda one: order[one.answer.variable]))


def added_since_first(workspace: Workspace, instrument: str) -> dict[str, datetime]:
    """The questions that came after the first version and are still asked, each with the time since when."""
    asked = instrument_of(workspace.pack, instrument).variables
    return {
        change.variable: version.at
        for version in InstrumentVersion.objects.filter(instrument=instrument).defer("definition")
        for change in changes_of(version)
        if change.kind == "added" and change.variable in asked
    }


def finished_unasked(instrument: str, asked_since: Mapping[str, datetime]) -> QuerySet[Form]:
    """The forms that were finished before one of these questions was asked, and have no answer to it."""
    wanted = Q(pk__in=())
    for name, at in asked_since.items():
        answers = Answer.objects.filter(form=OuterRef("pk"), variable=name, stands=True)
        wanted |= Q(~Exists(answers.exclude(kind=Kind.TAKEN_BACK)), finished_at__lt=at)
    forms = Form.objects.filter(wanted, instrument=instrument, withdrawn_at=None, items=[])
    return forms.select_related("case", "reader").order_by("case__position", "part", "pk")


def _reaches(version: InstrumentVersion, versions: Versions, waiting: Sequence[Answer]) -> tuple[Reach, ...]:
    changes = changes_of(version)
    names = {change.variable for change in changes if change.touches}
    before = _given_before(versions, version.number)
    later = _later().filter(before)
    rows = _standing(version.instrument).filter(before, ~Exists(later), variable__in=names)
    given = list(rows.order_by().values_list("variable", "kind", "value").annotate(forms=Count("form")))
    decided = _decided_before(version, names)
    still = [answer for answer in waiting if versions.given_under(answer) < version.number]
    return tuple(
        Reach(
            change,
            sum(
                forms
                for name, kind, value, forms in given
                if name == change.variable
                and change.touches_answer(codes_in(value if kind == Kind.VALUE else None))
            ),
            sum(
                answer.variable == change.variable and change.touches_answer(chosen_codes(answer))
                for answer in still
            ),
            decided[change.variable] if change.touches else 0,
            finished_unasked(version.instrument, {change.variable: version.at}).count()
            if change.kind == "added"
            else 0,
            _kept(version.instrument, change.variable) if change.kind == "removed" else 0,
        )
        for change in changes
    )


def _kept(instrument: str, variable: str) -> int:
    rows = _standing(instrument).filter(variable=variable)
    return rows.order_by().values("form").distinct().count()


def _standing(instrument: str) -> QuerySet[Answer]:
    """Answers that count, of forms that are not withdrawn."""
    rows = Answer.objects.filter(stands=True, form__instrument=instrument, form__withdrawn_at=None)
    return rows.exclude(kind=Kind.TAKEN_BACK)


def _later() -> QuerySet[Answer]:
    """Standing answers that came after another to the same question of the same form."""
    return Answer.objects.filter(
        form=OuterRef("form"), variable=OuterRef("variable"), stands=True, version__gt=OuterRef("version")
    )


def _given_before(versions: Versions, number: int) -> Q:
    """Answers given under an earlier version than this one."""
    at = next(version.at for version in versions.kept if version.number == number)
    return Q(under__lt=number) | Q(under=None, at__lt=at)


def _decided_before(version: InstrumentVersion, names: Iterable[str]) -> Counter[str]:
    rows = Decision.objects.filter(
        instrument=version.instrument, variable__in=names, stands=True, at__lt=version.at
    ).exclude(how=Decision.How.AGREED)
    return Counter(dict(rows.order_by().values_list("variable").annotate(cases=Count("case", distinct=True))))
