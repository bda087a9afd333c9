"""The sections by kind: which headings open one, where it begins and ends."""

from __future__ import annotations

import msgspec
import pytest

from tests.library.structure.reports import KNOWLEDGE, described, report
from waymark.library.described import Described
from waymark.library.structure.describing import describe

TEXT = "The health visitor saw the family at home and wrote down what she had been told by the mother."


def kinds(found: Described) -> list[tuple[str, int, int]]:
    return [(section.kind, section.page, section.last_page) for section in found.sections]


def body(*headings: str) -> str:
    return "\n".join(f"# {heading}\n{TEXT}" for heading in headings)


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("1. Introduction", "introduction"),
        ("INTRODUCTION AND TERMS OF REFERENCE", "introduction"),
        ("Section 3 – Analysis of practice", "analysis"),
        ("Part 2: The story", "story"),
        ("IV. Findings and recommendations", "findings"),
        ("5 Recommendations", "recommendations"),
        ("Summary of recommendations", "recommendations"),
        ("The family and their background", "family"),
        ("What happened to Child S?", "story"),
        ("Lessons learned", "findings"),
        ("Executive summary", "summary"),
        ("Foreword by the chair", "other"),
        ("Multi-agency action plan", "action_plan"),
        ("Annex B – Terms of reference", "appendix"),
        ("Appendices", "appendix"),
        ("Glossary of terms", "glossary"),
        ("References", "references"),
    ],
)
def test_kind_of_a_heading(heading: str, kind: str) -> None:
    back = kind in ("appendix", "glossary", "references", "action_plan")
    others = ("Introduction", "Chronology", "Analysis")
    pages = (body(*others, heading),) if back else (body(heading, *others),)
    found = described("# Serious Case Review: Child S", *pages)
    assert found.sections[-1 if back else 0].kind == kind


def test_sections_reach_to_the_next() -> None:
    found = described(
        "# Serious Case Review: Child S",
        f"# 1. Introduction\n{TEXT}\n## 1.1 Findings of other reviews\n{TEXT}",
        f"{TEXT}\n# 2. Chronology\n{TEXT}",
        TEXT,
        f"# 3. Analysis\n{TEXT}",
    )
    assert kinds(found) == [("introduction", 2, 3), ("story", 3, 4), ("analysis", 5, 5)]


def test_headings_inside_the_contents_page_open_nothing() -> None:
    found = described(
        "# Serious Case Review: Child S",
        "# Contents\n# 1. Introduction 3\n# 2. Chronology 4\n# 3. Analysis 5",
        f"# 1. Introduction\n{TEXT}",
        f"# 2. Chronology\n{TEXT}",
        f"# 3. Analysis\n{TEXT}",
    )
    assert kinds(found) == [("contents", 2, 2), ("introduction", 3, 3), ("story", 4, 4), ("analysis", 5, 5)]


def test_last_line_of_the_contents_on_the_next_page_opens_nothing() -> None:
    found = described(
        "# Serious Case Review: Child S",
        "# Contents\n.. 1. Introduction .... 4\n.. 2. Chronology .... 4\n.. 3. Analysis .... 4",
        "# Appendix A: Panel ........................ 5",
        f"# 1. Introduction\n{TEXT}\n# 2. Chronology\n{TEXT}\n# 3. Analysis\n{TEXT}",
        f"# Appendix A: Panel\n{TEXT}",
    )
    assert [(kind, page) for kind, page, _ in kinds(found)] == [
        ("contents", 2),
        ("introduction", 4),
        ("story", 4),
        ("analysis", 4),
        ("appendix", 5),
    ]


def test_lower_headings_open_no_section() -> None:
    found = described(
        "# Serious Case Review: Child S",
        f"## Introduction\n{TEXT}\n### Methodology\n{TEXT}\n## Chronology\n{TEXT}\n"
        f"## Analysis\n{TEXT}\n### Learning points\n{TEXT}",
    )
    assert [section.kind for section in found.sections] == ["introduction", "story", "analysis"]


def test_headings_of_an_appendix_are_of_the_appendix() -> None:
    found = described(
        "# Serious Case Review: Child S",
        body("1. Introduction", "2. Analysis", "3. Findings"),
        body("Appendix A: Terms of reference", "Introduction", "Methodology"),
        body("Appendix B: Glossary", "References"),
    )
    assert kinds(found)[3:] == [("appendix", 3, 3), ("appendix", 4, 4), ("references", 4, 4)]


def test_headings_that_the_reading_of_the_page_did_not_know() -> None:
    found = described(
        "Serious Case Review: Child S",
        f"1. Introduction\n{TEXT}\n2. The family\n{TEXT}",
        f"3. Chronology\n{TEXT}\nFindings were made by the court.\n4. Analysis\n{TEXT}",
        f"Appendix 1: Terms of reference\n{TEXT}",
    )
    assert kinds(found) == [
        ("introduction", 2, 2),
        ("family", 2, 2),
        ("story", 3, 3),
        ("analysis", 3, 3),
        ("appendix", 4, 4),
    ]


def test_the_contents_page_finds_headings_that_nothing_marks() -> None:
    found = described(
        "# Serious Case Review: Child S",
        "# Contents\n.. Introduction .... 1\n.. Chronology .... 2\n.. Analysis .... 3\n.. Appendix A: Panel .... 4",
        f"# Introduction\n{TEXT}",
        f"# Chronology\n{TEXT}",
        f"# Analysis\n{TEXT}",
        "| Appendix A: Panel | Present |\n| Chair | 4 |",
    )
    assert kinds(found)[-1] == ("appendix", 6, 6)


def test_heading_that_a_table_swallowed() -> None:
    found = described(
        "# Serious Case Review: Child S",
        f"# 1 Introduction\n{TEXT}\n# 2 Chronology\n{TEXT}\n# 3 Analysis\n{TEXT}",
        f"| 4 | Findings and lessons\n{TEXT}\n| APPENDIX 1: Panel |\n| Role | Present at",
    )
    assert kinds(found)[3:] == [("findings", 3, 3), ("appendix", 3, 3)]


def test_appendix_on_a_page_that_could_not_be_read_is_known_from_the_contents_page() -> None:
    stored = report(
        "# Serious Case Review: Child S",
        "# Contents\n.. Introduction .... 3\n.. Chronology .... 4\n.. Analysis .... 5\n.. Appendix A: Panel .... 6",
        f"# Introduction\n{TEXT}",
        f"# Chronology\n{TEXT}",
        f"# Analysis\n{TEXT}",
        "",
        "",
    )
    pages = tuple(
        msgspec.structs.replace(page, source="no text") if page.number > 5 else page for page in stored.pages
    )
    found = describe(msgspec.structs.replace(stored, pages=pages), KNOWLEDGE)
    assert (found.sections[-1].kind, found.sections[-1].page) == ("appendix", 6)
    assert found.value("pages_of_appendices") == "2"


def test_section_of_an_offset() -> None:
    found = described("# Serious Case Review: Child S", body("Introduction", "Chronology", "Analysis"))
    analysis = found.sections[2]
    assert found.section_at(analysis.start + 30) == "analysis"
    assert found.section_at(0) == "other"


def test_web_page_without_any_heading_has_no_sections() -> None:
    assert described(TEXT, TEXT).sections == ()
