"""What holds of every reading: passages say what was read, and no text is too strange."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.structure.reports import KNOWLEDGE, described, report
from waymark.library.described import FIELDS, Described
from waymark.library.structure.describing import describe
from waymark.library.structure.knowledge import Knowledge

WHOLE = (
    "# Ambersett Safeguarding Children Board\n# Serious Case Review\n# Child S\n"
    "Independent Author: Dr Jane Smith\nMarch 2014\nPublished: 3 June 2015",
    "# Contents\n.. 1. Introduction .... 3\n.. 2. Chronology .... 4\n"
    ".. 3. Findings .... 4\n.. Appendix A: Panel .... 5",
    "^ Serious Case Review Child S\n# 1. Introduction\n"
    "This review concerns Child S, a boy who died on 14 May 2013 at the age of 7 months. "
    "It used a systems approach.\n_ 3",
    "# 2. Chronology\nChild S was born on 3 October 2012. He was seen by ████ at home.\n"
    "# 3. Findings\nThere were four.",
    "# Appendix A: Panel\nThe panel met five times.",
)


def test_every_field_of_a_report_that_states_them_all() -> None:
    found = described(*WHOLE)
    assert {form.field for form in FIELDS} == {stated.field for stated in found.stated}
    values = {stated.field: found.values(stated.field) for stated in found.stated}
    assert values == {
        "title": ("Serious Case Review Child S",),
        "board": ("Ambersett Safeguarding Children Board",),
        "child": ("Child S",),
        "author": ("Jane Smith",),
        "incident_date": ("2013-05-14",),
        "report_date": ("2014-03",),
        "publication_date": ("2015-06-03",),
        "review_kind": ("serious_case_review",),
        "review_model": ("systems",),
        "contents_page": ("2",),
        "pages": ("5",),
        "pages_without_appendices": ("4",),
        "pages_of_appendices": ("1",),
        "redactions": ("1",),
        "age": ("7",),
        "birth_date": ("2012-10-03",),
        "gender": ("male",),
        "outcome": ("death",),
    }


def test_passages_quote_the_stored_text_and_its_page() -> None:
    stored = report(*WHOLE)
    for stated in describe(stored, KNOWLEDGE).stated:
        assert 0 < stated.confidence <= 1
        if stated.passage is not None:
            passage = stated.passage
            assert stored.text[passage.start : passage.end] == passage.quote != ""
            assert stored.page_at(passage.start) == passage.page


def test_what_the_cover_labels_is_surer_than_what_the_text_tells() -> None:
    def confidence(found: Described) -> float:
        return next(stated.confidence for stated in found.stated if stated.field == "author")

    title = "# Serious Case Review: Child S\n"
    assert confidence(described(title + "Author: Jane Smith")) > confidence(
        described(title + "## Introduction\nJane Smith was appointed as the lead reviewer.")
    )


def test_sentence_that_a_page_break_cuts_is_read_as_one() -> None:
    found = described(
        "# Serious Case Review: Child S\n## Introduction\nThe panel met. On 14 May 2013\n_ 1",
        "^ Serious Case Review\n> Child S died in hospital. He was loved.",
    )
    assert found.value("incident_date") == "2013-05-14"


def test_report_without_a_word() -> None:
    found = described("", "")
    assert found.value("pages") == "2"
    assert found.value("title") is None
    assert found.sections == ()


def test_knowledge_can_be_handed_to_another_process() -> None:
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(KNOWLEDGE), type=Knowledge) == KNOWLEDGE


LINES = st.sampled_from([line for page in WHOLE for line in page.splitlines()])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.one_of(LINES, st.text(max_size=60)), max_size=8), min_size=1, max_size=5))
def test_any_text_can_be_read(pages: list[list[str]]) -> None:
    stored = report(*("\n".join(lines) for lines in pages))
    found = describe(stored, KNOWLEDGE)
    assert found.value("pages") == str(len(pages))
    starts = [section.start for section in found.sections]
    assert starts == sorted(starts)
    for section in found.sections:
        assert 1 <= section.page <= section.last_page <= len(pages)
        assert section.start <= section.end <= len(stored.text)
