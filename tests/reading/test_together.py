"""Several readers: even assignment, second readings, disagreements decided, agreements settled, what then counts."""

from __future__ import annotations

import random
import threading
from uuid import uuid4

import pytest
from django.db import connection

from tests.reading.conftest import ReadingStudy
from tests.reading.test_answering import answer, fill, first_form
from waymark.instruments.problems import CallProblem
from waymark.reading.adjudicating import (
    Compared,
    choose,
    compared,
    decide_otherwise,
    decisions_on,
    decisions_resting_on,
    differences,
    settle_agreements,
)
from waymark.reading.answering import finish, reopen, save_answer
from waymark.reading.assigning import assign_evenly, cases_to_read, second_reading, share_of, withdraw
from waymark.reading.double_reading import StandingAnswer, hanging_on
from waymark.reading.given import Given
from waymark.reading.models import Answer, Decision, Form
from waymark.reading.progress import disagreements
from waymark.reading.queries import form_as_it_stands
from waymark.reading.settling import settle_study
from waymark.register.actions import require_selected
from waymark.register.models import Problem, SettledValue
from waymark.study.models import Event

SHEET = "front_sheet"


def read_twice(study: ReadingStudy, first: dict[str, str], second: dict[str, str]) -> tuple[Form, Form]:
    one = first_form(study)
    fill(study, one, **first)
    finish(study.ann, study.workspace, one.pk)
    other = second_reading(
        study.lead, study.workspace, SHEET, [study.km], [study.ben], Form.Manner.BLIND
    ).forms[0]
    fill(study, other, **second)
    finish(study.ben, study.workspace, other.pk)
    return one, other


def counts(case: str, variable: str) -> object:
    row = SettledValue.objects.filter(notification__case_id=case, variable=variable).first()
    return (row.value, row.source) if row else None


def test_cases_are_shared_evenly_and_nobody_reads_twice(reading: ReadingStudy) -> None:
    waiting = cases_to_read(reading.workspace, SHEET)
    assert list(waiting.values_list("case_id", flat=True)) == [reading.km, reading.tb]
    made = assign_evenly(
        reading.lead, reading.workspace, SHEET, [reading.km, reading.tb, "N00003"], [reading.ann, reading.ben]
    )
    assert {form.reader for form in made.forms} == {reading.ann, reading.ben}
    assert made.passed_over == (("N00003", "has no report to read"),)
    again = assign_evenly(reading.lead, reading.workspace, SHEET, [reading.km], [reading.ben])
    assert again.passed_over == ((reading.km, "has its front sheet assigned"),)
    with pytest.raises(CallProblem, match="for the lead"):
        assign_evenly(reading.ann, reading.workspace, SHEET, [reading.km], [reading.ann])


def test_the_first_reader_is_never_the_second(reading: ReadingStudy) -> None:
    first_form(reading)
    made = second_reading(reading.lead, reading.workspace, SHEET, [reading.km, reading.tb], [reading.ann])
    assert made.forms == ()
    assert dict(made.passed_over) == {
        reading.km: "is read by nobody else of those named",
        reading.tb: "has no first reading",
    }


def test_a_share_is_drawn_by_its_seed() -> None:
    cases = [f"N{number:05d}" for number in range(1, 41)]
    drawn = share_of(cases, 0.25, 7)
    assert len(drawn) == 10
    assert drawn == share_of(cases, 0.25, 7)
    assert drawn != share_of(cases, 0.25, 8)


def test_only_disagreements_are_shown_and_a_choice_counts(reading: ReadingStudy) -> None:
    _, other = read_twice(
        reading, {"gender": "female", "context": "family"}, {"gender": "female", "context": "community"}
    )
    found = differences(reading.workspace, SHEET)
    assert [(one.case_id, one.variable.key) for one in found] == [(reading.km, "context")]
    assert [reading_of.in_words for reading_of in found[0].readings] == [
        "Family context",
        "Community context",
    ]
    settle_study(reading.lead, reading.workspace)
    assert counts(reading.km, "context") == ("family", SHEET)  # until it is decided the first reading stands
    right = Answer.objects.get(form=other, variable="context")
    choose(
        reading.lead, reading.workspace, reading.km, SHEET, "context", right.pk, "Page 1 says so.", 0, uuid4()
    )
    assert differences(reading.workspace, SHEET) == []
    with pytest.raises(CallProblem, match="since the cases were selected"):
        require_selected(reading.workspace)
    settle_study(reading.lead, reading.workspace)
    require_selected(reading.workspace)
    assert counts(reading.km, "context") == ("community", "adjudicated")
    assert not Problem.objects.filter(variables=["context"]).exists()


