"""A reader fills a form: what is saved stands, nothing is lost, nothing is doubled, nothing is overwritten unseen."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from tests.reading.conftest import ReadingStudy
from waymark.instruments.problems import CallProblem, InputProblem
from waymark.library.models import Report
from waymark.library.queries import stored_text
from waymark.reading.answering import (
    confirm_first,
    finish,
    keep_place,
    pin,
    reopen,
    save_answer,
    stand_by,
    take_back,
)
from waymark.reading.assigned import forms_of, next_form
from waymark.reading.assigning import assign, second_reading
from waymark.reading.given import Given, read_given
from waymark.reading.models import Answer, Form
from waymark.reading.queries import form_as_it_stands, reports_of_case
from waymark.study.models import Event, Person


def first_form(study: ReadingStudy, reader: object = None) -> Form:
    return assign(study.lead, study.workspace, "front_sheet", [study.km], reader or study.ann).forms[0]


def answer(study: ReadingStudy, form: Form, variable: str, value: str, base: int = 0, token=None):
    given = Given("value", value)
    return save_answer(form.reader, study.workspace, form.pk, variable, given, base, token or uuid4())


def test_an_answer_stands_as_it_was_given_and_the_trail_tells_it(reading: ReadingStudy) -> None:
    form = first_form(reading)
    saved = answer(reading, form, "outcome", "death")
    assert saved.stands
    item = form_as_it_stands(reading.workspace, form).item("outcome")
    assert (item.in_words, item.version) == ("Death", 1)
    event = Event.objects.filter(action="answer").get()
    assert (event.case, event.person) == (reading.km, reading.ann)
    assert event.detail["before"] == {}
    assert event.detail["after"]["value"] == "death"


def test_what_is_sent_twice_is_kept_once(reading: ReadingStudy) -> None:
    form = first_form(reading)
    token = uuid4()
    first = answer(reading, form, "outcome", "death", token=token)
    again = answer(reading, form, "outcome", "death", token=token)
    assert first.answer == again.answer
    assert Answer.objects.count() == 1


def test_a_newer_answer_is_never_overwritten_unseen_and_both_are_kept(reading: ReadingStudy) -> None:
    form = first_form(reading)
    answer(reading, form, "gender", "female")
    other_window = answer(reading, form, "gender", "male", base=0)
    assert not other_window.stands
    assert other_window.standing.value == "female"
    assert form_as_it_stands(reading.workspace, form).item("gender").value == "female"
    assert set(Answer.objects.values_list("value", flat=True)) == {"female", "male"}
    kept = stand_by(reading.ann, form.pk, other_window.answer.pk)
    assert kept.stands
    assert form_as_it_stands(reading.workspace, form).item("gender").value == "male"
    stand_by(reading.ann, form.pk, other_window.answer.pk)
    assert Answer.objects.count() == 3


def test_the_store_refuses_to_change_an_answer(reading: ReadingStudy) -> None:
    form = first_form(reading)
    answer(reading, form, "outcome", "death")
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        Answer.objects.update(value="serious_harm")


def test_only_their_reader_answers_a_form(reading: ReadingStudy) -> None:
    form = first_form(reading)
    for other in (reading.ben, reading.lead):
        with pytest.raises(CallProblem, match="not assigned to you"):
            save_answer(other, reading.workspace, form.pk, "outcome", Given("value", "death"), 0, uuid4())
    assert Answer.objects.count() == 0


def test_questions_appear_when_they_apply_and_what_is_missing_is_plain(reading: ReadingStudy) -> None:
    form = first_form(reading)
    stands = form_as_it_stands(reading.workspace, form)
    assert "harm_category" not in stands.missing  # the register knows of a death
    assert "death_category" in stands.missing
    answer(reading, form, "outcome", "serious_harm")
    stands = form_as_it_stands(reading.workspace, form)
    assert stands.item("harm_category").applies
    assert not stands.item("death_category").applies
    assert stands.asked == stands.answered + len(stands.missing)


def test_questions_for_young_people_follow_the_dates_that_a_reader_gives(reading: ReadingStudy) -> None:
    form = first_form(reading)
    pack = reading.workspace.pack
    for name, text in (("date_of_birth", "2/10/1998"), ("incident_date", "14 May 2012")):
        given = read_given(pack, pack.variables[name], "value", [text])
        save_answer(reading.ann, reading.workspace, form.pk, name, given, 0, uuid4())
    assert form_as_it_stands(reading.workspace, form).item("camhs").applies


def test_what_cannot_be_read_says_what_would_be_right(reading: ReadingStudy) -> None:
    pack = reading.workspace.pack
    with pytest.raises(InputProblem, match=r"Write a date as 14/5/2012"):
        read_given(pack, pack.variables["date_of_birth"], "value", ["sometime in May"])
    with pytest.raises(InputProblem, match="Did you mean “death”"):
        read_given(pack, pack.variables["outcome"], "value", ["deth"])


def test_not_stated_is_an_answer_and_no_answer_is_not(reading: ReadingStudy) -> None:
    form = first_form(reading)
    pack = reading.workspace.pack
    assert read_given(pack, pack.variables["ethnicity"], "value", ["not_stated"]) == Given("not stated")
    save_answer(reading.ann, reading.workspace, form.pk, "ethnicity", Given("not stated"), 0, uuid4())
    assert "ethnicity" not in form_as_it_stands(reading.workspace, form).missing
    save_answer(reading.ann, reading.workspace, form.pk, "ethnicity", Given("taken back"), 1, uuid4())
    assert "ethnicity" in form_as_it_stands(reading.workspace, form).missing


def test_a_form_is_finished_when_nothing_is_missing(reading: ReadingStudy) -> None:
    form = first_form(reading)
    with pytest.raises(CallProblem, match="questions have no answer"):
        finish(reading.ann, reading.workspace, form.pk)
    fill(reading, form)
    finish(reading.ann, reading.workspace, form.pk)
    with pytest.raises(CallProblem, match="this form is finished"):
        answer(reading, form, "gender", "male", base=9)
    reopen(reading.ann, form.pk)
    assert answer(reading, form, "gender", "male", base=9).stands


def fill(study: ReadingStudy, form: Form, **values: str) -> None:
    """Answer everything that applies: as given here, else not stated."""
    while missing := form_as_it_stands(study.workspace, form).missing:
        for name in missing:
            given = Given("value", values[name]) if name in values else Given("not stated")
            save_answer(form.reader, study.workspace, form.pk, name, given, 0, uuid4())


def test_a_pinned_passage_keeps_its_words_and_its_page(reading: ReadingStudy) -> None:
    form = first_form(reading)
    report = reports_of_case(form.case)[0]
    text = stored_text(report).text
    start = text.index("Supervision in the community")
    token = uuid4()
    pinned = pin(reading.ann, reading.workspace, form.pk, "harm_source", report.ref, start, start + 11, token)
    pin(reading.ann, reading.workspace, form.pk, "harm_source", report.ref, start, start + 11, token)
    item = form_as_it_stands(reading.workspace, form).item("harm_source")
    assert [e.quote for e in item.evidence] == ["Supervision"]
    take_back(reading.ann, form.pk, pinned.pk)
    assert form_as_it_stands(reading.workspace, form).item("harm_source").evidence == ()


def test_a_passage_of_another_case_is_refused(reading: ReadingStudy) -> None:
    form = first_form(reading)
    own = reports_of_case(form.case)[0]
    other = Report.objects.exclude(pk=own.pk).get()
    with pytest.raises(CallProblem, match="not one of this case"):
        pin(reading.ann, reading.workspace, form.pk, "harm_source", other.ref, 0, 5, uuid4())


def test_a_reader_comes_back_to_where_they_stopped(reading: ReadingStudy) -> None:
    form = first_form(reading)
    report = reports_of_case(form.case)[0]
    keep_place(reading.ann, form.pk, report.ref, 40, "gender")
    form.refresh_from_db()
    assert (form.place_offset, form.place_question) == (40, "gender")
    going_on = next_form(reading.workspace, reading.ann)
    assert going_on is not None
    assert (going_on.form_id, going_on.place, going_on.board) == (form.pk, 1, "Barnmere")


def test_a_second_reader_sees_facts_and_reads_judgements_blind(reading: ReadingStudy) -> None:
    form = first_form(reading)
    report = reports_of_case(form.case)[0]
    pin(reading.ann, reading.workspace, form.pk, "gender", report.ref, 0, 6, uuid4())
    fill(reading, form, gender="female", context="family")
    finish(reading.ann, reading.workspace, form.pk)
    second = second_reading(
        reading.lead, reading.workspace, "front_sheet", [reading.km], [reading.ann, reading.ben]
    ).forms[0]
    assert second.reader == reading.ben
    stands = form_as_it_stands(reading.workspace, second)
    seen = stands.item("gender").first
    assert seen is not None
    assert seen.answer.value == "female"
    assert stands.item("context").first is None
    confirm_first(reading.ben, reading.workspace, second.pk, "gender", 0, uuid4())
    item = form_as_it_stands(reading.workspace, second).item("gender")
    assert item.value == "female"
    assert item.answer is not None
    assert item.answer.first == seen.answer
    assert len(item.evidence) == 1
    with pytest.raises(CallProblem, match="no first answer here"):
        confirm_first(reading.ben, reading.workspace, second.pk, "context", 0, uuid4())


def test_a_blind_second_reader_sees_nothing(reading: ReadingStudy) -> None:
    form = first_form(reading)
    fill(reading, form, gender="female")
    second = second_reading(
        reading.lead,
        reading.workspace,
        "front_sheet",
        [reading.km],
        [reading.ben],
        Form.Manner.BLIND,
        ["gender"],
    ).forms[0]
    stands = form_as_it_stands(reading.workspace, second)
    assert [item.item.variable for item in stands.items] == ["gender"]
    assert stands.items[0].first is None


def test_a_reader_has_their_own_forms_only(reading: ReadingStudy) -> None:
    form = first_form(reading)
    assert [brief.form_id for brief in forms_of(reading.workspace, reading.ann)] == [form.pk]
    assert forms_of(reading.workspace, reading.ben) == []
    assert Person.objects.filter(role="reader").count() == 2
