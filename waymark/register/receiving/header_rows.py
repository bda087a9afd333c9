"""Which row of a sheet bears the headers, and what each column is called.

Sheets as people keep them have titles above the table, a row of groups above the row of headers, headers
that stand twice, and columns without one. In: a `Grid`. Out: `HeaderRows`, or None where the sheet holds no
table. A row is judged by how many of the used columns it names, by names rather than values in it, by
whether its words come again further down, and by whether they differ from each other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from waymark.register.receiving.grids import (
    CellRange,
    Grid,
    column_letters,
    filled,
    is_datum,
    one_line,
    spoken_rows,
)
from waymark.register.values import CellValue

_CANDIDATES = 60
_SAMPLE_ROWS = 300
_LONGEST_HEADER = 120
_CLEARLY_BETTER = 1.1


@dataclass(frozen=True)
class HeaderRows:
    """`row`: position of the (lower) row of headers. `names`: the header of each column, left to right."""

    row: int
    names: dict[int, str]
    notes: tuple[str, ...]


def find_header_rows(grid: Grid) -> HeaderRows | None:
    """The headers of the sheet's table, each different; None where no row is followed by rows of its kind."""
    used_rows = [row for row, cells in enumerate(grid.rows) if filled(cells)]
    sample = used_rows[:_SAMPLE_ROWS]
    body = [row for row in sample if len(filled(grid.rows[row])) >= 2]
    if len(body) < 2 or _is_a_sheet_of_notes(grid, sample, body):
        return None
    columns = _columns_in_use(grid, body)
    best, best_score = -1, 0.0
    for row in sample[:_CANDIDATES]:
        score = _score(grid, row, columns, body)
        if score > best_score * _CLEARLY_BETTER:
            best, best_score = row, score
    if best < 0:
        return None
    upper, lower = _pair(grid, best, columns)
    return _named(grid, used_rows[0], upper, lower)


def _is_a_sheet_of_notes(grid: Grid, sample: list[int], body: list[int]) -> bool:
    """Lines of text, among which no more lines have two cells."""
    widest = max(len(filled(grid.rows[row])) for row in body)
    alone = [grid.rows[row][filled(grid.rows[row])[0]] for row in sample if row not in body]
    return widest == 2 and sum(not is_datum(value) for value in alone) >= len(body)


def _columns_in_use(grid: Grid, body: list[int]) -> frozenset[int]:
    """Columns filled in a tenth of the rows: a stray remark beside the table is none of them."""
    times = Counter(column for row in body for column in filled(grid.rows[row]))
    return frozenset(column for column, count in times.items() if count * 10 >= len(body))


def _score(grid: Grid, row: int, columns: frozenset[int], body: list[int]) -> float:
    """How much the row looks like the headers of the rows below it, from 0 to 1."""
    cells = grid.rows[row]
    used = filled(cells)
    below = [other for other in body if other > row]
    if len(used) < 2 or not below or not _all_names(cells, used) or one_line(cells[used[0]]).endswith(":"):
        return 0.0
    named = len(columns.intersection(used)) / len(columns)
    different = len({_plain(cells[column]) for column in used}) / len(used)
    unrepeated = sum(not _comes_again(grid, row, column, below) for column in used) / len(used)
    words = sum(not is_datum(cells[column]) for column in used) / len(used)
    return words**2 * named * (0.6 + 0.4 * different) * (0.4 + 0.6 * unrepeated)


def _all_names(cells: list[CellValue], used: list[int]) -> bool:
    """Whether nearly all cells are words short enough for a header; one in four may be a year or a code."""
    values = sum(is_datum(cells[column]) for column in used)
    long = sum(len(one_line(cells[column])) > _LONGEST_HEADER for column in used)
    return (values + long) * 4 <= len(used)


def _comes_again(grid: Grid, row: int, column: int, below: list[int]) -> bool:
    word = _plain(grid.rows[row][column])
    alike = (other for other in below if grid.rows[other][: len(grid.rows[row])] != grid.rows[row])
    return any(_plain(_at(grid, other, column)) == word for other in alike)


def _at(grid: Grid, row: int, column: int) -> CellValue:
    cells = grid.rows[row] if 0 <= row < len(grid.rows) else []
    return cells[column] if column < len(cells) else None


def _plain(value: CellValue) -> str:
    return one_line(value).casefold()


# -- Two rows of headers ------------------------------------------------------------------------------


def _pair(grid: Grid, best: int, columns: frozenset[int]) -> tuple[int | None, int]:
    """The row of groups, where there is one, and the row of headers below it."""
    if _is_lower_row(grid, best, columns):
        return best, best + 1
    if best > 0 and _is_group_row(grid, best - 1, best):
        return best - 1, best
    return None, best


