"""Tables as statistics and papers print them: blanks between thousands, years as headers, groups with bases of their
own, totals first, rates, changes, rounded sums. A right table has no finding; one wrong cell has."""

from __future__ import annotations

import pytest

from waymark.assurance.cells import figure
from waymark.assurance.checking import checked
from waymark.assurance.documents.document import Line, Place, PrintedTable
from waymark.assurance.documents.plain_text import read_plain_text
from waymark.assurance.findings import Class, Finding
from waymark.assurance.tables.shape import Shape, shape_of
from waymark.assurance.tables.shares import findings_of_shares, shares_of
from waymark.assurance.tables.totals import findings_of_totals


def findings(text: str) -> list[Finding]:
    return list(checked(read_plain_text("a.txt", text)).findings)


def shape(text: str) -> Shape:
    found = shape_of(read_plain_text("a.txt", text).tables[0])
    assert found is not None
    return found


# -- cells --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "count", "share"),
    [
        ("115 897", 115897, None),
        ("115\u2009897 (12.5%)", 115897, "12.5"),
        ("12/48 (25%)", 12, "25"),
        ("(25%)", None, "25"),
        ("12 [r]", 12, None),
        ("12,5", None, None),
        ("0,288", None, None),
    ],
)
def test_numbers_are_read_in_the_ways_that_tables_print_them(
    text: str, count: int | None, share: str | None
) -> None:
    read = figure(text)
    assert read is not None
    assert (read.count, read.share.text if read.share else None) == (count, share)


@pytest.mark.parametrize("text", ["<5", ":", "[low]", "[u]", "…", "~"])
def test_a_sign_for_a_number_kept_back_is_a_figure_without_a_number(text: str) -> None:
    read = figure(text)
    assert read is not None and read.withheld and read.count is None


@pytest.mark.parametrize("text", ["-62", "(1.1–1.5)", "34 (16–71)", "66.3 [45.8, 102]", "9.7 ± 1.2", "+4%"])
def test_what_is_no_count_is_a_figure_all_the_same(text: str) -> None:
    read = figure(text)
    assert read is not None and read.count is None and read.share is None


# -- headers ------------------------------------------------------------------------------------------------

BY_YEAR = """\
Table 1: Bicycles by district

District\t2015\t2016\tTotal
North\t40\t50\t90
South\t30\t45\t75
Total\t70\t95\t165
"""


def test_years_beside_words_head_the_columns() -> None:
    assert [column.label for column in shape(BY_YEAR).columns] == ["2015", "2016", "Total"]
    assert findings(BY_YEAR) == []
    told = findings(BY_YEAR.replace("30\t45\t75", "30\t48\t75"))
    assert {(f.place.row, f.place.column) for f in told} == {("Total", "2016"), ("South", "Total")}


def test_numbers_of_columns_are_no_row() -> None:
    text = BY_YEAR.replace("District\t2015\t2016\tTotal", "District\t2015\t2016\tTotal\n\t(1)\t(2)\t(3)")
    assert [row.label for row in shape(text).rows] == ["North", "South", "Total"]


def test_a_table_between_strokes_is_read() -> None:
    lines = BY_YEAR.splitlines()
    rows = [f"| {line.replace(chr(9), ' | ')} |" for line in lines[2:]]
    text = "\n".join([*lines[:2], rows[0], "|---|---:|---:|---:|", *rows[1:], ""])
    assert findings(text) == []
    assert len(findings(text.replace("| 90 |", "| 91 |"))) > 0


# -- totals -------------------------------------------------------------------------------------------------


def test_a_total_may_stand_first() -> None:
    text = "Table 1: Bicycles\n\nDistrict\tRed\tBlue\nAll districts\t70\t95\nNorth\t40\t50\nSouth\t30\t45\n"
    assert findings(text) == []
    (found,) = findings(text.replace("40\t50", "44\t50"))
    assert (found.place.row, found.printed, found.computed) == ("All districts", "70", "74")


def test_a_total_below_several_groups_is_that_of_each() -> None:
    text = """\
Table 1: Riders

\tNorth\tSouth
Age
Under 16\t30\t20
16 or over\t70\t60
Where they live
Town\t55\t35
Country\t45\t45
Total\t100\t80
"""
    assert findings(text) == []
    (found,) = findings(text.replace("45\t45", "48\t45"))
    assert (found.serious, found.computed) == (Class.WRONG, "103")


