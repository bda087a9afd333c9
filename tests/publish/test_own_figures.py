"""A publication whose figures contradict each other is not published."""

from __future__ import annotations

from pathlib import Path

import pytest

from waymark.instruments.problems import InputProblem
from waymark.publish.own_figures import refuse_contradictions

PAGE = """<!doctype html><html lang="en"><title>Bells</title><main><h1>Bells</h1>
<table><caption>Table 4: Whether the bell rang</caption>
<tr><td></td><th>Bells (n=80)</th><th>Horns (n=25)</th></tr>
<tr><th>Rang</th><td>36 (45%)</td><td>12 (48%)</td></tr>
<tr><th>Silent</th><td>44 (55%)</td><td>13 (52%)</td></tr>
</table></main></html>"""


def test_pages_that_agree_with_themselves_pass(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE, encoding="utf-8")
    refuse_contradictions(tmp_path)


def test_a_print_that_contradicts_its_base_is_refused_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(PAGE.replace("44 (55%)", "44 (57%)"), encoding="utf-8")
    with pytest.raises(InputProblem, match=r"Table 4, “Silent”, “Bells”: 44 \(57%\)"):
        refuse_contradictions(tmp_path)
