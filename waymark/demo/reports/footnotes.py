"""Footnotes with the blocks that they are notes to, and the marks by which they are known.

A note without a number of its own takes the next one of the report.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from waymark.demo.reports.faces import Lettering
from waymark.demo.reports.line_breaking import Measure, break_lines
from waymark.demo.reports.page_layout import NoteLines, note_indent
from waymark.demo.reports.plan import Block


@dataclass(frozen=True)
class Noted:
    """A block of the plan, its place among the blocks, and the notes to it."""

    at: int
    block: Block
    notes: tuple[Block, ...] = ()


def with_notes(blocks: tuple[Block, ...]) -> list[Noted]:
    noted: list[Noted] = []
    for at, block in enumerate(blocks):
        if block.kind == "footnote" and noted:
            noted[-1] = replace(noted[-1], notes=(*noted[-1].notes, block))
        else:
            noted.append(Noted(at, block))
    return noted


class Marks:
    """The marks of one report, counted as its notes are met."""

    def __init__(self) -> None:
        self._so_far = 0

    def mark(self, note: Block) -> str:
        self._so_far += 1
        return note.number or str(self._so_far)

    def lines(self, notes: tuple[Block, ...], lettering: Lettering, width: float) -> tuple[NoteLines, ...]:
        """For the foot of a column that is `width` points wide."""
        made = []
        for note in notes:
            mark = self.mark(note)
            room = Measure(width - note_indent(mark, lettering))
            made.append(NoteLines(mark, tuple(break_lines(note.text, lettering, room)), lettering))
        return tuple(made)
