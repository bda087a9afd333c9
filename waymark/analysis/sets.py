"""Sets of cases: how they overlap (a Venn diagram with every region), and how many each layer of reading
holds."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from waymark.analysis.cube import Cube, Mask, count_cases
from waymark.analysis.drawing import Drawn
from waymark.analysis.engine import Engine
from waymark.analysis.results import Datum
from waymark.analysis.rounding import half_up, printed_percent
from waymark.instruments.figures import FigureSpec

JOIN = " + "
OUTSIDE = "none"
NUMBER_WORDS = ("none", "one", "two", "three", "four", "five", "six")


def venn(engine: Engine, spec: FigureSpec) -> Drawn:
    """Each region of the diagram, the one outside all circles among them."""
    cube, members = _sets(engine, spec)
    labels = [part.label for part in spec.sets]
    regions = {pattern: _in_region(cube, members, pattern) for pattern in range(2 ** len(labels))}
    total = int(cube.counts.sum())
    data = [
        Datum(x=_region(labels, pattern), value=count, order=pattern) for pattern, count in regions.items()
    ]
    told = {}
    for number, word in enumerate(NUMBER_WORDS[: len(labels) + 1]):
        count = sum(n for pattern, n in regions.items() if pattern.bit_count() == number)
        told[word] = half_up(count)
        told[f"{word}_percent"] = printed_percent(count, total).rstrip("%") if total else ""
    rows = [(_said(labels, pattern), half_up(n), _percent(n, total)) for pattern, n in regions.items()]
    return Drawn(tuple(data), ("Overlap", "Cases", "Percentage"), tuple(rows), told, total)


def layers(engine: Engine, spec: FigureSpec) -> Drawn:
    """How many cases each layer holds; one need not lie within another."""
    cube, members = _sets(engine, spec)
    counts = [int(cube.counts[member].sum()) for member in members]
    named = list(zip((part.label for part in spec.sets), counts, strict=True))
    return Drawn(
        data=tuple(Datum(x=label, value=count, order=place) for place, (label, count) in enumerate(named)),
        columns=("Layer", "Cases"),
        rows=tuple((label, half_up(count)) for label, count in named),
        told={"layers": ", ".join(f"{label} ({half_up(count)})" for label, count in named)},
        cases=int(cube.counts.sum()),
    )


def _sets(engine: Engine, spec: FigureSpec) -> tuple[Cube, list[Mask]]:
    """The cases of the figure, and for each set which cells of the cube are in it."""
    wanted = [engine.pack.resolved(part.where, part.population) for part in spec.sets]
    within = engine.pack.resolved(spec.of, spec.population)
    cube = count_cases(engine, within, [condition for conditions in wanted for condition in conditions])
    return cube, [cube.where(conditions) for conditions in wanted]


def _in_region(cube: Cube, members: Sequence[Mask], pattern: int) -> int:
    inside = np.ones(len(cube.counts), dtype=bool)
    for place, member in enumerate(members):
        inside &= member if pattern >> place & 1 else ~member
    return int(cube.counts[inside].sum())


def _region(labels: Sequence[str], pattern: int) -> str:
    return JOIN.join(label for place, label in enumerate(labels) if pattern >> place & 1) or OUTSIDE


def _said(labels: Sequence[str], pattern: int) -> str:
    """The region in words."""
    within = [label for place, label in enumerate(labels) if pattern >> place & 1]
    if not within:
        return "None of them"
    return "All of them" if len(within) == len(labels) else f"{' and '.join(within)} only"


def _percent(count: int, total: int) -> str:
    return printed_percent(count, total) if total else ""
