"""The title: over several lines, beside boards and authors, in the running head, in the file, or nowhere."""

from __future__ import annotations

import pytest

from tests.library.structure.reports import described

PROSE = "This review looked at the help that agencies gave to a family over two years, and at what was learned from it."


@pytest.mark.parametrize(
    ("page", "title"),
    [
        (
            "# Serious Case Review: Child S\nAmbersett Safeguarding Children Board",
            "Serious Case Review: Child S",
        ),
        (
            "# Ambersett LSCB\n# Serious Case Review\n# Child S\n## Author: Jane Smith",
            "Serious Case Review Child S",
        ),
        ("SCR re Baby K and Child L\nAmbersett LSCB\nJune 2012", "SCR re Baby K and Child L"),
        ("# The death of ‘Tom’ – learning review\nMarch 2014", "The death of ‘Tom’ – learning review"),
        (
            "# Overview report in respect of\n# Young Person 2\nBarnwick SCB",
            "Overview report in respect of Young Person 2",
        ),
        (
            "CONFIDENTIAL\n# SERIOUS CASE REVIEW\n# OVERVIEW REPORT\n## 14 May 2013",
            "SERIOUS CASE REVIEW OVERVIEW REPORT",
        ),
        ("Final report\nMarch 2014\n# Child Practice Review 3/2013", "Child Practice Review 3/2013"),
        (
            "# Report of the Serious Case Review regarding Child C\nDate of report: 8 March 2015",
            "Report of the Serious Case Review regarding Child C",
        ),
    ],
)
def test_title_on_the_first_page(page: str, title: str) -> None:
    assert described(page, f"# 1. Introduction\n{PROSE}").value("title") == title


def test_line_of_the_text_that_looks_like_no_title_is_none() -> None:
    found = described(f"{PROSE}\n{PROSE}")
    assert found.value("title") is None


def test_short_line_that_says_nothing_of_a_review_is_no_title() -> None:
    assert described(f"Harbour House\n{PROSE}").value("title") is None


def test_title_of_a_report_that_opens_with_its_introduction() -> None:
    found = described(f"# Learning review: Baby T\n## 1. Introduction\n{PROSE}\n## 2. Findings\n{PROSE}")
    assert found.value("title") == "Learning review: Baby T"
    assert [section.title for section in found.sections] == ["Introduction", "Findings"]


def test_running_head_stands_in_for_a_title() -> None:
    page = f"^ Serious Case Review – Child W\n{PROSE}"
    assert described(page, page).value("title") == "Serious Case Review – Child W"


@pytest.mark.parametrize(
    ("file_title", "title"),
    [
        ("Serious Case Review: Child S", "Serious Case Review: Child S"),
        ("Microsoft Word - SCR Baby K overview report.doc", "SCR Baby K overview report"),
        ("Microsoft Word - final v3 (2).docx", None),
        ("untitled", None),
    ],
)
def test_what_the_file_says_it_is_called_stands_in_for_a_title(file_title: str, title: str | None) -> None:
    found = described(PROSE, file_title=file_title)
    assert found.value("title") == title
    assert all(stated.confidence <= 0.6 for stated in found.stated if stated.field == "title")


def test_printed_title_goes_before_that_of_the_file() -> None:
    assert described("# Serious Case Review: Child S", file_title="Serious Case Review template").value(
        "title"
    ) == ("Serious Case Review: Child S")
