"""The pack's instrument is changed while it is read: versions are kept, the answers that are touched are told, and what
readers and the lead did stays.
"""

from __future__ import annotations

import threading
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from tests.reading.conftest import ReadingStudy
from tests.reading.test_answering import answer, fill, first_form
from waymark.instruments.problems import CallProblem
from waymark.reading.answering import finish, reopen, save_answer, stand_by
from waymark.reading.assigned import forms_of
from waymark.reading.assigning import second_reading
from waymark.reading.given import Given
from waymark.reading.instrument_versions import changes_of, note_instruments, versions_of
from waymark.reading.looking_again import let_go, still_holds
from waymark.reading.models import Answer, Form, InstrumentVersion, LookedAtAgain
from waymark.reading.queries import ItemAsItStands, form_as_it_stands
from waymark.reading.reach import finished_unasked, versions_in_reach, waiting_answers
from waymark.reading.settling import settle_study
from waymark.register.models import Problem, SettledValue
from waymark.study.models import Event
from waymark.study.workspace import Workspace, open_workspace

SHEET = "front_sheet"
GENDER = '{ variable = "gender", question = "Is the child a girl or a boy?" },'
REWORDED = '{ variable = "gender", question = "Which gender does the review give?" },'
MOTHER = '{ code = "mother", label = "Mother", synonyms = ["mum"] },'
MALE = '{ code = "male", label = "Male", synonyms = ["m", "boy", "masculine", "male child", "b"] },'


HAIR = """
[variable.hair]
label = "Hair"
type = "text"
definition = "What the report says of the hair."
seed = "none"
sources = ["front_sheet"]
"""
HAIR_ASKED = '{ variable = "hair", question = "What does the report say of the hair?" },'


def edited(workspace: Workspace, file: str, old: str, new: str) -> Workspace:
    """The study again after somebody changed a file of its pack."""
    path = workspace.pack_folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    changed = open_workspace(workspace.folder)
    note_instruments(changed)
    return changed


def item_of(workspace: Workspace, form: Form, variable: str) -> ItemAsItStands:
    form.refresh_from_db()
    return form_as_it_stands(workspace, form).item(variable)


@pytest.fixture
def begun(reading: ReadingStudy) -> Form:
    """Ann's front sheet under version 1, with two answers."""
    note_instruments(reading.workspace)
    form = first_form(reading)
    answer(reading, form, "gender", "male")
    answer(reading, form, "context", "family")
    return form


def test_a_version_is_kept_once_and_the_trail_tells_what_it_changed(
    reading: ReadingStudy, begun: Form
) -> None:
    assert note_instruments(reading.workspace) == ()
    edited(reading.workspace, "instruments.toml", GENDER, REWORDED)
    newest = InstrumentVersion.objects.get(instrument=SHEET, number=2)
    assert newest.by == reading.lead
    words = "The question was “Is the child a girl or a boy?”; it is now “Which gender does the review give?”"
    assert [change.in_words for change in changes_of(newest)] == [words]
    assert Event.objects.get(action="change instrument").detail["changes"] == [f"Gender: {words}"]
    assert versions_of("case_summary").newest == 1
    with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
        InstrumentVersion.objects.update(number=7)


def test_what_nobody_who_reads_can_see_makes_no_version(reading: ReadingStudy, begun: Form) -> None:
    edited(reading.workspace, "variables.toml", MALE, MALE.replace('"b"]', '"b", "lad"]'))
    assert versions_of(SHEET).newest == 1


