"""What differs between two definitions of an instrument, and which answers that touches."""

from __future__ import annotations

import msgspec
import pytest

from waymark.instruments.changes import changes_between
from waymark.instruments.conditions import Condition
from waymark.instruments.definitions import (
    AskedCategory,
    AskedQuestion,
    Definition,
    definition_from_json,
    definition_to_json,
    digest_of,
)

RED = AskedCategory(code="red", label="Red")
BLUE = AskedCategory(code="blue", label="Blue")
GREEN = AskedCategory(code="green", label="Green")
COLOUR = AskedQuestion(
    variable="colour", label="Colour", section="Frame", question="Which colour is it?", type="category",
    definition="The colour of the frame.", categories=(RED, BLUE),
)  # fmt: skip
RUST = AskedQuestion(variable="rust", label="Rust", section="Frame", question="Is there rust?", type="text")
GEARS = AskedQuestion(
    variable="gears", label="Gears", section="Drive", question="How many gears?", type="number"
)


def sheet(*questions: AskedQuestion) -> Definition:
    return Definition(key="sheet", title="Sheet", questions=questions)


BEFORE = sheet(COLOUR, RUST, GEARS)
HAS_GEARS = Condition(variable="gears", from_=1)


def told(after: Definition) -> list[tuple[str, str]]:
    return [(change.kind, change.variable) for change in changes_between(BEFORE, after)]


def with_colour(**changes: object) -> Definition:
    return sheet(msgspec.structs.replace(COLOUR, **changes), RUST, GEARS)


def test_the_same_instrument_has_no_changes_and_the_same_digest() -> None:
    again = definition_from_json(definition_to_json(BEFORE))
    assert changes_between(BEFORE, again) == ()
    assert digest_of(again) == digest_of(BEFORE)
    assert digest_of(with_colour(help="Look at the frame.")) != digest_of(BEFORE)


@pytest.mark.parametrize(
    ("changes", "kind", "words"),
    [
        (
            {"question": "Its colour?"},
            "reworded",
            "The question was “Which colour is it?”; it is now “Its colour?”",
        ),
        (
            {"definition": "Paint."},
            "redefined",
            "It meant “The colour of the frame.”; it now means “Paint.”",
        ),
        ({"categories": (RED, BLUE, GREEN)}, "category added", "“Green” can be answered now."),
        (
            {"type": "number", "categories": ()},
            "type changed",
            "It was answered with one of several answers; it is now answered with a number.",
        ),
        ({"unit": "mm"}, "unit changed", "It was counted in no unit; it is now counted in mm."),
    ],
)
def test_another_question_touches_every_answer(changes: dict[str, object], kind: str, words: str) -> None:
    (change,) = changes_between(BEFORE, with_colour(**changes))
    assert (change.kind, change.in_words) == (kind, words)
    assert change.touches_answer({"red"})
    assert change.touches_answer(())  # also “not stated”: it might be stated in the new words


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"help": "Look at the frame."}, "help changed"),
        ({"judgement": True}, "judgement changed"),
        ({"applies": (HAS_GEARS,)}, "routing changed"),
        ({"derived": ("gears_banded {}",)}, "routing changed"),
        ({"high": 30}, "limits changed"),
    ],
)
def test_what_is_only_told_touches_no_answer(changes: dict[str, object], kind: str) -> None:
    (change,) = changes_between(BEFORE, with_colour(**changes))
    assert change.kind == kind
    assert not change.touches
    assert not change.touches_answer({"red"})


def test_a_category_taken_away_touches_those_who_chose_it() -> None:
    (gone,) = changes_between(BEFORE, with_colour(categories=(BLUE,)))
    assert gone.in_words == "“Red” can no longer be answered."
    assert gone.touches_answer({"red", "blue"})
    assert not gone.touches_answer({"blue"})
    assert not gone.touches_answer(())


def test_a_category_renamed_touches_those_who_chose_it_and_one_redefined_all() -> None:
    scarlet = msgspec.structs.replace(RED, label="Scarlet")
    (renamed,) = changes_between(BEFORE, with_colour(categories=(scarlet, BLUE)))
    assert renamed.in_words == "The answer “Red” is now called “Scarlet”."
    assert renamed.touches_answer({"red"})
    assert not renamed.touches_answer({"blue"})
    wider = msgspec.structs.replace(RED, definition="Also pink.")
    (redefined,) = changes_between(BEFORE, with_colour(categories=(wider, BLUE)))
    assert redefined.in_words == "The answer “Red” meant “Red”; now it means “Also pink.”"
    assert redefined.touches_answer({"blue"})


def test_questions_come_and_go() -> None:
    bell = msgspec.structs.replace(RUST, variable="bell", label="Bell", question="Is there a bell?")
    assert told(sheet(COLOUR, bell, GEARS)) == [("added", "bell"), ("removed", "rust")]


def test_only_what_changed_its_place_has_moved() -> None:
    assert told(sheet(RUST, GEARS, COLOUR)) == [("moved", "colour")]
    apart = msgspec.structs.replace(RUST, section="Drive")
    moved = changes_between(BEFORE, sheet(COLOUR, apart, GEARS))
    assert [change.in_words for change in moved] == ["It stands in another place of the form, under “Drive”."]


def test_a_section_that_is_renamed_moves_nothing() -> None:
    renamed = [msgspec.structs.replace(one, section="The frame") for one in (COLOUR, RUST)]
    assert told(sheet(*renamed, GEARS)) == []


def test_what_an_older_software_kept_can_be_read() -> None:
    stored = {"key": "sheet", "title": "Sheet", "questions": [
        {"variable": "rust", "label": "Rust", "section": "Frame", "question": "Is there rust?", "type": "text",
         "a_later_key": 1},
    ]}  # fmt: skip
    assert definition_from_json(stored).questions == (RUST,)
