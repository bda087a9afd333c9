"""The demonstration is half read: three people, passages pinned, front sheets read twice, a sub-sample accepted,
summaries begun, some things decided.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from waymark.demo.half_read import half_read_of
from waymark.demo.passages import Passages
from waymark.instruments.conditions import all_hold
from waymark.reading.adjudicating import compared, differences, passages_of
from waymark.reading.layers import readers_of_members
from waymark.reading.models import Answer, ChosenSample, Decision, Evidence, Form
from waymark.reading.populations import cases_of
from waymark.reading.progress import out_of_date
from waymark.reading.queries import reports_of_case, settled_of
from waymark.reading.samples import as_it_stands, kept_of
from waymark.register.stored import value_from_json
from waymark.study.models import Person
from waymark.study.workspace import Workspace, connect, open_workspace


@pytest.fixture
def half_read(demonstration: Path) -> Iterator[Workspace]:
    workspace = open_workspace(demonstration)
    connect(workspace)
    yield workspace


def test_three_people_are_in_the_middle_of_it(half_read: Workspace) -> None:
    people = Person.objects.exclude(name="")
    assert sorted(people.values_list("name", "role")) == [
        ("A. Lead", "lead"), ("M. Reader", "reader"), ("P. Reader", "reader"),
    ]  # fmt: skip
    first, second = (instrument.key for instrument in half_read.pack.instruments)
    sheets = Form.objects.filter(instrument=first, part="first")
    assert sheets.count() == sheets.exclude(finished_at=None).count() == 178
    in_depth = Form.objects.filter(instrument=second, withdrawn_at=None)
    assert in_depth.count() == 66
    assert 0.4 < in_depth.exclude(finished_at=None).count() / in_depth.count() < 0.6
    assert in_depth.filter(finished_at=None).exclude(started_at=None).exists()
    assert not out_of_date(half_read)


def test_there_is_something_to_settle_and_something_settled(half_read: Workspace) -> None:
    first = half_read.pack.instruments[0].key
    waiting = differences(half_read, first)
    beside = [passages_of(one) for one in waiting]
    assert any(all(pinned.values()) for pinned in beside), "no two sets of passages to look at side by side"
    assert any(one.agree for one in compared(half_read, first))
    assert Decision.objects.exclude(why="").exists()


def test_every_pinned_passage_holds_the_words_of_a_report_of_its_case(half_read: Workspace) -> None:
    for passage in Evidence.objects.select_related("text", "form__case")[:80]:
        assert passage.text.text[passage.start : passage.end] == passage.quote
        assert passage.report in reports_of_case(passage.form.case)


def test_a_sentence_is_pinned_only_where_it_states_the_answer(half_read: Workspace) -> None:
    """The words of the demonstration say what is true of the case, and the answer says the same."""
    pack, told = half_read.pack, Passages.of(half_read.pack).file
    sheet = pack.instruments[0].key
    pinned = Evidence.objects.filter(form__instrument=sheet, form__part="first").select_related("form")
    answers = {
        (answer.form_id, answer.variable): answer
        for answer in Answer.objects.filter(form__instrument=sheet, form__part="first", stands=True)
    }
    assert pinned.values("form").distinct().count() > 80
    for passage in pinned:
        variable = pack.variables[passage.variable]
        value = value_from_json(variable, answers[passage.form_id, passage.variable].value)
        said = [one for one in told.told if one.variable == variable.key and value in one.codes]
        assert variable.key in told.stated or any(
            words in passage.quote for one in said for words in one.words
        )
        assert passage.quote[0].isupper()
        assert passage.quote.endswith(".")


def test_words_that_are_pinned_are_never_said_of_a_case_of_which_they_are_not_true(
    half_read: Workspace,
) -> None:
    """In the cases that were read: siblings who were notified too are told of in the same report."""
    passages = Passages.of(half_read.pack)
    for passage in Evidence.objects.filter(form__instrument=half_read.pack.instruments[0].key).select_related(
        "form__case"
    ):
        settled = settled_of(half_read.pack, passage.form.case)
        for told in passages.file.told:
            if told.variable in settled and any(words in passage.quote for words in told.words):
                assert settled[told.variable] in told.codes, (told.variable, passage.quote)


def test_facts_are_verified_and_judgements_are_made_blind(half_read: Workspace) -> None:
    sheet = half_read.pack.instruments[0]
    second = Form.objects.filter(instrument=sheet.key, part="second").exclude(finished_at=None)
    answers = list(Answer.objects.filter(form__in=second, stands=True))
    judged = {item.variable for item in sheet.items if item.judgement}
    verified = [answer for answer in answers if answer.variable not in judged]
    assert sum(answer.first is not None for answer in verified) / len(verified) > 0.9
    assert not [answer for answer in answers if answer.variable in judged and answer.first is not None]
    with_passage = [a for a in answers if a.first and a.first.form.evidence.filter(variable=a.variable)]
    assert with_passage
    for answer in with_passage:
        theirs = {(e.start, e.end) for e in answer.form.evidence.filter(variable=answer.variable)}
        assert theirs >= {
            (e.start, e.end) for e in answer.first.form.evidence.filter(variable=answer.variable)
        }


def test_a_sub_sample_is_accepted_and_says_who_is_read_in_depth(half_read: Workspace) -> None:
    layer = half_read.pack.instruments[-1]
    chosen = ChosenSample.objects.get()
    assert chosen.seed == half_read_of(half_read.pack).seed
    assert set(chosen.must_have) < set(chosen.standing)
    assert kept_of(chosen).marks == layer.sampled_into
    assert set(cases_of(half_read, layer.population)) == set(chosen.standing)
    assert set(readers_of_members(chosen)) == set(chosen.standing)
    assert len(as_it_stands(chosen).sample.members) == len(chosen.standing)
    assert set(chosen.variables) == set(layer.stratified_by)


def test_the_swap_of_the_sample_is_explained_by_the_report(half_read: Workspace) -> None:
    swap = ChosenSample.objects.get().swaps.get()
    form = Form.objects.get(case__case_id=swap.out, instrument=half_read.pack.instruments[-1].key)
    pages = max(r.files.get(current=True).texts.latest("pk").pages for r in reports_of_case(form.case))
    assert f"{pages} pages" in swap.why
    assert form.withdrawn_at is not None


def test_marked_cases_are_those_that_the_reason_speaks_of(half_read: Workspace) -> None:
    marked = Form.objects.filter(next_layer=True).select_related("case")
    assert marked
    for form in marked:
        settled = settled_of(half_read.pack, form.case)
        why = [
            one.why
            for one in half_read_of(half_read.pack).marked
            if all_hold(one.conditions, settled, half_read.pack.missing_codes)
        ]
        assert form.next_layer_why == " ".join(why) != ""


def test_most_answers_agree_and_some_differ(half_read: Workspace) -> None:
    sheet = half_read.pack.instruments[0].key
    found = compared(half_read, sheet)
    assert 0.9 < sum(one.agree for one in found) / len(found) < 1
