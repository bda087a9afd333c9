"""Running heads, running feet and page numbers: what stands in the same place on page after page.

A line at the top or the bottom is furniture when the same words, with at most one number that counts the pages,
stand at the same height on several pages close to one another. A line that only repeats is not enough: the first
line of a page may be a heading like “Recommendation 4”, whose number does not count pages. And nothing stands
further out on the page than furniture: where a line is none, those nearer to the text are none either.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import islice
from typing import Literal

import msgspec

from waymark.library.pdf.lines import Line
from waymark.library.pdf.numbering import page_number

BAND = 0.15
"""The part of a page's height at its top and at its bottom in which furniture stands."""
MOST_ROWS = 3
SAME_HEIGHT_POINTS = 8.0
NEAR_PAGES = 3
PAGES_NEEDED = 3
FEW_PAGES = 5
"""In a report of so few pages two are enough."""

_NUMBER = re.compile(r"\d{1,4}")

FurnitureKind = Literal["running head", "running foot", "page number"]


class PageLines(msgspec.Struct, frozen=True):
    """What is needed of a page: its number from 1, its height in the frame of its lines, and its lines."""

    number: int
    height: float
    lines: Sequence[Line]


class _Candidate(msgspec.Struct, frozen=True, gc=False):
    page: int
    index: int
    row: int  # from the edge of the page
    top: bool
    baseline: float
    text: str


def furniture(pages: Sequence[PageLines]) -> dict[int, dict[int, FurnitureKind]]:
    """For each page number, which of its lines (by index) are furniture, and of what kind."""
    by_words: dict[tuple[bool, str], list[_Candidate]] = defaultdict(list)
    for page in pages:
        for candidate in _candidates(page):
            for key in _keys(candidate):
                by_words[candidate.top, key].append(candidate)
    needed = PAGES_NEEDED if len(pages) > FEW_PAGES else 2
    repeated: dict[tuple[int, bool], dict[int, list[_Candidate]]] = defaultdict(dict)
    for candidates in by_words.values():
        if len(candidates) < needed:
            continue
        for candidate in _together(candidates, needed):
            repeated[candidate.page, candidate.top].setdefault(candidate.row, []).append(candidate)
    found: dict[int, dict[int, FurnitureKind]] = defaultdict(dict)
    for rows in repeated.values():
        for row in range(1, MOST_ROWS + 1):
            if row not in rows:
                break
            for candidate in rows[row]:
                found[candidate.page][candidate.index] = _kind(candidate)
    return found


def _candidates(page: PageLines) -> list[_Candidate]:
    low, high = page.height * BAND, page.height * (1 - BAND)
    inside = [
        (line.baseline, index)
        for index, line in enumerate(page.lines)
        if (line.baseline > high or line.baseline < low) and not line.askew
    ]
    inside.sort()
    found = []
    for top, places in ((False, inside), (True, inside[::-1])):
        rows = 0
        above = -1e9
        for baseline, index in places:
            if (baseline > high) is not top:
                break
            rows += abs(baseline - above) > 2
            above = baseline
            if rows > MOST_ROWS:
                break
            text = page.lines[index].text
            if len(text) < 200:
                found.append(_Candidate(page.number, index, rows, top, baseline, text.lower()))
    return found


def _keys(candidate: _Candidate) -> list[str]:
    """The words as they stand, and once for each number in them with that number told by its distance from
    the number of the page."""
    text = candidate.text
    if not _NUMBER.search(text):
        number = page_number(text)  # in Roman figures
        if number is None or any(map(str.isdigit, text)):
            return [text]
        return [text, f"#{number - candidate.page}"]
    keys = [] if text.isdecimal() else [text]
    for match in islice(_NUMBER.finditer(text), 4):
        offset = int(match[0]) - candidate.page
        keys.append(f"{text[: match.start()]}#{offset}{text[match.end() :]}")
    return keys


def _together(candidates: list[_Candidate], needed: int) -> list[_Candidate]:
    """Those at the usual height that stand on enough pages near one another."""
    heights = sorted(candidate.baseline for candidate in candidates)
    usual = heights[len(heights) // 2]
    level = [c for c in candidates if abs(c.baseline - usual) <= SAME_HEIGHT_POINTS]
    found: list[_Candidate] = []
    run: list[_Candidate] = []
    for candidate in level:
        if run and candidate.page - run[-1].page > NEAR_PAGES:
            found += run if len({c.page for c in run}) >= needed else []
            run = []
        run.append(candidate)
    return found + (run if len({c.page for c in run}) >= needed else [])


def _kind(candidate: _Candidate) -> FurnitureKind:
    if page_number(candidate.text) is not None:
        return "page number"
    return "running head" if candidate.top else "running foot"
