"""One warm process and what it has in hand: files are begun, listened to, stopped when they are late.

In: jobs. Out: for each that came to its end, the answer of its process, or why the file is refused, in words that a
person can use. The other side of the talk is `waymark.library.warm`.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pickle
import selectors
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

from waymark.library import warm
from waymark.library.confined import Answer, Limits, Order, bytes_of_name

Cause: TypeAlias = Literal["file", "time", "memory", "broke", "defect"]

_KEPT_SETTINGS = ("PATH", "HOME", "TMPDIR", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OMP_THREAD_LIMIT", "OPENBLAS_NUM_THREADS"), "1")
# Memory that a page has used is kept for the next one: giving it back each time cost a sixth of the time.
_MEMORY = {"MALLOC_TRIM_THRESHOLD_": "268435456", "MALLOC_MMAP_THRESHOLD_": "268435456"}
_READ_BYTES = 1 << 20
_LARGEST_ANSWER_BYTES = 400_000_000
_OPEN_AGAIN = "Open it in the program it comes from, save it as a new PDF, and give that."


@dataclass(frozen=True)
class Job:
    """`name`: what people call the file; where it is kept may be called otherwise."""

    path: Path
    name: str


@dataclass(frozen=True)
class Refused:
    """`said` and `right` in plain words; `trace` only of a defect of ours."""

    job: Job
    cause: Cause
    said: str
    right: str = ""
    trace: str = ""

    @property
    def reason(self) -> str:
        return f"{self.said} {self.right}".strip()


@dataclass
class _Running:
    job: Job
    limits: Limits
    pipe: int
    ends_by: float
    heard: bytearray = field(default_factory=bytearray)
    stopped: Cause | None = None
    silent: bool = False  # its pipe is closed
    code: int | None = None

    @property
    def over(self) -> bool:
        return self.silent and self.code is not None


class Workshop:
    """A warm process, the processes forked from it, and what has been heard from each."""

    def __init__(self, work: str, given: object, rehearsal: str = "") -> None:
        self._numbers = 0
        self._running: dict[int, _Running] = {}
        self._selector = selectors.DefaultSelector()
        self._listened = time.monotonic()
        self.lost = False
        ours, theirs = socket.socketpair()
        self._channel = ours
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "waymark.library.warm", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env=_settings(),
                start_new_session=True,  # Ctrl-C is ours to hear
            )
        warm.send(ours, warm.Load(work, pickle.dumps(given), rehearsal))
        message = warm.receive(ours)
        ready = msgspec.msgpack.decode(message[0], type=warm.Ready) if message else warm.Ready("it ended")
        if ready.trouble:
            self.close()
            raise RuntimeError(f"{work} cannot be loaded to work apart: {ready.trouble}")
        self._selector.register(ours, selectors.EVENT_READ)

    @property
    def busy(self) -> bool:
        return bool(self._running)

    def has_room(self, room: int) -> bool:
        return len(self._running) < (1 if self.lost else room)

    def begin(self, job: Job, limits: Limits) -> None:
        pipe, theirs = os.pipe()
        os.set_blocking(pipe, False)
        _widen(pipe)
        self._numbers += 1
        order = Order(self._numbers, os.fsencode(job.path), bytes_of_name(job.name), limits)
        running = _Running(job, limits, pipe, time.monotonic() + limits.seconds)
        self._running[self._numbers] = running
        self._selector.register(pipe, selectors.EVENT_READ, running)
        try:
            warm.send(self._channel, warm.Start(order), (theirs,))
        except OSError:
            self._lose()
        finally:
            os.close(theirs)

    def wait(self) -> list[tuple[Job, Answer | Refused]]:
        """What came to its end; waits until something happens. Time that passed since the last call, when nobody
        listened, is no fault of those that were working."""
        away = time.monotonic() - self._listened
        for running in self._running.values():
            running.ends_by += away
        soonest = min(running.ends_by for running in self._running.values())
        for key, _ in self._selector.select(max(0.0, soonest - time.monotonic())):
            if isinstance(key.data, _Running):
                self._listen(key.data)
            else:
                self._told()
        self._stop_late_ones()
        over = [(number, running) for number, running in self._running.items() if running.over]
        for number, _ in over:
            del self._running[number]
        self._listened = time.monotonic()
        return [(running.job, _outcome(running)) for _, running in over]

    def close(self) -> None:
        self._channel.close()  # at which the warm process ends all that it forked, and itself
        for running in self._running.values():
            if not running.silent:
                os.close(running.pipe)
        self._running.clear()
        self._selector.close()
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _listen(self, running: _Running) -> None:
        part = os.read(running.pipe, _READ_BYTES)
        running.heard += part
        if not part:
            self._selector.unregister(running.pipe)
            os.close(running.pipe)
            running.silent = True
        elif len(running.heard) > _LARGEST_ANSWER_BYTES and running.stopped is None:
            self._stop(running, "memory")

    def _told(self) -> None:
        message = warm.receive(self._channel)
        if message is None:
            self._lose()
            return
        ended = msgspec.msgpack.decode(message[0], type=warm.Ended)
        self._running[ended.number].code = ended.code

    def _stop_late_ones(self) -> None:
        now = time.monotonic()
        for running in self._running.values():
            if running.ends_by <= now and running.stopped is None and not running.over:
                self._stop(running, "time")
                running.ends_by = now + 5

    def _stop(self, running: _Running, cause: Cause) -> None:
        running.stopped = cause
        number = next(number for number, found in self._running.items() if found is running)
        with contextlib.suppress(OSError):
            warm.send(self._channel, warm.Stop(number))

    def _lose(self) -> None:
        """The warm process is gone, and with it all that it forked."""
        if not self.lost:
            self.lost = True
            self._selector.unregister(self._channel)
        for running in self._running.values():
            if running.code is None:
                running.code = -signal.SIGKILL


def _settings() -> dict[str, str]:
    kept = {name: os.environ[name] for name in _KEPT_SETTINGS if name in os.environ}
    where = os.pathsep.join(str(Path(part).absolute()) for part in sys.path)
    return kept | _ONE_THREAD | _MEMORY | {"LANG": "C.UTF-8", "PYTHONPATH": where, "PYTHONSAFEPATH": "1"}


def _widen(pipe: int) -> None:
    """Room for most answers, so that a process need not wait until we listen."""
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        with contextlib.suppress(OSError):
            fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _READ_BYTES)


# -- What came of it ----------------------------------------------------------------------------------


def _outcome(running: _Running) -> Answer | Refused:
    job = running.job
    if running.stopped == "memory":
        return _out_of_memory(running)
    if running.stopped == "time":
        return _too_long(job, f"{running.limits.seconds:,.0f} seconds")
    if running.code == -signal.SIGXCPU:
        return _too_long(job, f"{running.limits.cpu_seconds:,} seconds of computing")
    with contextlib.suppress(msgspec.DecodeError):
        if running.code == 0:
            return _answered(running, msgspec.msgpack.decode(running.heard, type=Answer))
    said = f"the program that reads it broke down on it ({_called(running.code)})."
    return Refused(job, "broke", said, _OPEN_AGAIN)


def _answered(running: _Running, answer: Answer) -> Answer | Refused:
    if answer.outcome == "done":
        return answer
    if answer.outcome == "problem":
        return Refused(running.job, "file", answer.said, answer.right)
    if answer.outcome == "memory":
        return _out_of_memory(running)
    said = f"reading it met a defect of Waymark ({answer.said})."
    return Refused(running.job, "defect", said, "Report it, with the file if it is public.", answer.trace)


def _too_long(job: Job, time_given: str) -> Refused:
    return Refused(job, "time", f"reading it takes longer than {time_given}.", _OPEN_AGAIN)


def _out_of_memory(running: _Running) -> Refused:
    given = running.limits.memory_bytes // 1_000_000
    return Refused(running.job, "memory", f"reading it needs more than {given:,} MB of memory.", _OPEN_AGAIN)


def _called(code: int | None) -> str:
    if code is None or code >= 0:
        return f"it ended with code {code}"
    with contextlib.suppress(ValueError):
        return signal.Signals(-code).name
    return f"signal {-code}"
