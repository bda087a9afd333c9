"""For how many cases a variable is stated: the engine against one case after another in plain Python."""

from __future__ import annotations

from waymark.analysis.coverage import coverage
from waymark.analysis.engine import open_engine
from waymark.instruments.conditions import all_hold, is_stated
from waymark.instruments.deriving import with_derived
from waymark.study.freezes import Freeze


def test_every_variable_is_covered_as_counting_case_by_case_gives(demonstration_freeze: Freeze) -> None:
    pack = demonstration_freeze.pack
    rows = [
        {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
        for row in demonstration_freeze.read("cases").to_pylist()
    ]
    within = pack.resolved((), "included")
    cases = [row for row in rows if all_hold(within, with_derived(row, pack), pack.missing_codes)]
    counted = {
        each.variable: (each.stated, each.base)
        for each in coverage(open_engine(demonstration_freeze), "included")
    }
    assert counted == {
        variable.key: (sum(is_stated(case.get(variable.key), variable.missing_codes) for case in cases), 293)
        for variable in pack.variables.values()
        if variable.derive is None
    }
    assert counted["ethnicity"] == (282, 293)
