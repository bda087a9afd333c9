"""Where the study stands: the flow of cases, what waits for the lead, how far each reader is, what happened lately.

Made for a home page: a handful of queries, each over one table, and counting in the store where it can be done.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q
from django.utils import timezone

from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem
from waymark.library.models import Link
from waymark.library.queries import BELONGS
from waymark.reading.adjudicating import standing_decisions
from waymark.reading.assigning import cases_to_read
from waymark.reading.models import Answer, ChosenSample, Form, Kind
from waymark.register.actions import require_selected
from waymark.register.models import Notification, Problem, ProblemLookedAt, SettledValue
from waymark.study.models import Event, Person
from waymark.study.workspace import Workspace


@dataclass(frozen=True)
class LeftOut:
    """How many cases a rule left out. `key` opens the list of them."""

    key: str
    label: str
    cases: tuple[int, ...]


@dataclass(frozen=True)
class Stage:
    """One stage of the flow. `cases`: the keys of the notifications in it."""

    key: str
    label: str
    cases: tuple[int, ...]
    left_out: tuple[LeftOut, ...] = ()


@dataclass(frozen=True)
class ReaderProgress:
    person: Person
    finished: int
    assigned: int


@dataclass(frozen=True)
class Unassigned:
    instrument: str
    title: str
    cases: int


def flow_of_cases(pack: Pack) -> tuple[Stage, ...]:
    """From notifications to each instrument's finished forms, layer by layer."""
    every = tuple(Notification.objects.order_by("position").values_list("pk", flat=True))
    included, left_out = _standing(pack, every)
    kept = frozenset(included)
    read_or_linked = _with_report(pack)
    found = tuple(case for case in included if case in read_or_linked)
    without = tuple(case for case in included if case not in read_or_linked)
    stages = [
        Stage("notifications", "notifications", every, left_out),
        Stage("cases", "cases in the study", included, _some("no-report", "without a report", without)),
        Stage("reports", "reports found", found),
    ]
    forms = Form.objects.filter(withdrawn_at=None, part=Form.Part.FIRST)
    finished: dict[str, dict[int, bool]] = defaultdict(dict)
    for key, case, at in forms.order_by("case__position").values_list("instrument", "case_id", "finished_at"):
        if case in kept:
            finished[key][case] = at is not None
    for one in sorted(pack.instruments, key=lambda instrument: instrument.layer):
        read = tuple(case for case, done in finished[one.key].items() if done)
        being = tuple(case for case, done in finished[one.key].items() if not done)
        label = f"{one.title.lower()}: finished"
        stages.append(
            Stage(one.key, label, read, _some(f"{one.key}-open", f"{one.title.lower()}: being read", being))
        )
    return tuple(stages)


def _standing(pack: Pack, every: tuple[int, ...]) -> tuple[tuple[int, ...], tuple[LeftOut, ...]]:
    """The cases in the study, and the others by the rule that decided."""
    if not pack.about.standing:
        return every, ()
    rows = SettledValue.objects.filter(variable=pack.about.standing).order_by("notification__position")
    included: list[int] = []
    by_rule: dict[str, list[int]] = defaultdict(list)
    for case, value, steps in rows.values_list("notification", "value", "rules"):
        if value == "included":
            included.append(case)
        else:
            by_rule[steps[-1][0] if steps else ""].append(case)
    labels = {rule.name: rule.label for rule in pack.selection}
    order = [*labels, *(rule for rule in by_rule if rule not in labels)]
    out = [
        LeftOut(f"rule-{rule}", labels.get(rule, "No decision rule holds"), tuple(by_rule[rule]))
        for rule in order
        if by_rule.get(rule)
    ]
    return tuple(included), tuple(out)


def _with_report(pack: Pack) -> frozenset[int]:
    linked = Link.objects.filter(decision__in=BELONGS).values_list("notification", flat=True)
    if not pack.about.report:
        return frozenset(linked)
    said = SettledValue.objects.filter(variable=pack.about.report, value="yes")
    return frozenset(linked) | frozenset(said.values_list("notification", flat=True))


def _some(key: str, label: str, cases: tuple[int, ...]) -> tuple[LeftOut, ...]:
    return (LeftOut(key, label, cases),) if cases else ()


# -- what waits ---------------------------------------------------------------------------------------------


