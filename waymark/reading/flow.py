"""The flow of cases: from notifications through those in the study and those with a report to what was read, layer by
layer, and at each step what goes no further and why.

In: the settled values, the links of reports and the forms of the store. Out: the stages in order. They add up: the
cases of a stage and what is left out before it are together the cases of the stage that it comes from.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from django.db.models import TextField
from django.db.models.functions import Cast

from waymark.instruments.forms import Instrument
from waymark.instruments.pack import Pack
from waymark.library.models import Link
from waymark.library.queries import BELONGS
from waymark.reading.assigning import waiting_cases
from waymark.reading.models import Form
from waymark.register.models import Notification, SettledValue
from waymark.study.workspace import Workspace

INCLUDED = json.dumps("included")
"""As the store writes the standing of a case in the study."""


@dataclass(frozen=True)
class Part:
    """Some cases with one thing in common. `key` opens the list of them; `short`: the label beside its stage."""

    key: str
    label: str
    cases: tuple[int, ...]
    said: str = ""

    @property
    def short(self) -> str:
        return self.said or self.label


@dataclass(frozen=True)
class Stage:
    """One stage of the flow. `cases`: the keys of the notifications in it; `before`: the key of the stage that it comes
    from; `left_out`: which cases of that one are not here, by why; `rest`: what they are in a word or two; `besides`:
    cases that are here without having been there."""

    key: str
    label: str
    cases: tuple[int, ...]
    before: str = ""
    rest: str = ""
    left_out: tuple[Part, ...] = ()
    besides: tuple[Part, ...] = ()

    @property
    def out(self) -> Part:
        """All that is left out, whyever."""
        cases = tuple(case for part in self.left_out for case in part.cases)
        return Part(f"{self.key}-out", self.rest, cases)

    @property
    def parts(self) -> tuple[Part, ...]:
        """Every list that the stage opens."""
        return Part(self.key, self.label, self.cases), *self.left_out, *self.besides, self.out


def flow_of_cases(
    workspace: Workspace, waiting: Mapping[str, Collection[int]] | None = None
) -> tuple[Stage, ...]:
    """`waiting`: of each instrument the cases without a reader, where they are known already."""
    pack = workspace.pack
    waiting = waiting_cases(workspace) if waiting is None else waiting
    every = tuple(Notification.objects.order_by("position").values_list("pk", flat=True))
    first = Stage("notifications", "notifications", every)
    included, left_out = _standing(pack, every)
    cases = Stage("cases", "cases in the study", included, first.key, "left out", left_out)
    forms = _first_readings(pack, frozenset(included))
    with_report = _with_report(pack, forms)
    found = tuple(case for case in included if case in with_report)
    without = tuple(case for case in included if case not in with_report)
    reports = Stage(
        "reports", "reports found", found, cases.key, "without a report",
        _some(("no-report", "without a report", without)),
    )  # fmt: skip
    stages = [first, cases, reports]
    by_layer: dict[int, Stage] = {}
    for one in sorted(pack.instruments, key=lambda instrument: instrument.layer):
        below = max((layer for layer in by_layer if layer < one.layer), default=None)
        before = reports if below is None else by_layer[below]
        stage = _read(one, before, forms[one.key], waiting[one.key], first_layer=below is None)
        by_layer.setdefault(one.layer, stage)
        stages.append(stage)
    return tuple(stages)


def _standing(pack: Pack, every: Sequence[int]) -> tuple[tuple[int, ...], tuple[Part, ...]]:
    """The cases in the study, and the others by the rule that decided."""
    if not pack.about.standing:
        return tuple(every), ()
    rows = SettledValue.objects.filter(variable=pack.about.standing).order_by("notification__position")
    included: list[int] = []
    by_rule: dict[str, list[int]] = defaultdict(list)
    texts = rows.annotate(says=Cast("value", TextField()), steps=Cast("rules", TextField()))
    decided_by = cache(_decided_by)  # thousands of cases were decided by a handful of rules
    for case, says, steps in texts.values_list("notification_id", "says", "steps"):
        if says == INCLUDED:
            included.append(case)
        else:
            by_rule[decided_by(steps)].append(case)
    labels = {rule.name: rule.label for rule in pack.selection}
    order = [*labels, *(rule for rule in by_rule if rule not in labels)]
    known = {*included, *(case for cases in by_rule.values() for case in cases)}
    return tuple(included), _some(
        *(
            (f"rule-{rule}", labels.get(rule, "No decision rule holds"), tuple(by_rule[rule]))
            for rule in order
            if rule in by_rule
        ),
        ("not-selected", "not selected yet", tuple(case for case in every if case not in known)),
    )


def _decided_by(steps: str) -> str:
    """The rule of the last step, of steps as the store writes them."""
    last = json.loads(steps)[-1:]
    return str(last[0][0]) if last else ""


@dataclass(frozen=True)
class _Readings:
    """The cases of an instrument's first readings, in order of receipt."""

    finished: tuple[int, ...]
    begun: frozenset[int]
    given: frozenset[int]


