"""What goes in untidy comes out true: every settled value of the demonstration against the truth it was made from."""

from __future__ import annotations

from collections import Counter

from waymark.demo.make import truth
from waymark.study.freezes import Freeze


def test_every_value_comes_out_as_it_was_meant(demonstration_freeze: Freeze) -> None:
    pack = demonstration_freeze.pack
    settled = demonstration_freeze.read("cases").to_pylist()
    meant = truth(pack)
    assert len(settled) == len(meant) == 808
    wrong: Counter[str] = Counter()
    compared = 0
    examples = []
    for row, true in zip(settled, meant, strict=True):
        for variable, value in true.items():
            if variable not in row or pack.variables[variable].derive:
                continue
            found = tuple(row[variable]) if isinstance(row[variable], list) else row[variable]
            compared += 1
            if found != value:
                wrong[variable] += 1
                examples.append((row["case_id"], variable, value, found))
    assert compared > 15_000
    assert not wrong, examples[:10]
