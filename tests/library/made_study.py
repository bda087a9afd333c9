"""A small study with notifications and a folder of Word reports; every child, board and review in it is made up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from docx import Document

from tests.register.making import xlsx
from waymark.cli.main import main

HEADER = (
    "Case ID", "LSCB", "Incident date", "Date notified", "SCR decision", "Incident type", "DOB", "Sex",
    "Initials", "Reviewer", "Details",
)  # fmt: skip
CASES = (
    (20001, "Barnmere", date(2012, 5, 14), date(2012, 6, 1), "Yes", "Death", date(2011, 10, 2), "F", "KM",
     "Helen Marrow", "The child was found unwell at home and died the same day."),
    (20002, "Falstow", date(2013, 2, 3), date(2013, 2, 20), "Yes", "Serious harm", date(2000, 1, 9), "M", "TB",
     "", "The young person was injured in the community."),
    (20003, "Eastmere", date(2013, 9, 30), date(2013, 10, 4), "Yes", "Death", date(2013, 7, 1), "M", "LC", "",
     "The baby died while sharing a bed."),
)  # fmt: skip


@dataclass(frozen=True)
class MadeReport:
    """What a Word report is to say. `findings` are paragraphs of their own."""

    file: str
    board: str
    child: str
    incident: str
    age: str
    harm: str
    author: str
    published: str
    findings: Sequence[str]


KM = MadeReport(
    "final report v3 (2).docx", "Barnmere Safeguarding Children Board", "Child KM", "On 14 May 2012",
    "a girl aged 7 months", "died", "Helen Marrow", "March 2014",
    [
        "Health visitors and social workers met the household on separate days and neither knew what the other had "
        "been told about the missed appointments.",
        "The threshold for a strategy discussion was understood differently by the police and by the hospital, and "
        "nobody put the two views side by side.",
        "Supervision in the community health service looked at the caseload and seldom at what the child might be "
        "living with from day to day.",
        "The organisation of records over three systems meant that the pattern of injuries could not be seen by any "
        "one practitioner at the time.",
    ],
)  # fmt: skip
TB = MadeReport(
    "SCR_TB.docx", "Falstow Local Safeguarding Children Board", "Young Person TB", "On 3 February 2013",
    "a boy aged 13 years", "was seriously injured", "Joan Ashby", "2 June 2014",
    [
        "School absence was recorded every week and was read as a matter of attendance, not as a sign of what was "
        "happening to the young person.",
        "Each agency closed its involvement when an appointment was missed, and the closing letters crossed one "
        "another in the post.",
        "The risk assessment was written once and was not opened again when he moved to live with another relative.",
        "Workers spoke of a difficult young person; the language of the records hid how young he still was when "
        "this began.",
    ],
)  # fmt: skip


def docx_report(folder: Path, report: MadeReport) -> Path:
    document = Document()
    document.add_heading(f"Serious Case Review: {report.child}", level=0)
    document.add_paragraph(report.board)
    document.add_paragraph(f"Author: {report.author}")
    document.add_paragraph(f"Published: {report.published}")
    document.add_heading("1. Introduction", level=1)
    document.add_paragraph(
        f"{report.incident} {report.child}, {report.age}, {report.harm}. This review looks at how agencies worked "
        "together with the family in the two years before. Every child, family and board in this text is made up."
    )
    document.add_heading("2. Findings", level=1)
    for finding in report.findings:
        document.add_paragraph(finding)
    document.add_heading("3. Recommendations", level=1)
    document.add_paragraph("The board should ask each agency how it knows what a day is like for the child.")
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / report.file
    document.save(str(path))
    return path


def small_study(folder: Path) -> Path:
    """Three notifications, selected; no report yet."""
    study = folder / "study"
    workbook = xlsx(folder / "notifications.xlsx", (HEADER, *CASES))
    assert main(["init", str(study)]) == 0
    assert main(["import", "notifications", str(workbook), "--yes", "--study", str(study)]) == 0
    assert main(["select", "--study", str(study)]) == 0
    return study
