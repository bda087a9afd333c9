"""Populations made for the tests: by margins that were printed, and at random from a seed."""

from __future__ import annotations

import random
from collections.abc import Mapping

from waymark.reading.sampling import SamplingFrame


def of_margins(
    inside: Mapping[str, Mapping[str, int]], everyone: Mapping[str, Mapping[str, int]]
) -> SamplingFrame:
    """The first cases are the sample. For each variable the counts in the sample and in the full set are given."""
    variables = {}
    for variable, full in everyone.items():
        sample = inside[variable]
        within = [code for code, count in sample.items() for _ in range(count)]
        outside = [code for code, count in full.items() for _ in range(count - sample[code])]
        variables[variable] = tuple(within + outside)
    size = len(next(iter(variables.values())))
    return SamplingFrame(tuple(f"case {number:03}" for number in range(size)), variables)


def bicycles(count: int, seed: int = 1) -> SamplingFrame:
    """Colours, sizes, states and shops, a few of them not known."""
    chance = random.Random(seed)

    def codes(known: str, weights: list[int]) -> tuple[str | None, ...]:
        return tuple(
            None if code == "?" else code for code in chance.choices(known.split(), weights, k=count)
        )

    return SamplingFrame(
        tuple(f"B{number:05}" for number in range(count)),
        {
            "colour": codes("red blue green black ?", [40, 30, 15, 12, 3]),
            "size": codes("small large", [55, 45]),
            "state": codes("mended scrapped", [67, 33]),
            "shop": codes("a b c d e f g h i", [5, 8, 9, 10, 10, 11, 12, 14, 21]),
        },
    )
