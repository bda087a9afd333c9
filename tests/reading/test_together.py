"""Several readers: even assignment, second readings, disagreements decided, agreements settled, what then counts."""

from __future__ import annotations

import threading
from uuid import uuid4

import pytest
from django.db import connection

from tests.reading.conftest import ReadingStudy
from tests.reading.test_answering import answer, fill, first_form
from waymark.instruments.problems import CallProblem
from waymark.reading.adjudicating import choose, compared, decide_otherwise, differences, settle_agreements
from waymark.reading.answering import finish, reopen, save_answer
from waymark.reading.assigning import assign_evenly, cases_to_read, second_reading, share_of, withdraw
from waymark.reading.given import Given
from waymark.reading.models import Answer, Decision, Form
from waymark.reading.queries import form_as_it_stands
from waymark.reading.settling import settle_study
from waymark.register.actions import require_selected
from waymark.register.models import Problem, SettledValue

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
    assert cases_to_read(reading.workspace, SHEET) == (reading.km, reading.tb)
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
        reading.km: "was read first by the only reader named",
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
