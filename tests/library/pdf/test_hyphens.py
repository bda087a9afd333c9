"""Which words a report attests, however many are asked for."""

from __future__ import annotations

import pytest

from waymark.library.pdf.hyphens import MOST_LOOKED_FOR, Attested

LINES = (
    "The health visitor’s cooperation, and re-",
    "assessment of the well-known (safeguarding plan",
    "was late. Nobody asked about (therapy) or the school’s",
)
ATTESTED = {
    "cooperation": True,  # before a comma
    "visitor": True,  # before ’s
    "well-known": True,
    "safeguarding": True,  # after a bracket
    "therapy": False,  # between two brackets
    "known": False,  # only within another word
    "operation": False,
    "re-": True,
    "assessments": False,
    "late": True,
    "The": True,
    "school": True,
}


@pytest.mark.parametrize("word", ATTESTED)
def test_a_word_is_attested_alone_or_beside_the_usual_marks(word: str) -> None:
    assert (word in Attested(LINES)) is ATTESTED[word]


def test_many_words_are_answered_as_few_are() -> None:
    many = Attested(LINES)
    for _ in range(MOST_LOOKED_FOR):
        assert "late" in many
    assert {word: word in many for word in ATTESTED} == ATTESTED