ESTIMATED = """\
Table 1: Bicycles in use

\t2015\t2016\t2017\t2018
North\t1,231\t2,452\t1,873\t2,114
South\t3,464\t1,123\t2,642\t1,991
West\t2,221\t4,384\t1,513\t3,072
Total\t6,917\t7,958\t6,029\t7,178
"""


def test_sums_of_numbers_that_were_rounded_are_told_once_and_are_not_wrong() -> None:
    assert [f.serious for f in findings(ESTIMATED)] == [Class.ROUNDING]
    assert findings(f"{ESTIMATED}\nNote: numbers are rounded.\n") == []
    told = findings(ESTIMATED.replace("4,384", "4,984"))
    assert [f.computed for f in told if f.serious is Class.WRONG] == ["8,559"]


def test_numbers_in_tens_may_miss_their_total_by_tens() -> None:
    rows = "North\t1,230\t450\nSouth\t460\t120\nWest\t220\t380\nTotal\t1,920\t950\n"
    text = f"Table 1: Bicycles\n\n\tRed\tBlue\n{rows}"
    assert findings(text) == []
    (found,) = findings(text.replace("1,920", "1,980"))
    assert found.computed == "1,910"


def test_percentages_without_counts_add_up_to_a_hundred() -> None:
    rows = "Daily\t33\t25\t29\nWeekly\t33\t50\t42\nNever\t33\t25\t29\nTotal\t100\t100\t100\n"
    text = f"Table 1: Riders\n\n\tMen\tWomen\tAll\n\t%\t%\t%\n{rows}"
    assert findings(text) == []
    (found,) = findings(text.replace("33\t50\t42", "33\t59\t42"))
    assert (found.place.column, found.computed) == ("Women, %", "109")


# -- percentages --------------------------------------------------------------------------------------------

BLOCKS = """\
Table 1: Riders

\tGroup A (N=200)\tGroup B (N=100)
Sex
Women\t90 (45.0%)\t60 (60.0%)
Men\t110 (55.0%)\t40 (40.0%)
Lock
Chain\t45 (25.0%)\t30 (33.3%)
None\t135 (75.0%)\t60 (66.7%)
Mean weight (SD)\t11.2 (1.4)\t10.9 (1.6)
"""


def test_a_group_of_rows_may_leave_out_those_not_known() -> None:
    assert findings(BLOCKS) == []
    (found,) = findings(BLOCKS.replace("135 (75.0%)", "135 (71.0%)"))
    assert found.place.row == "None"


def test_no_group_has_a_larger_base_than_its_column() -> None:
    wrong = findings(BLOCKS.replace("45 (25.0%)", "450 (25.0%)").replace("135 (75.0%)", "1350 (75.0%)"))
    assert {f.place.row for f in wrong if f.serious is Class.WRONG} == {"Chain", "None"}


def test_those_not_known_are_taken_from_the_base() -> None:
    text = """\
Table 1: Riders

\tN = 200
Women\t95 (50%)
Men\t95 (50%)
Unknown\t10
Had a lock\t120 (67%)
Unknown\t20
"""
    assert findings(text) == []


def test_a_header_that_says_n_and_per_cent_makes_what_stands_in_brackets_one() -> None:
    rows = "Red\t20 (25.0)\t15 (25.0)\nBlue\t60 (75.0)\t45 (75.0)\n"
    text = f"Table 1: Riders\n\nColour\tNorth (n=80) n (%)\tSouth (n=60) n (%)\n{rows}"
    assert findings(text) == []
    (found,) = findings(text.replace("15 (25.0)", "15 (29.0)"))
    assert found.printed == "15 (29.0)"


def test_percentages_of_the_row_are_recognised_beside_its_total() -> None:
    text = """\
Table 1: What became of them

Colour\tMended\t\tGiven away\t\tAll
\tn\tRow %\tn\tRow %\tn
Red\t30\t60\t20\t40\t50
Blue\t15\t25\t45\t75\t60
Green\t12\t30\t28\t70\t40
"""
    assert findings(text) == []
    (found,) = findings(text.replace("15\t25\t45", "15\t28\t45"))
    assert (found.place.row, found.computed) == ("Blue", "25%")


