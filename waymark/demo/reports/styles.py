"""The letterings of one report: body, headings by level, notes, tables, title and cover lines."""

from __future__ import annotations

from dataclasses import dataclass

from waymark.demo.reports.faces import Lettering, face
from waymark.demo.reports.line_breaking import Breaking, Edge
from waymark.demo.reports.manner import Manner
from waymark.demo.reports.plan import Look


@dataclass(frozen=True)
class Styles:
    """`headings` from level 1 on; deeper levels than there are take the last."""

    body: Lettering
    note: Lettering
    cell: Lettering
    cell_head: Lettering
    title: Lettering
    cover_line: Lettering
    headings: tuple[Lettering, ...]
    edge: Edge
    breaking: Breaking

    def heading(self, level: int) -> Lettering:
        return self.headings[min(max(level, 1), len(self.headings)) - 1]

    @property
    def between(self) -> float:
        """Points between two paragraphs."""
        return self.body.leading * 0.5


def styles(look: Look, manner: Manner) -> Styles:
    plain, bold = face(look.font, "plain"), face(look.font, "bold")
    head = face(manner.heading_family, "bold")
    size, ink = look.size, manner.heading_ink
    note, cell = max(7.0, size - 2), max(7.5, size - 1.5)
    title = 21.0 if look.columns == 1 else 19.0
    return Styles(
        body=Lettering(plain, size, look.leading),
        note=Lettering(plain, note, note * 1.2),
        cell=Lettering(plain, cell, cell * 1.22),
        cell_head=Lettering(bold, cell, cell * 1.22),
        title=Lettering(head, title, title * 1.25, ink),
        cover_line=Lettering(plain, size + 2, (size + 2) * 1.4),
        headings=(
            Lettering(head, size + 4, (size + 4) * 1.25, ink),
            Lettering(head, size + 1.5, (size + 1.5) * 1.25, ink),
            Lettering(head, size, size * 1.3, ink),
            Lettering(face(manner.heading_family, "italic"), size, size * 1.3, ink),
        ),
        edge="justified" if look.justified else "ragged",
        breaking="hyphenated" if look.hyphenated else "at hyphens",
    )
