"""How often words of a report are blacked or struck out: black bars, “[redacted]”, “XXXX”.

Bars or crosses that only spaces part are one place. A small black square that opens a paragraph is a bullet,
and “Child XX” is a label. Each sign is looked for in the whole text before any pattern is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from waymark.library.described import Stated
from waymark.library.structure.report import Report

_BARS = "█▇▉▮■▬"
_RUN_OF_BARS = re.compile(rf"[{_BARS}]+(?:[ \u00a0]+[{_BARS}]+)*")
_BULLETS = frozenset("■▬▮")
_CLOSED = ("edacted)", "removed)", "withheld)", "deleted)", "omitted)", "blanked out)", "REDACTED")
_NOTE = re.compile(
    r"[\[{<][\w’' ]{0,40}(?:redacted|removed|withheld|deleted|omitted|anonymised|blanked\s+out)[\w’' ]{0,30}[\]}>]"
    r"|\((?:(?:name|date|place|address|detail|text|word|school|age|gender|paragraph|sentence)s?\b[\w’' ]{0,30})?"
    r"\s*(?:redacted|removed|withheld|deleted|omitted|blanked\s+out)\)|\bREDACTED\b",
    re.IGNORECASE,
)
_LONGEST_NOTE = 90
_CROSSED = re.compile(r"\W*(?:[Xx]{2,}|(?:[\dXx]{1,4}[/.\-]){1,2}[\dXx]{2,4}|\*{4,})\W*$")
_LABELLED = re.compile(
    r"\b(?:child|baby|person|adult|sibling|family|appendix|annex|article|section|chapter|table)\s+$",
    re.IGNORECASE,
)


def redactions(report: Report) -> Stated:
    """Nought where there is none."""
    text = report.stored.text
    places = sorted({*_bars(text), *_notes(text), *_crosses(text)})
    kept: list[tuple[int, int]] = []
    for start, end in places:
        if kept and (start < kept[-1][1] or not text[kept[-1][1] : start].strip(" \u00a0")):
            kept[-1] = (kept[-1][0], max(end, kept[-1][1]))
        else:
            kept.append((start, end))
    return report.states("redactions", str(len(kept)), 0.9, kept[0] if kept else None)


def _bars(text: str) -> Iterator[tuple[int, int]]:
    if not any(sign in text for sign in _BARS):
        return
    for match in _RUN_OF_BARS.finditer(text):
        if len(match.group()) > 1 or match.group() not in _BULLETS or _stands_within(text, match.start()):
            yield match.span()


def _stands_within(text: str, start: int) -> bool:
    """Words stand before a sign on its line, as they do not before a bullet."""
    return bool(text[text.rfind("\n", 0, start) + 1 : start].strip())


def _notes(text: str) -> Iterator[tuple[int, int]]:
    """Notes in brackets, which few reports have for anything else, and those in parentheses by their last word."""
    for bracket in "[{<":
        at = text.find(bracket)
        while at >= 0:
            match = _NOTE.match(text, at, at + _LONGEST_NOTE)
            if match:
                yield match.span()
            at = text.find(bracket, at + 1)
    for word in _CLOSED:
        at = text.find(word)
        while at >= 0:
            for match in _NOTE.finditer(text, max(0, at - _LONGEST_NOTE), at + len(word)):
                if match.end() == at + len(word):
                    yield match.span()
            at = text.find(word, at + 1)


def _crosses(text: str) -> Iterator[tuple[int, int]]:
    """Whole words of crosses: “XXXX”, “XX/XX/XXXX”, “14/XX/2013”."""
    for sign in ("XX", "xxx", "****"):
        at = text.find(sign)
        while at >= 0:
            start, end = at, at
            while start > 0 and not text[start - 1].isspace():
                start -= 1
            while end < len(text) and not text[end].isspace():
                end += 1
            if _CROSSED.match(text[start:end]) and not _LABELLED.search(text, max(0, start - 12), start):
                yield start, end
            at = text.find(sign, end)