# -- rates, changes, tests ----------------------------------------------------------------------------------


def test_rates_without_decimals_are_held_against_their_columns() -> None:
    text = """\
Table 1: Stolen bicycles

District\tPopulation\tStolen\tRate per 100,000
North\t50,000\t120\t240
South\t80,000\t100\t125
East\t40,000\t90\t225
West\t60,000\t81\t135
"""
    assert findings(text) == []
    (found,) = findings(text.replace("225", "252"))
    assert (found.place.row, found.computed) == ("East", "225")


CHANGES = """\
Table 1: Bicycles counted

District\t2015\t2016\tChange\tChange (%)
North\t200\t250\t50\t25.0
South\t400\t300\t-100\t-25.0
East\t160\t200\t40\t25.0
West\t500\t450\t-50\t-10.0
"""


@pytest.mark.parametrize(
    ("right", "wrong", "computed"),
    [("-100", "-160", "-100"), ("-100", "100", "-100"), ("-10.0", "-19.0", "-10.0")],
)
def test_changes_are_held_against_the_columns_between_which_they_are(
    right: str, wrong: str, computed: str
) -> None:
    assert findings(CHANGES) == []
    (found,) = findings(CHANGES.replace(right, wrong))
    assert (found.serious, found.computed) == (Class.WRONG, computed)


def test_more_degrees_of_freedom_than_the_table_has_are_unexplained() -> None:
    rows = "Red\t20 (33%)\t30 (60%)\nBlue\t40 (67%)\t20 (40%)\n"
    text = f"Table 1: Colours\n\n\tNorth (n=60)\tSouth (n=50)\n{rows}\n(χ² = {{}}, df={{}}, p = .005)\n"
    assert findings(text.format("7.82", 1)) == []
    told = findings(text.format("7.82", 4))
    assert Class.UNEXPLAINED in {one.serious for one in told}


# -- tables as data files print them ------------------------------------------------------------------------


def test_rows_of_one_category_are_no_totals_and_no_header() -> None:
    printed = table(
        ("Panel", "Age", "Series", "Value"),
        *(("All", str(age), "Girls", str(count)) for age, count in enumerate((70, 11, 6, 5), start=1)),
    )
    found = shape_of(printed)
    assert found is not None
    assert [row.is_total for row in found.rows] == [False] * 4
    assert list(findings_of_totals(found)) == []


OF = (
    ("Question", "Stated", "Of", "Percentage"),
    ("Sex", "293", "293", "100%"),
    ("Order", "292", "293", "100%"),
)


def test_a_base_between_a_count_and_its_percentage_is_the_base() -> None:
    found = shape_of(table(*OF, ("Origin", "282", "293", "96%")))
    assert found is not None and findings_of_shares(found, [*shares_of(found)]) == []
    wrong = shape_of(table(*OF, ("Origin", "282", "293", "94%")))
    assert wrong is not None
    assert [(one.printed, one.computed) for one in findings_of_shares(wrong, [*shares_of(wrong)])] == [
        ("282, 94%", "96%")
    ]


def table(*lines: tuple[str, ...]) -> PrintedTable:
    here = Place(line=1)
    return PrintedTable("", "", tuple(Line(cells, here) for cells in lines), (), here)


def test_a_column_with_a_base_that_is_not_printed_is_not_held_against_the_first_number() -> None:
    head = (
        "Kind",
        "Number",
        "Girls",
        "Girls, %",
        "Boys",
        "Boys, %",
        "Aged under 5, where known",
        "Under 5, %",
    )
    rows = [(48, 20, 30), (28, 7, 21), (93, 40, 51), (50, 33, 44), (14, 5, 9)]
    printed = table(
        head,
        *(
            (
                f"Kind {at}",
                str(n),
                str(g),
                share(g, n),
                str(n - g),
                share(n - g, n),
                str(g // 2),
                share(g // 2, k),
            )
            for at, (n, g, k) in enumerate(rows)
        ),
    )
    found = shape_of(printed)
    assert found is not None and findings_of_shares(found, [*shares_of(found)]) == []


def share(count: int, of: int) -> str:
    return f"{100 * count / of:.1f}%"