def test_many_who_open_the_study_at_once_keep_one_version(reading: ReadingStudy, begun: Form) -> None:
    path = reading.workspace.pack_folder / "instruments.toml"
    path.write_text(path.read_text(encoding="utf-8").replace(GENDER, REWORDED), encoding="utf-8")
    start = threading.Barrier(4)

    def open_it() -> None:
        start.wait()
        note_instruments(open_workspace(reading.workspace.folder))
        connection.close()

    threads = [threading.Thread(target=open_it) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(InstrumentVersion.objects.filter(instrument=SHEET).values_list("number", flat=True)) == [1, 2]
    assert Event.objects.filter(action="change instrument").count() == 1


def test_a_reader_is_told_what_was_changed_of_an_answered_question(
    reading: ReadingStudy, begun: Form
) -> None:
    changed = edited(reading.workspace, "instruments.toml", GENDER, REWORDED)
    item = item_of(changed, begun, "gender")
    assert item.changed.startswith("The question was “Is the child a girl or a boy?”")
    assert (item.answered, item.in_words) == (True, "Male")
    assert item_of(changed, begun, "context").changed == ""
    assert [brief.to_look_at for brief in forms_of(changed, reading.ann)] == [1]
    save_answer(reading.ann, changed, begun.pk, "gender", Given("value", "female"), 1, uuid4())
    assert item_of(changed, begun, "gender").changed == ""
    assert [brief.to_look_at for brief in forms_of(changed, reading.ann)] == [0]


def test_changed_and_changed_back_touches_nothing(reading: ReadingStudy, begun: Form) -> None:
    changed = edited(reading.workspace, "instruments.toml", GENDER, REWORDED)
    answer(reading, begun, "outcome", "death")
    back = edited(changed, "instruments.toml", REWORDED, GENDER)
    assert versions_of(SHEET).newest == 3
    assert form_as_it_stands(back, begun).to_look_at == 0


def test_an_answer_that_still_holds_is_no_new_answer(reading: ReadingStudy, begun: Form) -> None:
    changed = edited(reading.workspace, "instruments.toml", GENDER, REWORDED)
    token = uuid4()
    still_holds(reading.ann, changed, begun.pk, "gender", token)
    still_holds(reading.ann, changed, begun.pk, "gender", token)
    still_holds(reading.ann, changed, begun.pk, "gender", uuid4())
    assert item_of(changed, begun, "gender").changed == ""
    assert Answer.objects.filter(form=begun, variable="gender").count() == 1
    event = Event.objects.get(action="say that an answer still holds")
    assert (event.person, event.case) == (reading.ann, reading.km)
    again = edited(changed, "instruments.toml", REWORDED, REWORDED.replace("review", "report"))
    assert "report" in item_of(again, begun, "gender").changed
    with pytest.raises(CallProblem, match="not assigned to you"):
        still_holds(reading.ben, changed, begun.pk, "gender", uuid4())


def test_a_page_that_was_open_before_the_change_says_so(reading: ReadingStudy, begun: Form) -> None:
    shown = form_as_it_stands(reading.workspace, begun).instrument_version
    changed = edited(reading.workspace, "instruments.toml", GENDER, REWORDED)
    given = Given("value", "female")
    save_answer(reading.ann, changed, begun.pk, "gender", given, 1, uuid4(), under=shown)
    assert item_of(changed, begun, "gender").changed


def test_a_category_that_was_taken_away_is_shown_as_it_was_and_asked_again(
    reading: ReadingStudy, begun: Form
) -> None:
    fill(reading, begun, harm_source="mother")
    changed = edited(reading.workspace, "variables.toml", MOTHER, "")
    item = item_of(changed, begun, "harm_source")
    assert (item.answered, item.in_words, item.value) == (False, "Mother", None)
    told = "“Mother” can no longer be answered. The answer given, “Mother”, is kept; answer again."
    assert item.changed == told
    assert form_as_it_stands(changed, begun).missing == ("harm_source",)
    with pytest.raises(CallProblem, match="one question has no answer: Source of the harm"):
        finish(reading.ann, changed, begun.pk)
    with pytest.raises(CallProblem, match="none of those that the question has now"):
        still_holds(reading.ann, changed, begun.pk, "harm_source", uuid4())
    save_answer(reading.ann, changed, begun.pk, "harm_source", Given("value", "father"), 1, uuid4())
    finish(reading.ann, changed, begun.pk)
    assert Answer.objects.filter(form=begun, variable="harm_source").count() == 2


def test_a_finished_form_is_not_opened_by_a_change_and_goes_on_to_count(
    reading: ReadingStudy, begun: Form
) -> None:
    fill(reading, begun)
    finish(reading.ann, reading.workspace, begun.pk)
    changed = edited(reading.workspace, "instruments.toml", GENDER, REWORDED)
    begun.refresh_from_db()
    assert begun.finished_at is not None
    still_holds(reading.ann, changed, begun.pk, "gender", uuid4())
    begun.refresh_from_db()
    assert begun.finished_at is not None
    settle_study(reading.lead, changed)
    row = SettledValue.objects.get(notification__case_id=reading.km, variable="gender")
    assert (row.value, row.source) == ("male", SHEET)


def with_hair(study: ReadingStudy) -> Workspace:
    """A new question after the one on gender."""
    path = study.workspace.pack_folder / "variables.toml"
    path.write_text(path.read_text(encoding="utf-8") + HAIR, encoding="utf-8")
    return edited(study.workspace, "instruments.toml", GENDER, f"{GENDER} {HAIR_ASKED}")


def test_a_new_question_is_missing_and_a_finished_form_says_that_it_came_later(
    reading: ReadingStudy, begun: Form
) -> None:
    fill(reading, begun)
    finish(reading.ann, reading.workspace, begun.pk)
    changed = with_hair(reading)
    begun.refresh_from_db()
    stands = form_as_it_stands(changed, begun)
    assert stands.missing == ("hair",)
    words = "Finished before a question was asked as it is now: “What does the report say of the hair?”"
    assert stands.since_finished == words
    assert stands.to_look_at == 0
    (newest, _) = versions_in_reach(changed, SHEET)
    assert [(reach.change.kind, reach.unasked) for reach in newest.reaches] == [("added", 1)]
    assert list(finished_unasked(SHEET, {"hair": newest.version.at})) == [begun]
    reopen(reading.lead, begun.pk)
    begun.refresh_from_db()
    assert begun.finished_at is None
    with pytest.raises(CallProblem, match="one question has no answer: Hair"):
        finish(reading.ann, changed, begun.pk)


def test_another_reader_opens_no_form_again(reading: ReadingStudy, begun: Form) -> None:
    with pytest.raises(CallProblem, match="not assigned to you"):
        reopen(reading.ben, begun.pk)


def test_a_question_taken_away_keeps_its_answers(reading: ReadingStudy, begun: Form) -> None:
    changed = edited(reading.workspace, "instruments.toml", GENDER, "")
    stands = form_as_it_stands(changed, begun)
    with pytest.raises(CallProblem, match="does not ask for “gender” any more"):
        stands.item("gender")
    assert Answer.objects.get(form=begun, variable="gender").value == "male"
    newest = versions_in_reach(changed, SHEET)[0]
    assert [(reach.change.kind, reach.kept) for reach in newest.reaches] == [("removed", 1)]
    back = edited(
        changed,
        "instruments.toml",
        '    { variable = "date_of_birth"',
        f'    {GENDER}\n    {{ variable = "date_of_birth"',
    )
    assert item_of(back, begun, "gender").value == "male"


def test_a_category_that_went_counts_no_more_and_the_problems_tell_it(
    reading: ReadingStudy, begun: Form
) -> None:
    fill(reading, begun, harm_source="mother")
    finish(reading.ann, reading.workspace, begun.pk)
    changed = edited(reading.workspace, "variables.toml", MOTHER, "")
    settle_study(reading.lead, changed)
    said = Problem.objects.get(
        notification__case_id=reading.km, check_name="not_read", variables=["harm_source"]
    )
    assert "“mother” was stated, and is no value of it any more" in said.says
    assert not SettledValue.objects.filter(notification__case_id=reading.km, variable="harm_source").exists()


def read_by_both(study: ReadingStudy, form: Form) -> Form:
    """Ann finished her form; Ben verifies the two facts."""
    fill(study, form)
    finish(study.ann, study.workspace, form.pk)
    return second_reading(
        study.lead,
        study.workspace,
        SHEET,
        [study.km],
        [study.ben],
        Form.Manner.VERIFICATION,
        ["gender", "context"],
    ).forms[0]


def test_a_change_undoes_neither_a_confirmation_nor_a_decision(reading: ReadingStudy, begun: Form) -> None:
    from waymark.reading.adjudicating import choose, compared
    from waymark.reading.answering import confirm_first

    second = read_by_both(reading, begun)
    confirm_first(reading.ben, reading.workspace, second.pk, "gender", 0, uuid4())
    answer(reading, second, "context", "community")
    finish(reading.ben, reading.workspace, second.pk)
    right = Answer.objects.get(form=second, variable="context")
    choose(
        reading.lead, reading.workspace, reading.km, SHEET, "context", right.pk, "Page 1 says so.", 0, uuid4()
    )
    asked = 'question = "Did it happen in a family or in a community context?"'
    changed = edited(
        reading.workspace, "instruments.toml", asked, 'question = "In which context did it happen?"'
    )
    changed = edited(changed, "instruments.toml", GENDER, REWORDED)
    for reader, form in ((reading.ann, begun), (reading.ben, second)):
        assert item_of(changed, form, "gender").changed
        for name in ("gender", "context"):
            still_holds(reader, changed, form.pk, name, uuid4())
    item = item_of(changed, second, "gender")
    assert item.first is not None
    assert item.answer is not None
    assert item.answer.first_id == item.first.answer.pk
    context = next(one for one in compared(changed, SHEET) if one.variable.key == "context")
    assert context.decided is not None
    settle_study(reading.lead, changed)
    row = SettledValue.objects.get(notification__case_id=reading.km, variable="context")
    assert (row.value, row.source) == ("community", "adjudicated")


def test_the_lead_sees_how_far_a_change_reaches(reading: ReadingStudy, begun: Form) -> None:
    second = read_by_both(reading, begun)
    answer(reading, second, "gender", "female")
    changed = edited(reading.workspace, "variables.toml", MALE, MALE.replace('"Male"', '"Boy"'))
    changed = edited(changed, "instruments.toml", GENDER, REWORDED)
    third, other, _ = versions_in_reach(changed, SHEET)
    reworded, renamed = third.reaches[0], other.reaches[0]
    assert (reworded.change.kind, reworded.answers, reworded.waiting) == ("reworded", 2, 2)
    assert (renamed.change.kind, renamed.answers, renamed.waiting) == ("category relabelled", 1, 1)
    still_holds(reading.ben, changed, second.pk, "gender", uuid4())
    assert [one.form for one in waiting_answers(changed, SHEET)] == [begun]
    third, other, _ = versions_in_reach(changed, SHEET)
    assert (third.reaches[0].answers, third.reaches[0].waiting) == (2, 1)
    reopen(reading.ann, begun.pk)
    save_answer(reading.ann, changed, begun.pk, "gender", Given("value", "female"), 1, uuid4())
    assert waiting_answers(changed, SHEET) == ()
    third, other, _ = versions_in_reach(changed, SHEET)
    assert [(r.answers, r.waiting) for r in (third.reaches[0], other.reaches[0])] == [(2, 0), (1, 0)]


def test_a_question_that_does_not_apply_is_not_asked_again(reading: ReadingStudy, begun: Form) -> None:
    answer(reading, begun, "disability", "yes")
    kind = Given("not stated")
    save_answer(reading.ann, reading.workspace, begun.pk, "disability_kind", kind, 0, uuid4())
    answer(reading, begun, "disability", "no", base=1)
    asked = 'question = "What kind of disability was it?"'
    changed = edited(reading.workspace, "instruments.toml", asked, 'question = "Which disability was it?"')
    assert form_as_it_stands(changed, begun).to_look_at == 0
    assert waiting_answers(changed, SHEET) == ()


# -- answers that were set aside --------------------------------------------------------------------------


def test_an_answer_set_aside_is_asked_about_until_its_reader_decides(
    reading: ReadingStudy, begun: Form
) -> None:
    mine = answer(reading, begun, "gender", "female", base=0)
    assert not mine.stands
    assert item_of(reading.workspace, begun, "gender").aside == (mine.answer,)
    let_go(reading.ann, begun.pk, mine.answer.pk)
    let_go(reading.ann, begun.pk, mine.answer.pk)
    item = item_of(reading.workspace, begun, "gender")
    assert (item.aside, item.value) == ((), "male")
    assert LookedAtAgain.objects.count() == 1
    with pytest.raises(CallProblem, match="was not set aside"):
        let_go(reading.ann, begun.pk, Answer.objects.get(form=begun, variable="context").pk)


def test_standing_by_an_answer_decides(reading: ReadingStudy, begun: Form) -> None:
    mine = answer(reading, begun, "gender", "female", base=0)
    stand_by(reading.ann, begun.pk, mine.answer.pk)
    item = item_of(reading.workspace, begun, "gender")
    assert (item.aside, item.value) == ((), "female")


def test_answering_with_both_in_sight_decides_and_in_ignorance_does_not(
    reading: ReadingStudy, begun: Form
) -> None:
    mine = answer(reading, begun, "gender", "female", base=0)
    save_answer(reading.ann, reading.workspace, begun.pk, "gender", Given("unclear"), 1, uuid4())
    assert item_of(reading.workspace, begun, "gender").aside == (mine.answer,)
    save_answer(reading.ann, reading.workspace, begun.pk, "gender", Given("not stated"), 3, uuid4())
    assert item_of(reading.workspace, begun, "gender").aside == ()