def test_agreements_are_settled_in_one_act(reading: ReadingStudy) -> None:
    read_twice(reading, {"gender": "male"}, {"gender": "male", "context": "family"})
    agreed = sum(one.agree for one in compared(reading.workspace, SHEET))
    assert agreed > 20
    assert settle_agreements(reading.lead, reading.workspace, SHEET) == agreed
    assert settle_agreements(reading.lead, reading.workspace, SHEET) == 0
    settle_study(reading.lead, reading.workspace)
    assert counts(reading.km, "gender") == ("male", "agreed")


def test_not_stated_stands_when_it_was_adjudicated(reading: ReadingStudy) -> None:
    """The notification knows the sex and the day; the readers of the report found neither."""
    assert counts(reading.km, "gender") == ("female", "notification")
    read_twice(reading, {"gender": "male"}, {})
    for name in ("gender", "date_of_birth"):
        answers = {one.variable.key: one for one in compared(reading.workspace, SHEET)}
        decide_otherwise(
            reading.lead, reading.workspace, reading.km, SHEET, name, Given("not stated"), "Nowhere told.",
            0, uuid4(),
        )  # fmt: skip
        assert name in answers
    settle_study(reading.lead, reading.workspace)
    assert counts(reading.km, "gender") == ("not_stated", "adjudicated")
    assert counts(reading.km, "date_of_birth") is None


def test_a_reopened_form_no_longer_counts(reading: ReadingStudy) -> None:
    form = first_form(reading)
    fill(reading, form, gender="male")
    settle_study(reading.lead, reading.workspace)
    assert counts(reading.km, "gender") == ("female", "notification")
    finish(reading.ann, reading.workspace, form.pk)
    settle_study(reading.lead, reading.workspace)
    assert counts(reading.km, "gender") == ("male", SHEET)
    assert counts(reading.km, "report_available") == ("yes", "reading")
    reopen(reading.ann, form.pk)
    settle_study(reading.lead, reading.workspace)
    assert counts(reading.km, "gender") == ("female", "notification")


def test_an_answer_changed_after_the_decision_opens_the_question_again(reading: ReadingStudy) -> None:
    one, _ = read_twice(reading, {"context": "family"}, {"context": "community"})
    first = Answer.objects.get(form=one, variable="context")
    choose(reading.lead, reading.workspace, reading.km, SHEET, "context", first.pk, "As told.", 0, uuid4())
    reopen(reading.ann, one.pk)
    answer(reading, one, "context", "community", base=1)
    finish(reading.ann, reading.workspace, one.pk)
    found = [c for c in compared(reading.workspace, SHEET) if c.variable.key == "context"]
    assert found[0].decided is None


def test_two_leads_who_decide_at_once_are_both_kept(reading: ReadingStudy) -> None:
    one, other = read_twice(reading, {"context": "family"}, {"context": "community"})
    mine, theirs = (Answer.objects.get(form=form, variable="context") for form in (one, other))
    arguments = (reading.lead, reading.workspace, reading.km, SHEET, "context")
    assert choose(*arguments, mine.pk, "Mine.", 0, uuid4()).stands
    late = choose(*arguments, theirs.pk, "Theirs.", 0, uuid4())
    assert not late.stands
    assert Decision.objects.filter(variable="context").count() == 2
    settle_study(reading.lead, reading.workspace)
    assert counts(reading.km, "context") == ("family", "adjudicated")


def test_a_choice_needs_a_reason(reading: ReadingStudy) -> None:
    one, _ = read_twice(reading, {"context": "family"}, {"context": "community"})
    mine = Answer.objects.get(form=one, variable="context")
    with pytest.raises(CallProblem, match="a decision has a reason"):
        choose(reading.lead, reading.workspace, reading.km, SHEET, "context", mine.pk, " ", 0, uuid4())


