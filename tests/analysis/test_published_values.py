"""What earlier sources printed stands beside what is counted, and where a print is wrong both are told."""

from __future__ import annotations

from pathlib import Path

from tests.analysis.harbour import boat, engine_for
from waymark.analysis.results import TableResult
from waymark.analysis.tables import tabulate

FLEET = [boat(rig="sail")] * 3 + [boat(rig="motor")]
MORE = """

    [[table]]
    kind = "counts"
    number = "3"
    title = "Rig along the row"
    seed = "1"
    population = "counted"
    percent = "row"
    rows = [{ variable = "rig" }]
    columns = [
        { key = "few", label = "Few hands", group = "2010", published = "2010" },
        { key = "many", label = "Many hands", group = "2010", published = "2010" },
        { key = "odd", label = "Odd hands", group = "Elsewhere", published = "2010" },
    ]

    [[table]]
    kind = "counts"
    number = "4"
    title = "Activity"
    seed = "1"
    population = "counted"
    percent = "none"
    rows = [
        { key = "ships", label = "Ships", measure = "count", published = true },
        { key = "rate", label = "A year per 100,000", measure = "annual_rate", published = true },
        { key = "both", label = "Both", measure = "annual_count_and_rate", published = true },
    ]
    columns = [{ key = "now", label = "Now", measure = "count" }]
    """
PRINTED = """3,sail,few,30,,
3,sail,many,10,,
3,sail,odd,7,,
4,ships,now,89300,,
4,rate,now,,,"1,099.0"
4,both,now,44,,6.63
"""


def made(folder: Path, number: str, slips: str = "") -> TableResult:
    more = {"tables": MORE, "aggregates": PRINTED}
    if slips:
        more["slips"] = "table,row,column,printed,note\n" + slips
    engine = engine_for(folder, FLEET, **more)
    return tabulate(engine, engine.pack.table(number))


def shown(result: TableResult) -> list[list[str]]:
    return [[cell.shown for cell in row.cells] for row in result.rows]


def test_a_printed_column_has_its_counts_base_and_total(tmp_path: Path) -> None:
    result = made(tmp_path, "1")
    assert shown(result) == [["21 (53%)", "3 (75%)"], ["19 (48%)", "1 (25%)"], ["40 (100%)", "4 (100%)"]]
    assert [(column.base, column.published) for column in result.columns] == [(40, True), (4, False)]


def test_a_percentage_that_the_print_has_otherwise_is_noticed(tmp_path: Path) -> None:
    result = made(tmp_path, "1")  # 19 of 40 is 47.5, printed as 49%
    assert result.rows[1].cells[0].notes == (1,)
    assert result.notes == ("Motor, Boats 2010: printed as 19 (49%); the counts give 19 (48%).",)


def test_a_slip_that_the_pack_lists_is_told_in_its_words(tmp_path: Path) -> None:
    slips = "1,motor,then,19 (49%),19 of 40 is 47.5%.\n1,sail,now,3 (80%),\n"
    result = made(tmp_path, "1", slips)
    assert result.rows[1].cells[0].notes == (2,)
    assert result.rows[0].cells[1].notes == (1,)
    assert result.notes == (
        "Sail, Boats 2020-21: printed as 3 (80%); the counts give 3 (75%).",
        "Motor, Boats 2010: printed as 19 (49%); the counts give 19 (48%). 19 of 40 is 47.5%.",
    )


def test_a_slip_that_the_counts_do_not_bear_out_is_not_told(tmp_path: Path) -> None:
    assert made(tmp_path, "1", "1,sail,now,3 (75%),\n").rows[0].cells[1].notes == ()


def test_what_the_source_left_empty_is_not_available(tmp_path: Path) -> None:
    cell = made(tmp_path, "3").rows[1].cells[0]
    assert (cell.reason, cell.shown, cell.count) == ("x", "[x]", None)


def test_along_a_row_the_base_is_the_cells_of_the_same_heading(tmp_path: Path) -> None:
    assert shown(made(tmp_path, "3"))[0] == ["30 (75%)", "10 (25%)", "7 (100%)"]


def test_printed_rates_keep_their_own_digits(tmp_path: Path) -> None:
    result = made(tmp_path, "4")
    assert shown(result) == [["89,300"], ["1,099.0"], ["44 (6.63)"]]
    assert [row.published for row in result.rows] == [True, True, True]
    assert result.rows[1].cells[0].value == 1099.0
    assert result.rows[2].cells[0].count == 44
