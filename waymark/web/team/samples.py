"""Sub-samples: a draw to look at with its comparison, the one that is accepted, its members and swaps."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse, QueryDict
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem, Place, Problem
from waymark.reading.models import ChosenSample
from waymark.reading.samples import (
    Drawn,
    SampleWanted,
    accept,
    as_it_stands,
    marked_for_next,
    preview,
    sample_of,
    swap_case,
    variables_to_match,
)
from waymark.reading.sampling import CategoryCompared, ChiSquare, Comparison
from waymark.register.models import Notification
from waymark.study.actions import record
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.exporting import csv_response, xlsx_response
from waymark.web.people.forms import done
from waymark.web.team.pages import LARGEST_SEED, shown, whole_number

LARGEST_SAMPLE = 100_000


@dataclass(frozen=True)
class CategoryRow:
    label: str
    counts: CategoryCompared
    percent_full: float
    percent_sample: float


@dataclass(frozen=True)
class VariableRows:
    """One variable beside the full set. `against_rest` is the test that is valid, `against_full` the one printed."""

    label: str
    rows: tuple[CategoryRow, ...]
    against_rest: ChiSquare | None
    against_full: ChiSquare | None


@open_to(Audience.LEAD)
@require_safe
def listed(request: StudyRequest) -> HttpResponse:
    samples = ChosenSample.objects.select_related("accepted_by").order_by("-pk")
    return shown(request, "team/samples.html", {"samples": samples})


@open_to(Audience.LEAD)
@require_http_methods(["GET", "HEAD", "POST"])
def draw_sample(request: StudyRequest) -> HttpResponse:
    """The wish is in the address, so that a draw can be looked at again; accepting it is the one write."""
    pack = request.workspace.pack
    asked: QueryDict = request.POST if request.method == "POST" else request.GET
    drawn: Drawn | None = None
    problem: Problem | None = None
    wanted: SampleWanted | None = None
    if "size" in asked:
        try:
            wanted = _wanted(pack, asked)
            drawn = preview(request.workspace, wanted)
            if request.method == "POST":
                made = accept(request.person, request.workspace, wanted, asked.get("name", ""))
                return done(request, f"/samples/{made.pk}", f"“{made.name}” is kept.")
        except Problem as found:
            problem = found
    instrument = asked.get("instrument", "")
    known = {one.key for one in pack.instruments}
    later = max(pack.instruments, key=lambda one: one.layer, default=None)
    context = {
        "drawn": drawn,
        "wanted": wanted,
        "compared": _rows(pack, drawn.sample.comparison) if drawn else (),
        "populations": [(key, population.label) for key, population in pack.populations.items()],
        "instruments": [("", "None yet"), *((one.key, one.title) for one in pack.instruments)],
        "variables": [(variable.key, variable.label) for variable in variables_to_match(pack)],
        "usual": later.stratified_by if later else (),
        "marked": marked_for_next(pack, instrument if instrument in known else ""),
        "asked": asked,
        "seed": asked.get("seed") or secrets.randbelow(LARGEST_SEED),
        "fresh_seed": secrets.randbelow(LARGEST_SEED),
        "typed": asked if "size" in asked else None,
    }
    return shown(request, "team/draw.html", context, problem, asked)


@open_to(Audience.LEAD)
@require_safe
def one_sample(request: StudyRequest, sample_id: int) -> HttpResponse:
    return _sample_page(request, sample_of(sample_id))


@open_to(Audience.LEAD)
@require_POST
def swap_members(request: StudyRequest, sample_id: int) -> HttpResponse:
    chosen, data = sample_of(sample_id), request.POST
    try:
        swap_case(
            request.person, chosen.pk, data.get("out", "").strip(), data.get("into", "").strip(),
            data.get("why", ""), though_required="required" in data,
        )  # fmt: skip
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
    swapped = {swap.into for swap in drawn.sample.swaps}
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


def _sample_page(request: StudyRequest, chosen: ChosenSample, problem: Problem | None = None) -> HttpResponse:
    pack = request.workspace.pack
    drawn = as_it_stands(chosen)
    required = set(drawn.sample.must_have)
    swapped = {swap.into for swap in drawn.sample.swaps}
    cases = Notification.objects.filter(case_id__in=drawn.sample.members).order_by("position")
    populations = pack.populations
    titles = {one.key: one.title for one in pack.instruments}
    context = {
        "chosen": chosen,
        "drawn": drawn,
        "compared": _rows(pack, drawn.sample.comparison),
        "members": [(case, case.case_id in required, case.case_id in swapped) for case in cases],
        "swaps": chosen.swaps.select_related("by").order_by("pk"),
        "population": populations[chosen.population].label
        if chosen.population in populations
        else "every case",
        "instrument_title": titles.get(chosen.instrument, ""),
        "instruments": pack.instruments,
    }
    return shown(request, "team/sample.html", context, problem)


def _wanted(pack: Pack, asked: QueryDict) -> SampleWanted:
    population, instrument = asked.get("population", ""), asked.get("instrument", "")
    if population not in pack.populations:
        right = "Choose what to draw from."
        raise InputProblem("no population is chosen.", place=Place(part="population"), right=right)
    if instrument and instrument not in {one.key for one in pack.instruments}:
        raise InputProblem(f"the pack has no instrument “{instrument}”.", place=Place(part="instrument"))
    typed = asked.get("must_have", "").replace(",", " ").replace(";", " ").split()
    return SampleWanted(
        population=population,
        size=whole_number(asked, "size", "The size", 1, LARGEST_SAMPLE),
        seed=whole_number(asked, "seed", "The seed", 0, LARGEST_SEED),
        variables=tuple(dict.fromkeys(asked.getlist("variables"))),
        must_have=tuple(dict.fromkeys([*typed, *asked.getlist("marked")])),
        instrument=instrument,
        with_report=asked.get("anyway", "") != "yes",
    )


def _rows(pack: Pack, comparison: Comparison) -> Sequence[VariableRows]:
    found = []
    for one in comparison.variables:
        variable = pack.variables.get(one.variable)
        labels = {c.code: c.label for c in variable.categories} if variable else {}
        rows = tuple(
            CategoryRow(
                labels.get(category.code, category.code) if category.code is not None else "No value",
                category,
                comparison.percent_full(category),
                comparison.percent_sample(category),
            )
            for category in one.categories
        )
        label = variable.label if variable else one.variable
        found.append(VariableRows(label, rows, one.against_rest, one.against_full))
    return found
