"""A sentence that repeats a cell which was found to be wrong.

In: the findings about tables, the shapes and the prose. Out: one more finding for each sentence of the section, or that
names the table, which uses the whole label of the row and prints its percentage alone, where no other cell of the row
has that percentage.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from waymark.assurance.documents.document import Prose
from waymark.assurance.findings import Class, Finding
from waymark.assurance.printed import NUMBER
from waymark.assurance.prose.against_tables import spoken_of, words_of
from waymark.assurance.prose.sentences import sentences
from waymark.assurance.tables.shape import Row, Shape

_SHARE = re.compile(rf"(?:^|\()(?P<share>{NUMBER})\s*%\)?$")
_PERCENT = re.compile(rf"(?<![\d.–-])(?P<share>{NUMBER})\s*(?:%|per\s?cent\b)", re.IGNORECASE)
_SPAN = re.compile(rf"\b(?:between|from)\s+{NUMBER}\s*%?\s*(?:and|to)\s+{NUMBER}\s*%", re.IGNORECASE)


def findings_of_repeats(
    of_tables: Sequence[Finding], prose: Sequence[Prose], shapes: Mapping[str, Shape]
) -> Iterator[Finding]:
    for wrong in of_tables:
        shape = shapes.get(wrong.place.table)
        share = _SHARE.search(wrong.printed)
        if wrong.serious is not Class.WRONG or shape is None or share is None:
            continue
        row = next((one for one in shape.rows if one.label == wrong.place.row), None)
        if row is not None and _cells_with(row, share["share"]) == 1:
            yield from _in_sentences(wrong, row, share["share"], prose, shape)


def _in_sentences(
    wrong: Finding, row: Row, share: str, prose: Sequence[Prose], shape: Shape
) -> Iterator[Finding]:
    label = words_of(row.label)
    for block in prose:
        if not _PERCENT.search(block.text):
            continue
        for start, sentence in sentences(block.text):
            own = label and label <= words_of(sentence) and not _SPAN.search(sentence)
            if not own or shape not in spoken_of(block, sentence, {shape.table.number: shape}):
                continue
            others = [
                one
                for one in shape.rows
                if one is not row and words_of(one.label) & words_of(sentence) - label
            ]
            for found in _PERCENT.finditer(sentence):
                if found["share"] == share and not others:
                    how = f"It repeats a cell of Table {shape.table.number} that is wrong: {wrong.how}"
                    place = block.place_at(start + found.start())
                    yield Finding(Class.WRONG, place, found[0], wrong.computed, how, sentence)


def _cells_with(row: Row, share: str) -> int:
    return sum(
        1 for one in row.figures if one is not None and one.share is not None and one.share.text == share
    )
