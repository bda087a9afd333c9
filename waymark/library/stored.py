"""A report's text and what it says of itself, in the form the store keeps them, and back again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol, cast

from waymark.library.described import Described, Field, Section, Stated
from waymark.library.layout import unpacked_layout
from waymark.library.models import ReportSection, ReportText, StatedField
from waymark.library.stored_text import Passage, StoredText
from waymark.register.many_rows import insert_many

_FIELDS = ("text", "field", "value", "confidence", "page", "start", "end", "quote")
_SECTIONS = ("text", "kind", "title", "page", "last_page", "start", "end", "confidence")


def text_from(row: ReportText) -> StoredText:
    pages, paragraphs = unpacked_layout(row.layout)
    return StoredText(row.text, pages, paragraphs, row.extractor, tuple(row.notes), row.title)


def keep_description(row: ReportText, described: Described) -> None:
    insert_many(StatedField, _FIELDS, (_field(row, stated) for stated in described.stated))
    sections = described.sections
    insert_many(
        ReportSection,
        _SECTIONS,
        ((row.pk, s.kind, s.title, s.page, s.last_page, s.start, s.end, s.confidence) for s in sections),
    )


def _field(row: ReportText, stated: Stated) -> tuple[Any, ...]:
    at = stated.passage
    place = (at.page, at.start, at.end, at.quote) if at else (None, None, None, "")
    return (row.pk, stated.field, stated.value, stated.confidence, *place)


def described_from(fields: Iterable[StatedField], sections: Iterable[ReportSection]) -> Described:
    return Described(
        tuple(Stated(field_named(f.field), f.value, f.confidence, passage_from(f)) for f in fields),
        tuple(Section(s.kind, s.title, s.page, s.last_page, s.start, s.end, s.confidence) for s in sections),
    )


class PassageColumns(Protocol):
    """A row with a passage; without one, page, start and end are None."""

    page: int | None
    start: int | None
    end: int | None
    quote: str


def passage_from(row: PassageColumns) -> Passage | None:
    if row.page is None or row.start is None or row.end is None:
        return None
    return Passage(row.page, row.start, row.end, row.quote)


def field_named(name: str) -> Field:
    """The store knows names, the types know fields; every name in the store was one."""
    return cast(Field, name)
