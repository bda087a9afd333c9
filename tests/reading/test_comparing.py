"""Agreement from the store: what two readers answered, how far they agree, and the cases in which they differ."""

from __future__ import annotations

from tests.reading.conftest import ReadingStudy
from tests.reading.test_together import read_twice
from waymark.reading.agreement import Unanswered
from waymark.reading.comparing import questions_compared, ratings_of
from waymark.reading.progress import disagreements

SHEET = "front_sheet"


def test_a_question_is_rated_by_both_readers_and_the_case_that_differs_is_named(
    reading: ReadingStudy,
) -> None:
    read_twice(
        reading, {"gender": "female", "context": "family"}, {"gender": "female", "context": "community"}
    )
    ratings = ratings_of(reading.workspace, SHEET)["context"]
    assert (ratings.units, ratings.readers, ratings.answers) == (
        (reading.km,), ("ann", "ben"), (("family", "community"),)
    )  # fmt: skip
    by_name = {one.variable.key: one for one in questions_compared(reading.workspace, SHEET)}
    assert by_name["context"].differing == (reading.km,)
    assert by_name["context"].item.judgement
    assert by_name["gender"].differing == ()
    quoted = by_name["gender"].quoted
    assert quoted is not None
    assert quoted.percent is not None
    assert quoted.percent.value == 1
    assert by_name["gender"].seen == 0


def test_not_stated_is_an_answer_and_differs_from_a_value(reading: ReadingStudy) -> None:
    read_twice(reading, {}, {"gender": "male"})
    rated = ratings_of(reading.workspace, SHEET)["gender"]
    assert rated.answers == ((Unanswered.NOT_STATED, "male"),)
    gender = next(one for one in questions_compared(reading.workspace, SHEET) if one.variable.key == "gender")
    assert gender.differing == (reading.km,)


def test_free_text_is_listed_and_not_measured(reading: ReadingStudy) -> None:
    read_twice(reading, {}, {})
    texts = [one for one in questions_compared(reading.workspace, SHEET) if one.variable.type == "text"]
    assert texts
    assert all(one.quoted is None for one in texts)


def test_an_unfinished_second_reading_is_not_compared(reading: ReadingStudy) -> None:
    _, second = read_twice(reading, {"context": "family"}, {"context": "community"})
    assert disagreements(SHEET) == 1
    second.finished_at = None
    second.save()
    assert questions_compared(reading.workspace, SHEET) == ()
    assert disagreements(SHEET) == 0
