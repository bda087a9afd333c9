"""One turn at a time, in the order of asking.

SQLite lets one write and the others ask again after a while; who asks again is served by luck, and among fifty
someone is unlucky for minutes. Within one process the writers queue here first, so that whoever came first is
first.
"""

from __future__ import annotations

import os
import threading
from collections import deque


class Turns:
    """A lock that is given in the order in which it was asked for. One holder at a time; it is not re-entrant."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._held = False

    def take(self, seconds: float) -> bool:
        """Wait for a turn; False when it did not come within that time."""
        with self._guard:
            if not self._held:
                self._held = True
                return True
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        try:
            came = mine.acquire(timeout=seconds)
        except BaseException:  # interrupted while waiting: the turn must not be given to nobody
            self._leave(mine)
            raise
        return came or not self._withdrawn(mine)

    def give(self) -> None:
        """End the turn; the next in the queue has it."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().release()
            else:
                self._held = False

    def _withdrawn(self, mine: threading.Lock) -> bool:
        """Leave the queue; False where the turn came in the same moment."""
        with self._guard:
            if mine not in self._waiting:
                return False
            self._waiting.remove(mine)
            return True

    def _leave(self, mine: threading.Lock) -> None:
        if not self._withdrawn(mine):
            self.give()


_of_store: dict[str, Turns] = {}


def turns_of(store: str) -> Turns:
    """The queue of this process for a store, by the path of its file."""
    known = _of_store.get(store)  # asked for with every cursor: nothing is made where one is known
    return known if known is not None else _of_store.setdefault(store, Turns())


if hasattr(os, "register_at_fork"):  # whoever held a turn is not in the child
    os.register_at_fork(after_in_child=_of_store.clear)
