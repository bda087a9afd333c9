"""Text that a spreadsheet would take for a formula, made harmless before it goes into a CSV file.

CWE-1236: a cell that begins with a sign of a formula is run by the spreadsheet that opens the file. Reports, names
and labels come from outside, so every CSV that the house writes passes here.
"""

from __future__ import annotations

import re
from typing import TypeVar

Value = TypeVar("Value")

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "﹢", "﹣", "﹦", "﹫")
_UNSEEN = re.compile(r"[\s\x00-\x1f\x7f-\xa0\xad\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]*")


def harmless(value: Value) -> Value | str:
    """Numbers as they are; text with an apostrophe before it where it could be taken for a formula. A blank or a sign
    that is not seen may stand before the one that begins it."""
    if not isinstance(value, str):
        return value
    shown = _UNSEEN.sub("", value, count=1)
    return f"'{value}" if value.startswith(SIGNS) or shown.startswith(SIGNS) else value
