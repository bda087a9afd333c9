"""Django's SQLite, with a turn around each transaction and around each single statement that writes.

The module has the name that Django looks for. In: the settings of the store, `timeout` in seconds being the
longest wait, in the queue of this process and then for another process. A wait that was too long is `StoreBusy`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from waymark.study.in_turn.turns import Turns, turns_of

_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE")


class StoreBusy(OperationalError):
    """Others wrote to the store for longer than a writer waits. Nothing of this writer's was written."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"others wrote to the study's store for more than {seconds:.0f} seconds")


class _CursorInTurn(base.SQLiteCursorWrapper):
    """Outside a transaction a statement that writes is a transaction of its own, and takes a turn of its own."""

    def __init__(self, connection: sqlite3.Connection, turns: Turns, seconds: float) -> None:
        super().__init__(connection)
        self._turns = turns
        self._seconds = seconds

    def execute(self, query: str, params: Any = None) -> Any:
        if self.connection.in_transaction or not _writes(query):
            return super().execute(query, params)
        with _turn(self._turns, self._seconds):
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        if self.connection.in_transaction:
            return super().executemany(query, param_list)
        with _turn(self._turns, self._seconds):
            return super().executemany(query, param_list)


class DatabaseWrapper(base.DatabaseWrapper):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._turn_of: Turns | None = None  # the queue whose turn this connection has

    def create_cursor(self, name: str | None = None) -> Any:
        turns, seconds = self._queue()
        return self.connection.cursor(factory=lambda connection: _CursorInTurn(connection, turns, seconds))

    def _start_transaction_under_autocommit(self) -> None:
        turns, seconds = self._queue()
        _take(turns, seconds)
        self._turn_of = turns
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]
        except BaseException as error:
            self._end_turn()
            if _is_busy(error):
                raise StoreBusy(seconds) from error
            raise

    def _commit(self) -> None:
        super()._commit()  # type: ignore[misc]
        self._end_turn()  # where it failed, Django rolls back

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._end_turn()

    def _queue(self) -> tuple[Turns, float]:
        options = self.settings_dict["OPTIONS"]
        return turns_of(str(self.settings_dict["NAME"])), float(options.get("timeout", 5))

    def _end_turn(self) -> None:
        turns, self._turn_of = self._turn_of, None
        if turns is not None:
            turns.give()


@contextmanager
def _turn(turns: Turns, seconds: float) -> Iterator[None]:
    _take(turns, seconds)
    try:
        yield
    except sqlite3.OperationalError as error:
        if _is_busy(error):
            raise StoreBusy(seconds) from error
        raise
    finally:
        turns.give()


def _take(turns: Turns, seconds: float) -> None:
    if not turns.take(seconds):
        raise StoreBusy(seconds)


def _writes(query: str) -> bool:
    return query.lstrip()[:7].upper().startswith(_WRITES)


def _is_busy(error: BaseException) -> bool:
    return isinstance(error, sqlite3.OperationalError | OperationalError) and "locked" in str(error)


__all__ = ["DatabaseWrapper", "StoreBusy"]
