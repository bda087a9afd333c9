"""A pinned passage in a better text: where its words are, or what became of them."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.library.texts import text_of
from waymark.library.carrying import carry
from waymark.library.stored_text import Passage, StoredText, passage


def pin(stored: StoredText, words: str) -> Passage:
    start = stored.text.index(words)
    return passage(stored, start, start + len(words))


OLD = text_of("The health visitor called twice.", "Nobody asked the child what he wished.")


def test_words_that_stand_where_they_stood_stay() -> None:
    pinned = pin(OLD, "health visitor")
    carried = carry(pinned, OLD)
    assert (carried.how, carried.passage) == ("same", pinned)


def test_words_that_moved_are_followed_to_their_page() -> None:
    new = text_of("A new page in front.", *("The health visitor called twice.", "Nobody asked the child."))
    carried = carry(pin(OLD, "health visitor called"), new)
    assert carried.how == "moved"
    assert carried.passage is not None
    assert (carried.passage.page, carried.passage.quote) == (2, "health visitor called")
    assert new.text[carried.passage.start : carried.passage.end] == "health visitor called"


def test_another_spacing_is_the_same_words() -> None:
    new = text_of("The health\nvisitor  called twice.")
    carried = carry(pin(OLD, "health visitor called"), new)
    assert carried.how == "moved"
    assert carried.passage is not None and carried.passage.quote == "health\nvisitor  called"


def test_words_that_stand_twice_go_to_the_page_they_were_on() -> None:
    new = text_of("Nobody asked the child what he wished.", "Before. Nobody asked the child what he wished.")
    carried = carry(pin(OLD, "Nobody asked the child"), new)
    assert carried.passage is not None and carried.passage.page == 2


def test_a_sentence_read_better_is_found_and_flagged() -> None:
    old = text_of("Nobody asked the chi1d what he wlshed for himself.")
    new = text_of("A heading. Nobody asked the child what he wished for himself. The end.")
    carried = carry(pin(old, "Nobody asked the chi1d what he wlshed for himself."), new)
    assert carried.how == "altered"
    assert carried.passage is not None and "asked the child what he wished" in carried.passage.quote


def test_words_that_are_gone_are_lost_and_never_guessed() -> None:
    new = text_of("A quite different page.", "With nothing of what was said before on it.")
    assert carry(pin(OLD, "Nobody asked the child what he wished."), new).how == "lost"
    assert carry(pin(OLD, "twice"), new).passage is None


words = st.text(alphabet="abcde .", min_size=1, max_size=60)


@given(st.lists(words, min_size=1, max_size=4), st.lists(words, min_size=1, max_size=4), st.data())
def test_what_is_carried_without_a_flag_has_the_same_words(
    old: list[str], new: list[str], data: st.DataObject
) -> None:
    before, after = text_of(*old), text_of(*new)
    start = data.draw(st.integers(0, len(before.text) - 1))
    end = data.draw(st.integers(start + 1, len(before.text)))
    pinned = passage(before, start, end)
    carried = carry(pinned, after)
    if carried.passage is not None:
        found = carried.passage
        assert after.text[found.start : found.end] == found.quote
        assert found.page == after.page_at(found.start)
        if carried.how != "altered":
            assert found.quote.split() == pinned.quote.split()
