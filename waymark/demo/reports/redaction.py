"""Blacking out: what stands between two “█” marks is taken out of the text before a page is set.

In its place stand signs that are only as wide as what was there, so the words cannot be had back from the
file. One stretch is one word of the line and one black bar, however long it was.
"""

from __future__ import annotations

import re

from waymark.demo.reports.faces import BAR, BLOCK
from waymark.demo.reports.manner import Redaction

_STRETCH = re.compile(f"{BLOCK}([^{BLOCK}]*){BLOCK}")
_LONGEST = 32


def black_out(text: str, redaction: Redaction) -> str:
    if BLOCK not in text:
        return text
    sign = BAR if redaction == "bar" else BLOCK
    return _STRETCH.sub(lambda found: sign * min(_LONGEST, max(3, round(len(found[1]) * 0.9))), text)


def printed(text: str) -> str:
    """A line of blacked-out text as a reader of the file finds it: nothing under a bar."""
    return " ".join(text.replace(BAR, "").split())
