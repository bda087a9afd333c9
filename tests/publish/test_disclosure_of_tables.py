"""What the gate withholds from tables, and that nobody can work it out again."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Literal

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.publish import examples
from waymark.analysis.results import Cell, Column, Row, TableResult
from waymark.publish.disclosure import Rule, apply, withheld_cells

BELOW_FIVE = Rule(suppress_below=5)

Key = tuple[int, int]


def shown(table: TableResult, row: str) -> list[str]:
    return [cell.shown for cell in next(r for r in table.rows if r.label == row).cells]


def test_without_a_threshold_a_table_stays_as_it_is() -> None:
    assert apply(examples.known_to_social_care(), Rule()) == examples.known_to_social_care()


def test_a_small_count_becomes_a_reason_without_count_or_percentage() -> None:
    cell = apply(examples.categories_of_death(), BELOW_FIVE).rows[4].cells[3]
    assert cell == Cell(reason="c", shown="[c]")


def test_a_second_count_of_the_column_goes_so_that_the_total_does_not_tell() -> None:
    guarded = apply(examples.categories_of_death(), BELOW_FIVE)
    assert shown(guarded, "Infanticide or covert homicide")[3] == "[c]"
    assert shown(guarded, "Extreme neglect or deprivational abuse")[3] == "[c]"
    assert shown(guarded, "Fatal physical abuse")[3] == "48 (24%)"


def test_without_secondary_suppression_only_small_counts_go() -> None:
    guarded = apply(examples.categories_of_death(), Rule(suppress_below=5, secondary=False))
    assert shown(guarded, "Extreme neglect or deprivational abuse")[3] == "6 (3%)"


def test_earlier_periods_stand_as_they_were_printed() -> None:
    table = examples.categories_of_death()
    guarded = apply(table, Rule(suppress_below=200))
    for before, after in zip(table.rows, guarded.rows, strict=True):
        assert after.cells[:3] == before.cells[:3]
        assert after.cells[3].reason == "c"


def test_a_row_printed_by_another_source_is_not_touched() -> None:
    table = examples.regions()
    first = msgspec.structs.replace(table.rows[7], published=True)
    guarded = apply(msgspec.structs.replace(table, rows=(*table.rows[:7], first, table.rows[8])), BELOW_FIVE)
    assert guarded.rows[7] == first


def test_ratio_and_rate_go_with_the_count_but_the_population_stays() -> None:
    guarded = apply(examples.regions(), BELOW_FIVE)
    assert shown(guarded, "West Midlands") == ["1,244,262", "[c]", "[c]", "[c]", "[c]"]
    assert shown(guarded, "London") == ["1,852,927", "31", "14", "2.2", "0.810"]


def test_a_percentage_in_a_column_of_its_own_goes_with_its_count() -> None:
    guarded = apply(examples.source_of_harm(), BELOW_FIVE)
    assert shown(guarded, "Stranger") == ["[c]", "[c]"]
    assert shown(guarded, "Mother") == ["41", "23%"]


def test_tests_below_a_table_with_withheld_counts_are_withheld_with_a_note() -> None:
    guarded = apply(examples.known_to_social_care(), BELOW_FIVE)
    assert guarded.tests == ()
    assert any("Tests are withheld" in note for note in guarded.notes)
    assert apply(examples.known_to_social_care(), Rule()).tests


def test_a_note_that_speaks_of_a_withheld_cell_loses_its_text_and_the_others_keep_their_numbers() -> None:
    table = examples.categories_of_death()
    noted = msgspec.structs.replace(table.rows[4].cells[3], notes=(1,))
    other = msgspec.structs.replace(table.rows[0].cells[3], notes=(2,))
    rows = list(table.rows)
    rows[4] = msgspec.structs.replace(rows[4], cells=(*rows[4].cells[:3], noted))
    rows[0] = msgspec.structs.replace(rows[0], cells=(*rows[0].cells[:3], other))
    told = msgspec.structs.replace(table, rows=tuple(rows), notes=("printed as 3 of 197", "printed as 25%"))
    guarded = apply(told, BELOW_FIVE)
    assert "3 of 197" not in " ".join(guarded.notes)
    assert guarded.rows[0].cells[3].notes == (2,)
    assert guarded.notes[1] == "printed as 25%"


def test_zeros_stay_unless_the_rule_hides_them() -> None:
    table = summed([[0, 7, 9], [8, 0, 6], [9, 8, 7]])
    assert apply(table, BELOW_FIVE).rows[0].cells[0].shown == "0"
    assert apply(table, Rule(suppress_below=5, show_zeros=False)).rows[0].cells[0].reason == "c"


def test_a_small_base_goes_with_its_column() -> None:
    column = Column(key="few", label="Few", base=3)
    rows = (Row(key="a", label="A", cells=(Cell(count=3, percent=100.0, shown="3 (100%)"),)),)
    guarded = apply(examples.known_to_social_care(), BELOW_FIVE)
    assert guarded.columns[2].base == 14
    few = msgspec.structs.replace(examples.known_to_social_care(), columns=(column,), rows=rows)
    assert apply(few, BELOW_FIVE).columns[0].base is None
    assert "[c]" in apply(few, BELOW_FIVE).columns[0].label


def test_counts_are_rounded_and_percentages_are_of_rounded_counts() -> None:
    rounded = apply(examples.age_of_child(), Rule(round_to=5))
    assert shown(rounded, "16-17 years")[3] == "40 (14%)"
    assert shown(rounded, "11-15 years")[3] == "40 (14%)"
    assert shown(rounded, "6-10 years")[3] == "30 (10%)"
    assert shown(rounded, "6-10 years")[0] == "18 (10%)"
    assert rounded.columns[3].base == 295


def test_a_count_that_rounds_to_zero_is_never_shown_as_zero() -> None:
    rounded = apply(examples.regions(), Rule(round_to=5))
    assert rounded.rows[7].cells[2] == Cell(reason="k", shown="[k]")


def test_a_rate_beside_a_rounded_count_no_longer_tells_the_count() -> None:
    cell = Cell(count=121, value=5.79, low=4.8, high=6.9, shown="40 (5.79)")
    table = msgspec.structs.replace(
        examples.source_of_harm(),
        columns=(Column(key="rate", label="Rate"),),
        rows=(Row(key="a", label="A", cells=(cell,)),),
    )
    rounded = apply(table, Rule(round_to=10)).rows[0].cells[0]
    assert (rounded.count, rounded.low, rounded.high) == (120, None, None)
    assert rounded.shown == "40 (5.74)"


def shares(*cells: Cell, percent: Literal["row", "column"] = "row") -> TableResult:
    """A table of one row whose cells are shares of some cases."""
    columns = tuple(Column(key=f"c{c}", label=f"Column {c}") for c in range(len(cells)))
    return TableResult(
        number="3",
        title="Shares",
        caption="",
        row_heading="",
        columns=columns,
        rows=(Row(key="a", label="A", cells=cells),),
        percent=percent,
    )


def test_a_share_that_leaves_out_few_is_withheld() -> None:
    few = Cell(count=24, percent=100 * 24 / 28, shown="86%")
    many = Cell(count=14, percent=100 * 14 / 28, shown="50%")
    guarded = apply(shares(few, many), Rule(suppress_below=5, secondary=False))
    assert [cell.shown for cell in guarded.rows[0].cells] == ["[c]", "50%"]


def test_a_large_share_stays_where_the_rest_stands_in_other_rows() -> None:
    table = summed([[96, 95], [4, 5]])
    rows = tuple(
        msgspec.structs.replace(
            row,
            cells=tuple(
                msgspec.structs.replace(cell, percent=float(cell.count or 0)) if c < 2 else cell
                for c, cell in enumerate(row.cells)
            ),
        )
        for row in table.rows
    )
    whole = msgspec.structs.replace(table, rows=rows, percent="column")
    assert apply(whole, Rule(suppress_below=4)) == whole


def test_lowest_and_highest_values_of_single_cases_are_withheld() -> None:
    ages = Cell(count=48, low=1.0, high=60.0, shown="1 to 60")
    rate = Cell(count=48, value=5.7, low=4.8, high=6.9, shown="5.7")
    guarded = apply(shares(ages, rate), BELOW_FIVE)
    assert [cell.shown for cell in guarded.rows[0].cells] == ["[c]", "5.7"]
    assert apply(shares(ages), Rule()) == shares(ages)


# -- nobody can work it out -----------------------------------------------------------------------


def summed(body: list[list[int]], parts: list[int] | None = None) -> TableResult:
    """A table with a column of sums, a row of sums and, where given, sub-rows of the first row's counts."""
    width = len(body[0])
    wide = [[*line, sum(line)] for line in body]
    totals = [sum(line[c] for line in wide) for c in range(width + 1)]

    def row(key: str, counts: list[int], *, level: int = 0, total: bool = False) -> Row:
        cells = tuple(Cell(count=n, shown=str(n)) for n in counts)
        return Row(key=key, label=key, level=level, total=total, cells=cells)

    rows = [row("row 0", wide[0])]
    if parts is not None:
        subs = [min(part, wide[0][c]) for c, part in enumerate(parts[:width])]
        rest = [wide[0][c] - sub for c, sub in enumerate(subs)]
        rows += [row("part", [*subs, sum(subs)], level=1), row("rest", [*rest, sum(rest)], level=1)]
    rows += [row(f"row {i}", line) for i, line in enumerate(wide[1:], start=1)]
    rows.append(row("Total", totals, total=True))
    columns = [Column(key=f"c{c}", label=f"Column {c}", base=totals[c]) for c in range(width)]
    return TableResult(
        number="1",
        title="Sums",
        caption="",
        row_heading="Row",
        columns=(*columns, Column(key="all", label="All", base=totals[width])),
        rows=tuple(rows),
    )


