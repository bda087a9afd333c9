"""The cases of the study, made stage by stage so that together they give every margin.

In: the margins, the stages and the pack. Out: the values of each case, by variable. A stage groups the cases
by what its margins speak of, spans the cells that its axes allow, and has whole numbers fitted to them; which
case of a group gets which cell is chance, from the fixed seed.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod

from waymark.demo.cells import Case, possibilities
from waymark.demo.fitting import Bound, NothingFitsError, fitted_counts
from waymark.demo.margins import (
    GridMargin,
    MarginFile,
    Requirement,
    count_requirements,
    grid_requirements,
    grid_variables,
    spread_requirements,
)
from waymark.demo.staging import Draw, Lean, Stage, Stages
from waymark.instruments.conditions import Condition, Value, all_hold
from waymark.instruments.deriving import derive, with_derived
from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem, Place

Missing = Callable[[str], frozenset[str]]

_ATTEMPTS = 5


@dataclass(frozen=True)
class Cell:
    """One possibility of a stage for the cases of one group."""

    group: int
    decided: Mapping[str, Value]
    known: Mapping[str, Value]  # what the conditions of the stage need


def make_cohort(margins: MarginFile, stages: Stages, pack: Pack) -> list[Case]:
    """Every case of the study with the values that the stages decide, in no particular order.

    A stage may leave the next ones nothing that fits; then all is made again from another seed, the same
    ones in the same order each time.
    """
    for attempt in range(_ATTEMPTS):
        try:
            return _attempt(margins, stages, pack, f"{stages.seed} {attempt}")
        except NothingFitsError as error:
            fault = error
    raise InputProblem(f"no cases can meet these margins: {fault}.", place=Place(file="margins.toml"))


def _attempt(margins: MarginFile, stages: Stages, pack: Pack, seed: str) -> list[Case]:
    cases: list[Case] = [dict(stages.start) for _ in range(stages.cases)]
    settled = set(stages.start)
    for stage in stages.stage:
        asked = tuple(_asked_at(stage, settled, margins, pack))
        try:
            _decide(stage, asked, cases, margins, pack, random.Random(f"{seed} {stage.name}"))
        except NothingFitsError as error:
            raise NothingFitsError(f"stage “{stage.name}”, {error}") from error
        settled |= stage.decides - set(stage.steps)
    return cases


def draw_the_rest(stages: Stages, cases: Sequence[Case], pack: Pack) -> None:
    """Decide, case by case, what no margin speaks of."""
    for draw in stages.draw:
        chance = random.Random(f"{stages.seed} {draw.variable} {sorted(draw.where)}")
        _draw(draw, cases, pack, chance)


# -- which margins a stage has to keep ------------------------------------------------------------


def _asked_at(stage: Stage, settled: set[str], margins: MarginFile, pack: Pack) -> Iterator[Requirement]:
    """The margins whose variables are all decided with this stage, and not before."""
    steps = stage.steps
    known = settled | stage.decides
    everything = (
        *(r for margin in margins.count for r in count_requirements(margin, pack)),
        *(
            r
            for spread in margins.spread
            for r in spread_requirements(spread, pack, steps.get(spread.variable, 1))
        ),
        *(r for grid in margins.grid for r in _grid_so_far(grid, known, pack)),
    )
    for requirement in everything:
        stated_by = {name for variable in requirement.variables for name in _bases(variable, pack)}
        if stated_by <= known and stated_by & stage.decides and _decided(requirement, steps):
            yield requirement


def _grid_so_far(grid: GridMargin, known: set[str], pack: Pack) -> Iterator[Requirement]:
    ready = [name for name in grid_variables(grid) if _bases(name, pack) <= known]
    return grid_requirements(grid, pack, ready) if ready else iter(())


def _bases(variable: str, pack: Pack) -> frozenset[str]:
    """The stated variables that a variable rests on: itself, unless it is derived."""
    derivation = pack.variables[variable].derive
    if derivation is None:
        return frozenset((variable,))
    return frozenset(base for name in derivation.variables for base in _bases(name, pack))


def _decided(requirement: Requirement, steps: Mapping[str, int]) -> bool:
    """Whether values known in steps suffice: every limit lies on a step."""
    return all(
        isinstance(limit, int) and limit % steps[condition.variable] == 0
        for condition in requirement.conditions
        if condition.variable in steps
        for limit in (condition.from_, condition.below, None if condition.to is None else condition.to + 1)  # type: ignore[operator]
        if limit is not None
    )


# -- one stage ------------------------------------------------------------------------------------


def _decide(
    stage: Stage,
    asked: Sequence[Requirement],
    cases: Sequence[Case],
    margins: MarginFile,
    pack: Pack,
    chance: random.Random,
) -> None:
    missing = {name: variable.missing_codes for name, variable in pack.variables.items()}.__getitem__
    only = tuple(c for condition in stage.only for c in pack.resolved((condition,)))
    complete = {index: with_derived(case, pack) for index, case in enumerate(cases)}
    chosen = [index for index in complete if all_hold(only, complete[index], missing)]
    names = _names_needed(stage, asked, pack)
    groups: dict[tuple[Value, ...], list[int]] = defaultdict(list)
    for index in chosen:
        groups[tuple(complete[index].get(name) for name in names.given)].append(index)
    profiles = [dict(zip(names.given, profile, strict=True)) for profile in groups]
    asked = [requirement for requirement in asked if _concerns(requirement, stage, profiles, missing)]
    possible = list(possibilities(stage, margins))
    cells = [
        cell
        for number, profile in enumerate(profiles)
        for cell in _cells(number, profile, possible, names, stage, pack)
        if not any(all_hold(part.conditions, cell.known, missing) for part in stage.never)
    ]
    sizes = [len(members) for members in groups.values()]
    cells, counts = _fitted(stage, asked, cells, sizes, missing, chance)
    for members in groups.values():
        chance.shuffle(members)
    waiting = [list(members) for members in groups.values()]
    for cell, count in zip(cells, counts, strict=True):
        for _ in range(count):
            cases[waiting[cell.group].pop()].update(cell.decided)


def _concerns(requirement: Requirement, stage: Stage, profiles: Iterable[Case], missing: Missing) -> bool:
    """Whether it speaks of any case of the stage; of others, another stage decides the same variables."""
    before = [condition for condition in requirement.conditions if condition.variable not in stage.decides]
    return any(
        all_hold((c for c in before if c.variable in profile), profile, missing) for profile in profiles
    )


@dataclass(frozen=True)
class Names:
    """`given`: what cases are grouped by. `derived`: what has to be derived for each cell, in order."""

    given: tuple[str, ...]
    derived: tuple[str, ...]


def _names_needed(stage: Stage, asked: Iterable[Requirement], pack: Pack) -> Names:
    spoken = {name for requirement in asked for name in requirement.variables}
    spoken |= {condition.variable for part in (*stage.lean, *stage.never) for condition in part.conditions}
    given: set[str] = {axis.variable for axis in stage.axes if axis.within}
    derived: set[str] = set()
    for name in spoken:
        bases = _bases(name, pack)
        if not bases & stage.decides:
            given.add(name)
        elif name not in stage.decides:
            derived |= _through(name, pack)
            given |= bases - stage.decides
    order = [variable.key for variable in pack.derived_order() if variable.key in derived]
    return Names(tuple(sorted(given)), tuple(order))


def _through(name: str, pack: Pack) -> set[str]:
    """The variable and every derived one on the way to it."""
    derivation = pack.variables[name].derive
    return (
        set() if derivation is None else {name, *(n for v in derivation.variables for n in _through(v, pack))}
    )


def _cells(
    group: int, given: Case, possible: Iterable[Case], names: Names, stage: Stage, pack: Pack
) -> Iterator[Cell]:
    exact = {axis.variable for axis in stage.axes if axis.within}
    for possibility in possible:
        decided = {n: v + given[n] if n in exact else v for n, v in possibility.items()}  # type: ignore[operator]
        known = {**given, **decided}
        for name in names.derived:
            known[name] = derive(pack.variables[name], known, pack)
        yield Cell(group, decided, known)


def _fitted(
    stage: Stage,
    asked: Sequence[Requirement],
    cells: list[Cell],
    sizes: Sequence[int],
    missing: Missing,
    chance: random.Random,
) -> tuple[list[Cell], list[int]]:
    """The cells that can be filled at all, and how many cases each gets."""
    empty = [requirement for requirement in asked if requirement.most == 0]
    cells = [c for c in cells if not any(all_hold(r.conditions, c.known, missing) for r in empty)]
    bounds = [
        Bound(
            tuple(n for n, c in enumerate(cells) if all_hold(r.conditions, c.known, missing)),
            r.least,
            r.most,
            r.seed,
        )
        for r in asked
        if r.most > 0
    ]
    weights = [_weight(cell, stage.lean, missing) for cell in cells]
    counts = fitted_counts([cell.group for cell in cells], sizes, weights, bounds, chance)
    return cells, counts


def _weight(cell: Cell, leans: Iterable[Lean], missing: Missing) -> float:
    return prod(lean.weight for lean in leans if all_hold(lean.conditions, cell.known, missing))


# -- what no margin speaks of ---------------------------------------------------------------------


def _draw(draw: Draw, cases: Iterable[Case], pack: Pack, chance: random.Random) -> None:
    conditions: tuple[Condition, ...] = draw.conditions
    for case in cases:
        if draw.variable in case or not all_hold(conditions, with_derived(case, pack), pack.missing_codes):
            continue
        if draw.between is None:
            case[draw.variable] = chance.choices(list(draw.choose), list(draw.choose.values()))[0]
        else:
            case[draw.variable] = None if chance.random() < draw.blank else chance.randint(*draw.between)
