"""A search as it is understood: a tree that cannot ask for something only by what must not stand.

Words are in small letters, without marks between them; that they are matched by stem and in other spellings
is left to the index.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Phrase:
    """Words that follow one another; a single word is a phrase of one."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Beginning:
    """A phrase of whose last word only the beginning is given."""

    words: tuple[str, ...]


@dataclass(frozen=True)
class Near:
    """All of them, in any order, with at most `within` words between the end of each and the one that begins
    last. Operands are phrases, beginnings, or a choice (`Or`) of such."""

    operands: tuple[Query, ...]
    within: int


@dataclass(frozen=True)
class And:
    operands: tuple[Query, ...]


@dataclass(frozen=True)
class Or:
    operands: tuple[Query, ...]


@dataclass(frozen=True)
class Without:
    """What `keep` finds, save what `drop` finds."""

    keep: Query
    drop: Query


Query: TypeAlias = Phrase | Beginning | Near | And | Or | Without


def all_of(operands: list[Query]) -> Query:
    return operands[0] if len(operands) == 1 else And(tuple(operands))


def any_of(operands: list[Query]) -> Query:
    """One of them; the same twice is once."""
    once = tuple(dict.fromkeys(operands))
    return once[0] if len(once) == 1 else Or(once)
