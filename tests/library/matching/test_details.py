"""Outcome, gender, category and narrative."""

from __future__ import annotations

import pytest

from tests.library.matching.making import a_case, a_report
from waymark.library.matching.agreement import KeyCompared
from waymark.library.matching.boards import board_reader
from waymark.library.matching.keys import Comparer
from waymark.library.matching.records import CaseRecord, ReportRecord

DEATH = a_case(outcome="death", gender="female", death_category="sudi")


def details(report: ReportRecord, case: CaseRecord) -> KeyCompared:
    return Comparer([case], board_reader(())).compare(report, case).keys["details"]


def test_outcome_and_gender_agree_roughly() -> None:
    found = details(a_report(outcome="death", gender="female"), DEATH)
    assert (found.agreement, found.firmness) == ("agrees", "rough")


def test_a_category_in_the_opening_words_makes_it_firm() -> None:
    found = details(
        a_report(opening="An infant died while co-sleeping.", outcome="death", gender="female"), DEATH
    )
    assert (found.agreement, found.firmness, found.note) == ("agrees", "firm", "outcome, gender and category")


def test_a_death_is_no_serious_harm() -> None:
    found = details(a_report(outcome="serious_harm", gender="female"), DEATH)
    assert (found.agreement, found.firmness) == ("differs", "firm")


def test_an_outcome_and_a_gender_that_differ_say_more_than_an_outcome() -> None:
    boy, girl = (
        details(a_report(outcome="serious_harm", gender=gender), DEATH) for gender in ("male", "female")
    )
    assert (boy.agreement, boy.note, girl.note) == (
        "differs",
        "the outcome and the gender differ",
        "the outcome differs",
    )
    assert boy.one_in < girl.one_in == 1


def test_a_changed_gender_proves_nothing() -> None:
    found = details(a_report(outcome="death", gender="male"), DEATH)
    assert found.agreement == "absent" and "may have been changed" in found.note


def test_a_changed_gender_is_outweighed_by_what_happened() -> None:
    found = details(a_report(opening="A case of sudden infant death.", outcome="death", gender="male"), DEATH)
    assert (found.agreement, found.firmness) == ("agrees", "rough")


def test_an_outcome_alone_agrees_roughly_where_no_gender_is_stated() -> None:
    found = details(a_report(outcome="death"), DEATH)
    assert (found.agreement, found.firmness, found.note) == ("agrees", "rough", "only the outcome")
    unknown = a_case(outcome="death", gender="not_stated")
    assert details(a_report(outcome="death", gender="female"), unknown).agreement == "agrees"


def test_a_gender_alone_is_too_little() -> None:
    found = details(a_report(gender="female"), DEATH)
    assert (found.agreement, found.note) == ("absent", "only the gender is known to be the same")


def test_rare_words_of_the_narrative_agree() -> None:
    case = a_case(outcome="death", incident_details="Fell from a viaduct beside the reservoir allotments.")
    found = details(a_report(opening="near allotments, a reservoir and its viaduct", outcome="death"), case)
    assert found.agreement == "agrees" and "narrative" in found.note


@pytest.mark.parametrize("stated", ["death", "serious_harm"])
def test_each_outcome_is_known_by_what_the_pack_calls_it(stated: str) -> None:
    case = a_case(outcome=stated, gender="male")
    assert details(a_report(outcome=stated, gender="male"), case).agreement == "agrees"
