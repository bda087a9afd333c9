"""A sample is drawn to be looked at, accepted with its seed, swapped with a reason, and stands as it was drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.web.conftest import MadeStudy
from tests.web.conftest import study as study
from tests.web.conftest import study_made_once as study_made_once
from waymark.instruments.problems import CallProblem, InputProblem
from waymark.reading.models import ChosenSample
from waymark.reading.samples import SampleWanted, accept, as_it_stands, frame_of, preview, swap_case
from waymark.register.models import SettledValue
from waymark.study.models import Event

WANTED = SampleWanted("counted", 2, 7, ("colour", "many_gears"), with_report=False)


def test_the_full_set_is_the_population_with_derived_categories(study: MadeStudy) -> None:
    frame = frame_of(study.workspace, "counted", ("colour", "many_gears"))
    assert frame.cases == ("N00001", "N00002", "N00003", "N00004")
    assert frame.variables["colour"] == ("red", "blue", "unknown", "red")
    assert frame.variables["many_gears"] == ("few", "many", "many", "few")


def test_looking_at_a_draw_keeps_nothing_and_draws_the_same_again(study: MadeStudy) -> None:
    first, again = preview(study.workspace, WANTED), preview(study.workspace, WANTED)
    assert first.sample.members == again.sample.members
    assert len(first.sample.members) == 2
    assert not ChosenSample.objects.exists()


def test_cases_without_a_report_are_matched_and_not_drawn(study: MadeStudy) -> None:
    with pytest.raises(CallProblem, match="0 of the 4 cases can be drawn"):
        preview(study.workspace, replace(WANTED, with_report=True))
    drawn = preview(study.workspace, replace(WANTED, size=1, with_report=True, must_have=("N00003",)))
    assert drawn.sample.members == ("N00003",)


def test_an_accepted_sample_stands_though_the_data_move_on(study: MadeStudy) -> None:
    chosen = accept(study.lead, study.workspace, replace(WANTED, must_have=("N00003",)), "In depth")
    before = as_it_stands(chosen).sample
    assert "N00003" in before.members
    SettledValue.objects.filter(variable="colour").update(value="blue")
    assert as_it_stands(ChosenSample.objects.get()).sample == before
    event = Event.objects.get(action="accept sample")
    assert (event.person, event.detail["seed"], event.detail["members"]) == (
        study.lead, 7, list(before.members)
    )  # fmt: skip


def test_only_the_lead_accepts_and_a_name_is_given_once(study: MadeStudy) -> None:
    with pytest.raises(CallProblem, match="for the lead"):
        accept(study.reader, study.workspace, WANTED, "Mine")
    accept(study.lead, study.workspace, WANTED, "In depth")
    with pytest.raises(InputProblem, match="already"):
        accept(study.lead, study.workspace, WANTED, "In depth")
    with pytest.raises(InputProblem, match="no name"):
        accept(study.lead, study.workspace, WANTED, " ")


def test_a_swap_is_kept_with_its_reason_and_compared_anew(study: MadeStudy) -> None:
    chosen = accept(study.lead, study.workspace, replace(WANTED, must_have=("N00003",)), "In depth")
    out = next(case for case in chosen.standing if case != "N00003")
    into = next(case for case in ("N00001", "N00002", "N00004") if case not in chosen.standing)
    with pytest.raises(InputProblem, match="no reason"):
        swap_case(study.lead, chosen.pk, out, into, " ")
    with pytest.raises(CallProblem, match="must be in"):
        swap_case(study.lead, chosen.pk, "N00003", into, "Withdrawn.")
    swap_case(study.lead, chosen.pk, out, into, "The report was withdrawn.")
    kept = ChosenSample.objects.get()
    assert set(kept.standing) == {"N00003", into}
    assert set(as_it_stands(kept).sample.members) == set(kept.standing)
    assert Event.objects.get(action="swap case of sample").detail == {
        "out": out, "into": into, "why": "The report was withdrawn.",
    }  # fmt: skip
    swap_case(study.lead, chosen.pk, "N00003", out, "No longer needed.", though_required=True)
    assert as_it_stands(ChosenSample.objects.get()).sample.must_have == ()
