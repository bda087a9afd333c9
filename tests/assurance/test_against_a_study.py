"""A report against the study it was counted from: what differs from its latest freeze."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.web.conftest import make_study
from waymark.cli.main import main


def test_a_publication_agrees_with_its_study_until_a_figure_of_it_is_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    study = make_study(tmp_path)
    assert main(["freeze", "--study", str(study)]) == 0
    assert main(["publish", "--study", str(study)]) == 0
    (publication,) = (study / "publications").iterdir()
    capsys.readouterr()
    assert main(["check", str(publication), "--against", str(study)]) == 0
    assert capsys.readouterr().out == "No figure changed.\n"

    page = publication / "data-quality.html"
    page.write_text(
        page.read_text(encoding="utf-8").replace("<td>100%</td>", "<td>99%</td>", 1), encoding="utf-8"
    )
    assert main(["check", str(publication), "--against", str(study)]) == 0
    assert "Changed silently: 1" in capsys.readouterr().out
