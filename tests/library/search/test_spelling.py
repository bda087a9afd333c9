"""A report is found in whichever spelling it is written."""

from __future__ import annotations

import pytest

from tests.library.search.making import index, passage, texts
from waymark.library.search.spelling import MOST_SPELLINGS, spellings
from waymark.library.search.stems import stem

PAIRS = [
    ("organise", "organize"),
    ("organisations", "organizations"),
    ("hospitalised", "hospitalized"),
    ("analysed", "analyzed"),
    ("behaviour", "behavior"),
    ("misbehaviour", "misbehavior"),
    ("neighbours", "neighbors"),
    ("centre", "center"),
    ("centred", "centered"),
    ("programme", "program"),
    ("paediatric", "pediatric"),
    ("paediatrician", "pediatrician"),
    ("anaemia", "anemia"),
    ("haemorrhage", "hemorrhage"),
    ("foetal", "fetal"),
    ("practise", "practice"),
    ("practising", "practicing"),
    ("judgement", "judgment"),
    ("acknowledgement", "acknowledgment"),
    ("licence", "license"),
    ("enquiry", "inquiry"),
    ("learnt", "learned"),
    ("counsellor", "counselor"),
    ("counselling", "counseling"),
    ("travelled", "traveled"),
    ("enrolment", "enrollment"),
    ("skilful", "skillful"),
    ("co-operation", "cooperation"),
    ("co-ordinated", "coordinated"),
    ("well-being", "wellbeing"),
    ("multi-agency", "multiagency"),
]


@pytest.mark.parametrize(("one", "other"), PAIRS + [(b, a) for a, b in PAIRS])
def test_either_spelling_finds_the_other(one: str, other: str) -> None:
    made = index([passage(f"There was {other} then."), passage("There was nothing then.")])
    assert texts(made, one) == [f"There was {other} then."]
    assert texts(made, f'"was {one} then"') == [f"There was {other} then."]
    assert texts(made, f'"{one}" NEAR/0 then') == [f"There was {other} then."]


@pytest.mark.parametrize(
    ("typed", "other"),
    [
        ("four", "for"),
        ("hour", "hor"),
        ("source", "sorce"),
        ("offence", "offensive"),
        ("supervise", "supervize"),
        ("metre", "meter"),
        ("raise", "raize"),
        ("diagnosis", "diagnoziz"),
    ],
)
def test_words_that_only_look_alike_are_left_alone(typed: str, other: str) -> None:
    assert texts(index([passage(f"It was {other}.")]), typed) == []


def test_the_american_word_finds_the_british_even_where_the_reverse_would_find_too_much() -> None:
    made = index([passage("An offence was recorded."), passage("Offensive language.")])
    assert "An offence was recorded." in texts(made, "offense")
    assert texts(made, "offence") == ["An offence was recorded."]


def test_several_words_of_a_phrase_may_each_be_spelt_otherwise() -> None:
    made = index([passage("The organization of the programme."), passage("The organisation of the program.")])
    assert len(texts(made, '"organisation of the programme"')) == 2


def test_spellings_are_bounded_and_begin_with_the_one_typed() -> None:
    words = ("behaviour", "centre", "practise", "judgement", "organise", "licence", "colour")
    found = spellings(words)
    assert len(found) == MOST_SPELLINGS
    assert found[0] == words
    assert len({tuple(map(stem, each)) for each in found}) == len(found)


def test_stems_find_other_forms_of_a_word() -> None:
    made = index([passage("They were neglected."), passage("Neglecting him."), passage("Negligence.")])
    assert sorted(texts(made, "neglect")) == ["Neglecting him.", "They were neglected."]
