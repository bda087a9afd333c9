"""A freeze holds the answers that count and their passages, so that a figure is traced to the words of a report."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch
from uuid import uuid4

import pytest
from django.utils import timezone

from tests.web.conftest import MadeStudy
from tests.web.conftest import study_made_once as study_made_once
from tests.web.team.conftest import Together
from tests.web.team.conftest import together as together
from tests.web.team.conftest import together_made_once as together_made_once
from waymark.analysis.engine import open_engine
from waymark.analysis.trace import TracedValue, trace
from waymark.cli.main import main
from waymark.library.models import Report
from waymark.library.queries import stored_text
from waymark.reading.adjudicating import choose
from waymark.reading.answering import finish, reopen, save_answer
from waymark.reading.assigning import withdraw
from waymark.reading.freezing import freeze_study, tables_of
from waymark.reading.given import Given
from waymark.reading.models import Answer
from waymark.reading.settling import settle_study
from waymark.reading.working import working_freeze
from waymark.study.freezes import About, Freeze, changed_files, open_freeze, write_freeze

ADJUDICATED = (
    'agreed = "agreed"\nadjudicated = "adjudicated"\nprecedence = ["adjudicated", "agreed", "sheet", '
)


@dataclass(frozen=True)
class Settled:
    together: Together
    study: MadeStudy


@pytest.fixture
def settled(together: Together) -> Settled:
    """Its pack has sources for what several readers came to."""
    study = together.study
    about = study.workspace.pack_folder / "pack.toml"
    text = about.read_text(encoding="utf-8")
    about.write_text(text.replace('precedence = ["sheet", ', ADJUDICATED), encoding="utf-8")
    study.workspace.__dict__.pop("pack", None)
    settle_study(study.lead, study.workspace)
    return Settled(together, study)


def frozen(study: MadeStudy) -> Freeze:
    settle_study(study.lead, study.workspace)
    return freeze_study(study.lead, study.workspace, "Counted.")


def colour_behind_the_cell(freeze: Freeze, column: str = "red") -> TracedValue:
    """Of the bicycle that was read twice, in the table of gears by colour: what stands."""
    engine = open_engine(freeze)
    cases = trace(engine, freeze.pack.table("1"), "few", column)
    case = next(case for case in cases if case.case_id == "N00001")
    return next(value for value in case.values if value.variable == "colour" and value.stands)


def words(ref: str, start: int, end: int) -> str:
    return stored_text(Report.objects.get(ref=ref)).text[start:end]


def rows(freeze: Freeze, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = freeze.read(table).to_pylist()
    return found


def test_a_figure_is_traced_to_the_words_of_the_report(settled: Settled) -> None:
    value = colour_behind_the_cell(frozen(settled.study))
    assert (value.source, value.value) == ("sheet", "red")
    (answer,) = value.answers
    assert (answer.part, answer.reader, answer.value) == ("first", "m.reader", "red")
    (passage,) = answer.passages
    assert (passage.report, passage.page, passage.start, passage.end) == ("R0001", 1, 0, 20)
    assert passage.quote == words("R0001", 0, 20)
    assert (settled.study.workspace.folder / "files" / passage.sha256).is_file()


def test_a_decision_leads_to_the_passages_of_the_reader_who_was_right(settled: Settled) -> None:
    study = settled.study
    right = Answer.objects.get(form=settled.together.second, variable="colour")
    choose(study.lead, study.workspace, "N00001", "sheet", "colour", right.pk, "Painted over.", 0, uuid4())
    value = colour_behind_the_cell(frozen(study), "blue")
    (decision,) = value.answers
    assert (decision.part, decision.how, decision.reader) == ("decision", "chosen", study.lead.handle)
    assert [answer.reader for answer in decision.rests_on] == ["p.reader"]
    assert [passage.quote for passage in decision.every_passage] == [words("R0001", 0, 20)]


def test_only_what_counts_is_frozen_and_no_memo_nor_name(settled: Settled) -> None:
    study = settled.study
    full = frozen(study)
    assert len(rows(full, "answers")) == 4
    for table in ("answers", "passages"):
        said = json.dumps(rows(full, table))
        assert "looked twice" not in said
        assert "M. Reader" not in said
    reopen(study.second_reader, settled.together.second.pk)
    withdraw(study.lead, settled.together.first.pk, "Read by mistake.")
    assert rows(frozen(study), "answers") == []
    assert rows(frozen(study), "passages") == []


def test_the_same_data_freeze_to_the_same_bytes(settled: Settled) -> None:
    first = frozen(settled.study)
    again = frozen(settled.study)
    assert again.folder == first.folder
    assert changed_files(again) == []


def test_the_data_as_they_stand_hold_no_answer_that_no_selection_has_seen(settled: Settled) -> None:
    study, form = settled.study, settled.together.first
    settle_study(study.lead, study.workspace)
    later = timezone.now() + timedelta(minutes=5)
    with patch("django.utils.timezone.now", return_value=later):
        reopen(study.reader, form.pk)
        given = Given("value", "blue")
        save_answer(study.reader, study.workspace, form.pk, "colour", given, 1, uuid4())
        finish(study.reader, study.workspace, form.pk)
    value = colour_behind_the_cell(working_freeze(study.workspace))
    assert (value.value, value.answers) == ("red", ())
    with patch("django.utils.timezone.now", return_value=later):
        settle_study(study.lead, study.workspace)
    value = colour_behind_the_cell(working_freeze(study.workspace), "blue")
    assert [answer.value for answer in value.answers] == ["blue"]


def test_a_freeze_made_before_answers_were_kept_still_opens(settled: Settled, tmp_path: Path) -> None:
    study = settled.study
    new = frozen(study)
    tables = {k: v for k, v in tables_of(study.workspace).items() if k not in ("answers", "passages")}
    old = write_freeze(tmp_path, tables, study.workspace.pack_folder, _about(new))
    value = colour_behind_the_cell(open_freeze(old.folder))
    assert (value.value, value.answers) == ("red", ())


def test_the_command_prints_the_words(settled: Settled, capsys: pytest.CaptureFixture[str]) -> None:
    study = settled.study
    frozen(study)
    folder = str(study.workspace.folder)
    quote = words("R0001", 0, 20)
    assert main(["trace", "1", "few", "red", "--study", folder]) == 0
    told = capsys.readouterr().out
    assert "N00001 colour: red (first, m.reader)" in told
    assert f"R0001, page 1, 0 to 20: “{' '.join(quote.split())}”" in told
    assert main(["trace", "1", "few", "red", "--study", folder, "--format", "json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    found = next(row for row in listed if row["quote"])
    assert (found["case"], found["variable"], found["page"], found["quote"]) == ("N00001", "colour", 1, quote)


def test_why_it_was_decided_is_traced_and_not_published(
    settled: Settled, capsys: pytest.CaptureFixture[str]
) -> None:
    study, folder = settled.study, str(settled.study.workspace.folder)
    right = Answer.objects.get(form=settled.together.second, variable="colour")
    choose(study.lead, study.workspace, "N00001", "sheet", "colour", right.pk, "Painted over.", 0, uuid4())
    value = colour_behind_the_cell(frozen(study), "blue")
    assert (value.value, value.raw) == ("blue", "Blue. Why: Painted over.")
    capsys.readouterr()
    assert main(["trace", "1", "few", "blue", "--study", folder]) == 0
    assert "Blue. Why: Painted over." in capsys.readouterr().out
    assert main(["publish", "--study", folder]) == 0
    published = [path for path in study.workspace.publications.rglob("*") if path.is_file()]
    assert all(b"Painted over" not in path.read_bytes() for path in published)


def test_no_publication_holds_a_passage_or_who_read(settled: Settled) -> None:
    study = settled.study
    frozen(study)
    assert main(["publish", "--study", str(study.workspace.folder)]) == 0
    quote = words("R0001", 0, 20)
    published = [path for path in study.workspace.publications.rglob("*") if path.is_file()]
    assert published
    for path in published:
        assert path.suffix != ".parquet"
        text = path.read_bytes().decode("utf-8", "ignore")
        assert quote not in text
        assert "m.reader" not in text


def _about(freeze: Freeze) -> About:
    said = freeze.manifest
    return About(said.study, said.title, said.synthetic, said.frozen_by, said.why)
