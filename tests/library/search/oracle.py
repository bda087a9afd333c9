"""What a search finds, worked out the long way: every word of every passage is looked at.

Deliberately simple, and with nothing of the search but its tree: words are runs of small letters, and stems are
given by who asks. Other spellings are not known here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import product

from waymark.library.search.index import Within
from waymark.library.search.passages import IndexedPassage
from waymark.library.search.query_tree import And, Beginning, Near, Or, Phrase, Query, Without

Stems = dict[str, str]


def words_of(passage: IndexedPassage) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in passage.text.lower()).split()


def matching(
    passages: Sequence[IndexedPassage], query: Query, within: Within, stems: Stems
) -> list[IndexedPassage]:
    known = {word for passage in passages for word in words_of(passage)}
    return [
        passage
        for passage in passages
        if (within.reports is None or passage.report in within.reports)
        and (not within.sections or passage.section in within.sections)
        and stands(query, words_of(passage), known, stems)
    ]


def stands(query: Query, words: list[str], known: set[str], stems: Stems) -> bool:
    def inside(operand: Query) -> bool:
        return stands(operand, words, known, stems)

    match query:
        case And(operands):
            return all(inside(operand) for operand in operands)
        case Or(operands):
            return any(inside(operand) for operand in operands)
        case Without(keep, drop):
            return inside(keep) and not inside(drop)
        case Near(operands, most):
            return any(
                near(chosen, most) for chosen in product(*(places(o, words, known, stems) for o in operands))
            )
        case Phrase() | Beginning():
            return bool(places(query, words, known, stems))


def places(query: Query, words: list[str], known: set[str], stems: Stems) -> list[tuple[int, int]]:
    """From which word to which."""
    match query:
        case Or(operands):
            return [place for operand in operands for place in places(operand, words, known, stems)]
        case Phrase(sought):
            return placed(words, [same_as(word, stems) for word in sought])
        case Beginning((*before, last)):
            begun = {stems[word] for word in known if word.startswith(last)}
            return placed(
                words, [*(same_as(word, stems) for word in before), lambda word: stems[word] in begun]
            )
    raise AssertionError(query)


def same_as(sought: str, stems: Stems) -> Callable[[str], bool]:
    return lambda word: stems[word] == stems[sought]


def placed(words: list[str], tests: list[Callable[[str], bool]]) -> list[tuple[int, int]]:
    return [
        (at, at + len(tests))
        for at in range(len(words) - len(tests) + 1)
        if all(test(word) for test, word in zip(tests, words[at:], strict=False))
    ]


def near(chosen: Sequence[tuple[int, int]], most: int) -> bool:
    last = max(start for start, _ in chosen)
    return all(last - end <= most for _, end in chosen)
