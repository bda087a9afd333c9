"""The list of cases: who sees which, how it is narrowed and sorted, what is kept and taken away."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest
from django.test import Client

from tests.web.conftest import MadeStudy, text_of
from tests.web.register.conftest import case_of_reader
from waymark.instruments.problems import CallProblem
from waymark.register.listing import Question, cases, values_of
from waymark.study.models import Event, Person

ClientOf = Callable[[Person], Client]
T1, T2, T3, T4 = "N00001", "N00002", "N00003", "N00004"


def listed(client: Client, query: str = "") -> list[str]:
    """The case ids in the order of the list."""
    page = client.get(f"/register/{query}")
    assert page.status_code == 200
    return re.findall(r'data-row-link href="/cases/(\w+)"', page.content.decode())


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", [T1, T2, T3, T4]),
        ("?sort=-received", [T4, T3, T2, T1]),
        ("?sort=gears", [T4, T1, T3, T2]),
        ("?sort=-gears", [T2, T3, T1, T4]),
        ("?sort=colour", [T1, T2, T4, T3]),
        ("?sort=rusty", [T2, T1, T3, T4]),
        ("?sort=-rusty", [T2, T1, T3, T4]),
        ("?is.colour=red", [T1, T2, T4]),
        ("?is.colour=red&sort=-brought_in", [T4, T2, T1]),
        ("?is.colour=red&is.rusty=yes", [T2]),
        ("?q=sou", [T3, T4]),
        ("?q=t3", [T3]),
        ("?q=n00002", [T2]),
        ("?q=%25", []),
        ("?from=9/5/2020", [T3, T4]),
        ("?from=1/4/2020&to=9+May+2020", [T2, T3]),
        ("?problem=any", [T2, T3]),
        ("?problem=no_colour", [T3]),
        ("?report=linked", [T2, T3]),
        ("?report=none", [T1, T4]),
    ],
)
def test_the_list_is_narrowed_and_sorted(
    query: str, found: list[str], study: MadeStudy, client_of: ClientOf
) -> None:
    assert listed(client_of(study.lead), query) == found


def test_cases_without_a_value_come_last_whichever_way_they_are_sorted(study: MadeStudy) -> None:
    for descending in (False, True):
        found = cases(study.workspace.pack, Question(sort="rusty", descending=descending))
        assert next(iter(found)).case_id == T2


def test_a_day_that_cannot_be_read_is_told_beside_its_field(study: MadeStudy, client_of: ClientOf) -> None:
    page = client_of(study.lead).get("/register/?from=the+day+after")
    assert "The day cannot be read. Write it as 27 March 2013" in text_of(page)
    assert "4 cases" in text_of(page)


def test_columns_are_chosen_and_a_derived_one_follows_from_what_stands(
    study: MadeStudy, client_of: ClientOf
) -> None:
    page = client_of(study.lead).get("/register/?c=gears&c=many_gears")
    assert "Gears, banded" in text_of(page)
    assert re.search(r"21\s*6 and more", text_of(page))
    assert 'href="?c=many_gears&amp;sort=many_gears"' not in page.content.decode()


def test_a_variable_that_the_pack_lacks_is_refused(study: MadeStudy) -> None:
    with pytest.raises(CallProblem, match="no variable “gear”"):
        cases(study.workspace.pack, Question(sort="gear"))
    with pytest.raises(CallProblem, match="not stored"):
        cases(study.workspace.pack, Question(sort="many_gears"))


def test_a_reader_sees_assigned_cases_only(study: MadeStudy, client_of: ClientOf) -> None:
    client = client_of(study.reader)
    assert listed(client) == []
    case_of_reader(study, T3)
    assert listed(client) == [T3]
    assert listed(client, "?is.colour=red") == []
    assert "T1" not in client.get("/register/cases.csv").content.decode()


def test_what_is_shown_is_taken_away(study: MadeStudy, client_of: ClientOf) -> None:
    client = client_of(study.lead)
    file = client.get("/register/cases.csv?is.colour=red&c=ticket&c=gears&c=brought_in&sort=gears")
    rows = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert rows[0] == ["Case", "Ticket", "Brought in", "Gears"]
    assert rows[1:] == [
        [T4, "T4", "2020-06-30", "1"],
        [T1, "T1", "2020-03-04", "3"],
        [T2, "T2", "2020-04-01", "21"],
    ]
    assert client.get("/register/cases.xlsx").content.startswith(b"PK")
    exported = Event.objects.filter(action="export cases").first()
    assert exported is not None and exported.detail["rows"] == 3


def test_a_view_is_saved_found_again_and_removed(study: MadeStudy, client_of: ClientOf) -> None:
    client = client_of(study.lead)
    saved = client.post(
        "/register/views", {"name": "Red ones", "query": "is.colour=red&q=&page=3"}, follow=True
    )
    assert "The view “Red ones” is saved." in text_of(saved)
    assert 'href="/register/?is.colour=red">Red ones' in saved.content.decode()
    assert "Red ones" not in text_of(client_of(study.second_reader).get("/register/"))
    number = re.search(r"/register/views/(\d+)/remove", saved.content.decode())
    assert number is not None
    address = f"/register/views/{number[1]}/remove"
    client_of(study.second_reader).post(address)
    assert "Red ones" in text_of(client.get("/register/"))
    assert "The view “Red ones” is removed." in text_of(client.post(address, follow=True))


def test_a_view_without_a_name_is_refused(study: MadeStudy, client_of: ClientOf) -> None:
    page = client_of(study.lead).post("/register/views", {"name": " ", "query": ""})
    assert page.status_code == 422
    assert "Give it a name" in text_of(page)


def test_sources_that_are_kept_back_neither_show_nor_sort(study: MadeStudy) -> None:
    pack, sheet = study.workspace.pack, frozenset({"sheet"})
    red = Question(answers={"colour": ("red",)})
    assert [case.case_id for case in cases(pack, red, kept_back=sheet)] == [T1, T4]
    case = cases(pack, Question(text=T2)).get()
    assert values_of(pack, [case.pk], ["colour"])[case.pk] == {"colour": "red"}
    assert values_of(pack, [case.pk], ["colour"], {case.pk: sheet})[case.pk] == {}
