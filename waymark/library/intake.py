"""Taking in a folder of reports: each file read apart, and kept as soon as those before it in order are.

A file is in whole or not at all; what could not be taken in is remembered with its reason. The same folder
again only does what is left. Reports are numbered in the order of file names, whichever was read first.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from waymark.instruments.problems import InputProblem
from waymark.library.admission import ordinary_file, spoken_name
from waymark.library.apart import Finished, Job, Limits, Refused, work_apart
from waymark.library.keeping import keep_report, known_reports, passage_index
from waymark.library.models import RefusedFile, ReportFile
from waymark.library.offered import offered
from waymark.library.read_report import READER, ReadReport
from waymark.library.search.sqlite_index import SqliteIndex
from waymark.library.structure.knowledge import knowledge_of
from waymark.library.versions import KnownReports
from waymark.study.actions import receive_file, record, require_team
from waymark.study.models import Person, SourceFile
from waymark.study.workspace import Workspace, file_digest

KIND = "report"
LIMITS = Limits(memory_bytes=350_000_000)
_READ = "waymark.library.read_report:read_report"
_REHEARSAL = "waymark.library.rehearsal:rehearse"
_AT_ONCE = (os.cpu_count() or 1) + 3
"""Files in hand: while what was read is kept, none is begun, and those in hand have to last until then."""
_TOGETHER_SECONDS = 0.4

Progress = Callable[[int, int], None]
"""Told how many files are done, and of how many."""


@dataclass(frozen=True)
class RefusedReport:
    name: str
    reason: str


@dataclass
class ReportsImported:
    """`new` reports and `versions` of reports that are there; `already` in before; `again`: the same bytes twice
    in the folder; `refused` with the reason."""

    new: list[str] = field(default_factory=list)
    versions: list[str] = field(default_factory=list)
    already: int = 0
    again: int = 0
    refused: list[RefusedReport] = field(default_factory=list)
    pages: int = 0
    pages_read_by_machine: int = 0
    pages_without_text: int = 0

    def refuse(self, job: Job, reason: str) -> None:
        self.refused.append(RefusedReport(spoken_name(job.name), reason))


def import_reports(
    actor: Person, workspace: Workspace, place: Path, progress: Progress = lambda done, of: None
) -> ReportsImported:
    """Every report of a folder, or one file. Raises `CallProblem` where there is no such folder."""
    require_team(actor, "Taking in reports")
    done = ReportsImported()
    left, digests = _left_to_do(offered(place), done)
    known, index = known_reports(), passage_index()
    waiting: list[tuple[Job, ReadReport]] = []
    last = time.monotonic()
    for number, outcome in enumerate(_in_order(left, workspace), start=1):
        if isinstance(outcome, Refused):
            _remember(outcome, digests[outcome.job], done)
        else:
            waiting.append((outcome.job, outcome.result))
        if time.monotonic() - last > _TOGETHER_SECONDS:
            _keep(actor, workspace, waiting, digests, known, index, done)
            last = time.monotonic()
        progress(number, len(left))
    _keep(actor, workspace, waiting, digests, known, index, done)
    return done


def _left_to_do(jobs: Sequence[Job], done: ReportsImported) -> tuple[list[Job], dict[Job, str]]:
    """The files that are not in and were not refused by this reader, with the SHA-256 of each."""
    kept = set(SourceFile.objects.filter(kind=KIND).values_list("sha256", flat=True))
    refused = dict(RefusedFile.objects.filter(reader=READER).values_list("sha256", "reason"))
    digests: dict[Job, str] = {}
    seen: set[str] = set()
    for job in jobs:
        try:
            ordinary_file(job.path, job.name, LIMITS.file_bytes)
            digest = file_digest(job.path)
        except InputProblem as problem:
            done.refuse(job, f"{problem.what} {problem.right}".strip())
            continue
        except OSError as error:
            done.refuse(job, f"the file cannot be read: {error.strerror}.")
            continue
        if digest in kept:
            done.already += 1
        elif digest in seen:
            done.again += 1
        elif digest in refused:
            done.refuse(job, refused[digest])
        else:
            digests[job] = digest
        seen.add(digest)
    return list(digests), digests


def read_each(jobs: Sequence[Job], workspace: Workspace) -> Iterator[Finished[ReadReport] | Refused]:
    """Each file read by what the study's pack knows of reports, in a process of its own, as they finish."""
    given = knowledge_of(workspace.pack)
    return work_apart(jobs, _READ, ReadReport, LIMITS, at_once=_AT_ONCE, given=given, rehearsal=_REHEARSAL)


def _in_order(jobs: Sequence[Job], workspace: Workspace) -> Iterator[Finished[ReadReport] | Refused]:
    """What came of each file, in the order of the files; those that are read sooner wait for their turn."""
    ready: dict[Job, Finished[ReadReport] | Refused] = {}
    turn = iter(jobs)
    job = next(turn, None)
    for outcome in read_each(jobs, workspace):
        ready[outcome.job] = outcome
        while job in ready:
            yield ready.pop(job)
            job = next(turn, None)


def _remember(outcome: Refused, digest: str, done: ReportsImported) -> None:
    """A limit of time may be the fault of a busy machine, and a defect is ours: those files are tried again."""
    done.refuse(outcome.job, outcome.reason)
    if outcome.cause not in ("time", "defect"):
        name = spoken_name(outcome.job.name)[-255:]
        fresh = {"name": name, "reason": outcome.reason, "reader": READER}
        RefusedFile.objects.update_or_create(sha256=digest, defaults=fresh)


def _keep(
    actor: Person,
    workspace: Workspace,
    waiting: list[tuple[Job, ReadReport]],
    digests: dict[Job, str],
    known: KnownReports,
    index: SqliteIndex,
    done: ReportsImported,
) -> None:
    """Everything that waits, in one transaction: the store needs as long for one report as for twenty."""
    if not waiting:
        return
    with transaction.atomic():
        for job, read in waiting:
            source = receive_file(actor, workspace, job.path, KIND, {}, spoken_name(job.path.name))
            if source.sha256 != digests[job]:
                raise InputProblem(
                    f"“{spoken_name(job.name)}” was changed while it was read.", right="Run again."
                )
            file = keep_report(source, read, known, index)
            detail: dict[str, Any] = {
                "sha256": source.sha256,
                "version": file.version,
                "extractor": read.packed.extractor,
            }
            record(actor, "import report", file.report.ref, file=source.name, **detail)
            _count(file, read, done)
    waiting.clear()


def _count(file: ReportFile, read: ReadReport, done: ReportsImported) -> None:
    (done.new if file.version == 1 else done.versions).append(file.report.ref)
    sources = read.packed.sources
    done.pages += len(sources)
    done.pages_read_by_machine += sources.count("read by machine")
    done.pages_without_text += sources.count("no text")
