"""Small reports about bicycles as Word documents, workbooks and web pages, with the marks that such files carry."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
import xlsxwriter  # type: ignore[import-untyped]
from docx.enum.text import WD_BREAK
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

PAGE = """<!DOCTYPE html><html lang="en"><head><title>Bells</title></head><body><nav>Table 9: Not this one</nav>
<main><h1>2 Bicycles</h1><p>Of the 40 bicycles<sup>1</sup>, 10 (25%) were red<br>and new.</p> <table
class="govuk-table"><caption class="govuk-table__caption">Table 2 Colours and bells</caption>
<tfoot><tr><th>Total</th><td>40</td><td>1,000</td></tr></tfoot> <thead><tr><th rowspan="2">Colour</th><th
colspan="2">Counted in 2015</th></tr> <tr><th>Bicycles</th><th>Bells</th></tr></thead> <tbody><tr><th>Red</th><td>10
(25%)<sup>2</sup></td><td rowspan="2">600</td></tr> <tr><th>Blue</th><td>30 (75%)</td></tr> <tr><th><span
class="govuk-visually-hidden">The colour </span>Green</th><td>0</td><td>4<b>00</b></td></tr></tbody></table>
<p>Note: some were counted twice.</p><div>Words in a box <b>of 5</b> and more.</div> <p hidden>Nobody sees 7 of 8
(10%).</p></main></body></html>"""


def write_word(path: Path) -> None:
    """Headings, a caption with a field, merged cells, a deletion, a page break, a table within a table."""
    document = docx.Document()
    document.add_heading("2 Bicycles", level=1)
    changed = document.add_paragraph("Of the 40 bicycles 10 (25%) were red.")
    _deleted(changed, " It was 12 (40%).")
    caption = document.add_paragraph(style="Caption")
    caption.add_run("Table ")
    _field(caption, "SEQ Table \\* ARABIC", "4")
    caption.add_run(" Colours of bicycles")
    table = document.add_table(rows=5, cols=4)
    header = ("Place", "Colour", "2015 (n=40)", "")
    rows = (
        ("", "", "Bicycles", "%"),
        ("Town", "Red", "10", "25"),
        ("", "Blue", "30", "75"),
        ("All", "", "40", "100"),
    )
    for at, cells in enumerate((header, *rows)):
        for column, text in enumerate(cells):
            table.cell(at, column).text = text
    table.cell(0, 2).merge(table.cell(0, 3))
    table.cell(2, 0).merge(table.cell(3, 0))
    document.add_paragraph("* One bicycle had no colour.")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)
    document.add_paragraph("Nine of the 12 bells rang.")
    lamps = document.add_table(rows=3, cols=2)
    for at, text in enumerate(("Lamps", "2015", "Lit", "9", "", "10")):
        lamps.cell(at // 2, at % 2).text = text
    lamps.cell(1, 0).merge(lamps.cell(2, 0))
    document.add_paragraph("Words between two tables.")
    outer = document.add_table(rows=1, cols=2)
    outer.cell(0, 0).text = "Around"
    inner = outer.cell(0, 1).add_table(rows=2, cols=2)
    for at, text in enumerate(("Bells", "2015", "Rung", "9")):
        inner.cell(at // 2, at % 2).text = text
    document.save(str(path))


def _field(paragraph: Any, instruction: str, shown: str) -> None:
    for kind, text in (("begin", ""), ("", instruction), ("separate", ""), ("shown", shown), ("end", "")):
        run = paragraph.add_run(text if kind == "shown" else "")
        if kind == "":
            element = OxmlElement("w:instrText")
            element.text = text
            run._r.append(element)
        elif kind != "shown":
            element = OxmlElement("w:fldChar")
            element.set(qn("w:fldCharType"), kind)
            run._r.append(element)


def _deleted(paragraph: Any, text: str) -> None:
    deletion = OxmlElement("w:del")
    run = OxmlElement("w:r")
    gone = OxmlElement("w:delText")
    gone.text = text
    run.append(gone)
    deletion.append(run)
    paragraph._p.append(deletion)


def write_workbook(path: Path) -> None:
    """Formats, percentages beside counts, group headings, two tables side by side and one below, a sheet of text."""
    workbook = xlsxwriter.Workbook(str(path))
    whole, one = workbook.add_format({"num_format": "0%"}), workbook.add_format({"num_format": "#,##0.0"})
    sheet = workbook.add_worksheet("Colours")
    rows: tuple[tuple[Any, ...], ...] = (
        ("Table 1: Colours",),
        ("Bicycles counted in one year",),
        ("Colour", "Bicycles (n=29)", "Percent", "Weight"),
        ("In town",),
        ("Red", 12, 12 / 29, 1234.5678),
        ("Blue", 8, 8 / 29, 2),
        ("Out of town",),
        ("Green", 9, 9 / 29, 3.25),
        ("Note: three had no bell.",),
    )
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            number = isinstance(value, float | int)
            sheet.write(at, column, value, {2: whole, 3: one}.get(column) if number else None)
    for at, row in enumerate((("Bells", "Rung"), ("Small", 4), ("Large", 6), ("Total", 10))):
        sheet.write_row(at + 2, 6, row)
    below = (("Table 2: Lamps",), ("Lamp", "Percent"), ("Front", 0.4137), ("Rear", 0.5863))
    for at, row in enumerate(below):
        sheet.write_row(at + 11, 0, row)
    workbook.add_worksheet("Notes").write(0, 0, "Of the 29 bicycles 12 (41%) were red.")
    workbook.close()