def equations(
    table: TableResult, *, with_parts: bool
) -> Iterator[tuple[list[tuple[int, int]], tuple[int, int]]]:
    """The sums by which the table was made: its parts, and the whole that they add up to."""
    last = len(table.columns) - 1
    body = [r for r, row in enumerate(table.rows) if row.level == 0 and not row.total]
    bottom = len(table.rows) - 1
    for r in range(len(table.rows)):
        yield [(r, c) for c in range(last)], (r, last)
    for c in range(last + 1):
        yield [(r, c) for r in body], (bottom, c)
        if with_parts:
            yield [(1, c), (2, c)], (0, c)


def worked_out(table: TableResult, hidden: set[Key], *, with_parts: bool) -> set[Key]:
    """Hidden cells that elimination fixes: the table's sums, with every shown count put in."""
    keys = sorted(hidden)
    matrix: list[list[Fraction]] = []
    for parts, whole in equations(table, with_parts=with_parts):
        line = [Fraction(0)] * (len(keys) + 1)
        for key, sign in [*((part, 1) for part in parts), (whole, -1)]:
            count = table.rows[key[0]].cells[key[1]].count
            assert count is not None
            if key in hidden:
                line[keys.index(key)] += sign
            else:
                line[-1] -= sign * count
        matrix.append(line)
    pivot = 0
    for column in range(len(keys)):
        found = next((r for r in range(pivot, len(matrix)) if matrix[r][column]), None)
        if found is None:
            continue
        matrix[pivot], matrix[found] = matrix[found], matrix[pivot]
        lead = matrix[pivot][column]
        matrix[pivot] = [value / lead for value in matrix[pivot]]
        for r in range(len(matrix)):
            if r != pivot and matrix[r][column]:
                factor = matrix[r][column]
                matrix[r] = [a - factor * b for a, b in zip(matrix[r], matrix[pivot], strict=True)]
        pivot += 1
    fixed = (line for line in matrix if sum(1 for value in line[:-1] if value) == 1)
    return {keys[next(i for i, value in enumerate(line) if value)] for line in fixed}


