"""Behind a number of a table: the lead is led to its cases, the answers and the words of the report."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.web.conftest import text_of
from tests.web.team.conftest import Together
from tests.web.team.conftest import together as together
from tests.web.team.conftest import together_made_once as together_made_once
from waymark.library.models import Report
from waymark.library.queries import stored_text
from waymark.reading.settling import settle_study
from waymark.study.models import Event, Person

CELL = "/behind/1?row=few&column=red"


@pytest.fixture
def lead(together: Together, client_of: Callable[[Person], Client]) -> Client:
    settle_study(together.study.lead, together.study.workspace)
    return client_of(together.study.lead)


def test_a_number_leads_to_the_words_of_the_report(lead: Client) -> None:
    assert "Behind the numbers" in text_of(lead.get("/tables/1"))
    table = lead.get("/behind/1").content.decode()
    assert 'href="?row=few&amp;column=red"' in table
    page = lead.get(CELL)
    shown = text_of(page)
    quote = " ".join(stored_text(Report.objects.get(ref="R0001")).text[:20].split())
    assert "Case N00001" in shown
    assert "First reading, m.reader: Red" in shown
    assert f"“{quote}”" in shown
    assert 'href="/reports/R0001/text?start=0&amp;end=20#found"' in page.content.decode()


def test_what_the_second_reader_said_is_there_and_told_apart(lead: Client) -> None:
    shown = text_of(lead.get(CELL))
    assert shown.index("What else was said") < shown.index("Second reading, p.reader: Blue")


def test_looking_behind_a_number_stands_in_the_trail(lead: Client, together: Together) -> None:
    lead.get(CELL)
    event = Event.objects.get(action="look behind number")
    assert (event.person, event.detail["row"], event.detail["column"]) == (
        together.study.lead, "few", "red",
    )  # fmt: skip
    assert "N00001" in event.detail["cases"]


def test_a_reader_who_may_have_to_read_blind_does_not_look_behind(
    lead: Client, together: Together, client_of: Callable[[Person], Client]
) -> None:
    reader = client_of(together.study.second_reader)
    assert reader.get(CELL).status_code == 403
    assert "Behind the numbers" not in text_of(reader.get("/tables/1"))


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("/behind/1?row=fwe&column=red", "has no row “fwe”. Did you mean “few”?"),
        ("/behind/1?row=few", "has no column “”"),
    ],
)
def test_a_row_or_column_that_is_not_there_is_told(lead: Client, asked: str, told: str) -> None:
    answer = lead.get(asked)
    assert answer.status_code == 422
    assert told in text_of(answer)