def test_a_withdrawn_form_is_kept_and_does_not_count(reading: ReadingStudy) -> None:
    form = first_form(reading)
    fill(reading, form, gender="male")
    finish(reading.ann, reading.workspace, form.pk)
    withdraw(reading.lead, form.pk, "Read by mistake.")
    settle_study(reading.lead, reading.workspace)
    assert counts(reading.km, "gender") == ("female", "notification")
    assert Answer.objects.filter(form=form).exists()
    with pytest.raises(CallProblem, match="withdrawn"):
        answer(reading, form, "gender", "female", base=5)


def test_many_hands_on_one_form_lose_and_double_nothing(reading: ReadingStudy) -> None:
    """Eight threads answer the same questions with tokens that half of them send twice."""
    form = first_form(reading)
    names = form_as_it_stands(reading.workspace, form).missing[:6]
    faults: list[BaseException] = []

    def work(number: int) -> None:
        try:
            for name in names:
                token = uuid4()
                for _ in range(2):
                    given = Given("not stated", None, f"hand {number}")
                    save_answer(reading.ann, reading.workspace, form.pk, name, given, 0, token)
        except BaseException as fault:
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    kept = Answer.objects.filter(form=form)
    assert kept.count() == 8 * len(names)
    assert kept.filter(stands=True).count() == len(names)


# -- what is a disagreement, and what is not -------------------------------------------------------------


def question(study: ReadingStudy, variable: str) -> Compared:
    return next(one for one in compared(study.workspace, SHEET) if one.variable.key == variable)


def waiting_for(study: ReadingStudy) -> list[str]:
    """What is counted on the home page is what is listed, in whatever way it came about."""
    listed = [one.variable.key for one in differences(study.workspace, SHEET)]
    assert disagreements(study.workspace, SHEET) == len(listed)
    return listed


def change(study: ReadingStudy, form: Form, variable: str, code: str) -> None:
    """The reader opens their form again, says something else and finishes."""
    reopen(form.reader, form.pk)
    answer(study, form, variable, code, base=1)
    finish(form.reader, study.workspace, form.pk)


def test_running_text_in_other_words_is_neither_settled_nor_a_disagreement(reading: ReadingStudy) -> None:
    read_twice(reading, {"key_words": "Ford, mill"}, {"key_words": "The mill at the ford"})
    assert question(reading, "key_words").by_eye
    assert waiting_for(reading) == []
    settle_agreements(reading.lead, reading.workspace, SHEET)
    assert not Decision.objects.filter(variable="key_words").exists()
    assert disagreements(reading.workspace, SHEET) == 0


def test_text_that_only_one_reader_found_is_a_disagreement(reading: ReadingStudy) -> None:
    read_twice(reading, {"key_words": "Ford, mill"}, {})
    assert waiting_for(reading) == ["key_words"]


def test_what_one_reader_was_not_asked_is_no_disagreement_but_hangs_on_one(reading: ReadingStudy) -> None:
    """The first reader changed the outcome: the answer to the question that went with it stays behind."""
    first = first_form(reading)
    fill(reading, first, outcome="death", death_category="suicide")
    answer(reading, first, "outcome", "serious_harm", base=1)
    fill(reading, first)
    finish(reading.ann, reading.workspace, first.pk)
    second = second_reading(
        reading.lead, reading.workspace, SHEET, [reading.km], [reading.ben], Form.Manner.BLIND
    ).forms[0]
    fill(reading, second, outcome="death", death_category="overt_homicide")
    finish(reading.ben, reading.workspace, second.pk)
    assert waiting_for(reading) == ["outcome"]
    hanging = hanging_on(reading.workspace, SHEET, question(reading, "outcome"))
    assert {line.variable.key: [words is None for words in line.said] for line in hanging} == {
        "death_category": [True, False],
        "harm_category": [False, True],
    }


def test_a_decision_is_open_again_only_when_a_reader_says_something_else(reading: ReadingStudy) -> None:
    one, _ = read_twice(reading, {"context": "family"}, {"context": "community"})
    mine = Answer.objects.get(form=one, variable="context")
    choose(reading.lead, reading.workspace, reading.km, SHEET, "context", mine.pk, "As told.", 0, uuid4())
    reopen(reading.ann, one.pk)
    given = Given("value", "family", "Looked again.")
    save_answer(reading.ann, reading.workspace, one.pk, "context", given, 1, uuid4())
    finish(reading.ann, reading.workspace, one.pk)
    assert waiting_for(reading) == []
    change_to = Given("unclear")
    reopen(reading.ann, one.pk)
    save_answer(reading.ann, reading.workspace, one.pk, "context", change_to, 2, uuid4())
    finish(reading.ann, reading.workspace, one.pk)
    assert waiting_for(reading) == ["context"]
    settle_study(reading.lead, reading.workspace)
    assert counts(reading.km, "context") == ("family", "adjudicated")  # until it is decided anew


