"""Tables as they stand in a text: title, headers, bases, notes, cells, and what of their figures does not add up."""

from __future__ import annotations

import pytest

from waymark.assurance.cells import figure
from waymark.assurance.checking import checked
from waymark.assurance.documents.plain_text import read_plain_text
from waymark.assurance.findings import Class, Finding
from waymark.assurance.tables.shape import Shape, shape_of


def shape(text: str) -> Shape:
    table = next(iter(read_plain_text("a.txt", text).tables))
    found = shape_of(table)
    assert found is not None
    return found


def findings(text: str) -> list[Finding]:
    return list(checked(read_plain_text("a.txt", text)).findings)


REPAIRS = """\
2.1 What came in

Table 3 shows what was brought to the shop.

Table 3: Bicycles by colour

\tFirst year (n=40)\tSecond year (n=60)\tThird year (n=120)
Red\t10 (25%)\t21 (35%)\t60 (50%)
Blue\t14 (35%)\t9 (15%)\t30 (25%)
Other\t16 (40%)\t30 (50%)\t30 (25%)

* Counted on the last day.

The shop closed in May.
"""


def test_a_table_has_its_title_its_place_its_columns_with_bases_and_its_notes() -> None:
    document = read_plain_text("a.txt", REPAIRS)
    (table,) = document.tables
    assert (table.number, table.title, table.section, table.place.line) == (
        "3",
        "Bicycles by colour",
        "2.1",
        5,
    )
    assert [note.text for note in table.notes] == ["* Counted on the last day."]
    found = shape(REPAIRS)
    assert [(column.label, column.base and column.base.size) for column in found.columns] == [
        ("First year", 40),
        ("Second year", 60),
        ("Third year", 120),
    ]
    assert [row.label for row in found.rows] == ["Red", "Blue", "Other"]
    assert "The shop closed in May." in [prose.text for prose in document.prose]


def test_a_right_table_has_no_finding() -> None:
    assert findings(REPAIRS) == []


def test_a_percentage_that_no_rounding_gives_is_wrong_and_told_with_its_cell() -> None:
    (found,) = findings(REPAIRS.replace("9 (15%)", "9 (16%)"))
    assert (found.serious, found.printed, found.computed) == (Class.WRONG, "9 (16%)", "15%")
    place = found.place
    assert (place.line, place.table, place.row, place.column) == (9, "3", "Blue", "Second year")


def test_a_count_that_breaks_the_sum_of_its_column_is_wrong() -> None:
    (found,) = [f for f in findings(REPAIRS.replace("60 (50%)", "59 (49%)")) if f.place.row == ""]
    assert found.serious is Class.WRONG
    assert (found.place.column, found.printed, found.computed) == ("Third year", "120", "119")


def cut_off(count: int, base: int) -> str:
    return f"{count} ({100 * count // base}%)"


def test_another_rule_of_rounding_is_told_once() -> None:
    counts = ((17, 31), (23, 12), (20, 17))
    rows = "\n".join(f"Row {at}\t{cut_off(a, 60)}\t{cut_off(b, 60)}" for at, (a, b) in enumerate(counts))
    (found,) = findings(f"Table 1: Cut off\n\n\tOne (n=60)\tTwo (n=60)\n{rows}\n")
    assert found.serious is Class.ROUNDING
    assert "cut off" in found.how


def test_one_cell_that_was_cut_off_in_a_table_rounded_half_up_is_rounding() -> None:
    (found,) = findings(
        REPAIRS.replace("n=60", "n=61")
        .replace("21 (35%)", "21 (34%)")
        .replace("30 (50%)\t30", "31 (50%)\t30")
    )
    assert (found.serious, found.printed) == (Class.ROUNDING, "31 (50%)")


def test_percentages_of_the_row_are_recognised_where_columns_stand_under_one_header() -> None:
    text = """\
Table 2: By size and gear

Size\tThis year (n=30)\t\tLast year (n=40)\t
\tWith (n=16)\tWithout (n=14)\tWith (n=18)\tWithout (n=22)
Small\t10 (67%)\t5 (33%)\t6 (40%)\t9 (60%)
Large\t6 (40%)\t9 (60%)\t12 (48%)\t13 (52%)
"""
    assert findings(text) == []
    assert [column.label for column in shape(text).columns][:2] == ["This year, With", "This year, Without"]
    (found,) = findings(text.replace("13 (52%)", "13 (53%)"))
    assert (found.place.row, found.computed) == ("Large", "52%")
    several = findings(text.replace("(n=22)", "(n=21)"))
    assert {(f.printed, f.computed) for f in several} == {("40", "39"), ("21", "22")}


