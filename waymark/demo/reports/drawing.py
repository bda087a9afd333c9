"""A plan becomes a PDF file, and what only its pages can tell is returned as `Drawn`.

The blocks are set onto pages (`block_setting`), what stands around the text is added (`furniture`), pages
are scanned where the look asks for it (`scanning`), and the file is written (`pdf_writing`). The same plan
gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from waymark.demo.reports.block_setting import HeadingPlace, set_blocks
from waymark.demo.reports.furniture import set_furniture
from waymark.demo.reports.manner import Manner, Redaction, manner
from waymark.demo.reports.page_layout import column_width, type_area
from waymark.demo.reports.pdf_writing import Page, Picture, stream_order, write_pdf
from waymark.demo.reports.plan import Block, Drawn, DrawnSection, Look, ReportPlan
from waymark.demo.reports.redaction import black_out, printed
from waymark.demo.reports.scanning import scan
from waymark.demo.reports.sheets import Sheet
from waymark.demo.reports.styles import styles

BACK = frozenset({"appendix", "action_plan", "glossary", "references"})

_ORDINARY_WORD = 2500
"""Width of an ordinary English word with its space, in thousandths of the size, in Times."""
_SANS_WIDER = 1.1
_FILLED = 0.81
"""The share of a page that running text fills, between the gaps and the short last lines of its paragraphs."""


def draw(plan: ReportPlan, path: Path, back: frozenset[str] = BACK) -> Drawn:
    """Writes the file. `back`: keys of the section kinds whose pages count as appendices."""
    chosen = manner(plan.file, plan.look)
    blocks = tuple(_blacked_out(block, chosen.redaction) for block in plan.blocks)
    pages = set_blocks(blocks, plan.look, styles(plan.look, chosen), chosen)
    title = next((block.text for block in blocks if block.kind == "title"), "")
    set_furniture(pages.sheets, plan.look, chosen, printed(title), plan.file)
    headed = [pages.headings[at] for at in sorted(pages.headings) if pages.headings[at].block.section]
    total = len(pages.sheets)
    first_back = _first_back_page(headed, back, total)
    scanned = _scanned_pages(plan.look, first_back, total)
    write_pdf(
        path, _pages(pages.sheets, plan.look, chosen, scanned), printed(title) if plan.look.cover else ""
    )
    return Drawn(
        pages=total,
        pages_of_appendices=total + 1 - first_back,
        contents_page=pages.contents_page,
        sections=tuple(
            DrawnSection(place.block.section, printed(place.block.text), place.page) for place in headed
        ),
        scanned_pages=scanned,
    )


def words_per_page(look: Look) -> int:
    """About how many words of running text fill a page."""
    top, bottom = type_area(look)
    columns = 1 if look.web_print else look.columns
    ordinary = _ORDINARY_WORD * (1.0 if look.font == "serif" else _SANS_WIDER)
    a_line = column_width(look, columns) * 1000 / look.size / ordinary
    lines = (top - bottom) / look.leading * columns
    return max(1, round(lines * a_line * _FILLED))


def _blacked_out(block: Block, redaction: Redaction) -> Block:
    rows = tuple(tuple(black_out(cell, redaction) for cell in row) for row in block.rows)
    return replace(block, text=black_out(block.text, redaction), rows=rows)


def _first_back_page(headed: Sequence[HeadingPlace], back: frozenset[str], total: int) -> int:
    """The first page of the run of back sections that ends the report, one past the last where there is none;
    a page that the first of them shares with the body belongs to the body."""
    first: HeadingPlace | None = None
    for place in reversed(headed):
        if place.block.section not in back:
            break
        first = place
    if first is None:
        return total + 1
    return first.page if first.alone else first.page + 1


def _scanned_pages(look: Look, first_back: int, total: int) -> tuple[int, ...]:
    if look.scanned == "none":
        return ()
    return tuple(range(1 if look.scanned == "all" else first_back, total + 1))


def _pages(
    sheets: Sequence[Sheet], look: Look, chosen: Manner, scanned: tuple[int, ...]
) -> list[Page | Picture]:
    columns = 1 if look.web_print else look.columns
    pages: list[Page | Picture] = [Page(sheet, stream_order(sheet, chosen, columns)) for sheet in sheets]
    if scanned:
        drawn = [page for page in pages if isinstance(page, Page) and page.sheet.number in set(scanned)]
        for number, picture in zip(scanned, scan(drawn, chosen.seed), strict=True):
            pages[number - 1] = picture
    return pages
