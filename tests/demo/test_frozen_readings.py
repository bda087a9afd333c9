"""The half-read demonstration frozen: every word that a reader's value rests on is there, and is the report's."""

from __future__ import annotations

from pathlib import Path

import pytest

from waymark.analysis.answers_behind import answers_behind
from waymark.library.models import ReportText
from waymark.reading.freezing import about_study, tables_of
from waymark.study.freezes import Freeze, write_freeze
from waymark.study.workspace import connect, open_workspace


@pytest.fixture(scope="module")
def half_read(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Freeze:
    workspace = open_workspace(demonstration)
    connect(workspace)
    about = about_study(workspace, "lead-1", "Half of it is read.")
    return write_freeze(
        tmp_path_factory.mktemp("freezes"), tables_of(workspace), workspace.pack_folder, about
    )


def test_every_value_that_readers_state_is_one_answer(half_read: Freeze) -> None:
    values = half_read.read("values").to_pylist()
    behind = answers_behind(
        half_read, {row["case_id"] for row in values}, {row["variable"] for row in values}
    )
    about = half_read.pack.about
    read = {instrument.key for instrument in half_read.pack.instruments} | {about.agreed, about.adjudicated}
    stated = [row for row in values if row["source"] in read]
    assert len(stated) > 8_000
    for row in stated:
        where = row["case_id"], row["variable"], row["source"], row["reader"], bool(row["file"])
        assert len(behind(where)) == 1, where


def test_every_passage_is_in_the_report_where_it_says(half_read: Freeze, demonstration: Path) -> None:
    connect(open_workspace(demonstration))
    passages = half_read.read("passages").to_pylist()
    assert len(passages) > 400
    texts: dict[str, str] = {}
    for row in passages:
        if row["sha256"] not in texts:
            found = ReportText.objects.filter(file__source__sha256=row["sha256"]).order_by("-pk")[0]
            assert found.file.report.ref == row["report"]
            texts[row["sha256"]] = found.text
        assert texts[row["sha256"]][row["start"] : row["end"]] == row["quote"]


def test_decisions_rest_on_answers_that_are_there(half_read: Freeze) -> None:
    answers = {row["answer"]: row for row in half_read.read("answers").to_pylist()}
    decisions = [row for row in answers.values() if row["part"] == "decision"]
    assert decisions
    for decision in decisions:
        rested_on = [answers[number] for number in decision["rests_on"]]
        assert rested_on
        assert {(row["case_id"], row["variable"]) for row in rested_on} == {
            (decision["case_id"], decision["variable"])
        }
