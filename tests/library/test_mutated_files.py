"""Reports with bytes flipped, cut, moved and numbers changed: each is read or refused with a reason, never more.

Hypothesis looks for a file that makes a reader fail in this process; a further, fixed sample is read apart, where a
crash or a hang of the parser would be told. The same files are made in every run.
"""

from __future__ import annotations

import gc
import io
import random
import re
import resource
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.made_pdf import printed_pdf
from tests.library.made_word import level, listed, made_docx, numbering, p, row, table
from waymark.instruments.problems import InputProblem
from waymark.library.apart import Finished, Job, Limits, Refused, work_apart
from waymark.library.extraction import extract
from waymark.library.stored_text import StoredText

_NUMBER = re.compile(rb"\d+")
_PERHAPS = (b"0", b"-1", b"1", b"7", b"65535", b"4294967296", b"999999999999", b"0.00001")
_MOST_GROWTH_BYTES = 150_000_000


class Change(NamedTuple):
    """`kind` of change at `place` of the file, from 0 to 1, over `length` bytes; `worth` chooses what is put there."""

    kind: str
    place: float
    length: int
    worth: int


CHANGES = st.builds(
    Change,
    st.sampled_from(["flip", "cut", "drop", "swap", "repeat", "insert", "number", "number"]),
    st.floats(0, 1),
    st.integers(1, 400),
    st.integers(0, 255),
)


def changed(data: bytes, change: Change) -> bytes:
    at = int(change.place * max(0, len(data) - 1))
    length, worth = change.length, change.worth
    part, after = data[at : at + length], data[at + length :]
    if change.kind == "flip":
        return data[:at] + bytes([worth]) + data[at + 1 :]
    if change.kind == "cut":
        return data[:at]
    if change.kind == "drop":
        return data[:at] + after
    if change.kind == "swap":
        return data[:at] + after[:length] + part + after[length:]
    if change.kind == "repeat":
        return data[:at] + part * (1 + worth % 20) + after
    if change.kind == "insert":
        return data[:at] + random.Random(worth).randbytes(length) + data[at:]
    found = _NUMBER.search(data, at)
    return data[: found.start()] + _PERHAPS[worth % len(_PERHAPS)] + data[found.end() :] if found else data


def mutated(data: bytes, changes: list[Change]) -> bytes:
    for change in changes:
        data = changed(data, change)
    return data


def mutated_inside(data: bytes, changes: list[Change]) -> bytes:
    """The parts of a Word document changed, and packed again as if nothing had happened."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = sorted(name for name in parts if name.startswith("word/") or name.endswith(".rels"))
    for change in changes:
        name = names[change.worth % len(names)]
        parts[name] = changed(parts[name], change)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return packed.getvalue()


def word_of_python_docx() -> bytes:
    document = Document()
    document.add_heading("Overview report", 0)
    document.add_paragraph("The board held a review.", style="List Number")
    document.add_table(2, 2).cell(0, 0).text = "May 2013"
    document.sections[0].footer.paragraphs[0].text = "Final"
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def word_by_hand() -> bytes:
    lists = numbering({1: level(0, "decimal", "%1.") + level(1, "lowerRoman", "%1.%2")})
    body = p("Findings", "berschrift1") + listed("One", 1) + listed("Under", 1, 1)
    body += table(row(p("Date"), p("Event"))) + p("End.", properties="<w:sectPr/>")
    with tempfile.TemporaryDirectory() as folder:
        return made_docx(Path(folder) / "a", body, {"numbering": lists, "header1": p("Head")}).read_bytes()


class Seed(NamedTuple):
    data: bytes
    mutate: Callable[[bytes, list[Change]], bytes]


SEEDS = {
    "pdf": Seed(printed_pdf(), mutated),
    "unpacked pdf": Seed(printed_pdf(packed=False), mutated),
    "locked pdf": Seed(printed_pdf(pages=1, password="secret"), mutated),
    "word file": Seed(word_of_python_docx(), mutated),
    "word parts": Seed(word_of_python_docx(), mutated_inside),
    "word parts by hand": Seed(word_by_hand(), mutated_inside),
}


def hold_together(stored: StoredText) -> None:
    assert [page.start for page in stored.pages] == [0, *(page.end for page in stored.pages[:-1])]
    assert stored.pages[-1].end == len(stored.text)
    assert all(0 <= found.start <= found.end <= len(stored.text) for found in stored.paragraphs)
    stored.text.encode()


def open_files() -> int:
    gc.collect()  # what an exception still held on to
    return len(list(Path("/dev/fd").iterdir()))


@pytest.mark.parametrize("seed", SEEDS)
def test_no_mutated_report_makes_a_reader_fail(seed: str, tmp_path: Path) -> None:
    path = tmp_path / "report"
    data, mutate = SEEDS[seed]

    @settings(max_examples=60, derandomize=True, database=None)
    @given(st.lists(CHANGES, min_size=1, max_size=6))
    def try_one(changes: list[Change]) -> None:
        path.write_bytes(mutate(data, changes))
        try:
            hold_together(extract(path, "report"))
        except InputProblem as problem:
            assert str(problem).startswith("report")

    files_before = open_files()
    try_one()
    assert open_files() == files_before


def sample(seed: str, number: int, count: int) -> list[bytes]:
    chance = random.Random(f"{seed} {number}")
    kinds = ["flip", "cut", "drop", "swap", "repeat", "insert", "number", "number"]
    data, mutate = SEEDS[seed]
    return [
        mutate(
            data,
            [
                Change(chance.choice(kinds), chance.random(), chance.randint(1, 400), chance.randrange(256))
                for _ in range(chance.randint(1, 8))
            ],
        )
        for _ in range(count)
    ]


def test_no_mutated_report_breaks_or_hangs_the_process_that_reads_it(tmp_path: Path) -> None:
    jobs = []
    for seed in SEEDS:
        for number, data in enumerate(sample(seed, 1, 25)):
            path = tmp_path / f"{seed} {number}"
            path.write_bytes(data)
            jobs.append(Job(path, path.name))
    limits = Limits(cpu_seconds=20, seconds=60, memory_bytes=400_000_000)
    outs = list(work_apart(jobs, "waymark.library.extraction:extract", StoredText, limits))
    refused = [out for out in outs if isinstance(out, Refused)]
    assert [(out.job.name, out.reason, out.trace) for out in refused if out.cause != "file"] == []
    assert len(outs) == len(jobs)
    assert sum(isinstance(out, Finished) for out in outs) > len(jobs) // 10  # the changes are not all fatal
    assert len(refused) > len(jobs) // 10


def test_reading_mutated_reports_again_and_again_needs_no_more_memory_or_files(tmp_path: Path) -> None:
    path = tmp_path / "report"

    def read_all(number: int) -> None:
        for seed in SEEDS:
            for data in sample(seed, number, 8):
                path.write_bytes(data)
                try:
                    extract(path, "report")
                except InputProblem:
                    continue

    read_all(2)
    files_before, memory_before = open_files(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(4):
        read_all(2)
    assert open_files() == files_before
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - memory_before
    assert grown * 1024 < _MOST_GROWTH_BYTES
