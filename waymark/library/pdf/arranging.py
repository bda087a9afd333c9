"""From the lines of all pages to drafted paragraphs in reading order, with their kinds.

Heads and page numbers at the top of a page come first, then its text, then what stands at its foot.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from waymark.library.pdf.columns import Flow
from waymark.library.pdf.contents import is_contents_page, is_entry
from waymark.library.pdf.furniture import FurnitureKind, PageLines, furniture
from waymark.library.pdf.grids import Table
from waymark.library.pdf.habits import Habits, habits_of
from waymark.library.pdf.headings import mark_headings
from waymark.library.pdf.lines import Line
from waymark.library.pdf.numbering import is_list_mark, opening_number
from waymark.library.pdf.pages import PageRead
from waymark.library.pdf.paragraphs import Draft, has_ended, paragraphs_of
from waymark.library.pdf.reading_order import Block, in_order
from waymark.library.pdf.sequences import doubtful_numbers_out

SMALLER = 0.93
LOWER_PART = 0.55
MOSTLY = 0.5


def arranged(pages: Sequence[PageRead]) -> list[list[Draft]]:
    """The drafts of each page, in the order of the pages."""
    marked = furniture([PageLines(page.number, page.reading_height, page.lines) for page in pages])
    habits = habits_of(page.lines for page in pages)
    found: list[list[Draft]] = []
    flows = 0
    body: list[Draft] = []
    for page in pages:
        kinds = marked.get(page.number, {})
        heads, feet = _furniture(page, kinds)
        text, flows = _text(page, kinds, habits, flows)
        body += text
        found.append([*heads, *text, *feet])
    doubtful_numbers_out(body, habits)
    _mark_lists(body)
    mark_headings(body, habits)
    _mark_continued(body)
    return found


def _furniture(page: PageRead, kinds: dict[int, FurnitureKind]) -> tuple[list[Draft], list[Draft]]:
    places = sorted(kinds, key=lambda index: (-page.lines[index].baseline, page.lines[index].left))
    heads: list[Draft] = []
    feet: list[Draft] = []
    for index in places:
        line = msgspec.structs.replace(page.lines[index], beside=False)
        side = heads if line.baseline > page.reading_height / 2 else feet
        side.append(Draft([line], page.number, kind=kinds[index]))
    return heads, feet


def _text(
    page: PageRead, kinds: dict[int, FurnitureKind], habits: Habits, flows: int
) -> tuple[list[Draft], int]:
    if page.block_starts or page.source == "read by machine":
        blocks = _blocks_read(page, kinds)
    else:
        lines = [line for index, line in enumerate(page.lines) if index not in kinds] if kinds else page.lines
        blocks = in_order(lines, page.shapes) if lines else []
    found: list[Draft] = []
    for block in blocks:
        flows += 1
        drafts = _table(block, page) if isinstance(block, Table) else _flow(block, page, habits)
        for draft in drafts:
            draft.flow = flows
        found += drafts
    return found, flows


def _blocks_read(page: PageRead, kinds: dict[int, FurnitureKind]) -> list[Block]:
    blocks: list[list[Line]] = []
    for index, line in enumerate(page.lines):
        if index in page.block_starts or not blocks:
            blocks.append([])
        if index not in kinds:
            blocks[-1].append(line)
    return [Flow(lines) for lines in blocks if lines]


def _table(table: Table, page: PageRead) -> list[Draft]:
    return [
        Draft(
            [line for cell in row for line in cell],
            page.number,
            kind="table row",
            number=next((opening_number(cell[0].text) for cell in row[:1] if cell), ""),
            cells=row,
        )
        for row in table.rows
        if any(row)
    ]


def _flow(flow: Flow, page: PageRead, habits: Habits) -> list[Draft]:
    contents = is_contents_page(flow.lines)
    drafts = paragraphs_of(flow.lines, page.number, habits, contents_page=contents)
    notes = False
    for draft in drafts:
        if contents and is_entry(draft.text):
            draft.kind = "contents"
        low = draft.lines[0].baseline < LOWER_PART * page.reading_height
        if (
            low
            and draft.size < SMALLER * habits.body_size
            and (notes or draft.number or draft.lines[0].raised)
        ):
            draft.kind = "footnote"
        notes = draft.kind == "footnote"
    return drafts


def _mark_lists(drafts: Sequence[Draft]) -> None:
    for draft in drafts:
        if draft.kind == "paragraph" and is_list_mark(draft.number):
            draft.kind = "list item"


def _mark_continued(drafts: Sequence[Draft]) -> None:
    """The first paragraph of a page or column carries on the last one before it where that had not ended, or
    where it has no number and the report numbers its paragraphs."""
    texts = [draft for draft in drafts if draft.kind == "paragraph"]
    all_numbered = sum(bool(draft.number) for draft in texts) > MOSTLY * len(texts)
    before: Draft | None = None
    for draft in drafts:
        if draft.kind not in ("paragraph", "list item"):
            if draft.kind == "heading":
                before = None
            continue
        if before is not None and draft.flow != before.flow and not draft.number:
            owed = all_numbered and before.kind == "paragraph" and before.full
            if owed or _goes_on(before, draft):
                draft.continues = True
                draft.kind = before.kind
        before = draft


def _goes_on(before: Draft, draft: Draft) -> bool:
    if before.lines[-1].hyphened:
        return True
    if has_ended(before.lines[-1].text):
        return False
    return draft.lines[0].text[0].islower() or before.full
