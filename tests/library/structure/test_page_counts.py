"""Pages with and without appendices, and the contents page."""

from __future__ import annotations

from tests.library.structure.reports import described
from waymark.library.described import Described

TEXT = "The health visitor saw the family at home and wrote down what she had been told by the mother."
COVER = "# Serious Case Review: Child S"
BODY = (
    f"# 1. Introduction\n{TEXT}",
    f"# 2. Chronology\n{TEXT}\n# 3. Analysis\n{TEXT}",
    f"# 4. Findings\n{TEXT}",
)


def counts(found: Described) -> tuple[str | None, str | None, str | None]:
    return found.value("pages"), found.value("pages_without_appendices"), found.value("pages_of_appendices")


def test_report_without_appendices() -> None:
    assert counts(described(COVER, *BODY)) == ("4", "4", "0")


def test_appendices_reach_to_the_last_page() -> None:
    assert counts(described(COVER, *BODY, f"# Appendix A: Terms of reference\n{TEXT}", TEXT, TEXT)) == (
        "7",
        "4",
        "3",
    )


def test_action_plan_and_glossary_after_the_body_count() -> None:
    assert counts(described(COVER, *BODY, f"# Action plan\n{TEXT}", f"# Glossary\n{TEXT}")) == ("6", "4", "2")


def test_glossary_before_the_body_does_not_count() -> None:
    assert counts(described(COVER, f"# Glossary\n{TEXT}", *BODY)) == ("5", "5", "0")


def test_page_shared_with_the_body_counts_as_body() -> None:
    last = f"{TEXT}\n# Appendix 1: Terms of reference\n{TEXT}"
    assert counts(described(COVER, *BODY, last, TEXT)) == ("6", "5", "1")


def test_running_head_does_not_make_a_page_shared() -> None:
    last = f"^ Serious Case Review: Child S\n# Appendix 1: Terms of reference\n{TEXT}"
    assert counts(described(COVER, *BODY, last)) == ("5", "4", "1")


def test_contents_page_by_its_lines() -> None:
    found = described(COVER, "# Contents\n.. Introduction .... 3\n.. Findings .... 5", *BODY)
    assert found.value("contents_page") == "2"


def test_contents_page_whose_lines_were_not_known() -> None:
    found = described(
        COVER, "Contents\n1. Introduction 3\n2. Chronology 4\n3. Analysis 4\n4. Findings 5", *BODY
    )
    assert found.value("contents_page") == "2"
    assert [section.page for section in found.sections] == [2, 3, 4, 4, 5]


def test_report_without_contents_page() -> None:
    assert described(COVER, *BODY).value("contents_page") is None