def another_solution(
    table: TableResult, hidden: set[Key], cell: Key, lowest: int, *, with_parts: bool
) -> bool:
    """Whether other counts fit every sum as well, with another value in the cell: by trying them."""
    keys = [cell, *sorted(hidden - {cell})]
    sums = list(equations(table, with_parts=with_parts))
    value = {(r, c): n.count or 0 for r, row in enumerate(table.rows) for c, n in enumerate(row.cells)}
    true = value[cell]
    highest = max(value.values()) + 2

    def fits(known: set[Key]) -> bool:
        for parts, whole in sums:
            members = [*parts, whole]
            if all(key in known or key not in hidden for key in members):
                if sum(value[part] for part in parts) != value[whole]:
                    return False
            elif whole in known or whole not in hidden:
                told = sum(value[part] for part in parts if part in known or part not in hidden)
                if told > value[whole]:
                    return False
        return True

    def trying(place: int, known: set[Key]) -> bool:
        if place == len(keys):
            return True
        key = keys[place]
        kept = value[key]
        around = sorted(range(lowest, highest + 1), key=lambda n: abs(n - kept))
        for number in around:
            if key == cell and number == true:
                continue
            value[key] = number
            if fits(known | {key}) and trying(place + 1, known | {key}):
                return True
        value[key] = kept
        return False

    return trying(0, set())