def test_several_answers_of_a_case_are_no_wrong_sum() -> None:
    text = """\
Table 5: What was mended (several answers)

\tOne (n=40)\tTwo (n=50)\tThree (n=20)
Brakes\t30 (75%)\t40 (80%)\t15 (75%)
Lights\t20 (50%)\t25 (50%)\t10 (50%)
Total\t40 (100%)\t50 (100%)\t20 (100%)
"""
    assert findings(text) == []


def test_rows_without_percentages_are_parts_of_the_row_above() -> None:
    text = """\
Table 6: Kinds

\tOne (n=40)\tTwo (n=50)
Road\t30 (75%)\t40 (80%)
Fast\t20\t25
Slow\t10\t15
Other\t10 (25%)\t10 (20%)
"""
    assert findings(text) == []
    assert [row.parent for row in shape(text).rows] == [-1, 0, 0, -1]
    assert findings(text.replace("20\t25", "21\t25"))[0].computed == "31"


def test_a_total_column_is_the_sum_of_its_columns() -> None:
    text = """\
Table 7: Shops

\tNorth (n=60)\tSouth (n=40)\tAll shops (n=100)
Red\t20\t10\t30
Blue\t40\t30\t70
Total\t60 (100%)\t40 (100%)\t100 (100%)
"""
    assert findings(text) == []
    broken = findings(text.replace("10\t30\n", "10\t31\n"))
    assert ("Red", "30") in [(f.place.row, f.computed) for f in broken]


RATES = """\
Table 8: Repairs by district

District\tPeople\tOn the road\tIn the shop\tRatio of road to shop\tAverage annual rate per 100,000 people
North\t1,266,602\t14\t14\t1.0\t0.737
East\t956,613\t23\t9\t2.6\t1.115
South\t1,852,927\t31\t14\t2.2\t0.810
West\t1,064,139\t15\t6\t2.5\t0.658
"""


def test_rates_and_ratios_are_held_against_the_columns_they_come_from() -> None:
    assert findings(RATES) == []
    found = findings(RATES.replace("2.2\t0.810", "2.4\t0.880"))
    assert {(f.place.row, f.computed) for f in found} == {("South", "2.2"), ("South", "0.810")}
    assert all(f.serious is Class.WRONG for f in found)


def test_rates_of_one_population_must_leave_it_one_size() -> None:
    text = """\
Table 9: Visits

\t2010\t2011
Visits\t89,300\t111,700
Rate per 100,000 people\t795.1\t990.3
Calls\t39,100\t42,700
Rate per 100,000 people\t348.1\t378.6
Letters\t44,300\t49,000
Rate per 100,000 people\t394.4\t434.4
"""
    assert findings(text) == []
    (found,) = findings(text.replace("378.6", "388.6"))
    assert (found.serious, found.place.column) == (Class.UNEXPLAINED, "2011")


@pytest.mark.parametrize(
    ("text", "count", "share"),
    [
        ("123 (65%)", 123, "65"),
        ("6 (13 %)", 6, "13"),
        ("1,266,602", 1266602, None),
        ("15 children", 15, None),
        ("7*", 7, None),
        ("12.50%", None, "12.50"),
        ("40 (5.74)", 40, None),
    ],
)
def test_cells_are_read_as_they_are_printed(text: str, count: int | None, share: str | None) -> None:
    found = figure(text)
    assert found is not None
    assert found.count == count
    assert (found.share.text if found.share else None) == share


@pytest.mark.parametrize("text", ["", "Red", "see note", "1 to 5 years"])
def test_words_are_no_figures(text: str) -> None:
    assert figure(text) is None


def test_a_list_of_tables_is_no_table() -> None:
    text = "Table 1: Colours\t30\nTable 2: Shops\t31\nTable 3: Years\t33\n"
    assert read_plain_text("a.txt", text).tables == ()
