"""The lead draws a sample, sees how near it is, accepts it, swaps a case and takes the list away."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.reading.layered import layered as layered
from tests.web.conftest import MadeStudy, text_of
from tests.web.team.conftest import SHEET, WAITING, Together
from waymark.reading.answering import mark_for_next_layer
from waymark.reading.models import ChosenSample
from waymark.register.models import SettledValue
from waymark.study.models import Person

LOOKED_AT = re.compile(r'name="looked_at" value="(\w+)"')
WISH = {"population": "counted", "size": "2", "seed": "7", "variables": ["colour"], "anyway": "yes"}


@pytest.fixture
def lead(together: Together, client_of: Callable[[Person], Client]) -> Client:
    return client_of(together.study.lead)


def test_a_draw_is_compared_before_it_is_accepted(lead: Client) -> None:
    shown = text_of(lead.get(f"/samples/draw?{urlencode(WISH, doseq=True)}"))
    assert "2 cases of 4, seed 7" in shown
    assert "sample against the rest: χ²" in shown
    assert "Accept this sample" in shown
    assert not ChosenSample.objects.exists()


def test_an_accepted_sample_can_be_swapped_and_exported(lead: Client) -> None:
    lead.post("/samples/draw", {**WISH, "must_have": WAITING, "name": "In depth"})
    chosen = ChosenSample.objects.get()
    assert (chosen.seed, chosen.must_have) == (7, [WAITING])
    assert "In depth" in text_of(lead.get("/samples/"))
    out = next(case for case in chosen.standing if case != WAITING)
    into = next(f"N0000{n}" for n in range(1, 5) if f"N0000{n}" not in chosen.standing)
    address = f"/samples/{chosen.pk}"
    told = lead.post(f"{address}/swap", {"out": out, "into": into, "why": ""})
    assert told.status_code == 422
    assert "Say why" in text_of(told)
    swap = {"out": out.lower(), "into": into, "why": "No report."}
    swapped = lead.post(f"{address}/swap", {**swap, "looked_at": looked_at(lead, address, swap)}, follow=True)
    assert f"{out} out, {into} in: No report." in text_of(swapped)
    lines = lead.get(f"{address}/members.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Case,Case number,Had to be in,Swapped in,colour"
    assert {line.split(",")[0] for line in lines[1:]} == {WAITING, into}
    assert lead.get(f"{address}/members.xlsx").content[:2] == b"PK"


def looked_at(lead: Client, address: str, swap: dict[str, str]) -> str:
    """The mark of what the page before the swap shows; empty where the swap needs no looking at and is done."""
    found = LOOKED_AT.search(lead.post(f"{address}/swap", swap).content.decode())
    return found[1] if found else ""


def test_a_swap_of_what_had_to_be_in_is_shown_with_its_test_first(lead: Client) -> None:
    lead.post("/samples/draw", {**WISH, "must_have": "N00001 N00002", "name": "In depth"})
    chosen = ChosenSample.objects.get()
    address = f"/samples/{chosen.pk}"
    swap = {"out": "N00002", "into": "N00004", "why": "No report."}
    shown = lead.post(f"{address}/swap", swap)
    told = text_of(shown)
    assert "N00002 had to be in the sample" in told
    assert "The sample will be less like the full set" in told
    assert "sample against the rest: χ²" in told
    assert "Colour: Blue 0.5 1 0 " in told
    assert "Colour: Red 1.0 1 2 " in told
    assert not chosen.swaps.exists()
    mark = LOOKED_AT.search(shown.content.decode())
    assert mark is not None
    again = {**swap, "required": "no", "looked_at": mark[1]}
    for _ in range(2):  # an impatient hand
        done = lead.post(f"{address}/swap", again, follow=True)
        assert "Had to be in before" in text_of(done)
    assert chosen.swaps.count() == 1


def test_a_draw_is_accepted_as_it_was_shown(lead: Client) -> None:
    page = lead.get(f"/samples/draw?{urlencode(WISH, doseq=True)}")
    mark = LOOKED_AT.search(page.content.decode())
    assert mark is not None
    SettledValue.objects.filter(notification__case_id="N00001", variable="colour").update(value="unknown")
    wish = {**WISH, "name": "In depth", "looked_at": mark[1]}
    told = lead.post("/samples/draw", wish)
    assert told.status_code == 422
    assert "The data have changed since the draw was shown" in text_of(told)
    fresh = LOOKED_AT.search(told.content.decode())
    assert fresh is not None
    assert lead.post("/samples/draw", {**wish, "looked_at": fresh[1]}).status_code == 302


def test_a_sample_becomes_a_layer_and_its_cases_are_given_out_on_one_page(
    layered: MadeStudy, client_of: Callable[[Person], Client]
) -> None:
    lead = client_of(layered.lead)
    wish = {**WISH, "instrument": "bench"}
    page = lead.get(f"/samples/draw?{urlencode(wish, doseq=True)}")
    assert "Set “Taken apart” from this sample" in text_of(page)
    readers = [str(layered.reader.pk), str(layered.second_reader.pk)]
    accepted = {**wish, "must_have": "N00001 N00002", "name": "Bench", "marks": "yes", "reader": readers}
    kept = lead.post("/samples/draw", accepted, follow=True)
    assert "2 of its 2 cases have a reader" in text_of(kept)
    assert "“Taken apart” is set from this sample" in text_of(kept)
    assert "Every case has a reader" in text_of(kept)
    address = f"/samples/{ChosenSample.objects.get().pk}"
    told = lead.post(f"{address}/layer", {"marks": "no", "set_aside": ""})
    assert told.status_code == 422
    listed = lead.post(f"{address}/layer", {"marks": "no", "set_aside": "Too small."}, follow=True)
    assert "The sample is a list. “Taken apart” does not come from it." in text_of(listed)


def test_the_cases_of_a_list_are_given_out_from_its_page(
    layered: MadeStudy, client_of: Callable[[Person], Client]
) -> None:
    lead = client_of(layered.lead)
    lead.post("/samples/draw", {**WISH, "instrument": "bench", "must_have": "N00001 N00003", "name": "Bench"})
    address = f"/samples/{ChosenSample.objects.get().pk}"
    assert lead.post(f"{address}/assign", {}).status_code == 422
    given = lead.post(f"{address}/assign", {"reader": [str(layered.reader.pk)]}, follow=True)
    assert "1 case is assigned. 1 without a report to read: N00003." in text_of(given)
    assert "M. Reader" in text_of(given)


def test_the_cases_of_a_sample_are_offered_for_assignment(lead: Client) -> None:
    lead.post("/samples/draw", {**WISH, "must_have": WAITING, "name": "In depth"})
    page = lead.get(f"/team/assign/{SHEET}?sample={ChosenSample.objects.get().pk}")
    assert "1 case of the sample “In depth” has no reader" in text_of(page)
    assert page.content.decode().count(" checked") == 2  # the case, and that the ticked ones are meant


def test_cases_that_readers_marked_are_offered_with_why(lead: Client, together: Together) -> None:
    mark_for_next_layer(together.study.reader, together.first.pk, True, "Told in full.")
    assert "N00001: Told in full. (M. Reader)" in text_of(lead.get("/samples/draw"))
    mark_for_next_layer(together.study.second_reader, together.second.pk, True, "Two views.")
    assert "N00001: Told in full. / Two views. (M. Reader, P. Reader)" in text_of(lead.get("/samples/draw"))
    assert lead.get("/samples/draw?instrument=gone").status_code == 200


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"size": "many"}, "whole number"),
        ({"size": "9"}, "population has 4 cases"),
        ({"population": "ghosts"}, "no population is chosen"),
        ({"must_have": "N99999"}, "not a case of this population"),
        ({"variables": ["place_in_study"]}, "cannot be matched"),
        ({"seed": "-1"}, "whole number"),
    ],
)
def test_a_wish_that_cannot_be_met_is_told(lead: Client, wrong: dict[str, object], told: str) -> None:
    answer = lead.get(f"/samples/draw?{urlencode({**WISH, **wrong}, doseq=True)}")
    assert answer.status_code == 422
    assert told.lower() in text_of(answer).lower()
