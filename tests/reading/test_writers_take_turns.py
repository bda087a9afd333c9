"""Those who write to the store at once are served in the order in which they came, and no one is told “locked”."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection, connections, transaction

from tests.reading.conftest import ReadingStudy
from waymark.study.in_turn.base import StoreBusy
from waymark.study.in_turn.turns import Turns

HANDS = 12


def test_turns_are_given_in_the_order_of_asking() -> None:
    turns, came = Turns(), list[int]()
    asked = [threading.Event() for _ in range(8)]
    assert turns.take(1)

    def wait(number: int) -> None:
        asked[number].set()
        assert turns.take(30)
        came.append(number)
        turns.give()

    threads = [threading.Thread(target=wait, args=(number,)) for number in range(8)]
    for number, thread in enumerate(threads):
        thread.start()
        asked[number].wait()
        while len(turns._waiting) <= number:
            threading.Event().wait(0.001)
    turns.give()
    for thread in threads:
        thread.join()
    assert came == list(range(8))
    assert turns.take(0), "the last one gave the turn back"


def test_who_leaves_the_queue_does_not_take_the_turn_along() -> None:
    turns = Turns()
    assert turns.take(1)
    assert not turns.take(0.01)
    turns.give()
    assert turns.take(0)


def test_many_hands_filling_one_form_lose_and_double_nothing(reading: ReadingStudy) -> None:
    from waymark.reading.answering import save_answer
    from waymark.reading.assigning import assign
    from waymark.reading.given import Given
    from waymark.reading.models import Answer, Form

    pack = reading.workspace.pack
    instrument = pack.instruments[0]
    assign(reading.lead, reading.workspace, instrument.key, [reading.km], reading.ann)  # type: ignore[arg-type]
    form = Form.objects.get()
    refused: list[BaseException] = []

    def fill(hand: int) -> None:
        try:
            for step in range(10):
                name = instrument.variables[step % len(instrument.variables)]
                given = Given("not stated", None, f"{hand}-{step}")
                save_answer(reading.ann, reading.workspace, form.pk, name, given, 1000, uuid4())  # type: ignore[arg-type]
        except BaseException as fault:
            refused.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=fill, args=(hand,)) for hand in range(HANDS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == []
    memos = list(Answer.objects.values_list("memo", flat=True))
    assert sorted(memos) == sorted(f"{hand}-{step}" for hand in range(HANDS) for step in range(10))


@pytest.fixture
def impatient(reading: ReadingStudy) -> sqlite3.Connection:
    """Another program holds the store for writing, and we wait for a tenth of a second only."""
    settings = connections.settings["default"]
    before = settings["OPTIONS"]
    settings["OPTIONS"] = {**before, "timeout": 0.1}
    connections["default"].close()
    del connections["default"]
    other = sqlite3.connect(Path(settings["NAME"]), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield other
    other.close()
    settings["OPTIONS"] = before
    connections["default"].close()
    del connections["default"]


def test_another_program_that_writes_for_long_is_told_as_busy(
    reading: ReadingStudy, impatient: sqlite3.Connection
) -> None:
    from waymark.study.models import Person

    people = Person.objects.count()
    with pytest.raises(StoreBusy, match="others wrote"), transaction.atomic():
        Person.objects.create(handle="in a transaction")
    with pytest.raises(StoreBusy, match="others wrote"):
        Person.objects.filter(handle="ann").update(name="alone")
    impatient.execute("ROLLBACK")
    assert Person.objects.count() == people
    with transaction.atomic():  # the turn was given back each time
        Person.objects.filter(handle="ann").update(name="Ann again")
    assert Person.objects.get(handle="ann").name == "Ann again"


def test_a_transaction_that_fails_gives_its_turn_back(reading: ReadingStudy) -> None:
    from waymark.study.models import Person

    with pytest.raises(ZeroDivisionError), transaction.atomic():
        1 / 0  # noqa: B018
    with pytest.raises(RuntimeError), transaction.atomic():
        connection.close()
        raise RuntimeError
    done = threading.Thread(
        target=lambda: (Person.objects.filter(handle="ann").update(name="x"), connection.close())
    )
    done.start()
    done.join(10)
    assert not done.is_alive()
