"""Tables of the data as they stand, and any two variables against each other."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import pytest
from django.test import Client

from tests.web.conftest import MadeStudy, text_of
from waymark.instruments.loading import load_pack
from waymark.instruments.problems import InputProblem, Place
from waymark.reading.settling import settle_study
from waymark.reading.working import working_freeze
from waymark.study.models import Event, Person
from waymark.study.workspace import open_workspace

ClientOf = Callable[[Person], Client]
GEARS_BY_COLOUR = {"rows": "many_gears", "columns": "colour", "population": "counted", "percent": "column"}


def rows_of(answer: object) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))  # type: ignore[attr-defined]


def test_a_table_counts_the_cases_as_they_were_last_selected(study: MadeStudy, client_of: ClientOf) -> None:
    page = client_of(study.reader).get("/tables/1")
    assert page.status_code == 200
    assert "Gears by colour" in text_of(page)
    rows = rows_of(client_of(study.reader).get("/tables/1?as=csv"))
    assert [row[0] for row in rows[1:3]] == ["Up to 5", "6 and more"]


def test_the_working_data_follow_the_selection_and_only_the_newest_are_kept(study: MadeStudy) -> None:
    first = working_freeze(study.workspace)
    assert working_freeze(study.workspace).folder == first.folder
    settle_study(study.lead, study.workspace)
    again = working_freeze(study.workspace)
    assert again.manifest.freeze == first.manifest.freeze  # the same data
    kept = [path for path in (study.workspace.folder / "working").iterdir() if path.is_dir()]
    assert kept == [again.folder]
    assert not any(study.workspace.freezes.glob("*"))


def test_two_variables_are_put_against_each_other(study: MadeStudy, client_of: ClientOf) -> None:
    page = client_of(study.reader).get("/explore", GEARS_BY_COLOUR)
    assert "Gears, banded by colour" in text_of(page)
    rows = rows_of(client_of(study.reader).get("/explore", {**GEARS_BY_COLOUR, "as": "csv"}))
    header, few = rows[0], rows[1]
    assert few[header.index("Red")] == "2"
    assert few[header.index("Red, %")] == "100.0"


def test_a_variable_that_is_not_there_is_told_beside_its_field(study: MadeStudy, client_of: ClientOf) -> None:
    page = client_of(study.reader).get("/explore", {**GEARS_BY_COLOUR, "columns": "coluor"})
    assert page.status_code == 422
    assert "Did you mean “colour”" in text_of(page)


def test_what_was_explored_becomes_a_table_of_the_pack(study: MadeStudy, client_of: ClientOf) -> None:
    lead = client_of(study.lead)
    answer = lead.post("/explore/add", {**GEARS_BY_COLOUR, "number": "9", "title": "Gears “again”"})
    assert answer.status_code == 302
    table = load_pack(study.workspace.pack_folder).table("9")
    assert (table.title, table.population) == ("Gears “again”", "counted")
    assert Event.objects.filter(action="add table to pack", subject="9").exists()
    assert "The pack has changed" in text_of(lead.get("/tables/9"))
    settle_study(study.lead, open_workspace(study.workspace.folder))
    assert "Gears “again”" in text_of(lead.get("/tables/9"))


def test_a_number_that_is_taken_changes_nothing(study: MadeStudy, client_of: ClientOf) -> None:
    before = (study.workspace.pack_folder / "tables.toml").read_text(encoding="utf-8")
    answer = client_of(study.lead).post("/explore/add", {**GEARS_BY_COLOUR, "number": "1", "title": "Twice"})
    assert answer.status_code == 422
    assert "has a table 1 already" in text_of(answer)
    assert (study.workspace.pack_folder / "tables.toml").read_text(encoding="utf-8") == before


@pytest.mark.parametrize(
    ("number", "title", "field", "told"),
    [
        ("1", "Gears again", "number", "The pack has a table 1 already. Take another number."),
        ("", "Gears again", "number", "The number is missing. Give one that no other table has."),
        ("9", " ", "title", "The title is missing. Say what the table counts."),
        ("9", "Gears" * 41, "title", "That cannot be the title of a table."),
    ],
)
def test_what_cannot_be_added_is_told_at_its_field_with_what_was_typed_kept(
    number: str, title: str, field: str, told: str, study: MadeStudy, client_of: ClientOf
) -> None:
    answer = client_of(study.lead).post("/explore/add", {**GEARS_BY_COLOUR, "number": number, "title": title})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{field}"' in page and f'id="{field}-error"' in page
    assert told in text_of(answer)
    assert f'value="{number}"' in page and f'value="{title}"' in page
    assert "Gears, banded by colour" in text_of(answer)
    assert 'href="/explore?rows=many_gears&amp;columns=colour' in page  # the files of what is shown


def test_a_pack_that_would_not_be_right_is_told_at_the_form(
    study: MadeStudy, client_of: ClientOf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise InputProblem("no such key.", place=Place(file="tables.toml", part="title"), right="Mend it.")

    monkeypatch.setattr("waymark.web.results.explore.add_table", refuse)
    answer = client_of(study.lead).post("/explore/add", {**GEARS_BY_COLOUR, "number": "9", "title": "Gears"})
    assert answer.status_code == 422
    assert "tables.toml, title: no such key. Mend it. Nothing was changed." in text_of(answer)
    assert 'value="Gears"' in answer.content.decode()


def test_a_reader_cannot_change_the_pack(study: MadeStudy, client_of: ClientOf) -> None:
    answer = client_of(study.reader).post("/explore/add", {**GEARS_BY_COLOUR, "number": "9", "title": "Mine"})
    assert answer.status_code == 403


def test_a_table_whose_number_has_a_stroke_has_its_page(study: MadeStudy, client_of: ClientOf) -> None:
    client = client_of(study.lead)
    sent = {**GEARS_BY_COLOUR, "number": "4/2", "title": "Gears by colour again"}
    told = text_of(client.post("/explore/add", sent, follow=True))
    assert "Table 4/2 was added to the pack." in told
    assert client.get("/tables/").status_code == 200
    assert [table.number for table in open_workspace(study.workspace.folder).pack.tables][-1] == "4/2"


@pytest.mark.parametrize("number", ["7\0", "7\r\n[[table]]", "\u202e7", "7" * 21])
def test_a_table_is_not_called_what_nobody_can_read(
    number: str, study: MadeStudy, client_of: ClientOf
) -> None:
    before = (study.workspace.pack_folder / "tables.toml").read_text()
    sent = {**GEARS_BY_COLOUR, "number": number, "title": "Gears by colour again"}
    answer = client_of(study.lead).post("/explore/add", sent)
    assert answer.status_code == 422
    assert "cannot be the number of a table" in text_of(answer)
    assert (study.workspace.pack_folder / "tables.toml").read_text() == before


def test_no_address_puts_words_on_the_list_of_tables(study: MadeStudy, client_of: ClientOf) -> None:
    page = client_of(study.reader).get("/tables/?added=7+from+elsewhere")
    assert "from elsewhere" not in text_of(page)