def _is_lower_row(grid: Grid, upper: int, columns: frozenset[int]) -> bool:
    """Whether the row after `upper` goes on with its headers: it names columns that `upper` leaves without
    a name, each under a name that spans them, and leaves alone what `upper` names in full."""
    lower = upper + 1
    if lower >= len(grid.rows):
        return False
    above, cells = set(filled(grid.rows[upper])), filled(grid.rows[lower])
    if not cells or any(is_datum(grid.rows[lower][column]) for column in cells):
        return False
    new = {column for column in cells if column not in above and column in columns}
    alone = above.intersection(columns).difference(cells)
    if not new or not alone or not _all_names(grid.rows[lower], cells):
        return False
    sample = range(lower + 1, min(len(grid.rows), lower + _SAMPLE_ROWS))
    below = [row for row in sample if filled(grid.rows[row])]
    if not below or any(_comes_again(grid, lower, column, below) for column in cells):
        return False
    groups = _group_spans(grid, upper)
    if groups is not None:
        return new <= {column for span in groups for column in range(span.left, span.right + 1)}
    return all(_stands_under_a_group(column, above, set(cells)) for column in new)


def _stands_under_a_group(column: int, above: set[int], cells: set[int]) -> bool:
    """Going left from a column without a name above, the first that has one has a name below too."""
    while column in cells and column not in above:
        column -= 1
    return column in above and column in cells


def _is_group_row(grid: Grid, upper: int, lower: int) -> bool:
    """Whether the row above the headers names groups of them, rather than the whole table."""
    cells = filled(grid.rows[upper])
    if not cells or not _all_names(grid.rows[upper], cells):
        return False
    width = len(filled(grid.rows[lower]))
    spans = _group_spans(grid, upper)
    if spans is not None and any(span.right - span.left + 1 >= width for span in spans):
        return False
    return len(cells) >= 2 or bool(spans)


def _group_spans(grid: Grid, row: int) -> list[CellRange] | None:
    """The cells of the row that are merged across columns; None where none is, so that gaps have to tell."""
    spans = [span for span in grid.merged if span.top <= row <= span.bottom and span.right > span.left]
    return spans or None


def _groups(grid: Grid, upper: int, lower: int) -> dict[int, str]:
    """The group of each column: what is merged over it, else the nearest name to the left in the row."""
    spans = _group_spans(grid, upper)
    if spans is not None:
        over = {c: one_line(_at(grid, s.top, s.left)) for s in spans for c in range(s.left, s.right + 1)}
        own = {column: one_line(grid.rows[upper][column]) for column in filled(grid.rows[upper])}
        return own | over
    groups, name = dict[int, str](), ""
    for column in range(max(len(grid.rows[upper]), len(grid.rows[lower]))):
        name = one_line(_at(grid, upper, column)) or name
        groups[column] = name
    return groups


# -- Names --------------------------------------------------------------------------------------------


def _named(grid: Grid, first: int, upper: int | None, lower: int) -> HeaderRows:
    notes: list[str] = []
    top = lower if upper is None else upper
    if first < top:
        passed = [row for row in range(first, top) if filled(grid.rows[row])]
        notes.append(f"{spoken_rows(passed)} above the headers: passed over.")
    if upper is not None:
        notes.append(f"the headers stand in two rows, {upper + 1} and {lower + 1}.")
    groups = _groups(grid, upper, lower) if upper is not None else {}
    names = _own_names(grid, upper, lower)
    for column in _columns_below(grid, lower):
        if column not in names:
            names[column] = f"Column {column_letters(column)}"
            notes.append(f"a column with values has no header; it is called “{names[column]}”.")
    names = dict(sorted(names.items()))
    return HeaderRows(lower, _told_apart(names, groups, notes), tuple(notes))


def _own_names(grid: Grid, upper: int | None, lower: int) -> dict[int, str]:
    """Each column's own header: from the lower row, or from the upper where it stands over nothing."""
    names = {column: one_line(grid.rows[lower][column]) for column in filled(grid.rows[lower])}
    if upper is not None:
        spans = _group_spans(grid, upper) or []
        beside = {column for span in spans for column in range(span.left + 1, span.right + 1)}
        for column in filled(grid.rows[upper]):
            if column not in names and column not in beside:
                names[column] = one_line(grid.rows[upper][column])
    return names


def _columns_below(grid: Grid, lower: int) -> Iterator[int]:
    width = max(len(row) for row in grid.rows)
    columns = set(range(width))
    for cells in grid.rows[lower + 1 :]:
        met = {column for column in columns if column < len(cells) and cells[column] is not None}
        yield from met
        columns -= met
        if not columns:
            return


def _told_apart(names: dict[int, str], groups: dict[int, str], notes: list[str]) -> dict[int, str]:
    """Equal headers made different: by their group where that does it, else by counting from the left."""
    times = Counter(name.casefold() for name in names.values())
    twice = {column: name for column, name in names.items() if times[name.casefold()] > 1}
    taken = {name.casefold() for column, name in names.items() if column not in twice}
    result = dict(names)
    for column, name in twice.items():
        group = groups.get(column, "")
        new = f"{group} – {name}" if group and group != name else name
        count = 2
        while new.casefold() in taken:
            new = f"{group} – {name} ({count})" if group and group != name else f"{name} ({count})"
            count += 1
        taken.add(new.casefold())
        result[column] = new
    for name in dict.fromkeys(name.casefold() for name in twice.values()):
        apart = [f"“{result[column]}”" for column, own in twice.items() if own.casefold() == name]
        shown = next(own for own in twice.values() if own.casefold() == name)
        notes.append(f"the header “{shown}” stands {len(apart)} times; told apart as {', '.join(apart)}.")
    return result
