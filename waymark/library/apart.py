"""Work on many files, each in a process of its own, so that a hostile file costs only itself.

In: jobs, and the name of a function that reads one file. Out, as they finish and not in order: what the function
gave back, or why the file is refused. Several are worked on at a time. All processes end with this one.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

import msgspec

from waymark.instruments.problems import InputProblem
from waymark.library.admission import ordinary_file
from waymark.library.confined import Answer, Limits
from waymark.library.workshop import Job, Refused, Workshop

__all__ = ["Finished", "Job", "Limits", "Refused", "work_apart"]

T = TypeVar("T", bound=msgspec.Struct)


@dataclass(frozen=True)
class Finished(Generic[T]):
    job: Job
    result: T


def work_apart(
    jobs: Iterable[Job],
    work: str,
    result: type[T],
    limits: Limits | None = None,
    at_once: int | None = None,
    given: object = None,
    rehearsal: str = "",
) -> Iterator[Finished[T] | Refused]:
    """`work` is a function named “module:function” that takes a path and a name and gives back a `result`. Where
    something is `given`, it takes that too: one value that can be pickled, unpacked once for all files.
    `rehearsal`, named likewise, is called once with it before the first file.

    Jobs are taken one by one as there is room, so they may be found while others are worked on.
    """
    allowed = limits or Limits()
    room = at_once or os.cpu_count() or 1
    waiting = iter(jobs)
    with contextlib.ExitStack() as open_while_working:
        workshop: Workshop | None = None
        while True:
            while (workshop is None or workshop.has_room(room)) and (job := next(waiting, None)):
                try:
                    ordinary_file(job.path, job.name, allowed.file_bytes)
                except InputProblem as problem:
                    yield Refused(job, "file", problem.what, problem.right)
                    continue
                if workshop is None or workshop.lost:
                    workshop = open_while_working.enter_context(
                        contextlib.closing(Workshop(work, given, rehearsal))
                    )
                workshop.begin(job, allowed)
            if workshop is None or not workshop.busy:
                return
            for ended, answer in workshop.wait():
                yield answer if isinstance(answer, Refused) else Finished(ended, _typed(answer, result))


def _typed(answer: Answer, result: type[T]) -> T:
    return msgspec.msgpack.decode(answer.result, type=result)
