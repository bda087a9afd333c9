"""Setting a table: columns as wide as what is in them asks for, cells wrapped, the header again on each page.

Cells are written whole, one after another along the row, as word processors write them. A row is parted
between two pages only where it is higher than half a page.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from waymark.demo.reports.faces import Lettering
from waymark.demo.reports.line_breaking import Line, Measure, break_lines
from waymark.demo.reports.manner import Manner
from waymark.demo.reports.page_layout import Flow
from waymark.demo.reports.styles import Styles

_PAD = 4.0
_WIDEST = 230.0
"""Points beyond which the words of a cell no longer widen its column."""

Cells = list[list[Line]]


@dataclass(frozen=True)
class _Row:
    cells: Cells
    lettering: Lettering
    grey: float | None

    @property
    def height(self) -> float:
        return max(map(len, self.cells)) * self.lettering.leading + 2 * _PAD

    def part(self, first: int, end: int | None) -> _Row:
        return replace(self, cells=[cell[first:end] for cell in self.cells])


@dataclass(frozen=True)
class _Grid:
    lefts: tuple[float, ...]  # from the left of the column of text
    widths: tuple[float, ...]

    def broken(self, row: tuple[str, ...], lettering: Lettering) -> Cells:
        cells = (*row, *("" for _ in range(len(self.widths) - len(row))))
        return [
            [
                line
                for part in cell.split("\n")
                for line in break_lines(part, lettering, Measure(max(10.0, width - 2 * _PAD)))
            ]
            for cell, width in zip(cells, self.widths, strict=True)
        ]


def set_table(flow: Flow, rows: tuple[tuple[str, ...], ...], styles: Styles, manner: Manner) -> None:
    plain, bold = _letterings(rows, styles)
    grid = _grid(rows, plain, bold, flow.column.width)
    header = _Row(grid.broken(rows[0], bold), bold, manner.header_grey)
    repeated = header if header.height <= flow.depth / 3 else None
    first = _first_height(rows, grid, plain) if repeated else 0
    if min(header.height + first, flow.depth / 2) > flow.room and not flow.fresh:
        flow.next_column()
    if repeated:
        _set_row(flow, grid, repeated, manner)
    else:
        _set_parted(flow, grid, header, None, manner)
    for row in rows[1:]:
        _set_parted(flow, grid, _Row(grid.broken(row, plain), plain, None), repeated, manner)


def _set_parted(flow: Flow, grid: _Grid, row: _Row, header: _Row | None, manner: Manner) -> None:
    """A row, below the header again where it comes to a new column; one that is very high is parted."""
    while row.height > flow.room:
        fitting = int((flow.room - 2 * _PAD) / row.lettering.leading)
        if row.height > flow.depth / 2 and fitting >= 3:
            _set_row(flow, grid, row.part(0, fitting), manner)
            row = row.part(fitting, None)
        flow.next_column()
        if header:
            _set_row(flow, grid, header, manner)
    _set_row(flow, grid, row, manner)


def least_height(rows: tuple[tuple[str, ...], ...], width: float, styles: Styles) -> float:
    """Of the header with the first row below it."""
    plain, bold = _letterings(rows, styles)
    grid = _grid(rows, plain, bold, width)
    return _Row(grid.broken(rows[0], bold), bold, None).height + _first_height(rows, grid, plain)


def _first_height(rows: tuple[tuple[str, ...], ...], grid: _Grid, plain: Lettering) -> float:
    return _Row(grid.broken(rows[1], plain), plain, None).height if len(rows) > 1 else 0


def _letterings(rows: tuple[tuple[str, ...], ...], styles: Styles) -> tuple[Lettering, Lettering]:
    """Tables of many columns are set smaller."""
    less = 0.0 if max(map(len, rows)) < 5 else 1.0
    size = max(7.0, styles.cell.size - less)
    return Lettering(styles.cell.face, size, size * 1.22), Lettering(styles.cell_head.face, size, size * 1.22)


def _grid(rows: tuple[tuple[str, ...], ...], plain: Lettering, bold: Lettering, width: float) -> _Grid:
    least = [0.0] * max(map(len, rows))
    most = list(least)
    for row in rows:
        for at, cell in enumerate(row):
            # The bold face is the wider one: a column that holds it holds the plain one too.
            words = cell.replace("\n", " ").split(" ")
            least[at] = max(least[at], max(map(bold.points, words)) + 2 * _PAD + 0.5)
            most[at] = max(most[at], min(_WIDEST, plain.points(cell.replace("\n", " ")) + 2 * _PAD + 0.5))
    most = [max(pair) for pair in zip(least, most, strict=True)]
    if sum(least) >= width:
        widths = [each * width / sum(least) for each in least]
    else:
        spread = sum(most) - sum(least) or 1.0
        spare = width - sum(least)
        widths = [
            low + spare * ((high - low) or 1e-9) / spread for low, high in zip(least, most, strict=True)
        ]
        if sum(widths) < width:
            widths = [each * width / sum(widths) for each in widths]
    lefts = [sum(widths[:at]) for at in range(len(widths))]
    return _Grid(tuple(lefts), tuple(widths))


def _set_row(flow: Flow, grid: _Grid, row: _Row, manner: Manner) -> None:
    sheet, left = flow.sheet, flow.column.left
    height, width = row.height, flow.column.width
    below = flow.y - height
    if row.grey is not None:
        sheet.fill(left, below, width, height, row.grey)
    sheet.rule(left, flow.y, width)
    sheet.rule(left, below, width)
    if manner.table_rules == "grid":
        for x in (*grid.lefts, width):
            sheet.upright(left + x, below, height)
    for cell, x in zip(row.cells, grid.lefts, strict=True):
        y = flow.y - _PAD
        for line in cell:
            if line.text:
                sheet.write(sheet.text, left + x + _PAD, y - row.lettering.drop, row.lettering, line.text)
            y -= row.lettering.leading
    flow.down(height)
