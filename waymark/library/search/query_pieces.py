"""The pieces of which a search as typed is made: words and phrases, operators, brackets, commas.

In: the text. Out: pieces in order; marks that mean nothing are left out. Raises `CallProblem` for a piece that
is wrong in itself: a quotation mark that is not closed, a star inside a word, a NEAR that reaches too far.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from waymark.instruments.problems import CallProblem
from waymark.library.search.query_tree import Beginning, Phrase
from waymark.library.search.words import words_in

MOST_BETWEEN = 200
"""Words between two that are near."""
FEWEST_LETTERS = 2
"""Of the beginning of a word."""

_QUOTES = '"“”„‟＂'
_PIECE = re.compile(
    rf"""
      [{_QUOTES}] (?P<quoted>[^{_QUOTES}]*) (?P<closed>[{_QUOTES}]|\Z) (?P<star>\*?)
    | ‘ (?P<single>[^‘]*?) ’ (?![^\W_])
    | NEAR/ (?P<within>[0-9]{{1,6}}) (?= [\s({_QUOTES}‘] | \Z )
    | (?P<function> NEAR\( )
    | (?P<mark> [(),] )
    | (?P<minus> (?<![^\s(]) - (?= [{_QUOTES}‘(] | [^\W_] ) )
    | (?P<chunk> (?: [^\s{_QUOTES}(),;] | (?<=[0-9]),(?=[0-9]) )+ )
    """,
    re.VERBOSE,
)
_BEGUN = re.compile(r"[^*]*[^\W_]\*[^\w*]*")

PieceKind = Literal["operand", "AND", "OR", "NOT", "NEAR", "NEAR(", "(", ")", ","]


@dataclass(frozen=True)
class Piece:
    """`said`: as typed. `within` of NEAR, None where no number is given."""

    kind: PieceKind
    said: str
    operand: Phrase | Beginning | None = None
    within: int | None = None


def pieces_of(text: str) -> list[Piece]:
    found = []
    for match in _PIECE.finditer(text):
        quoted = match["quoted"] if match["single"] is None else match["single"]
        if quoted is not None:
            found.append(_quoted(quoted, match))
        elif match["chunk"]:
            found += _of_chunk(match["chunk"])
        elif match["within"]:
            found.append(Piece("NEAR", match[0], within=words_between(match["within"])))
        else:
            found.append(Piece("NOT" if match["minus"] else match[0], match[0]))  # type: ignore[arg-type]
    return found


def _quoted(quoted: str, match: re.Match[str]) -> Piece:
    if match["single"] is None and not match["closed"]:
        raise CallProblem(
            f"The phrase that begins “{quoted[:30]}” has no closing quotation mark.",
            right="Close it, or leave the quotation mark out.",
        )
    if "*" in quoted and not _BEGUN.fullmatch(quoted):
        raise _star(quoted)
    words = words_in(quoted)
    if not words:
        raise CallProblem("A pair of quotation marks holds no word.", right="Put a phrase between them.")
    return Piece("operand", quoted, _begun(words) if "*" in match[0] else Phrase(words))


def _of_chunk(chunk: str) -> list[Piece]:
    """A piece of text without blanks; marks alone ask for nothing."""
    if chunk in ("AND", "OR", "NOT", "NEAR"):
        return [Piece(chunk, chunk)]  # type: ignore[arg-type]
    if chunk.startswith("NEAR/"):
        raise CallProblem(f"“{chunk}” gives no number of words.", right="Write NEAR/5, for example.")
    words = words_in(chunk)
    if "*" in chunk:
        if not _BEGUN.fullmatch(chunk):
            raise _star(chunk)
        return [Piece("operand", chunk, _begun(words))]
    return [Piece("operand", chunk, Phrase(words))] if words else []


def _begun(words: tuple[str, ...]) -> Beginning:
    if len(words[-1]) < FEWEST_LETTERS:
        raise CallProblem(
            f"“{words[-1]}*” begins too many words.",
            right=f"Give at least {FEWEST_LETTERS} letters before the star.",
        )
    return Beginning(words)


def _star(said: str) -> CallProblem:
    return CallProblem(
        f"The star in “{said[:40]}” does not stand at the end of a word.",
        right="Give the beginning of a word, then the star, as in: neglect*.",
    )


def words_between(number: str) -> int:
    if int(number) > MOST_BETWEEN:
        raise CallProblem(
            f"NEAR cannot reach over {number} words.",
            right=f"Give a number up to {MOST_BETWEEN}, or use AND.",
        )
    return int(number)
