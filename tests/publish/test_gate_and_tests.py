"""What is said of a test leaves the house only with the test: a statistic can give withheld counts away."""

from __future__ import annotations

from pathlib import Path

from waymark.analysis.engine import open_engine
from waymark.analysis.tables import tabulate
from waymark.publish.disclosure import Rule, apply
from waymark.study.freezes import Freeze


def test_no_statistic_of_a_table_with_withheld_cells_is_left_in_it(demonstration_freeze: Freeze) -> None:
    engine = open_engine(demonstration_freeze)
    table = tabulate(engine, engine.pack.table("17"))
    assert any(test.statistic for test in table.tests)
    out = apply(table, Rule(suppress_below=5))
    assert any(cell.reason == "c" for row in out.rows for cell in row.cells)
    assert out.tests == ()
    assert not any("23.77" in text or "24.59" in text for text in (*out.notes, out.caption))


def test_nothing_in_the_downloads_tells_a_withheld_statistic(demonstration: Path, tmp_path: Path) -> None:
    from waymark.cli.publishing import counted
    from waymark.publish.publishing import publish
    from waymark.study.freezes import open_freeze
    from waymark.study.workspace import Disclosure, Workspace, open_workspace

    study = open_workspace(demonstration)
    strict = Workspace(study.folder, study.study, Disclosure(suppress_below=5))
    freeze = open_freeze(next(study.freezes.iterdir()))
    home = publish(tmp_path, counted(strict, freeze))
    pages = "".join(page.read_text(encoding="utf-8") for page in home.parent.rglob("*.html"))
    assert "23.77" not in pages
    assert not list(home.parent.rglob("table-26.csv")), "single cases stay with the team"
