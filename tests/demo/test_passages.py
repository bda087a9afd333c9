"""Sentences that state an answer are found in a report; where it states nothing, nothing is found."""

from __future__ import annotations

from datetime import date

import pytest

from waymark.demo.passages import (
    Candidate,
    FieldFound,
    Passages,
    PassagesFile,
    ReportRead,
    Told,
    other_than,
)
from waymark.instruments.conditions import Value

TEXT = (
    "The rider left the lamp at home. The lamp was dark. The road was wet\n"
    "and nobody saw the lamp was dark until later.\n"
    "On 4 May 2013 a rider aged 30 fell.\n"
)
FOUND = Passages(
    PassagesFile(
        stated={"day": "incident_date", "age": "age", "town": "board"},
        told=(Told(variable="light", codes=("no",), words=("lamp was dark",), plain=True),),
    )
)


def paragraphs() -> tuple[Candidate, ...]:
    made, start = [], 0
    for line in TEXT.splitlines():
        made.append(Candidate(start, start + len(line), 1, line))
        start += len(line) + 1
    return tuple(made)


def report(*fields: FieldFound) -> ReportRead:
    return ReportRead(TEXT, paragraphs(), fields)


def test_a_whole_sentence_is_found_and_one_that_goes_over_the_page_is_not() -> None:
    (sentence,) = FOUND.stating(report(), "light", "no")
    assert sentence.text == "The lamp was dark." == TEXT[sentence.start : sentence.end]


def test_nothing_is_found_for_an_answer_that_the_words_do_not_state() -> None:
    assert FOUND.stating(report(), "light", "yes") == ()
    assert FOUND.stating(report(), "weather", "no") == ()


@pytest.mark.parametrize(
    ("variable", "field", "printed", "value", "stated"),
    [
        ("day", "incident_date", "2013-05-04", date(2013, 5, 4), True),
        ("day", "incident_date", "2013-05", date(2013, 5, 4), False),
        ("age", "age", "24-35", 30, True),
        ("age", "age", "30", 30, True),
        ("age", "age", "24-29", 30, False),
        ("town", "board", "Holmeford Cycling Board", "Holmeford", True),
        ("town", "board", "Holmeford Cycling Board", "Holme", False),
    ],
)
def test_what_a_report_says_of_itself_counts_where_it_is_as_exact_as_the_answer(
    variable: str, field: str, printed: str, value: Value, stated: bool
) -> None:
    said = FieldFound(field, printed, TEXT.index("4 May"))
    found = FOUND.stating(report(said), variable, value)
    assert [one.text for one in found] == (["On 4 May 2013 a rider aged 30 fell."] if stated else [])


def test_another_sentence_is_taken_where_there_is_one() -> None:
    one, other = Candidate(0, 5, 1, "One."), Candidate(6, 12, 1, "Other.")
    assert other_than([one], [one, other]) == (other,)
    assert other_than([one], [one]) == (one,)


def test_plain_words_leave_nothing_to_judge() -> None:
    assert FOUND.leaves_nothing_to_judge("light", "no")
    assert not FOUND.leaves_nothing_to_judge("light", "yes")
