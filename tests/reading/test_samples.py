"""A sample is drawn to be looked at, accepted with its seed, swapped with a reason, and stands as it was drawn."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.web.conftest import MadeStudy
from tests.web.conftest import study as study
from tests.web.conftest import study_made_once as study_made_once
from waymark.instruments.problems import CallProblem, InputProblem
from waymark.reading.accepting import accept
from waymark.reading.models import ChosenSample, SampleSwap
from waymark.reading.samples import SampleWanted, as_it_stands, frame_of, preview
from waymark.reading.swapping import SwapWanted, look_at_swap, swap_case
from waymark.register.models import SettledValue
from waymark.study.models import Event, Person

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


def test_only_the_lead_accepts_and_another_sample_has_another_name(study: MadeStudy) -> None:
    with pytest.raises(CallProblem, match="for the lead"):
        accept(study.reader, study.workspace, WANTED, "Mine")
    accept(study.lead, study.workspace, WANTED, "In depth")
    with pytest.raises(InputProblem, match="already"):
        accept(study.lead, study.workspace, replace(WANTED, seed=8, size=1), "In depth")
    with pytest.raises(InputProblem, match="no name"):
        accept(study.lead, study.workspace, WANTED, " ")


def second_lead() -> Person:
    return Person.objects.create(handle="b.lead", name="B. Lead", role=Person.Role.LEAD)


def test_a_sample_sent_twice_is_kept_once(study: MadeStudy) -> None:
    first = accept(study.lead, study.workspace, WANTED, "In depth")
    again = accept(study.lead, study.workspace, WANTED, " In  depth ")
    assert again.pk == first.pk
    assert Event.objects.filter(action="accept sample").count() == 1
    with pytest.raises(InputProblem, match="already"):
        accept(study.lead, study.workspace, replace(WANTED, size=1), "In depth")


def test_two_leads_do_not_keep_the_same_cases_under_two_names(study: MadeStudy) -> None:
    accept(study.lead, study.workspace, WANTED, "In depth")
    other = second_lead()
    with pytest.raises(InputProblem, match="already"):
        accept(other, study.workspace, WANTED, "In depth")
    with pytest.raises(CallProblem, match="kept as “In depth” already"):
        accept(other, study.workspace, WANTED, "Deeper")
    assert ChosenSample.objects.count() == 1


def test_what_is_kept_is_what_was_looked_at(study: MadeStudy) -> None:
    seen = preview(study.workspace, WANTED).fingerprint
    SettledValue.objects.filter(notification__case_id="N00001", variable="colour").update(value="blue")
    with pytest.raises(InputProblem, match="the data have changed since"):
        accept(study.lead, study.workspace, WANTED, "In depth", seen)
    assert not ChosenSample.objects.exists()
    now = preview(study.workspace, WANTED).fingerprint
    assert accept(study.lead, study.workspace, WANTED, "In depth", now).seed == 7


@pytest.mark.parametrize("seed", [-1, 2**63])
def test_a_seed_that_cannot_be_kept_is_refused(study: MadeStudy, seed: int) -> None:
    with pytest.raises(InputProblem, match="the seed is out of range"):
        accept(study.lead, study.workspace, replace(WANTED, seed=seed), "In depth")


def test_a_name_longer_than_the_store_keeps_is_refused(study: MadeStudy) -> None:
    with pytest.raises(InputProblem, match="the name is too long"):
        accept(study.lead, study.workspace, WANTED, "x" * 121)


def outside_of(chosen: ChosenSample) -> str:
    return next(f"N0000{n}" for n in range(1, 5) if f"N0000{n}" not in chosen.standing)


def test_a_swap_is_kept_with_its_reason_and_compared_anew(study: MadeStudy) -> None:
    lead, workspace = study.lead, study.workspace
    chosen = accept(lead, workspace, replace(WANTED, must_have=("N00003",)), "In depth")
    out = next(case for case in chosen.standing if case != "N00003")
    into = outside_of(chosen)
    with pytest.raises(InputProblem, match="no reason"):
        swap_case(lead, workspace, chosen.pk, SwapWanted(out, into, " "))
    with pytest.raises(CallProblem, match="must be in"):
        swap_case(lead, workspace, chosen.pk, SwapWanted("N00003", into, "Withdrawn."))
    wanted = SwapWanted(out, into, "The report was withdrawn.")
    swap_case(lead, workspace, chosen.pk, wanted)
    assert swap_case(lead, workspace, chosen.pk, wanted) == SampleSwap.objects.get()  # sent twice
    kept = ChosenSample.objects.get()
    assert set(kept.standing) == {"N00003", into}
    assert set(as_it_stands(kept).sample.members) == set(kept.standing)
    event = Event.objects.get(action="swap case of sample")
    assert (event.detail["out"], event.detail["into"]) == (out, into)
    assert (event.detail["why"], event.detail["had_to_be_in"]) == ("The report was withdrawn.", False)
    swap_case(
        lead, workspace, chosen.pk, SwapWanted("N00003", out, "No longer needed.", no_longer_required=True)
    )
    stands = as_it_stands(ChosenSample.objects.get()).sample
    assert stands.must_have == ()
    assert [swap.was_must_have for swap in stands.swaps] == [False, True]


def test_a_swap_that_worsens_the_match_is_told_before_it_is_done(study: MadeStudy) -> None:
    """Of two red, one blue and one unknown, the two reds are further from the full set than a red and a blue."""
    wanted = replace(WANTED, variables=("colour",), must_have=("N00001", "N00002"))
    chosen = accept(study.lead, study.workspace, wanted, "In depth")
    swap = SwapWanted("N00002", "N00004", "No report.", no_longer_required=True)
    seen = look_at_swap(study.workspace, chosen.pk, swap)
    assert seen.worsens
    assert seen.of_must_have
    assert not SampleSwap.objects.exists()
    better = look_at_swap(study.workspace, chosen.pk, SwapWanted("N00001", "N00004", "Alike.", True))
    assert not better.worsens


def test_a_swap_is_done_as_it_was_looked_at(study: MadeStudy) -> None:
    chosen = accept(study.lead, study.workspace, replace(WANTED, variables=()), "In depth")
    first, second = chosen.standing
    outside = [f"N0000{n}" for n in range(1, 5) if f"N0000{n}" not in chosen.standing]
    mine = SwapWanted(first, outside[0], "Mine.")
    seen = look_at_swap(study.workspace, chosen.pk, mine).after.fingerprint
    swap_case(second_lead(), study.workspace, chosen.pk, SwapWanted(second, outside[1], "Theirs."))
    with pytest.raises(CallProblem, match="the sample has changed since"):
        swap_case(study.lead, study.workspace, chosen.pk, mine, seen)
    assert SampleSwap.objects.count() == 1


def test_a_case_that_has_left_the_population_is_not_swapped_in(study: MadeStudy) -> None:
    chosen = accept(study.lead, study.workspace, WANTED, "In depth")
    into = outside_of(chosen)
    standing = SettledValue.objects.filter(notification__case_id=into, variable="place_in_study")
    standing.update(value="excluded")
    with pytest.raises(CallProblem, match="no longer among “Bicycles counted”"):
        swap_case(study.lead, study.workspace, chosen.pk, SwapWanted(chosen.standing[0], into, "Why not."))
