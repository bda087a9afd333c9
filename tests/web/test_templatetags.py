"""What templates say with code: words and numbers, links that keep the query, fields that keep what was typed."""

from __future__ import annotations

from datetime import UTC, date, datetime
from html.parser import HTMLParser

import pytest
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory


def rendered(source: str, address: str = "/list", **context: object) -> str:
    request = RequestFactory().get(address)
    whole = "{% load waymark fields %}" + source
    return Template(whole).render(Context({"request": request, **context})).strip()


def words(html: str) -> str:
    """The text without its markup, in one line."""

    class Reader(HTMLParser):
        said = ""

        def handle_data(self, data: str) -> None:
            self.said += data

    reader = Reader()
    reader.feed(html)
    return " ".join(reader.said.split())


@pytest.mark.parametrize(
    ("source", "number", "said"),
    [
        ("{{ n|thousands }}", 1234567, "1,234,567"),
        ("{{ n|counted:'case' }}", 1, "1 case"),
        ("{{ n|counted:'case' }}", 0, "0 cases"),
        ("{{ n|counted:'person,people' }}", 1808, "1,808 people"),
    ],
)
def test_numbers_have_a_comma_and_the_word_that_goes_with_them(source: str, number: int, said: str) -> None:
    assert rendered(source, n=number) == said


def test_a_share_stands_beside_its_count_and_is_rounded_half_up() -> None:
    assert words(rendered("{% share 5 40 %}")) == "5 (13%)"
    assert words(rendered("{% share 1200 1200 %}")) == "1,200 (100%)"
    assert rendered("{% share 0 0 %}") == "0"


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (date(2013, 10, 14), "14 October 2013"),
        (datetime(2013, 10, 4, 23, 59, tzinfo=UTC), "5 October 2013"),
        ("2013-10-14", "14 October 2013"),
        (None, ""),
        ("", ""),
    ],
)
def test_days_are_written_in_full(value: object, said: str) -> None:
    assert rendered("{{ value|day }}", value=value) == said


def test_a_moment_is_read_by_people_in_british_time_and_by_machines() -> None:
    at = datetime(2013, 10, 14, 9, 5, tzinfo=UTC)
    html = rendered("{{ at|moment }}", at=at)
    assert words(html) == "14 October 2013, 10:05"
    assert 'datetime="2013-10-14T09:05:00+00:00"' in html
    assert rendered("{{ at|clock }}", at=at) == "10:05"
    assert rendered("{{ at|moment }}", at=None) == ""


def test_a_link_changes_its_part_of_the_query_and_keeps_the_others() -> None:
    asked = "/list?area=north&area=south&page=4"
    assert rendered("{% query page=5 %}", asked) == "?area=north&amp;area=south&amp;page=5"
    assert rendered("{% query page=None %}", asked) == "?area=north&amp;area=south"
    assert rendered("{% query page=None %}", "/list?page=4") == "?"


def test_what_was_asked_cannot_break_out_of_a_link() -> None:
    html = rendered("{% sort_header 'day' 'Day' %}", '/list?q="><script>alert(1)</script>')
    assert "<script>" not in html


def test_a_column_is_sorted_by_its_heading_and_the_other_way_the_second_time() -> None:
    first = rendered("{% sort_header 'day' 'Incident' %}", "/list?page=3&q=x")
    assert "aria-sort" not in first
    assert 'href="?q=x&amp;sort=day"' in first
    up = rendered("{% sort_header 'day' 'Incident' %}", "/list?sort=day")
    assert 'aria-sort="ascending"' in up
    assert 'href="?sort=-day"' in up
    down = rendered("{% sort_header 'day' 'Incident' %}", "/list?sort=-day")
    assert 'aria-sort="descending"' in down
    assert 'href="?sort=day"' in down
    assert 'aria-sort="ascending"' in rendered("{% sort_header 'day' 'Incident' default='day' %}")


def test_pages_of_a_long_list_are_linked_by_number_and_say_which_rows_they_are() -> None:
    page = Paginator(range(2931), 100).get_page(3)
    html = rendered("{% pagination page 'case' %}", "/list?sort=day&page=3", page=page)
    assert words(html) == "Previous page 1 2 3 4 5 ⋯ 30 Next page 201 to 300 of 2,931 cases"
    assert 'aria-current="page"' in html
    assert 'href="?sort=day&amp;page=30"' in html


def test_a_list_of_one_page_has_no_links() -> None:
    html = rendered("{% pagination page 'case' %}", page=Paginator(range(7), 100).get_page(1))
    assert html == '<p class="wm-small wm-quiet">7 cases</p>'
    none = rendered("{% pagination page 'case' %}", page=Paginator([], 100).get_page(1))
    assert words(none) == "0 cases"


