"""No text that comes from outside is left in a CSV as a formula."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from waymark.analysis.harmless import SIGNS, harmless
from waymark.cli.options import print_list


@given(st.sampled_from(SIGNS), st.text())
def test_no_text_is_left_that_a_spreadsheet_would_run(start: str, rest: str) -> None:
    assert harmless(start + rest) == f"'{start}{rest}"


@pytest.mark.parametrize("before", ["\u3000", "\u200b", "\ufeff", "\x00", "\u2028", " \u00ad"])
def test_a_sign_that_is_not_seen_hides_no_formula(before: str) -> None:
    assert harmless(f"{before}=1+1") == f"'{before}=1+1"


@pytest.mark.parametrize("value", [-1.5, 0, None, "", "Tables 1 - 4", "a=b", " plain"])
def test_what_is_no_formula_stays_as_it_is(value: object) -> None:
    assert harmless(value) == value


def test_a_list_of_a_command_holds_no_formula(capsys: pytest.CaptureFixture[str]) -> None:
    print_list([{"report": "R0001", "text": "=HYPERLINK(1)", "pages": -3}], "csv")
    assert list(csv.reader(io.StringIO(capsys.readouterr().out)))[1] == ["R0001", "'=HYPERLINK(1)", "-3"]
