"""The language of a search: `parse` turns what a person types into a `Query`.

Words must all stand in a passage; "a phrase" stands in (straight or curly) quotation marks; AND, OR, NOT and
NEAR are operators in capitals only; `-word` is NOT word; brackets group; `neglect*` is any word that begins
so; `mother NEAR/5 alcohol` and `NEAR(mother alcohol, 5)` ask for nearness. A word with marks inside it
("drug-related", "child's") is a phrase. Nothing else in the text has a meaning, so nothing has to be escaped.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from waymark.instruments.problems import CallProblem
from waymark.library.search.query_pieces import Piece, PieceKind, pieces_of, words_between
from waymark.library.search.query_tree import Beginning, Near, Or, Phrase, Query, Without, all_of, any_of

MOST_WORDS = 100
MOST_BRACKETS = 20
USUAL_BETWEEN = 10
"""Words between two that are near where no number is given."""


@dataclass(frozen=True)
class _Not:
    """Something that must not stand, as long as it is not known what it is taken from."""

    query: Query


_Asked: TypeAlias = Query | _Not


def parse(text: str) -> Query:
    """Raises `CallProblem` where the text cannot be understood."""
    pieces = pieces_of(text)
    if sum(len(piece.operand.words) for piece in pieces if piece.operand) > MOST_WORDS:
        raise CallProblem("The search is too long.", right=f"At most {MOST_WORDS} words can be asked for.")
    if all(piece.kind == "," for piece in pieces):
        raise CallProblem("The search holds no word.", right="Give a word or a “phrase in quotation marks”.")
    reader = _Reader(pieces)
    asked = reader.either(0)
    if reader.kind is not None:
        raise CallProblem(
            "A bracket is closed that was never opened.", right="Open it with “(” or leave it out."
        )
    if isinstance(asked, _Not):
        raise CallProblem(
            "The search only says what must not stand in a passage.",
            right="Say what must stand there too, as in: neglect NOT emotional.",
        )
    return asked


def _negated(asked: _Asked) -> _Asked:
    return asked.query if isinstance(asked, _Not) else _Not(asked)


class _Reader:
    """Reads the pieces from left to right; each method reads what binds more tightly than the one before."""

    def __init__(self, pieces: list[Piece]) -> None:
        self.pieces = pieces
        self.at = 0

    @property
    def kind(self) -> PieceKind | None:
        return self.pieces[self.at].kind if self.at < len(self.pieces) else None

    def take(self) -> Piece:
        self.at += 1
        return self.pieces[self.at - 1]

    def either(self, depth: int) -> _Asked:
        choices = [self.together(depth)]
        while self.kind == "OR":
            self.take()
            choices.append(self.together(depth))
        if len(choices) == 1:
            return choices[0]
        kept: list[Query] = []
        for choice in choices:
            if isinstance(choice, _Not):
                raise CallProblem(
                    "One side of OR only says what must not stand.",
                    right="Say what must stand there too, as in: neglect OR (injury NOT accident).",
                )
            kept.append(choice)
        return any_of(kept)

    def together(self, depth: int) -> _Asked:
        kept: list[Query] = []
        dropped: list[Query] = []
        while True:
            asked = self.not_or_near(depth)
            if isinstance(asked, _Not):
                dropped.append(asked.query)
            else:
                kept.append(asked)
            while self.kind == ",":
                self.take()
            if self.kind == "AND":
                self.take()
            elif self.kind in ("OR", ")", None):
                break
        if not dropped:
            return all_of(kept)
        return Without(all_of(kept), any_of(dropped)) if kept else _Not(any_of(dropped))

    def not_or_near(self, depth: int) -> _Asked:
        times = 0
        while self.kind == "NOT":
            self.take()
            times += 1
        asked = self.near(depth)
        return _negated(asked) if times % 2 else asked

    def near(self, depth: int) -> _Asked:
        operands = [self.operand(depth)]
        within: int | None = None
        while self.kind == "NEAR":
            between = self.take().within
            between = USUAL_BETWEEN if between is None else between
            if within not in (None, between):
                raise CallProblem(
                    f"NEAR/{within} and NEAR/{between} stand in one row.",
                    right="Use one number, or join two searches by AND.",
                )
            within = between
            operands.append(self.operand(depth))
        return operands[0] if within is None else _near(operands, within)

    def operand(self, depth: int) -> _Asked:
        while self.kind == ",":
            self.take()
        if self.kind is None or self.kind in ("AND", "OR", "NOT", "NEAR", ")"):
            raise self._nothing_here()
        piece = self.take()
        if piece.operand is not None:
            return piece.operand
        if depth == MOST_BRACKETS:
            raise CallProblem(
                "Too many brackets stand inside one another.", right=f"At most {MOST_BRACKETS} can."
            )
        if piece.kind == "NEAR(":
            return self._function(depth + 1)
        if self.kind == ")":
            raise CallProblem("A pair of brackets is empty.", right="Put a search between them.")
        asked = self.either(depth + 1)
        self._close()
        return asked

    def _function(self, depth: int) -> _Asked:
        """What stands in NEAR( … ): operands, and after a comma the number of words."""
        operands: list[_Asked] = []
        within = USUAL_BETWEEN
        while self.kind not in (")", None):
            if self.kind == ",":
                self.take()
                number = self._last_number()
                if number is not None:
                    within = number
            else:
                operands.append(self.operand(depth))
        self._close()
        return _near(operands, within)

    def _last_number(self) -> int | None:
        following = self.pieces[self.at : self.at + 2]
        if len(following) == 2 and following[1].kind == ")" and re.fullmatch("[0-9]{1,6}", following[0].said):
            return words_between(self.take().said)
        return None

    def _close(self) -> None:
        if self.kind != ")":
            raise CallProblem("A bracket is opened and not closed.", right="Close it with “)”.")
        self.take()

    def _nothing_here(self) -> CallProblem:
        before = self.pieces[self.at - 1].said if self.at else ""
        here = self.pieces[self.at].said if self.kind else ""
        if here == ")" and before in ("(", "NEAR("):
            return CallProblem("A pair of brackets is empty.", right="Put a search between them.")
        where = f"Between “{before}” and “{here}”" if before and here else f"After “{before}”"
        if not before:
            where = f"Before “{here}”"
        return CallProblem(
            f"{where} a word is missing.",
            right="AND, OR, NOT and NEAR in capitals join two searches; as words they are typed in small letters.",
        )


def _near(operands: list[_Asked], within: int) -> Near:
    kept: list[Query] = []
    for operand in operands:
        choices = operand.operands if isinstance(operand, Or) else (operand,)
        if not all(isinstance(choice, Phrase | Beginning) for choice in choices):
            raise CallProblem(
                "NEAR joins words, phrases, or a choice of them in brackets.",
                right="Write, for example: (mother OR father) NEAR/5 alcohol.",
            )
        assert not isinstance(operand, _Not)
        kept.append(operand)
    if len(kept) < 2:
        raise CallProblem(
            "NEAR needs two words or phrases.", right="Write NEAR(mother alcohol, 5), for example."
        )
    return Near(tuple(kept), within)
