"""Incident details in Word, one entry a case, are read as received whatever shape the document has."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tests.register import making
from waymark.instruments.loading import load_pack, pack_folder
from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem
from waymark.register.receiving.incident_entries import read_entries, read_entries_folder
from waymark.register.values import CellValue

PACK = load_pack(pack_folder("scr_2011_14"))


def read(tmp_path: Path, *blocks: object, pack: Pack = PACK) -> list[dict[str, CellValue]]:
    return [dict(row.cells) for row in read_entries(making.docx(tmp_path / "region.docx", blocks), pack)]


def said(path: Path) -> str:
    with pytest.raises(InputProblem) as raised:
        read_entries(path, PACK)
    return str(raised.value)


# -- Shapes of entries --------------------------------------------------------------------------------


def test_lines_with_labels_and_running_text(tmp_path: Path) -> None:
    path = making.docx(
        tmp_path / "north-east.docx",
        [
            "# Incident details",
            "Region: North East",
            "Case number: 20117",
            "Date of incident: 4 March 2012",
            "The health visitor was called.",
            "At 10:30 the ambulance came.",
            "Case number: 20118",
            "Date of incident: 30/11/2013",
            "Nothing more is known.",
        ],
    )
    first, second = read_entries(path, PACK)
    assert (first.place, first.number, second.number) == ("north-east.docx", 1, 2)
    assert dict(first.cells) == {
        "Case number": "20117",
        "Region": "North East",
        "Date of incident": "4 March 2012",
        "Incident details": "The health visitor was called.\nAt 10:30 the ambulance came.",
    }
    assert dict(second.cells) == {
        "Case number": "20118",
        "Region": "North East",
        "Date of incident": "30/11/2013",
        "Incident details": "Nothing more is known.",
    }


def test_running_text_belongs_to_the_narrative_whatever_text_stands_before_it(tmp_path: Path) -> None:
    (entry,) = read(
        tmp_path,
        "Case number: 20117",
        "Initials: KM",
        "A first paragraph.",
        "Details of incident: Said first.",
        "A second paragraph.",
        "Reviewer: Helen Marrow",
        "A third paragraph.",
    )
    assert entry == {
        "Case number": "20117",
        "Initials": "KM",
        "Details of incident": "Said first.\nA second paragraph.\nA first paragraph.\nA third paragraph.",
        "Reviewer": "Helen Marrow",
    }


@pytest.mark.parametrize(
    ("opening", "number"),
    [
        ("Case number: 20117", "20117"),
        ("CASE NO. 20117", "20117"),
        ("Case ref – 20117/A", "20117/A"),
        ("# Case number 20117 – Child K", "20117"),
        ("# Case number 20117 Child K", "20117"),
        ("1. Case reference: CN 20117", "CN 20117"),
        ("Case number 20117 (Child K)", "20117"),
        ("• Case ID: 20117", "20117"),
        ("Case number: 20117\tDate of incident: 4 March 2012", "20117"),
    ],
)
def test_ways_to_begin_an_entry(opening: str, number: str, tmp_path: Path) -> None:
    (entry,) = read(tmp_path, opening, "Gender: Male")
    assert next(iter(entry.values())) == number
    assert entry["Gender"] == "Male"


def test_words_after_the_number_are_kept(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, "# Case number 20117 – Child K", "An account.")
    assert entry["Incident details"] == "Child K\nAn account."
    (entry,) = read(tmp_path, "Case number: 20117\tDate of incident: 4 March 2012")
    assert entry["Date of incident"] == "4 March 2012"


def test_sentence_about_a_case_number_begins_no_entry(tmp_path: Path) -> None:
    sentences = [
        "Case number 20116 was notified before, by another board.",
        "Case number 20116, notified before, concerns a sibling.",
        "The case number of the sibling is 20116.",
    ]
    (entry,) = read(tmp_path, "Case number: 20117", *sentences)
    assert entry["Incident details"] == "\n".join(sentences)


def test_two_column_table_under_a_heading(tmp_path: Path) -> None:
    entries = read(
        tmp_path,
        "# Case number 20117",
        [
            ["Case number", "20117"],
            ["DOB:", "1 May 2010"],
            ["Officer", "Not recorded"],
            ["Details", "An account."],
        ],
        "More of the account.",
        "# Case number 20118",
        [["Date of birth", "2 May 2010"], ["Gender", ""]],
    )
    assert entries == [
        {
            "Case number": "20117",
            "DOB": "1 May 2010",
            "Officer": "Not recorded",
            "Details": "An account.\nMore of the account.",
        },
        {"Case number": "20118", "Date of birth": "2 May 2010", "Gender": None},
    ]


def test_tables_alone_and_text_between_them_keep_their_order(tmp_path: Path) -> None:
    entries = read(
        tmp_path,
        [["Case No", "1"], ["Region", "London"]],
        "About the first.",
        [["Case No", "2"], ["Region", "East"]],
        "About the second.",
    )
    assert [entry["Case No"] for entry in entries] == ["1", "2"]
    assert [entry["Incident details"] for entry in entries] == ["About the first.", "About the second."]


def test_one_table_with_a_row_for_each_case(tmp_path: Path) -> None:
    rows = [
        ["Case No", "Date of incident", "Narrative"],
        ["1", "1/2/2012", "First."],
        ["2", "3/4/2012", "Second."],
    ]
    assert read(tmp_path, rows) == [
        {"Case No": "1", "Date of incident": "1/2/2012", "Narrative": "First."},
        {"Case No": "2", "Date of incident": "3/4/2012", "Narrative": "Second."},
    ]


def test_table_with_two_pairs_a_row(tmp_path: Path) -> None:
    (entry,) = read(
        tmp_path, [["Case number", "20117", "Gender", "Male"], ["Age", "3 years", "Region", "East"]]
    )
    assert entry == {"Case number": "20117", "Gender": "Male", "Age": "3 years", "Region": "East"}


def test_value_on_the_line_after_its_label(tmp_path: Path) -> None:
    (entry,) = read(
        tmp_path,
        "Case number:",
        "20117",
        "Date of incident:",
        "4 March 2012",
        "# Details of incident",
        "First paragraph.",
        "Second paragraph.",
        "Gender: Female",
        "A last remark.",
    )
    assert entry == {
        "Case number": "20117",
        "Date of incident": "4 March 2012",
        "Details of incident": "First paragraph.\nSecond paragraph.\nA last remark.",
        "Gender": "Female",
    }


def test_label_without_a_value_does_not_swallow_the_text_after_it(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, "Case number: 20117", "Gender:", "The child was seen.")
    assert entry == {"Case number": "20117", "Gender": None, "Incident details": "The child was seen."}


def test_several_fields_on_one_line_and_line_breaks_in_one_paragraph(tmp_path: Path) -> None:
    (entry,) = read(
        tmp_path, "Case number: 20117\nGender: Male\tAge: 3 years | Region: East\nDOB - 1 May 2010"
    )
    assert entry == {
        "Case number": "20117",
        "Gender": "Male",
        "Age": "3 years",
        "Region": "East",
        "DOB": "1 May 2010",
    }


def test_colon_in_a_sentence_makes_no_field(tmp_path: Path) -> None:
    sentence = "The mother said: nobody had come to the house for many weeks before the night in question."
    (entry,) = read(tmp_path, "Case number: 20117", sentence, "Social worker: not allocated")
    assert entry == {"Case number": "20117", "Social worker": "not allocated", "Incident details": sentence}


def test_label_that_stands_twice_keeps_both_values(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, "Case number: 20117", "Legal order: none", "Legal order: care order")
    assert entry == {"Case number": "20117", "Legal order": "none", "Legal order (2)": "care order"}


def test_entry_states_its_own_region_against_that_of_the_document(tmp_path: Path) -> None:
    first, second = read(
        tmp_path, "GOR: North East", "Case number: 1", "Region: London", "Case number: 2", "Gender: Male"
    )
    assert first == {"Case number": "1", "Region": "London"}
    assert second == {"Case number": "2", "GOR": "North East", "Gender": "Male"}


def test_title_of_the_document_is_no_detail_of_every_case(tmp_path: Path) -> None:
    (entry,) = read(tmp_path, "Incident details: North East", "Case number: 1", "Gender: Male")
    assert entry == {"Case number": "1", "Gender": "Male"}


def test_text_in_content_controls_and_insertions_is_read_and_deleted_text_is_not(tmp_path: Path) -> None:
    document = Document()
    document.add_paragraph("Case number: 20117")
    paragraphs = (
        "<w:sdt {0}><w:sdtContent><w:p><w:r><w:t>Gender: Male</w:t></w:r></w:p></w:sdtContent></w:sdt>",
        "<w:p {0}><w:r><w:t>Region: </w:t></w:r><w:sdt><w:sdtContent><w:r><w:t>East</w:t></w:r>"
        "</w:sdtContent></w:sdt></w:p>",
        "<w:p {0}><w:r><w:t xml:space='preserve'>Age: </w:t></w:r><w:del><w:r><w:delText>4</w:delText></w:r>"
        "</w:del><w:moveFrom><w:r><w:t>5</w:t></w:r></w:moveFrom>"
        "<w:ins><w:r><w:t>3 years</w:t></w:r></w:ins></w:p>",
    )
    for text in paragraphs:
        document.element.body.insert(len(document.element.body) - 1, parse_xml(text.format(nsdecls("w"))))
    document.save(str(tmp_path / "controls.docx"))
    (entry,) = read_entries(tmp_path / "controls.docx", PACK)
    assert dict(entry.cells) == {"Case number": "20117", "Gender": "Male", "Region": "East", "Age": "3 years"}


OTHER_PACK = {
    "pack.toml": """
