"""A query in the words that the index has: every spelling of a phrase, and for the beginning of a word the
words that begin so.

The index has stems, and the beginning of a word is often longer than its stem (“vulnerab*” and vulner): so
the words that begin so are looked up, and one word of each stem is searched for. Nearness to a choice is a
choice of nearnesses.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import product
from math import prod

from waymark.instruments.problems import CallProblem
from waymark.library.search.query_tree import And, Beginning, Near, Or, Phrase, Query, Without, any_of
from waymark.library.search.spelling import spellings, spellings_begun
from waymark.library.search.stems import stem
from waymark.library.search.words import folded

MOST_STEMS = 300
MOST_NEARNESSES = 300

WordsBeginning = Callable[[str], Iterable[str]]
"""The words of the index, folded, that begin with these folded letters."""


def expanded(query: Query, words_beginning: WordsBeginning) -> Query | None:
    """The same without `Beginning`, and with phrases alone inside `Near`; None: nothing can be found."""
    match query:
        case Phrase():
            return _choice(spellings(query.words))
        case Beginning():
            return _begun(query, words_beginning)
        case Near():
            return _near(query, words_beginning)
        case And():
            parts = [expanded(operand, words_beginning) for operand in query.operands]
            known = [part for part in parts if part is not None]
            return And(tuple(known)) if len(known) == len(parts) else None
        case Or():
            parts = [expanded(operand, words_beginning) for operand in query.operands]
            known = [part for part in parts if part is not None]
            return any_of(known) if known else None
        case Without():
            keep, drop = expanded(query.keep, words_beginning), expanded(query.drop, words_beginning)
            return keep if keep is None or drop is None else Without(keep, drop)


def _choice(phrases: Iterable[tuple[str, ...]]) -> Query:
    return any_of([Phrase(words) for words in phrases])


def _begun(query: Beginning, words_beginning: WordsBeginning) -> Query | None:
    phrases: dict[tuple[str, ...], tuple[str, ...]] = {}
    for *before, last in spellings_begun(query.words):
        for word in words_beginning(folded(last)):
            phrases.setdefault((*before, stem(word)), (*before, word))
    if len(phrases) > MOST_STEMS:
        raise CallProblem(
            f"“{query.words[-1]}*” begins {len(phrases)} different words.",
            right="Give more letters before the star.",
        )
    return _choice(phrases.values()) if phrases else None


def _near(query: Near, words_beginning: WordsBeginning) -> Query | None:
    choices: list[tuple[Query, ...]] = []
    for operand in query.operands:
        known = expanded(operand, words_beginning)
        if known is None:
            return None
        choices.append(tuple(_phrases(known)))
    if prod(len(choice) for choice in choices) > MOST_NEARNESSES:
        raise CallProblem(
            "NEAR has too many words to choose from on its sides.",
            right="Give more letters before a star, or use AND.",
        )
    return any_of([Near(chosen, query.within) for chosen in product(*choices)])


def _phrases(query: Query) -> list[Query]:
    """Of a phrase or a choice, however deep."""
    if isinstance(query, Or):
        return [phrase for operand in query.operands for phrase in _phrases(operand)]
    return [query]
