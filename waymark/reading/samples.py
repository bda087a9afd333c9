"""Sub-samples of the study: what can be drawn from, a draw to look at, and the one that is accepted and swapped.

In: a population of the pack and what the register settled of its cases. Out: a `Sample` of
`waymark.reading.sampling`, kept with its frame and seed so that it can be drawn again after the data have moved on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from django.db import transaction

from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem, InputProblem, Place
from waymark.instruments.variables import Variable
from waymark.library.models import Link
from waymark.library.queries import BELONGS
from waymark.reading.models import ChosenSample, Form, SampleSwap
from waymark.reading.populations import cases_of
from waymark.reading.queries import instrument_of
from waymark.reading.sampling import Found, Sample, SamplePlan, SamplingFrame, draw, swap, swap_must_have
from waymark.reading.sampling.samples import made
from waymark.study.actions import record, require_lead
from waymark.study.models import Person
from waymark.study.workspace import Workspace


@dataclass(frozen=True)
class SampleWanted:
    """What the lead asks for. `instrument`: the form that the sample is to be read with, empty for none.
    `with_report`: cases without a report count in what is matched and are not drawn."""

    population: str
    size: int
    seed: int
    variables: tuple[str, ...]
    must_have: tuple[str, ...] = ()
    instrument: str = ""
    with_report: bool = True


@dataclass(frozen=True)
class Drawn:
    frame: SamplingFrame
    sample: Sample


@dataclass(frozen=True)
class MarkedForNext:
    """A case whose reader says that it should be read in the next layer."""

    case_id: str
    reader: str
    why: str


class _Kept(msgspec.Struct, frozen=True):
    """What `ChosenSample.drawn` holds."""

    members: tuple[str, ...]
    starts: int
    start: int
    exchanges: int


def variables_to_match(pack: Pack) -> tuple[Variable, ...]:
    """Those that put each case into one category, except what the register says of its standing."""
    own = (pack.about.standing, pack.about.same_incident, pack.about.report)
    return tuple(v for v in pack.variables.values() if v.type == "category" and v.key not in own)


def frame_of(workspace: Workspace, population: str, variables: Sequence[str]) -> SamplingFrame:
    """The full set: every case of the population with its category on each of the variables."""
    pack = workspace.pack
    cases = cases_of(workspace, population, variables)
    return SamplingFrame(
        cases=tuple(cases),
        variables={name: tuple(_code(values.get(name)) for values in cases.values()) for name in variables},
        order={
            name: tuple(category.code for category in pack.variables[name].categories) for name in variables
        },
    )


def marked_for_next(pack: Pack, instrument: str) -> list[MarkedForNext]:
    """The cases that readers of earlier layers marked for this one."""
    layer = instrument_of(pack, instrument).layer if instrument else 0
    earlier = [one.key for one in pack.instruments if not layer or one.layer < layer]
    forms = Form.objects.filter(next_layer=True, withdrawn_at=None, instrument__in=earlier)
    return [
        MarkedForNext(form.case.case_id, form.reader_name, form.next_layer_why)
        for form in forms.select_related("case", "reader").order_by("case__position", "pk")
    ]


def preview(workspace: Workspace, wanted: SampleWanted) -> Drawn:
    """A draw to look at; nothing is kept. The same wish gives the same sample as long as the data are the same."""
    known = [variable.key for variable in variables_to_match(workspace.pack)]
    for name in wanted.variables:
        if name not in known:
            raise InputProblem(f"“{name}” cannot be matched.", place=Place(part="variables"))
    frame = frame_of(workspace, wanted.population, wanted.variables)
    plan = SamplePlan(wanted.size, wanted.variables, wanted.seed, wanted.must_have, _left_out(frame, wanted))
    return Drawn(frame, draw(frame, plan))


@transaction.atomic
def accept(actor: Person, workspace: Workspace, wanted: SampleWanted, name: str) -> ChosenSample:
    """Keep the sample that this wish draws, under a name."""
    require_lead(actor, "Choosing a sample")
    name = name.strip()
    if not name:
        raise InputProblem("the sample has no name.", place=Place(part="name"), right="Give it one.")
    if ChosenSample.objects.filter(name=name).exists():
        right = "Give this one another name."
        raise InputProblem(f"there is a sample “{name}” already.", place=Place(part="name"), right=right)
    drawn = preview(workspace, wanted)
    sample, found = drawn.sample, drawn.sample.found
    kept = ChosenSample.objects.create(
        name=name,
        population=wanted.population,
        instrument=wanted.instrument,
        size=wanted.size,
        seed=wanted.seed,
        variables=list(wanted.variables),
        must_have=list(sample.must_have),
        left_out=list(sample.plan.left_out),
        frame=msgspec.to_builtins(drawn.frame),
        drawn=msgspec.to_builtins(_Kept(sample.members, found.starts, found.start, found.exchanges)),
        standing=list(sample.members),
        accepted_by=actor,
    )
    record(
        actor, "accept sample", name, population=wanted.population, size=wanted.size, seed=wanted.seed,
        variables=list(wanted.variables), must_have=list(sample.must_have), members=list(sample.members),
        pack_digest=workspace.pack.digest,
    )  # fmt: skip
    return kept


@transaction.atomic
def swap_case(
    actor: Person, sample_id: int, out: str, into: str, why: str, *, though_required: bool = False
) -> SampleSwap:
    """One case out and another in. `though_required`: the case had to be in the sample and need no longer be."""
    require_lead(actor, "Swapping a case of a sample")
    chosen = ChosenSample.objects.select_for_update().get(pk=sample_id)
    drawn = as_it_stands(chosen)
    if not why.strip():
        raise InputProblem("the swap has no reason.", place=Place(part="why"), right="Say why.")
    act = swap_must_have if though_required and out in drawn.sample.must_have else swap
    swapped = act(drawn.frame, drawn.sample, out, into, why.strip())
    made_swap = SampleSwap.objects.create(sample=chosen, out=out, into=into, why=why.strip(), by=actor)
    chosen.standing = list(swapped.members)
    chosen.save(update_fields=["standing"])
    record(actor, "swap case of sample", chosen.name, case=into, out=out, into=into, why=why.strip())
    return made_swap


def as_it_stands(chosen: ChosenSample) -> Drawn:
    """The sample after every swap, compared with the full set from which it was drawn."""
    frame = msgspec.convert(chosen.frame, SamplingFrame)
    kept = msgspec.convert(chosen.drawn, _Kept)
    plan = SamplePlan(
        chosen.size,
        tuple(chosen.variables),
        chosen.seed,
        tuple(chosen.must_have),
        tuple(chosen.left_out),
    )
    sample = made(frame, plan, kept.members, Found(kept.starts, kept.start, kept.exchanges))
    for done in chosen.swaps.order_by("pk"):
        act = swap_must_have if done.out in sample.must_have else swap
        sample = act(frame, sample, done.out, done.into, done.why)
    return Drawn(frame, sample)


def sample_of(sample_id: int) -> ChosenSample:
    found = ChosenSample.objects.select_related("accepted_by").filter(pk=sample_id).first()
    if found is None:
        raise CallProblem("there is no such sample.")
    return found


def _left_out(frame: SamplingFrame, wanted: SampleWanted) -> tuple[str, ...]:
    """A case that must be in the sample can be drawn whether its report is linked or not."""
    if not wanted.with_report:
        return ()
    linked = Link.objects.filter(decision__in=BELONGS).values_list("notification__case_id", flat=True)
    can = {*linked, *wanted.must_have}
    return tuple(case for case in frame.cases if case not in can)


def _code(value: object) -> str | None:
    return None if value is None else str(value)
