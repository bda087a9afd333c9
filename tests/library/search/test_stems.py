"""Stems outside the index are those of the index."""

from __future__ import annotations

import sqlite3

from hypothesis import example, given
from hypothesis import strategies as st

from tests.library.search.making import listed
from waymark.library.search.stems import beginning, stem
from waymark.library.search.words import different_words, folded, words_in

ENDINGS = listed(
    "s es ies ed eed ing ation ational tional ness iveness fulness ousness ful ably ability ment ement ent ic ical "
    "icate iciti ism alism alize izer ization ate at bl iz ll y ly ally ence ance enci ator biliti logi er ion tion"
)
STARTS = listed(
    "neglect abus hop hopp fil fall troubl conflat organ sens rat y sk cr bully vulner investig be a i toy row fix"
)
WORDS = st.tuples(
    st.one_of(st.sampled_from(STARTS), st.text(st.sampled_from("abceilnstyz"), min_size=1, max_size=6)),
    st.lists(st.sampled_from(ENDINGS), max_size=3).map("".join),
).map("".join)


def stems_of_the_index(words: list[str]) -> dict[str, str]:
    """As FTS5 has them."""
    connection = sqlite3.connect(":memory:")
    connection.execute(
        "CREATE VIRTUAL TABLE t USING fts5 (w, tokenize = 'porter unicode61 remove_diacritics 2')"
    )
    connection.execute("CREATE VIRTUAL TABLE v USING fts5vocab (t, 'instance')")
    connection.executemany("INSERT INTO t (rowid, w) VALUES (?, ?)", enumerate(words))
    return {words[row]: term for term, row in connection.execute("SELECT term, doc FROM v")}


@given(st.lists(WORDS, min_size=1, max_size=80))
@example(["toying", "rowed", "fixing", "filing", "falling", "hissing"])
def test_stems_are_those_of_the_index(words: list[str]) -> None:
    assert {word: stem(word) for word in words} == stems_of_the_index(words)


@given(WORDS)
def test_a_word_begins_as_its_stem_does(word: str) -> None:
    assert word.startswith(beginning(stem(word)))


def test_the_longest_and_the_shortest_words_are_their_own_stems() -> None:
    words = ["as", "is", "x" * 61 + "ing", "x" * 62 + "ing", "Zoës", "naïvely"]
    assert {word: stem(folded(word)) for word in words} == stems_of_the_index(words)


@given(st.text(max_size=40))
def test_folding_keeps_every_offset(text: str) -> None:
    assert len(folded(text)) == len(text)


def test_words_are_runs_of_letters_and_digits() -> None:
    assert words_in("Child’s A&E_visit (14/05)…") == ("child", "s", "a", "e", "visit", "14", "05")
    assert different_words(["Zoë's fall.", "A fall, again"]) == {"zoe", "s", "fall", "a", "again"}
