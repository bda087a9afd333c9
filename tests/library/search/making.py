"""Small indexes in memory, and passages to put into them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable

from waymark.library.described import Described, Section
from waymark.library.search.index import EVERYWHERE, Hits, Within
from waymark.library.search.passages import IndexedPassage
from waymark.library.search.query_language import parse
from waymark.library.search.sqlite_index import SqliteIndex
from waymark.library.search.sqlite_tables import CREATE_PASSAGES, CREATE_REPORT_INDEX, CREATE_TEXT_INDEX
from waymark.library.stored_text import Page, Paragraph, StoredText


def connection() -> sqlite3.Connection:
    made = sqlite3.connect(":memory:")
    for statement in (CREATE_PASSAGES, CREATE_REPORT_INDEX, *CREATE_TEXT_INDEX):
        made.execute(statement)
    return made


def index(passages: Iterable[IndexedPassage], behind: frozenset[str] = frozenset()) -> SqliteIndex:
    made = SqliteIndex(connection(), behind)
    made.add(passages)
    return made


def passage(
    text: str, report: int = 1, page: int = 1, section: str = "story", kind: str = "paragraph"
) -> IndexedPassage:
    return IndexedPassage(report, 10 * report, page, 0, len(text), section, kind, "", text)


def found(
    made: SqliteIndex, typed: str, within: Within = EVERYWHERE, first: int = 0, count: int = 100
) -> Hits:
    return made.search(parse(typed), within, first, count)


def texts(made: SqliteIndex, typed: str, within: Within = EVERYWHERE) -> list[str]:
    return [hit.text for hit in found(made, typed, within).hits]


def stored(pages: Iterable[Iterable[str | tuple[str, str]]]) -> StoredText:
    """A text of pages of paragraphs: a text alone is a paragraph, a pair begins with its kind; “…” before a
    text carries on the one before of its kind."""
    text, found_pages, paragraphs = "", [], []
    for number, page in enumerate(pages, start=1):
        begins = len(text)
        for each in page:
            kind, said = each if isinstance(each, tuple) else ("paragraph", each)
            continues = said.startswith("…")
            said = said.removeprefix("…")
            paragraphs.append(
                Paragraph(len(text), len(text) + len(said), number, kind, continues=continues)  # type: ignore[arg-type]
            )
            text += said + "\n"
        found_pages.append(Page(number, begins, len(text), 595, 842))
    return StoredText(text, tuple(found_pages), tuple(paragraphs), "made for the tests")


def sections(text: StoredText, **begins: str) -> Described:
    """Sections by kind, each from the words that are given to the next."""
    starts = sorted((text.text.index(words), kind) for kind, words in begins.items())
    ends = [start for start, _ in starts[1:]] + [len(text.text)]
    return Described(
        (),
        tuple(
            Section(kind, kind, text.page_at(start), text.page_at(end - 1), start, end, 1.0)
            for (start, kind), end in zip(starts, ends, strict=True)
        ),
    )


def listed(words: str) -> list[str]:
    return words.split()
