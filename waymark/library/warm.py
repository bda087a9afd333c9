"""A process that has loaded what reading needs, once, and forks one process for each file.

Started as ``python -m waymark.library.warm FD``. In, on the socket FD: `Load` once, then `Start` with the pipe for
the answer, and `Stop`. Out: `Ready`, then `Ended` for each process. It ends with all its children when
the other end of the socket is closed, so that nothing outlives the program that asked for it.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import os
import pickle
import select
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from typing import cast

import msgspec

from waymark.library.confined import Order, Work, run_confined

_LENGTH_BYTES = 4


class Load(msgspec.Struct, frozen=True, tag=True):
    """`work` as “module:function”; `given`, pickled, what it takes besides a path and a name; None is nothing.
    `rehearsal`, named likewise or empty, is called once before any process is forked, with what is given."""

    work: str
    given: bytes
    rehearsal: str = ""


class Start(msgspec.Struct, frozen=True, tag=True):
    order: Order


class Stop(msgspec.Struct, frozen=True, tag=True):
    number: int


class Ready(msgspec.Struct, frozen=True, tag=True):
    """`trouble`: why the work cannot be loaded; then nothing else follows."""

    trouble: str = ""


class Ended(msgspec.Struct, frozen=True, tag=True):
    """`code` as of `os.waitstatus_to_exitcode`: below 0 the signal that ended it."""

    number: int
    code: int


def send(channel: socket.socket, message: msgspec.Struct, fds: tuple[int, ...] = ()) -> None:
    body = msgspec.msgpack.encode(message)
    framed = len(body).to_bytes(_LENGTH_BYTES, "big") + body
    sent = socket.send_fds(channel, [framed], fds) if fds else 0
    channel.sendall(framed[sent:])


def receive(channel: socket.socket) -> tuple[bytes, list[int]] | None:
    """The next message and the file descriptors that came with it; None once the other end is closed."""
    length, fds, _, _ = socket.recv_fds(channel, _LENGTH_BYTES, 1)
    length = length and length + _exactly(channel, _LENGTH_BYTES - len(length))
    body = _exactly(channel, int.from_bytes(length, "big"))
    return (body, fds) if body else None


def _exactly(channel: socket.socket, size: int) -> bytes:
    parts: list[bytes] = []
    while size and (part := channel.recv(size)):
        parts.append(part)
        size -= len(part)
    return b"" if size else b"".join(parts)


class WarmProcess:
    def __init__(self, channel: socket.socket, work: Work) -> None:
        self._channel = channel
        self._work = work
        self._orders: dict[int, int] = {}  # number of the order, by process
        self._woken, self._waker = os.pipe()
        for end in (self._woken, self._waker):
            os.set_blocking(end, False)
        signal.set_wakeup_fd(self._waker, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def serve(self) -> None:
        """Until the other end of the channel is closed."""
        channel = self._channel.fileno()
        try:
            while True:
                ready, _, _ = select.select([channel, self._woken], [], [])
                if self._woken in ready:
                    os.read(self._woken, 4096)
                    self._reap()
                if channel in ready and not self._obey():
                    return
        finally:
            for process in self._orders:
                _end_group(process)

    def _obey(self) -> bool:
        message = receive(self._channel)
        if message is None:
            return False
        body, fds = message
        asked = msgspec.msgpack.decode(body, type=Start | Stop)
        if isinstance(asked, Start):
            self._fork(asked.order, fds[0])
        else:
            for process, number in self._orders.items():
                if number == asked.number:
                    _end_group(process)
        return True

    def _fork(self, order: Order, pipe: int) -> None:
        parent = os.getpid()
        process = os.fork()
        if process == 0:
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for own in (self._channel.detach(), self._woken, self._waker):
                os.close(own)
            run_confined(self._work, order, pipe, parent)
        os.close(pipe)
        with contextlib.suppress(OSError):  # the child does so too; whichever comes first
            os.setpgid(process, process)
        self._orders[process] = order.number

    def _reap(self) -> None:
        for process in tuple(self._orders):
            ended, status = os.waitpid(process, os.WNOHANG)
            if ended:
                _end_group(process)  # programs that it had started and not waited for
                number = self._orders.pop(process)
                send(self._channel, Ended(number, os.waitstatus_to_exitcode(status)))


def _end_group(process: int) -> None:
    """The process and all that it started, or what is left of them."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process, signal.SIGKILL)


def _load(channel: socket.socket) -> Work:
    message = receive(channel)
    if message is None:
        raise EOFError("there is nothing to load")
    asked = msgspec.msgpack.decode(message[0], type=Load)
    function = _named(asked.work)
    given = pickle.loads(asked.given)
    more = () if given is None else (given,)
    if asked.rehearsal:
        _named(asked.rehearsal)(*more)
    return lambda path, called: cast(msgspec.Struct, function(path, called, *more))


def _named(place: str) -> Callable[..., object]:
    module, _, name = place.partition(":")
    return cast(Callable[..., object], getattr(importlib.import_module(module), name))


def main(channel_fd: int) -> None:
    channel = socket.socket(fileno=channel_fd)
    try:
        work = _load(channel)
    except Exception:
        send(channel, Ready(traceback.format_exc()))
        return
    gc.collect()
    gc.freeze()  # what is loaded stays shared with the processes forked from here
    gc.disable()  # they end with their file, and all that they hold with them
    process = WarmProcess(channel, work)
    send(channel, Ready())
    process.serve()


if __name__ == "__main__":
    main(int(sys.argv[1]))
