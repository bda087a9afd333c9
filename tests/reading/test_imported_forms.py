"""Answers that came in as a file are forms like any other: compared, corrected on the desk, counted once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from tests.reading.conftest import ReadingStudy
from tests.register.making import xlsx
from waymark.cli.main import main
from waymark.reading.answering import finish, reopen, save_answer
from waymark.reading.given import Given
from waymark.reading.models import Form
from waymark.reading.queries import form_as_it_stands
from waymark.reading.settling import settle_study
from waymark.register.models import SettledValue, StatedValue

HEADER = ("Case number", "Date of incident", "Reader", "Gender", "Ethnicity", "Family or community context")


def answers_in(study: ReadingStudy, folder: Path, *rows: tuple[object, ...]) -> None:
    sheet = xlsx(folder / "answers.xlsx", (HEADER, *rows))
    assert main(["import", "answers", str(sheet), "--yes", "--study", str(study.workspace.folder)]) == 0


def gender(case: str) -> object:
    return SettledValue.objects.get(notification__case_id=case, variable="gender").value


def test_a_row_is_a_finished_form_of_the_reader_it_names(reading: ReadingStudy, tmp_path: Path) -> None:
    answers_in(reading, tmp_path, (20001, "2012-05-14", "Ann", "Male", "Not stated", "Family context"))
    form = Form.objects.get()
    assert (form.reader, form.part, form.read_by) == (reading.ann, "first", "Ann")
    assert form.finished_at is not None
    assert abs((datetime.now(UTC) - form.answers.first().at).total_seconds()) < 600
    items = {item.item.variable: item for item in form_as_it_stands(reading.workspace, form).items}
    assert (items["gender"].in_words, items["ethnicity"].in_words) == ("Male", "Not stated")


def test_a_second_reader_of_the_same_file_is_a_second_reading(reading: ReadingStudy, tmp_path: Path) -> None:
    answers_in(
        reading,
        tmp_path,
        (20001, "2012-05-14", "Ann", "Male", "", ""),
        (20001, "2012-05-14", "somebody else", "Female", "", ""),
    )
    assert sorted(Form.objects.values_list("read_by", "part", "reader__handle")) == [
        ("Ann", "first", "ann"),
        ("somebody else", "second", None),
    ]


def test_an_imported_answer_counts_once_and_a_change_on_the_desk_stands(
    reading: ReadingStudy, tmp_path: Path
) -> None:
    answers_in(reading, tmp_path, (20001, "2012-05-14", "Ann", "Male", "", ""))
    settle_study(reading.lead, reading.workspace)
    assert gender(reading.km) == "male"
    assert StatedValue.objects.filter(source="front_sheet", variable="gender").count() == 1
    form = Form.objects.get()
    reopen(reading.ann, form.pk)
    save_answer(reading.ann, reading.workspace, form.pk, "gender", Given("value", "female"), 1, uuid4())
    while missing := form_as_it_stands(reading.workspace, form).missing:
        for name in missing:
            save_answer(reading.ann, reading.workspace, form.pk, name, Given("not stated"), 0, uuid4())
    finish(reading.ann, reading.workspace, form.pk)
    settle_study(reading.lead, reading.workspace)
    assert gender(reading.km) == "female"
