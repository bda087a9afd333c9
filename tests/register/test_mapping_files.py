"""A mapping file keeps what a person settled about headers, and says what is wrong in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waymark.instruments.loading import load_pack, pack_folder
from waymark.instruments.problems import InputProblem
from waymark.register.receiving.headers import match_headers, read_mapping, write_mapping

PACK = load_pack(pack_folder("scr_2011_14"))


def said(path: Path, text: str) -> str:
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InputProblem) as raised:
        read_mapping(path, PACK, "notification")
    return str(raised.value)


def test_file_tells_what_was_guessed_and_what_gave_way(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    write_mapping(path, match_headers(["Case No", "Gendr", "Board", "LSCB", "Officer"], PACK, "notification"))
    assert path.read_text(encoding="utf-8").splitlines()[3:] == [
        '"Case No" = "case_number"',
        '"Gendr" = "gender"  # by likeness (92%): look whether this is right',
        '"Board" = "board"',
        '"LSCB" = ""  # “Board” and “LSCB” both name board; “LSCB” is not used.',
        '"Officer" = ""',
    ]


def test_confirmed_file_settles_the_next_import(tmp_path: Path) -> None:
    path = tmp_path / "mapping.toml"
    headers = ["Case No", "Gendr", "Local authority", "LSCB", "Officer"]
    first = match_headers(headers, PACK, "notification")
    write_mapping(path, first)
    again = match_headers(headers, PACK, "notification", mapping=read_mapping(path, PACK, "notification"))
    assert again.accepted() == first.accepted()
    assert not again.needs_confirmation


@settings(max_examples=60, deadline=None)
@given(
    headers=st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=10), max_size=6, unique=True)
)
def test_any_header_survives_the_file(headers: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("mapping") / "mapping.toml"
    matches = match_headers(headers, PACK, "notification")
    write_mapping(path, matches)
    assert read_mapping(path, PACK, "notification") == {m.header: m.variable or "" for m in matches.matches}


def test_wrong_variable_in_the_file(tmp_path: Path) -> None:
    assert said(tmp_path / "m.toml", '"Case" = "case_numbr"') == (
        "m.toml, column “Case”: there is no variable “case_numbr”. "
        "Did you mean “case_number”? Nothing was changed."
    )


def test_names_beside_the_variables_are_known_where_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "m.toml"
    path.write_text('"Who" = "reader"')
    assert read_mapping(path, PACK, "front_sheet", also={"reader": ()}) == {"Who": "reader"}
    with pytest.raises(InputProblem, match="there is no variable “reader”"):
        read_mapping(path, PACK, "front_sheet")


def test_one_variable_twice_in_the_file(tmp_path: Path) -> None:
    assert said(tmp_path / "m.toml", '"A" = "board"\n"B" = "board"') == (
        "m.toml, column “B”: board is named by the header “A” already. "
        'Write "" beside one of them. Nothing was changed.'
    )


def test_value_without_quotation_marks(tmp_path: Path) -> None:
    assert said(tmp_path / "m.toml", '"A" = 3') == (
        "m.toml, column “A”: the header has no variable in quotation marks beside it. "
        'Each line reads "header" = "variable", with quotation marks around both. Nothing was changed.'
    )


def test_file_that_is_not_toml(tmp_path: Path) -> None:
    assert said(tmp_path / "m.toml", "Case No = case_number").startswith("m.toml: this is not TOML: ")


def test_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputProblem, match="there is no such mapping file"):
        read_mapping(tmp_path / "m.toml", PACK, "notification")
