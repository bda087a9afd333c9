"""A case whose number or date was corrected is shown by what it is now, and found by either."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from tests.register.making import xlsx
from tests.web.conftest import HEADER, MadeStudy, text_of
from waymark.cli.main import main
from waymark.library.actions import case_of
from waymark.reading.settling import settle_study
from waymark.register.correcting import correct_value
from waymark.register.joined import notified
from waymark.register.models import Notification
from waymark.register.values import Stated
from waymark.study.models import Person

ClientOf = Callable[[Person], Client]
MARCH, MAY = date(2020, 3, 4), date(2020, 5, 9)


def correct(study: MadeStudy, case_id: str, variable: str, value: str) -> None:
    correct_value(study.lead, study.workspace, case_id, variable, "value", value, "The ticket was misread.")


def found(study: MadeStudy, ticket: str, day: date) -> str | None:
    said = [Stated("ticket", ticket, ticket), Stated("brought_in", day, str(day))]
    case, _ = notified(study.workspace.pack).find(said)
    return case.case_id if case else None


def test_the_corrected_number_is_shown_everywhere_once_it_is_selected(
    study: MadeStudy, client_of: ClientOf
) -> None:
    client = client_of(study.lead)
    correct(study, "N00001", "ticket", "T9")
    assert Notification.objects.get(case_id="N00001").case_number == "T1"
    settle_study(study.lead, study.workspace)
    assert case_of("T9").case_id == "N00001"
    assert "T9" in text_of(client.get("/cases/N00001"))
    assert "N00001" in text_of(client.get("/register/?q=T9"))
    assert "Case T9 (N00001)" in text_of(client.get("/search?q=T9"))


def test_what_is_corrected_back_is_called_as_it_was(study: MadeStudy) -> None:
    correct(study, "N00001", "ticket", "T9")
    settle_study(study.lead, study.workspace)
    correct(study, "N00001", "ticket", "T1")
    settle_study(study.lead, study.workspace)
    assert case_of("T1").case_id == "N00001"


def test_a_later_file_finds_the_case_by_its_old_and_its_new_number_and_date(study: MadeStudy) -> None:
    correct(study, "N00001", "ticket", "T9")
    correct(study, "N00001", "brought_in", "9 May 2020")
    assert found(study, "T9", MAY) == "N00001"
    assert found(study, "T1", MARCH) == "N00001"
    assert found(study, "T9", MARCH) is None


def test_a_number_belongs_first_to_the_case_that_has_it_now(study: MadeStudy) -> None:
    """The numbers of two cases were swapped."""
    for case_id, ticket in (("N00001", "T3"), ("N00003", "T1")):
        correct(study, case_id, "ticket", ticket)
        correct(study, case_id, "brought_in", "4 March 2020")
    assert found(study, "T1", MARCH) == "N00003"
    assert found(study, "T3", MARCH) == "N00001"


@pytest.mark.parametrize("ticket", ["T1", "T9"])
def test_a_workbook_with_either_number_is_not_taken_for_new(
    ticket: str, study: MadeStudy, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    correct(study, "N00001", "ticket", "T9")
    settle_study(study.lead, study.workspace)
    again = xlsx(tmp_path / "again.xlsx", (HEADER, (ticket, MARCH, "North", "red", 4)))
    at = ["--study", str(study.workspace.folder)]
    assert main(["import", "notifications", str(again), "--yes", *at]) == 3
    assert "in the study already" in capsys.readouterr().err
