"""A cover that was read as one paragraph is taken apart where its lines ended."""

from __future__ import annotations

import msgspec

from tests.library.structure.reports import KNOWLEDGE, report
from waymark.library.described import Described
from waymark.library.stored_text import StoredText, Stretch, WordBox
from waymark.library.structure.describing import describe

TITLE = "# Serious Case Review: Child S"


def drawn(stored: StoredText, lines: tuple[str, ...]) -> StoredText:
    """The first page with each line a stretch of its own, two characters of line end between them."""
    stretches, character = [], 0
    for line in lines:
        stretches.append(Stretch(stored.text.index(line), character, len(line)))
        character += len(line) + 2
    page = msgspec.structs.replace(stored.pages[0], stretches=tuple(stretches))
    return msgspec.structs.replace(stored, pages=(page, *stored.pages[1:]))


def read_by_machine(stored: StoredText, lines: tuple[str, ...]) -> StoredText:
    """The first page with each word in a box."""
    boxes = []
    for row, line in enumerate(lines):
        at, left = stored.text.index(line), 72.0
        for word in line.split():
            bottom = 700.0 - 20 * row
            boxes.append(WordBox(at, at + len(word), left, bottom, left + 6 * len(word), bottom + 10))
            at, left = at + len(word) + 1, left + 6 * len(word) + 6
    page = msgspec.structs.replace(
        stored.pages[0], source="read by machine", confidence=0.9, words=tuple(boxes)
    )
    return msgspec.structs.replace(stored, pages=(page, *stored.pages[1:]))


LINES = (
    "Ambersett Safeguarding Children Board",
    "Concerning Child S",
    "Jane Smith, Independent Author",
    "March 2014",
    "Publication date: 3 June 2015",
)


def assert_told_apart(found: Described) -> None:
    assert found.value("title") == "Serious Case Review: Child S"
    assert found.values("board") == ("Ambersett Safeguarding Children Board",)
    assert found.values("author") == ("Jane Smith",)
    assert (found.value("report_date"), found.value("publication_date")) == ("2014-03", "2015-06-03")


def test_lines_of_a_cover_by_the_characters_of_the_page() -> None:
    assert_told_apart(describe(drawn(report(f"{TITLE}\n{' '.join(LINES)}"), LINES), KNOWLEDGE))


def test_lines_of_a_cover_that_was_read_by_machine() -> None:
    assert_told_apart(describe(read_by_machine(report(f"{TITLE}\n{' '.join(LINES)}"), LINES), KNOWLEDGE))


def test_title_over_two_lines_stays_whole() -> None:
    lines = ("Report of the Serious Case Review regarding Child", "C")
    stored = drawn(report(f"# {' '.join(lines)}\nMarch 2014"), lines)
    assert describe(stored, KNOWLEDGE).value("title") == " ".join(lines)


def test_name_of_a_board_that_a_line_end_cuts_is_one() -> None:
    lines = ("Ambersett Local Safeguarding Children Board", "(ALSCB)", "March 2014")
    stored = drawn(report(f"{TITLE}\n{' '.join(lines)}"), lines)
    assert describe(stored, KNOWLEDGE).values("board") == (
        "Ambersett Local Safeguarding Children Board (ALSCB)",
    )
