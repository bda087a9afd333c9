"""The bicycle study with a second layer: some bicycles are taken apart, and a sample says which."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.web.conftest import MadeStudy, opened
from waymark.reading.settling import settle_study

LAYER = """
[variable.taken_apart]
label = "Taken apart"
type = "category"
definition = "Whether it was taken apart on the bench."
seed = "2"
sources = ["sheet", "sample"]
categories = [{ code = "yes", label = "Yes" }, { code = "no", label = "No" }]

[variable.worn]
label = "Worn part"
type = "text"
definition = "What is worn."
seed = "2"
sources = ["bench"]
"""
BENCH = """
[instrument.bench]
title = "Bench sheet"
seed = "2"
layer = 2
population = "taken_apart"
sampled_into = "taken_apart"

[[instrument.bench.section]]
title = "Parts"
item = [{ variable = "worn", question = "What is worn?" }]
"""
POPULATION = """
[population.taken_apart]
label = "Bicycles taken apart"
within = "counted"
where = [{ variable = "taken_apart", is = "yes" }]
"""
TABLE = """
[[table]]
kind = "counts"
number = "3"
title = "Taken apart, by colour"
seed = "2"
population = "taken_apart"
rows = [{ key = "all", label = "All" }]
columns = [{ variable = "colour" }, { key = "all", label = "All" }]
"""
BEFORE = 'precedence = ["sheet", '
AFTER = 'final = ["sample", "correction"]\nprecedence = ["sample", "correction", "bench", "sheet", '


def add_layer(pack: Path) -> None:
    texts = {
        "variables.toml": LAYER,
        "instruments.toml": BENCH,
        "pack.toml": POPULATION,
        "tables.toml": TABLE,
    }
    for name, text in texts.items():
        with (pack / name).open("a", encoding="utf-8") as file:
            file.write(text)
    about = (pack / "pack.toml").read_text(encoding="utf-8")
    assert BEFORE in about
    (pack / "pack.toml").write_text(about.replace(BEFORE, AFTER), encoding="utf-8")


@pytest.fixture
def layered(tmp_path: Path, together_made_once: Path) -> MadeStudy:
    """Four bicycles; the first two have a report, the first was read with the sheet by two readers."""
    shutil.copytree(together_made_once, tmp_path / "shop")
    add_layer(tmp_path / "shop" / "pack")
    study = opened(tmp_path / "shop")
    settle_study(study.lead, study.workspace)
    return study
