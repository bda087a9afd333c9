"""What was found, as one page that stands by itself: each sentence or table with the print marked in it.

In: a `Checked` and a path. The page asks for nothing from anywhere, and is written whole or not at all.
"""

from __future__ import annotations

import os
import tempfile
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from pathlib import Path

import jinja2

from waymark.assurance.checking import Checked
from waymark.assurance.findings import Finding
from waymark.assurance.tables.shape import Shape
from waymark.assurance.telling import HEADINGS, in_words, what_was_read


@dataclass(frozen=True)
class Passage:
    before: str
    marked: str
    after: str


@dataclass(frozen=True)
class Cell:
    text: str
    marked: bool


@dataclass(frozen=True)
class TableShown:
    caption: str
    header: tuple[tuple[str, ...], ...]
    body: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True)
class Shown:
    number: int
    place: str
    printed: str
    computed: str
    how: str
    passage: Passage | None
    table: TableShown | None


@dataclass(frozen=True)
class Group:
    heading: str
    found: tuple[Shown, ...]


def write_page(checked: Checked, path: Path) -> None:
    text = page_of(checked)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=path.parent, suffix=".part", delete=False
    ) as part:
        part.write(text)
    Path(part.name).chmod(0o666 & ~_umask())
    Path(part.name).replace(path)


def page_of(checked: Checked) -> str:
    numbered = [
        (finding, _shown(checked, number, finding))
        for number, finding in enumerate(checked.findings, start=1)
    ]
    groups = [
        Group(HEADINGS[serious], tuple(shown for _, shown in together))
        for serious, together in groupby(numbered, key=lambda one: one[0].serious)
    ]
    return _template().render(name=checked.document.name, read=what_was_read(checked), groups=groups)


@cache
def _template() -> jinja2.Template:
    folder = Path(__file__).parent / "templates"
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder), autoescape=True, trim_blocks=True
    ).get_template("page.html")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _shown(checked: Checked, number: int, finding: Finding) -> Shown:
    place = in_words(finding.place)
    shape = next((s for s in checked.shapes if _is_of(s, finding)), None)
    return Shown(
        number,
        f"{place[:1].upper()}{place[1:]}",
        finding.printed,
        finding.computed,
        finding.how,
        _passage(finding) if finding.passage else None,
        _table(shape, finding) if shape is not None else None,
    )


def _is_of(shape: Shape, finding: Finding) -> bool:
    """A finding of a table names its row or column, or a line of it; one of a sentence is shown in its sentence."""
    if finding.passage:
        return False
    same = shape.table.number == finding.place.table and shape.table.place.page <= max(finding.place.page, 0)
    lines = {shape.table.place.line, *(line.place.line for line in shape.table.lines)}
    return same and (not finding.place.line or finding.place.line in lines)


def _passage(finding: Finding) -> Passage:
    at = finding.passage.find(finding.printed)
    if at < 0:
        return Passage("", finding.passage, "")
    end = at + len(finding.printed)
    return Passage(finding.passage[:at], finding.passage[at:end], finding.passage[end:])


def _table(shape: Shape, finding: Finding) -> TableShown:
    header = len(shape.table.lines) - len(shape.rows)
    width = len(shape.columns) + 1
    body = []
    for row, line in zip(shape.rows, shape.table.lines[header:], strict=True):
        cells = [*line.cells, *[""] * (width - len(line.cells))]
        body.append(
            tuple(Cell(text, _is_marked(shape, row.label, at, finding)) for at, text in enumerate(cells))
        )
    caption = (
        f"Table {shape.table.number}: {shape.table.title}".strip(": ") if shape.table.number else "A table"
    )
    return TableShown(caption, tuple(line.cells for line in shape.table.lines[:header]), tuple(body))


def _is_marked(shape: Shape, label: str, at: int, finding: Finding) -> bool:
    if at == 0 or finding.place.row != label:
        return False
    return shape.columns[at - 1].label == finding.place.column
