"""How long `waymark check` takes on a PDF of 300 pages with 40 tables, as a whole process (target: 20 s on one core).

    python benchmarks/check_speed.py [PAGES]

Draws a made-up report, times the command and, beside it, pypdfium2 alone reading the text of the same pages: what no
reader of PDF can go below.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

PAGES = 300
TABLES = 40
TARGET_SECONDS = 20
READ_ALONE = """
import sys, pypdfium2
document = pypdfium2.PdfDocument(sys.argv[1])
print(sum(len(document[at].get_textpage().get_text_range()) for at in range(len(document))))
"""
WORDS = (
    "the bicycles that were brought to the workshop had been ridden for many years by people of every age and most of "
    "them could be mended within a week although some waited for parts that nobody makes any more"
)
KINDS = ("Town", "Race", "Tandem", "Folding", "Cargo", "Other")


def main() -> None:
    pages = int(sys.argv[1]) if len(sys.argv) > 1 else PAGES
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.pdf"
        draw(report, pages)
        print(f"a PDF of {report.stat().st_size / 1e6:.1f} MB")
        alone, spent_alone, _ = timed([sys.executable, "-c", READ_ALONE, str(report)])
        whole, spent, told = timed([sys.executable, "-m", "waymark.cli.main", "check", str(report)])
    print(f"pypdfium2 alone, text of all pages: {alone:.1f} s ({spent_alone:.1f} s of processor)")
    print(
        f"waymark check, as a whole process: {whole:.1f} s ({spent:.1f} s of processor); target {TARGET_SECONDS} s"
    )
    print(told.splitlines()[0] if told else "nothing was told")


def timed(command: list[str]) -> tuple[float, float, str]:
    """Seconds on the clock and of the processor, and what it printed."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    run = subprocess.run(
        command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONUTF8": "1"}
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if run.returncode not in (0, 1):
        raise SystemExit(run.stderr)
    return wall, spent, run.stdout


def draw(path: Path, pages: int) -> None:
    """Pages of prose with claims; on some of them a table whose percentages are right."""
    chance = random.Random(5)
    body, heading = getSampleStyleSheet()["BodyText"], getSampleStyleSheet()["Heading2"]
    every, table = max(pages // TABLES, 1), 0
    flowables: list[Flowable] = []
    for page in range(pages):
        flowables.append(Paragraph(f"{page // 20 + 1}.{page % 20 + 1} Bicycles of workshop {page}", heading))
        if page % every == 0 and table < TABLES:
            table += 1
            flowables += [
                Paragraph(f"Table {table}: Repairs of workshop {page}", body),
                drawn_table(chance),
                Spacer(1, 8),
            ]
        flowables += [Paragraph(sentences(chance, table), body) for _ in range(5)]
        flowables.append(PageBreak())
    SimpleDocTemplate(str(path), pagesize=A4, invariant=True).build(flowables)


def drawn_table(chance: random.Random) -> Table:
    columns = [[chance.randint(3, 90) for _ in KINDS] for _ in range(4)]
    header = ["Kind", *(f"Repairs {2011 + at} (n={sum(column)})" for at, column in enumerate(columns))]
    rows = [
        [
            kind,
            *(
                f"{column[at]} ({(200 * column[at] + sum(column)) // (2 * sum(column))}%)"
                for column in columns
            ),
        ]
        for at, kind in enumerate(KINDS)
    ]
    return Table([header, *rows], style=TableStyle([("LINEBELOW", (0, 0), (-1, 0), 1, colors.black)]))


def sentences(chance: random.Random, table: int) -> str:
    """A claim that is right in each paragraph, four times as many as a dense report has, and words."""
    whole = chance.randint(20, 300)
    part = chance.randint(1, whole)
    share = (200 * part + whole) // (2 * whole)
    said = [f"Of the {whole} bicycles, {part} ({share}%) were mended, as Table {table} shows."]
    said += [" ".join(chance.choices(WORDS.split(), k=24)).capitalize() + "." for _ in range(4)]
    return " ".join(said)


if __name__ == "__main__":
    main()
