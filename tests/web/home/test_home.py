"""Home tells the lead where the study stands, a reader what to go on with, a viewer what is published."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.web.conftest import MadeStudy, text_of
from tests.web.team.conftest import READ, SHEET, WAITING, Together
from tests.web.team.conftest import together as together
from tests.web.team.conftest import together_made_once as together_made_once
from waymark.publish.publishing import RECORD
from waymark.reading.assigning import assign
from waymark.reading.flow import flow_of_cases
from waymark.register.models import SettledValue
from waymark.study.models import Person

Browser = Callable[[Person], Client]


def test_the_lead_sees_the_flow_what_waits_and_who_reads(together: Together, client_of: Browser) -> None:
    shown = text_of(client_of(together.study.lead).get("/"))
    assert "4 notifications" in shown
    assert "2 reports found" in shown
    assert "1 disagreement to settle: inspection sheet" in shown
    assert "1 case without a reader: inspection sheet" in shown
    assert "M. Reader 1 of 1" in shown
    assert "2 forms finished" in shown


def test_every_number_of_the_flow_opens_its_list(together: Together, client_of: Browser) -> None:
    lead = client_of(together.study.lead)
    assert "Cases in the study 4 cases" in text_of(lead.get("/flow/cases"))
    assert READ in text_of(lead.get(f"/flow/{SHEET}"))
    assert WAITING not in text_of(lead.get(f"/flow/{SHEET}"))
    assert WAITING in text_of(lead.get("/flow/reports"))
    assert lead.get("/flow/nothing").status_code == 404


def test_cases_left_out_are_told_by_rule(study: MadeStudy, client_of: Browser) -> None:
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
    assert "Begin reading: Case T2" in text_of(page)
    assert f'href="/reading/{form.pk}"' in page.content.decode()
    assert "Case T3" not in text_of(page)


def test_a_viewer_sees_what_is_published_and_nothing_of_the_work(
    study: MadeStudy, client_of: Browser
) -> None:
    viewer = client_of(study.viewer)
    assert "Nothing is published yet." in text_of(viewer.get("/"))
    folder = study.workspace.publications / "report-1"
    folder.mkdir(parents=True)
    (folder / RECORD).write_text(
        json.dumps({"publication": "Bicycles of 2020", "freeze": "f1"}), encoding="utf-8"
    )
    shown = text_of(viewer.get("/"))
    assert "Bicycles of 2020" in shown
    assert "N0000" not in shown
    assert viewer.get("/flow/cases").status_code == 403


def test_home_asks_the_store_a_fixed_number_of_times(together: Together, client_of: Browser) -> None:
    lead = client_of(together.study.lead)
    with CaptureQueriesContext(connection) as asked:
        lead.get("/")
    assert len(asked) <= 36


def test_the_flow_adds_up_and_each_number_opens_as_many_cases(together: Together, client_of: Browser) -> None:
    study = together.study
    settled = SettledValue.objects.get(notification__case_id="N00004", variable="place_in_study")
    settled.value, settled.rules = "excluded", [["before", "", "excluded"]]
    settled.save()
    assign(study.lead, study.workspace, SHEET, [WAITING], study.reader)
    stages = {stage.key: stage for stage in flow_of_cases(study.workspace)}
    for stage in stages.values():
        if stage.before:
            here = set(stage.cases) | {case for part in stage.left_out for case in part.cases}
            assert here == set(stages[stage.before].cases)
    lead = client_of(study.lead)
    page = lead.get("/").content.decode()
    numbers = re.findall(r'href="(/flow/[^"]+)">([\d,]+)', page)
    assert len(numbers) >= 7
    for address, number in numbers:
        shown = text_of(lead.get(address))
        assert re.search(rf"\b{number} cases?\b", shown), (address, number)


def test_every_queue_of_the_lead_opens_a_list_of_as_many(together: Together, client_of: Browser) -> None:
    lead = client_of(together.study.lead)
    page = lead.get("/").content.decode()
    waiting = re.findall(r'wm-waiting__count">(\d+)</span> <a class="govuk-link" href="([^"]+)"', page)
    counts = {url: number for number, url in waiting}
    assert counts == {
        f"/team/adjudicate/{SHEET}": "1", f"/team/assign/{SHEET}": "1", "/register/problems": "1",
    }  # fmt: skip
    assert "1 problem" in text_of(lead.get("/register/problems"))
    assert "1 left to settle" in text_of(lead.get(f"/team/adjudicate/{SHEET}"))
    assert "1 case with a report has no reader" in text_of(lead.get(f"/team/assign/{SHEET}"))


def test_a_lead_who_reads_too_goes_on_from_home(together: Together, client_of: Browser) -> None:
    study = together.study
    assert "Your reading" not in text_of(client_of(study.lead).get("/"))
    assign(study.lead, study.workspace, SHEET, [WAITING], study.lead)
    assert "Begin reading: Case T2" in text_of(client_of(study.lead).get("/"))


def test_finished_forms_are_folded_below_what_is_to_do(together: Together, client_of: Browser) -> None:
    study = together.study
    assign(study.lead, study.workspace, SHEET, [WAITING], study.reader)
    page = client_of(study.reader).get("/").content.decode()
    assert page.index("Case T2") < page.index('<details class="govuk-details"')
    assert page.index("1 finished form") < page.index("Case T1")


def test_reports_linked_after_the_selection_count_and_new_notifications_are_not_lost(
    together: Together, client_of: Browser
) -> None:
    SettledValue.objects.filter(notification__case_id="N00003").delete()
    shown = text_of(client_of(together.study.lead).get("/"))
    assert "1 left out" in shown
    assert "N00003" in text_of(client_of(together.study.lead).get("/flow/not-selected"))
