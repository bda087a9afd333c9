"""Sub-samples of the study: what can be drawn from, a draw to look at, and the one that is accepted.

In: a population of the pack and what the register settled of its cases. Out: a `Sample` of
`waymark.reading.sampling`, kept with its frame and seed so that it can be drawn again after the data have moved on.
`accepting` keeps one, `swapping` changes it, and `layers` is what follows from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import msgspec

from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem, InputProblem, Place, did_you_mean
from waymark.instruments.variables import Variable
from waymark.library.models import Link
from waymark.library.queries import BELONGS
from waymark.reading.models import ChosenSample, Form
from waymark.reading.populations import cases_of
from waymark.reading.queries import instrument_of
from waymark.reading.sampling import Found, Sample, SamplePlan, SamplingFrame, draw, swap, swap_must_have
from waymark.reading.sampling.samples import made
from waymark.study.workspace import Workspace

LARGEST_SEED = 2**63 - 1


@dataclass(frozen=True)
class SampleWanted:
    """What the lead asks for. `instrument`: the form that the sample is to be read with, empty for none.
    `with_report`: cases without a report count in what is matched and are not drawn. `marks`: the variable that the
    sample sets to say who is in it, as the instrument names it; empty where the sample is a list and no more."""

    population: str
    size: int
    seed: int
    variables: tuple[str, ...]
    must_have: tuple[str, ...] = ()
    instrument: str = ""
    with_report: bool = True
    marks: str = ""


@dataclass(frozen=True)
class Drawn:
    frame: SamplingFrame
    sample: Sample

    @cached_property
    def fingerprint(self) -> str:
        """The same for the same members beside the same full set: what a person saw is what they accept."""
        seen = [self.sample.members, self.sample.must_have, self.frame.cases, dict(self.frame.variables)]
        return hashlib.sha256(msgspec.json.encode(seen)).hexdigest()[:32]


@dataclass(frozen=True)
class MarkedForNext:
    """A case whose reader, or readers, say that it should be read in the next layer."""

    case_id: str
    reader: str
    why: str


class Kept(msgspec.Struct, frozen=True):
    """What `ChosenSample.drawn` holds: the members as drawn, how they were found, the variable that they set."""

    members: tuple[str, ...]
    starts: int
    start: int
    exchanges: int
    marks: str = ""


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
    """The cases that readers of earlier layers marked for this one, each once with every reader's reason."""
    layer = instrument_of(pack, instrument).layer if instrument else 0
    earlier = [one.key for one in pack.instruments if not layer or one.layer < layer]
    forms = Form.objects.filter(next_layer=True, withdrawn_at=None, instrument__in=earlier)
    by_case: dict[str, list[Form]] = {}
    for form in forms.select_related("case", "reader").order_by("case__position", "pk"):
        by_case.setdefault(form.case.case_id, []).append(form)
    return [
        MarkedForNext(
            case,
            ", ".join(form.reader_name for form in marks),
            " / ".join(form.next_layer_why for form in marks if form.next_layer_why),
        )
        for case, marks in by_case.items()
    ]


def preview(workspace: Workspace, wanted: SampleWanted) -> Drawn:
    """A draw to look at; nothing is kept. The same wish gives the same sample as long as the data are the same."""
    pack = workspace.pack
    known = [variable.key for variable in variables_to_match(pack)]
    for name in wanted.variables:
        if name not in known:
            right = did_you_mean(name, known)
            raise InputProblem(f"“{name}” cannot be matched.", place=Place(part="variables"), right=right)
    if not 0 <= wanted.seed <= LARGEST_SEED:
        right = f"Write a whole number from 0 to {LARGEST_SEED:,}."
        raise InputProblem("the seed is out of range.", place=Place(part="seed"), right=right)
    if wanted.instrument:
        instrument_of(pack, wanted.instrument)
    frame = frame_of(workspace, wanted.population, wanted.variables)
    plan = SamplePlan(wanted.size, wanted.variables, wanted.seed, wanted.must_have, _left_out(frame, wanted))
    return Drawn(frame, draw(frame, plan))


def as_it_stands(chosen: ChosenSample) -> Drawn:
    """The sample after every swap, compared with the full set from which it was drawn."""
    frame = msgspec.convert(chosen.frame, SamplingFrame)
    kept = kept_of(chosen)
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


def kept_of(chosen: ChosenSample) -> Kept:
    return msgspec.convert(chosen.drawn, Kept)


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
