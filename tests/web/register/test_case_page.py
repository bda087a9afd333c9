"""The page of a case and a person's correction of a value."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.web.conftest import MadeStudy, text_of
from tests.web.register.conftest import PRECEDENCE, WITH_CORRECTIONS, case_of_reader
from waymark.instruments.problems import CallProblem, InputProblem
from waymark.reading.assigning import second_reading
from waymark.reading.models import Form
from waymark.reading.settling import settle_study
from waymark.register.correcting import correct_value
from waymark.register.models import Notification, SettledValue, StatedValue
from waymark.study.models import Event, Person
from waymark.study.workspace import open_workspace

ClientOf = Callable[[Person], Client]


def standing(case_id: str, variable: str) -> object:
    found = SettledValue.objects.filter(notification__case_id=case_id, variable=variable).first()
    return found.value if found else None


def test_every_value_is_shown_with_its_source_and_what_others_said(
    study: MadeStudy, client_of: ClientOf
) -> None:
    page = text_of(client_of(study.lead).get("/cases/N00002"))
    assert "Colour: Red Inspection sheet" in page
    assert "1 said otherwise" in page
    assert "Notification Blue blue tickets.xlsx" in page
    assert "Does not stand" in page
    assert "Brought in: 1 April 2020" in page


def test_steps_are_told_in_words(study: MadeStudy, client_of: ClientOf) -> None:
    page = text_of(client_of(study.lead).get("/cases/N00002"))
    assert "The answer is a known synonym of a category" in page
    assert "From “crimson” to “" in page
    assert "category-by-synonym" not in page


def test_opening_a_case_is_an_event(study: MadeStudy, client_of: ClientOf) -> None:
    client_of(study.lead).get("/cases/N00001")
    event = Event.objects.latest("id")
    assert (event.action, event.case, event.person) == ("open case", "N00001", study.lead)


def test_the_row_is_shown_as_it_was_received(study: MadeStudy, client_of: ClientOf) -> None:
    client = client_of(study.lead)
    case = Notification.objects.get(case_id="N00003")
    page = text_of(client.get(f"/cases/N00003/rows/{case.row_id}"))
    assert "Colour unknown Colour" in page
    other = client.get(f"/cases/N00001/rows/{case.row_id}")
    assert other.status_code == 422 and "was received for N00001" in text_of(other)


def test_a_reader_opens_assigned_cases_only(study: MadeStudy, client_of: ClientOf) -> None:
    case_of_reader(study, "N00003")
    client = client_of(study.reader)
    assert client.get("/cases/N00003").status_code == 200
    assert client.get("/cases/N00001").status_code == 403
    assert client.get("/cases/N00099").status_code == 403
    assert client.post("/cases/N00001/correct/colour", {"value": "blue", "why": "x"}).status_code == 403
    assert not StatedValue.objects.filter(source="correction").exists()


def test_a_second_reader_is_not_told_what_the_first_said(study: MadeStudy, client_of: ClientOf) -> None:
    case_of_reader(study, "N00002")
    second_reading(study.lead, study.workspace, "sheet", ["N00002"], [study.second_reader], Form.Manner.BLIND)
    page = text_of(client_of(study.second_reader).get("/cases/N00002"))
    assert "Inspection sheet, first reading" in page
    assert "Colour: Red" not in page and "Rusty: Yes" not in page and "Sources disagree" not in page
    assert "N00002" not in text_of(client_of(study.second_reader).get("/register/?is.rusty=yes"))


def test_a_correction_stands_after_the_next_selection(study: MadeStudy, client_of: ClientOf) -> None:
    client = client_of(study.lead)
    sent = {"value": "blue", "why": "The owner’s receipt says blue."}
    page = text_of(client.post("/cases/N00002/correct/colour", sent, follow=True))
    assert "“Colour” is corrected." in page
    assert "Corrected, stands after the next selection" in page
    assert standing("N00002", "colour") == "red"
    selected = client.post("/register/select", {"back": "/cases/N00002"}, follow=True)
    assert "Colour: Blue Correction" in text_of(selected)
    assert "Corrected, stands" not in text_of(selected)
    assert standing("N00002", "colour") == "blue"


def test_a_correction_keeps_before_after_and_the_reason(study: MadeStudy, client_of: ClientOf) -> None:
    correct_value(study.lead, study.workspace, "N00001", "gears", "value", "five", "Counted them.")
    event = Event.objects.get(action="correct value")
    assert (event.case, event.detail["before"], event.detail["after"]) == ("N00001", 3, 5)
    page = text_of(client_of(study.lead).get("/cases/N00001"))
    assert "Gears: before 3 , after 5 Why: Counted them." in page


def test_the_last_correction_stands_whoever_made_it(study: MadeStudy) -> None:
    correct_value(study.lead, study.workspace, "N00001", "colour", "value", "blue", "Seen.")
    correct_value(study.reader, study.workspace, "N00001", "colour", "value", "red", "Seen again.")
    settle_study(study.lead, study.workspace)
    assert standing("N00001", "colour") == "red"
    correct_value(study.lead, study.workspace, "N00001", "colour", "not stated", "", "Nobody can tell.")
    settle_study(study.lead, study.workspace)
    assert standing("N00001", "colour") == "unknown"


def test_a_value_can_be_corrected_to_nothing(study: MadeStudy) -> None:
    correct_value(study.lead, study.workspace, "N00001", "gears", "not stated", "", "Nobody counted.")
    settle_study(study.lead, study.workspace)
    assert standing("N00001", "gears") is None
    assert standing("N00002", "gears") == 21


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"value": "blue", "why": " "}, "The reason is missing. Say why"),
        ({"why": "Seen."}, "The value is missing. Choose one of: Red, Blue, Not known."),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_changed(
    sent: dict[str, str], told: str, study: MadeStudy, client_of: ClientOf
) -> None:
    page = client_of(study.lead).post("/cases/N00001/correct/colour", sent)
    assert page.status_code == 422
    assert told in text_of(page)
    assert not StatedValue.objects.filter(source="correction").exists()


def test_a_value_that_cannot_be_read_is_told(study: MadeStudy) -> None:
    with pytest.raises(InputProblem, match="Write a whole number"):
        correct_value(study.lead, study.workspace, "N00001", "gears", "value", "plenty", "Seen.")
    with pytest.raises(InputProblem, match="cannot be right"):
        correct_value(study.lead, study.workspace, "N00001", "brought_in", "value", "1/1/2999", "Seen.")


@pytest.mark.parametrize(
    ("variable", "told"),
    [
        ("many_gears", "follows from other variables"),
        ("place_in_study", "makes it anew"),
        ("wheels", "no variable “wheels”"),
    ],
)
def test_what_the_register_makes_itself_is_not_corrected(variable: str, told: str, study: MadeStudy) -> None:
    with pytest.raises(CallProblem, match=told):
        correct_value(study.lead, study.workspace, "N00001", variable, "value", "few", "Seen.")


def test_a_viewer_corrects_nothing(study: MadeStudy) -> None:
    with pytest.raises(CallProblem, match="is a viewer"):
        correct_value(study.viewer, study.workspace, "N00001", "colour", "value", "red", "Seen.")


def test_a_pack_without_a_place_for_corrections_says_so(study: MadeStudy, client_of: ClientOf) -> None:
    pack = study.workspace.pack_folder / "pack.toml"
    pack.write_text(pack.read_text(encoding="utf-8").replace(WITH_CORRECTIONS, PRECEDENCE), encoding="utf-8")
    workspace = open_workspace(study.workspace.folder)
    with pytest.raises(CallProblem, match="Put “correction” into “precedence”"):
        correct_value(study.lead, workspace, "N00001", "colour", "value", "red", "Seen.")
    page = client_of(study.lead).get("/cases/N00001/correct/colour")
    assert "The pack has no place for corrections" in text_of(page)


def test_a_second_reader_is_shown_neither_the_first_ones_file_nor_what_was_corrected_after_it(
    study: MadeStudy, client_of: ClientOf
) -> None:
    correct_value(study.lead, study.workspace, "N00002", "colour", "value", "blue", "The receipt says so.")
    second_reading(study.lead, study.workspace, "sheet", ["N00002"], [study.reader], Form.Manner.BLIND)
    sheet = StatedValue.objects.filter(notification__case_id="N00002", source="sheet").first()
    assert sheet is not None
    reader, lead = client_of(study.reader), client_of(study.lead)
    page = text_of(reader.get("/cases/N00002"))
    address = f"/cases/N00002/rows/{sheet.row_id}"
    assert address in lead.get("/cases/N00002").content.decode()
    assert address not in reader.get("/cases/N00002").content.decode()
    assert "The receipt says so." not in page
    refused = reader.get(address)
    assert refused.status_code == 422
    assert "crimson" not in text_of(refused)
    assert "crimson" in text_of(lead.get(address))


def test_looking_at_a_value_to_correct_it_is_an_event(study: MadeStudy, client_of: ClientOf) -> None:
    client_of(study.lead).get("/cases/N00001/correct/gears")
    event = Event.objects.latest("id")
    assert (event.action, event.case) == ("open value to correct", "N00001")
