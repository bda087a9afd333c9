"""Whether a withheld count can be worked out, and what else has to be withheld so that it cannot.

What a reader knows is a set of sums: the shown counts, that parts make up wholes, that counts are whole
numbers and not below zero (nor zero, where no zero is withheld). A withheld count is exposed when only one
value fits all of that. The method is that of complementary suppression as statistical offices use it: the
audit asks for the smallest and the largest value that fit; while they are equal, the smallest count that
shares a sum with the exposed one is withheld too.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeAlias, TypeVar

import numpy as np
from scipy.optimize import linprog

K = TypeVar("K", bound=Hashable)


@dataclass(frozen=True)
class Relation(Generic[K]):
    """The parts add up to the whole: another count, or a `total` that a reader may know from elsewhere."""

    parts: tuple[K, ...]
    whole: K | None = None
    total: int = 0

    @property
    def members(self) -> tuple[K, ...]:
        return self.parts if self.whole is None else (*self.parts, self.whole)


def protected(
    counts: Mapping[K, int],
    relations: Iterable[Relation[K]],
    small: Collection[K],
    cost: Callable[[K], tuple[int, ...]],
) -> frozenset[K]:
    """The small counts, and as many more as it takes that none of those withheld can be worked out.

    `cost` orders what is rather withheld: the least first. A known total from elsewhere that leaves no
    choice even with all its parts withheld is given up: the count behind it is small itself.
    """
    known = list(relations)
    hidden = set(small)
    while True:
        bare = exposed(hidden, counts, known)
        if not bare:
            return frozenset(hidden)
        one = min(bare, key=lambda key: (cost(key), str(key)))
        around = _around(one, known)
        chosen = _next(around, hidden, cost)
        if chosen is not None:
            hidden.add(chosen)
        elif any(relation.whole is None for ring in around for relation in ring):
            given_up = {id(relation) for ring in around for relation in ring if relation.whole is None}
            known = [relation for relation in known if id(relation) not in given_up]
        else:
            return frozenset(hidden)


def _around(one: K, relations: list[Relation[K]]) -> list[list[Relation[K]]]:
    """The sums that hold the count, then those that share a count with these, and so on outwards."""
    rings: list[list[Relation[K]]] = []
    reached, left = {one}, list(relations)
    while ring := [relation for relation in left if not reached.isdisjoint(relation.members)]:
        rings.append(ring)
        left = [relation for relation in left if relation not in ring]
        reached |= {key for relation in ring for key in relation.members}
    return rings


def _next(around: list[list[Relation[K]]], hidden: set[K], cost: Callable[[K], tuple[int, ...]]) -> K | None:
    """What to withhold next: from the nearest sum with the fewest withheld counts, the one of least cost."""
    for ring in around:
        for relation in sorted(ring, key=lambda r: sum(key in hidden for key in r.members)):
            free = [key for key in relation.members if key not in hidden]
            if free:
                return min(free, key=lambda key: (cost(key), str(key)))
    return None


def exposed(hidden: Collection[K], counts: Mapping[K, int], relations: Iterable[Relation[K]]) -> set[K]:
    """Those of the hidden counts for which only one value is possible."""
    lowest = 0 if any(counts[key] == 0 for key in hidden) else 1
    equations = [_equation(relation, hidden, counts) for relation in relations]
    live = [(signs, right) for signs, right in equations if signs]
    alone: set[K] = {next(iter(signs)) for signs, _ in live if len(signs) == 1}
    if alone:
        return alone
    found: set[K] = set()
    for keys, group in _components(live):
        found |= _fixed(keys, group, lowest)
    return found


_Equation: TypeAlias = tuple[dict[K, int], int]


def _equation(relation: Relation[K], hidden: Collection[K], counts: Mapping[K, int]) -> _Equation[K]:
    """Signs of the hidden members, and what they add up to by the shown ones."""
    signs: dict[K, int] = {}
    right = relation.total
    for key in relation.parts:
        if key in hidden:
            signs[key] = 1
        else:
            right -= counts[key]
    if relation.whole is not None:
        if relation.whole in hidden:
            signs[relation.whole] = -1
        else:
            right += counts[relation.whole]
    return signs, right


def _components(equations: list[_Equation[K]]) -> Iterable[tuple[list[K], list[_Equation[K]]]]:
    """Equations that share no hidden count can be looked at apart."""
    waiting = deque(equations)
    while waiting:
        signs, right = waiting.popleft()
        keys, group = dict.fromkeys(signs), [(signs, right)]
        grew = True
        while grew:
            joined = [e for e in waiting if any(key in keys for key in e[0])]
            grew = bool(joined)
            for equation in joined:
                waiting.remove(equation)
                group.append(equation)
                keys |= dict.fromkeys(equation[0])
        yield list(keys), group


def _fixed(keys: list[K], equations: list[_Equation[K]], lowest: int) -> set[K]:
    """Counts that have the same value in every solution. A solution found for one count tells of all."""
    matrix = np.array([[signs.get(key, 0) for key in keys] for signs, _ in equations], dtype=float)
    right = np.array([value for _, value in equations], dtype=float)
    seen: list[set[int]] = [set() for _ in keys]
    found: set[K] = set()
    for place, key in enumerate(keys):
        for sign in (1.0, -1.0):
            if len(seen[place]) > 1:
                break
            solution = _end(matrix, right, place, sign, lowest)
            if solution is None:  # it has no end in this direction, so it is not fixed
                seen[place] |= {-1, -2}
                break
            for each, value in enumerate(solution):
                seen[each].add(value)
        if len(seen[place]) == 1:
            found.add(key)
    return found


def _end(matrix: np.ndarray, right: np.ndarray, place: int, sign: float, lowest: int) -> list[int] | None:
    """The solution with the least (or, with the sign -1, the largest) value of one count."""
    aim = np.zeros(matrix.shape[1])
    aim[place] = sign
    found = linprog(aim, A_eq=matrix, b_eq=right, bounds=(lowest, None), integrality=1, method="highs")
    return [round(value) for value in found.x] if found.success and found.x is not None else None
