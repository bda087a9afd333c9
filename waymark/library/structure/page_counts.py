"""How many pages a report has, with and without its appendices.

Pages of appendices are those from the first section of back matter (appendix, action plan, glossary,
references) that stands after the last section of the body, to the last page of the file. A page on which
body text stands too counts as body, and a glossary that stands before the body is no appendix.
"""

from __future__ import annotations

from collections.abc import Iterator

from waymark.instruments.reports import SectionKind
from waymark.library.described import Section, Stated
from waymark.library.structure.report import Report


def page_counts(
    report: Report, sections: tuple[Section, ...], kinds: tuple[SectionKind, ...]
) -> Iterator[Stated]:
    pages = len(report.stored.pages)
    back = _first_of_back(sections, kinds)
    behind = pages - _first_page(report, back) + 1 if back else 0
    sure = min(0.95, back.confidence) if back else 0.9 if sections else 0.5
    where = (back.start, min(back.start + len(back.title), back.end)) if back else None
    yield report.states("pages", str(pages), 1.0)
    yield report.states("pages_without_appendices", str(pages - behind), sure, where)
    yield report.states("pages_of_appendices", str(behind), sure, where)


def _first_of_back(sections: tuple[Section, ...], kinds: tuple[SectionKind, ...]) -> Section | None:
    back_kinds = {kind.key for kind in kinds if kind.part == "back"}
    first = None
    for section in reversed(sections):
        if section.kind not in back_kinds:
            break
        first = section
    return first


def _first_page(report: Report, back: Section) -> int:
    """The first page that is of the appendices alone."""
    shared = any(piece.page == back.page and piece.start < back.start for piece in report.pieces)
    return back.page + 1 if shared else back.page
