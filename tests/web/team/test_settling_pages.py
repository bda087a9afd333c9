"""Agreement by question and its cases; disagreements decided with a reason, agreements settled in bulk."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from tests.web.conftest import text_of
from tests.web.team.conftest import READ, SHEET, Together
from waymark.reading.models import Answer, Decision
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
    shown = text_of(lead.get(f"/team/agreement/{SHEET}"))
    assert "Colour Fact 1 0 0%" in shown
    assert "Rusty Fact 1 0 100%" in shown
    cases = text_of(lead.get(f"/team/agreement/{SHEET}/colour"))
    assert "M. Reader: Red P. Reader: Blue" in cases
    assert READ in cases
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
    assert "1 left to settle" in shown
    assert "Which colour is the frame?" in shown
    assert "Is there rust?" not in shown
    assert "A · M. Reader Red" in shown
    assert "B · P. Reader Blue" in shown
    assert "M. Reader looked twice." in shown
    passages = re.findall(r'href="(/reports/R0001/text\?start=0&amp;end=20)"', page.content.decode())
    assert len(passages) == 2
    assert re.findall(r'data-key="([abo])"', page.content.decode()) == ["a", "b", "o"]


def test_a_choice_is_kept_with_its_reason_and_the_list_is_empty(lead: Client, together: Together) -> None:
    shown = text_of(lead.post(PAGE, decision(answer_of(together).pk), follow=True))
    assert "No disagreement is left." in shown
    made = Decision.objects.get()
    assert (made.value, made.how, made.why) == ("blue", "chosen", "The report says so.")


def test_neither_may_be_right(lead: Client) -> None:
    lead.post(PAGE, decision("other", kind="unclear"))
    made = Decision.objects.get()
    assert (made.how, made.kind, made.value) == ("other", "unclear", None)


@pytest.mark.parametrize(
    ("right", "why", "more", "told"),
    [
        ("", "Because.", {}, "Say which reader is right"),
        ("other", " ", {"value": "red"}, "Say why"),
        ("other", "Because.", {}, "Give the one that is right"),
        ("other", "Because.", {"value": "purple"}, "purple"),
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
    told = text_of(other.post(PAGE, decision("other", value="unknown", kind="unclear"), follow=True))
    assert "decided on “Colour”" in told
    assert "kept beside it" in told
    assert list(Decision.objects.order_by("version").values_list("kind", "stands")) == [
        ("value", True),
        ("unclear", False),
    ]


def test_agreements_are_settled_in_one_act(lead: Client) -> None:
    assert "Settle 1 agreement as answered" in text_of(lead.get(PAGE))
    assert "1 agreement is settled." in text_of(lead.post(f"{PAGE}/agreements", follow=True))
    assert Decision.objects.get().variable == "rusty"
