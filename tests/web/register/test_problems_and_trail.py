"""Problems of the data as work, one after another; and the trail of what was done."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.db import DatabaseError
from django.test import Client

from tests.web.conftest import MadeStudy, text_of
from tests.web.register.conftest import case_of_reader
from waymark.reading.settling import settle_study
from waymark.register.models import Problem, ProblemLookedAt, SettledValue, StatedValue
from waymark.study.models import Event, Person

ClientOf = Callable[[Person], Client]


def address_of(check: str) -> str:
    return f"/register/problems/{Problem.objects.get(check_name=check).pk}"


def test_problems_are_counted_by_kind(study: MadeStudy, client_of: ClientOf) -> None:
    page = text_of(client_of(study.lead).get("/register/problems"))
    assert "2 problems wait" in page
    assert "No colour The colour is not known. 1 0" in page
    assert "Sources disagree Sources state different values of one variable. 1 0" in page


def test_the_queue_shows_the_sources_side_by_side(study: MadeStudy, client_of: ClientOf) -> None:
    page = client_of(study.lead).get("/register/problems/sources_disagree/next", follow=True)
    told = text_of(page)
    assert "Case N00002" in told and "1 problem of this kind left." in told
    assert "Colour is Red (Inspection sheet)" in told and "Colour is Blue (Notification)" in told


def test_a_problem_is_left_as_it_is_with_a_reason_and_stays_so(study: MadeStudy, client_of: ClientOf) -> None:
    client = client_of(study.lead)
    address = address_of("no_colour")
    refused = client.post(address, {"choice": "leave", "why": ""})
    assert refused.status_code == 422 and "The reason is missing." in text_of(refused)
    left = client.post(address, {"choice": "leave", "why": "The frame is bare."}, follow=True)
    assert "N00003 is left as it is." in text_of(left)
    assert "1 problem waits" in text_of(left)
    settle_study(study.lead, study.workspace)
    assert "No colour The colour is not known. 0 1" in text_of(client.get("/register/problems"))
    assert "left as it is: The frame is bare." in text_of(client.get("/cases/N00003"))


def test_one_of_the_values_is_chosen(study: MadeStudy, client_of: ClientOf) -> None:
    client = client_of(study.lead)
    page = client.get(address_of("sources_disagree")).content.decode()
    blue = re.search(r'value="(colour \d+)"[^>]*data-key="2"', page)
    assert blue is not None
    sent = {"choice": blue[1], "why": "The photograph shows it."}
    done = client.post(address_of("sources_disagree"), sent, follow=True)
    assert "N00002: “Colour” is corrected." in text_of(done)
    assert "stand after the next one" in text_of(done)
    settle_study(study.lead, study.workspace)
    assert SettledValue.objects.get(notification__case_id="N00002", variable="colour").value == "blue"
    assert not Problem.objects.filter(check_name="sources_disagree").exists()
    assert ProblemLookedAt.objects.get().correction == StatedValue.objects.get(source="correction")


def test_another_value_is_typed(study: MadeStudy, client_of: ClientOf) -> None:
    sent = {"choice": "colour other", "value-colour": "blue", "why": "Asked the owner."}
    client_of(study.lead).post(address_of("no_colour"), sent)
    assert StatedValue.objects.get(source="correction").value == "blue"


def test_something_else_without_a_value_is_told(study: MadeStudy, client_of: ClientOf) -> None:
    sent = {"choice": "colour other", "value-colour": "", "why": "Hm."}
    page = client_of(study.lead).post(address_of("no_colour"), sent)
    assert page.status_code == 422
    assert "The value is missing. Choose one of: Red, Blue, Not known." in text_of(page)
    assert (
        not ProblemLookedAt.objects.exists() and not StatedValue.objects.filter(source="correction").exists()
    )


def test_nothing_chosen_is_told(study: MadeStudy, client_of: ClientOf) -> None:
    page = client_of(study.lead).post(address_of("no_colour"), {"why": "Hm."})
    assert page.status_code == 422
    assert "Nothing is chosen. Choose a value, or leave it as it is." in text_of(page)
    assert not ProblemLookedAt.objects.exists()


def test_a_problem_of_an_earlier_selection_leads_to_the_list(study: MadeStudy, client_of: ClientOf) -> None:
    before = address_of("no_colour")
    settle_study(study.lead, study.workspace)
    assert "selected anew" in text_of(client_of(study.lead).get(before, follow=True))


def test_a_reader_works_on_problems_of_assigned_cases_only(study: MadeStudy, client_of: ClientOf) -> None:
    client = client_of(study.reader)
    assert "No problem waits." in text_of(client.get("/register/problems"))
    case_of_reader(study, "N00003")
    assert client.get(address_of("no_colour")).status_code == 200
    assert client.get(address_of("sources_disagree")).status_code == 403
    assert client.post("/register/select").status_code == 403


# -- the trail --------------------------------------------------------------------------------------------


def test_the_trail_tells_who_did_what_and_is_narrowed(study: MadeStudy, client_of: ClientOf) -> None:
    case_of_reader(study, "N00003")
    client_of(study.reader).get("/cases/N00003")
    client = client_of(study.lead)
    client.get("/cases/N00001")
    assert "M. Reader : open case, N00003" in text_of(client.get("/trail/?who=m.reader"))
    assert "1 event" in text_of(client.get("/trail/?action=open+case&case=n00001"))
    assert "0 events" in text_of(client.get("/trail/?to=1/1/2001"))
    assert "The day cannot be read." in text_of(client.get("/trail/?to=soon"))


def test_the_trail_is_taken_away_in_order(study: MadeStudy, client_of: ClientOf) -> None:
    client = client_of(study.lead)
    client.post("/cases/N00002/correct/colour", {"value": "blue", "why": "=1+1"})
    file = client.get("/trail/events.csv").content.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(file)))
    assert rows[1][2] == "Create study"
    assert rows[-1][2:] == [
        "Correct value", "N00002 colour", "N00002", "Colour: before Red; after Blue; why: =1+1; raw: blue",
    ]  # fmt: skip
    assert client.get("/trail/events.xlsx").content.startswith(b"PK")


def test_nobody_but_the_lead_reads_the_trail_and_nothing_changes_it(
    study: MadeStudy, client_of: ClientOf
) -> None:
    assert client_of(study.reader).get("/trail/").status_code == 403
    assert client_of(study.lead).post("/trail/").status_code == 405
    with pytest.raises(DatabaseError):
        Event.objects.update(action="nothing")
