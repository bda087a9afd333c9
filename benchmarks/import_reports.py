"""A folder of reports imported, structured and indexed, against pypdfium2 alone reading their text.

    python benchmarks/import_reports.py [runs] [folder of PDFs]

Target: at half or more of the speed of pypdfium2 on the same cores, with less than 1 GB of memory at the peak.
Without a folder, the reports of the demonstration are made, those that are pictures left out: what a machine reads
from pictures takes seconds a page and is no measure of either. On a machine that does other work besides, the
seconds of computing, by all processes together, tell more than those by the clock.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import sys
import tempfile
import threading
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import NamedTuple

import pypdfium2

from waymark.instruments.loading import load_pack, pack_folder
from waymark.study.workspace import Disclosure, StudySettings, make_workspace, prepare_store

prepare_store()

from waymark.demo.reports.making import make_reports  # noqa: E402
from waymark.demo.study import make_study  # noqa: E402 - the store has to be ready
from waymark.library.intake import import_reports  # noqa: E402
from waymark.study.actions import open_new_study  # noqa: E402


def made_reports(folder: Path) -> Path:
    """The reports of the demonstration without those that have scanned pages."""
    pack = load_pack(pack_folder("scr_2011_14"))
    reports = make_reports(make_study(pack), folder, pack)
    for entry in json.loads((folder / "reports-truth.json").read_text(encoding="utf-8")):
        if entry["scanned_pages"]:
            (reports / entry["file"]).unlink()
    return reports


def characters_read(path: Path) -> tuple[int, int]:
    document = pypdfium2.PdfDocument(path)
    characters = 0
    for page in document:
        text = page.get_textpage()
        characters += len(text.get_text_range())
        text.close()
        page.close()
    pages = len(document)
    document.close()
    return pages, characters


class Taken(NamedTuple):
    """Seconds by the clock, and of computing by this process and those that it started and that have ended."""

    clock: float
    computing: float


def now() -> Taken:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return Taken(time.perf_counter(), sum(one.ru_utime + one.ru_stime for one in used))


def since(began: Taken) -> Taken:
    return Taken(*(after - before for after, before in zip(now(), began, strict=True)))


def middle(runs: list[Taken]) -> Taken:
    return Taken(*map(statistics.median, zip(*runs, strict=True)))


def bare(folder: Path, processes: int) -> tuple[Taken, int, int]:
    """Pages and characters by pypdfium2 alone, its processes started before the clock."""
    files = sorted(folder.rglob("*.pdf"), key=lambda path: -path.stat().st_size)
    with ProcessPoolExecutor(processes, mp_context=get_context("fork")) as pool:
        list(pool.map(abs, range(processes)))
        began = now()
        read = list(pool.map(characters_read, files))
        clock = since(began).clock
    taken = Taken(clock, since(began).computing)  # known once they have ended
    return taken, sum(pages for pages, _ in read), sum(characters for _, characters in read)


class Memory:
    """The most memory that this process and all below it held at once: proportional shares, so that what forked
    processes have in common counts once. Sampled, so short peaks may be missed. `computing`: seconds that the
    sampling itself took."""

    def __init__(self) -> None:
        self.peak_bytes = 0
        self.computing = 0.0
        self._over = threading.Event()
        self._sampler = threading.Thread(target=self._sample, daemon=True)

    def __enter__(self) -> Memory:
        self._sampler.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._sampler.join()

    def _sample(self) -> None:
        while not self._over.wait(0.1):
            self.peak_bytes = max(self.peak_bytes, sum(map(share_of_memory, family(os.getpid()))))
            self.computing = time.thread_time()


def family(process: int) -> list[int]:
    found = [process]
    for children in Path(f"/proc/{process}/task").glob("*/children"):
        try:
            found += [one for child in children.read_text().split() for one in family(int(child))]
        except OSError:
            continue  # it ended meanwhile
    return found


def share_of_memory(process: int) -> int:
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def imported(folder: Path, study: Path) -> tuple[Taken, int]:
    settings = StudySettings(name="benchmark", title="Benchmark")
    workspace = make_workspace(study, settings, Disclosure(), pack_folder("scr_2011_14"))
    actor = open_new_study(workspace)
    with Memory() as memory:
        began = now()
        done = import_reports(actor, workspace, folder)
        taken = since(began)
    assert not done.refused, done.refused
    return taken._replace(computing=taken.computing - memory.computing), memory.peak_bytes


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 3
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else made_reports(Path(scratch) / "made")
        reports = sum(1 for _ in folder.rglob("*.pdf"))
        alone = [bare(folder, os.cpu_count() or 1) for _ in range(runs)]
        single = [bare(folder, 1) for _ in range(runs)]
        whole = [imported(folder, Path(scratch) / f"study-{run}") for run in range(runs)]
    _, pages, characters = alone[0]
    steps = {
        "pypdfium2 reads the text, a process a core": middle([taken for taken, _, _ in alone]),
        "pypdfium2 reads the text, one process": middle([taken for taken, _, _ in single]),
        "imported, structured and indexed": middle([taken for taken, _ in whole]),
    }
    print(f"{reports:,} reports, {pages:,} pages, {characters:,} characters, ", end="")
    print(f"{os.cpu_count()} cores, median of {runs} runs\n")
    print("| step | seconds | pages a second | seconds of computing |\n|---|---|---|---|")
    for name, taken in steps.items():
        print(f"| {name} | {taken.clock:.1f} | {pages / taken.clock:,.0f} | {taken.computing:.1f} |")
    by_cores, by_one, ours = steps.values()
    print(f"\nSpeed: {by_cores.clock / ours.clock:.2f} of pypdfium2's with a process a core, ", end="")
    print(f"{by_one.clock / ours.clock:.2f} of its speed in one. ", end="")
    print(f"Memory at the peak: {max(peak for _, peak in whole) / 1e6:,.0f} MB.")


if __name__ == "__main__":
    main()
