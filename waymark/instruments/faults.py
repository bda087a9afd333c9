"""What is wrong inside a pack, said in one way: the place, what is wrong, and what would be right."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem, Place, did_you_mean


def fault(place: str, what: str, right: str = "") -> InputProblem:
    return InputProblem(what, place=Place(part=place), right=right)


def unknown(place: str, kind: str, name: str, known: Iterable[str]) -> InputProblem:
    """A name that leads nowhere, with the nearest one that does."""
    return fault(place, f"there is no {kind} “{name}”.", did_you_mean(name, known))


def named_variable(pack: Pack, place: str, name: str) -> Iterator[InputProblem]:
    if name and name not in pack.variables:
        yield unknown(place, "variable", name, pack.variables)
