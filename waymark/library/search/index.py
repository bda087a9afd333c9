"""What an index of passages does, whichever database stands behind it.

How each operator is asked of SQLite's FTS5 stands in `match_expression`. PostgreSQL can stand behind the same
interface, on a column `to_tsvector('english', text)` with a GIN index, for the expanded query of `expansion`:

    Phrase of one word         to_tsquery of the lexeme, as plainto_tsquery makes it
    Phrase of several          phraseto_tsquery: a <-> b
    Near(a, b, within n)       (a <-> b) | (b <-> a) | (a <2> b) | … up to <n + 1>, the choice of both orders
    And, Or, Without           a & b, a | b, a & !b
    Beginning                  expanded to words from ts_stat, or a:* where a whole stem is given

websearch_to_tsquery reads another language and is not used. Rank (ts_rank_cd) and marks are worked out for the
page shown alone; the total by count(*) over the matches.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from waymark.library.search.passages import IndexedPassage
from waymark.library.search.query_tree import Query


@dataclass(frozen=True)
class Within:
    """To what a search is restricted: some reports (None: all of them) and sections of some kinds (none given:
    of every kind)."""

    reports: frozenset[int] | None = None
    sections: frozenset[str] = frozenset()


EVERYWHERE = Within()


@dataclass(frozen=True)
class Hit:
    """A passage that was found. `start` and `end` in the stored text of that version; `marks` are stretches of
    `text` where the words stand that were searched for."""

    report: int
    version: int
    page: int
    start: int
    end: int
    section: str
    number: str
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Hits:
    """One page of results; `total` counts all of them."""

    total: int
    hits: tuple[Hit, ...]


class PassageIndex(Protocol):
    def add(self, passages: Iterable[IndexedPassage]) -> None: ...

    def remove(self, report: int) -> None:
        """Every version of it."""

    def search(self, query: Query, within: Within, first: int, count: int) -> Hits:
        """`count` results from the one numbered `first`, counted from 0, the most helpful first."""
