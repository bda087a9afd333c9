"""A phrase query over 50,000 passages (target: at most 1.5 times the bare FTS5 query), and indexing them.

    python benchmarks/search_passages.py [passages] [phrases]

Makes passages from a vocabulary of 20,000 made-up word forms and common English words by Zipf's law, cuts them
out of stored texts, indexes them in SQLite on disk, and asks for phrases that stand in them, rare and frequent.
Each phrase is asked once as a person would first ask it and then several times, in turn bare (ids of the first
20 by rank, nothing else) and as a search (parsed, spelt, counted, weighed, with the text of 20 passages and marks).
"""

from __future__ import annotations

import random
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).parent.parent))

from waymark.library.described import Described, Section
from waymark.library.search.index import EVERYWHERE
from waymark.library.search.passages import IndexedPassage, numbered, passages_of
from waymark.library.search.query_language import parse
from waymark.library.search.sqlite_index import SqliteIndex
from waymark.library.search.sqlite_tables import (
    CREATE_PASSAGES,
    CREATE_REPORT_INDEX,
    CREATE_TEXT_INDEX,
)
from waymark.library.stored_text import Page, Paragraph, StoredText

COMMON = (
    "the of and to in a was that for is with on by had he she it as be not from were at this which have been or "
    "their an they his her but who there are has when would no said also"
)
BEGINNINGS = "b c d f g h k l m n p r s t v w br st tr pl ch sh"
VOWELS = "a e i o u ai ou ea"
ENDINGS = ("", "", "s", "ing", "ed", "er", "ation", "ly")
KINDS_OF_SECTION = ("introduction", "family", "story", "analysis", "findings", "recommendations", "glossary")
PAGES_OF_A_REPORT = 48
PARAGRAPHS_OF_A_PAGE = 8
RUNS = 7
BARE = "SELECT rowid FROM library_passagetext WHERE library_passagetext MATCH ? ORDER BY rank LIMIT 20"

T = TypeVar("T")


def vocabulary(chance: random.Random) -> list[str]:
    """The most frequent first: common words, then made-up ones in no order."""
    syllables = [before + vowel for before in BEGINNINGS.split() for vowel in VOWELS.split()]
    made: set[str] = set()
    while len(made) < 20_000:
        made.add(
            "".join(chance.choices(syllables, k=chance.choice((2, 2, 3, 3, 4)))) + chance.choice(ENDINGS)
        )
    others = sorted(made)
    chance.shuffle(others)
    return COMMON.split() + others


