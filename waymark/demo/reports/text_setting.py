"""Setting a stretch of text into the flow: over columns and pages, with its number and its notes.

No line of a paragraph is left alone at the foot or the head of a column, and the line that bears the mark of
a footnote stands above that footnote.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from waymark.demo.reports.faces import Lettering
from waymark.demo.reports.line_breaking import Breaking, Edge, Line, Measure, break_lines
from waymark.demo.reports.page_layout import Flow, NoteLines

_RAISED_FIGURES = ("¹", "²", "³")


@dataclass(frozen=True)
class Shape:
    """The text begins `indent` points in; on its first line `number` stands before it, `number_indent` in."""

    indent: float = 0
    number: str = ""
    number_indent: float = 0
    edge: Edge = "ragged"
    breaking: Breaking = "at hyphens"
    align: Literal["left", "centre"] = "left"


def set_text(
    flow: Flow, text: str, lettering: Lettering, shape: Shape, notes: tuple[NoteLines, ...] = ()
) -> None:
    """`notes` are those whose mark ends the text; it is raised here unless the text has raised figures itself."""
    while True:
        lines = broken(text, lettering, flow.measure(lettering.leading, shape.indent), shape)
        here = lines_here(len(lines), lettering.leading, flow, flow.room_for_notes(notes))
        if here:
            break
        flow.next_column()
    _set_number(flow, lettering, shape, lines[0])
    while True:
        for line in lines[:here]:
            _set_line(flow, line, lettering, shape)
        lines = lines[here:]
        if not lines:
            break
        flow.next_column()
        here = lines_here(len(lines), lettering.leading, flow, flow.room_for_notes(notes))
    for note in notes:
        flow.keep_note(note)
    if notes and not text.endswith(_RAISED_FIGURES):
        _set_marks(flow, line, lettering, shape, notes)


def broken(text: str, lettering: Lettering, measure: Measure, shape: Shape) -> list[Line]:
    lines: list[Line] = []
    for part in text.split("\n"):
        short = max(0, measure.short_lines - len(lines))
        now = measure if short == measure.short_lines else replace(measure, short_lines=short)
        lines += break_lines(part, lettering, now, shape.edge, shape.breaking)
    return lines


def lines_here(left: int, leading: float, flow: Flow, for_notes: float) -> int:
    """How many of the lines that are left go into this column; 0 where none should."""
    fitting = int((flow.room + 0.01) / leading)
    if fitting >= left and flow.room - left * leading >= for_notes - 0.01:
        return left
    here = min(fitting, left - 1)
    if left - here < 2:
        here = left - 2
    if here >= 2:
        return here
    return max(1, min(left, fitting)) if flow.fresh else 0


def _left(flow: Flow, line: Line, lettering: Lettering, shape: Shape) -> float:
    if shape.align == "centre":
        return flow.column.left + (flow.column.width - lettering.points(line.text)) / 2
    return flow.column.left + shape.indent + line.inset


def _set_number(flow: Flow, lettering: Lettering, shape: Shape, line: Line) -> None:
    if shape.number:
        x = flow.column.left + shape.number_indent + line.inset
        flow.sheet.write(flow.sheet.text, x, flow.y - lettering.drop, lettering, shape.number)


def _set_line(flow: Flow, line: Line, lettering: Lettering, shape: Shape) -> None:
    x = _left(flow, line, lettering, shape)
    flow.sheet.write(flow.sheet.text, x, flow.y - lettering.drop, lettering, line.text, line.extra)
    flow.down(lettering.leading)


def _set_marks(
    flow: Flow, line: Line, lettering: Lettering, shape: Shape, notes: tuple[NoteLines, ...]
) -> None:
    """Raised marks behind the last line that was set."""
    end = (
        _left(flow, line, lettering, shape) + lettering.points(line.text) + line.extra * line.text.count(" ")
    )
    raised = replace(lettering, size=lettering.size * 0.6, ink="0 g")
    baseline = flow.y + lettering.leading - lettering.drop + lettering.size * 0.36
    flow.sheet.write(flow.sheet.text, end + 0.5, baseline, raised, ",".join(note.mark for note in notes))
