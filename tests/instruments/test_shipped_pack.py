"""The shipped pack is whole: it loads, it explains its variables, it has every table and figure."""

from __future__ import annotations

import re

import pytest

from waymark.instruments.figures import sentence_names
from waymark.instruments.loading import load_pack, pack_folder
from waymark.instruments.pack import Pack
from waymark.instruments.reports import MATCH_KEYS


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(pack_folder("scr_2011_14"))


def test_it_has_every_table_and_figure_of_the_analysis(pack: Pack) -> None:
    printed = [*(str(number) for number in range(1, 25)), "26", "28"]
    assert [table.number for table in pack.tables if "." not in table.number] == printed
    assert {table.number for table in pack.tables if "." in table.number} == {"3.1", "3.2"}
    assert [figure.number for figure in pack.figures] == [*(str(number) for number in range(5, 15)), "A.1"]


def test_every_variable_says_what_it_means_and_where_it_comes_from(pack: Pack) -> None:
    for variable in pack.variables.values():
        assert variable.label.strip() and variable.definition.strip() and variable.seed.strip(), variable.key


def test_every_table_figure_and_instrument_says_where_it_comes_from(pack: Pack) -> None:
    for part in (*pack.tables, *pack.figures, *pack.instruments):
        assert part.title and part.seed, part


def test_the_front_sheet_asks_for_everything_that_it_can_state(pack: Pack) -> None:
    stated = {variable.key for variable in pack.stated_by("front_sheet")}
    assert set(pack.instrument("front_sheet").variables) == stated


def test_young_people_are_asked_about_from_eleven_years_only(pack: Pack) -> None:
    asked = {
        item.variable: item.applies
        for section in pack.instrument("front_sheet").section
        for item in section.item
        if any(c.variable == "age_months" and c.from_ == 132 for c in item.applies)
    }
    of_table_23 = {"yp_mental_health", "yp_drugs", "yp_alcohol", "yp_partner_violence"}
    of_table_26 = {"parental_conflict", "care_or_detained", "at_home", "camhs", "young_carer", "offending"}
    assert of_table_23 | of_table_26 <= set(asked)


def test_the_category_of_death_is_asked_of_deaths_and_that_of_harm_of_survivors(pack: Pack) -> None:
    items = {i.variable: i for section in pack.instrument("front_sheet").section for i in section.item}
    assert [c.is_ for c in items["death_category"].applies] == ["death"]
    assert [c.is_ for c in items["harm_category"].applies] == ["serious_harm"]
    assert [(c.variable, c.is_) for c in items["disability_kind"].applies] == [("disability", "yes")]


def test_every_figure_sentence_can_be_filled(pack: Pack) -> None:
    for figure in pack.figures:
        groups = pack.variables[figure.group].categories if figure.group else ()
        names = sentence_names(figure, tuple(group.code for group in groups))
        filled = figure.sentence.format_map(dict.fromkeys(names, "7"))
        assert not re.search(r"[{}]", filled)


def test_a_published_column_stands_before_the_computed_ones(pack: Pack) -> None:
    for table in pack.tables:
        published = [bool(column.published) for column in getattr(table, "columns", ())]
        assert published == sorted(published, reverse=True), table.number


def test_every_published_column_has_printed_values(pack: Pack) -> None:
    printed = {(aggregate.table, aggregate.column) for aggregate in pack.aggregates}
    for table in pack.tables:
        for column in getattr(table, "columns", ()):
            assert not column.published or (table.number, column.key) in printed


def test_reports_are_matched_by_the_six_keys_of_which_three_have_to_agree(pack: Pack) -> None:
    assert tuple(match_key.key for match_key in pack.match_keys) == MATCH_KEYS
    assert pack.about.keys_that_match == 3


def test_a_case_may_be_without_a_report_for_the_seven_reasons_that_were_met(pack: Pack) -> None:
    assert len(pack.report_states) == 7
    assert len([model for model in pack.review_models if not model.words]) == 1
