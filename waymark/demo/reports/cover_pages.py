"""The title and the lines below it: on a cover of their own, or at the head of the first page."""

from __future__ import annotations

from waymark.demo.reports.line_breaking import Measure
from waymark.demo.reports.manner import Manner
from waymark.demo.reports.page_layout import Flow
from waymark.demo.reports.plan import Block
from waymark.demo.reports.styles import Styles
from waymark.demo.reports.text_setting import Shape, broken, set_text


def set_cover(flow: Flow, blocks: list[Block], styles: Styles, manner: Manner) -> None:
    """Title and cover lines a third down a page that holds nothing else."""
    shape = _shape(manner)
    height = sum(
        len(broken(block.text, lettering, Measure(flow.column.width), shape)) * lettering.leading + 16
        for block in blocks
        for lettering in [styles.title if block.kind == "title" else styles.cover_line]
    )
    flow.down(max(0.0, min(flow.depth * 0.3, flow.depth - height - 40)))
    if manner.box_grey is not None:
        flow.sheet.rule(flow.column.left, flow.y + 8, flow.column.width, 2)
    _set(flow, blocks, styles, shape, 26)
    flow.new_page()


def set_head(flow: Flow, blocks: list[Block], styles: Styles, manner: Manner) -> None:
    """Title and cover lines above the text of the first page."""
    _set(flow, blocks, styles, _shape(manner), 6)
    if manner.box_grey is not None and not flow.beside:
        flow.sheet.rule(flow.column.left, flow.y - 4, flow.column.width, 0.8)
    flow.gap(styles.body.leading)


def _shape(manner: Manner) -> Shape:
    return Shape(align="centre" if manner.title_centred else "left", breaking="between words")


def _set(flow: Flow, blocks: list[Block], styles: Styles, shape: Shape, below_title: float) -> None:
    """A title beside a menu cannot be centred: the lines are short there."""
    if flow.beside:
        shape = Shape(breaking="between words")
    for block in blocks:
        if block.kind == "title":
            flow.gap(below_title)
            set_text(flow, block.text, styles.title, shape)
            flow.down(below_title)
        else:
            set_text(flow, block.text, styles.cover_line, shape)
            flow.down(below_title / 5)
