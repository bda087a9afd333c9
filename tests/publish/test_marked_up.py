"""Tables made ready for the page: bases where they mean something, notes pointed to once, looks."""

from __future__ import annotations

import msgspec

from tests.publish import examples
from waymark.analysis.results import Cell, TableResult
from waymark.publish.bases import shown_base
from waymark.publish.marked_up import marked_up


def noted(table: TableResult, row: int | None, column: int | None) -> TableResult:
    """The table with note 1 at every cell of the row or of the column."""

    def cell(r: int, c: int, was: Cell) -> Cell:
        return msgspec.structs.replace(was, notes=(1,)) if row in (r, None) and column in (c, None) else was

    rows = tuple(
        msgspec.structs.replace(line, cells=tuple(cell(r, c, was) for c, was in enumerate(line.cells)))
        for r, line in enumerate(table.rows)
    )
    return msgspec.structs.replace(table, rows=rows, notes=("A note.",))


def test_a_note_of_a_whole_column_stands_at_its_head() -> None:
    made = marked_up(noted(examples.known_to_social_care(), None, 2))
    assert [head.notes for head in made.heads] == [(), (), (1,), ()]
    assert not any(cell.notes for row in made.rows for cell in row.cells)


def test_a_note_of_a_whole_row_stands_at_its_label() -> None:
    made = marked_up(noted(examples.known_to_social_care(), 1, None))
    assert [row.notes for row in made.rows] == [(), (1,), (), (), ()]
    assert not any(cell.notes for row in made.rows for cell in row.cells)


def test_a_note_of_every_counted_cell_stands_at_the_heads_of_their_columns_only() -> None:
    both = noted(noted(examples.age_by_gender(), None, 4), None, 5)
    made = marked_up(both)
    assert [head.notes for head in made.heads] == [(), (), (), (), (1,), (1,)]
    assert not any(row.notes for row in made.rows)


def test_a_note_of_one_cell_stays_there() -> None:
    made = marked_up(noted(examples.known_to_social_care(), 1, 2))
    assert made.rows[1].cells[2].notes == (1,)
    assert made.general_notes == ()


def test_a_note_that_no_cell_points_to_belongs_to_the_table() -> None:
    table = msgspec.structs.replace(examples.known_to_social_care(), notes=("CSC: children’s social care.",))
    assert marked_up(table).general_notes == (1,)


def test_bases_stand_over_counts_and_not_over_ratios_populations_or_marks() -> None:
    based = tuple(msgspec.structs.replace(column, base=293) for column in examples.regions().columns)
    table = msgspec.structs.replace(examples.regions(), columns=based)
    assert [shown_base(table, c) for c in range(5)] == [None, 293, 293, None, None]
    marks = examples.single_cases()
    based = tuple(msgspec.structs.replace(column, base=4) for column in marks.columns)
    assert shown_base(msgspec.structs.replace(marks, columns=based), 0) is None


def test_number_and_share_are_set_apart_so_that_numbers_align() -> None:
    cell = marked_up(examples.known_to_social_care()).rows[0].cells[0]
    assert (cell.text, cell.share) == ("27", "(39%)")
    assert "whole" in marked_up(examples.known_to_social_care()).looks


def test_a_table_of_marks_looks_like_one() -> None:
    assert marked_up(examples.single_cases()).looks == ("marks",)
