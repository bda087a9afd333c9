"""A sentence against the table that it speaks of.

A sentence speaks of a table that it names, or that stands in its section. It is held against a row of it only where
the row is sure: the words of the row's label are in the sentence, and another of its figures is that row's. What then
differs is wrong; a figure that stands anywhere else in the row or is a sum of rows is left alone.
In: prose and the shapes of the tables. Out: findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from waymark.assurance.documents.document import Prose
from waymark.assurance.findings import Class, Finding
from waymark.assurance.printed import NUMBER, Printed
from waymark.assurance.prose.sentences import sentences
from waymark.assurance.prose.shares import percent_of, share_claims
from waymark.assurance.tables.shape import Column, Row, Shape

_NAMED = re.compile(
    r"\bTables?\s+((?:[A-Z]{1,2}\.?)?\d+(?:[.-]\d+)*)(?:\s*(?:and|to|[-–,])\s*(\d+))?", re.IGNORECASE
)
_SPAN = r"(?:19|20)\d\d\s*[-–/]\s*(?:(?:19|20)\d\d|\d\d)|(?:19|20)\d\d"
PERIOD = re.compile(rf"(?<![\d-])(?:{_SPAN})(?![\d-])")
_PERCENT = re.compile(rf"(?<![\d.–-])({NUMBER})\s*(?:%|per\s?cent\b)", re.IGNORECASE)
_WORD = re.compile(r"[a-z][a-z’']+")
_EMPTY = frozenset(
    [
        "the",
        "and",
        "for",
        "with",
        "was",
        "were",
        "are",
        "that",
        "this",
        "which",
        "from",
        "had",
        "has",
        "have",
        "not",
        "but",
        "who",
        "their",
        "they",
        "than",
        "into",
        "all",
        "any",
        "been",
        "being",
        "case",
        "cases",
        "number",
        "numbers",
        "percentage",
        "per",
        "cent",
        "total",
        "other",
        "frequency",
    ]
)
_REACH = 25
"""How far a period may stand from its percentage, in letters."""


@dataclass(frozen=True)
class PercentInPeriod:
    """A percentage with the period that its sentence gives it: “40% in 1998-99”."""

    percent: Printed
    period: str
    start: int


def findings_against_tables(prose: Sequence[Prose], shapes: Mapping[str, Shape]) -> Iterator[Finding]:
    for block in prose:
        for start, sentence in sentences(block.text):
            for shape in spoken_of(block, sentence, shapes):
                yield from _series(block, start, sentence, shape)
                yield from _counted(block, start, sentence, shape)


def spoken_of(block: Prose, sentence: str, shapes: Mapping[str, Shape]) -> list[Shape]:
    """Those that the sentence names, else its paragraph, else those of its section."""
    named = tables_named(sentence) or tables_named(block.text)
    if named:
        return [shapes[number] for number in named if number in shapes]
    return [shape for shape in shapes.values() if block.section and shape.table.section == block.section]


@lru_cache(maxsize=64)  # a paragraph is asked for with each of its sentences
def tables_named(text: str) -> tuple[str, ...]:
    """The numbers of the tables that a text names, each once."""
    named = (number for found in _NAMED.finditer(text) for number in found.groups() if number)
    return tuple(dict.fromkeys(named))


def _series(block: Prose, start: int, sentence: str, shape: Shape) -> Iterator[Finding]:
    """Percentages of several periods in one sentence, of which all but one are a row's own."""
    said = percents_in_periods(sentence)
    if len(said) < 2:
        return
    words = words_of(sentence)
    for row in shape.rows:
        if not words_of(row.label) & words:
            continue
        for kind in kinds_of_column(shape):
            cells = [(one, kind.get(one.period)) for one in said]
            known = [
                (one, column, share)
                for one, column in cells
                if column and (share := _share(row, column)) is not None
            ]
            right = [one for one, _, share in known if _same(one.percent, share)]
            if len(known) != len(said) or len(right) != len(said) - 1:
                continue
            if any(_right_elsewhere(shape, other, said) for other in shape.rows):
                return
            for one, column, share in known:
                if not _same(one.percent, share):
                    how = f"Table {shape.table.number} gives {share.text}% for “{row.label}”, {column.label}."
                    place = block.place_at(start + one.start)
                    yield Finding(Class.WRONG, place, f"{one.percent.text}%", f"{share.text}%", how, sentence)
            return


