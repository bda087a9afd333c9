"""Numbers that may be none: “5” before “May 2013”, “S.” before a name, “F1” that is somebody.

A bare number, a capital letter with a full stop and one with a number count as the number of a paragraph only where
they begin a row or follow the one before them, or where the line is set as a heading.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from waymark.library.pdf.habits import Habits
from waymark.library.pdf.paragraphs import LARGER, Draft

_BARE = re.compile(r"\d{1,2}$")
_CAPITAL = re.compile(r"[A-Z]\.$")
_COUNTED = re.compile(r"([A-Z])(\d{1,2})[.:]?$")
_MONTH = re.compile(
    r"\d{1,2}\s+(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE
)


def doubtful_numbers_out(drafts: Sequence[Draft], habits: Habits) -> None:
    """Changes `number` of drafts whose number is none."""
    last_bare, last_capital = 0, 0
    last_counted: dict[str, int] = {}
    for draft in drafts:
        number = draft.number
        if not number or draft.kind in ("footnote", "table row", "contents"):
            continue
        first = draft.lines[0]
        if first.bold or first.size > LARGER * habits.body_size:
            if _BARE.match(number) and not _MONTH.match(draft.text):
                last_bare = int(number)
            continue
        if _BARE.match(number):
            value = int(number)
            after = draft.text[len(number) :].lstrip()
            if _MONTH.match(draft.text) or not after[:1].isupper() or value not in (1, last_bare + 1):
                draft.number = ""
            else:
                last_bare = value
        elif _CAPITAL.match(number):
            value = ord(number[0]) - ord("A") + 1
            if value not in (1, last_capital + 1):
                draft.number = ""
            else:
                last_capital = value
        elif counted := _COUNTED.match(number):
            letter, value = counted[1], int(counted[2])
            if value not in (1, last_counted.get(letter, 0) + 1):
                draft.number = ""
            else:
                last_counted[letter] = value
