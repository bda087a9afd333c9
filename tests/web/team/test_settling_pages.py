"""Agreement by question and its cases; disagreements decided with a reason, agreements settled in bulk."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from tests.web.conftest import text_of
from tests.web.team.conftest import READ, SHEET, Together
from waymark.reading.answering import finish, reopen, save_answer
from waymark.reading.assigning import second_reading, withdraw
from waymark.reading.given import Given
from waymark.reading.models import Answer, Decision, Form
from waymark.reading.settling import settle_study
from waymark.study.models import Person
from waymark.study.people import add_person

PAGE = f"/team/adjudicate/{SHEET}"


@pytest.fixture
def lead(together: Together, client_of: Callable[[Person], Client]) -> Client:
    return client_of(together.study.lead)


def decision(right: object, why: str = "The report says so.", **more: str) -> dict[str, object]:
    asked = {"case": READ, "variable": "colour", "base_version": "0", "token": str(uuid4()), "at": "1"}
    return {**asked, "right": right, "why": why, **more}


def answer_of(together: Together) -> Answer:
    return Answer.objects.get(form=together.second, variable="colour")


def test_agreement_is_told_by_question_and_opens_the_cases(lead: Client) -> None:
    page = lead.get(f"/team/agreement/{SHEET}")
    shown = text_of(page)
    assert "Colour Fact 1 0%" in shown
    assert "Rusty Fact 1 100%" in shown
    assert "fewer than 30 cases" in shown
    assert "Verified" not in shown
    address = re.search(rf'href="(/team/agreement/{SHEET}/colour[^"]*)"', page.content.decode())
    assert address is not None
    cases = text_of(lead.get(address[1]))
    assert "M. Reader: Red P. Reader: Blue" in cases
    assert READ in cases
    assert "Waits Settle" in cases
    assert lead.get(f"/team/agreement/{SHEET}/nothing").status_code == 404


def test_agreement_as_a_file(lead: Client) -> None:
    lines = lead.get(f"/team/agreement/{SHEET}/agreement.csv").content.decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Variable,Question,Judgement")
    assert lines[1].startswith("colour,Which colour is the frame?,no,every answer,nominal")
    assert READ in lines[1]
    workbook = lead.get(f"/team/agreement/{SHEET}/agreement.xlsx")
    assert workbook.content[:2] == b"PK"


def test_only_the_disagreement_is_shown_with_both_answers_and_passages(lead: Client) -> None:
    page = lead.get(PAGE)
    shown = text_of(page)
    assert "1 left to settle; this is number 1" in shown
    assert "Which colour is the frame?" in shown
    assert "Is there rust?" not in shown
    assert "A · M. Reader Red" in shown
    assert "B · P. Reader Blue" in shown
    assert "M. Reader looked twice." in shown
    passages = re.findall(r'href="(/reports/R0001/text\?start=0&amp;end=20#found)"', page.content.decode())
    assert len(passages) == 2
    assert re.findall(r'data-key="([abosux])"', page.content.decode()) == ["a", "b", "o", "s", "u", "x"]


def test_a_choice_is_kept_with_its_reason_and_the_list_is_empty(lead: Client, together: Together) -> None:
    shown = text_of(lead.post(PAGE, decision(answer_of(together).pk), follow=True))
    assert "No disagreement is left." in shown
    made = Decision.objects.get()
    assert (made.value, made.how, made.why) == ("blue", "chosen", "The report says so.")
    lead.post(f"{PAGE}/agreements")
    history = text_of(lead.get(f"/cases/{READ}"))
    assert "The report says so." in history
    assert "settle agreements" in history.lower()


def test_why_it_was_decided_stands_beside_the_value_and_behind_the_number(
    lead: Client, together: Together
) -> None:
    name_sources_of_decisions(together)
    assert "Decided:" not in text_of(lead.get(f"/cases/{READ}"))
    lead.post(PAGE, decision(answer_of(together).pk, why="Painted over."))
    settle_study(together.study.lead, together.study.workspace)
    case = text_of(lead.get(f"/cases/{READ}"))
    handle = together.study.lead.handle
    assert f"Colour: Blue Adjudicated, {handle}" in case
    assert "Decided: Blue. Why: Painted over." in case
    behind = text_of(lead.get("/behind/1?row=few&column=blue"))
    assert f"Adjudicated, {handle}: Blue. Why: Painted over." in behind


def name_sources_of_decisions(together: Together) -> None:
    about = together.study.workspace.pack_folder / "pack.toml"
    text = about.read_text(encoding="utf-8")
    sources = 'agreed = "agreed"\nadjudicated = "adjudicated"\nprecedence = ["adjudicated", "agreed", '
    about.write_text(text.replace("precedence = [", sources), encoding="utf-8")
    together.study.workspace.__dict__.pop("pack", None)
    settle_study(together.study.lead, together.study.workspace)


def test_neither_may_be_right(lead: Client) -> None:
    lead.post(PAGE, decision("unclear"))
    made = Decision.objects.get()
    assert (made.how, made.kind, made.value) == ("other", "unclear", None)
    lead.post(PAGE, decision("other", value="blue", base_version="1"))
    assert Decision.objects.latest("pk").value == "blue"


@pytest.mark.parametrize(
    ("right", "why", "more", "told"),
    [
        ("", "Because.", {}, "Say which reader is right"),
        ("other", " ", {"value": "red"}, "Say why"),
        ("other", "Because.", {}, "Give the one that is right"),
        ("other", "Because.", {"value": "purple"}, "purple"),
        ("perhaps", "Because.", {}, "Choose one of these"),
        ("999999", "Because.", {}, "does not stand any more"),
    ],
)
def test_a_half_made_decision_is_told_and_not_kept(
    lead: Client, right: str, why: str, more: dict[str, str], told: str
) -> None:
    answer = lead.post(PAGE, decision(right, why, **more))
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert not Decision.objects.exists()


def test_two_leads_deciding_at_once_are_both_kept_and_the_second_is_told(
    lead: Client, together: Together, client_of: Callable[[Person], Client]
) -> None:
    other = client_of(add_person(together.study.lead, "b.lead", "lead", "B. Lead"))
    lead.post(PAGE, decision(answer_of(together).pk))
    told = text_of(other.post(PAGE, decision("unclear"), follow=True))
    assert "decided on “Colour”" in told
    assert "kept beside it" in told
    assert list(Decision.objects.order_by("version").values_list("kind", "stands")) == [
        ("value", True),
        ("unclear", False),
    ]


def test_agreements_are_counted_before_they_are_settled_in_one_act(lead: Client) -> None:
    shown = text_of(lead.get(f"{PAGE}/agreements"))
    assert "same answer to 1 question of 1 case" in shown
    assert "Settle 1 agreement as answered" in shown
    assert "1 agreement is settled." in text_of(lead.post(f"{PAGE}/agreements", follow=True))
    assert Decision.objects.get().variable == "rusty"
    assert "No agreement was left to settle." in text_of(lead.post(f"{PAGE}/agreements", follow=True))
    assert "Every agreement is settled." in text_of(lead.get(f"{PAGE}/agreements"))


def test_what_is_settled_is_listed_with_its_reason_and_can_be_decided_again(
    lead: Client, together: Together
) -> None:
    assert "No disagreement has been settled yet." in text_of(lead.get(f"{PAGE}/settled"))
    lead.post(PAGE, decision(answer_of(together).pk))
    page = lead.get(f"{PAGE}/settled")
    assert "Colour Blue One reader is right The report says so." in text_of(page)
    again = f"{PAGE}?case={READ}&variable=colour&back=settled"
    assert again.replace("&", "&amp;") in page.content.decode()
    shown = lead.get(again)
    assert "decided on" in text_of(shown)
    assert "The report says so." in text_of(shown)
    base = re.search(r'name="base_version" value="(\d+)"', shown.content.decode())
    assert base is not None
    told = lead.post(
        PAGE, decision("unclear", "Torn page.", base_version=base[1], back="settled"), follow=True
    )
    assert told.redirect_chain[-1][0] == f"{PAGE}/settled"
    assert "Colour Unclear Neither reader is right Torn page." in text_of(told)
    assert Decision.objects.filter(stands=True).count() == 2


def test_what_was_typed_for_one_question_never_stands_under_another(lead: Client, together: Together) -> None:
    """The second reading was opened again while the lead wrote."""
    data = decision(answer_of(together).pk, "For the colour.")
    reopen(together.study.second_reader, together.second.pk)
    told = lead.post(PAGE, data)
    assert told.status_code == 422
    assert "no two finished readings" in text_of(told).lower()
    assert "For the colour." not in text_of(told)
    assert "What is right?" not in text_of(told)


def test_the_back_button_does_not_decide_something_else_in_silence(lead: Client, together: Together) -> None:
    data = decision(answer_of(together).pk)
    lead.post(PAGE, data)
    assert "The decision is kept." in text_of(lead.post(PAGE, data, follow=True))
    told = lead.post(PAGE, {**data, "right": "unclear"})
    assert told.status_code == 422
    assert "has settled the question before: Blue" in text_of(told)
    assert Decision.objects.count() == 1


def test_verified_answers_stand_apart_from_agreement(
    lead: Client, together: Together, client_of: Callable[[Person], Client]
) -> None:
    """The second reader, who was blind, is given the case again as a verification."""
    study = together.study
    withdraw(study.lead, together.second.pk, "To be verified instead.")
    form = second_reading(
        study.lead, study.workspace, SHEET, [READ], [study.second_reader], Form.Manner.VERIFICATION
    ).forms[0]
    for variable, value in (("colour", "blue"), ("rusty", "yes")):
        given = Given("value", value)
        save_answer(study.second_reader, study.workspace, form.pk, variable, given, 0, uuid4())
    finish(study.second_reader, study.workspace, form.pk)
    shown = text_of(lead.get(f"/team/agreement/{SHEET}"))
    assert "there is no agreement to quote" in shown
    assert "Colour Fact 1 0 (0%) 1 corrected on Colour" in shown
    assert "P. Reader, who saw the first answer: Blue" in text_of(
        lead.get(f"/team/agreement/{SHEET}/colour?which=verified")
    )
    assert "Readers differ in no case." in text_of(lead.get(f"/team/agreement/{SHEET}/colour?which=blind"))
    lines = lead.get(f"/team/agreement/{SHEET}/agreement.csv").content.decode("utf-8-sig").splitlines()
    assert lines[1].endswith("Nobody read it blind a second time.")


@pytest.mark.parametrize(
    "odd", ["at=-3", "at=٣", "at=99999999999999999999", "case=N1", "case=N00001&variable=x"]
)
def test_an_odd_address_is_no_fault(lead: Client, odd: str) -> None:
    assert lead.get(f"{PAGE}?{odd}").status_code in (200, 422)
