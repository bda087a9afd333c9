"""Headings that only the contents page tells of: their words stand on a page, but nothing there marks them as a
heading (a table swallowed them, or the page was scanned).

They are looked for on the page that the contents page gives, which may be counted from another page than the
first; how far apart the two counts are is known from the headings that were found. On a page that could not be
read they are taken to stand where it begins.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from waymark.library.structure.contents import Contents, Entry
from waymark.library.structure.headings import Heading, bare, depth_of
from waymark.library.structure.report import Piece, Report
from waymark.library.structure.section_kinds import OTHER, HeadingWords, without_number

_SHORTEST = 6


def listed_only(
    report: Report, contents: Contents, found: list[Heading], words: HeadingWords
) -> Iterator[Heading]:
    """Headings of a kind of section that the contents page lists and that are not among those found."""
    known = {bare(heading.title) for heading in found}
    numbered = sum(heading.depth == 1 for heading in found if heading.named.part == "body") >= 2
    apart = _apart(contents, found)
    for entry in contents.entries:
        number, title = without_number(entry.title)
        named = words.named(title)
        if named.kind == OTHER or bare(entry.title) in known or depth_of(number) > 1:
            continue
        if named.part == "body" and (not named.exact or (numbered and not number)):
            continue
        piece = _place_of(report, contents, entry, title, apart)
        if piece is not None:
            level = min((heading.level for heading in found), default=1)
            yield Heading(piece, number, title, depth_of(number), level, named, known=False)


def _apart(contents: Contents, found: list[Heading]) -> int | None:
    """How many pages the count of the file is ahead of the printed one; None where nothing tells."""
    printed = {bare(entry.title): entry.printed_page for entry in contents.entries if entry.printed_page}
    differences = Counter(
        heading.piece.page - printed[bare(heading.title)]
        for heading in found
        if bare(heading.title) in printed
    )
    return differences.most_common(1)[0][0] if differences else None


def _place_of(
    report: Report, contents: Contents, entry: Entry, title: str, apart: int | None
) -> Piece | None:
    """The stretch of the text that is the heading."""
    pages = report.stored.pages
    expected = entry.printed_page + apart if entry.printed_page and apart is not None else 0
    if not 1 <= expected <= len(pages):
        expected = 0
    tried = [page.number for page in pages if not expected or abs(page.number - expected) <= 1]
    tried.sort(key=lambda number: abs(number - expected) if expected else 0)
    if expected and pages[tried[0] - 1].source == "no text":
        start = pages[tried[0] - 1].start
        return Piece(start, start, tried[0], "heading", "", 1, False, "")
    pattern = re.compile(r"\s+".join(re.escape(word) for word in title.split()), re.IGNORECASE)
    for number in tried:
        page = pages[number - 1]
        for match in pattern.finditer(report.stored.text, max(page.start, contents.end), page.end):
            if _stands_alone(report.stored.text, match, title):
                return Piece(match.start(), match.end(), number, "heading", "", 1, False, match.group())
    return None


def _stands_alone(text: str, match: re.Match[str], title: str) -> bool:
    """It opens a paragraph or a cell, its number before it left aside, and is written with a capital."""
    opens = text[
        max(text.rfind("\n", 0, match.start()), text.rfind("|", 0, match.start())) + 1 : match.start()
    ]
    if not match.group()[:1].isupper() or len(title) < _SHORTEST:
        return False
    return not re.sub(r"(?i)section|part|chapter|[\W\d_]", "", opens)
