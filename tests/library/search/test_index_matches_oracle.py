"""The index finds what the oracle finds, on generated passages and searches."""

from __future__ import annotations

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.search.making import index, listed, passage
from tests.library.search.oracle import matching
from tests.library.search.test_stems import stems_of_the_index
from waymark.library.search.index import Within
from waymark.library.search.passages import IndexedPassage
from waymark.library.search.query_language import parse
from waymark.library.search.query_tree import And, Beginning, Near, Or, Phrase, Query, Without

WORDS = listed(
    "neglect neglected abuse abused abusive abundant care cared carer caring lan lanto lantok mop 2013"
)
BEGINNINGS = listed("neg neglected abus abusi lan lantok")
STEMS = stems_of_the_index(WORDS)
SECTIONS = ("story", "findings", "glossary")

TEXTS = st.lists(
    st.tuples(st.sampled_from(WORDS), st.sampled_from((" ", " ", " ", ". ", "-", "’", "\n", "_"))).map(
        "".join
    ),
    max_size=14,
).map("".join)
PASSAGES = st.lists(
    st.builds(passage, TEXTS, st.integers(1, 4), st.integers(1, 9), st.sampled_from(SECTIONS)), max_size=30
)
RESTRICTIONS = st.builds(
    Within,
    st.none() | st.frozensets(st.integers(1, 5)),
    st.frozensets(st.sampled_from(SECTIONS)),
)


def many(operands: st.SearchStrategy[Query]) -> st.SearchStrategy[tuple[Query, ...]]:
    return st.lists(operands, min_size=2, max_size=3, unique=True).map(tuple)


def phrases() -> st.SearchStrategy[Query]:
    words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=3)
    begun = st.tuples(st.lists(st.sampled_from(WORDS), max_size=1), st.sampled_from(BEGINNINGS))
    return words.map(lambda each: Phrase(tuple(each))) | begun.map(
        lambda each: Beginning((*each[0], each[1]))
    )


def nearnesses() -> st.SearchStrategy[Query]:
    operands = st.lists(phrases() | many(phrases()).map(Or), min_size=2, max_size=3)
    return st.builds(lambda each, within: Near(tuple(each), within), operands, st.integers(0, 4))


QUERIES: st.SearchStrategy[Query] = st.recursive(
    phrases() | nearnesses(),
    lambda inner: st.one_of(many(inner).map(And), many(inner).map(Or), st.builds(Without, inner, inner)),
    max_leaves=6,
)


def typed(query: Query) -> str:
    """As a person would type it."""
    match query:
        case Phrase((word,)):
            return word
        case Phrase(words):
            return f'"{" ".join(words)}"'
        case Beginning((word,)):
            return f"{word}*"
        case Beginning(words):
            return f'"{" ".join(words)}*"'
        case Near(operands, within):
            return f"NEAR({' '.join(map(typed, operands))}, {within})"
        case And(operands):
            return f"({' AND '.join(map(typed, operands))})"
        case Or(operands):
            return f"({' OR '.join(map(typed, operands))})"
        case Without(keep, drop):
            return f"({typed(keep)} NOT {typed(drop)})"


def shown(passages: list[IndexedPassage]) -> Counter[tuple[int, int, str, str]]:
    return Counter((each.report, each.page, each.section, each.text) for each in passages)


@settings(max_examples=400)
@given(PASSAGES, QUERIES, RESTRICTIONS)
def test_the_index_finds_what_the_oracle_finds(
    passages: list[IndexedPassage], query: Query, within: Within
) -> None:
    expected = matching(passages, query, within, STEMS)
    hits = index(passages).search(parse(typed(query)), within, 0, 100)
    assert hits.total == len(expected)
    assert Counter((hit.report, hit.page, hit.section, hit.text) for hit in hits.hits) == shown(expected)


def is_begun(query: Query) -> bool:
    match query:
        case Beginning():
            return True
        case Near(operands) | And(operands) | Or(operands):
            return any(is_begun(operand) for operand in operands)
        case Without(keep, drop):
            return is_begun(keep) or is_begun(drop)
    return False


@given(PASSAGES, PASSAGES, QUERIES.filter(lambda query: not is_begun(query)), st.integers(1, 4))
def test_after_a_report_is_removed_and_others_added_the_index_is_as_if_made_anew(
    first: list[IndexedPassage], later: list[IndexedPassage], query: Query, removed: int
) -> None:
    """Without beginnings, for which the words of removed reports are still known."""
    changed = index(first)
    changed.remove(removed)
    changed.add(later)
    kept = [each for each in first if each.report != removed] + later
    assert changed.search(query, Within(), 0, 100).total == len(matching(kept, query, Within(), STEMS))


@given(QUERIES)
def test_what_is_typed_for_a_tree_is_read_as_that_tree(query: Query) -> None:
    assert parse(typed(query)) == query


@given(PASSAGES, phrases())
def test_nothing_that_was_asked_for_is_left_without_a_mark(
    passages: list[IndexedPassage], query: Query
) -> None:
    for hit in index(passages).search(query, Within(), 0, 100).hits:
        assert hit.marks
        edges = [0, *(edge for mark in hit.marks for edge in mark), len(hit.text)]
        between = [hit.text[start:end] for start, end in zip(edges[::2], edges[1::2], strict=True)]
        assert not matching([passage(part) for part in between], query, Within(), STEMS)
        for start, end in hit.marks:
            assert (
                matching([*passages, passage(hit.text[start:end])], query, Within(), STEMS)[-1].text
                == hit.text[start:end]
            )
