"""Answers from a list, whole numbers, text and areas."""

from __future__ import annotations

from datetime import date

import pytest

from waymark.instruments.variables import Category, Variable, VariableType
from waymark.register.cleaning.areas import canonical_areas, near_areas
from waymark.register.cleaning.cell import clean_cell
from waymark.register.values import CellValue, Stated


def variable(
    kind: VariableType, *categories: Category, low: int | None = None, high: int | None = None
) -> Variable:
    return Variable(
        key="it",
        label="It",
        definition="",
        seed="",
        type=kind,
        sources=("sheet",),
        categories=categories,
        low=low,
        high=high,
    )


PLAN = variable(
    "category",
    Category(code="never", label="Never on plan", synonyms=("no", "none", "not on plan")),
    Category(code="current", label="Current plan", synonyms=("current", "yes", "y")),
    Category(code="past", label="Past plan", synonyms=("past", "previous")),
    Category(code="not_stated", label="Not stated", missing=True, synonyms=("not known", "n/k", "?")),
)
ABUSE = variable(
    "categories",
    Category(code="neglect", label="Neglect", synonyms=("n",)),
    Category(code="physical", label="Physical abuse", synonyms=("physical", "p")),
    Category(code="emotional", label="Emotional abuse", synonyms=("emotional", "e")),
)
DEATH = variable(
    "category",
    Category(code="overt", label="Overt homicide"),
    Category(code="familial", label="Familial", part_of="overt"),
    Category(code="covert", label="Covert homicide"),
    Category(code="1_5", label="1-5 years"),
    Category(code="15", label="15 years"),
    Category(code="section_20", label="Section 20 accommodation", synonyms=("s20",)),
    Category(code="section_31", label="Section 31 accommodation"),
)
COUNT = variable("number", low=0, high=20)
AREA = variable("area")
TEXT = variable("text")


def read(asked: Variable, cell: CellValue) -> Stated:
    stated = clean_cell(asked, cell)
    assert stated is not None
    return stated


def rules(stated: Stated) -> list[str]:
    return [step.rule for step in stated.steps]


# -- one answer -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "code", "steps"),
    [
        ("never", "never", []),
        ("NEVER", "never", ["category-by-code"]),
        (" never on  plan.", "never", ["category-by-label"]),
        ("Not-on-plan", "never", ["category-by-synonym"]),
        ("N / K", "not_stated", ["category-by-synonym"]),
        ("?", "not_stated", ["category-by-synonym"]),
        (True, "current", ["category-by-synonym"]),
        (False, "never", ["category-by-synonym"]),
        ("Curent plan", "current", ["category-by-likeness"]),
        ("plan, current", "current", ["category-by-likeness"]),
    ],
)
def test_an_answer_is_known_by_code_label_synonym_or_likeness(
    cell: CellValue, code: str, steps: list[str]
) -> None:
    stated = read(PLAN, cell)
    assert (stated.value, rules(stated), stated.problem) == (code, steps, "")


def test_an_unknown_answer_is_told_with_those_that_are_known() -> None:
    stated = read(PLAN, "blue")
    assert stated.value is None
    assert stated.problem.startswith(
        "“blue” is not an answer of “It”. Known: “Never on plan”, “Current plan”"
    )


def test_likeness_never_turns_a_yes_into_a_no_or_changes_figures() -> None:
    known = variable(
        "category",
        Category(code="known", label="Known to social care services"),
        Category(code="enquiry", label="Section 47 enquiry held"),
    )
    assert read(known, "known to social care service").value == "known"
    assert read(known, "not known to social care services").value is None
    assert read(known, "section 47 enquiry heldd").value == "enquiry"
    assert read(known, "section 44 enquiry held").value is None


def test_likeness_does_not_choose_between_near_neighbours() -> None:
    assert read(DEATH, "vert homicide").value is None
    assert read(DEATH, "ovvert homicide").value is None


def test_figures_with_a_mark_between_them_are_not_run_together() -> None:
    assert read(DEATH, "1 - 5").value == "1_5"
    assert read(DEATH, "1–5 Years").value == "1_5"
    assert read(DEATH, "15").value == "15"
    assert read(DEATH, 15.0).value == "15"


def test_parts_that_agree_are_one_answer() -> None:
    stated = read(PLAN, "Yes – current")
    assert (stated.value, rules(stated), stated.problem) == ("current", ["category-by-first-part"], "")
    assert read(DEATH, "overt homicide: familial").value == "familial"


def test_a_bare_yes_gives_way_to_the_answer_that_says_more() -> None:
    assert read(PLAN, "Yes (past)").value == "past"
    assert read(PLAN, "yes/no").value is None


def test_an_answer_beside_a_not_known_counts_as_not_stated_and_is_told() -> None:
    stated = read(PLAN, "No – not known")
    assert stated.value == "not_stated"
    assert rules(stated) == ["category-in-doubt"]
    assert "“Never on plan” and “Not stated”" in stated.problem


def test_two_answers_are_told_and_none_is_taken() -> None:
    stated = read(PLAN, "current / past")
    assert stated.value is None
    assert "“Current plan” and “Past plan”" in stated.problem


def test_words_behind_a_known_answer_are_told() -> None:
    stated = read(PLAN, "none (moved in 2010)")
    assert stated.value == "never"
    assert "“moved in 2010”" in stated.problem


