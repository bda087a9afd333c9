"""Reports for tests, laid on pages line by line.

`report(page, page, …)`: each page is lines, each line a paragraph. How a line begins says what it is: “# ” to
“### ” a heading of that level, “| ” a table row, “* ” a list item, “.. ” a line of the contents page, “^ ” a
running head, “_ ” a page number, “> ” a paragraph that carries on the one before, “~ ” a footnote.
"""

from __future__ import annotations

import re

from waymark.instruments.loading import load_pack, pack_folder
from waymark.library.described import Described
from waymark.library.stored_text import Page, Paragraph, ParagraphKind, StoredText
from waymark.library.structure.describing import describe
from waymark.library.structure.knowledge import knowledge_of

KNOWLEDGE = knowledge_of(load_pack(pack_folder("scr_2011_14")))

_SIGNS: dict[str, tuple[ParagraphKind, int]] = {
    "#": ("heading", 1),
    "##": ("heading", 2),
    "###": ("heading", 3),
    "|": ("table row", 0),
    "*": ("list item", 0),
    "..": ("contents", 0),
    "^": ("running head", 0),
    "_": ("page number", 0),
    "~": ("footnote", 0),
}
_NUMBER = re.compile(r"\d+(?:[.-]\d+)*\.?(?=\s)")


def report(*pages: str, file_title: str = "") -> StoredText:
    text, made, paragraphs = "", [], []
    for number, lines in enumerate(pages, 1):
        start = len(text)
        for line in filter(None, (line.strip() for line in lines.splitlines())):
            sign, _, rest = line.partition(" ")
            continues = sign == ">"
            kind, level = _SIGNS.get(sign, ("paragraph", 0))
            words = rest if sign in _SIGNS or continues else line
            printed = _NUMBER.match(words)
            paragraphs.append(
                Paragraph(
                    len(text),
                    len(text) + len(words),
                    number,
                    kind,
                    printed.group() if printed else "",
                    level,
                    continues,
                )
            )
            text += words + "\n"
        made.append(Page(number, start, len(text), 595, 842))
    return StoredText(text, tuple(made), tuple(paragraphs), "test 1", title=file_title)


def described(*pages: str, file_title: str = "") -> Described:
    return describe(report(*pages, file_title=file_title), KNOWLEDGE)
