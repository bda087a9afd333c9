"""Headers are matched to variables: as given, exactly, by synonym or by likeness, and never two to one."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from waymark.instruments.loading import load_pack, pack_folder
from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem, Problems
from waymark.register.receiving.headers import HeaderMatch, match_headers

PACK = load_pack(pack_folder("scr_2011_14"))
NOTIFIED = PACK.stated_by("notification")
NAMES = [name for v in NOTIFIED for name in (v.key, v.label, *v.headers)]


def match(header: str) -> HeaderMatch:
    return match_headers([header], PACK, "notification").matches[0]


@pytest.mark.parametrize(
    "header", ["Case number", "case_number", "CASE NUMBER", "Case-Number:", " casenumber "]
)
def test_key_and_label_match_exactly_whatever_their_spelling(header: str) -> None:
    assert match(header) == HeaderMatch(header, "case_number", "exact", 1.0)


@pytest.mark.parametrize(
    ("header", "variable"),
    [
        ("D.O.B.", "date_of_birth"),
        ("dob", "date_of_birth"),
        ("m/f", "gender"),
        ("SCR?", "decision"),
        ("CP Plan", "plan_status"),
    ],
)
def test_synonyms_match(header: str, variable: str) -> None:
    assert match(header) == HeaderMatch(header, variable, "synonym", 1.0)


@pytest.mark.parametrize(
    ("header", "variable"),
    [
        ("Case numbr", "case_number"),
        ("Number of case", "case_number"),
        ("Date of the incident", "incident_date"),
        ("Date of Brith", "date_of_birth"),
        ("Gendr", "gender"),
        ("Ethnicty", "ethnicity"),
        ("No. sibs", "siblings"),
        ("Child disabled", "disability"),
        ("CP plan start date", "plan_started"),
        ("Categ of death", "death_category"),
        ("Living arrangement", "living_with"),
        ("Childs gender", "gender"),
    ],
)
def test_misspelt_shortened_and_reordered_headers_match_by_likeness(header: str, variable: str) -> None:
    found = match(header)
    assert (found.variable, found.how) == (variable, "likeness")
    assert 0.75 < found.likeness <= 1.0


@pytest.mark.parametrize(
    "header",
    [
        "Officer",
        "Comments",
        "Religion",
        "Date of review",
        "Time of incident",
        "Name of child",
        "Author",
        "Mother age",
        "Decision date",
        "Placement type",
        "Ethnicity code",
        "Date of legal order",
        "Date",
        "Type",
        "?",
        "–",
    ],
)
def test_headers_that_name_no_variable_are_left_alone(header: str) -> None:
    assert match(header) == HeaderMatch(header, None, "none", 0.0)


def test_likeness_has_to_be_confirmed_and_certainty_does_not() -> None:
    assert not match_headers(["Case No", "DOB", "Officer"], PACK, "notification").needs_confirmation
    guessed = match_headers(["Case No", "Gendr"], PACK, "notification")
    assert guessed.needs_confirmation
    assert guessed.certain() == {"Case No": "case_number"}
    assert guessed.accepted() == {"Case No": "case_number", "Gendr": "gender"}


def test_exact_name_goes_before_a_synonym_and_the_clash_is_told() -> None:
    matches = match_headers(["LSCB", "Board"], PACK, "notification")
    assert matches.accepted() == {"Board": "board"}
    assert [clash.says for clash in matches.clashes] == [
        "“Board” and “LSCB” both name board; “LSCB” is not used."
    ]
    assert not matches.needs_confirmation


def test_two_headers_of_one_rank_have_to_be_confirmed() -> None:
    matches = match_headers(["Local authority", "LSCB"], PACK, "notification")
    assert matches.accepted() == {"Local authority": "board"}
    assert matches.clashes[0].left == "LSCB"
    assert matches.needs_confirmation


def test_header_that_gave_way_is_not_likened_to_something_else() -> None:
    matches = match_headers(["DOB", "Date of birth", "D.O.B."], PACK, "notification")
    assert matches.accepted() == {"Date of birth": "date_of_birth"}
    assert len(matches.clashes) == 2


def test_only_what_the_source_states_is_matched() -> None:
    assert match_headers(["Perpetrator"], PACK, "notification").matches[0].variable is None
    assert match_headers(["Perpetrator"], PACK, "front_sheet").matches[0].variable == "harm_source"


def test_things_that_are_no_variable_are_matched_where_asked_for() -> None:
    also = {"reader": ("Read by", "Researcher")}
    assert match_headers(["Reader"], PACK, "front_sheet").matches[0].variable is None
    assert match_headers(["Reader"], PACK, "front_sheet", also=also).matches[0] == HeaderMatch(
        "Reader", "reader", "exact", 1.0
    )
    assert match_headers(["read_by"], PACK, "front_sheet", also=also).matches[0].how == "synonym"


def test_given_mapping_goes_before_everything() -> None:
    given_mapping = {"Board": "", "LSCB": "board", "officer": "decision", "Absent": ""}
    matches = match_headers(["LSCB", "Board", "Officer", "DOB"], PACK, "notification", mapping=given_mapping)
    assert matches.accepted() == {"LSCB": "board", "Officer": "decision", "DOB": "date_of_birth"}
    assert [m.how for m in matches.matches] == ["given", "given", "given", "synonym"]
    assert matches.clashes == ()
    assert matches.absent == ("Absent",)
    assert not matches.needs_confirmation


def test_given_mapping_with_a_wrong_variable_is_refused() -> None:
    with pytest.raises(InputProblem) as raised:
        match_headers(["A"], PACK, "notification", mapping={"A": "incident_dat"})
    assert str(raised.value) == (
        "column “A”: there is no variable “incident_dat”. Did you mean “incident_date”? Nothing was changed."
    )


def test_every_fault_of_a_mapping_is_told_at_once() -> None:
    with pytest.raises(Problems) as raised:
        match_headers(["A"], PACK, "notification", mapping={"A": "bord", "B": "gender", "C": "gender"})
    assert str(raised.value) == (
        "The mapping cannot be used. column “A”: there is no variable “bord”. Did you mean “board”?; "
        "column “C”: gender is named by the header “B” already. "
        'Write "" beside one of them. Nothing was changed.'
    )


def test_no_code_knows_the_pack(tiny_pack_folder: Path) -> None:
    pack: Pack = load_pack(tiny_pack_folder)
    matches = match_headers(["TICKET", "date", "Colur", "Shop floor manager"], pack, "notification")
    assert [(m.variable, m.how) for m in matches.matches] == [
        ("ticket", "exact"),
        ("brought_in", "synonym"),
        ("colour", "likeness"),
        (None, "none"),
    ]


def test_every_name_of_the_pack_finds_its_own_variable() -> None:
    for variable in NOTIFIED:
        for name in (variable.key, variable.label, *variable.headers):
            assert match(name).variable == variable.key, name


HEADERS = st.lists(st.one_of(st.sampled_from(NAMES), st.text(max_size=12)), max_size=12, unique=True)


@settings(max_examples=60, deadline=None)
@given(HEADERS)
def test_every_header_has_one_match_and_no_variable_has_two(headers: list[str]) -> None:
    matches = match_headers(headers, PACK, "notification")
    assert [m.header for m in matches.matches] == headers
    variables = [m.variable for m in matches.matches if m.variable]
    assert len(variables) == len(set(variables))
    assert matches == match_headers(headers, PACK, "notification")
    assert {m.variable for m in matches.matches} <= {None, *(v.key for v in NOTIFIED)}


@settings(max_examples=40, deadline=None)
@given(HEADERS)
def test_header_by_one_of_its_names_is_used_or_its_clash_is_told(headers: list[str]) -> None:
    matches = match_headers(headers, PACK, "notification")
    left = {clash.left for clash in matches.clashes}
    for m in matches.matches:
        if m.header in NAMES:
            assert m.variable is not None or m.header in left
