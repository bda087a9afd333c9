"""The lead draws a sample, sees how near it is, accepts it, swaps a case and takes the list away."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.web.conftest import text_of
from tests.web.team.conftest import SHEET, WAITING, Together
from waymark.reading.answering import mark_for_next_layer
from waymark.reading.models import ChosenSample
from waymark.study.models import Person

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
    swapped = lead.post(f"{address}/swap", {"out": out, "into": into, "why": "No report."}, follow=True)
    assert f"{out} out, {into} in: No report." in text_of(swapped)
    lines = lead.get(f"{address}/members.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Case,Case number,Had to be in,Swapped in,colour"
    assert {line.split(",")[0] for line in lines[1:]} == {WAITING, into}
    assert lead.get(f"{address}/members.xlsx").content[:2] == b"PK"


def test_the_cases_of_a_sample_are_offered_for_assignment(lead: Client) -> None:
    lead.post("/samples/draw", {**WISH, "must_have": WAITING, "name": "In depth"})
    page = lead.get(f"/team/assign/{SHEET}?sample={ChosenSample.objects.get().pk}")
    assert "1 case of the sample “In depth” has no reader" in text_of(page)
    assert page.content.decode().count(" checked") == 2  # the case, and that the ticked ones are meant


def test_cases_that_readers_marked_are_offered_with_why(lead: Client, together: Together) -> None:
    mark_for_next_layer(together.study.reader, together.first.pk, True, "Told in full.")
    assert "N00001: Told in full. (M. Reader)" in text_of(lead.get("/samples/draw"))


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
