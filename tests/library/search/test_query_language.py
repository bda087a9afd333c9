"""What a person types is understood as they mean it, or they are told what is wrong."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.library.search.making import index, listed, passage
from waymark.instruments.problems import CallProblem
from waymark.library.search.index import EVERYWHERE
from waymark.library.search.query_language import parse
from waymark.library.search.query_tree import And, Beginning, Near, Or, Phrase, Query, Without


def word(text: str) -> Phrase:
    return Phrase((text,))


A, B, C = word("neglect"), word("injury"), word("police")
UNDERSTOOD: dict[str, Query] = {
    "neglect": A,
    "Neglect": A,
    "  neglect, injury; ": And((A, B)),
    "neglect AND injury": And((A, B)),
    "neglect and injury": And((A, word("and"), B)),
    "neglect injury OR police": Or((And((A, B)), C)),
    "neglect (injury OR police)": And((A, Or((B, C)))),
    "neglect OR neglect": A,
    "neglect NOT injury": Without(A, B),
    "neglect AND NOT injury": Without(A, B),
    "neglect -injury -police": Without(A, Or((B, C))),
    "-injury neglect": Without(A, B),
    "(NOT injury) neglect": Without(A, B),
    "neglect NOT NOT injury": And((A, B)),
    "neglect -(injury police)": Without(A, And((B, C))),
    "neglect - injury": And((A, B)),
    '"home alone"': Phrase(("home", "alone")),
    "“home alone”": Phrase(("home", "alone")),
    "‘home alone’": Phrase(("home", "alone")),
    '-"home alone" neglect': Without(A, Phrase(("home", "alone"))),
    "drug-related": Phrase(("drug", "related")),
    "child's": Phrase(("child", "s")),
    "child’s": Phrase(("child", "s")),
    "14/05/2013": Phrase(("14", "05", "2013")),
    "£5,000": Phrase(("5", "000")),
    "Zoe\u0308": word("zoë"),
    "vulnerab*": Beginning(("vulnerab",)),
    '"risk assessm*"': Beginning(("risk", "assessm")),
    '"risk assessm"*': Beginning(("risk", "assessm")),
    "neglect NEAR/5 injury": Near((A, B), 5),
    "neglect NEAR injury": Near((A, B), 10),
    "neglect NEAR/3 injury NEAR/3 police": Near((A, B, C), 3),
    'NEAR("home alone" injury, 5)': Near((Phrase(("home", "alone")), B), 5),
    "NEAR(neglect, injury)": Near((A, B), 10),
    "(neglect OR injury) NEAR/5 police": Near((Or((A, B)), C), 5),
    "neglect NOT injury NEAR/2 police": Without(A, Near((B, C), 2)),
    "near NEARLY nOt": And((word("near"), word("nearly"), word("not"))),
}

WRONG = {
    "": "holds no word",
    "?! – …": "holds no word",
    '"home alone': "“home alone” has no closing quotation mark",
    '""': "quotation marks holds no word",
    "()": "pair of brackets is empty",
    "neglect ()": "pair of brackets is empty",
    "NEAR()": "pair of brackets is empty|needs two words",
    "(neglect": "opened and not closed",
    "neglect)": "closed that was never opened",
    "NOT neglect": "only says what must not stand",
    "-neglect -injury": "only says what must not stand",
    "neglect OR NOT injury": "One side of OR",
    "neglect AND": "After “AND” a word is missing",
    "OR neglect": "Before “OR” a word is missing",
    "neglect AND OR injury": "Between “AND” and “OR” a word is missing",
    "neglect NEAR/5": "After “NEAR/5” a word is missing",
    "neglect NEAR/five injury": "gives no number of words",
    "neglect NEAR/900 injury": "cannot reach over 900 words",
    "neglect NEAR/2 injury NEAR/3 police": "stand in one row",
    "neglect NEAR (injury police)": "NEAR joins words, phrases",
    "NEAR(neglect, 5)": "NEAR needs two words",
    "NEAR(neglect injury, 5": "opened and not closed",
    "neg*ect": "does not stand at the end of a word",
    "*": "does not stand at the end of a word",
    '"ris* assessment"': "does not stand at the end of a word",
    "n*": "begins too many words",
    "(" * 30 + "neglect" + ")" * 30: "Too many brackets",
    "neglect " * 101: "too long",
}


@pytest.mark.parametrize("typed", UNDERSTOOD)
def test_a_search_is_understood(typed: str) -> None:
    assert parse(typed) == UNDERSTOOD[typed]


@pytest.mark.parametrize("typed", WRONG)
def test_a_mistake_is_told_in_one_paragraph(typed: str) -> None:
    with pytest.raises(CallProblem, match=WRONG[typed]) as told:
        parse(typed)
    assert "\n" not in str(told.value)
    assert told.value.right


MADE = index([passage("The mother told the school of a fall."), passage("NOT near the bank, 5 “AND” 6.")])
FRAGMENTS = st.sampled_from(
    [
        *listed(
            "AND OR NOT NEAR NEAR/3 NEAR( ( ) \" “ ” ‘ ’ ' , ; * - -- ^ : + {text} text: \\ % %s ? ?1 rowid"
        ),
        *listed("the school fa* ﬁ ß é बच्चा 孩子 𝔸 _ a_b 5"),
        *("\0", "\ud800", "\u0301", " ", " ", "\n"),
    ]
)


def accepted_or_told(typed: str) -> None:
    try:
        query = parse(typed)
    except CallProblem:
        return
    try:
        MADE.search(query, EVERYWHERE, 0, 5)
    except CallProblem:
        return


@given(st.text(max_size=60))
@example("\ue000")
@example("ⅷ ² ①")
def test_any_text_is_accepted_by_the_index_or_told_to_be_wrong(typed: str) -> None:
    accepted_or_told(typed)


@given(st.lists(FRAGMENTS, max_size=14).map("".join) | st.lists(FRAGMENTS, max_size=14).map(" ".join))
@example("text : the")
@example('the"" OR school')
@example("NEAR(the school, 99999999999999999999)")
def test_no_mark_of_the_index_reaches_it(typed: str) -> None:
    accepted_or_told(typed)


def test_a_hundred_words_and_deep_brackets_are_not_too_much_for_the_index() -> None:
    accepted = parse(" OR ".join(f"(word{n} NOT (school fall{n}))" for n in range(33)))
    assert MADE.search(accepted, EVERYWHERE, 0, 5).total == 0
    assert MADE.search(parse("(" * 19 + "school" + ")" * 19), EVERYWHERE, 0, 5).total == 1
