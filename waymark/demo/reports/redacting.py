"""Words that are blacked out before publication: here and there in the paragraphs of a report."""

from __future__ import annotations

import random
from dataclasses import replace

from waymark.demo.reports.plan import Block

_MARK = "█"
_SHARE = 0.12  # of the paragraphs
_SHORTEST = 12  # words of a paragraph in which anything is blacked out


def redacted(blocks: list[Block], chance: random.Random) -> tuple[list[Block], int]:
    """The blocks with stretches between marks, and how many there are. The first paragraphs, which say who
    the report is of, are left alone."""
    first = next(at for at, block in enumerate(blocks) if block.kind == "paragraph") + 3
    result, places = [], 0
    for at, block in enumerate(blocks):
        words = block.text.split(" ")
        if block.kind != "paragraph" or at < first or len(words) < _SHORTEST or chance.random() > _SHARE:
            result.append(block)
            continue
        start = chance.randrange(3, len(words) - 5)
        end = start + chance.randint(1, 3)
        words[start], words[end - 1] = f"{_MARK}{words[start]}", f"{words[end - 1]}{_MARK}"
        if end - start == 1:
            words[start] = f"{_MARK}{words[start].strip(_MARK)}{_MARK}"
        result.append(replace(block, text=" ".join(words)))
        places += 1
    return result, places
