"""From a folder of reports to fields, passages, cases and letters: the commands of the library on a small study."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from tests.library.made_study import KM, TB, docx_report, small_study
from waymark.cli.main import main
from waymark.library.actions import read_again
from waymark.library.keeping import keep_report
from waymark.library.layout import packed_text
from waymark.library.models import Correction, Link, ReportText
from waymark.library.queries import current_text
from waymark.library.read_report import ReadReport, read_report
from waymark.library.structure.knowledge import knowledge_of
from waymark.library.versions import KnownReports
from waymark.study.actions import person_at_machine, receive_file
from waymark.study.models import Event, Person
from waymark.study.workspace import connect, open_workspace


@pytest.fixture(scope="module")
def study_made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("library_road")
    made = small_study(folder)
    docx_report(folder / "reports", KM)
    docx_report(folder / "reports", TB)
    assert main(["import", "reports", str(folder / "reports"), "--study", str(made)]) == 0
    connections["default"].close()  # the whole store is then in its file, to be copied
    return folder


@pytest.fixture
def study(tmp_path: Path, study_made_once: Path) -> Path:
    """Each test has its own copy."""
    shutil.copytree(study_made_once, tmp_path, dirs_exist_ok=True)
    connect(open_workspace(tmp_path / "study"))
    return tmp_path / "study"


@pytest.fixture
def ask(study: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    def asked(*words: str) -> Any:
        capsys.readouterr()
        assert main([*words, "--format", "json", "--study", str(study)]) == 0
        return json.loads(capsys.readouterr().out)

    return asked


def run(study: Path, *words: str) -> int:
    return main([*words, "--study", str(study)])


def ref_of(ask: Any, child: str) -> str:
    return next(row["ref"] for row in ask("reports") if child in row["children"])


def values(report: Any, field: str) -> list[str]:
    return [entry["value"] for entry in report["fields"] if entry["field"] == field]


def test_a_report_says_what_it_is_with_confidence_and_page(ask: Any) -> None:
    report = ask("report", ref_of(ask, "Child KM"))
    assert values(report, "board") == ["Barnmere Safeguarding Children Board"]
    assert values(report, "author") == ["Helen Marrow"]
    assert values(report, "publication_date") == ["2014-03"]
    assert values(report, "incident_date") == ["2012-05-14"]
    for entry in report["fields"]:
        assert 0 < entry["confidence"] <= 1
        if entry["passage"]:
            assert entry["passage"]["page"] == 1
    assert {"findings", "recommendations"} <= {section["kind"] for section in report["sections"]}


def test_a_passage_of_a_field_is_the_words_of_the_stored_text(study: Path, ask: Any) -> None:
    ref = ref_of(ask, "Child KM")
    text = ReportText.objects.get(file__report__ref=ref).text
    for entry in ask("report", ref)["fields"]:
        at = entry["passage"]
        assert at is None or text[at["start"] : at["end"]] == at["quote"]


def test_a_correction_stands_and_says_who(study: Path, ask: Any) -> None:
    ref = ref_of(ask, "Child KM")
    assert (
        run(study, "correct", ref, "author", "Ruth Linden", "Helen Marrow", "--why", "two names on the cover")
        == 0
    )
    entries = [entry for entry in ask("report", ref)["fields"] if entry["field"] == "author"]
    assert [(entry["value"], entry["confidence"]) for entry in entries] == [
        ("Ruth Linden", 1),
        ("Helen Marrow", 1),
    ]
    assert all(entry["by"] for entry in entries)
    assert run(study, "correct", ref, "author") == 0
    assert values(ask("report", ref), "author") == []
    assert Event.objects.filter(action="correct report").count() == 2


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("autor", "X", "Did you mean “author”"),
        ("incident_date", "14 May 2012", "2013-05-14, 2013-05 or 2013"),
        ("review_model", "scie", "scie_learning_together"),
        ("contents_page", "900", "number of the page"),
        ("section", "lessons 2-3", "findings 20-31"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(
    study: Path, ask: Any, capsys: pytest.CaptureFixture[str], field: str, value: str, says: str
) -> None:
    ref = ref_of(ask, "Child KM")
    assert run(study, "correct", ref, field, value) == 2
    assert says in capsys.readouterr().err
    assert Correction.objects.count() == 0


def test_sections_are_corrected_together_and_the_search_follows(study: Path, ask: Any) -> None:
    ref = ref_of(ask, "Child KM")
    assert ask("search", "missed appointments", "--section", "story")["total"] == 0
    assert run(study, "correct", ref, "section", "introduction 1 1. Introduction", "story 1 2. Findings") == 0
    assert [section["kind"] for section in ask("report", ref)["sections"]] == ["introduction", "story"]
    assert ask("search", "missed appointments", "--section", "story")["total"] == 1


def older(read: ReadReport) -> ReadReport:
    """As an earlier reader might have read it: with a line of rubbish in front and a letter misread."""
    from msgspec.structs import replace

    stored = read.stored
    text = stored.text.replace("neither knew", "neither kn0w")
    return replace(read, packed=packed_text(replace(stored, text=text, extractor="word text 0")))


def test_a_correction_and_its_passage_survive_a_re_read(tmp_path: Path) -> None:
    study = small_study(tmp_path)
    workspace = open_workspace(study)
    connect(workspace)
    actor = person_at_machine()
    path = docx_report(tmp_path / "reports", KM)
    read = older(read_report(path, path.name, knowledge_of(workspace.pack)))
    report = keep_report(receive_file(actor, workspace, path, "report", {}), read, KnownReports()).report
    assert run(study, "correct", report.ref, "author", "Helen Marrow") == 0
    assert run(study, "correct", report.ref, "title", "neither kn0w what the other had been told") == 0
    done = read_again(actor, workspace)
    assert (done.read, done.carried, done.to_look_at) == (1, 1, 1)
    assert "neither knew" in current_text(report).text
    found = {one.field: (one.carried, one.quote) for one in report.corrections.all()}
    assert found["author"] == ("same", "Helen Marrow")
    assert found["title"][0] == "altered" and "neither knew what the other" in found["title"][1]
    assert ReportText.objects.count() == 2
    assert read_again(actor, workspace).read == 0


def test_a_search_gives_passages_with_page_and_marks(ask: Any) -> None:
    found = ask("search", '"missed appointments"')
    assert found["total"] == 1
    (hit,) = found["hits"]
    assert (hit["ref"], hit["page"], hit["section"]) == (ref_of(ask, "Child KM"), 1, "findings")
    ((start, end),) = hit["marks"]
    assert hit["text"][start:end] == "missed appointments"


def test_a_search_is_held_to_board_year_age_and_outcome(study: Path, ask: Any) -> None:
    everywhere = ask("search", "agency")["total"]
    assert everywhere > ask("search", "agency", "--board", "Falstow")["total"] > 0
    for restriction in (["--year", "2013"], ["--age", "11-15"], ["--outcome", "serious_harm"]):
        assert run(study, "match") == 0
        found = ask("search", "agency", *restriction)
        assert {hit["ref"] for hit in found["hits"]} == {ref_of(ask, "Young Person TB")}, restriction
    assert ask("search", "agency", "--age", "1-5")["total"] == 0


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["search", '"missed'], "quotation mark"),
        (["search", "child", "--section", "findngs"], "Did you mean “findings”"),
        (["search", "child", "--age", "old"], "no age in years"),
        (["report", "R9999"], "there is no report"),
        (["link", "R0001", "29999"], "there is no case"),
        (["outstanding", "--case", "20001", "--state", "lost"], "there is no state"),
    ],
)
def test_a_wrong_call_is_told_in_one_paragraph(
    study: Path, capsys: pytest.CaptureFixture[str], words: list[str], says: str
) -> None:
    assert run(study, *words) == 2
    error = capsys.readouterr().err
    assert says in error and len(error.strip().splitlines()) == 1


def test_reports_are_matched_by_the_rule_with_every_key_shown(study: Path, ask: Any) -> None:
    pairs = {(pair["report"], pair["case_id"]): pair for pair in ask("match")}
    pair = pairs[ref_of(ask, "Child KM"), "N00001"]
    assert pair["decision"] == "linked"
    assert {name for name, key in pair["keys"].items() if key["agreement"] == "agrees"} >= {
        "board", "label", "incident_date", "age", "author",
    }  # fmt: skip
    assert all(pair["decision"] != "linked" for (_, case), pair in pairs.items() if case == "N00003"), (
        "the third case has no report"
    )


def test_what_a_person_says_is_never_overruled(study: Path, ask: Any) -> None:
    ref = ref_of(ask, "Child KM")
    run(study, "match")
    assert run(study, "unlink", ref, "20001", "--why", "another child") == 0
    assert run(study, "link", ref, "N00003") == 0
    run(study, "match")
    decided = set(Link.objects.filter(report__ref=ref).values_list("notification__case_id", "decision"))
    assert {("N00001", "refused"), ("N00003", "confirmed")} <= decided
    assert ("N00001", "linked") not in decided


def test_cases_without_a_report_have_a_state_and_their_boards_a_letter(study: Path, ask: Any) -> None:
    run(study, "match")
    assert [row["case number"] for row in ask("outstanding")] == ["20003"]
    assert [row["board"] for row in ask("outstanding", "--letters")] == ["Eastmere"]
    noted = ["outstanding", "--case", "20003", "--state", "not_completed", "--asked", "2015-11-02"]
    assert run(study, *noted, "--note", "waits for the court") == 0
    (row,) = ask("outstanding")
    assert (row["state"], row["asked on"], row["note"]) == (
        "not_completed",
        "2015-11-02",
        "waits for the court",
    )
    assert run(study, "outstanding", "--case", "20003", "--state", "not_published") == 0
    assert ask("outstanding", "--letters") == []
    assert ask("outstanding")[0]["asked on"] == "2015-11-02"
    assert run(study, "outstanding", "--case", "20003", "--state", "no_answer", "--asked", "2999-01-01") == 2


def test_a_viewer_changes_nothing(
    study: Path, ask: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ref = ref_of(ask, "Child KM")
    Person.objects.update(role=Person.Role.VIEWER)
    events = Event.objects.count()
    for words in (
        ["import", "reports", str(tmp_path / "reports")],
        ["correct", ref, "title", "Another"],
        ["match"],
        ["link", ref, "20001"],
        ["unlink", ref, "20001"],
        ["outstanding", "--case", "20003", "--state", "no_answer"],
        ["reports", "--read-again"],
    ):
        assert run(study, *words) == 2, words
        assert "viewer" in capsys.readouterr().err
    assert Event.objects.count() == events
