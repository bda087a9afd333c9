"""Setting a box: between two paragraphs, over as many pages as it needs, or beside the text that follows."""

from __future__ import annotations

from waymark.demo.reports.faces import Lettering
from waymark.demo.reports.line_breaking import Line, Measure
from waymark.demo.reports.manner import Manner
from waymark.demo.reports.page_layout import Beside, Flow
from waymark.demo.reports.styles import Styles
from waymark.demo.reports.text_setting import Shape, broken, lines_here

_PAD = 7.0
_AWAY = 12.0
_SHARE = 0.34
"""Of the column's width that a box beside the text takes."""


def set_box_between(flow: Flow, text: str, styles: Styles, manner: Manner) -> None:
    lettering, shape = styles.body, Shape(breaking=styles.breaking)
    lines = broken(text, lettering, Measure(flow.column.width - 2 * _PAD), shape)
    while lines:
        here = lines_here(len(lines), lettering.leading, flow, 2 * _PAD)
        if here * lettering.leading + 2 * _PAD > flow.room + 0.01:
            here = int((flow.room - 2 * _PAD) / lettering.leading)
            here = here if here >= min(2, len(lines)) else 0
        if not here and not flow.fresh:
            flow.next_column()
            continue
        here = max(here, 1)
        _draw(flow, flow.column.left, flow.column.width, lines[:here], lettering, manner)
        flow.down(here * lettering.leading + 2 * _PAD)
        lines = lines[here:]
        if lines:
            flow.next_column()


def set_box_beside(flow: Flow, text: str, styles: Styles, manner: Manner) -> bool:
    """At the right of what follows. False, and nothing is set, where it is too high for that."""
    lettering = styles.cell
    width = flow.column.width * _SHARE
    lines = broken(text, lettering, Measure(width - 2 * _PAD), Shape())
    height = len(lines) * lettering.leading + 2 * _PAD
    if height > min(flow.room - 2 * styles.body.leading, flow.depth * 0.5):
        return False
    _draw(flow, flow.column.left + flow.column.width - width, width, lines, lettering, manner)
    flow.stand_beside(Beside(0, width + _AWAY, flow.y - height - styles.between))
    return True


def _draw(
    flow: Flow, left: float, width: float, lines: list[Line], lettering: Lettering, manner: Manner
) -> None:
    sheet = flow.sheet
    height = len(lines) * lettering.leading + 2 * _PAD
    if manner.box_grey is not None:
        sheet.fill(left, flow.y - height, width, height, manner.box_grey)
    sheet.frame(left, flow.y - height, width, height)
    runs = sheet.aside if flow.look.web_print else sheet.text
    y = flow.y - _PAD
    for line in lines:
        if line.text:
            sheet.write(runs, left + _PAD, y - lettering.drop, lettering, line.text)
        y -= lettering.leading