def test_readers_who_agree_later_on_something_else_do_not_overturn_a_decision(reading: ReadingStudy) -> None:
    one, _ = read_twice(reading, {"context": "family"}, {"context": "community"})
    mine = Answer.objects.get(form=one, variable="context")
    choose(reading.lead, reading.workspace, reading.km, SHEET, "context", mine.pk, "As told.", 0, uuid4())
    change(reading, one, "context", "community")
    assert question(reading, "context").agree
    settle_agreements(reading.lead, reading.workspace, SHEET)
    assert waiting_for(reading) == ["context"]
    settle_study(reading.lead, reading.workspace)
    assert counts(reading.km, "context") == ("family", "adjudicated")


def test_what_waits_is_counted_as_it_is_listed_whatever_readers_and_leads_do(reading: ReadingStudy) -> None:
    """Two readers change their answers at random, and the lead decides, settles and decides again in between."""
    drawn = random.Random(7)
    said = {"context": ["family", "community"], "gender": ["male", "female"], "key_words": ["Ford", "Mill"]}
    forms = read_twice(reading, {"context": "family", "gender": "male"}, {"key_words": "Ford"})
    seen = set()
    for _ in range(60):
        act = drawn.randrange(5)
        if act == 0:
            settle_agreements(reading.lead, reading.workspace, SHEET)
        elif act == 1:
            for one in compared(reading.workspace, SHEET, drawn.choice(sorted(said))):
                given, base = Given("unclear"), one.last.version if one.last else 0
                where = (reading.km, SHEET, one.variable.key)
                decide_otherwise(reading.lead, reading.workspace, *where, given, "Told so.", base, uuid4())
        else:
            say_at_random(reading, drawn, drawn.choice(forms), said)
        seen.add(tuple(waiting_for(reading)))
    assert len(seen) > 5


def say_at_random(study: ReadingStudy, drawn: random.Random, form: Form, said: dict[str, list[str]]) -> None:
    name = drawn.choice(sorted(said))
    last = Answer.objects.filter(form=form, variable=name).order_by("version").last()
    given = drawn.choice([Given("not stated"), *(Given("value", code) for code in said[name])])
    reopen(form.reader, form.pk)
    save_answer(form.reader, study.workspace, form.pk, name, given, last.version if last else 0, uuid4())
    finish(form.reader, study.workspace, form.pk)


def test_a_third_reader_counts(reading: ReadingStudy) -> None:
    _, other = read_twice(reading, {"context": "family"}, {"context": "family"})
    third = Form.objects.create(
        case=other.case, instrument=SHEET, part="second", manner="blind", read_by="Cy",
        assigned_by=reading.lead, started_at=other.assigned_at, finished_at=other.assigned_at,
    )  # fmt: skip
    Answer.objects.create(
        form=third, variable="context", version=1, kind="value", value="community", token=uuid4()
    )
    found = question(reading, "context")
    assert [len(found.readings), found.agree, found.waits] == [3, False, True]
    assert waiting_for(reading) == ["context"]


def test_several_categories_are_the_same_whatever_their_order() -> None:
    one = StandingAnswer(1, 1, "who", 1, "value", ["mother", "father"], "", None)
    assert one.said == one._replace(value=["father", "mother"]).said
    assert one.said != one._replace(value=["father"]).said


def test_what_waits_is_the_same_as_what_a_comparison_of_everything_finds(reading: ReadingStudy) -> None:
    one, other = read_twice(
        reading,
        {"context": "family", "gender": "male", "key_words": "Ford"},
        {"context": "community", "gender": "female", "key_words": "Mill"},
    )
    mine = Answer.objects.get(form=one, variable="gender")
    choose(reading.lead, reading.workspace, reading.km, SHEET, "gender", mine.pk, "As told.", 0, uuid4())
    change(reading, other, "context", "family")
    every = [one.variable.key for one in compared(reading.workspace, SHEET) if one.waits]
    assert waiting_for(reading) == every
    change(reading, one, "gender", "female")
    every = [one.variable.key for one in compared(reading.workspace, SHEET) if one.waits]
    assert waiting_for(reading) == every == ["gender"]


