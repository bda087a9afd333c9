"""Tables and figures in the order of the source, gathered into chapters and sections by the seed they name.

A result's seed begins with its section: `2.4.1 Table 4` belongs to chapter 2, section 2.4; `Appendix A
Figure A.1` to Appendix A. Titles are data that the caller gives; without them a chapter is named by its
number.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from waymark.analysis.results import FigureResult, TableResult
from waymark.instruments.pack import Heading

_SECTION = re.compile(r"^(?:(Appendix [A-Z])|(\d+)(?:\.(\d+))?(?:\.(\d+))?)")
ELSEWHERE = "Further results"


@dataclass(frozen=True)
class Item:
    """One table or figure in its place. `anchor` is its id on the page."""

    result: TableResult | FigureResult

    @property
    def is_table(self) -> bool:
        return isinstance(self.result, TableResult)

    @property
    def name(self) -> str:
        return f"{'Table' if self.is_table else 'Figure'} {self.result.number}"

    @property
    def anchor(self) -> str:
        return self.name.lower().replace(" ", "-").replace(".", "-")


@dataclass(frozen=True)
class Section:
    number: str
    title: str
    items: tuple[Item, ...]

    @property
    def anchor(self) -> str:
        return "section-" + re.sub(r"[^a-z0-9]+", "-", (self.number or "all").lower()).strip("-")


@dataclass(frozen=True)
class Chapter:
    number: str
    title: str
    file: str
    sections: tuple[Section, ...]

    @property
    def label(self) -> str:
        """As it stands in the contents."""
        if self.number.isdigit():
            return f"{self.number} {self.title}"
        return self.title if self.title == self.number else f"{self.number}: {self.title}"

    @property
    def items(self) -> tuple[Item, ...]:
        return tuple(item for section in self.sections for item in section.items)


def chapters_of(
    tables: Iterable[TableResult], figures: Iterable[FigureResult], headings: Iterable[Heading]
) -> tuple[Chapter, ...]:
    """Every result once, in the order of the source's sections, figures and tables by number within them."""
    titles = {heading.section: heading.title for heading in headings}
    results: list[TableResult | FigureResult] = [*tables, *figures]
    items = sorted((Item(result) for result in results), key=_order)
    by_chapter: dict[str, dict[str, list[Item]]] = {}
    for item in items:
        chapter, section = _place(item.result.seed)
        by_chapter.setdefault(chapter, {}).setdefault(section, []).append(item)
    return tuple(
        Chapter(
            number=number,
            title=titles.get(number) or _unnamed(number),
            file=f"{_file(number)}.html",
            sections=tuple(
                Section(section, titles.get(section, ""), tuple(found)) for section, found in sections.items()
            ),
        )
        for number, sections in by_chapter.items()
    )


def _place(seed: str) -> tuple[str, str]:
    """The chapter and the section of a seed reference."""
    match = _SECTION.match(seed.strip())
    if match is None:
        return ELSEWHERE, ""
    appendix, chapter, section, _ = match.groups()
    if appendix:
        return appendix, ""
    return chapter, f"{chapter}.{section}" if section else ""


def _order(item: Item) -> tuple[int, str, list[int], bool, list[int], str]:
    """Numbered chapters, appendices, the rest; within them by section, figures first, then by number."""
    match = _SECTION.match(item.result.seed.strip())
    number = [int(part) for part in re.findall(r"\d+", item.result.number)]
    if match is None:
        return 2, "", [], item.is_table, number, item.result.number
    appendix = match.group(1) or ""
    section = [int(part) for part in match.groups()[1:] if part]
    return int(bool(appendix)), appendix, section, item.is_table, number, item.result.number


def _unnamed(number: str) -> str:
    return f"Chapter {number}" if number.isdigit() else number


def _file(number: str) -> str:
    name = re.sub(r"[^a-z0-9]+", "-", number.lower()).strip("-")
    return f"chapter-{name}" if number.isdigit() else name
