"""The flow of cases as a picture: stages from left to right, each with a bar as long as its share of the longest, and
under it what goes no further.

Pure. In: the stages with their cases. Out: what stands where.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from waymark.reading.flow import Stage

WHOLE = 100


@dataclass(frozen=True)
class StageShown:
    """`bar`: its length, of `WHOLE`; `onward`: the stages that come from this one and leave something out."""

    stage: Stage
    bar: float
    onward: tuple[Stage, ...]


def picture_of(stages: Sequence[Stage]) -> tuple[StageShown, ...]:
    longest = max((len(stage.cases) for stage in stages), default=0) or 1
    return tuple(
        StageShown(
            stage,
            round(WHOLE * len(stage.cases) / longest, 1),
            tuple(one for one in stages if one.before == stage.key and one.left_out),
        )
        for stage in stages
    )
