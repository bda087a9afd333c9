"""A report written in Word: what is read of it, in which order, with which numbers and on which pages."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from docx import Document

from tests.library.made_word import level, listed, made_docx, numbering, p, row, run, table
from waymark.instruments.problems import InputProblem
from waymark.library.stored_text import StoredText
from waymark.library.word.package import LARGEST_TEXT_MB
from waymark.library.word.reading import read_docx

PAGE_BREAK = '<w:r><w:br w:type="page"/></w:r>'
DRAWN_BREAK = "<w:r><w:lastRenderedPageBreak/></w:r>"
CHAPTERS = numbering(
    {
        1: level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "lowerLetter", "(%3)"),
        2: level(0, "bullet", "\uf0b7"),
        3: level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>"),
    },
    {
        4: (1, '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="7"/></w:lvlOverride>'),
    },
)


def said(stored: StoredText) -> list[str]:
    return [stored.said(paragraph) for paragraph in stored.paragraphs]


def kinds(stored: StoredText) -> list[tuple[str, str]]:
    return [(paragraph.kind, stored.said(paragraph)) for paragraph in stored.paragraphs]


def holds_together(stored: StoredText) -> None:
    """Pages without a gap, paragraphs in order that each end in a line break."""
    assert [page.start for page in stored.pages] == [0, *(page.end for page in stored.pages[:-1])]
    assert stored.pages[-1].end == len(stored.text)
    at = 0
    for paragraph in stored.paragraphs:
        assert paragraph.start == at and stored.text[paragraph.end] == "\n"
        assert stored.page_at(paragraph.start) == paragraph.page
        at = paragraph.end + 1
    assert at == len(stored.text)


def test_document_of_python_docx_is_read_whole(tmp_path: Path) -> None:
    document = Document()
    document.core_properties.title = "Overview report"
    document.add_heading("Serious case review", 0)
    document.add_heading("Introduction", 1)
    document.add_paragraph("The board held a review.")
    document.add_paragraph("The first point.", style="List Bullet")
    document.add_paragraph("The next step.", style="List Number")
    cells = document.add_table(2, 2)
    for at, text in enumerate(["Date", "Event", "May 2013", "A home visit"]):
        cells.cell(at // 2, at % 2).text = text
    document.sections[0].header.paragraphs[0].text = "Final report"
    document.save(str(tmp_path / "report.docx"))
    stored = read_docx(tmp_path / "report.docx")
    assert kinds(stored) == [
        ("running head", "Final report"),
        ("heading", "Serious case review"),
        ("heading", "Introduction"),
        ("paragraph", "The board held a review."),
        ("list item", "• The first point."),
        ("list item", "1. The next step."),
        ("table row", "Date | Event"),
        ("table row", "May 2013 | A home visit"),
    ]
    assert stored.title == "Overview report"
    assert stored.extractor == "word text 1"
    holds_together(stored)


def test_headings_are_known_by_style_in_any_language_and_by_outline_level(tmp_path: Path) -> None:
    body = p("Findings", "berschrift1") + p("Family", "berschrift2") + p("House", "HouseHeading")
    body += p("Direct", properties='<w:outlineLvl w:val="2"/>') + p("Not one.")
    stored = read_docx(made_docx(tmp_path / "a.docx", body))
    assert [(paragraph.kind, paragraph.level) for paragraph in stored.paragraphs] == [
        ("heading", 1),
        ("heading", 2),
        ("heading", 2),
        ("heading", 3),
        ("paragraph", 0),
    ]


def test_short_bold_line_is_a_heading_and_bold_sentence_is_none(tmp_path: Path) -> None:
    body = p(runs=run("The family", '<w:b/><w:sz w:val="36"/>')) + p(runs=run("Health", "<w:b/>"))
    body += p(runs=run("Nobody asked him.", "<w:b/>")) + p(runs=run("Partly", "<w:b/>") + run(" bold"))
    stored = read_docx(made_docx(tmp_path / "a.docx", body))
    assert [(paragraph.kind, paragraph.level) for paragraph in stored.paragraphs] == [
        ("heading", 1),
        ("heading", 3),
        ("paragraph", 0),
        ("paragraph", 0),
    ]


def test_lists_are_numbered_as_word_numbers_them(tmp_path: Path) -> None:
    body = listed("One", 1) + listed("One one", 1, 1) + listed("a", 1, 2) + listed("b", 1, 2)
    body += listed("One two", 1, 1) + listed("a again", 1, 2) + listed("Two", 1) + listed("Two one", 1, 1)
    body += listed("point", 2) + listed("Roman", 3) + listed("in digits", 3, 1) + listed("Seven", 4)
    stored = read_docx(made_docx(tmp_path / "a.docx", body, {"numbering": CHAPTERS}))
    assert said(stored) == [
        "1. One",
        "1.1 One one",
        "(a) a",
        "(b) b",
        "1.2 One two",
        "(a) a again",
        "2. Two",
        "2.1 Two one",
        "• point",
        "I. Roman",
        "1.1 in digits",
        "7. Seven",
    ]
    numbers = [paragraph.number for paragraph in stored.paragraphs]
    assert numbers[:4] == ["1.", "1.1", "(a)", "(b)"]
    assert [paragraph.kind for paragraph in stored.paragraphs][:3] == ["list item", "paragraph", "list item"]


def test_list_of_a_style_numbers_headings_and_can_be_left_out(tmp_path: Path) -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="H1"><w:name w:val="heading 1"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="H2"><w:name w:val="heading 2"/><w:basedOn w:val="H1"/></w:style>'
    )
    lists = numbering(
        {
            1: level(0, "decimal", "%1", '<w:pStyle w:val="H1"/>')
            + level(1, "decimal", "%1.%2", '<w:pStyle w:val="H2"/>')
        }
    )
    body = p("First", "H1") + p("Under", "H2") + p("Under too", "H2")
    body += p("Unnumbered", "H1", '<w:numPr><w:numId w:val="0"/></w:numPr>') + p("Second", "H1")
    stored = read_docx(made_docx(tmp_path / "a.docx", body, {"styles": styles, "numbering": lists}))
    assert said(stored) == ["1 First", "1.1 Under", "1.2 Under too", "Unnumbered", "2 Second"]


def test_typed_numbers_are_kept_as_numbers(tmp_path: Path) -> None:
    body = (
        p("14.2 The visit took place.")
        + p("4-3. Another.")
        + p("a) First")
        + p("– dashed")
        + p("2013 began.")
        + p("4 children.")
    )
    stored = read_docx(made_docx(tmp_path / "a.docx", body))
    assert [(paragraph.number, paragraph.kind) for paragraph in stored.paragraphs] == [
        ("14.2", "paragraph"),
        ("4-3.", "paragraph"),
        ("a)", "list item"),
        ("–", "list item"),
        ("", "paragraph"),
        ("", "paragraph"),
    ]


def test_inserted_words_count_and_deleted_or_hidden_ones_do_not(tmp_path: Path) -> None:
    deleted_mark = "<w:rPr><w:del/></w:rPr>"
    body = p(
        runs=run("The plan ")
        + f"<w:ins>{run('was agreed')}</w:ins><w:del><w:r><w:delText>failed</w:delText></w:r></w:del>"
        + run(" secretly", "<w:vanish/>")
        + run(" quietly", '<w:rStyle w:val="Secret"/>')
        + run(" seen", '<w:rStyle w:val="Secret"/><w:vanish w:val="0"/>')
        + f"<w:moveFrom>{run(' moved away')}</w:moveFrom>"
    )
    body += p("Two lines ", properties=deleted_mark) + p("made one.")
    body += table(
        row(p("kept"), p("row")), "<w:tr><w:trPr><w:del/></w:trPr><w:tc>" + p("gone") + "</w:tc></w:tr>"
    )
    stored = read_docx(made_docx(tmp_path / "a.docx", body))
    assert said(stored) == ["The plan was agreed seen", "Two lines made one.", "kept | row"]


def test_pages_are_counted_by_breaks_and_by_the_marks_of_word_once(tmp_path: Path) -> None:
    body = (
        p(runs=PAGE_BREAK)
        + p("Cover")
        + p(runs=PAGE_BREAK)
        + p(runs=DRAWN_BREAK + run("Second page, which "))
    )
    body += p(runs=run("runs over ") + DRAWN_BREAK + run("to the third."))
    body += p("Fourth.", properties="<w:pageBreakBefore/>")
    body += p("End of section.", properties='<w:sectPr><w:pgSz w:w="12240" w:h="15840"/></w:sectPr>')
    body += p("Fifth.") + "<w:sectPr/>"
    stored = read_docx(made_docx(tmp_path / "a.docx", body))
    assert [
        (paragraph.page, stored.said(paragraph), paragraph.continues) for paragraph in stored.paragraphs
    ] == [
        (1, "Cover", False),
        (2, "Second page, which", False),
        (2, "runs over", False),
        (3, "to the third.", True),
        (4, "Fourth.", False),
        (4, "End of section.", False),
        (5, "Fifth.", False),
    ]
    assert stored.pages[0].width == 612
    assert any("no fixed pages" in note for note in stored.notes)
    holds_together(stored)


def test_section_that_goes_on_without_a_break_stays_on_the_page(tmp_path: Path) -> None:
    body = p("One", properties="<w:sectPr/>") + p("Two") + '<w:sectPr><w:type w:val="continuous"/></w:sectPr>'
    stored = read_docx(made_docx(tmp_path / "a.docx", body))
    assert len(stored.pages) == 1


def test_page_with_a_picture_alone_is_a_page(tmp_path: Path) -> None:
    body = p("One") + p(runs=PAGE_BREAK + "<w:r><w:drawing/></w:r>" + PAGE_BREAK) + p("Three")
    stored = read_docx(made_docx(tmp_path / "a.docx", body))
    assert [paragraph.page for paragraph in stored.paragraphs] == [1, 3]
    assert stored.pages[1].source == "no text"
    assert "\ufffc" not in stored.text
    assert any("Pictures" in note for note in stored.notes)


def test_notes_stand_at_the_end_of_their_page_and_of_the_document(tmp_path: Path) -> None:
    def reference(kind: str, key: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'

    body = p(runs=run("First.") + reference("footnote", 2)) + p(runs=run("More.") + reference("endnote", 1))
    body += p(runs=PAGE_BREAK) + p(runs=run("Second page.") + reference("footnote", 3))
    parts = {
        "footnotes": f'<w:footnote w:id="0" w:type="separator">{p("line")}</w:footnote>'
        f'<w:footnote w:id="2">{p("Under the first.")}</w:footnote>'
        f'<w:footnote w:id="3">{p("Under the second.")}</w:footnote>',
        "endnotes": f'<w:endnote w:id="1">{p("At the end.")}</w:endnote>',
    }
    stored = read_docx(made_docx(tmp_path / "a.docx", body, parts))
    assert [(paragraph.page, paragraph.kind, stored.said(paragraph)) for paragraph in stored.paragraphs] == [
        (1, "paragraph", "First."),
        (1, "paragraph", "More."),
        (1, "footnote", "1 Under the first."),
        (2, "paragraph", "Second page."),
        (2, "footnote", "2 Under the second."),
        (2, "footnote", "1 At the end."),
    ]
    holds_together(stored)


def test_heads_and_feet_stand_once_as_furniture(tmp_path: Path) -> None:
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>3</w:t></w:r></w:fldSimple>'
    references = '<w:headerReference r:id="header1"/><w:footerReference r:id="footer1"/>'
    body = p("One") + p(runs=PAGE_BREAK) + p("Two", properties=f"<w:sectPr>{references}</w:sectPr>")
    body += p("Three") + f'<w:sectPr>{references}<w:footerReference r:id="footer2"/></w:sectPr>'
    parts = {
        "header1": p("Final report"),
        "footer1": p(runs=run("Page ") + field + run(" of 9")),
        "footer2": p(runs=run("Anytown board ") + field),
    }
    stored = read_docx(made_docx(tmp_path / "a.docx", body, parts))
    assert kinds(stored) == [
        ("running head", "Final report"),
        ("paragraph", "One"),
        ("page number", "Page 3 of 9"),
        ("running foot", "Anytown board 3"),
        ("paragraph", "Two"),
        ("paragraph", "Three"),
    ]


def test_contents_are_known_by_style_by_control_and_by_field(tmp_path: Path) -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    field = mark("begin") + '<w:r><w:instrText> TOC \\o "1-3" </w:instrText></w:r>' + mark("separate")
    tabbed = run("Family") + "<w:r><w:tab/></w:r>" + run("7")
    body = p("Introduction 3", "Verzeichnis1")
    body += (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    )
    body += f"<w:sdtContent>{p('Contents', 'berschrift1')}{p('Process 4')}</w:sdtContent></w:sdt>"
    body += p(runs=field + run("Method 5")) + p(runs=tabbed) + p(runs=mark("end")) + p("The text begins.")
    stored = read_docx(made_docx(tmp_path / "a.docx", body))
    assert kinds(stored) == [
        ("contents", "Introduction 3"),
        ("heading", "Contents"),
        ("contents", "Process 4"),
        ("contents", "Method 5"),
        ("contents", "Family 7"),
        ("paragraph", "The text begins."),
    ]


def test_text_boxes_are_read_once_after_their_paragraph(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{p('In the box.')}</w:txbxContent>"
    drawing = (
        f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    old = f"<w:r><w:pict><v:textbox>{box.replace('the', 'an old')}</v:textbox></w:pict></w:r>"
    grouped = f"<w:r><w:pict>{drawing.replace('the', 'a grouped')}</w:pict></w:r>"
    body = p(runs=drawing + run("Beside it.")) + p(runs=old) + p(runs=grouped)
    stored = read_docx(made_docx(tmp_path / "a.docx", body))
    assert said(stored) == ["Beside it.", "In the box.", "In an old box.", "In a grouped box."]


def test_tables_are_read_by_row_and_a_table_of_one_column_as_paragraphs(tmp_path: Path) -> None:
    nested = table(row(p("inner one"), p("inner two")))
    body = table(row(p("Date"), p("") + p("Event")), row(p("May"), p("Visit.") + p("No answer.")))
    body += table(row(p("A framed remark."))) + table(row(p("Outer"), nested))
    body += table(row(p(""), p(""), p("")), row(p("First"), p(""), p("")), row(p("First"), p(""), p("Third")))
    body += table(row(p(runs=DRAWN_BREAK + run("New page")), p(runs=DRAWN_BREAK + run("for both"))))
    stored = read_docx(made_docx(tmp_path / "a.docx", body))
    assert kinds(stored) == [
        ("table row", "Date | Event"),
        ("table row", "May | Visit. No answer."),
        ("paragraph", "A framed remark."),
        ("table row", "Outer | inner one | inner two"),
        ("table row", "First"),
        ("table row", "First | | Third"),
        ("table row", "New page | for both"),
    ]
    assert [paragraph.page for paragraph in stored.paragraphs] == [1, 1, 1, 1, 1, 1, 2]


def test_document_that_declares_entities_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>'
    outside = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    for before in (bomb, outside, bomb.encode("utf-16").decode("latin-1")):
        path = made_docx(tmp_path / "a.docx", p("&a;"), before_root=before)
        with pytest.raises(InputProblem) as caught:
            read_docx(path)
        assert "a.docx" in str(caught.value)


def test_document_that_unpacks_too_far_is_refused_before_it_is_parsed(tmp_path: Path) -> None:
    dense = made_docx(tmp_path / "dense.docx", p("a" * 80_000_000))
    with pytest.raises(InputProblem, match="unpack to 80 MB"):
        read_docx(dense)
    path = tmp_path / "long.docx"
    made_docx(path, p("short"))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w") as archive:  # not packed at all, so of no suspicious ratio
        for name, content in parts.items():
            filler = b" " * (LARGEST_TEXT_MB * 1_000_000) if name == "word/document.xml" else b""
            archive.writestr(name, content + filler)
    with pytest.raises(InputProblem, match="more than 60 MB"):
        read_docx(path)


def test_relations_that_lead_outside_the_file_are_not_followed(tmp_path: Path) -> None:
    path = made_docx(tmp_path / "a.docx", p("Body.", "berschrift1"))
    assert read_docx(path).paragraphs[0].kind == "heading"
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts["word/_rels/document.xml.rels"] = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="s" Type="x/styles" TargetMode="External" Target="styles.xml"/>'
        b'<Relationship Id="n" Type="x/numbering" Target="../../../../etc/passwd"/></Relationships>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert kinds(read_docx(path)) == [("paragraph", "Body.")]


@pytest.mark.parametrize("depth", [200, 2000])
def test_deeply_nested_document_is_read_or_refused(tmp_path: Path, depth: int) -> None:
    body = "<w:sdt><w:sdtContent>" * (depth // 2) + p("Inside.") + "</w:sdtContent></w:sdt>" * (depth // 2)
    path = made_docx(tmp_path / "a.docx", body)
    try:
        assert said(read_docx(path)) == ["Inside."]
    except InputProblem as problem:
        assert "damaged" in str(problem)


def test_more_pages_than_are_read_are_refused(tmp_path: Path) -> None:
    path = made_docx(tmp_path / "a.docx", p(runs=(run("x") + PAGE_BREAK) * 2100))
    with pytest.raises(InputProblem, match="more than 2,000 pages"):
        read_docx(path)


def test_numbers_of_a_hostile_list_stay_short(tmp_path: Path) -> None:
    forms = ("lowerRoman", "upperLetter", "ordinal", "decimalZero")
    lists = {
        at: level(0, form, "%1").replace('w:val="1"', 'w:val="999999999"', 1)
        for at, form in enumerate(forms, 1)
    }
    body = "".join(listed("x", at) for at in lists)
    stored = read_docx(made_docx(tmp_path / "a.docx", body, {"numbering": numbering(lists)}))
    assert all(len(text) < 20 for text in said(stored))
