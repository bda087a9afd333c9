"""The workbench under load: 20 people reading, saving and looking through the register, on SQLite.

    python benchmarks/workbench.py STUDY [--seconds 60] [--hands-seconds 30] [--stampede]

STUDY is a demonstration study (`waymark demo`); a copy of it is made as large as the targets say (loaded_study.py) and
served by the server that `waymark serve` runs, in a process of its own. Twenty readers, in another process, come one
after the other over the first ten seconds, open the desk on a report of 190 pages, and then act every one to four
seconds: mostly they save answers, now and then they pin, open the desk anew or look through the filtered and sorted
register. `--stampede`: all twenty come at the same moment. Target: 95 of 100 requests of a kind within 150 ms.

Then fifty threads fill forms straight through the actions, and every answer is counted. Target: no answer lost,
doubled or refused.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict
from pathlib import Path
from uuid import uuid4

sys.path.insert(0, str(Path(__file__).parent.parent))

from benchmarks.loaded_study import CASES, PAGES, Reader, load, served

PORT = 8917
PEOPLE = 20
ARRIVING_SECONDS = 10
HANDS = 50


def at_work(readers: tuple[Reader, ...], arriving: float, seconds: float) -> dict[str, list[float]]:
    """Seconds by kind of request."""
    told = {
        "port": PORT,
        "arriving": arriving,
        "seconds": seconds,
        "readers": [asdict(reader) for reader in readers],
    }
    clients = Path(__file__).with_name("readers_at_work.py")
    done = subprocess.run(
        [sys.executable, str(clients)], input=json.dumps(told).encode(), stdout=subprocess.PIPE, check=True
    )
    times: dict[str, list[float]] = json.loads(done.stdout)
    return times


def cpu_seconds(process: subprocess.Popen[bytes]) -> float | None:
    """What the process has used so far; None where the system does not say it in this place."""
    try:
        fields = Path(f"/proc/{process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    except OSError:
        return None
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def table_of(times: dict[str, list[float]]) -> str:
    lines = ["| request | how many | median | p95 | longest |", "|---|---|---|---|---|"]
    for kind, took in sorted(times.items()):
        p95 = statistics.quantiles(took, n=20)[18] if len(took) > 1 else took[0]
        told = (statistics.median(took), p95, max(took))
        lines.append(f"| {kind} | {len(took)} | " + " | ".join(f"{one * 1000:.0f} ms" for one in told) + " |")
    return "\n".join(lines)


def under_load(study: Path, seconds: float, arriving: float) -> str:
    readers = load(study, PEOPLE)
    with served(study, PORT) as server:
        before, began = cpu_seconds(server), time.perf_counter()
        times = at_work(readers, arriving, seconds)
        after, took = cpu_seconds(server), time.perf_counter() - began
    used = f", the server at {(after - before) / took:.0%} of one" if before and after else ""
    come = f"over {arriving:.0f} s" if arriving else "at the same moment"
    said = f"{PEOPLE} people who come {come}, {CASES:,} cases, a report of {PAGES} pages, {os.cpu_count()} cores{used}"
    return f"{said}\n\n{table_of(times)}\n"


def fifty_hands(study: Path, seconds: float) -> str:
    """Fifty threads, each with a form of its own, through the actions."""
    from django.db import connection

    from waymark.reading.answering import save_answer
    from waymark.reading.given import Given
    from waymark.reading.models import Answer, Form
    from waymark.register.models import Notification
    from waymark.study.models import Person
    from waymark.study.workspace import connect, open_workspace

    workspace = open_workspace(study)
    connect(workspace)
    lead = Person.objects.filter(role="lead").first()
    instrument = workspace.pack.instruments[0]
    cases = Notification.objects.filter(forms=None).order_by("-position")[:HANDS]
    forms = [
        Form.objects.create(case=case, instrument=instrument.key, reader=lead, assigned_by=lead)
        for case in cases
    ]
    sent: list[int] = []
    refused: list[str] = []
    until = time.monotonic() + seconds

    def fill(form: Form) -> None:
        count = 0
        try:
            while time.monotonic() < until:
                name = instrument.variables[count % len(instrument.variables)]
                version = count // len(instrument.variables)
                given = Given("not stated", None, f"{count}")
                save_answer(lead, workspace, form.pk, name, given, version, uuid4())
                count += 1
        except Exception as fault:
            refused.append(repr(fault))
        finally:
            sent.append(count)
            connection.close()

    threads = [threading.Thread(target=fill, args=(form,)) for form in forms]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept = Answer.objects.filter(form__in=forms)
    standing = kept.filter(stands=True).count()
    return (
        f"{sum(sent)} answers sent by {len(forms)} threads in {seconds:.0f} s, {kept.count()} kept, "
        f"{standing} stand, refused: {refused or 'none'}"
    )


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("study", type=Path)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--hands-seconds", type=float, default=30, help="0 leaves the fifty threads out")
    parser.add_argument("--stampede", action="store_true", help="all open the desk at the same moment")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        study = Path(scratch) / "study"
        shutil.copytree(args.study, study)
        print(under_load(study, args.seconds, 0 if args.stampede else ARRIVING_SECONDS))
        if args.hands_seconds:
            print(fifty_hands(study, args.hands_seconds))


if __name__ == "__main__":
    main()
