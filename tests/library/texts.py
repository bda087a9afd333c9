"""Small stored texts for tests."""

from __future__ import annotations

from waymark.library.stored_text import Page, Paragraph, StoredText


def text_of(*pages: str) -> StoredText:
    """Each page is one paragraph."""
    at, made, paragraphs = 0, [], []
    for number, words in enumerate(pages, start=1):
        end = at + len(words) + 1
        made.append(Page(number, at, end, 595, 842))
        paragraphs.append(Paragraph(at, end - 1, number))
        at = end
    return StoredText("".join(f"{words}\n" for words in pages), tuple(made), tuple(paragraphs), "test 1")
