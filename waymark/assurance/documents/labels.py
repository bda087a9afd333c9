"""Titles and labels as every check expects them, whatever a kind of file allows.

A caption is a title even where no sign parts its number from its words. A table may label its rows in two columns,
a group and a part of it; here the group becomes a line of its own above its parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from waymark.assurance.cells import figure, is_year
from waymark.assurance.documents.document import Line

_CAPTION = re.compile(
    r"\s*Table\s+((?:[A-Z]{1,2}\.?)?\d+(?:[.-]\d+)*[a-z]?)[\s:.–—-]*(.*)", re.IGNORECASE | re.DOTALL
)
_WHOLE = re.compile(r"all|(?:sub-?)?totals?|overall", re.IGNORECASE)


def as_title(caption: str) -> str:
    """“Table 4 Bells” as “Table 4: Bells”; other words as they are."""
    found = _CAPTION.fullmatch(caption)
    return f"Table {found[1]}: {found[2].strip()}" if found else caption


def with_one_label(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Where two columns of words stand before the first of figures, they are made one."""
    width = max((len(line.cells) for line in lines), default=0)
    first = next((at for at, line in enumerate(lines) if _holds_figures(line)), len(lines))
    body = lines[first:]
    second = [line.cells[1] for line in body if len(line.cells) > 1 and line.cells[1]]
    if width < 3 or not second or 2 * len(second) < len(body) or any(figure(text) for text in second):
        return tuple(lines)
    if not any(figure(cell) for line in body for cell in line.cells[2:]):
        return tuple(lines)
    header = [_merged(line, " ".join(dict.fromkeys(filter(None, line.cells[:2])))) for line in lines[:first]]
    return (*header, *_under_groups(body))


def _holds_figures(line: Line) -> bool:
    filled = [cell for cell in line.cells[1:] if cell]
    return any(figure(cell) is not None for cell in filled) and not all(map(is_year, filled))


def _under_groups(body: Sequence[Line]) -> Iterator[Line]:
    groups = [line.cells[0] for line in body]
    repeated = len(set(filter(None, groups))) < len(groups)
    before, within = "", 0
    for line in body:
        group, part = line.cells[0], line.cells[1] if len(line.cells) > 1 else ""
        if not repeated or not part:
            yield _merged(line, " ".join(filter(None, (group, part))))
            continue
        if group and group != before:
            within = int(_WHOLE.fullmatch(part) is not None)
            if within:  # the first row of the group is the whole of it
                before = group
                yield _merged(line, group)
                continue
            yield replace(line, cells=(group, *[""] * max(len(line.cells) - 2, 0)))
        before = group or before
        yield replace(_merged(line, part), indent=within)


def _merged(line: Line, label: str) -> Line:
    return replace(line, cells=(label, *line.cells[2:]))