def _counted(block: Prose, start: int, sentence: str, shape: Shape) -> Iterator[Finding]:
    """A count with its percentage, of which the table prints the count with another percentage: in the row whose label
    the sentence uses, or, where the sentence names the table, in every row that shares a word with it."""
    words = words_of(sentence)
    by_number = shape.table.number in tables_named(sentence)
    rows = [
        row for row in shape.rows if (words_of(row.label) & words if by_number else _is_named(row, words))
    ]
    for claim in share_claims(sentence):
        if claim.count is None or claim.percent is None or claim.base is not None:
            continue
        cells = [
            (row, column, share) for row in rows for column in shape.columns if (share := _share(row, column))
        ]
        same = [(r, c, share) for r, c, share in cells if _count(r, c) == claim.count.value]
        shares = {share.value for _, _, share in same}
        if len(shares) != 1 or any(_same(claim.percent, share) for _, _, share in cells):
            continue
        row, column, share = same[0]
        printed = f"{int(claim.count.value)} ({share.text}%)"
        how = f"Table {shape.table.number} prints {printed} for “{row.label}”, {column.label}."
        place = block.place_at(start + claim.start)
        yield Finding(Class.WRONG, place, claim.text, f"{share.text}%", how, sentence)


def _is_named(row: Row, words: frozenset[str]) -> bool:
    """Whether most of the telling words of its label are in the sentence."""
    own = words_of(row.label)
    return bool(own) and 5 * len(own & words) >= 3 * len(own)


def _count(row: Row, column: Column) -> int | None:
    figure = row.figures[column.at - 1]
    return figure.count if figure is not None else None


def _right_elsewhere(shape: Shape, row: Row, said: Sequence[PercentInPeriod]) -> bool:
    """Whether a row has them all, in columns of one kind."""
    return any(
        all(
            (column := kind.get(one.period)) and (share := _share(row, column)) and _same(one.percent, share)
            for one in said
        )
        for kind in kinds_of_column(shape)
    )


def kinds_of_column(shape: Shape) -> list[dict[str, Column]]:
    """Columns that differ in their period alone, by period."""
    kinds: dict[str, dict[str, Column]] = {}
    for column in shape.columns:
        found = PERIOD.search(column.label)
        if found:
            rest = " ".join(PERIOD.sub(" ", column.label).split()).casefold()
            kinds.setdefault(rest, {})[period_of(found[0])] = column
    return [kind for kind in kinds.values() if len(kind) > 1]


def percents_in_periods(sentence: str) -> list[PercentInPeriod]:
    """Each percentage with the period that stands nearest after or before it, within reach."""
    periods = [(found.start(), found.end(), period_of(found[0])) for found in PERIOD.finditer(sentence)]
    made = []
    for found in _PERCENT.finditer(sentence):
        percent = percent_of(found[0])
        after = [
            (start - found.end(), name) for start, _, name in periods if 0 <= start - found.end() <= _REACH
        ]
        before = [
            (found.start() - end, name) for _, end, name in periods if 0 <= found.start() - end <= _REACH
        ]
        nearest = min(after, default=None) or min(before, default=None)
        if percent is not None and nearest is not None:
            made.append(PercentInPeriod(percent, nearest[1], found.start()))
    return made


def period_of(text: str) -> str:
    """“1998-1999”, “1998–99” and “1998/99” are one period."""
    years = re.findall(r"\d+", text)
    return "-".join([years[0], *(year[-2:] for year in years[1:])])


@lru_cache(maxsize=8192)
def words_of(text: str) -> frozenset[str]:
    """Its telling words, without endings of the plural."""
    found = _WORD.findall(text.casefold().replace("’s", "").replace("'s", ""))
    return frozenset(_stem(word) for word in found if len(word) > 2 and word not in _EMPTY)


def _stem(word: str) -> str:
    for ending, put in (("ies", "y"), ("sses", "ss"), ("s", "")):
        if word.endswith(ending) and not word.endswith("ss") and len(word) > 4:
            return word[: -len(ending)] + put
    return word


def _share(row: Row, column: Column) -> Printed | None:
    figure = row.figures[column.at - 1]
    return figure.share if figure is not None else None


def _same(said: Printed, share: Printed) -> bool:
    """Whether they can be the same figure, rounded to the digits of the coarser one."""
    coarser = max(said.unit, share.unit)
    return (
        abs(said.value - share.value) < coarser
        if said.decimals != share.decimals
        else said.value == share.value
    )
