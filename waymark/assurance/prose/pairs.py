"""Figures without counts, each beside the label of a row: “71% were red; 16% were black/white and 13% green”,
“from 0.51 in the hills to 1.14 in the plain”.

Held against one column of a table in the section, or of one that is named, where all but one of the rows have their
figure there: at least two of three percentages, or one of two decimals, which hardly ever agree by chance.
In: prose and the shapes of the tables. Out: findings.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from waymark.assurance.documents.document import Prose
from waymark.assurance.findings import Class, Finding
from waymark.assurance.printed import NUMBER, Printed, printed_number
from waymark.assurance.prose.against_tables import spoken_of, words_of
from waymark.assurance.prose.sentences import sentences
from waymark.assurance.tables.shape import Column, Row, Shape

_FIGURE = re.compile(
    rf"(?<![\d.,–-])(?P<number>{NUMBER})(?!\d)\s*(?P<percent>%|per\s?cent\b)?", re.IGNORECASE
)
_COUNTED = re.compile(r"(?:\d|\bor)\s*\($")
_CLOSE = 20
_DECIMALS = 2
_SURE = 2
"""Percentages that have to agree before another is blamed."""


@dataclass(frozen=True)
class Beside:
    """A figure with the row whose whole label stands after it, or before it where none does."""

    number: Printed
    percent: bool
    row: Row
    start: int


def findings_of_pairs(prose: Sequence[Prose], shapes: Mapping[str, Shape]) -> Iterator[Finding]:
    for block in prose:
        for start, sentence in sentences(block.text):
            figures = [one for one in _FIGURE.finditer(sentence) if _may_stand_alone(sentence, one)]
            if len(figures) < 2:
                continue
            for shape in spoken_of(block, sentence, shapes):
                yield from _of_shape(block, start, sentence, figures, shape)


def _may_stand_alone(sentence: str, found: re.Match[str]) -> bool:
    """A percentage that is not the share of a count before it, or a decimal of two or more digits."""
    if found["percent"]:
        return _COUNTED.search(sentence, max(0, found.start() - _CLOSE), found.start()) is None
    return len(found["number"].partition(".")[2]) >= _DECIMALS


def _of_shape(
    block: Prose, start: int, sentence: str, figures: Sequence[re.Match[str]], shape: Shape
) -> Iterator[Finding]:
    """A label may stand after its figure or before it; the sentence keeps to one of the two."""
    ways = [_beside(sentence, figures, shape, after) for after in (True, False)]
    for percent in (True, False):
        tried = [_tried([one for one in way if one.percent is percent], shape, percent) for way in ways]
        if any(differing == [] for columns in tried for _, differing in columns):
            continue
        near = [(column, wrong[0]) for columns in tried for column, wrong in columns if len(wrong) == 1]
        for column, said in near[:1]:
            printed = _figure(said.row, column, percent)
            if printed is None or _is_in_row(said, shape):
                continue
            sign = "%" if percent else ""
            how = f"Table {shape.table.number} gives {printed.text}{sign} for “{said.row.label}”, {column.label}."
            place = block.place_at(start + said.start)
            yield Finding(
                Class.WRONG, place, f"{said.number.text}{sign}", f"{printed.text}{sign}", how, sentence
            )


def _tried(beside: Sequence[Beside], shape: Shape, percent: bool) -> list[tuple[Column, list[Beside]]]:
    """Each column that has a figure for all of the rows, with the rows that differ from it; none if the rows are too
    few to tell of which column a sentence speaks."""
    of_rows = defaultdict[int, list[Beside]](list)
    for one in beside:
        of_rows[one.row.at].append(one)
    if len(of_rows) <= (_SURE if percent else 1):
        return []
    tried = [(column, _differing(list(of_rows.values()), column)) for column in shape.columns]
    return [(column, differing) for column, differing in tried if differing is not None]


def _beside(sentence: str, figures: Sequence[re.Match[str]], shape: Shape, label_after: bool) -> list[Beside]:
    found = list[Beside]()
    starts, ends = [one.start() for one in figures], [one.end() for one in figures]
    for one, before, after in zip(figures, [0, *ends], [*starts[1:], len(sentence)], strict=False):
        parts = (sentence[one.end() : after], sentence[before : one.start()])
        first, second = parts if label_after else parts[::-1]
        row = _row_in(first, shape) or _row_in(second, shape)
        number = printed_number(one["number"])
        if row is not None and number is not None:
            found.append(Beside(number, bool(one["percent"]), row, one.start()))
    return found


def _row_in(text: str, shape: Shape) -> Row | None:
    """The one row whose whole label is in the text; of several, the longest."""
    words = words_of(text)
    named = [(len(own), row) for row in shape.rows if (own := words_of(row.label)) and own <= words]
    longest = max((size for size, _ in named), default=0)
    rows = [row for size, row in named if size == longest]
    return rows[0] if len(rows) == 1 else None


def _differing(of_rows: Sequence[list[Beside]], column: Column) -> list[Beside] | None:
    """The rows none of whose figures is in the column; None where the column has no such figures."""
    wrong = []
    for said in of_rows:
        printed = _figure(said[0].row, column, said[0].percent)
        if printed is None:
            return None
        if all(one.number.value != printed.value for one in said):
            wrong.append(said[0])
    return wrong


def _figure(row: Row, column: Column, percent: bool) -> Printed | None:
    figure = row.figures[column.at - 1]
    if figure is None or percent:
        return figure.share if figure is not None else None
    decimal = figure.number is not None and figure.number.decimals >= _DECIMALS
    return figure.number if decimal else figure.inner


def _is_in_row(said: Beside, shape: Shape) -> bool:
    cells = [_figure(said.row, column, said.percent) for column in shape.columns]
    return any(one is not None and one.value == said.number.value for one in cells)
