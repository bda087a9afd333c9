"""The example goes down the whole road by the commands of its README."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.examples.test_published_reviews import EXAMPLE

ROOT = EXAMPLE.parent.parent


def waymark(*arguments: str) -> str:
    call = [sys.executable, "-m", "waymark", *arguments]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_commands_of_the_readme_give_the_printed_counts(tmp_path: Path) -> None:
    study = str(tmp_path / "my-example")
    waymark("init", study, "--pack", str(EXAMPLE / "pack"))
    told = waymark("import", "notifications", str(EXAMPLE / "reviews.csv"), "--study", study)
    assert "178 rows" in told
    assert "by likeness" not in told
    assert "set aside" not in told
    assert "175 cases" in waymark("select", "--study", study)
    waymark("freeze", "--study", study)
    table = json.loads(waymark("table", "1", "--study", study, "--format", "json"))
    counts = [tuple(cell["count"] for cell in row["cells"][:2]) for row in table["rows"]]
    assert counts == [(48, 22), (34, 11), (9, 5), (32, 14), (123, 52)]
    by_region = json.loads(waymark("table", "3", "--study", study, "--format", "json"))
    assert sum(row["cells"][2]["count"] for row in by_region["rows"][:-1]) == 175
