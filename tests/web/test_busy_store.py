"""A page that could not be written because others wrote for long says so, and may be sent again."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

from django.db import connections
from django.test import Client

from tests.web.conftest import MadeStudy, text_of
from waymark.study.models import Person


def test_a_busy_store_is_told_and_the_page_may_be_sent_again(
    study: MadeStudy, client_of: Callable[[Person], Client]
) -> None:
    client = client_of(study.lead)
    assert client.get("/cases/N00001").status_code == 200
    settings = connections.settings["default"]
    patient = settings["OPTIONS"]
    settings["OPTIONS"] = {**patient, "timeout": 0.1}
    connections["default"].close()
    del connections["default"]
    other = sqlite3.connect(Path(settings["NAME"]), isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        answer = client.get("/cases/N00001")
        assert answer.status_code == 503
        assert answer["Retry-After"]
        assert "Nothing of yours was changed." in text_of(answer)
        other.execute("ROLLBACK")
        assert client.get("/cases/N00001").status_code == 200
    finally:
        other.close()
        settings["OPTIONS"] = patient
        connections["default"].close()
        del connections["default"]