[pack]
name = "bridges"
title = "Closures of bridges"
version = "1"
description = "For tests."
source = "Made for the tests"
case_number = "log"
incident_date = "closed_on"
precedence = ["notification", "incident_entry"]
""",
    "variables.toml": """
[variable.log]
label = "Log entry"
type = "text"
definition = ""
seed = ""
sources = ["notification"]

[variable.closed_on]
label = "Closed on"
type = "date"
definition = ""
seed = ""
sources = ["notification", "incident_entry"]

[variable.keeper]
label = "Keeper"
type = "text"
definition = ""
seed = ""
sources = ["incident_entry"]

[variable.account]
label = "What happened"
type = "text"
definition = ""
seed = ""
sources = ["incident_entry"]
""",
}


def test_no_code_knows_the_pack(tmp_path: Path) -> None:
    for name, text in OTHER_PACK.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    pack = load_pack(tmp_path)
    assert read(tmp_path, "Log entry: 7", "Keeper: A. Reader", "Closed on: 1/2/2012", "Ice.", pack=pack) == [
        {"Log entry": "7", "Keeper": "A. Reader", "Closed on": "1/2/2012", "What happened": "Ice."}
    ]


# -- What is wrong ------------------------------------------------------------------------------------


def test_entries_without_a_case_number_are_all_told(tmp_path: Path) -> None:
    path = making.docx(
        tmp_path / "region.docx",
        [
            "Case number: 1",
            "Gender: Male",
            "Case number:",
            "Gender: Male",
            "Case No: not known",
            "Gender: Male",
        ],
    )
    assert said(path) == (
        "region.docx: The incident details cannot be used. "
        "region.docx, entry 2: the entry has no case number. Write it in the line “Case number: …”; "
        "region.docx, entry 3: the entry has no case number. Write it in the line “Case No: …”. "
        "Nothing was changed."
    )


def test_entry_that_lacks_its_case_line_is_found_by_its_date(tmp_path: Path) -> None:
    blocks = ["Case number: 1", "Date of incident: 1/2/2012", "An account.", "Date of incident: 3/4/2012"]
    assert said(making.docx(tmp_path / "region.docx", blocks)) == (
        "region.docx, entry 1 (1): “Date of incident” stands twice, with two values: an entry without a case "
        "number may begin there. Begin each entry with a line “Case number: …”. Nothing was changed."
    )


def test_date_said_again_in_another_form_is_no_fault(tmp_path: Path) -> None:
    blocks = ["Case number: 1", "Date of incident: 1/2/2012", [["Incident date", "1 February 2012"]]]
    assert len(read(tmp_path, *blocks)) == 1


def test_first_entry_that_lacks_its_case_line_is_found(tmp_path: Path) -> None:
    path = making.docx(
        tmp_path / "region.docx", ["Date of incident: 1/2/2012", "Text.", "Case number: 2", "Text."]
    )
    assert said(path) == (
        "region.docx: “Date of incident” stands before the first case number. "
        "Begin that entry with a line “Case number: …”. Nothing was changed."
    )


def test_document_without_any_entry(tmp_path: Path) -> None:
    assert said(making.docx(tmp_path / "letter.docx", ["A letter.", "Region: East"])) == (
        "letter.docx: no entry was found: no line names a case number. "
        "An entry begins with a line such as “Case number: 20117”. Nothing was changed."
    )


def test_document_that_is_no_docx(tmp_path: Path) -> None:
    (tmp_path / "region.doc").write_bytes(b"old")
    assert said(tmp_path / "region.doc") == (
        "region.doc: files that end in “.doc” are not read here. Read are: .docx. Nothing was changed."
    )
    making.xlsx(tmp_path / "book.xlsx").rename(tmp_path / "region.docx")
    assert said(tmp_path / "region.docx") == (
        "region.docx: the file ends in “.docx”, but its content is an Excel workbook (.xlsx). "
        "Open it in the program it comes from and save it as a Word document (.docx). Nothing was changed."
    )


@pytest.mark.parametrize("share", [0.1, 0.5, 0.98])
def test_document_cut_short(share: float, tmp_path: Path) -> None:
    whole = making.docx(tmp_path / "whole.docx", ["Case number: 1", "Text."])
    path = making.cut(tmp_path / "region.docx", whole, share)
    assert said(path).startswith("region.docx: the file is cut short or damaged. Fetch it again")


def test_document_with_a_password(tmp_path: Path) -> None:
    inside = making.docx(tmp_path / "plain.docx", ["Case number: 1", "Text."])
    path = making.with_password(tmp_path / "region.docx", inside)
    assert said(path).startswith(
        "region.docx: the file is protected by a password. Open it with its password"
    )


# -- A folder of documents ----------------------------------------------------------------------------


def test_folder_is_read_document_by_document(tmp_path: Path) -> None:
    making.docx(tmp_path / "b.docx", ["Region: East", "Case number: 2", "Gender: Male"])
    making.docx(tmp_path / "a.docx", ["Region: London", "Case number: 1", "Gender: Male"])
    (tmp_path / "~$a.docx").write_bytes(b"a lock")
    (tmp_path / "list.txt").write_text("Not a document.")
    read_in = read_entries_folder(tmp_path, PACK)
    assert [path.name for path in read_in] == ["a.docx", "b.docx"]
    assert [(row.place, row.number, row.cells["Region"]) for rows in read_in.values() for row in rows] == [
        ("a.docx", 1, "London"),
        ("b.docx", 1, "East"),
    ]


def test_every_problem_of_a_folder_is_told_at_once(tmp_path: Path) -> None:
    folder = tmp_path / "incidents"
    folder.mkdir()
    making.docx(folder / "a.docx", ["Case number:", "Text of the first.", "Case number: tbc", "Text."])
    making.docx(folder / "b.docx", ["A letter."])
    making.docx(folder / "c.docx", ["Case number: 3", "Text."])
    (folder / "d.doc").write_bytes(b"old")
    with pytest.raises(InputProblem) as raised:
        read_entries_folder(folder, PACK)
    words = str(raised.value)
    assert words.startswith(
        "incidents: The incident details cannot be used. a.docx, entry 1: the entry has no "
    )
    assert "a.docx, entry 2: the entry has no case number." in words
    assert "b.docx: no entry was found" in words
    assert "d.doc: the document is no .docx. Save it as a Word document (.docx)" in words
    assert "c.docx" not in words


def test_folder_without_documents(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="the folder holds no Word document"):
        read_entries_folder(tmp_path, PACK)
    with pytest.raises(InputProblem, match="there is no such folder"):
        read_entries_folder(tmp_path / "nowhere", PACK)