def made_reports(chance: random.Random, passages: int) -> list[tuple[StoredText, Described]]:
    words = vocabulary(chance)
    weights: list[float] = []
    for rank in range(len(words)):
        weights.append((weights[-1] if weights else 0) + 1 / (rank + 2.7) ** 1.05)
    of_a_report = PAGES_OF_A_REPORT * PARAGRAPHS_OF_A_PAGE

    def paragraph() -> str:
        length = min(300, max(3, int(chance.lognormvariate(3.9, 0.7))))
        return " ".join(chance.choices(words, cum_weights=weights, k=length)).capitalize() + "."

    return [
        made_report([paragraph() for _ in range(of_a_report)]) for _ in range(-(-passages // of_a_report))
    ]


def made_report(said: list[str]) -> tuple[StoredText, Described]:
    """Pages with a running head and a number, one section after another."""
    parts: list[str] = []
    pages: list[Page] = []
    paragraphs: list[Paragraph] = []
    at = 0
    for number in range(1, PAGES_OF_A_REPORT + 1):
        begins = at
        body = said[(number - 1) * PARAGRAPHS_OF_A_PAGE : number * PARAGRAPHS_OF_A_PAGE]
        for kind, text in (
            ("running head", "Review"),
            *(("paragraph", each) for each in body),
            ("page number", str(number)),
        ):
            paragraphs.append(Paragraph(at, at + len(text), number, kind))  # type: ignore[arg-type]
            parts.append(text)
            at += len(text) + 1
        pages.append(Page(number, begins, at, 595, 842))
    share = -(-at // len(KINDS_OF_SECTION))
    sections = tuple(
        Section(kind, kind, 1, 1, place * share, (place + 1) * share, 1.0)
        for place, kind in enumerate(KINDS_OF_SECTION)
    )
    return StoredText("\n".join(parts) + "\n", tuple(pages), tuple(paragraphs), "made"), Described(
        (), sections
    )


def seconds(step: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    result = step()
    return time.perf_counter() - began, result


def opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA journal_mode = wal")
    connection.execute("PRAGMA synchronous = normal")
    for statement in (CREATE_PASSAGES, CREATE_REPORT_INDEX, *CREATE_TEXT_INDEX):
        connection.execute(statement)
    return connection


def add_all(
    connection: sqlite3.Connection, passages: list[list[IndexedPassage]], together: int
) -> SqliteIndex:
    """So many reports in one transaction."""
    index = SqliteIndex(connection, frozenset({"glossary"}))
    for first in range(0, len(passages), together):
        connection.execute("BEGIN")
        index.add([each for report in passages[first : first + together] for each in report])
        connection.execute("COMMIT")
    return index


@dataclass(frozen=True)
class Asked:
    found: int
    first: float
    bare: float
    search: float


def ask(index: SqliteIndex, connection: sqlite3.Connection, phrase: str) -> Asked:
    typed = f'"{phrase}"'

    def bare() -> object:
        return connection.execute(BARE, (typed,)).fetchall()

    def search() -> int:
        return index.search(parse(typed), EVERYWHERE, 0, 20).total

    bare()  # the pages of the file are in memory for both
    first, found = seconds(search)
    taken = [(seconds(bare)[0], seconds(search)[0]) for _ in range(RUNS)]
    return Asked(
        found,
        first,
        statistics.median(each for each, _ in taken),
        statistics.median(each for _, each in taken),
    )


def phrases(chance: random.Random, passages: list[IndexedPassage], number: int) -> list[str]:
    """Two or three words that follow one another somewhere."""
    found: set[str] = set()
    while len(found) < number:
        words = chance.choice(passages).text.rstrip(".").lower().split()
        length = chance.choice((2, 2, 3))
        if len(words) >= length:
            at = chance.randrange(len(words) - length + 1)
            found.add(" ".join(words[at : at + length]))
    return sorted(found)


def print_queries(asked: list[Asked]) -> None:
    print(
        "\n| passages found | phrases | bare FTS5, ms | search, ms | asked first, ms | times the bare query |"
    )
    print("|---|---|---|---|---|---|")
    groups = ((1, 1), (2, 19), (20, 199), (200, 1_999), (2_000, 10**9), (1, 10**9))
    for fewest, most in groups:
        group = [each for each in asked if fewest <= each.found <= most]
        if not group:
            continue
        name = (
            "all"
            if (fewest, most) == groups[-1]
            else f"{fewest:,}"
            if fewest == most
            else f"{fewest:,} to {most:,}"
        )
        name = name.replace(f" to {10**9:,}", " and more")
        figures = (
            statistics.median(each.bare for each in group) * 1000,
            statistics.median(each.search for each in group) * 1000,
            statistics.median(each.first for each in group) * 1000,
            statistics.median(each.search / each.bare for each in group),
        )
        print(f"| {name} | {len(group)} | " + " | ".join(f"{figure:.2f}" for figure in figures) + " |")
    together = sum(each.search for each in asked) / sum(each.bare for each in asked)
    print(f"\nAll phrases together: {together:.2f} times the bare query.")


def main() -> None:
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    asked_for = int(sys.argv[2]) if len(sys.argv) > 2 else 400
    chance = random.Random(11)
    reports = made_reports(chance, number)
    cutting, cut = seconds(lambda: [passages_of(stored, described) for stored, described in reports])
    passages = [list(numbered(n, n, each)) for n, each in enumerate(cut, start=1)]
    pages = len(reports) * PAGES_OF_A_REPORT
    size = sum(len(each.text) for report in passages for each in report) / 1e6
    print(
        f"{sum(map(len, passages)):,} passages, {size:.0f} MB of text, {len(reports)} reports, {pages:,} pages\n"
    )
    print("| step | seconds | ms a page |\n|---|---|---|")
    print(f"| cut into passages | {cutting:.2f} | {cutting / pages * 1000:.3f} |")
    with tempfile.TemporaryDirectory() as scratch:
        for together, name in ((1, "one report"), (10, "ten reports"), (len(reports), "all reports")):
            connection = opened(Path(scratch) / f"{together}.db")
            adding, index = seconds(lambda c=connection, t=together: add_all(c, passages, t))  # type: ignore[misc]
            print(f"| indexed, {name} in a transaction | {adding:.2f} | {adding / pages * 1000:.3f} |")
            if together == 10:
                kept = index, connection
        every = [each for report in passages for each in report]
        print_queries([ask(*kept, phrase) for phrase in phrases(chance, every, asked_for)])


if __name__ == "__main__":
    main()