def test_settled_agreements_are_told_on_the_trail_of_the_case(reading: ReadingStudy) -> None:
    read_twice(reading, {"gender": "male"}, {"gender": "male"})
    count = settle_agreements(reading.lead, reading.workspace, SHEET)
    event = Event.objects.get(action="settle agreements")
    assert (event.case, event.detail["questions"], event.detail["answers"]["gender"]) == (
        reading.km, count, "Male",
    )  # fmt: skip


def test_the_trail_of_a_decision_holds_its_reason_and_what_each_reader_said(reading: ReadingStudy) -> None:
    one, other = read_twice(reading, {"context": "family"}, {"context": "community"})
    arguments = (reading.lead, reading.workspace, reading.km, SHEET, "context")
    choose(*arguments, Answer.objects.get(form=one, variable="context").pk, "Page 1.", 0, uuid4())
    choose(*arguments, Answer.objects.get(form=other, variable="context").pk, "Page 2.", 1, uuid4())
    event = Event.objects.filter(action="adjudicate").latest("pk")
    assert event.case == reading.km
    assert event.detail["why"] == "Page 2."
    assert event.detail["before"] == {"kind": "value", "value": "family"}
    assert event.detail["after"] == {"kind": "value", "value": "community"}
    assert event.detail["answers"] == ["Ann: Family context", "Ben: Community context"]
    assert [row.why for row in decisions_on(one.case_id, SHEET, "context")] == ["Page 2.", "Page 1."]


def test_a_page_sent_twice_is_kept_once_and_with_something_else_is_told(reading: ReadingStudy) -> None:
    one, other = read_twice(reading, {"context": "family"}, {"context": "community"})
    mine, theirs = (Answer.objects.get(form=form, variable="context") for form in (one, other))
    arguments, token = (reading.lead, reading.workspace, reading.km, SHEET, "context"), uuid4()
    choose(*arguments, mine.pk, "Mine.", 0, token)
    assert choose(*arguments, mine.pk, "Mine.", 0, token).stands
    with pytest.raises(CallProblem, match="has settled the question before: Family context"):
        choose(*arguments, theirs.pk, "Theirs.", 0, token)
    assert Decision.objects.filter(variable="context").count() == 1


def test_two_leads_who_settle_at_once_settle_each_agreement_once(reading: ReadingStudy) -> None:
    read_twice(reading, {"gender": "male"}, {"gender": "male"})
    agreed = sum(one.to_settle for one in compared(reading.workspace, SHEET))
    settled: list[int] = []

    def work() -> None:
        try:
            settled.append(settle_agreements(reading.lead, reading.workspace, SHEET))
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(settled) == [0, agreed]
    assert Decision.objects.count() == agreed


# -- who reads -------------------------------------------------------------------------------------------


def test_a_second_reader_is_not_made_the_first_of_the_same_case(reading: ReadingStudy) -> None:
    """The first form is withdrawn while the second stands."""
    one, _ = read_twice(reading, {}, {})
    withdraw(reading.lead, one.pk, "Read by mistake.")
    made = assign_evenly(reading.lead, reading.workspace, SHEET, [reading.km], [reading.ben])
    assert dict(made.passed_over) == {reading.km: "is read by nobody else of those named"}
    made = assign_evenly(reading.lead, reading.workspace, SHEET, [reading.km], [reading.ben, reading.ann])
    assert [form.reader for form in made.forms] == [reading.ann]


def test_a_withdrawn_form_tells_which_decisions_rest_on_it(reading: ReadingStudy) -> None:
    one, other = read_twice(reading, {"context": "family"}, {"context": "community"})
    mine = Answer.objects.get(form=one, variable="context")
    choose(reading.lead, reading.workspace, reading.km, SHEET, "context", mine.pk, "As told.", 0, uuid4())
    assert (decisions_resting_on(one), decisions_resting_on(other)) == (1, 1)
    withdraw(reading.lead, one.pk, "Read by mistake.")
    settle_study(reading.lead, reading.workspace)
    assert counts(reading.km, "context") == ("family", "adjudicated")
    assert waiting_for(reading) == []