def test_a_field_shows_what_is_wrong_with_it_and_what_was_typed() -> None:
    html = rendered(
        "{% text_input 'area' 'Local authority' value='Stored' hint='As it was named then' %}",
        errors={"area": "Enter the local authority", "other": "Not of this field"},
        typed=QueryDict("area=<Barnchester>"),
    )
    assert 'value="&lt;Barnchester&gt;"' in html
    assert 'aria-describedby="area-hint area-error"' in html
    assert "govuk-input--error" in html
    assert words(html) == "Local authority As it was named then Error: Enter the local authority"


def test_a_field_without_error_shows_what_is_stored() -> None:
    html = rendered("{% text_area 'reason' 'Reason' value=stored id='why' %}", stored="Because\nof this")
    assert "Because\nof this</textarea>" in html
    assert 'for="why"' in html
    assert "aria-describedby" not in html
    assert 'value=""' in rendered("{% text_input 'area' 'Area' value=None %}")


def test_further_arguments_become_attributes_of_the_control() -> None:
    html = rendered("{% text_input 'q' 'Search' autocomplete='off' data_key='/' %}")
    assert 'autocomplete="off"' in html
    assert 'data-key="/"' in html


def test_one_choice_is_chosen_and_the_first_carries_the_id_that_errors_lead_to() -> None:
    html = rendered(
        "{% radios 'sex' 'Sex' options value='m' %}",
        options=[("f", "Female"), ("m", "Male", "Or boy")],
        errors={"sex": ["Select the sex"]},
    )
    assert html.count(" checked") == 1
    assert 'value="m" aria-describedby="sex-2-hint" checked' in html
    assert 'id="sex" name="sex" type="radio" value="f"' in html
    assert 'href="#sex"' in rendered("{% error_summary %}", errors={"sex": ["Select the sex"]})


def test_a_number_is_chosen_in_a_list_of_numbers() -> None:
    html = rendered("{% select 'year' 'Year' years value=2013 %}", years=[(2012, "2012"), (2013, "2013")])
    assert '<option value="2013" selected>' in html


def test_several_choices_are_kept_as_they_were_ticked_even_none() -> None:
    source = "{% checkboxes 'who' 'Who' options values=stored %}"
    options = ["mother", "father", "partner"]
    assert rendered(source, options=options, stored=["mother"]).count(" checked") == 1
    ticked = QueryDict("who=father&who=partner")
    assert rendered(source, options=options, stored=["mother"], typed=ticked).count(" checked") == 2
    assert rendered(source, options=options, stored=["mother"], typed=QueryDict("x=1")).count(" checked") == 0


def test_a_date_is_asked_in_three_parts() -> None:
    html = rendered("{% date_input 'born' 'Born' value=born %}", born=date(2010, 3, 27))
    for name, field_id, value in (
        ("born-day", "born", "27"),
        ("born-month", "born-month", "3"),
        ("born-year", "born-year", "2010"),
    ):
        assert f'id="{field_id}" name="{name}" type="text" inputmode="numeric" value="{value}"' in html
    typed = rendered("{% date_input 'born' 'Born' value=born %}", born=None, typed=QueryDict("born-day=31"))
    assert 'name="born-day" type="text" inputmode="numeric" value="31"' in typed


def test_every_error_is_listed_and_those_of_no_field_lead_nowhere() -> None:
    html = rendered(
        "{% error_summary %}", errors={"area": ["Enter the area", "And its <code>"], "": "Too old"}
    )
    assert words(html) == "There is a problem Enter the area And its <code> Too old"
    assert html.count('href="#area"') == 2
    assert html.count("<a ") == 2
    assert rendered("{% error_summary %}") == ""


def test_breadcrumbs_take_titles_and_addresses_in_turn() -> None:
    html = rendered("{% breadcrumbs 'Register' '/register/' name '/cases/K' %}", name="Child <K>")
    assert words(html) == "Register Child <K>"
    assert 'href="/cases/K"' in html


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/list?page=2&sort=area&c=area&q=", "Filters"),
        ("/list?q=late&is.area=north&is.area=south", "Filters: 2 set"),
    ],
)
def test_the_line_of_folded_filters_counts_those_that_are_set(address: str, said: str) -> None:
    assert words(rendered("{% filters_summary %}", address)) == said


def test_a_field_outside_the_fold_is_not_counted() -> None:
    assert words(rendered('{% filters_summary "q" %}', "/search?q=late&board=north")) == "Filters: 1 set"
