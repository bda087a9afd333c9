"""Sub-samples that were accepted: their members and who reads them, what the register says of them, swaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.views.decorators.http import require_POST, require_safe

from waymark.instruments.pack import Pack
from waymark.instruments.problems import Problem
from waymark.reading.layers import (
    assign_members,
    mark_members,
    members_gone,
    readers_of_members,
    stop_marking,
)
from waymark.reading.models import ChosenSample, Form, SampleSwap
from waymark.reading.samples import Drawn, as_it_stands, kept_of, sample_of
from waymark.reading.swapping import SwapSeen, SwapWanted, look_at_swap, swap_case
from waymark.register.models import Notification
from waymark.study.actions import record
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.done import done
from waymark.web.exporting import csv_response, xlsx_response
from waymark.web.team.compared import compared_in_words, what_changes
from waymark.web.team.pages import as_options, chosen_readers, people_who_read, shown


@dataclass(frozen=True)
class Member:
    """`how` it came in; `form`: its first reading, if somebody has it."""

    case: Notification
    how: str
    form: Form | None


@dataclass(frozen=True)
class SwapTold:
    """`left`: the form of the case that went out, where it is still with its reader."""

    swap: SampleSwap
    of_must_have: bool
    left: Form | None


@open_to(Audience.LEAD)
@require_safe
def listed(request: StudyRequest) -> HttpResponse:
    samples = ChosenSample.objects.select_related("accepted_by").defer("frame").order_by("-pk")
    layers = [(one, _label(request.workspace.pack, kept_of(one).marks)) for one in samples]
    return shown(request, "team/samples.html", {"samples": layers})


@open_to(Audience.LEAD)
@require_safe
def one_sample(request: StudyRequest, sample_id: int) -> HttpResponse:
    return _sample_page(request, sample_of(sample_id))


@open_to(Audience.LEAD)
@require_POST
def assign_sample(request: StudyRequest, sample_id: int) -> HttpResponse:
    chosen = sample_of(sample_id)
    try:
        made = assign_members(request.person, request.workspace, chosen.pk, chosen_readers(request.POST))
    except Problem as problem:
        return _sample_page(request, chosen, problem)
    given = len(made.forms)
    words = f"{given:,} {'case is' if given == 1 else 'cases are'} assigned."
    waits = [case for case, why in made.passed_over if "report" in why]
    if waits:
        words += f" {len(waits):,} without a report to read: {', '.join(waits[:5])}{' …' if len(waits) > 5 else ''}."
    return done(request, f"/samples/{chosen.pk}", words)


@open_to(Audience.LEAD)
@require_POST
def mark_sample(request: StudyRequest, sample_id: int) -> HttpResponse:
    """The sample becomes the layer of its form, or is a list again."""
    chosen = sample_of(sample_id)
    try:
        if request.POST.get("marks") == "no":
            stop_marking(request.person, chosen.pk, request.POST.get("set_aside", ""))
            words = "The sample is a list again, from the next selection on."
        else:
            mark_members(request.person, request.workspace, chosen.pk)
            words = "The register says who is in the sample, from the next selection on."
    except Problem as problem:
        return _sample_page(request, chosen, problem)
    return done(request, f"/samples/{chosen.pk}", words)


@open_to(Audience.LEAD)
@require_POST
def swap_members(request: StudyRequest, sample_id: int) -> HttpResponse:
    """A swap that worsens the match, or lets go what had to be in, is shown with its test before it is done."""
    chosen, data = sample_of(sample_id), request.POST
    wanted = SwapWanted(
        data.get("out", "").strip().upper(),
        data.get("into", "").strip().upper(),
        data.get("why", ""),
        data.get("required") == "no",
    )
    looked_at = data.get("looked_at", "")
    try:
        if not looked_at:
            seen = look_at_swap(request.workspace, chosen.pk, wanted)
            if seen.to_be_looked_at:
                return _swap_page(request, chosen, wanted, seen)
        swap_case(request.person, request.workspace, chosen.pk, wanted, looked_at)
    except Problem as problem:
        return _sample_page(request, chosen, problem)
    return done(request, f"/samples/{chosen.pk}", "The swap is kept, and the sample compared anew.")


@open_to(Audience.LEAD)
@require_safe
def as_file(request: StudyRequest, sample_id: str, ending: str) -> HttpResponse:
    """The members with their category on every variable that was matched."""
    chosen = sample_of(int(sample_id))
    drawn = as_it_stands(chosen)
    numbers = dict(
        Notification.objects.filter(case_id__in=chosen.standing).values_list("case_id", "case_number")
    )
    header = ("Case", "Case number", "Had to be in", "Swapped in", *drawn.frame.variables)
    swapped = _swapped_in(drawn)
    place = {case: row for row, case in enumerate(drawn.frame.cases)}
    rows = [
        (
            case,
            numbers.get(case, ""),
            "yes" if case in drawn.sample.must_have else "no",
            "yes" if case in swapped else "no",
            *(codes[place[case]] for codes in drawn.frame.variables.values()),
        )
        for case in drawn.sample.members
    ]
    record(request.person, "export sample", f"{chosen.name}.{ending}", rows=len(rows), seed=chosen.seed)
    respond = csv_response if ending == "csv" else xlsx_response
    return respond(f"sample {chosen.name}", header, rows)


def _swap_page(
    request: StudyRequest, chosen: ChosenSample, wanted: SwapWanted, seen: SwapSeen
) -> HttpResponse:
    context = {
        "chosen": chosen,
        "chosen_url": f"/samples/{chosen.pk}",
        "wanted": wanted,
        "seen": seen,
        "changes": what_changes(
            request.workspace.pack, seen.before.sample.comparison, seen.after.sample.comparison
        ),
        "compared": compared_in_words(request.workspace.pack, seen.after.sample.comparison),
    }
    return shown(request, "team/swap.html", context)


def _sample_page(request: StudyRequest, chosen: ChosenSample, problem: Problem | None = None) -> HttpResponse:
    pack = request.workspace.pack
    drawn = as_it_stands(chosen)
    forms = readers_of_members(chosen)
    asked = next((one for one in pack.instruments if one.key == chosen.instrument), None)
    population = pack.populations.get(chosen.population)
    without = [case for case in drawn.sample.members if case not in forms]
    context = {
        "chosen": chosen,
        "drawn": drawn,
        "compared": compared_in_words(pack, drawn.sample.comparison),
        "members": _members(drawn, forms),
        "swaps": _swaps(chosen, drawn, forms),
        "population": population.label if population else f"“{chosen.population}”, no longer in the pack",
        "instrument": asked,
        "instruments": pack.instruments,
        "layer": _label(pack, kept_of(chosen).marks),
        "can_mark": _label(pack, asked.sampled_into) if asked and asked.sampled_into else "",
        "gone": members_gone(request.workspace, chosen),
        "without": without,
        "people": as_options(people_who_read()) if asked and without else (),
    }
    return shown(request, "team/sample.html", context, problem)


def _members(drawn: Drawn, forms: dict[str, Form]) -> list[Member]:
    required, swapped = set(drawn.sample.must_have), _swapped_in(drawn)
    cases = Notification.objects.filter(case_id__in=drawn.sample.members).order_by("position")

    def how(case: str) -> str:
        return "Had to be in" if case in required else "Swapped in" if case in swapped else "Drawn"

    return [Member(case, how(case.case_id), forms.get(case.case_id)) for case in cases]


def _swaps(chosen: ChosenSample, drawn: Drawn, forms: dict[str, Form]) -> Sequence[SwapTold]:
    inside = set(drawn.sample.members)
    made = chosen.swaps.select_related("by").order_by("pk")
    return [
        SwapTold(one, told.was_must_have, forms.get(one.out) if one.out not in inside else None)
        for one, told in zip(made, drawn.sample.swaps, strict=True)
    ]


def _swapped_in(drawn: Drawn) -> set[str]:
    return {swap.into for swap in drawn.sample.swaps}


def _label(pack: Pack, variable: str) -> str:
    return pack.variables[variable].label if variable in pack.variables else variable
