"""What the tests have done apart: a file says in words what is to happen while it is read."""

from __future__ import annotations

import ctypes
import fcntl
import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import msgspec

from waymark.instruments.problems import InputProblem, Place


class Told(msgspec.Struct, frozen=True):
    text: str
    name: bytes = b""


def obey(path: Path, name: str) -> Told:
    told = path.read_text()
    act = _ACTS.get(told)
    return act(path) if act else Told(told, name.encode("utf-8", "surrogatepass"))


def greet(path: Path, name: str, greeting: str) -> Told:
    return Told(f"{greeting} {path.read_text()}")


def _read_where_nothing_is(path: Path) -> Told:
    return Told(repr(ctypes.string_at(0)))


def _loop(path: Path) -> NoReturn:
    while True:
        pass


def _sleep(path: Path) -> NoReturn:
    with path.open("r+") as file:
        fcntl.lockf(file, fcntl.LOCK_EX)  # by which a test can tell whether it still runs
        while True:
            time.sleep(60)


def _eat_memory(path: Path) -> NoReturn:
    eaten = []
    while True:
        eaten.append(bytearray(5_000_000))


def _refuse(path: Path) -> NoReturn:
    raise InputProblem("the page is upside down.", place=Place(file=path.name), right="Turn it.")


def _raise_exit(path: Path) -> NoReturn:
    raise SystemExit(0)


def _call(path: Path) -> Told:
    try:
        socket.create_connection(("127.0.0.1", 9), timeout=1)
    except PermissionError:
        return Told("no network")
    except OSError:
        return Told("tried")
    return Told("called")


def _write(path: Path) -> Told:
    beside = path.with_name("written by work")
    try:
        beside.write_text("x" * 10_000)
    except OSError:
        return Told(f"wrote {beside.stat().st_size}")
    return Told("wrote all")


def _start_program(path: Path) -> Told:
    return Told(str(subprocess.Popen(["sleep", "300"]).pid))


def _environment(path: Path) -> Told:
    return Told(" ".join(sorted(os.environ)))


def _fail(path: Path) -> NoReturn:
    raise KeyError("nothing")


def _kill(process: int) -> Told:
    os.kill(process, signal.SIGKILL)
    return Told("still here")


_ACTS: dict[str, Callable[[Path], Told]] = {
    "read where nothing is": _read_where_nothing_is,
    "loop": _loop,
    "sleep": _sleep,
    "eat memory": _eat_memory,
    "refuse": _refuse,
    "leave": lambda path: os._exit(0),
    "raise exit": _raise_exit,
    "kill itself": lambda path: _kill(os.getpid()),
    "kill its parent": lambda path: _kill(os.getppid()),
    "fail": _fail,
    "call": _call,
    "write": _write,
    "start a program": _start_program,
    "long": lambda path: Told("x" * 30_000_000),
    "environment": _environment,
}
