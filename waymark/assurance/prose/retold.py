"""A sentence that tells rows of a table again, with the base of one of its columns: “30 (65%) of the 46 were open and
nine (20%) were closed”, where the table over n=46 prints 29 open and seven closed.

Held against a column only where two or more of its rows are told in the sentence, each label whole and each with a
count of its own. What then differs is unexplained, since either may be right; where all but one agree, the one is
wrong.
In: prose and the shapes of the tables. Out: findings.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from waymark.assurance.documents.document import Prose
from waymark.assurance.findings import Class, Finding
from waymark.assurance.printed import Rounding
from waymark.assurance.prose.against_tables import words_of
from waymark.assurance.prose.sentences import sentences
from waymark.assurance.prose.shares import ShareClaim, share_claims
from waymark.assurance.tables.shape import Column, Row, Shape


@dataclass(frozen=True)
class Told:
    """A claim with the words that follow it up to the next."""

    claim: ShareClaim
    words: frozenset[str]


def findings_of_retold(prose: Sequence[Prose], shapes: Sequence[Shape]) -> Iterator[Finding]:
    for block in prose:
        for start, sentence in sentences(block.text):
            base = _base(sentence)
            if base is None:
                continue
            told = _told(sentence, base)
            columns = [
                (shape, column)
                for shape in shapes
                for column in shape.columns
                if column.base is not None and column.base.size == base
            ]
            for shape, column in columns:
                yield from _of_column(block, start, sentence, told, shape, column)


def _base(sentence: str) -> int | None:
    """The one base that the claims of the sentence name."""
    bases = {int(claim.base.value) for claim in share_claims(sentence) if claim.base is not None}
    return bases.pop() if len(bases) == 1 else None


def _told(sentence: str, base: int) -> list[Told]:
    """The claims that can be of the base, each with its words."""
    claims = [one for one in share_claims(sentence) if one.count is not None and one.percent is not None]
    made = []
    for at, claim in enumerate(claims):
        end = claims[at + 1].start if at + 1 < len(claims) else len(sentence)
        assert claim.count is not None and claim.percent is not None
        if claim.base is not None or claim.percent.is_print_of(
            100 * claim.count.value / base, Rounding.HALF_UP
        ):
            made.append(Told(claim, words_of(sentence[claim.start : end])))
    return made


def _of_column(
    block: Prose, start: int, sentence: str, told: Sequence[Told], shape: Shape, column: Column
) -> Iterator[Finding]:
    pairs = [(one, rows[0]) for one in told if len(rows := _rows_named(shape, one.words)) == 1]
    if len(pairs) < 2 or len({row.at for _, row in pairs}) != len(pairs):
        return
    known = [(one, row, count) for one, row in pairs if (count := _count(row, column)) is not None]
    counts = {_count(row, column) for row in shape.rows}
    differ = [
        (one, row, count)
        for one, row, count in known
        if one.claim.count is not None and one.claim.count.value != count
    ]
    if len(known) != len(pairs):
        return
    for one, row, count in differ:
        if one.claim.count is not None and one.claim.count.value in counts:
            continue
        share = row.figures[column.at - 1]
        printed = (
            f"{count} ({share.share.text}%)" if share is not None and share.share is not None else str(count)
        )
        serious = Class.UNEXPLAINED if len(differ) == len(known) else Class.WRONG
        how = f"Table {shape.table.number} prints {printed} for “{row.label}”, {column.label}."
        yield Finding(
            serious, block.place_at(start + one.claim.start), one.claim.text, printed, how, sentence
        )


def _rows_named(shape: Shape, words: frozenset[str]) -> list[Row]:
    return [row for row in shape.rows if words_of(row.label) and words_of(row.label) <= words]


def _count(row: Row, column: Column) -> int | None:
    figure = row.figures[column.at - 1]
    return figure.count if figure is not None else None
