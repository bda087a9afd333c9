"""An accepted sample as a layer of the study: who is in it as the register has it, and who reads its cases.

The pack says which variable a sample for an instrument sets (`sampled_into`). In: the accepted samples with their
swaps. Out: one statement a case of the source `sample`, so that the population which the pack defines by the variable
is the sample, and every value says of which sample and seed it comes. A case in any of several samples is in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from django.db import transaction

from waymark.instruments.forms import SAMPLE
from waymark.instruments.pack import Pack
from waymark.instruments.problems import CallProblem
from waymark.reading.accepting import MARKED, accept, refuse_own_members
from waymark.reading.assigning import Assigned, assign_evenly
from waymark.reading.models import ChosenSample, Form
from waymark.reading.populations import cases_of
from waymark.reading.queries import instrument_of
from waymark.reading.samples import SampleWanted, kept_of, sample_of
from waymark.register.models import Notification
from waymark.study.actions import record, require_lead
from waymark.study.models import Person
from waymark.study.workspace import Workspace

IN, OUT = "yes", "no"

Said = tuple[int, str, str, str, str]
"""The key of the notification, the variable, the code, the words, the person who is answerable."""


def said_by_samples(pack: Pack) -> Iterator[Said]:
    """What the accepted samples say of every case, in order of receipt."""
    by_variable: dict[str, list[ChosenSample]] = {}
    for chosen in ChosenSample.objects.select_related("accepted_by").order_by("pk"):
        marks = kept_of(chosen).marks
        if marks in pack.variables and SAMPLE in pack.variables[marks].sources:
            by_variable.setdefault(marks, []).append(chosen)
    for variable, samples in by_variable.items():
        last = samples[-1]
        outside = OUT, f"outside the full set of sample {_called(last)}", last.accepted_by.handle
        told: dict[str, tuple[str, str, str]] = {}
        for chosen in samples:
            for case, (code, words, by) in _said(chosen).items():
                if told.get(case, outside)[0] == OUT:
                    told[case] = code, words, by
        cases = Notification.objects.order_by("position").values_list("pk", "case_id")
        for key, case in cases.iterator():
            yield key, variable, *told.get(case, outside)


def _said(chosen: ChosenSample) -> dict[str, tuple[str, str, str]]:
    """By case of the full set: in or out, how that came about, by whom."""
    called, by = _called(chosen), chosen.accepted_by.handle
    required, drawn = set(chosen.must_have), set(kept_of(chosen).members)
    told = {}
    for case in chosen.frame["cases"]:
        if case in drawn:
            told[case] = IN, f"{'had to be in' if case in required else 'drawn into'} sample {called}", by
        else:
            told[case] = OUT, f"not drawn into sample {called}", by
    for swap in chosen.swaps.select_related("by").order_by("pk"):
        told[swap.out] = OUT, f"swapped out of sample {called}, for {swap.into}", swap.by.handle
        told[swap.into] = IN, f"swapped into sample {called}, for {swap.out}", swap.by.handle
    return told


def _called(chosen: ChosenSample) -> str:
    return f"“{chosen.name}”, seed {chosen.seed}"


@transaction.atomic
def mark_members(actor: Person, workspace: Workspace, sample_id: int) -> ChosenSample:
    """Let a sample that was a list say who is in the layer of its instrument."""
    require_lead(actor, "Making a sample a layer")
    chosen = _held(sample_id)
    if not chosen.instrument:
        raise CallProblem("the sample was drawn for no form.", right="Draw one for the form of the layer.")
    variable = instrument_of(workspace.pack, chosen.instrument).sampled_into
    if not variable:
        raise CallProblem(
            "the pack does not say which variable the sample sets.",
            right="Name it under “sampled_into” of the instrument in pack/instruments.toml.",
        )
    wanted = SampleWanted(
        chosen.population, chosen.size, chosen.seed, (), instrument=chosen.instrument, marks=variable
    )
    refuse_own_members(workspace.pack, wanted)
    if kept_of(chosen).marks != variable:
        _set_marks(chosen, variable)
        record(actor, MARKED, chosen.name, variable=variable, members=chosen.standing, seed=chosen.seed)
    return chosen


@transaction.atomic
def stop_marking(actor: Person, sample_id: int, why: str) -> ChosenSample:
    """The sample is a list again. What was said of its cases before stands as before, from the next selection."""
    require_lead(actor, "Making a sample a list again")
    chosen = _held(sample_id)
    if not why.strip():
        raise CallProblem("a sample is set aside with a reason.", right="Say why.")
    if variable := kept_of(chosen).marks:
        _set_marks(chosen, "")
        record(actor, MARKED, chosen.name, variable=variable, no_longer=chosen.standing, why=why.strip())
    return chosen


@transaction.atomic
def accept_and_assign(
    actor: Person,
    workspace: Workspace,
    wanted: SampleWanted,
    name: str,
    readers: Sequence[Person],
    looked_at: str = "",
) -> ChosenSample:
    """Keep the sample and give the forms of its cases to the readers, evenly: both or neither. No readers: none."""
    chosen = accept(actor, workspace, wanted, name, looked_at)
    if readers:
        assign_members(actor, workspace, chosen.pk, readers)
    return chosen


@transaction.atomic
def assign_members(
    actor: Person, workspace: Workspace, sample_id: int, readers: Sequence[Person]
) -> Assigned:
    """First readings of every case of the sample that has none, to the readers evenly."""
    chosen = _held(sample_id)
    if not chosen.instrument:
        raise CallProblem("the sample was drawn for no form.", right="Assign its cases from the page Team.")
    return assign_evenly(actor, workspace, chosen.instrument, chosen.standing, readers)


def readers_of_members(chosen: ChosenSample) -> dict[str, Form]:
    """The first reading of every case that is, or was, in the sample, by case."""
    cases = {*chosen.standing, *chosen.swaps.values_list("out", flat=True)}
    forms = Form.objects.filter(
        instrument=chosen.instrument, case__case_id__in=cases, part=Form.Part.FIRST, withdrawn_at=None
    )
    return {form.case.case_id: form for form in forms.select_related("case", "reader")}


def members_gone(workspace: Workspace, chosen: ChosenSample) -> tuple[str, ...]:
    """Members that are no longer in the population from which they were drawn, since the data moved on."""
    if chosen.population not in workspace.pack.populations:
        return ()
    there = cases_of(workspace, chosen.population)
    return tuple(case for case in chosen.standing if case not in there)


def other_layers(pack: Pack, instrument: str) -> tuple[ChosenSample, ...]:
    """The samples that set the variable of the instrument already; a further one adds its cases to theirs."""
    variable = instrument_of(pack, instrument).sampled_into if instrument else ""
    samples = ChosenSample.objects.defer("frame").order_by("pk") if variable else ()
    return tuple(chosen for chosen in samples if kept_of(chosen).marks == variable)


def _held(sample_id: int) -> ChosenSample:
    return ChosenSample.objects.select_for_update().filter(pk=sample_id).first() or sample_of(sample_id)


def _set_marks(chosen: ChosenSample, variable: str) -> None:
    chosen.drawn = msgspec.to_builtins(msgspec.structs.replace(kept_of(chosen), marks=variable))
    chosen.save(update_fields=["drawn"])
