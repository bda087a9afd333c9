"""A plan drawn as PDF and read back: every word is there, and what is told of the pages is so."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from tests.demo.drawn_reports import (
    LOOKS,
    PLAIN,
    black_rectangles,
    drawn_report,
    file_with,
    heading,
    paragraphs,
    plan,
    prose,
    table,
    whole_report,
)
from waymark.demo.reports.drawing import draw, words_per_page
from waymark.demo.reports.plan import Block, DrawnSection, Look
from waymark.instruments.problems import InputProblem


def test_every_word_stands_in_the_file_in_the_order_of_the_plan(tmp_path: Path) -> None:
    blocks = (heading("Introduction", "introduction"), *paragraphs(30))
    read = drawn_report(tmp_path, blocks, file=file_with(PLAIN, number_place="inline"))
    body = read.text.replace(
        "Synthetic text for demonstration: no real child, family, authority or review ", ""
    )
    body = body.removesuffix(" Synthetic text for demonstration: no real child, family, authority or review")
    assert body == "Introduction " + " ".join(f"{block.number} {block.text}" for block in blocks[1:])


@pytest.mark.parametrize("name", LOOKS)
def test_sections_are_told_with_the_page_on_which_their_heading_stands(tmp_path: Path, name: str) -> None:
    read = drawn_report(tmp_path, whole_report(), LOOKS[name])
    drawn = read.drawn
    assert drawn.pages == len(read.pages)
    assert [section.kind for section in drawn.sections] == ["introduction", "story", "findings", "appendix"]
    for section in drawn.sections:
        holding = [at for at, page in enumerate(read.pages, start=1) if section.title in page]
        times = read.pages[section.page - 1].count(section.title)
        assert times == (2 if section.page == drawn.contents_page else 1)
        assert set(holding) <= {section.page, drawn.contents_page}


@pytest.mark.parametrize("name", [name for name, look in LOOKS.items() if look.contents])
def test_contents_give_the_page_of_every_heading(tmp_path: Path, name: str) -> None:
    read = drawn_report(tmp_path, whole_report(), LOOKS[name])
    contents = read.pages[read.drawn.contents_page - 1]
    for section in read.drawn.sections:
        found = re.search(re.escape(section.title) + r" ?\.+ ?(\d+)", contents)
        assert found and int(found[1]) == section.page
        own = read.pages[section.page - 1]
        assert section.page != read.drawn.contents_page or own.rindex(section.title) > own.rindex("....")


def test_contents_longer_than_a_page_keep_their_true_numbers(tmp_path: Path) -> None:
    headings = tuple(heading(f"Part {at} of many", f"kind {at}", new_page=at % 3 == 0) for at in range(90))
    read = drawn_report(tmp_path, (Block("title", "Review"), *headings), Look(cover=True))
    said = " ".join(read.pages[1:3])
    assert read.drawn.contents_page == 2
    for section in read.drawn.sections:
        found = re.search(re.escape(section.title) + r" ?\.+ ?(\d+)", said)
        assert found and int(found[1]) == section.page


def test_a_plan_with_its_own_heading_for_the_contents_gets_them_there(tmp_path: Path) -> None:
    blocks = (
        Block("title", "Review"),
        heading("Preface", "preface", new_page=True),
        *paragraphs(2),
        heading("What is in this report", "contents", new_page=True),
        heading("Introduction", "introduction"),
        *paragraphs(2),
    )
    read = drawn_report(tmp_path, blocks, Look(cover=True))
    assert read.drawn.contents_page == 3
    assert DrawnSection("contents", "What is in this report", 3) in read.drawn.sections
    assert "Introduction ...." in read.pages[2]


def test_no_contents_are_told_where_the_look_has_none(tmp_path: Path) -> None:
    assert drawn_report(tmp_path, whole_report(), PLAIN).drawn.contents_page == 0


def test_pages_of_appendices_are_those_after_the_body(tmp_path: Path) -> None:
    body = (heading("Introduction", "introduction"), *paragraphs(12))
    back = (heading("Glossary", "glossary", new_page=True), *paragraphs(1))
    more = (heading("Appendix 1", "appendix", new_page=True), *paragraphs(8))
    read = drawn_report(tmp_path, (*body, *back, *more))
    glossary = next(section.page for section in read.drawn.sections if section.kind == "glossary")
    assert read.drawn.pages_of_appendices == read.drawn.pages - glossary + 1 >= 3


def test_a_page_that_an_appendix_shares_with_the_body_is_not_counted(tmp_path: Path) -> None:
    body = (heading("Introduction", "introduction"), *paragraphs(2))
    shared = drawn_report(tmp_path, (*body, heading("Appendix 1", "appendix"), *paragraphs(8)))
    assert shared.drawn.sections[-1].page == 1
    assert shared.drawn.pages_of_appendices == shared.drawn.pages - 1


def test_a_glossary_before_the_body_is_no_appendix(tmp_path: Path) -> None:
    blocks = (
        heading("Glossary", "glossary"),
        *paragraphs(1),
        heading("Findings", "findings", new_page=True),
        *paragraphs(1),
        heading("Map", "map", new_page=True),
        *paragraphs(1),
    )
    assert drawn_report(tmp_path, blocks).drawn.pages_of_appendices == 0
    other_pack = draw(plan(blocks), tmp_path / "other.pdf", back=frozenset({"map"}))
    assert other_pack.pages_of_appendices == 1


@pytest.mark.parametrize("way", ["bar", "characters"])
def test_blacked_out_words_cannot_be_had_back_from_the_file(tmp_path: Path, way: str) -> None:
    look = replace(PLAIN, cover=True)
    blocks = (
        Block("title", "Review of █Quillfeather█"),
        heading("About █Quillfeather█", "family"),
        Block("paragraph", "The aunt, █Quillfeather Jane█, was seen by █Quillfeather█ on Monday."),
        Block("table", rows=(("Who", "What"), ("█Quillfeather█", "said no"))),
    )
    read = drawn_report(tmp_path, blocks, look, file_with(look, redaction=way, header_grey=None))
    document = pypdfium2.PdfDocument(read.path)
    said = read.text + str(document.get_metadata_dict()) + "".join(s.title for s in read.drawn.sections)
    assert "Quill" not in said and "Jane" not in said
    assert b"Quill" not in read.path.read_bytes()
    seen = read.pages[1]
    if way == "bar":
        assert "The aunt, , was seen by on Monday." in seen.replace(" ,", ",").replace(",,", ", ,")
        assert black_rectangles(read.path, 2) == 4
    else:
        assert re.search(r"The aunt, █+, was seen by █+ on Monday\.", seen)
        assert black_rectangles(read.path, 2) == 0


def test_the_same_plan_gives_the_same_bytes(tmp_path: Path) -> None:
    for look in (LOOKS["word"], replace(LOOKS["word"], scanned="appendix")):
        for copy in ("first", "second"):
            draw(plan(whole_report(), look), tmp_path / f"{copy}.pdf")
        assert (tmp_path / "first.pdf").read_bytes() == (tmp_path / "second.pdf").read_bytes()


def test_scanned_appendices_hold_a_picture_and_no_text(tmp_path: Path) -> None:
    read = drawn_report(tmp_path, whole_report(), replace(LOOKS["word"], scanned="appendix"))
    drawn = read.drawn
    assert drawn.scanned_pages == tuple(range(drawn.pages - drawn.pages_of_appendices + 1, drawn.pages + 1))
    assert drawn.scanned_pages
    for number, said in enumerate(read.pages, start=1):
        assert (said == "") == (number in drawn.scanned_pages)


def test_scanned_pages_are_black_and_white_pictures_of_the_page(tmp_path: Path) -> None:
    read = drawn_report(tmp_path, (heading("Findings"), *paragraphs(9)), replace(PLAIN, scanned="all"))
    assert read.drawn.scanned_pages == tuple(range(1, read.drawn.pages + 1))
    assert read.path.stat().st_size < 60_000 * read.drawn.pages
    document = pypdfium2.PdfDocument(read.path)
    as_text = drawn_report(tmp_path, (heading("Findings"), *paragraphs(9)), PLAIN, "text.pdf")
    same = pypdfium2.PdfDocument(as_text.path)
    for page, twin in zip(document, same, strict=True):
        (image,) = page.get_objects()
        assert image.get_bounds() == pytest.approx((0, 0, *page.get_size()), abs=0.5)
        dark, expected = (_dark_share(each) for each in (page, twin))
        assert dark == pytest.approx(expected, rel=0.3)


def _dark_share(page: pypdfium2.PdfPage) -> float:
    levels: list[int] = page.render(scale=1, grayscale=True).to_pil().histogram()
    return sum(levels[:128]) / sum(levels)


def test_the_file_says_its_title_only_where_there_is_a_cover(tmp_path: Path) -> None:
    for look, title in ((LOOKS["word"], "Review of the services known to Child Q"), (PLAIN, "")):
        document = pypdfium2.PdfDocument(drawn_report(tmp_path, whole_report(), look).path)
        assert document.get_metadata_value("Title") == title


@pytest.mark.parametrize("name", LOOKS)
def test_words_per_page_fill_a_page(tmp_path: Path, name: str) -> None:
    look = replace(LOOKS[name], cover=False, contents=False)
    words = words_per_page(look) * 12
    drawn = draw(plan(paragraphs(round(words / 90)), look), tmp_path / "filled.pdf")
    assert 10 <= drawn.pages <= 13


def test_a_character_that_the_fonts_lack_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="The character '☃' of “snow☃” cannot be drawn"):
        draw(plan((Block("paragraph", prose(5) + " snow☃"),)), tmp_path / "snow.pdf")


def test_a_table_repeats_its_header_on_every_page_and_loses_no_row(tmp_path: Path) -> None:
    read = drawn_report(tmp_path, (heading("Appendix"), table(40, columns=4, words=25)))
    assert read.drawn.pages > 2
    assert all("Head 1 Head 2 Head 3 Head 4" in page for page in read.pages)
    assert re.findall(r"(\d+) May", read.text) == [str(row + 1) for row in range(40)]


def test_a_row_higher_than_a_page_is_parted(tmp_path: Path) -> None:
    rows = (("When", "What"), ("May", prose(1500)), ("June", "Nothing more."))
    read = drawn_report(tmp_path, (Block("table", rows=rows),))
    said = read.text.replace(
        "Synthetic text for demonstration: no real child, family, authority or review", ""
    )
    said = " ".join(said.replace("When What", "").split())
    assert prose(1500) in said and said.endswith("June Nothing more.")


def test_a_header_higher_than_a_page_is_set_once(tmp_path: Path) -> None:
    rows = ((prose(1200), "What"), ("June", "Nothing more."))
    read = drawn_report(tmp_path, (Block("table", rows=rows),))
    assert read.text.count("What") == 1 and "June Nothing more." in read.pages[-1]
