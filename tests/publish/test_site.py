"""The pages of a publication as anyone opens them: complete, linked, marked up for all, no calls out."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from tests.publish import examples
from tests.publish.pages import Element, pages, read
from waymark.instruments.pack import Heading
from waymark.publish.chapters import chapters_of

PAGES = (
    "appendix-a.html",
    "chapter-2.html",
    "chapter-3.html",
    "chapter-4.html",
    "chapter-5.html",
    "data-quality.html",
    "definitions.html",
    "downloads.html",
    "index.html",
    "methods.html",
    "provenance.html",
)


def page(folder: Path, name: str) -> Element:
    return read(folder / f"{name}.html")


def result(folder: Path, chapter: str, anchor: str) -> Element:
    """The article of a table or figure."""
    articles = page(folder, chapter).all("article")
    return next(article for article in articles if article.get("aria-labelledby") == anchor)


def test_the_pages_are_there(published_demonstration: Path) -> None:
    assert tuple(path.name for path in pages(published_demonstration)) == PAGES


@pytest.mark.parametrize("name", PAGES)
class TestEveryPage:
    def test_says_its_language_and_title(self, published_demonstration: Path, name: str) -> None:
        root = read(published_demonstration / name)
        (html,) = root.all("html")
        (title,) = root.all("head")[0].all("title")
        assert html.get("lang") == "en-GB"
        assert "Serious case reviews 2011 to 2014" in title.text

    def test_has_one_main_heading_and_headings_in_order(
        self, published_demonstration: Path, name: str
    ) -> None:
        levels = [int(h.tag[1]) for h in read(published_demonstration / name).all("h1", "h2", "h3", "h4")]
        assert levels.count(1) == 1
        assert levels[0] == 1
        assert all(after - before <= 1 for before, after in pairwise(levels))

    def test_has_no_id_twice_and_every_reference_leads_somewhere(
        self, published_demonstration: Path, name: str
    ) -> None:
        root = read(published_demonstration / name)
        ids = [element.get("id") for element in root.walk() if element.get("id")]
        assert len(ids) == len(set(ids))
        for element in root.walk():
            for attribute in ("aria-labelledby", "aria-describedby"):
                assert set(element.get(attribute).split()) <= set(ids)

    def test_has_only_links_that_resolve_within_the_publication(
        self, published_demonstration: Path, name: str
    ) -> None:
        for element in read(published_demonstration / name).walk():
            for attribute in ("href", "src"):
                link = element.get(attribute)
                if not link:
                    continue
                file, _, anchor = link.partition("#")
                target = published_demonstration / (file or name)
                assert target.is_file(), link
                if anchor:
                    there = {other.get("id") for other in read(target).walk()}
                    assert anchor in there, link

    def test_calls_nothing_from_outside(self, published_demonstration: Path, name: str) -> None:
        root = read(published_demonstration / name)
        for element in root.walk():
            for attribute, value in element.attributes.items():
                if attribute != "xmlns":
                    assert "//" not in value, f"{element.tag} {attribute}={value}"
            assert element.tag not in ("script", "iframe", "object", "embed", "style")
            assert "style" not in element.attributes
            assert not any(attribute.startswith("on") for attribute in element.attributes)
        (policy,) = (
            meta.get("content")
            for meta in root.all("meta")
            if meta.get("http-equiv") == "Content-Security-Policy"
        )
        assert policy.startswith("default-src 'none'")

    def test_gives_every_head_of_a_table_a_scope(self, published_demonstration: Path, name: str) -> None:
        for table in read(published_demonstration / name).all("table"):
            assert table.all("caption")
            for head in table.all("th"):
                assert head.get("scope") in ("col", "row", "colgroup", "rowgroup")
            widths = [
                sum(int(cell.get("colspan") or 1) for cell in row.all("th", "td")) for row in table.all("tr")
            ]
            assert len(set(widths)) == 1

    def test_says_that_cases_are_synthetic_only_where_they_are(
        self, published_demonstration: Path, published_guarded: Path, name: str
    ) -> None:
        band = [e for e in read(published_demonstration / name).walk() if e.get("class") == "band"]
        assert [element.text for element in band] == ["Demonstration: synthetic cases"]
        if (published_guarded / name).exists():
            assert "synthetic" not in (published_guarded / name).read_text(encoding="utf-8")


def test_style_sheets_name_nothing_from_outside(published_demonstration: Path) -> None:
    for sheet in (published_demonstration / "static").glob("*.css"):
        assert "//" not in re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_the_overview_tells_the_flow_of_cases_and_lists_everything(published_demonstration: Path) -> None:
    overview = page(published_demonstration, "index")
    drawings = overview.all("svg")
    for number in ("808", "293", "175", "66", "40", "515 not in the study"):
        assert number in drawings[0].text
    assert drawings[0].text.count("293 cases in the study") == 2  # in the description and in one box
    listed = {e.text for e in overview.walk() if e.get("class") == "entry-name"}
    assert {"Table 17", "Figure A.1", "Table 26", "Figure 14"} <= listed


def test_a_table_stands_as_printed_with_bases_and_earlier_periods(published_demonstration: Path) -> None:
    table = result(published_demonstration, "chapter-2", "table-4").all("table")[0]
    heads = table.all("thead")[0].all("th")
    assert [head.text for head in heads][4] == "2011-14 (n=293)"
    assert "printed earlier" in heads[1].text
    rows = [[cell.text for cell in row.all("th", "td")] for row in table.all("tbody")[0].all("tr")]
    assert rows[0] == ["Under 1 year", "86 (46%)", "123 (44%)", "64 (36%)", "120 (41%)"]
    earlier = [cell.get("class") for cell in table.all("tbody")[0].all("tr")[0].all("td")]
    assert earlier == ["earlier", "earlier", "earlier", ""]


def test_a_note_leads_from_its_cell_to_its_text(published_demonstration: Path) -> None:
    article = result(published_demonstration, "chapter-2", "table-4")
    (mark,) = (link for link in article.all("td") for link in link.all("a"))
    assert mark.text == "[note 1]"
    note = next(li for li in article.all("li") if f"#{li.get('id')}" == mark.get("href"))
    assert note.text == "[note 1] 60 of 280 is 21.4%; the source prints 22%."


def test_columns_of_a_group_stand_under_one_head(published_demonstration: Path) -> None:
    table = result(published_demonstration, "chapter-2", "table-7").all("table")[0]
    groups = [th for th in table.all("th") if th.get("scope") == "colgroup"]
    assert [(th.text, th.get("colspan")) for th in groups] == [
        ("Gender 2007-09", "2"),
        ("Gender 2009-11", "2"),
        ("Gender 2011-14", "2"),
    ]
    assert [c.get("span") for c in table.all("colgroup")] == ["", "2", "2", "2"]


def test_sub_rows_say_that_they_are_parts(published_demonstration: Path) -> None:
    table = result(published_demonstration, "chapter-3", "table-20").all("table")[0]
    labels = [row.all("th")[0].text for row in table.all("tbody")[0].all("tr")]
    assert labels[1:3] == ["Deliberate or overt homicide", "of which Familial"]


def test_a_test_is_told_with_its_size_first_and_what_was_printed(published_demonstration: Path) -> None:
    text = result(published_demonstration, "chapter-2", "table-17").text.replace("\u00a0", " ")
    assert "Cramér’s V 0.21; χ² = 23.77, 9 df, p = .005. Printed: 24.59, 9 df, p = .005." in text


def test_a_figure_has_its_sentence_its_picture_and_its_data(published_demonstration: Path) -> None:
    article = result(published_demonstration, "chapter-2", "figure-9")
    assert "Age distribution by type of incident, in numbers." in article.text
    assert len(article.all("svg")) == 2  # for a wide and for a narrow page
    assert len(article.all("details")[0].all("tr")) == 1 + len(examples.bars().data)


def test_withheld_numbers_are_nowhere_on_the_pages(published_guarded: Path) -> None:
    article = result(published_guarded, "chapter-3", "table-20")
    row = next(tr for tr in article.all("tr") if "Infanticide" in tr.text)
    assert [cell.text for cell in row.all("td")] == ["7 (6%)", "6 (4%)", "7 (6%)", "[c]"]
    assert "[c] withheld under the study’s rule on small numbers" in article.text
    assert "Table 26" not in page(published_guarded, "index").text
    assert "Table 26" in page(published_guarded, "methods").text


def test_methods_tell_rules_groups_and_what_does_not_count(published_demonstration: Path) -> None:
    text = page(published_demonstration, "methods").text
    assert "“Date of incident” is up to 31 March 2011" in text
    assert "“Child protection plan” becomes “Never on plan”" in text
    assert "Cases with a published report" in text


def test_data_quality_tells_coverage_rules_findings_and_comparisons(published_demonstration: Path) -> None:
    text = page(published_demonstration, "data-quality").text.replace("\u00a0", " ")
    assert "Ethnicity 282 293 96%" in text
    assert "A number of days was read as a date. 41" in text
    assert "A child protection plan is given without its category. 7" in text
    assert "Against the cases not in it. Outcome of the reports found: Cramér’s V 0.06" in text


def test_provenance_names_the_freeze_the_pack_and_the_program(published_demonstration: Path) -> None:
    text = page(published_demonstration, "provenance").text
    assert examples.manifest().freeze in text
    assert "scr_2011_14, version 1" in text
    assert "14 October 2026, 09:30 UTC, by A. Lead" in text


def test_results_stand_in_the_order_of_the_source() -> None:
    chapters = chapters_of(examples.all_tables(), examples.all_figures(), examples.HEADINGS)
    assert [chapter.number for chapter in chapters] == ["2", "3", "4", "5", "Appendix A"]
    names = [item.name for item in chapters[0].items]
    assert names.index("Figure 6") < names.index("Table 2") < names.index("Table 4") < names.index("Table 17")
    assert [section.title for section in chapters[1].sections] == ["Deaths", ""]


def test_chapters_without_titles_are_named_by_their_numbers() -> None:
    chapters = chapters_of(examples.all_tables(), (), (Heading(section="3", title="Deaths and harm"),))
    assert [chapter.label for chapter in chapters] == ["2 Chapter 2", "3 Deaths and harm", "5 Chapter 5"]