def _first_readings(pack: Pack, included: frozenset[int]) -> dict[str, _Readings]:
    rows = Form.objects.filter(withdrawn_at=None, part=Form.Part.FIRST).order_by("case__position")
    finished: dict[str, list[int]] = defaultdict(list)
    begun: dict[str, set[int]] = defaultdict(set)
    given: dict[str, set[int]] = defaultdict(set)
    for key, case, started, at in rows.values_list("instrument", "case_id", "started_at", "finished_at"):
        if case in included:
            if at is not None:
                finished[key].append(case)
            else:
                (given if started is None else begun)[key].add(case)
    return {
        one.key: _Readings(tuple(finished[one.key]), frozenset(begun[one.key]), frozenset(given[one.key]))
        for one in pack.instruments
    }


def _with_report(pack: Pack, forms: dict[str, _Readings]) -> frozenset[int]:
    """Where a report is linked, was said to be found, or was read in the first layer."""
    linked = frozenset(
        Link.objects.filter(decision__in=BELONGS).order_by().values_list("notification", flat=True)
    )
    first = min((one.layer for one in pack.instruments), default=1)
    read = [forms[one.key].finished for one in pack.instruments if one.layer == first]
    found = linked.union(*read)
    if not pack.about.report:
        return found
    said = SettledValue.objects.filter(variable=pack.about.report, value="yes")
    return found | frozenset(said.order_by().values_list("notification", flat=True))


def _read(
    one: Instrument, before: Stage, forms: _Readings, waiting: Collection[int], first_layer: bool
) -> Stage:
    """What was read with an instrument, of the cases that the stage before it has."""
    title = one.title.lower()
    there = frozenset(before.cases)
    finished = frozenset(forms.finished)
    rest: dict[str, list[int]] = defaultdict(list)
    for case in before.cases:
        if case not in finished:
            rest[_why_not_read(case, forms, waiting)].append(case)
    last = "no report in the library" if first_layer else "not chosen for it"
    words = (
        ("open", "being read"),
        ("given", "with a reader, not begun"),
        ("waiting", "without a reader"),
        ("rest", last),
    )
    besides = tuple(case for case in forms.finished if case not in there)
    return Stage(
        one.key,
        f"{title}: finished",
        forms.finished,
        before.key,
        f"{title} not finished",
        tuple(
            Part(f"{one.key}-{why}", f"{title}: {said}", tuple(rest[why]), said)
            for why, said in words
            if rest[why]
        ),
        _some((f"{one.key}-besides", f"{title} finished, and not among {before.label}", besides)),
    )


def _why_not_read(case: int, forms: _Readings, waiting: Collection[int]) -> str:
    if case in forms.begun:
        return "open"
    if case in forms.given:
        return "given"
    return "waiting" if case in waiting else "rest"


def _some(*parts: tuple[str, str, tuple[int, ...]]) -> tuple[Part, ...]:
    """Those with cases in them."""
    return tuple(Part(key, label, cases) for key, label, cases in parts if cases)
