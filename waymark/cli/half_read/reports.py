"""The report of a case as a demonstration reader has it before them: its running text, and what it says of itself."""

from __future__ import annotations

import random
from uuid import UUID

from waymark.demo.passages import Candidate, FieldFound, ReportRead
from waymark.library.models import Report, StatedField
from waymark.library.queries import current_text
from waymark.library.stored import text_from
from waymark.library.stored_text import Paragraph, ParagraphKind, StoredText

TOLD: frozenset[ParagraphKind] = frozenset({"paragraph", "list item"})
"""What tells of the case: where paragraphs are lettered, they are stored as items of a list."""
RUNNING: frozenset[ParagraphKind] = frozenset({"paragraph"})


def report_read(report: Report, kinds: frozenset[ParagraphKind] = TOLD) -> ReportRead:
    row = current_text(report)
    stored = text_from(row)
    said = StatedField.objects.filter(text=row, start__isnull=False).order_by("pk")
    return ReportRead(
        stored.text,
        tuple(_without_number(stored, p) for p in stored.paragraphs if p.kind in kinds),
        tuple(FieldFound(one.field, one.value, one.start) for one in said if one.start is not None),
    )


def token(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)


def _without_number(stored: StoredText, paragraph: Paragraph) -> Candidate:
    start = paragraph.start + (len(paragraph.number) + 1 if paragraph.number else 0)
    return Candidate(start, paragraph.end, paragraph.page, stored.text[start : paragraph.end])