def test_a_question_mark_behind_an_answer_is_told() -> None:
    stated = read(PLAN, "current?")
    assert stated.value == "current"
    assert "with doubt" in stated.problem


def test_a_date_among_answers_is_told_as_the_work_of_the_spreadsheet() -> None:
    assert "holds a date" in read(DEATH, date(2012, 5, 1)).problem


# -- several answers ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        "Physical abuse; Neglect",
        "physical, neglect",
        "P/N",
        "neglect & physical",
        "physical\nneglect",
        "n and p",
    ],
)
def test_several_answers_stand_in_the_order_of_the_pack(cell: str) -> None:
    stated = read(ABUSE, cell)
    assert (stated.value, stated.problem) == (("neglect", "physical"), "")
    assert rules(stated)[-1] == "categories-in-order"


def test_one_answer_of_several_possible_is_still_a_tuple() -> None:
    assert read(ABUSE, "neglect").value == ("neglect",)
    assert read(ABUSE, "neglect").steps == ()


def test_a_part_that_is_not_known_is_told_and_the_others_count() -> None:
    stated = read(ABUSE, "Neglect, blue")
    assert stated.value == ("neglect",)
    assert stated.problem.startswith("“blue” is not an answer")


def test_none_of_several_is_no_value_and_no_problem() -> None:
    for cell in ("none", "n/a", "not known"):
        stated = read(ABUSE, cell)
        assert (stated.value, stated.problem) == (None, "")


# -- numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "number", "steps"),
    [
        (2, 2, []),
        (2.0, 2, []),
        ("2", 2, []),
        ("02", 2, ["number-plain"]),
        ("three", 3, ["number-from-words"]),
        ("3 siblings", 3, ["number-from-words"]),
        ("2 half-siblings", 2, ["number-from-words"]),
        ("2 (half)", 2, ["number-without-remark"]),
        ("none", 0, ["number-none"]),
        ("Nil", 0, ["number-none"]),
    ],
)
def test_a_whole_number_is_read(cell: CellValue, number: int, steps: list[str]) -> None:
    stated = read(COUNT, cell)
    assert (stated.value, rules(stated), stated.problem) == (number, steps, "")


def test_at_least_two_is_two_and_told() -> None:
    stated = read(COUNT, "2+")
    assert stated.value == 2
    assert "at least 2" in stated.problem


@pytest.mark.parametrize(
    "cell", ["2 or 3", "2-3", "1 brother, 2 sisters", "several", 2.5, "2.5", "not 2", "10%", "over 4"]
)
def test_what_is_not_one_whole_number_is_told(cell: CellValue) -> None:
    stated = read(COUNT, cell)
    assert stated.value is None
    assert "whole number" in stated.problem


@pytest.mark.parametrize("cell", [21, "21", -1, "-1", "thirty 200"])
def test_a_number_outside_the_limits_is_told(cell: CellValue) -> None:
    assert "0 to 20" in read(COUNT, cell).problem


# -- text and areas -------------------------------------------------------------------------------


def test_text_is_trimmed_and_a_number_in_it_has_no_point() -> None:
    assert read(TEXT, "  two\n  words ").value == "two words"
    assert read(TEXT, 1234.0).value == "1234"
    assert read(TEXT, "0012").value == "0012"
    assert read(TEXT, "0012").steps == ()


@pytest.mark.parametrize(
    "cell",
    [
        "Kirk and Shire",
        "Kirk & Shire",
        " Kirk  and Shire",
        "Kirk and Shire LSCB",
        "Kirk & Shire Local Safeguarding Children Board",
        "Kirk and Shire Safeguarding Children’s Board",
        "Kirk and Shire (LSCB)",
        "Kirk and Shire City Council",
        "Kirk and Shire Metropolitan Borough Council",
        "London Borough of Kirk and Shire",
        "LSCB: Kirk and Shire",
        "Kirk and Shire MBC",
    ],
)
def test_the_office_is_dropped_from_the_name_of_an_area(cell: str) -> None:
    assert read(AREA, cell).value == "Kirk and Shire"


def test_a_name_made_of_an_office_word_and_a_code_stay() -> None:
    assert read(AREA, "Council").value == "Council"
    assert read(AREA, "e06000099").value == "E06000099"


def test_one_area_gets_the_spelling_that_is_used_most() -> None:
    chosen = canonical_areas(["Kirkshire", "Kirkshire", "KIRKSHIRE", "Kirk-shire", "Otherby"])
    assert chosen == dict.fromkeys(("Kirkshire", "KIRKSHIRE", "Kirk-shire"), "Kirkshire") | {
        "Otherby": "Otherby"
    }


def test_capitals_only_are_chosen_only_where_nothing_else_is_written() -> None:
    assert canonical_areas(["KIRKSHIRE", "KIRKSHIRE", "Kirkshire"])["KIRKSHIRE"] == "Kirkshire"
    assert canonical_areas(["KIRKSHIRE"]) == {"KIRKSHIRE": "KIRKSHIRE"}


def test_names_that_are_only_alike_are_proposed_and_never_merged() -> None:
    names = ["Kirkshire", "Kirkshire", "Kirkshre", "North Otherby", "South Otherby"]
    assert canonical_areas(names)["Kirkshre"] == "Kirkshre"
    assert near_areas(names) == (("Kirkshre", "Kirkshire"),)
