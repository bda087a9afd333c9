"""Agreement from the store: what two readers answered, how far they agree, and the cases in which they differ."""

from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.reading.conftest import ReadingStudy
from tests.reading.test_answering import fill, first_form
from tests.reading.test_together import read_twice
from tests.register.making import xlsx
from waymark.cli.main import main
from waymark.instruments.problems import CallProblem
from waymark.reading.adjudicating import choose, differences
from waymark.reading.agreement import Unanswered
from waymark.reading.answering import finish
from waymark.reading.assigning import second_reading, withdraw
from waymark.reading.comparing import QuestionCompared, comparison, questions_compared, ratings_of
from waymark.reading.models import Answer, Form
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
    assert by_name["gender"].verified.cases == 0


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
    assert disagreements(reading.workspace, SHEET) == 1
    second.finished_at = None
    second.save()
    assert questions_compared(reading.workspace, SHEET) == ()
    assert disagreements(reading.workspace, SHEET) == 0


def read_as_the_pack_says(study: ReadingStudy, manner: Form.Manner, **second: str) -> None:
    """Two readers who say female and family, but for what the second says otherwise."""
    one = first_form(study)
    fill(study, one, gender="female", context="family")
    finish(study.ann, study.workspace, one.pk)
    made = second_reading(study.lead, study.workspace, SHEET, [study.km], [study.ben], manner).forms[0]
    fill(study, made, **{"gender": "female", "context": "family", **second})
    finish(study.ben, study.workspace, made.pk)


def compared_by_name(study: ReadingStudy) -> dict[str, QuestionCompared]:
    return {one.variable.key: one for one in questions_compared(study.workspace, SHEET)}


def test_only_blind_readings_are_quoted_and_verified_ones_stand_apart(reading: ReadingStudy) -> None:
    """As the pack says: a fact is verified, a judgement read blind."""
    read_as_the_pack_says(reading, Form.Manner.PACK, gender="male", context="community")
    by_name = compared_by_name(reading)
    fact, judgement = by_name["gender"], by_name["context"]
    assert (fact.blind, fact.quoted, fact.differing) == (0, None, ())
    assert (fact.verified.cases, fact.verified.confirmed, fact.verified.corrected) == (1, 0, (reading.km,))
    assert (judgement.blind, judgement.differing, judgement.verified.cases) == (1, (reading.km,), 0)
    assert "gender" not in ratings_of(reading.workspace, SHEET)


def test_a_verification_quotes_nothing(reading: ReadingStudy) -> None:
    read_as_the_pack_says(reading, Form.Manner.VERIFICATION)
    by_name = compared_by_name(reading)
    assert all(one.quoted is None for one in by_name.values())
    assert by_name["context"].verified.confirmed == 1


def test_who_saw_the_answers_in_a_withdrawn_form_reads_no_longer_blind(reading: ReadingStudy) -> None:
    one = first_form(reading)
    fill(reading, one, context="family")
    finish(reading.ann, reading.workspace, one.pk)
    for manner in (Form.Manner.VERIFICATION, Form.Manner.BLIND):
        made = second_reading(
            reading.lead, reading.workspace, SHEET, [reading.km], [reading.ben], manner
        ).forms[0]
        if manner == Form.Manner.VERIFICATION:
            withdraw(reading.lead, made.pk, "It is to be read blind.")
    fill(reading, made, context="family")
    finish(reading.ben, reading.workspace, made.pk)
    assert compared_by_name(reading)["context"].blind == 0


def test_an_answer_that_the_question_no_longer_has_is_left_out(reading: ReadingStudy) -> None:
    """A category was taken from the pack after it was answered."""
    read_twice(reading, {"context": "family"}, {"context": "family"})
    form = Form.objects.get(part="second")
    Answer.objects.create(form=form, variable="context", version=2, kind="value", value="gone", token=uuid4())
    assert "context" not in compared_by_name(reading)
    assert [one.variable.key for one in differences(reading.workspace, SHEET)] == ["context"]
    gone = Answer.objects.get(form=form, version=2)
    arguments = (reading.lead, reading.workspace, reading.km, SHEET, "context")
    with pytest.raises(CallProblem, match="no such answer any more"):
        choose(*arguments, gone.pk, "As told.", 0, uuid4())


def test_few_cases_are_said_to_be_few_and_pairs_are_named(reading: ReadingStudy) -> None:
    read_twice(reading, {"context": "family"}, {"context": "community"})
    found = comparison(reading.workspace, SHEET)
    assert found.pairs == (("ann", "ben"),)
    assert all(one.few for one in found.questions if one.quoted)
    assert comparison(reading.workspace, SHEET, ("ann", "nobody")).questions == ()


def test_a_comparison_asks_the_store_a_fixed_number_of_times(reading: ReadingStudy) -> None:
    read_twice(reading, {"context": "family"}, {"context": "community"})
    with CaptureQueriesContext(connection) as asked:
        comparison(reading.workspace, SHEET)
    assert len(asked) <= 8


def test_two_rows_of_one_reader_for_a_case_are_refused_in_words(
    reading: ReadingStudy, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [(20001, "2012-05-14", reader, "Male") for reader in ("Ann", "ann")]
    sheet = xlsx(tmp_path / "answers.xlsx", (("Case number", "Date of incident", "Reader", "Gender"), *rows))
    call = ["import", "answers", str(sheet), "--yes", "--study", str(reading.workspace.folder)]
    assert main(call) == 3
    told = capsys.readouterr().err
    assert "20001 by ann" in told
    assert "Leave one row for each reader" in told
    assert not Form.objects.exists()


def test_a_reader_whose_file_came_in_beside_their_own_form_is_one_reader(
    reading: ReadingStudy, tmp_path: Path
) -> None:
    one = first_form(reading)
    fill(reading, one, context="family")
    finish(reading.ann, reading.workspace, one.pk)
    header = ("Case number", "Date of incident", "Reader", "Family or community context")
    sheet = xlsx(tmp_path / "answers.xlsx", (header, (20001, "2012-05-14", "ann", "Community context")))
    assert main(["import", "answers", str(sheet), "--yes", "--study", str(reading.workspace.folder)]) == 0
    assert comparison(reading.workspace, SHEET).questions == ()
    assert "context" in [one.variable.key for one in differences(reading.workspace, SHEET)]
