"""The sections of a report by kind: the headings of the level on which kinds appear, each up to the next.

After an appendix has begun, what its headings say makes no section of the report proper: terms of reference
in an appendix are appendix. Sections that fit no kind are “other”.
"""

from __future__ import annotations

from collections import defaultdict

from waymark.library.described import Section
from waymark.library.structure.contents import Contents
from waymark.library.structure.headings import Heading, bare
from waymark.library.structure.listed_headings import listed_only
from waymark.library.structure.report import Report
from waymark.library.structure.section_kinds import OTHER, HeadingWords, is_attached

_ENOUGH_KINDS = 3
_FEW_WORDS = 4


def sections_of(
    report: Report,
    headings: list[Heading],
    contents: Contents | None,
    contents_kind: str,
    words: HeadingWords,
) -> tuple[Section, ...]:
    """In reading order. `contents_kind`: the key under which the contents page is a section, or “”."""
    stored = report.stored
    opening = _of_the_level(headings, contents)
    if contents is not None:
        opening += listed_only(report, contents, opening, words)
        opening.sort(key=lambda heading: heading.piece.start)
    opening = _without_inner_of_appendix(opening)
    starts = [(h.piece.start, h.piece.page, h.named.kind, h.title, _confidence(h)) for h in opening]
    if contents is not None and contents_kind:
        starts.append((contents.start, contents.page, contents_kind, "Contents", contents.confidence))
        starts.sort()
    found = []
    for place, (start, page, kind, title, confidence) in enumerate(starts):
        end = starts[place + 1][0] if place + 1 < len(starts) else len(stored.text)
        last_page = stored.page_at(_last_said(stored.text, start, end))
        found.append(Section(kind, title, page, max(page, last_page), start, end, confidence))
    return tuple(found)


def _last_said(text: str, start: int, end: int) -> int:
    """The last code point of a section that is not white space."""
    while end > start + 1 and text[end - 1].isspace():
        end -= 1
    return end - 1


def _confidence(heading: Heading) -> float:
    if heading.named.kind == OTHER:
        return 0.6
    sure = 0.95 if heading.named.exact else 0.8
    return sure if heading.known else sure - 0.15


def _of_the_level(headings: list[Heading], contents: Contents | None) -> list[Heading]:
    """The headings that open sections: of the highest level that shows enough kinds, or the numbered ones."""
    numbered = [heading for heading in headings if heading.depth == 1 and heading.named.part == "body"]
    if _kinds(numbered) >= _ENOUGH_KINDS:
        lowest = max(heading.level for heading in numbered if heading.named.kind != OTHER)
        chosen = [h for h in headings if h.depth == 1 or (h.depth == 0 and _stands_alone(h, lowest))]
    else:
        level = _level_of_kinds(headings)
        chosen = [h for h in headings if h.depth <= 1 and (h.level <= level or _stands_back(h))]
    return _only_listed(chosen, contents)


def _kinds(headings: list[Heading]) -> int:
    return len({heading.named.kind for heading in headings} - {OTHER})


def _stands_alone(heading: Heading, lowest: int) -> bool:
    """Among numbered sections, one without a number: of the same level or higher, and of a kind."""
    return (heading.level <= lowest and heading.named.kind != OTHER) or _stands_back(heading)


def _stands_back(heading: Heading) -> bool:
    brief = heading.named.exact or len(heading.title.split()) <= _FEW_WORDS
    return heading.named.part == "back" and brief and heading.depth <= 1


def _level_of_kinds(headings: list[Heading]) -> int:
    """The highest level with enough kinds on it or above it, else the one with the most."""
    kinds: dict[int, set[str]] = defaultdict(set)
    for heading in headings:
        if heading.depth <= 1 and heading.named.kind != OTHER:
            kinds[heading.level].add(heading.named.kind)
    for level in sorted(kinds):
        if len(kinds[level]) >= _ENOUGH_KINDS:
            return level
    return max(kinds, key=lambda level: (len(kinds[level]), -level), default=1)


def _only_listed(headings: list[Heading], contents: Contents | None) -> list[Heading]:
    """Where the contents page lists most of the headings of a kind, what it does not list opens no section."""
    if contents is None:
        return headings
    listed = {bare(entry.title) for entry in contents.entries}
    kinds = [heading for heading in headings if heading.named.kind != OTHER]
    found = [heading for heading in kinds if bare(heading.title) in listed]
    if len(found) < _ENOUGH_KINDS or len(found) * 2 < len(kinds):
        return headings
    return [
        heading
        for heading in headings
        if bare(heading.title) in listed
        or heading.depth == 1
        or (heading.named.part != "body" and heading.named.exact)
    ]


def _without_inner_of_appendix(headings: list[Heading]) -> list[Heading]:
    """Once appendices have begun after the body, only what is back matter opens a section, unless the numbers
    of the body go on."""
    kept: list[Heading] = []
    in_appendix = body_seen = False
    last_number = 0
    for heading in headings:
        number = int(heading.number) if heading.number.isdigit() else 0
        back = heading.named.part == "back"
        if in_appendix and not back:
            if not number or number != last_number + 1 or heading.named.kind == OTHER:
                continue
            in_appendix = False
        if not back:
            body_seen, last_number = True, number or last_number
        elif number:
            last_number = number
        in_appendix = in_appendix or (body_seen and is_attached(heading.title))
        kept.append(heading)
    return kept
