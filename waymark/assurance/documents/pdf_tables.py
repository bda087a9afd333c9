"""The rows of a statistical table on a PDF page, from where its figures stand.

Rules and shades are not needed: figures that stand one under another are a column, figures side by side a row, and
words belong to the row that they begin beside or to the column that they stand over. In: the chunks under a title.
Out: lines of cells as a reader of a page would type them, and where the table ends.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from waymark.assurance.cells import figure
from waymark.assurance.documents.page_words import Chunk, joined, lines_of
from waymark.assurance.documents.pdf_extent import IN_BRACKETS, is_figure, region_under
from waymark.assurance.documents.pdf_headers import header_lines
from waymark.assurance.documents.pdf_rows import rows_of

_LEAST_FIGURES = 2
_SAME_LEFT = 3.0
_MOST_STEPS = 3


@dataclass(frozen=True)
class Span:
    left: float
    right: float


@dataclass(frozen=True)
class RowsOnPage:
    """`indents` of its lines; `header`: how many of the lines. `bottom` where the table ends, in points from the top;
    `characters`: all that it holds; `columns` where its figures stand."""

    lines: tuple[tuple[str, ...], ...]
    indents: tuple[int, ...]
    header: int
    bottom: float
    characters: frozenset[int]
    columns: tuple[Span, ...]


def rows_under(
    chunks: Sequence[Chunk], top: float, width: float, columns: tuple[Span, ...] = ()
) -> RowsOnPage | None:
    """The table whose title ends at `top`; `width` of the text on the page. None where no figures stand there. A
    table that goes on from the page before has its `columns`."""
    region = region_under([one for one in chunks if one.top >= top - 1], width, goes_on=bool(columns))
    region = _with_brackets(region)
    if columns and not _stand_in(region, columns):
        return None
    columns = columns or _columns(region)
    if not columns:
        return None
    cells = _with_wrapped([one for one in region if is_figure(one)])
    in_columns = [(one, at) for one in cells if (at := _column_of(one, columns)) is not None]
    first = _first_row([one for one, _ in in_columns], len(columns))
    if first is None:
        return None
    figures = [(one, at) for one, at in in_columns if one.middle >= first]
    taken = {character for one, _ in figures for character in one.characters}
    rest = [one for one in region if not taken.issuperset(one.characters)]
    edge = _label_edge(rest, min(column.left for column in columns))
    caption, rest = _caption(rest, first, edge)
    heads = [one for one in rest if _is_above(one, first) and not _is_label(one, edge)]
    head_bottom = max((one.bottom for one in heads), default=top)
    labels = [one for one in rest if _is_label(one, edge)]
    corner = [one for one in labels if one.middle <= head_bottom and _is_above(one, first)]
    words = [
        (one, at)
        for one in rest
        if not _is_above(one, first) and one not in labels and (at := _nearest(one, columns)) is not None
    ]
    rows = rows_of(figures, [one for one in labels if one not in corner], words, len(columns))
    header = header_lines(heads, corner, columns)
    characters = {at for one in region if one not in caption for at in one.characters}
    bottom = max(one.bottom for one in region)
    lines = (*header, *(cells for cells, _ in rows))
    indents = (*[0] * len(header), *_indents([left for _, left in rows]))
    return RowsOnPage(lines, indents, len(header), bottom, frozenset(characters), columns)


# -- columns ------------------------------------------------------------------------------------------------


def _columns(region: Sequence[Chunk]) -> tuple[Span, ...]:
    """Stretches in which figures stand one under another, but those that label their rows."""
    spans: list[list[Chunk]] = []
    for one in sorted((c for c in region if is_figure(c)), key=lambda c: c.left):
        home = next(
            (s for s in spans if one.over(min(c.left for c in s), max(c.right for c in s)) > 0.35), None
        )
        if home is None:
            spans.append([one])
        else:
            home.append(one)
    several = max((len(span) for span in spans), default=0) >= _LEAST_FIGURES
    kept = [span for span in spans if len(span) >= _LEAST_FIGURES or not several]
    columns = tuple(Span(min(c.left for c in span), max(c.right for c in span)) for span in kept)
    if len(columns) > 1 and columns[0].left <= min(one.left for one in region) + 2:
        return columns[1:]  # “0”, “1”, “2” or “31 March” furthest left, where the labels stand
    return columns


def _stand_in(region: Sequence[Chunk], columns: Sequence[Span]) -> bool:
    edge = min(column.left for column in columns)
    figures = [one for one in region if is_figure(one) and one.right > edge]
    return 5 * sum(_column_of(one, columns) is not None for one in figures) >= 4 * len(figures) > 0


def _column_of(one: Chunk, columns: Sequence[Span]) -> int | None:
    shared = [one.over(column.left, column.right) for column in columns]
    best = max(range(len(columns)), key=shared.__getitem__, default=None)
    return best if best is not None and shared[best] > 0.3 else None


def _nearest(one: Chunk, columns: Sequence[Span]) -> int | None:
    """The column of words that stand in a row: where their middle is, or in the only one that they touch."""
    middle = (one.left + one.right) / 2
    inside = [at for at, c in enumerate(columns) if c.left <= middle <= c.right]
    touched = [at for at, c in enumerate(columns) if one.over(c.left, c.right) > 0.3]
    return inside[0] if inside else touched[0] if len(touched) == 1 else None


def _with_brackets(region: Sequence[Chunk]) -> list[Chunk]:
    """A number with its percentage in brackets set apart from it is one figure."""
    found: list[Chunk] = []
    for line in lines_of(region):
        before: Chunk | None = None
        for one in sorted(line, key=lambda c: c.left):
            alone = before is not None and figure(before.text) is not None and "(" not in before.text
            if alone and before is not None and IN_BRACKETS.fullmatch(one.text):
                before = replace(joined([before, one]), text=f"{before.text} {one.text}", lines=1)
                continue
            if before is not None:
                found.append(before)
            before = one
        if before is not None:
            found.append(before)
    return found


def _with_wrapped(figures: Sequence[Chunk]) -> list[Chunk]:
    """“26” with “(65%)” on the line below it is one figure, which stands where its number does."""
    found: list[Chunk] = []
    for one in sorted(figures, key=lambda c: c.top):
        bracketed = IN_BRACKETS.fullmatch(one.text) is not None
        near = (
            at
            for at, c in reversed(list(enumerate(found)))
            if one.over(c.left, c.right) > 0.3 and -2 <= one.top - c.bottom < one.size
        )
        above = next(near, None) if bracketed else None
        if above is None:
            found.append(one)
        else:
            whole = joined([found[above], one])
            found[above] = replace(whole, top=found[above].top, bottom=found[above].bottom, lines=1)
    return found


def _first_row(figures: Sequence[Chunk], columns: int) -> float | None:
    """The height of the first line of figures; one figure alone above the others is a part of the header."""
    for line in lines_of(figures):
        if 2 * len(line) >= min(columns, 3):
            return min(one.middle for one in line)
    return None


def _indents(lefts: Sequence[float | None]) -> list[int]:
    """How far in each label begins, in steps; none where labels are not set flush left."""
    known = sorted(left for left in lefts if left is not None)
    steps = [known[0]] if known else []
    for left in known:
        if left > steps[-1] + _SAME_LEFT:
            steps.append(left)
    if len(steps) > _MOST_STEPS or 3 * len(steps) > len(known) + 2:
        return [0] * len(lefts)
    return [0 if left is None else sum(left > step + _SAME_LEFT for step in steps) for left in lefts]


# -- labels and what stands over the table ---------------------------------------------------------------------


def _label_edge(rest: Sequence[Chunk], first_column: float) -> float:
    """Where labels end at the latest: short of the first column."""
    left = min((one.left for one in rest), default=0.0)
    return max(first_column - 4.0, left + 1.0)


def _is_label(one: Chunk, edge: float) -> bool:
    return one.left < edge and (one.left + one.right) / 2 < edge


def _is_above(one: Chunk, first: float) -> bool:
    return one.middle < first - 0.6 * one.size


def _caption(rest: Sequence[Chunk], first: float, edge: float) -> tuple[list[Chunk], list[Chunk]]:
    """Lines of words from the left edge over the columns, above all that heads them: what the table is about."""
    found: list[Chunk] = []
    left = min((one.left for one in rest), default=0.0)
    for line in lines_of([one for one in rest if _is_above(one, first)]):
        only = line[0]
        if len(line) > 1 or only.left > left + 3:
            break
        if only.right > edge + 3:
            found.append(only)
    return found, [one for one in rest if one not in found]
