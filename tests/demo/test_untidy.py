"""However a value is written in the sheet, reading it gives the value again."""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest

from waymark.demo.dates import born_on
from waymark.demo.untidy import exact_age, odd_spacing, rough_age, untidy_cell, untidy_date
from waymark.instruments.pack import Pack
from waymark.register.cleaning.cell import clean_cell


def test_every_category_is_read_back_however_it_is_written(shipped: Pack) -> None:
    chance = random.Random(1)
    for variable in shipped.stated_by("notification"):
        for category in variable.categories if variable.type == "category" else ():
            for _ in range(40):
                cell = untidy_cell(variable, category.code, chance)
                stated = clean_cell(variable, cell)
                assert stated is not None and stated.value == category.code, (variable.key, cell)


def test_every_day_is_read_back_however_it_is_written(shipped: Pack) -> None:
    chance = random.Random(2)
    kinds = set()
    for number in range(2000):
        day = date(1993, 1, 1) + timedelta(days=number * 4)
        cell = untidy_date(day, chance)
        stated = clean_cell(shipped.variables["date_of_birth"], cell)
        assert stated is not None and (stated.value, stated.problem) == (day, ""), cell
        kinds.add(type(cell))
    assert kinds == {date, int, str}


def test_an_exact_age_says_the_month_and_a_rough_one_the_year(shipped: Pack) -> None:
    chance = random.Random(3)
    variable = shipped.variables["age_months"]
    for months in [*range(217)] * 8:
        exact = clean_cell(variable, exact_age(months, chance))
        rough = clean_cell(variable, rough_age(months, chance))
        assert exact is not None and exact.value == months
        assert rough is not None and isinstance(rough.value, int)
        assert rough.value // 12 == months // 12


@pytest.mark.parametrize("at", [date(2012, 2, 29), date(2013, 3, 31), date(2011, 4, 1)])
def test_a_birth_gives_the_age_on_the_day(at: date) -> None:
    chance = random.Random(4)
    for months in range(217):
        born = born_on(months, at, chance)
        assert (at.year - born.year) * 12 + at.month - born.month - (at.day < born.day) == months
        assert born <= at


def test_odd_spacing_keeps_the_words() -> None:
    chance = random.Random(5)
    written = {odd_spacing("White British", chance) for _ in range(200)}
    assert len(written) == 6
    assert {" ".join(text.casefold().split()) for text in written} == {"white british"}
