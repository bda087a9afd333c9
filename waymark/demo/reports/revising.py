"""A report that was done again: most paragraphs as before, the sentences of some in another order, some gone."""

from __future__ import annotations

import random
from dataclasses import replace

from waymark.demo.reports.plan import Block, ReportPlan

_CHANGED = 0.05  # of the paragraphs that can be changed
_LEFT_OUT = 0.02


def revised(plan: ReportPlan, chance: random.Random) -> ReportPlan:
    """The second version. What it states of the case stays, and so do the numbers of its paragraphs."""
    opening = next(at for at, block in enumerate(plan.blocks) if block.kind == "paragraph")
    open_to_change = [
        at
        for at, block in enumerate(plan.blocks)
        if at > opening and block.kind == "paragraph" and block.text.count(". ") > 2 and "█" not in block.text
    ]
    changed = _some(open_to_change, _CHANGED, chance)
    gone = {at for at in _some(open_to_change, _LEFT_OUT, chance) if not plan.blocks[at].number} - changed
    blocks = [
        _reordered(block) if at in changed else block
        for at, block in enumerate(plan.blocks)
        if at not in gone
    ]
    return replace(plan, blocks=tuple(blocks))


def _some(places: list[int], share: float, chance: random.Random) -> set[int]:
    return set(chance.sample(places, min(len(places), 1 + round(len(places) * share))))


def _reordered(block: Block) -> Block:
    """The second sentence last but one."""
    first, second, *middle, last = block.text.split(". ")
    return replace(block, text=". ".join([first, *middle, second, last]))
