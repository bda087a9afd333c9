"""Plain text as a document: cells parted by tabs or upright strokes, paragraphs by empty lines or by their marks.

In: the text of a file. Out: a `Document` whose places are lines, counted from 1. A line of a table has a tab, or
begins with a stroke as Markdown writes them. Headings are numbered or short lines by themselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from waymark.assurance.documents.assembling import (
    SECTION,
    SHORTEST_WRAPPED,
    STOPS,
    TITLE,
    Piece,
    assembled,
)
from waymark.assurance.documents.document import Document, Line, Place
from waymark.assurance.documents.marks import plain

_NUMBER_AT_END = re.compile(r"(?<!\d)\d{1,4}$")
_WIDE_GAP = 4
"""Blanks, or dots of a leader, before a page number."""
_ENTRY = re.compile(
    r"\s*(?:(?:table|figure|box|chapter|appendix|annex)\b|\d{1,2}(?:\.\d{1,2})*[.\s])", re.IGNORECASE
)
_ITEM = re.compile(r"\s*(?:[-–•*▪◦o]\s+|\(?(?:\d{1,2}|[a-z]|[ivx]{1,4})[.)]\s+)")
_LONGEST_HEADING = 110
_STROKES = re.compile(r"\s*\|.*\|.*")
_RULE = re.compile(r"\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?)?")
_STROKE = re.compile(r"(?<!\\)\|")


@dataclass(frozen=True)
class _Row:
    number: int
    text: str


def read_plain_text(name: str, text: str) -> Document:
    rows = [
        _Row(number, _tabbed(line.rstrip()))
        for number, line in enumerate(text.splitlines(), start=1)
        if _RULE.fullmatch(line.strip()) is None
    ]
    runs = [run for run in _runs(rows) if not _is_contents(run)]
    return assembled(
        name, (piece for group, run in enumerate(runs, start=1) for piece in _pieces(run, group))
    )


def _tabbed(line: str) -> str:
    """A line of cells between strokes with tabs instead."""
    if "\t" in line or _STROKES.fullmatch(line) is None:
        return line
    inside = line.strip().removeprefix("|").removesuffix("|")
    return "\t".join(cell.strip().replace("\\|", "|") for cell in _STROKE.split(inside))


def _runs(rows: Sequence[_Row]) -> Iterator[list[_Row]]:
    """Lines that follow one another with no empty one between; those of a table apart from prose above and below."""
    for filled, together in groupby(rows, key=lambda row: bool(row.text.strip())):
        if not filled:
            continue
        run = list(together)
        tabbed = [at for at, row in enumerate(run) if "\t" in row.text]
        first, last = (tabbed[0], tabbed[-1] + 1) if tabbed else (len(run), len(run))
        yield from (part for part in (run[:first], run[first:last], run[last:]) if part)


def _is_contents(run: Sequence[_Row]) -> bool:
    """A list of contents, of tables or of figures: every line ends in a page number, and the pages never go back."""
    pages = [page for row in run if (page := _page_at_end(row.text)) is not None]
    entries = [row for row in run if _ENTRY.match(row.text)]
    return len(pages) == len(run) and pages == sorted(pages) and 2 * len(entries) > len(run)


def _page_at_end(line: str) -> int | None:
    number = _NUMBER_AT_END.search(line.rstrip())
    if number is None:
        return None
    before = line[: number.start()]
    words = before.rstrip()
    gap = before[len(words) :]
    apart = "\t" in gap or len(gap) >= _WIDE_GAP or words.endswith("." * _WIDE_GAP)
    return int(number[0]) if apart else None


def _pieces(run: Sequence[_Row], group: int) -> Iterator[Piece]:
    if "\t" in run[0].text:
        lines = (
            Line(tuple(plain(cell).strip() for cell in r.text.split("\t")), Place(line=r.number)) for r in run
        )
        yield Piece("rows", Place(line=run[0].number), lines=tuple(lines), group=group)
        return
    before: Piece | None = None
    for row in run:
        text, place = plain(row.text).strip(), Place(line=row.number)
        if before is not None and _is_wrapped(before.text, text):
            start = len(before.text) + 1
            before = replace(before, text=f"{before.text} {text}", starts=(*before.starts, (start, place)))
            continue
        if before is not None:
            yield before
        heading = len(run) == 1 and _is_heading(text)
        before = Piece("heading" if heading else "prose", place, text, group=group)
    if before is not None:
        yield before


def _is_heading(text: str) -> bool:
    if len(text) > _LONGEST_HEADING or text[-1:] in ".;," or TITLE.fullmatch(text):
        return False
    if SECTION.match(text):
        return True
    return len(text.split()) <= 12 and not re.search(r"\d", text) and text[:1].isupper()


def _is_wrapped(before: str, text: str) -> bool:
    if TITLE.fullmatch(before) or TITLE.fullmatch(text) or _ITEM.match(text):
        return False
    return len(before) >= SHORTEST_WRAPPED and before[-1:] not in STOPS
