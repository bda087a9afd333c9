"""The lead gives cases to readers, by number, by hand and to a second reader, and takes them back with a reason."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.web.conftest import text_of
from tests.web.team.conftest import READ, SHEET, WAITING, Together
from waymark.reading.models import Form
from waymark.study.models import Event, Person


@pytest.fixture
def lead(together: Together, client_of: Callable[[Person], Client]) -> Client:
    return client_of(together.study.lead)


def newest() -> int:
    """What the page that was just shown holds."""
    return Form.objects.latest("pk").pk


def test_the_team_page_shows_who_has_what_and_what_nobody_has(lead: Client) -> None:
    shown = text_of(lead.get("/team/"))
    assert "Inspection sheet layer 1 1 Assign" in shown
    assert "1 of 1 1 Read again" in shown
    assert "M. Reader 1 of 1" in shown
    assert (
        "P. Reader"
        not in text_of(lead.get(f"/team/?reader={Person.objects.get(handle='m.reader').pk}"))
        .partition("Who has what Form")[2]
        .partition("Case Form")[2]
    )


def test_ticked_cases_go_to_the_reader(lead: Client, together: Together) -> None:
    answer = lead.post(
        f"/team/assign/{SHEET}",
        {"which": "ticked", "case": [WAITING], "reader": [together.study.reader.pk]},
        follow=True,
    )
    assert "1 case is assigned." in text_of(answer)
    form = Form.objects.get(case__case_id=WAITING)
    assert (form.reader, form.assigned_by) == (together.study.reader, together.study.lead)


def test_nobody_chosen_is_told_and_what_was_ticked_stays(lead: Client) -> None:
    answer = lead.post(f"/team/assign/{SHEET}", {"which": "ticked", "case": [WAITING]})
    assert answer.status_code == 422
    assert "Nobody is chosen to read." in text_of(answer)
    assert f'value="{WAITING}"' in answer.content.decode()
    assert Form.objects.count() == 2


def test_a_second_reading_of_a_share_keeps_its_seed(lead: Client, together: Together) -> None:
    study = together.study
    lead.post(
        f"/team/assign/{SHEET}",
        {"which": "number", "number": "1", "reader": [study.reader.pk], "newest": newest()},
    )
    answer = lead.post(
        f"/team/second/{SHEET}",
        {
            "which": "share", "percent": "100", "seed": "42", "manner": "verification", "newest": newest(),
            "questions": "named", "item": ["rusty"], "reader": [study.reader.pk, study.second_reader.pk],
        },
        follow=True,
    )  # fmt: skip
    assert "second reading: 1 case is assigned." in text_of(answer)
    made = Form.objects.get(case__case_id=WAITING, part="second")
    assert (made.reader, made.manner, made.items) == (study.second_reader, "verification", ["rusty"])
    drawn = Event.objects.get(action="draw share for second reading")
    assert (drawn.detail["seed"], drawn.detail["percent"], drawn.detail["cases"]) == (42, 100, [WAITING])


def test_a_refused_second_reading_leaves_no_trace(lead: Client, together: Together) -> None:
    lead.get("/team/")
    before = Event.objects.count()
    share = {"which": "share", "percent": "50", "seed": "1", "newest": newest()}
    for wrong in ({"reader": ["0"]}, {"reader": [together.study.reader.pk], "questions": "named"}):
        answer = lead.post(f"/team/second/{SHEET}", {**share, "manner": "pack", **wrong})
        assert answer.status_code == 422
    assert Event.objects.count() == before


def test_a_form_is_withdrawn_with_a_reason(lead: Client, together: Together) -> None:
    address = f"/team/forms/{together.second.pk}/withdraw"
    assert "Say why" in text_of(lead.post(address, {"why": " "}))
    together.second.refresh_from_db()
    assert together.second.withdrawn_at is None
    assert "was withdrawn from" in text_of(lead.post(address, {"why": "On leave."}, follow=True))
    assert Event.objects.get(action="withdraw form").detail["why"] == "On leave."
    assert "no second" in text_of(lead.get(f"/team/second/{SHEET}"))


def test_a_page_sent_twice_does_not_give_out_further_cases(lead: Client, together: Together) -> None:
    data = {"which": "number", "number": "1", "reader": [together.study.reader.pk], "newest": newest()}
    lead.post(f"/team/assign/{SHEET}", data)
    count = Form.objects.count()
    told = lead.post(f"/team/assign/{SHEET}", data)
    assert told.status_code == 422
    assert "since this page was shown" in text_of(told)
    share = {"which": "share", "percent": "100", "seed": "1", "manner": "blind", "reader": data["reader"]}
    assert lead.post(f"/team/second/{SHEET}", {**share, "newest": data["newest"]}).status_code == 422
    assert Form.objects.count() == count


def test_a_form_withdrawn_twice_is_told_as_done(lead: Client, together: Together) -> None:
    address = f"/team/forms/{together.first.pk}/withdraw"
    assert "P. Reader has the second reading" in text_of(lead.get(address))
    lead.post(address, {"why": "On leave."})
    again = lead.post(address, {"why": "On leave."}, follow=True)
    assert "is withdrawn from M. Reader" in text_of(again)
    assert Event.objects.filter(action="withdraw form").count() == 1
    assert lead.get("/team/forms/999999/withdraw").status_code == 404


def test_the_second_reader_of_a_withdrawn_first_is_passed_over(lead: Client, together: Together) -> None:
    lead.post(f"/team/forms/{together.first.pk}/withdraw", {"why": "On leave."})
    told = lead.post(
        f"/team/assign/{SHEET}",
        {"which": "ticked", "case": [READ], "reader": [together.study.second_reader.pk]},
        follow=True,
    )
    assert "1 passed over: N00001 is read by nobody else of those named." in text_of(told)


def test_what_the_pack_verifies_and_reads_blind_is_said(lead: Client, together: Together) -> None:
    study = together.study
    lead.post(f"/team/assign/{SHEET}", {"which": "ticked", "case": [WAITING], "reader": [study.reader.pk]})
    assert "2 facts are verified, 0 judgements are read blind." in text_of(lead.get(f"/team/second/{SHEET}"))


@pytest.mark.parametrize(
    "address",
    ["/team/?reader=99999999999999999999", "/team/?reader=²", "/team/assign/sheet?sample=²",
     "/team/assign/sheet?sample=99999999999999999999", "/team/?page=²", "/team/?state=odd&instrument=odd"],
)  # fmt: skip
def test_an_odd_address_is_no_fault(lead: Client, address: str) -> None:
    assert lead.get(address).status_code == 200


@pytest.mark.parametrize("part", ["", f"assign/{SHEET}", f"second/{SHEET}", f"agreement/{SHEET}",
                                  f"adjudicate/{SHEET}", f"adjudicate/{SHEET}/settled"])  # fmt: skip
def test_the_pages_of_the_team_are_not_for_readers(
    together: Together, client_of: Callable[[Person], Client], part: str
) -> None:
    assert client_of(together.study.reader).get(f"/team/{part}").status_code == 403
