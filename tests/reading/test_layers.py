"""An accepted sample says who is in the layer: it counts, is traced, swaps change it, its cases are given out."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reading.layered import layered as layered
from tests.web.conftest import MadeStudy
from tests.web.conftest import study_made_once as study_made_once
from tests.web.team.conftest import together_made_once as together_made_once
from waymark.analysis.engine import open_engine
from waymark.analysis.tables import tabulate
from waymark.analysis.trace import trace
from waymark.instruments.problems import CallProblem, InputProblem
from waymark.reading.accepting import accept
from waymark.reading.assigning import waiting_for_reader
from waymark.reading.freezing import freeze_study
from waymark.reading.layers import (
    accept_and_assign,
    assign_members,
    mark_members,
    members_gone,
    other_layers,
    stop_marking,
)
from waymark.reading.models import ChosenSample, Form
from waymark.reading.populations import cases_of
from waymark.reading.samples import SampleWanted
from waymark.reading.settling import settle_study
from waymark.reading.swapping import SwapWanted, swap_case
from waymark.register.actions import require_selected
from waymark.register.correcting import correct_value
from waymark.register.models import Problem, SettledValue, StatedValue

LAYER = "taken_apart"
WANTED = SampleWanted("counted", 2, 7, ("colour",), instrument="bench", with_report=False, marks=LAYER)


def in_layer(study: MadeStudy) -> list[str]:
    settle_study(study.lead, study.workspace)
    return list(cases_of(study.workspace, LAYER))


def test_nobody_is_in_the_layer_before_a_sample_is_accepted(layered: MadeStudy) -> None:
    assert in_layer(layered) == []
    assert not SettledValue.objects.filter(variable=LAYER).exists()


def test_the_population_of_the_layer_is_the_sample(layered: MadeStudy) -> None:
    chosen = accept(layered.lead, layered.workspace, WANTED, "On the bench")
    assert in_layer(layered) == chosen.standing
    settled = SettledValue.objects.filter(variable=LAYER)
    assert {row.source for row in settled} == {"sample"}
    assert settled.filter(value="no").count() == 2  # of every other case it is said that it was not drawn


def test_a_sample_counts_from_the_next_selection_on(layered: MadeStudy) -> None:
    require_selected(layered.workspace)
    accept(layered.lead, layered.workspace, WANTED, "On the bench")
    with pytest.raises(CallProblem, match="Run “waymark select” first"):
        require_selected(layered.workspace)
    settle_study(layered.lead, layered.workspace)
    require_selected(layered.workspace)


def test_a_table_of_the_layer_is_traced_to_the_sample_and_its_seed(layered: MadeStudy) -> None:
    wanted = replace(WANTED, must_have=("N00003",))
    chosen = accept(layered.lead, layered.workspace, wanted, "On the bench")
    settle_study(layered.lead, layered.workspace)
    engine = open_engine(freeze_study(layered.lead, layered.workspace, "Counted."))
    spec = engine.freeze.pack.table("3")
    assert tabulate(engine, spec).rows[0].cells[-1].count == 2
    cases = trace(engine, spec, "all", "all")
    assert [case.case_id for case in cases] == chosen.standing
    said = {
        case.case_id: value.raw
        for case in cases
        for value in case.values
        if value.variable == LAYER and value.stands
    }
    drawn = next(case for case in chosen.standing if case != "N00003")
    assert said["N00003"] == "had to be in sample “On the bench”, seed 7"
    assert said[drawn] == "drawn into sample “On the bench”, seed 7"


def test_a_swap_changes_the_layer_and_says_so(layered: MadeStudy) -> None:
    chosen = accept(layered.lead, layered.workspace, WANTED, "On the bench")
    settle_study(layered.lead, layered.workspace)
    out = chosen.standing[0]
    into = next(f"N0000{n}" for n in range(1, 5) if f"N0000{n}" not in chosen.standing)
    swap_case(layered.lead, layered.workspace, chosen.pk, SwapWanted(out, into, "It was sold."))
    with pytest.raises(CallProblem, match="first"):
        require_selected(layered.workspace)
    assert sorted(in_layer(layered)) == sorted({*chosen.standing, into} - {out})
    said = StatedValue.objects.get(notification__case_id=out, source="sample")
    assert said.raw == f"swapped out of sample “On the bench”, seed 7, for {into}"


def test_what_a_person_said_against_the_sample_is_kept_and_told(layered: MadeStudy) -> None:
    chosen = accept(layered.lead, layered.workspace, WANTED, "On the bench")
    outside = next(f"N0000{n}" for n in range(1, 5) if f"N0000{n}" not in chosen.standing)
    correct_value(layered.reader, layered.workspace, outside, LAYER, "value", "yes", "I did it.")
    assert in_layer(layered) == chosen.standing
    told = Problem.objects.get(check_name="sources_disagree", variables=[LAYER])
    assert told.notification.case_id == outside
    assert "correction, m.reader" in told.says


def test_two_samples_are_one_layer_until_one_is_set_aside(layered: MadeStudy) -> None:
    first = accept(layered.lead, layered.workspace, replace(WANTED, size=1), "First")
    others = tuple(f"N0000{n}" for n in range(1, 5) if f"N0000{n}" not in first.standing)
    second = accept(layered.lead, layered.workspace, replace(WANTED, size=1, must_have=others[:1]), "More")
    assert [one.name for one in other_layers(layered.workspace.pack, "bench")] == ["First", "More"]
    assert sorted(in_layer(layered)) == sorted([*first.standing, *second.standing])
    with pytest.raises(CallProblem, match="Say why"):
        stop_marking(layered.lead, second.pk, " ")
    stop_marking(layered.lead, second.pk, "Drawn by mistake.")
    assert in_layer(layered) == first.standing
    mark_members(layered.lead, layered.workspace, second.pk)
    assert len(in_layer(layered)) == 2
    assert StatedValue.objects.filter(source="sample").count() == 4  # what it said before is not said twice
    for sample in (first, second):
        stop_marking(layered.lead, sample.pk, "Drawn by mistake.")
    assert in_layer(layered) == []


def test_a_sample_is_not_drawn_from_the_cases_that_it_is_to_choose(layered: MadeStudy) -> None:
    with pytest.raises(InputProblem, match="the cases that the sample is to choose"):
        accept(layered.lead, layered.workspace, replace(WANTED, population=LAYER, size=1), "Circle")
    with pytest.raises(CallProblem, match="does not set “rusty”"):
        accept(layered.lead, layered.workspace, replace(WANTED, marks="rusty"), "Other")


def test_a_list_can_be_made_a_layer_where_the_pack_knows_one(layered: MadeStudy) -> None:
    plain = accept(layered.lead, layered.workspace, replace(WANTED, marks=""), "A list")
    assert in_layer(layered) == []
    mark_members(layered.lead, layered.workspace, plain.pk)
    assert in_layer(layered) == plain.standing
    sheet = accept(layered.lead, layered.workspace, replace(WANTED, instrument="sheet", marks=""), "Sheets")
    with pytest.raises(CallProblem, match="sampled_into"):
        mark_members(layered.lead, layered.workspace, sheet.pk)
    with pytest.raises(CallProblem, match="for the lead"):
        mark_members(layered.reader, layered.workspace, plain.pk)


def test_accepting_gives_the_forms_out_evenly_in_the_same_act(layered: MadeStudy) -> None:
    readers = [layered.reader, layered.second_reader]
    wanted = replace(WANTED, with_report=True)
    chosen = accept_and_assign(layered.lead, layered.workspace, wanted, "On the bench", readers)
    forms = Form.objects.filter(instrument="bench")
    assert sorted(form.case.case_id for form in forms) == sorted(chosen.standing) == ["N00001", "N00002"]
    assert {form.reader for form in forms} == set(readers)
    assert not waiting_for_reader(layered.workspace, "bench")
    again = assign_members(layered.lead, layered.workspace, chosen.pk, readers)
    assert again.forms == ()


def test_a_sample_whose_cases_cannot_be_given_out_is_not_kept(layered: MadeStudy) -> None:
    with pytest.raises(CallProblem, match="does not read in this study"):
        accept_and_assign(layered.lead, layered.workspace, WANTED, "On the bench", [layered.viewer])
    assert not ChosenSample.objects.exists()


def test_members_that_have_left_the_population_are_named(layered: MadeStudy) -> None:
    chosen = accept(layered.lead, layered.workspace, WANTED, "On the bench")
    assert members_gone(layered.workspace, chosen) == ()
    gone = chosen.standing[0]
    standing = SettledValue.objects.filter(notification__case_id=gone, variable="place_in_study")
    standing.update(value="excluded")
    assert members_gone(layered.workspace, chosen) == (gone,)
