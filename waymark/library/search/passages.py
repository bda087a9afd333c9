"""A report's stored text cut into the passages that are indexed and shown as results.

In: a `StoredText` and what is `Described` of it. Out: passages in the order of the text. A paragraph that goes
on over a page or a column is one passage, without the running heads and page numbers between; a very long one
is cut where sentences end. Offsets are those of the stored text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

import msgspec

from waymark.library.described import Described
from waymark.library.stored_text import FURNITURE, Paragraph, StoredText

LONGEST = 2_000
"""Code points of the longest passage; what is longer is cut into parts of about the same length."""

_SENTENCE_END = re.compile(r"[.?!][”’\"')\]]*\s+(?=[^\sa-z])")
_BLANK = re.compile(r"\s+")


class CutPassage(msgspec.Struct, frozen=True, array_like=True, gc=False):
    """A passage of a report that has no number yet. `kind` and `number` are those of its first paragraph;
    `section`: key of a section_kind of the pack. `start` and `end` span furniture that `text` leaves out."""

    page: int
    start: int
    end: int
    section: str
    kind: str
    number: str
    text: str


class IndexedPassage(msgspec.Struct, frozen=True, gc=False):
    """A passage as it goes into the index: `report` and `version` are the numbers under which they are kept, and
    what follows is as in `CutPassage`. In the order of the columns."""

    report: int
    version: int
    page: int
    start: int
    end: int
    section: str
    kind: str
    number: str
    text: str


class _Part(msgspec.Struct, frozen=True):
    """One of the paragraphs of a passage: where it begins in the passage's text, and in the stored text."""

    at: int
    start: int
    page: int


def passages_of(stored: StoredText, described: Described) -> list[CutPassage]:
    found: list[CutPassage] = []
    for paragraphs in _carried_on(stored.paragraphs):
        first, last = paragraphs[0], paragraphs[-1]
        if len(paragraphs) == 1 and first.end - first.start <= LONGEST:
            text = stored.text[first.start : first.end]
            if not text.isspace() and text:
                section = described.section_at(first.start)
                found.append(
                    CutPassage(first.page, first.start, last.end, section, first.kind, first.number, text)
                )
        else:
            found += _of_several(stored, described, paragraphs)
    return found


def numbered(report: int, version: int, cut: Iterable[CutPassage]) -> Iterator[IndexedPassage]:
    """The passages of one version of a report, with the numbers under which it is kept."""
    for each in cut:
        yield IndexedPassage(report, version, *msgspec.structs.astuple(each))


def _carried_on(paragraphs: Iterable[Paragraph]) -> list[list[Paragraph]]:
    """Paragraphs, each with those that carry it on; a footnote or a table may stand between them."""
    groups: list[list[Paragraph]] = []
    latest: dict[str, list[Paragraph]] = {}
    for paragraph in paragraphs:
        if paragraph.kind in FURNITURE:
            continue
        group = latest.get(paragraph.kind) if paragraph.continues else None
        if group is None:
            group = latest[paragraph.kind] = []
            groups.append(group)
        group.append(paragraph)
    return groups


def _of_several(stored: StoredText, described: Described, paragraphs: list[Paragraph]) -> list[CutPassage]:
    """A passage of several paragraphs or of a very long one, cut where it has to be."""
    parts, texts, length = [], [], 0
    for paragraph in paragraphs:
        parts.append(_Part(length, paragraph.start, paragraph.page))
        texts.append(stored.said(paragraph))
        length += len(texts[-1]) + 1
    text = " ".join(texts)
    first, found = paragraphs[0], []
    for start, end in _cuts(text):
        opening, closing = _part_at(parts, start), _part_at(parts, end - 1)
        stored_start = opening.start + start - opening.at
        found.append(
            CutPassage(
                opening.page,
                stored_start,
                closing.start + end - closing.at,
                described.section_at(stored_start),
                first.kind,
                first.number if start == 0 else "",
                text[start:end],
            )
        )
    return found


def _part_at(parts: list[_Part], offset: int) -> _Part:
    return parts[bisect_right(parts, offset, key=lambda part: part.at) - 1]


def _cuts(text: str) -> list[tuple[int, int]]:
    """Where to cut: as few parts as the longest allows, of about one length, without the blanks between."""
    found, start = [], 0
    while start < len(text):
        end = start + _first_part(text, start)
        kept = text[start:end]
        left = len(kept) - len(kept.lstrip())
        if kept.strip():
            found.append((start + left, start + len(kept.rstrip())))
        start = end
    return found


def _first_part(text: str, start: int) -> int:
    """How much of the rest stands in the next part: up to the end of a sentence, else of a word, near an even
    share of it."""
    rest = len(text) - start
    if rest <= LONGEST:
        return rest
    share = rest / -(-rest // LONGEST)
    for pattern in (_SENTENCE_END, _BLANK):
        ends = [
            match.end() - start for match in pattern.finditer(text, start + int(share / 2), start + LONGEST)
        ]
        if ends:
            return min(ends, key=lambda end: abs(end - share))
    return int(share)
