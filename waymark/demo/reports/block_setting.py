"""Setting the blocks of a plan one after another onto pages, and noting where its headings come to stand.

In: the plan with what is blacked out already taken from its text. Out: the pages, without what stands around
the text, and for each heading its page and whether body text stood above it there.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from waymark.demo.reports.box_setting import set_box_beside, set_box_between
from waymark.demo.reports.contents_pages import KeptContents, fill_contents, keep_contents
from waymark.demo.reports.cover_pages import set_cover, set_head
from waymark.demo.reports.footnotes import Marks, Noted, with_notes
from waymark.demo.reports.line_breaking import Measure
from waymark.demo.reports.manner import Manner
from waymark.demo.reports.page_layout import Flow
from waymark.demo.reports.plan import Block, Look
from waymark.demo.reports.sheets import Sheet
from waymark.demo.reports.styles import Styles
from waymark.demo.reports.table_setting import least_height, set_table
from waymark.demo.reports.text_setting import Shape, broken, set_text
from waymark.demo.reports.web_print import set_menu

CONTENTS = "contents"
"""The section under which a plan that has a heading of its own for the contents names it."""
_WIDE = 4
"""Columns from which a table runs across a page of two columns."""


@dataclass(frozen=True)
class HeadingPlace:
    block: Block
    page: int
    alone: bool  # nothing of the text stands above it on its page


@dataclass
class SetPages:
    """`headings` by their place among the blocks. `contents_page` 0 where there is none."""

    sheets: list[Sheet]
    headings: dict[int, HeadingPlace] = field(default_factory=dict)
    contents_page: int = 0


def set_blocks(blocks: tuple[Block, ...], look: Look, styles: Styles, manner: Manner) -> SetPages:
    return _Setting(blocks, look, styles, manner).set()


class _Setting:
    def __init__(self, blocks: tuple[Block, ...], look: Look, styles: Styles, manner: Manner) -> None:
        self.look, self.styles, self.manner = look, styles, manner
        self.items = with_notes(blocks)
        self.flow = Flow(look, 1 if look.web_print else look.columns)
        self.pages = SetPages(self.flow.sheets)
        self.marks = Marks()

    def set(self) -> SetPages:
        front = 0
        while front < len(self.items) and self.items[front].block.kind in ("title", "cover line"):
            front += 1
        self._set_front([item.block for item in self.items[:front]])
        kept: KeptContents | None = None
        own = any(item.block.section == CONTENTS for item in self.items)
        if self.look.contents and not own:
            kept = self._keep_contents(None)
        at = front
        while at < len(self.items):
            item = self.items[at]
            if item.block.section == CONTENTS and item.block.kind == "heading":
                kept = self._keep_contents(item)
                at += 1
            elif item.block.kind == "heading":
                at = self._set_headings(at)
            else:
                self._set(item, at)
                at += 1
        self.flow.close()
        if kept:
            fill_contents(kept, {place: found.page for place, found in self.pages.headings.items()})
        while len(self.flow.sheets) > 1 and self.flow.sheet.empty:
            self.flow.sheets.pop()
        return self.pages

    def _set_front(self, blocks: list[Block]) -> None:
        if self.look.web_print:
            set_menu(self.flow, self.manner)
        if not blocks:
            return
        self.flow.span()
        if self.look.cover and not self.look.web_print:
            set_cover(self.flow, blocks, self.styles, self.manner)
        else:
            set_head(self.flow, blocks, self.styles, self.manner)
        if not self.look.contents:
            self.flow.resume_columns()

    def _keep_contents(self, item: Noted | None) -> KeptContents:
        """`item` is the plan's own heading for it, where it has one."""
        flow, styles = self.flow, self.styles
        flow.span()
        flow.clear()
        headings = [
            (each.at, each.block)
            for each in self.items
            if each.block.kind == "heading" and each.block.section != CONTENTS
        ]
        lines = sum(block.level <= self.manner.contents_depth for _, block in headings) + 4
        own_page = item is not None and item.block.new_page
        if not flow.fresh and (own_page or lines * styles.body.leading > flow.room):
            flow.new_page()
        heading = item.block if item else Block("heading", self.manner.contents_title, level=1)
        if item:
            self._note_place(item)
        self.pages.contents_page = flow.sheet.number
        set_text(flow, heading.text, styles.heading(1), Shape(breaking="between words"))
        flow.down(styles.between)
        kept = keep_contents(flow, headings, styles, self.manner.contents_depth)
        if self.look.cover or flow.room < flow.depth / 2:
            flow.new_page()
        else:
            flow.down(styles.body.leading)
        flow.resume_columns()
        return kept

    def _set_headings(self, at: int) -> int:
        """Headings that follow one another stay together, and with the beginning of what they head."""
        end = at + 1
        while (
            end < len(self.items)
            and self.items[end].block.kind == "heading"
            and not self.items[end].block.new_page
            and self.items[end].block.section != CONTENTS
        ):
            end += 1
        if self.items[at].block.new_page and not self.flow.fresh:
            self.flow.new_page()
        elif self._headings_height(at, end) > self.flow.room and not self.flow.fresh:
            self.flow.next_column()
        for item in self.items[at:end]:
            block, lettering = item.block, self.styles.heading(item.block.level)
            self.flow.gap(lettering.leading * (1.0 if block.level < 3 else 0.6))
            self._note_place(item)
            indent = max(24.0, lettering.points(block.number) + 9) if block.number else 0
            shape = Shape(indent, block.number, breaking="between words")
            set_text(
                self.flow,
                block.text,
                lettering,
                shape,
                self.marks.lines(item.notes, self.styles.note, self.flow.column.width),
            )
            self.flow.down(lettering.leading * 0.35)
        return end

    def _headings_height(self, at: int, end: int) -> float:
        height = 0.0
        for item in self.items[at:end]:
            lettering = self.styles.heading(item.block.level)
            shape = Shape(breaking="between words")
            lines = broken(item.block.text, lettering, Measure(self.flow.column.width - 30), shape)
            height += (len(lines) + 1.35) * lettering.leading
        if end == len(self.items):
            return height
        after = self.items[end].block
        if after.kind == "table" and after.rows and not self._is_across(after):
            return height + min(
                self.flow.depth / 2, least_height(after.rows, self.flow.column.width, self.styles)
            )
        return height + (3.5 if after.kind == "box" else 2.5) * self.styles.body.leading

    def _note_place(self, item: Noted) -> None:
        sheet = self.flow.sheet
        self.pages.headings[item.at] = HeadingPlace(
            item.block, sheet.number, alone=not sheet.text and not sheet.aside
        )

    def _set(self, item: Noted, at: int) -> None:
        block = item.block
        if block.new_page and not self.flow.fresh:
            self.flow.new_page()
        if block.kind == "table":
            self._set_table(block)
            self._set_notes_below(item.notes)
        elif block.kind == "box":
            self._set_box(block, at)
            self._set_notes_below(item.notes)
        else:
            self._set_paragraph(item)

    def _set_paragraph(self, item: Noted) -> None:
        block, styles, flow = item.block, self.styles, self.flow
        before = styles.between if block.kind != "list item" else styles.between * 0.5
        flow.gap(before)
        text, shape = block.text, Shape(edge=styles.edge, breaking=styles.breaking)
        if block.kind == "list item":
            outer = 16.0 if self.look.columns == 1 else 5.0
            indent = outer + max(14.0, styles.body.points(block.number) + 6)
            shape = replace(shape, indent=indent, number=block.number, number_indent=outer)
        elif block.number and self.manner.number_place == "margin":
            indent = max(30.0, styles.body.points(block.number) + 8)
            shape = replace(shape, indent=indent, number=block.number)
        elif block.number:
            text = f"{block.number} {text}"
        notes = self.marks.lines(item.notes, self.styles.note, self.flow.column.width)
        height = sum(note.height for note in notes)
        if height > flow.depth / 2:
            set_text(flow, text, styles.body, shape)
            self._set_notes_below(item.notes)
            return
        if notes and flow.beside and flow.beside.bottom - flow.room_for_notes(notes) < flow.y - flow.room:
            flow.clear()
        set_text(flow, text, styles.body, shape, notes)

    def _set_table(self, block: Block) -> None:
        if not block.rows:
            return
        self.flow.clear()
        across = self._is_across(block)
        if across:
            self.flow.span()
        self.flow.gap(self.styles.between)
        set_table(self.flow, block.rows, self.styles, self.manner)
        self.flow.down(self.styles.between)
        if across:
            self.flow.resume_columns()

    def _is_across(self, block: Block) -> bool:
        return self.flow.columns == 2 and max(map(len, block.rows)) >= _WIDE

    def _set_box(self, block: Block, at: int) -> None:
        flow = self.flow
        flow.clear()
        flow.gap(self.styles.body.leading * 0.7)
        following = self.items[at + 1 : at + 4]
        plain = bool(following) and following[0].block.kind in ("paragraph", "list item")
        noted = any(item.notes for item in following)
        beside = flow.columns == 1 and self.manner.box_place == "beside" and plain and not noted
        text = f"{block.number} {block.text}" if block.number else block.text
        if not (beside and set_box_beside(flow, text, self.styles, self.manner)):
            set_box_between(flow, text, self.styles, self.manner)
            flow.down(self.styles.body.leading * 0.3)

    def _set_notes_below(self, notes: tuple[Block, ...]) -> None:
        """Notes to a table or a box stand directly below it."""
        for note in notes:
            set_text(self.flow, f"{self.marks.mark(note)} {note.text}", self.styles.note, Shape())
