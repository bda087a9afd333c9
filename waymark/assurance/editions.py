"""Two editions of a report, or a report and the publication of its freeze: which figures are not the same.

Tables are paired by number and likeness of title, rows and columns by their labels, sentences by their words
without their numbers. A change is told as noted where the later edition says in the note of the table, or in
the sentence itself, that it was revised. In: two documents. Out: changes in the order of the later one.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from waymark.assurance.documents.document import Document, Place, Prose
from waymark.assurance.printed import NUMBER
from waymark.assurance.prose.sentences import sentences
from waymark.assurance.tables.shape import Row, Shape, shape_of

LIKE = 70
"""Of 100: how like two titles, or two labels, must be to be of the same table, row or column."""
_NUMBERS = re.compile(rf"(?<![\w.,])(?:{NUMBER})(?![\w])")
_MARKS = re.compile(r"\[(?:note\s*)?\d{1,2}\]|[*†‡§]+", re.IGNORECASE)
_REVISED = re.compile(r"\b(?:revis|correct|amend|updat|restat|errat|replac)\w*", re.IGNORECASE)
_LEAST_WORDS = 5


@dataclass(frozen=True)
class Change:
    """`place` in the later edition; `after` is empty where a figure is no longer there."""

    place: Place
    before: str
    after: str
    noted: bool
    passage: str = ""


def changes_between(earlier: Document, later: Document) -> list[Change]:
    return [*_tables(earlier, later), *_sentences(earlier, later)]


def _tables(earlier: Document, later: Document) -> Iterator[Change]:
    before = [shape for table in earlier.tables if (shape := shape_of(table)) is not None]
    after = [shape for table in later.tables if (shape := shape_of(table)) is not None]
    for shape in after:
        old = _same_table(shape, before)
        if old is not None:
            yield from _cells(old, shape)


def _same_table(shape: Shape, others: Sequence[Shape]) -> Shape | None:
    """By number; where tables were renumbered, by title; where there is neither, by all labels being the same."""
    numbered = [other for other in others if shape.table.number and other.table.number == shape.table.number]
    for other in numbered:
        labels = len({row.label for row in shape.rows} & {row.label for row in other.rows})
        if labels or _like(shape.table.title, other.table.title):
            return other
    titled = [other for other in others if shape.table.title and _like(shape.table.title, other.table.title)]
    unnamed = [other for other in others if not shape.table.number and _labels(other) == _labels(shape)]
    return next(iter([*titled, *unnamed]), None)


def _labels(shape: Shape) -> tuple[str, ...]:
    return (*(column.label for column in shape.columns), *(row.label for row in shape.rows))


def _cells(old: Shape, new: Shape) -> Iterator[Change]:
    rows = _paired([_bare(row.label) for row in new.rows], [_bare(row.label) for row in old.rows])
    columns = _paired([_bare(c.label) for c in new.columns], [_bare(c.label) for c in old.columns])
    noted = any(_REVISED.search(note.text) for note in new.table.notes) or bool(
        _REVISED.search(new.table.title)
    )
    for at, row in enumerate(new.rows):
        if at not in rows:
            continue
        for position, column in enumerate(new.columns):
            if position not in columns:
                continue
            before, after = _text(old.rows[rows[at]], columns[position]), _text(row, position)
            if before and _spaces(before) != _spaces(after):
                marked = (figure := row.figures[position]) is not None and figure.marked
                yield Change(new.place(row, column), before, after, noted or marked)


def _paired(new: Sequence[str], old: Sequence[str]) -> Mapping[int, int]:
    """Each of the new to one of the old: the same label first, then the likest that is left."""
    found: dict[int, int] = {}
    left = list(range(len(old)))
    for exact in (True, False):
        for at, label in enumerate(new):
            if at in found:
                continue
            fits = [n for n in left if (old[n] == label if exact else _like(old[n], label))]
            if fits:
                found[at] = max(fits, key=lambda n: fuzz.ratio(old[n], label))
                left.remove(found[at])
    return found


def _text(row: Row, at: int) -> str:
    """The print of a figure without the marks of notes; nothing where a sign stands in its place."""
    figure = row.figures[at]
    return _bare(figure.text) if figure is not None and not figure.withheld else ""


def _bare(text: str) -> str:
    return " ".join(_MARKS.sub("", text).split())


def _sentences(earlier: Document, later: Document) -> Iterator[Change]:
    before: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for words, numbers, _, _ in _with_numbers(earlier.prose):
        before[words].append(numbers)
    found = list(_with_numbers(later.prose))
    often = Counter(words for words, _, _, _ in found)
    for words, numbers, place, sentence in found:
        if len(before[words]) != often[words] or not before[words]:
            continue  # no telling which of them it was
        old = before[words].pop(0)
        often[words] -= 1
        for was, now in zip(old, numbers, strict=False):
            if was != now:
                yield Change(place, was, now, bool(_REVISED.search(sentence)), sentence)


def _with_numbers(prose: Sequence[Prose]) -> Iterator[tuple[str, tuple[str, ...], Place, str]]:
    """Each sentence with a number: its words, with a sign in the place of each number; the numbers; where; itself."""
    for block in prose:
        for start, sentence in sentences(block.text):
            numbers = tuple(found[0] for found in _NUMBERS.finditer(sentence))
            words = " ".join(_NUMBERS.sub("#", sentence).casefold().split())
            if numbers and len(words.split()) >= _LEAST_WORDS:
                yield words, numbers, block.place_at(start), sentence


def _like(one: str, other: str) -> bool:
    """Much the same words, and the same numbers: two periods are not one."""
    if sorted(re.findall(r"\d+", one)) != sorted(re.findall(r"\d+", other)):
        return False
    return fuzz.token_sort_ratio(one.casefold(), other.casefold()) >= LIKE


def _spaces(text: str) -> str:
    return text.replace(" ", "")