def disagreements(instrument: str) -> int:
    """How many questions wait for a decision: what `adjudicating.differences` lists, counted without passages."""
    double = (
        Form.objects.filter(instrument=instrument, withdrawn_at=None)
        .exclude(finished_at=None)
        .values("case")
        .annotate(readings=Count("pk"))
        .filter(readings__gt=1)
        .values("case")
    )
    forms = Form.objects.filter(instrument=instrument, withdrawn_at=None, case__in=double)
    rows = Answer.objects.filter(form__in=forms.exclude(finished_at=None), stands=True)
    last: dict[tuple[int, str], dict[int, tuple[str, object, int]]] = defaultdict(dict)
    for case, form, name, kind, value, pk in rows.order_by(
        "form__part", "form", "variable", "version"
    ).values_list("form__case_id", "form_id", "variable", "kind", "value", "pk"):
        last[int(case), name][form] = kind, value, pk
    decided = standing_decisions(instrument)
    waiting = 0
    for where, by_form in last.items():
        given = [answer for answer in by_form.values() if answer[0] != Kind.TAKEN_BACK]
        said = {(kind, str(sorted(v) if isinstance(v, list) else v)) for kind, v, _ in given}
        decision = decided.get(where)
        on_these = decision is not None and decision.answers == [pk for _, _, pk in given]
        waiting += len(said) > 1 and not on_these
    return waiting


def links_to_confirm() -> int:
    return Link.objects.filter(decision=Link.Decision.TO_CONFIRM).count()


def problems_to_look_at() -> int:
    """Problems that nobody has looked at as they stand."""
    seen = {
        (case, check, tuple(variables), says)
        for case, check, variables, says in ProblemLookedAt.objects.values_list(
            "notification", "check_name", "variables", "says"
        )
    }
    found = Problem.objects.values_list("notification", "check_name", "variables", "says")
    return sum((case, check, tuple(names), says) not in seen for case, check, names, says in found)


def unassigned(workspace: Workspace) -> tuple[Unassigned, ...]:
    """Of each instrument, the cases that wait for a reader: of the first layer those with a report, of later layers
    those of a sample that was chosen for it."""
    pack = workspace.pack
    found = []
    for one in pack.instruments:
        cases = waiting_for_reader(workspace, one.key)
        if cases:
            found.append(Unassigned(one.key, one.title, len(cases)))
    return tuple(found)


def waiting_for_reader(workspace: Workspace, instrument: str) -> tuple[str, ...]:
    """The cases that the lead can give to somebody to read with the instrument, in the order of receipt."""
    pack = workspace.pack
    first = min((one.layer for one in pack.instruments), default=1)
    cases = cases_to_read(workspace, instrument)
    if pack.instrument(instrument).layer > first:
        samples = ChosenSample.objects.filter(instrument=instrument).values_list("standing", flat=True)
        chosen = {case for members in samples for case in members}
        return tuple(case for case in cases if case in chosen)
    if not pack.about.standing:
        return cases
    inside = set(
        SettledValue.objects.filter(variable=pack.about.standing, value="included").values_list(
            "notification__case_id", flat=True
        )
    )
    return tuple(case for case in cases if case in inside)


def out_of_date(workspace: Workspace) -> bool:
    """Whether something that counts was done since the cases were selected last."""
    try:
        require_selected(workspace)
    except CallProblem:
        return Notification.objects.exists()
    return False


def readers() -> tuple[ReaderProgress, ...]:
    """Whoever has forms, by name."""
    forms = Q(forms__withdrawn_at=None)
    people = Person.objects.annotate(
        assigned=Count("forms", filter=forms),
        finished=Count("forms", filter=forms & Q(forms__finished_at__isnull=False)),
    ).filter(assigned__gt=0)
    return tuple(
        ReaderProgress(person, person.finished, person.assigned) for person in people.order_by("handle")
    )


def monday(now: datetime | None = None) -> datetime:
    day = timezone.localtime(now or timezone.now()).replace(hour=0, minute=0, second=0, microsecond=0)
    return day - timedelta(days=day.weekday())


def since_monday() -> Counter[str]:
    """How often each thing was done since Monday morning."""
    rows = Event.objects.filter(at__gte=monday()).order_by().values_list("action").annotate(Count("pk"))
    return Counter(dict(rows))
