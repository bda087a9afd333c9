"""One piece of work in a process of its own, from the moment it is forked to the moment it ends.

In: what to do (`Order`) and the pipe for the answer. Out: one `Answer` down the pipe, then the process is gone.
The process can take no more time, memory, files and writing than it is given, and opens no socket; what a
hostile file makes it do ends with it.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Literal, NoReturn

import msgspec

from waymark.instruments.problems import Problem

Work = Callable[[Path, str], msgspec.Struct]
"""Takes a file and the name that people know it by; what it gives back is sent as msgpack."""

_MB = 1_000_000
_OPEN_FILES = 128
_PARENT_DEATH_SIGNAL = 1  # PR_SET_PDEATHSIG of linux/prctl.h


class Limits(msgspec.Struct, frozen=True):
    """What one file may cost. `cpu_seconds`: computing by the process itself, which finds an endless loop;
    `seconds`: by the clock, with the programs that it waits for; `memory_bytes`: beyond what the process
    begins with; `file_bytes`: size of the file."""

    cpu_seconds: int = 60
    seconds: float = 1200
    memory_bytes: int = 700 * _MB
    file_bytes: int = 200 * _MB


class Order(msgspec.Struct, frozen=True):
    """`path` and `name` as bytes: names of files need not be text."""

    number: int
    path: bytes
    name: bytes
    limits: Limits


class Answer(msgspec.Struct, frozen=True):
    """`result` as msgpack, or what a person is told: `said` and what would be right. `trace` of a defect."""

    outcome: Literal["done", "problem", "memory", "defect"]
    result: msgspec.Raw = msgspec.Raw(b"\xc0")
    said: str = ""
    right: str = ""
    trace: str = ""


_OUT_OF_MEMORY = msgspec.msgpack.encode(Answer("memory"))


def run_confined(work: Work, order: Order, pipe: int, parent: int) -> NoReturn:
    """Does the work and ends the process, whatever happens in between."""
    ending = 1
    try:
        _stay_with(parent)
        _cut_off(pipe)
        _set_limits(order.limits)
        _send(pipe, _answer(work, order))
        ending = 0
    finally:
        os._exit(ending)


def bytes_of_name(name: str) -> bytes:
    return name.encode("utf-8", "surrogatepass")


def _answer(work: Work, order: Order) -> bytes:
    try:
        result = work(Path(os.fsdecode(order.path)), order.name.decode("utf-8", "surrogatepass"))
        return msgspec.msgpack.encode(Answer("done", result=msgspec.Raw(msgspec.msgpack.encode(result))))
    except Problem as problem:
        return msgspec.msgpack.encode(Answer("problem", said=problem.what, right=problem.right))
    except MemoryError:
        return _OUT_OF_MEMORY
    except BaseException as error:  # an exit or an interrupt that the work raises is no answer either
        trace = traceback.format_exc().encode("utf-8", "replace").decode()
        return msgspec.msgpack.encode(Answer("defect", said=type(error).__name__, trace=trace[-20_000:]))


def _send(pipe: int, answer: bytes) -> None:
    left = memoryview(answer)
    while left:
        left = left[os.write(pipe, left) :]


# -- Setting up ---------------------------------------------------------------------------------------


def _stay_with(parent: int) -> None:
    """A group of its own, so that it ends with all that it started, and an end when its parent ends."""
    os.setpgid(0, 0)
    if sys.platform == "linux":
        ctypes.CDLL(None, use_errno=True).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0)
    else:
        threading.Thread(target=_watch, args=(parent,), daemon=True).start()
    if os.getppid() != parent:  # it ended before we asked to be told
        os._exit(1)


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.killpg(0, signal.SIGKILL)


def _cut_off(pipe: int) -> None:
    """Nothing to read from and nowhere to write but the pipe; no sockets."""
    os.set_inheritable(pipe, False)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nowhere, standard)
    os.close(nowhere)
    sys.dont_write_bytecode = True
    socket.socket = _NoSocket  # type: ignore[misc]


class _NoSocket(socket.socket):
    def __init__(self, *_: object, **__: object) -> None:
        raise PermissionError("a file is read without a network")


def _set_limits(limits: Limits) -> None:
    cpu = max(1, limits.cpu_seconds)
    _limit("RLIMIT_CPU", cpu, cpu + 2)
    _limit("RLIMIT_CORE", 0, 0)
    _limit("RLIMIT_FSIZE", 0, 0)
    _limit("RLIMIT_NOFILE", _OPEN_FILES, _OPEN_FILES)
    memory = _memory_in_use() + limits.memory_bytes
    _limit("RLIMIT_AS", memory, memory)


def _limit(name: str, soft: int, hard: int) -> None:
    """Never above what the machine allows already; left out where the system knows no such limit."""
    kind = getattr(resource, name, None)
    if kind is None:
        return
    _, most = resource.getrlimit(kind)
    if most != resource.RLIM_INFINITY:
        soft, hard = min(soft, most), min(hard, most)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(kind, (soft, hard))


def _memory_in_use() -> int:
    """Address space of this process in bytes; where the system does not tell, a generous guess."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return 2000 * _MB
    return pages * resource.getpagesize()
