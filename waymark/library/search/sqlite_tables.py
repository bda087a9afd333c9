"""The tables of the index in SQLite, as statements for a migration.

`library_indexedpassage` holds the passages; `library_passagetext` is an FTS5 index over their text that keeps
no text of its own; `library_passageword` holds every word that was ever indexed, folded, for the beginnings
of words.
"""

from __future__ import annotations

CREATE_PASSAGES = """
CREATE TABLE library_indexedpassage (
    id integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    report_id integer NOT NULL,
    version_id integer NOT NULL,
    page integer NOT NULL,
    start integer NOT NULL,
    "end" integer NOT NULL,
    section varchar(60) NOT NULL,
    kind varchar(20) NOT NULL,
    number varchar(60) NOT NULL,
    text text NOT NULL
)
"""
"""For a store without migrations; in a workspace the table is that of the model of the same columns."""

CREATE_REPORT_INDEX = "CREATE INDEX library_indexedpassage_report ON library_indexedpassage (report_id)"
"""Likewise."""

CREATE_TEXT_INDEX: tuple[str, ...] = (
    """
    CREATE VIRTUAL TABLE library_passagetext USING fts5 (
        text,
        content = 'library_indexedpassage',
        content_rowid = 'id',
        tokenize = 'porter unicode61 remove_diacritics 2'
    )
    """,
    # Up to 32 MB of new entries wait in memory for the end of the transaction, and segments are merged late:
    # a collection of reports is added in one go, and reading from a dozen segments costs little.
    "INSERT INTO library_passagetext (library_passagetext, rank) VALUES ('hashsize', 33554432)",
    "INSERT INTO library_passagetext (library_passagetext, rank) VALUES ('automerge', 8)",
    "CREATE TABLE library_passageword (word text NOT NULL PRIMARY KEY) WITHOUT ROWID",
)

DROP_TEXT_INDEX: tuple[str, ...] = (
    "DROP TABLE library_passageword",
    "DROP TABLE library_passagetext",
)
