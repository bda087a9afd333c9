"""Two editions of a report: which figures changed, silently or with a note."""

from __future__ import annotations

from waymark.assurance.documents.plain_text import read_plain_text
from waymark.assurance.editions import Change, changes_between

FIRST = """\
2.1 Bells

Of the 80 bells that were tried in the shop, 36 (45%) rang.

Table 4: Whether the bell rang

\tBells (n=80)\tHorns (n=25)
Rang\t36 (45%)\t12 (48%)
Silent\t44 (55%)\t13 (52%)

"""


def changes(later: str) -> list[Change]:
    return changes_between(read_plain_text("first.txt", FIRST), read_plain_text("second.txt", later))


def test_the_same_report_has_no_changes() -> None:
    assert changes(FIRST) == []


def test_a_cell_and_a_sentence_that_changed_are_told_with_their_place() -> None:
    found = changes(FIRST.replace("36 (45%)", "37 (46%)"))
    told = {(c.before, c.after, c.place.table, c.place.row, c.place.line) for c in found}
    assert told == {
        ("36 (45%)", "37 (46%)", "4", "Rang", 8),
        ("36", "37", "", "", 3),
        ("45", "46", "", "", 3),
    }
    assert not any(change.noted for change in found)


def test_a_note_under_the_table_tells_of_its_changes() -> None:
    (found,) = changes(FIRST.replace("\t12 (48%)", "\t11 (44%)") + "* Revised in March.\n")
    assert (found.before, found.after, found.noted) == ("12 (48%)", "11 (44%)", True)


def test_tables_and_columns_that_moved_are_found_again() -> None:
    moved = FIRST.replace("Table 4:", "Table 6:").replace(
        "\tBells (n=80)\tHorns (n=25)\nRang\t36 (45%)\t12 (48%)\nSilent\t44 (55%)\t13 (52%)",
        "\tHorns (n=25)\tBells (n=80)\nSilent\t13 (52%)\t44 (55%)\nRang\t12 (48%)\t35 (44%)",
    )
    (found,) = changes(moved)
    assert (found.before, found.after, found.place.table) == ("36 (45%)", "35 (44%)", "6")


def test_a_figure_that_was_taken_out_is_told() -> None:
    (found,) = changes(FIRST.replace("12 (48%)", ""))
    assert (found.before, found.after) == ("12 (48%)", "")


def test_sentences_that_repeat_themselves_are_compared_in_their_order() -> None:
    twice = "Of 80 bells in the first shop 36 rang.\n\nOf 60 bells in the first shop 30 rang.\n"
    earlier, later = (read_plain_text("a.txt", text) for text in (twice, twice.replace("30 rang", "31 rang")))
    (found,) = changes_between(earlier, later)
    assert (found.before, found.after, found.place.line) == ("30", "31", 3)


def test_columns_of_two_periods_are_not_taken_for_one_another() -> None:
    text = FIRST.replace("Bells (n=80)", "Tried 1998-99 all (n=80)").replace(
        "Horns (n=25)", "Tried 2001-02 all (n=25)"
    )
    swapped = text.replace(
        "Tried 1998-99 all (n=80)\tTried 2001-02 all (n=25)",
        "All 2001-02 tried (n=25)\tAll 1998-99 tried (n=80)",
    )
    swapped = swapped.replace("36 (45%)\t12 (48%)", "12 (48%)\t36 (45%)").replace(
        "44 (55%)\t13 (52%)", "13 (52%)\t44 (55%)"
    )
    earlier, later = read_plain_text("a.txt", text), read_plain_text("b.txt", swapped)
    assert changes_between(earlier, later) == []


def test_a_mark_of_a_note_is_no_change() -> None:
    assert changes(FIRST.replace("\t12 (48%)", "\t[note 1] 12 (48%)")) == []
