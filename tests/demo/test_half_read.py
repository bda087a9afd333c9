"""The demonstration is half read: three people, front sheets read twice, summaries begun, some things decided."""

from __future__ import annotations

from pathlib import Path

from waymark.reading.adjudicating import compared, differences
from waymark.reading.models import Decision, Evidence, Form
from waymark.study.models import Person
from waymark.study.workspace import connect, open_workspace


def test_three_people_are_in_the_middle_of_it(demonstration: Path) -> None:
    workspace = open_workspace(demonstration)
    connect(workspace)
    people = Person.objects.exclude(name="")
    assert sorted(people.values_list("name", "role")) == [
        ("A. Lead", "lead"), ("M. Reader", "reader"), ("P. Reader", "reader"),
    ]  # fmt: skip
    first, second = (instrument.key for instrument in workspace.pack.instruments)
    sheets = Form.objects.filter(instrument=first, part="first")
    assert sheets.count() == sheets.exclude(finished_at=None).count() == 178
    in_depth = Form.objects.filter(instrument=second)
    assert 60 <= in_depth.count() <= 66
    assert 0.4 < in_depth.exclude(finished_at=None).count() / in_depth.count() < 0.6
    assert in_depth.filter(finished_at=None).exclude(started_at=None).exists()


def test_there_is_something_to_settle_and_something_settled(demonstration: Path) -> None:
    workspace = open_workspace(demonstration)
    connect(workspace)
    first = workspace.pack.instruments[0].key
    assert differences(workspace, first)
    assert any(one.agree for one in compared(workspace, first))
    assert Decision.objects.exclude(why="").exists()


def test_every_pinned_passage_holds_the_words_of_its_report(demonstration: Path) -> None:
    connect(open_workspace(demonstration))
    pinned = Evidence.objects.select_related("text")[:50]
    assert len(pinned) == 50
    for passage in pinned:
        assert passage.text.text[passage.start : passage.end] == passage.quote
