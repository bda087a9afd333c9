"""Home tells the lead where the study stands, a reader what to go on with, a viewer what is published."""

from __future__ import annotations

from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.conftest import MadeStudy, text_of
from tests.web.team.conftest import READ, SHEET, WAITING, Together
from tests.web.team.conftest import together as together
from tests.web.team.conftest import together_made_once as together_made_once
from waymark.reading.assigning import assign
from waymark.study.models import Event, Person

Browser = Callable[[Person], Client]


def test_the_lead_sees_the_flow_what_waits_and_who_reads(together: Together, client_of: Browser) -> None:
    shown = text_of(client_of(together.study.lead).get("/"))
    assert "4 notifications" in shown
    assert "2 reports found" in shown
    assert "1 to settle between readers: inspection sheet" in shown
    assert "1 without a reader: inspection sheet" in shown
    assert "M. Reader 1 of 1" in shown
    assert "2 forms finished" in shown


def test_every_number_of_the_flow_opens_its_list(together: Together, client_of: Browser) -> None:
    lead = client_of(together.study.lead)
    assert "4 cases in the study" in text_of(lead.get("/flow/cases"))
    assert READ in text_of(lead.get(f"/flow/{SHEET}"))
    assert WAITING not in text_of(lead.get(f"/flow/{SHEET}"))
    assert WAITING in text_of(lead.get("/flow/reports"))
    assert lead.get("/flow/nothing").status_code == 404


def test_cases_left_out_are_told_by_rule(study: MadeStudy, client_of: Browser) -> None:
    from waymark.register.models import SettledValue

    settled = SettledValue.objects.get(notification__case_id="N00002", variable="place_in_study")
    settled.value, settled.rules = "excluded", [["before", "", "excluded"]]
    settled.save()
    lead = client_of(study.lead)
    shown = text_of(lead.get("/"))
    assert "3 cases in the study" in shown
    assert "1 Before the year" in shown
    assert "N00002" in text_of(lead.get("/flow/rule-before"))


def test_a_selection_out_of_date_is_made_anew_by_one_button(together: Together, client_of: Browser) -> None:
    lead = client_of(together.study.lead)
    assert "Select now" in text_of(lead.get("/"))
    answer = text_of(lead.post("/select", follow=True))
    assert "The cases were selected anew: 4 are in the study." in answer
    assert "Select now" not in answer


def test_a_reader_gets_one_button_and_their_list(together: Together, client_of: Browser) -> None:
    study = together.study
    reader = client_of(study.reader)
    assert "Everything that is assigned to you is finished." in text_of(reader.get("/"))
    form = assign(study.lead, study.workspace, SHEET, [WAITING], study.reader).forms[0]
    page = reader.get("/")
    assert "Begin reading: Case N00002" in text_of(page)
    assert f'href="/reading/{form.pk}"' in page.content.decode()
    assert "N00003" not in text_of(page)


def test_a_viewer_sees_what_is_published_and_nothing_of_the_work(
    study: MadeStudy, client_of: Browser
) -> None:
    viewer = client_of(study.viewer)
    assert "Nothing is published yet." in text_of(viewer.get("/"))
    Event.objects.create(person=study.lead, action="publish", subject="f1", detail={"folder": "report-1"})
    shown = text_of(viewer.get("/"))
    assert "report-1" in shown
    assert "N0000" not in shown
    assert viewer.get("/flow/cases").status_code == 403


def test_home_asks_the_store_a_fixed_number_of_times(together: Together, client_of: Browser) -> None:
    lead = client_of(together.study.lead)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        lead.get("/")
    assert len(asked) <= 30
