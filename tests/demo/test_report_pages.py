"""How drawn pages are laid out: columns, notes, numbers, boxes, web prints; nothing overlaps or runs off."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from tests.demo.drawn_reports import (
    LOOKS,
    PLAIN,
    ReadBack,
    boxes_of_text,
    drawn_report,
    file_with,
    heading,
    paragraphs,
    prose,
    table,
    whole_report,
)
from waymark.demo.reports.faces import Lettering, face
from waymark.demo.reports.line_breaking import Measure, break_lines
from waymark.demo.reports.plan import Block, PageNumbers


@pytest.mark.parametrize("place", ["between", "beside"])
@pytest.mark.parametrize("name", LOOKS)
def test_nothing_overlaps_or_runs_off_the_page(tmp_path: Path, name: str, place: str) -> None:
    look = LOOKS[name]
    read = drawn_report(tmp_path, whole_report(), look, file_with(look, box_place=place))
    _check_places(read)


def _check_places(read: ReadBack) -> None:
    for number in range(1, read.drawn.pages + 1):
        boxes = boxes_of_text(read.path, number)
        for at, (left, bottom, right, top) in enumerate(boxes):
            assert left >= 20 and right <= 595.3 - 20 and bottom >= 8 and top <= 841.9 - 14
            for other in boxes[at + 1 :]:
                wide = min(right, other[2]) - max(left, other[0])
                high = min(top, other[3]) - max(bottom, other[1])
                assert wide < 1 or high < 3, (number, (left, bottom, right, top), other)


def test_a_table_across_both_columns_leaves_the_notes_above_it_alone(tmp_path: Path) -> None:
    look = replace(PLAIN, columns=2, size=10, leading=13, margin=56)
    noted = (Block("paragraph", prose(60)), Block("footnote", prose(30)))
    read = drawn_report(tmp_path, (*noted, table(9, columns=5), *noted, table(30, columns=5), *noted), look)
    assert read.text.count(prose(30)) == 3
    _check_places(read)


def test_a_note_to_a_table_stands_below_it(tmp_path: Path) -> None:
    blocks = (table(3), Block("footnote", "From the agency's own file."), *paragraphs(1))
    said = drawn_report(tmp_path, blocks).text
    assert said.index("3 May") < said.index("1 From the agency's own file.") < said.index("1.1")


@pytest.mark.parametrize("name", LOOKS)
def test_every_page_says_that_it_is_synthetic(tmp_path: Path, name: str) -> None:
    read = drawn_report(tmp_path, whole_report(), LOOKS[name])
    assert all("synthetic" in page.lower() for page in read.pages)


def test_no_page_is_left_empty_after_a_table_across_both_columns(tmp_path: Path) -> None:
    look = LOOKS["two columns, no cover"]
    for rows in range(20, 34):
        blocks = (heading("Action plan", "action_plan"), table(rows, columns=5))
        read = drawn_report(tmp_path, blocks, look)
        assert "Head 5" in read.pages[-1]


@pytest.mark.parametrize(
    ("numbers", "habit", "said"),
    [
        ("foot of all", "of all", "Page 3 of {total}"),
        ("foot", "page", "Page 3"),
        ("foot", "dashes", "- 3 -"),
        ("head", "page", "Page 3"),
    ],
)
def test_pages_are_numbered_in_the_manner_of_the_look(
    tmp_path: Path, numbers: PageNumbers, habit: str, said: str
) -> None:
    look = replace(LOOKS["word"], page_numbers=numbers, running_head="", running_foot="")
    read = drawn_report(tmp_path, whole_report(), look, file_with(look, foot_number=habit))
    assert said.format(total=read.drawn.pages) in read.pages[2]
    assert "Page 1" not in read.pages[0] and "- 1 -" not in read.pages[0]


def test_outer_numbers_stand_left_on_even_and_right_on_odd_pages(tmp_path: Path) -> None:
    look = replace(PLAIN, page_numbers="outer")
    read = drawn_report(tmp_path, paragraphs(20), look)
    for number in (1, 2, 3):
        lowest = [box for box in boxes_of_text(read.path, number) if 25 < box[1] < 50]
        assert [box[0] > 300 for box in lowest] == [number % 2 == 1]


def test_a_footnote_stands_at_the_foot_of_the_page_that_bears_its_mark(tmp_path: Path) -> None:
    blocks: list[Block] = []
    for at in range(40):
        blocks.append(Block("paragraph", f"{prose(50, at)} Marked {at} here"))
        blocks.append(Block("footnote", f"Source {at} of many, seen in the file."))
    read = drawn_report(tmp_path, tuple(blocks))
    for at in range(40):
        (page,) = [page for page in read.pages if f"Source {at} of many" in page]
        assert f"Marked {at} here{at + 1}" in page.replace(f"here {at + 1}", f"here{at + 1}")
        after = page[page.index(f"{at + 1} Source {at} of many") :]
        assert "Marked" not in after
    for number in range(1, read.drawn.pages + 1):
        assert all(
            bottom > PLAIN.margin - 4 or bottom < 20 for _, bottom, _, _ in boxes_of_text(read.path, number)
        )


def test_a_mark_that_the_text_has_itself_is_not_printed_twice(tmp_path: Path) -> None:
    blocks = (Block("paragraph", "It was recorded.¹"), Block("footnote", "In the file.", "1"))
    assert "It was recorded.¹ 1 In the file." in drawn_report(tmp_path, blocks).text


def test_two_columns_are_written_one_after_the_other_or_line_by_line(tmp_path: Path) -> None:
    look = replace(PLAIN, columns=2, size=10, leading=13, margin=56)
    blocks = tuple(Block("paragraph", f"Begin{at} {prose(60)} End{at}") for at in range(20))
    order = [f"{edge}{at}" for at in range(20) for edge in ("Begin", "End")]
    for habit in ("column by column", "line by line"):
        read = drawn_report(tmp_path, blocks, look, file_with(look, column_order=habit))
        found = sorted(order, key=lambda word: read.text.index(word + " "))
        assert (found == order) == (habit == "column by column")
        assert set(prose(60).split()) <= set(read.text.split())


def test_headings_are_never_left_at_the_foot(tmp_path: Path) -> None:
    for words in range(20, 90, 6):
        blocks = tuple(
            block
            for at in range(12)
            for block in (
                heading(f"Headed {at}", level=2),
                heading("Below it", level=3),
                *paragraphs(1, words),
            )
        )
        for page in drawn_report(tmp_path, blocks).pages:
            assert not page.split(" Synthetic text")[0].endswith(("Below it", "Headed"))


def test_a_web_print_has_its_browser_lines_and_its_menu_out_of_order(tmp_path: Path) -> None:
    look = LOOKS["web"]
    for order, first in (("first", True), ("last", False)):
        file = file_with(look, aside_order=order)
        read = drawn_report(tmp_path, whole_report(), look, file)
        assert f"1/{read.drawn.pages}" in read.pages[0] and f"2/{read.drawn.pages}" in read.pages[1]
        assert all("www.example.invalid/" in page for page in read.pages)
        menu, body = (
            read.pages[0].index("Policies and procedures"),
            read.pages[0].index("The review considered"),
        )
        assert (menu < body) == first


def test_a_box_beside_the_text_shortens_the_lines_next_to_it(tmp_path: Path) -> None:
    blocks = (Block("box", "Boxed. " + prose(40)), *paragraphs(2))
    read = drawn_report(tmp_path, blocks, PLAIN, file_with(PLAIN, box_place="beside", number_place="inline"))
    boxed = [box for box in boxes_of_text(read.path, 1) if box[0] > 350]
    lines = [box for box in boxes_of_text(read.path, 1) if box[0] < 80]
    lowest = min(box[1] for box in boxed)
    assert all(box[2] < 372 for box in lines if box[1] > lowest)
    assert any(box[2] > 450 for box in lines if box[1] < lowest - 10)


@pytest.mark.parametrize("hyphenated", [True, False])
def test_words_are_broken_at_line_ends_only_where_the_look_is_hyphenated(
    tmp_path: Path, hyphenated: bool
) -> None:
    look = replace(PLAIN, columns=2, justified=True, hyphenated=hyphenated, size=12)
    blocks = (Block("paragraph", "safeguarding information professionals considered " * 60),)
    document = pypdfium2.PdfDocument(drawn_report(tmp_path, blocks, look).path)
    said = document[0].get_textpage().get_text_range()
    assert ("￾" in said or "-\r\n" in said) == hyphenated


def test_lines_fill_their_measure_and_no_word_is_lost() -> None:
    lettering = Lettering(face("serif", "plain"), 11, 15)
    text = prose(300)
    lines = break_lines(text, lettering, Measure(200), "justified", "hyphenated")
    assert all(lettering.points(line.text) <= 200.1 for line in lines)
    joined = " ".join(line.text for line in lines)
    for broken in [line.text.rsplit(" ", 1)[-1] for line in lines if line.text.endswith("-")]:
        joined = joined.replace(f"{broken} ", broken if broken == "multi-" else broken[:-1], 1)
    assert joined == text
    spread = [
        lettering.points(line.text) + line.extra * line.text.count(" ") for line in lines[:-1] if line.extra
    ]
    assert spread == pytest.approx([200] * len(spread), abs=0.01)


def test_a_word_wider_than_its_measure_is_cut() -> None:
    lettering = Lettering(face("sans", "plain"), 10, 13)
    lines = break_lines("x" * 100, lettering, Measure(60))
    assert "".join(line.text for line in lines) == "x" * 100
    assert all(lettering.points(line.text) <= 60 for line in lines)
