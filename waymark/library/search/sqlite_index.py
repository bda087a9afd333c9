"""The index of passages in SQLite (FTS5), on the tables of `sqlite_tables`.

Order: bm25, times a weight below 1 for what helps less although the words stand there: headings, lines of a
contents page, footnotes, and sections that the caller sets behind (references, glossary). FTS5 scores every
match in one pass, which also gives the total; section, page and text are read of the best few only, enough
of them that no other can come before the page that is shown.
"""

from __future__ import annotations

import heapq
import json
from collections.abc import Iterable, Sequence
from typing import Any, Protocol

import msgspec

from waymark.library.search.expansion import expanded
from waymark.library.search.index import Hit, Hits, Within
from waymark.library.search.marking import Marker
from waymark.library.search.match_expression import match_expression
from waymark.library.search.passages import IndexedPassage
from waymark.library.search.query_tree import Query
from waymark.library.search.words import cut_apart, different_words

KIND_WEIGHTS = {"heading": 0.7, "contents": 0.5, "footnote": 0.8}
BEHIND_WEIGHT = 0.7

_ADD = """
INSERT INTO library_indexedpassage (report_id, version_id, page, start, "end", section, kind, number, text)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_ADD_TEXT = (
    "INSERT INTO library_passagetext (rowid, text) SELECT id, text FROM library_indexedpassage WHERE id > ?"
)
_ADD_WORDS = "INSERT OR IGNORE INTO library_passageword (word) SELECT value FROM json_each(?)"
_REMOVE_TEXT = """
INSERT INTO library_passagetext (library_passagetext, rowid, text)
SELECT 'delete', id, text FROM library_indexedpassage WHERE report_id = ?
"""
_MATCHES = """
SELECT bm25(library_passagetext), rowid FROM library_passagetext WHERE library_passagetext MATCH ?
"""
_MATCHES_WITHIN = """
SELECT bm25(library_passagetext), library_passagetext.rowid
FROM library_passagetext CROSS JOIN library_indexedpassage AS passage ON passage.id = library_passagetext.rowid
WHERE library_passagetext MATCH ?
"""
_IN_REPORTS = " AND passage.report_id IN (SELECT value FROM json_each(?))"
_IN_SECTIONS = " AND passage.section IN (SELECT value FROM json_each(?))"
_PLACES = """
SELECT id, report_id, page, section, kind FROM library_indexedpassage
WHERE id IN (SELECT value FROM json_each(?))
"""
_SHOWN = """
SELECT id, report_id, version_id, page, start, "end", section, number, text FROM library_indexedpassage
WHERE id IN (SELECT value FROM json_each(?))
"""
_WORDS_BEGINNING = "SELECT word FROM library_passageword WHERE word >= ? AND word < ?"

Score = tuple[float, int]
"""As bm25 gives it, the best the furthest below 0; and the id of the passage."""


class Rows(Protocol):
    def fetchall(self) -> list[Any]: ...


class Connection(Protocol):
    """`sqlite3.Connection`, or what behaves like it; Django's is `django.db.connection.connection`."""

    def execute(self, sql: str, parameters: Sequence[Any] = ..., /) -> Rows: ...

    def executemany(self, sql: str, parameters: Iterable[Sequence[Any]], /) -> Rows: ...


class SqliteIndex:
    """`behind`: section kinds that come after others, such as those of the pack that are not of the body.
    Transactions are the caller's; what was added is remembered, so after one that was undone another index is
    needed."""

    def __init__(self, connection: Connection, behind: frozenset[str] = frozenset()) -> None:
        self._connection = connection
        self._behind = behind
        self._known: set[bytes] = set()  # stretches that `cut_apart` gave

    def add(self, passages: Iterable[IndexedPassage]) -> None:
        [(last,)] = self._rows("SELECT coalesce(max(id), 0) FROM library_indexedpassage")
        rows = list(map(msgspec.structs.astuple, passages))
        self._connection.executemany(_ADD, rows)
        self._connection.execute(_ADD_TEXT, (last,))
        written = set(cut_apart(" ".join(row[-1] for row in rows)))
        written -= self._known
        self._known |= written
        new = different_words([b" ".join(written).decode()])
        self._connection.execute(_ADD_WORDS, (json.dumps(list(new)),))

    def remove(self, report: int) -> None:
        self._connection.execute(_REMOVE_TEXT, (report,))
        self._connection.execute("DELETE FROM library_indexedpassage WHERE report_id = ?", (report,))

    def search(self, query: Query, within: Within, first: int, count: int) -> Hits:
        sought = expanded(query, self._words_beginning)
        if sought is None:
            return Hits(0, ())
        scores = self._scores(match_expression(sought), within)
        shown = self._best(scores, first + count)[first:]
        return Hits(len(scores), self._hits(shown, Marker(sought)))

    def _rows(self, sql: str, *parameters: object) -> list[Any]:
        return self._connection.execute(sql, parameters).fetchall()

    def _words_beginning(self, letters: str) -> list[str]:
        return [word for (word,) in self._rows(_WORDS_BEGINNING, letters, letters + "\U0010ffff")]

    def _scores(self, expression: str, within: Within) -> list[Score]:
        if within.reports is None and not within.sections:
            return self._rows(_MATCHES, expression)
        sql, parameters = _MATCHES_WITHIN, [expression]
        if within.reports is not None:
            sql += _IN_REPORTS
            parameters.append(json.dumps(sorted(within.reports)))
        if within.sections:
            sql += _IN_SECTIONS
            parameters.append(json.dumps(sorted(within.sections)))
        return self._rows(sql, *parameters)

    def _best(self, scores: list[Score], wanted: int) -> list[int]:
        """The ids of the best in their order, by weight; of equal ones by report and page. A weight only ever
        puts behind: so once the last wanted is better than the worst looked at, none beyond can come before."""
        looked_at = wanted + 20
        while wanted:
            candidates = heapq.nsmallest(looked_at, scores)
            ordered = self._ordered(candidates)
            if looked_at >= len(scores) or ordered[wanted - 1][0] < candidates[-1][0]:
                return [key[-1] for key in ordered[:wanted]]
            looked_at *= 4
        return []

    def _ordered(self, candidates: list[Score]) -> list[tuple[float, int, int, int]]:
        score_of = {passage: score for score, passage in candidates}
        places = self._rows(_PLACES, json.dumps(list(score_of)))
        return sorted(
            (score_of[passage] * self._weight(section, kind), report, page, passage)
            for passage, report, page, section, kind in places
        )

    def _weight(self, section: str, kind: str) -> float:
        return KIND_WEIGHTS.get(kind, 1.0) * (BEHIND_WEIGHT if section in self._behind else 1.0)

    def _hits(self, passages: list[int], marker: Marker) -> tuple[Hit, ...]:
        row_of = {row[0]: row for row in self._rows(_SHOWN, json.dumps(passages))}
        return tuple(_hit(row_of[passage], marker) for passage in passages)


def _hit(row: Sequence[Any], marker: Marker) -> Hit:
    _, report, version, page, start, end, section, number, text = row
    return Hit(report, version, page, start, end, section, number, text, marker.marks(text))
