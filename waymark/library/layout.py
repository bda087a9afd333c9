"""A stored text as it is sent and kept: its pages and paragraphs packed, which few who hold it need to unpack.

Some 1.5 kB a page would else be half of the store, and most of what reading a file hands over.
"""

from __future__ import annotations

import zlib

import msgspec

from waymark.library.stored_text import Page, PageSource, Paragraph, StoredText

_LAYOUT = tuple[tuple[Page, ...], tuple[Paragraph, ...]]


class PackedText(msgspec.Struct, frozen=True, array_like=True):
    """Fields as in `StoredText`; `layout`: pages and paragraphs; `sources`: of each page."""

    text: str
    layout: bytes
    sources: tuple[PageSource, ...]
    extractor: str
    notes: tuple[str, ...]
    title: str

    def unpacked(self) -> StoredText:
        pages, paragraphs = unpacked_layout(self.layout)
        return StoredText(self.text, pages, paragraphs, self.extractor, self.notes, self.title)


def packed_text(stored: StoredText) -> PackedText:
    layout = zlib.compress(msgspec.msgpack.encode((stored.pages, stored.paragraphs)), 1)
    sources = tuple(page.source for page in stored.pages)
    return PackedText(stored.text, layout, sources, stored.extractor, stored.notes, stored.title)


def unpacked_layout(layout: bytes | memoryview) -> _LAYOUT:
    found: _LAYOUT = msgspec.msgpack.decode(zlib.decompress(layout), type=_LAYOUT)
    return found