TABLES = st.integers(2, 3).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(0, 9), min_size=width, max_size=width), min_size=2, max_size=4
    ).filter(lambda body: sum(map(sum, body)) > 0)
)


@settings(max_examples=120, deadline=None)
@given(
    body=TABLES,
    parts=st.none() | st.lists(st.integers(0, 9), min_size=3, max_size=3),
    below=st.integers(2, 6),
)
def test_elimination_never_gives_a_withheld_count(
    body: list[list[int]], parts: list[int] | None, below: int
) -> None:
    table = summed(body, parts)
    hidden = {key for key in withheld_cells(table, Rule(suppress_below=below)) if key[0] >= 0}
    small = {
        (r, c)
        for r, row in enumerate(table.rows)
        for c, cell in enumerate(row.cells)
        if cell.count and cell.count < below
    }
    assert small <= hidden
    assert worked_out(table, hidden, with_parts=parts is not None) == set()


@settings(max_examples=60, deadline=None)
@given(
    body=st.lists(st.lists(st.integers(0, 5), min_size=2, max_size=2), min_size=2, max_size=3).filter(
        lambda body: sum(map(sum, body)) > 0
    ),
    below=st.integers(2, 4),
)
def test_other_whole_numbers_fit_as_well_as_each_withheld_count(body: list[list[int]], below: int) -> None:
    table = summed(body)
    hidden = {key for key in withheld_cells(table, Rule(suppress_below=below)) if key[0] >= 0}
    if len(hidden) > 10:
        return
    zero = any((table.rows[r].cells[c].count or 0) == 0 for r, c in hidden)
    for cell in hidden:
        assert another_solution(table, hidden, cell, 0 if zero else 1, with_parts=False), (cell, hidden)


@settings(max_examples=60, deadline=None)
@given(body=TABLES, below=st.integers(2, 6), zeros=st.booleans())
def test_a_withheld_cell_says_c_and_nothing_else(body: list[list[int]], below: int, zeros: bool) -> None:
    table = summed(body)
    rule = Rule(suppress_below=below, show_zeros=zeros)
    guarded = apply(table, rule)
    for before, after in zip(table.rows, guarded.rows, strict=True):
        for was, cell in zip(before.cells, after.cells, strict=True):
            if cell.reason == "c":
                assert cell == Cell(reason="c", shown="[c]")
            else:
                assert cell.count == was.count
                assert cell.count is not None
                assert not 0 < cell.count < below
                assert zeros or cell.count > 0


@pytest.mark.parametrize("table", examples.all_tables(), ids=lambda table: f"table {table.number}")
def test_the_gate_lets_no_small_count_of_this_study_out(table: TableResult) -> None:
    guarded = apply(table, BELOW_FIVE)
    for row in guarded.rows:
        for column, cell in zip(guarded.columns, row.cells, strict=True):
            assert column.published or cell.count is None or cell.count == 0 or cell.count >= 5
