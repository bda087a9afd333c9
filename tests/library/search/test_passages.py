"""A report is cut into passages that read as they stand on the page."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.library.search.making import sections, stored
from waymark.library.described import Described
from waymark.library.search.passages import LONGEST, CutPassage, numbered, passages_of
from waymark.library.stored_text import FURNITURE, StoredText

NOTHING = Described((), ())


def said(text: StoredText) -> list[str]:
    return [passage.text for passage in passages_of(text, NOTHING)]


def test_each_paragraph_is_a_passage_with_its_page_and_place() -> None:
    text = stored([["First page."], [("heading", "4 Findings"), ("list item", "4.1 Names.")]])
    cut = passages_of(text, NOTHING)
    assert [(p.text, p.page, p.kind) for p in cut] == [
        ("First page.", 1, "paragraph"),
        ("4 Findings", 2, "heading"),
        ("4.1 Names.", 2, "list item"),
    ]
    assert all(text.text[p.start : p.end] == p.text for p in cut)


def test_heads_feet_and_page_numbers_are_left_out() -> None:
    page: list[str | tuple[str, str]] = [
        ("running head", "Review"),
        "Text.",
        ("running foot", "Final"),
        ("page number", "7"),
    ]
    assert said(stored([page])) == ["Text."]


def test_a_paragraph_over_two_pages_is_one_passage_without_what_stands_between() -> None:
    text = stored(
        [
            ["The family moved", ("footnote", "1 See below."), ("page number", "1")],
            [("running head", "Review"), "…in the spring.", "A new paragraph."],
        ]
    )
    cut = passages_of(text, NOTHING)
    assert [p.text for p in cut] == ["The family moved in the spring.", "1 See below.", "A new paragraph."]
    assert cut[0].page == 1
    assert text.text[cut[0].start :].startswith("The family moved")
    assert text.text[: cut[0].end].endswith("in the spring.")


def test_passages_carry_the_section_in_which_they_stand() -> None:
    text = stored([["Before.", "Findings", "One.", "Recommendations", "Two."]])
    described = sections(text, findings="Findings", recommendations="Recommendations")
    cut = passages_of(text, described)
    assert [p.section for p in cut] == [
        "other",
        "findings",
        "findings",
        "recommendations",
        "recommendations",
    ]


def test_a_very_long_paragraph_is_cut_at_the_end_of_sentences() -> None:
    sentence = "The worker wrote to the school and had no answer."
    text = stored([[" ".join([sentence] * 100)]])
    cut = passages_of(text, NOTHING)
    assert len(cut) == 3
    assert all(p.text.startswith("The worker") and p.text.endswith("no answer.") for p in cut)
    assert all(text.text[p.start : p.end] == p.text for p in cut)
    assert max(len(p.text) for p in cut) < 1.2 * min(len(p.text) for p in cut)


def test_the_parts_of_a_long_passage_stand_on_the_page_where_they_begin() -> None:
    sentences = "They met again. " * 100
    text = stored([["Page one. " + sentences], ["…Page two. " + sentences]])
    cut = passages_of(text, NOTHING)
    assert [p.page for p in cut] == [1, 2]
    assert [text.page_at(p.start) for p in cut] == [1, 2]


def test_without_sentences_it_is_cut_between_words_and_without_words_anywhere() -> None:
    assert all(set(part.split()) == {"word"} for part in said(stored([["word " * 1000]])))
    assert [len(part) for part in said(stored([["x" * 5000]]))] == [1666, 1667, 1667]


def test_the_number_of_a_paragraph_stands_at_its_first_part_only() -> None:
    text = stored([["4.1 " + "They met again. " * 200]])
    first = text.paragraphs[0]
    given_number = StoredText(
        text.text, text.pages, (type(first)(first.start, first.end, 1, number="4.1"),), "x"
    )
    assert [p.number for p in passages_of(given_number, NOTHING)] == ["4.1", ""]


def test_passages_are_numbered_with_their_report_and_version() -> None:
    cut = CutPassage(3, 10, 15, "story", "paragraph", "4.1", "Words")
    [passage] = numbered(7, 2, [cut])
    assert (passage.report, passage.version, passage.page, passage.text) == (7, 2, 3, "Words")
    assert (passage.start, passage.end, passage.section, passage.number) == (10, 15, "story", "4.1")


KINDS = st.sampled_from(["paragraph", "heading", "list item", "footnote", "running head", "page number"])
SAID = st.text(st.sampled_from("ab. \u2009é"), min_size=1, max_size=60).map(
    lambda s: s * 40 if "é." in s else s
)


@given(
    st.lists(st.lists(st.tuples(KINDS, st.tuples(st.sampled_from(["", "…"]), SAID).map("".join)), max_size=6))
)
def test_every_word_of_the_text_is_in_one_passage_and_no_other(pages: list[list[tuple[str, str]]]) -> None:
    text = stored(pages)
    cut = passages_of(text, NOTHING)
    kept = "".join(text.said(p) for p in text.paragraphs if p.kind not in FURNITURE)
    assert sorted("".join("".join(p.text for p in cut).split())) == sorted("".join(kept.split()))
    for passage in cut:
        assert passage.text.strip()
        assert len(passage.text) <= LONGEST
        assert text.text[passage.start] == passage.text[0]
        assert text.text[passage.end - 1] == passage.text[-1]
        assert text.page_at(passage.start) == passage.page
