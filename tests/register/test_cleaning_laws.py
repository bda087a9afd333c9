"""What holds for every cell, whatever is in it."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.register.second_pack import climbing_pack
from waymark.instruments.loading import SHIPPED, load_pack
from waymark.instruments.variables import Variable
from waymark.register.cleaning.cell import clean_cell
from waymark.register.rules import RULES
from waymark.register.values import CellValue, Stated

PACK = load_pack(SHIPPED / "scr_2011_14")
STATED = [variable for variable in PACK.variables.values() if variable.derive is None]
ONE_OF_EACH_TYPE = {
    variable.type: variable for variable in PACK.variables.values() if variable.derive is None
}
WRITTEN = [
    *("3/5/2011", "05/23/2012", "3 May 11", "2011", "40881.5", "20110503", "3-5 May 2011", "approx May 2011"),
    *(
        "3y 2m",
        "11/12",
        "2 1/2 years",
        "6 weeks",
        "4 days",
        "17 mths and 3 weeks",
        "newborn",
        "under 1",
        "200",
    ),
    *(
        "Yes - not known",
        "Neglect; physical",
        "m?",
        "n/k",
        "#N/A",
        "#REF!",
        "Curent plan",
        "none (x)",
        "Negelct",
    ),
    *("2+", "three", "2 (half)", "nil", "02", "Kirk & Shire LSCB", "e06000001", "  a \n b "),
]
NOON = datetime(2011, 5, 3, 12, 0)  # noqa: DTZ001 - spreadsheets know no time zone
PIECES = st.sampled_from(
    [*"0123456789 /.-,;:&+?()½", "st", "May", "yrs", "m", "/12", "or", "no", "yes", "LSCB", "neglect"]
)
CELLS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.dates(),
    st.datetimes(),
    st.text(),
    st.lists(PIECES, max_size=8).map("".join),
    st.sampled_from(WRITTEN),
)


def in_final_form(variable: Variable, stated: Stated) -> CellValue:
    """The value as a cell that needs no cleaning."""
    value = stated.value
    return "; ".join(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("variable", ONE_OF_EACH_TYPE.values(), ids=ONE_OF_EACH_TYPE)
@given(cell=CELLS)
def test_cleaning_never_raises_and_tells_why_there_is_no_value(variable: Variable, cell: CellValue) -> None:
    stated = clean_cell(variable, cell)
    if stated is None:
        return
    assert stated.value is not None or stated.problem or [s.rule for s in stated.steps] == ["nothing-known"]
    assert {step.rule for step in stated.steps} <= set(RULES)
    assert all(
        one.after == next_one.before for one, next_one in zip(stated.steps, stated.steps[1:], strict=False)
    )


@pytest.mark.parametrize("variable", ONE_OF_EACH_TYPE.values(), ids=ONE_OF_EACH_TYPE)
@given(cell=CELLS)
def test_cleaning_a_clean_value_changes_nothing(variable: Variable, cell: CellValue) -> None:
    stated = clean_cell(variable, cell)
    if stated is None or stated.value is None:
        return
    again = clean_cell(variable, in_final_form(variable, stated), "months")
    assert again is not None
    assert (again.value, again.steps, again.problem) == (stated.value, (), "")


@pytest.mark.parametrize("key", [v.key for v in STATED if v.categories])
def test_every_code_and_label_of_the_pack_is_read_as_itself(key: str) -> None:
    variable = PACK.variables[key]
    for category in variable.categories:
        expected = category.code if variable.type == "category" else (category.code,)
        for cell in (category.code, category.label, category.label.upper()):
            stated = clean_cell(variable, cell)
            assert stated is not None
            assert (stated.value, stated.problem) == (expected, "")


@pytest.mark.parametrize("key", [v.key for v in STATED if v.categories])
def test_no_synonym_of_the_pack_belongs_to_two_categories(key: str) -> None:
    variable = PACK.variables[key]
    for category in variable.categories:
        for synonym in category.synonyms:
            stated = clean_cell(variable, synonym)
            assert stated is not None
            assert stated.value == (category.code if variable.type == "category" else (category.code,)), (
                synonym
            )


def test_the_examples_use_every_rule_of_cleaning() -> None:
    of_cases = {rule for rule in RULES if rule.startswith(("same-incident", "no-rule"))}
    of_cases |= {"age-from-dates", "area-spelling-unified"}
    cells: list[CellValue] = [*WRITTEN, "yes", "Male", "MALE", "2011/5/3", "3.5.2011", "3", "2.5", NOON]
    cells += ["month 3", "11 months", " Kirk", "white - british", "6 weeks 2 days", "never - not known"]
    seen = {
        step.rule
        for variable in STATED
        for cell in cells
        for step in getattr(clean_cell(variable, cell), "steps", ())
    }
    assert set(RULES) - of_cases - seen == set()


@pytest.mark.parametrize("cell", [None, "", "   ", "\n", float("nan"), "\u200b", "\u00a0"])
def test_a_blank_cell_states_nothing(cell: CellValue) -> None:
    for variable in ONE_OF_EACH_TYPE.values():
        assert clean_cell(variable, cell) is None


def test_the_cell_is_kept_as_it_was() -> None:
    kept: dict[CellValue, str] = {
        " M ": " M ",
        40881.0: "40881",
        date(2011, 5, 3): "2011-05-03",
        True: "True",
    }
    for cell, raw in kept.items():
        stated = clean_cell(ONE_OF_EACH_TYPE["category"], cell)
        assert stated is not None
        assert stated.raw == raw


def test_cells_that_compare_equal_are_still_read_each_by_itself() -> None:
    count = PACK.variables["siblings"]
    read = [clean_cell(count, cell) for cell in (1, True, 1.0, 0, False)]
    assert [stated.value if stated else None for stated in read] == [1, None, 1, 0, None]


def test_another_pack_is_read_with_its_own_answers(tmp_path: Path) -> None:
    pack = climbing_pack(tmp_path)
    cells: list[tuple[str, CellValue, object]] = [
        ("ground", "Granite", "rock"),
        ("hurt", "Leg and head", ("head", "leg")),
        ("climber_age", "31", 372),
        ("fell_on", "1.2.2020", date(2020, 2, 1)),
        ("companions", "none", 0),
    ]
    for name, cell, value in cells:
        stated = clean_cell(pack.variables[name], cell)
        assert stated is not None
        assert stated.value == value
