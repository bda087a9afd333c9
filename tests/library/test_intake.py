"""A folder of reports taken in: the good are in, the bad are listed, and the command can be run again."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection, connections
from django.db.utils import DatabaseError

from tests.library.made_pdf import pdf_of_one_page_many_times, printed_pdf
from tests.library.made_study import KM, TB, docx_report, small_study
from tests.register.test_killed_imports import counted
from waymark.cli.main import main
from waymark.library.intake import import_reports
from waymark.library.models import IndexedPassage, Report, ReportFile, ReportText
from waymark.study.actions import person_at_machine
from waymark.study.models import Event, SourceFile
from waymark.study.workspace import connect, open_workspace


@pytest.fixture
def study(tmp_path: Path) -> Path:
    return small_study(tmp_path)


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    docx_report(folder, KM)
    docx_report(folder / "from the website", TB)
    (folder / "overview.pdf").write_bytes(printed_pdf(pages=3))
    return folder


def take_in(study: Path, folder: Path) -> int:
    return main(["import", "reports", str(folder), "--study", str(study)])


def names() -> list[str]:
    return [file.source.name for file in ReportFile.objects.select_related("source")]


def test_every_report_of_a_folder_is_in_with_its_original(study: Path, reports: Path) -> None:
    assert take_in(study, reports) == 0
    assert sorted(names()) == ["SCR_TB.docx", "final report v3 (2).docx", "overview.pdf"]
    for source in SourceFile.objects.filter(kind="report"):
        kept = study / "files" / source.sha256
        assert kept.stat().st_size == source.size
    assert Event.objects.filter(action="import report").count() == 3


def test_bad_files_are_listed_with_the_reason_and_the_good_are_in(
    study: Path, reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (reports / "empty.pdf").touch()
    (reports / "cut.pdf").write_bytes(printed_pdf()[:900])
    (reports / "locked.pdf").write_bytes(printed_pdf(password="secret"))
    (reports / "photo.pdf").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(2000))
    (reports / "line\nbreak.txt").write_text("Some notes.")
    with (reports / "huge.pdf").open("wb") as huge:
        huge.truncate(2 * 1024**3)
    os.mkfifo(reports / "pipe.pdf")
    (reports / "endless.pdf").write_bytes(pdf_of_one_page_many_times(10_000))
    with zipfile.ZipFile(reports / "bomb.docx", "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/document.xml", b"<" + bytes(600_000_000))
    assert take_in(study, reports) == 3
    said = capsys.readouterr().err
    assert len(names()) == 3
    for name, reason in (
        ("empty.pdf", "empty"), ("cut.pdf", ""), ("locked.pdf", "password"), ("photo.pdf", "picture"),
        ("line", "plain text"), ("huge.pdf", "2,147 MB"), ("pipe.pdf", "pipe"), ("endless.pdf", "pages"),
        ("bomb.docx", "unpack"),
    ):  # fmt: skip
        line = next(line for line in said.splitlines() if line.strip().startswith(name))
        assert reason in line
    assert "9 files were not taken in" in said


def test_the_same_folder_again_only_does_what_is_left(
    study: Path, reports: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (reports / "cut.pdf").write_bytes(printed_pdf()[:900])
    take_in(study, reports)
    before = Event.objects.count()
    capsys.readouterr()
    assert take_in(study, reports) == 3
    assert Event.objects.count() == before
    assert "3 files were in before" in capsys.readouterr().out
    (reports / "cut.pdf").write_bytes(printed_pdf(pages=5))
    assert take_in(study, reports) == 0
    assert (Report.objects.count(), Event.objects.count()) == (4, before + 1)


def test_the_same_bytes_under_two_names_are_one_report(study: Path, reports: Path) -> None:
    shutil.copy(reports / KM.file, reports / "copy of it.docx")
    assert take_in(study, reports) == 0
    assert Report.objects.count() == 3


def test_reports_are_numbered_in_the_order_of_their_names(study: Path, tmp_path: Path) -> None:
    folder = tmp_path / "many"
    folder.mkdir()
    for number in range(8):  # the first is the longest, and is read last
        (folder / f"{number}.pdf").write_bytes(printed_pdf(pages=40 - 5 * number, packed=number % 2 == 0))
    take_in(study, folder)
    order = ReportFile.objects.order_by("report__position", "version").values_list("source__name", flat=True)
    assert list(order) == sorted(order)


def test_a_report_issued_again_is_a_version_and_the_current_one(study: Path, reports: Path) -> None:
    again = replace(
        KM, file="final report v4.docx", published="June 2014", findings=[*KM.findings, "Added later."]
    )
    docx_report(reports, again)
    take_in(study, reports)
    report = Report.objects.get(files__source__name=KM.file)
    versions = [(file.version, file.source.name, file.current) for file in report.files.all()]
    assert versions == [(1, KM.file, False), (2, again.file, True)]
    texts = IndexedPassage.objects.filter(report=report).values_list("text", flat=True)
    assert sum("Added later" in text for text in texts) == 1
    assert sum("missed appointments" in text for text in texts) == 1


def test_a_version_that_prints_an_earlier_date_is_kept_and_not_current(study: Path, reports: Path) -> None:
    draft = replace(KM, file="older draft.docx", published="January 2013")
    docx_report(reports, draft)
    take_in(study, reports)
    current = ReportFile.objects.filter(report__files__source__name=KM.file, current=True)
    assert [file.source.name for file in current] == [KM.file]


def test_the_store_refuses_to_change_a_text(study: Path, reports: Path) -> None:
    take_in(study, reports)
    with pytest.raises(DatabaseError, match="never changes"):
        ReportText.objects.update(text="Something else.")
    with pytest.raises(DatabaseError, match="never changes"):
        ReportText.objects.filter(pages=3)._raw_delete("default")


def test_a_folder_that_is_not_there_is_a_wrong_call(study: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert take_in(study, study / "nowhere") == 2
    assert "there is no folder" in capsys.readouterr().err


def test_the_tables_of_the_index_are_those_that_the_index_expects(study: Path) -> None:
    from waymark.library.search import sqlite_tables

    connect(open_workspace(study))
    with sqlite3.connect(":memory:") as wanted:
        for statement in (sqlite_tables.CREATE_PASSAGES, *sqlite_tables.CREATE_TEXT_INDEX):
            wanted.execute(statement)
        sql = "SELECT name, sql FROM sqlite_master WHERE name LIKE 'library_passage%' ORDER BY name"
        expected = {name: "".join(str(text).split()) for name, text in wanted.execute(sql)}
        settings = wanted.execute("SELECT k, v FROM library_passagetext_config ORDER BY k").fetchall()
    with connection.cursor() as cursor:
        cursor.execute(sql)
        assert {name: "".join(str(text).split()) for name, text in cursor.fetchall()} == expected
        cursor.execute("SELECT k, v FROM library_passagetext_config ORDER BY k")
        assert cursor.fetchall() == settings


def complete(study: Path) -> int:
    """How many reports are in; fails where one is there by half."""
    with sqlite3.connect(study / "waymark.db") as store:
        files = store.execute(
            "SELECT s.sha256, t.id, r.ref, r.id FROM library_reportfile f "
            "JOIN study_sourcefile s ON s.id = f.source_id JOIN library_report r ON r.id = f.report_id "
            "LEFT JOIN library_reporttext t ON t.file_id = f.id"
        ).fetchall()
        for sha256, text, ref, report in files:
            assert (study / "files" / sha256).is_file()
            assert text is not None
            passages = "SELECT count(*) FROM library_indexedpassage WHERE report_id = ?"
            assert store.execute(passages, (report,)).fetchone()[0] > 0
            assert store.execute("SELECT count(*) FROM study_event WHERE subject = ?", (ref,)).fetchone() == (
                1,
            )
        return len(files)


def test_an_import_killed_at_any_point_keeps_whole_reports_and_can_be_run_again(
    study: Path, reports: Path, tmp_path: Path
) -> None:
    def act() -> None:
        workspace = open_workspace(copy)
        connect(workspace)
        import_reports(person_at_machine(), workspace, reports)

    connections.close_all()
    copy = shutil.copytree(study, tmp_path / "counted")
    calls = counted(act, None)
    connections.close_all()
    kept = set()
    for point in range(1, 13):
        copy = shutil.copytree(study, tmp_path / f"killed {point}")
        child = os.fork()
        if child == 0:
            sys.stderr = sys.stdout = open(os.devnull, "w")  # noqa: SIM115, PTH123
            counted(act, calls * point // 12)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL) or status == 0
        kept.add(complete(copy))
        act()
        assert complete(copy) == 3
        connections.close_all()
    assert kept <= {0, 1, 2, 3}
