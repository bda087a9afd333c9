"""`waymark people`: who takes part, a new account with its link, an account closed."""

from __future__ import annotations

import json
import re

import pytest
from django.test import Client

from tests.web.conftest import PASSWORD, MadeStudy, text_of
from waymark.cli.main import main
from waymark.study.models import Person

Out = pytest.CaptureFixture[str]


def waymark(study: MadeStudy, *words: str) -> int:
    return main(["people", *words, "--study", str(study.workspace.folder)])


def listed(study: MadeStudy, out: Out) -> dict[str, dict[str, str]]:
    out.readouterr()
    assert waymark(study, "list", "--format", "json") == 0
    return {row["handle"]: row for row in json.loads(out.readouterr().out)}


def test_a_person_added_by_command_sets_a_password_by_the_printed_link(study: MadeStudy, capsys: Out) -> None:
    site = ["--site", "https://study.example.org/"]
    assert waymark(study, "add", "n.newcomer", "--role", "viewer", "--name", "N. Newcomer", *site) == 0
    link = re.search(r"https://study\.example\.org(/invitation/\S+)", capsys.readouterr().out)
    assert link
    assert listed(study, capsys)["n.newcomer"]["password"] == "none"
    client = Client()
    client.post(link.group(1), {"password": PASSWORD, "again": PASSWORD})
    assert "N. Newcomer" in text_of(client.get("/account"))
    row = listed(study, capsys)["n.newcomer"]
    assert (row["role"], row["password"], row["account"]) == ("viewer", "set", "open")


def test_a_link_of_the_command_sets_a_password_of_the_first_lead(study: MadeStudy, capsys: Out) -> None:
    assert waymark(study, "link", study.lead.handle) == 0
    link = re.search(r"http://127\.0\.0\.1:8000(/invitation/\S+)", capsys.readouterr().out)
    assert link
    Client().post(link.group(1), {"password": PASSWORD, "again": PASSWORD})
    assert Person.objects.get(pk=study.lead.pk).check_password(PASSWORD)


def test_an_invitation_by_command_makes_no_account_yet(study: MadeStudy, capsys: Out) -> None:
    before = set(listed(study, capsys))
    assert waymark(study, "invite", "--role", "reader", "--name", "N. Newcomer") == 0
    assert "/invitation/" in capsys.readouterr().out
    assert set(listed(study, capsys)) == before


def test_an_account_closed_by_command_is_closed(study: MadeStudy, capsys: Out) -> None:
    assert waymark(study, "close", "M.Reader") == 0
    assert listed(study, capsys)["m.reader"]["account"] == "closed"


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["close", "m.raeder"], "Did you mean “m.reader”?"),
        (["add", "m.reader"], "is taken"),
        (["add", "m reader"], "cannot be a handle"),
    ],
)
def test_a_mistake_is_told_with_what_would_be_right(
    study: MadeStudy, capsys: Out, words: list[str], says: str
) -> None:
    assert waymark(study, *words) in (2, 3)
    assert says in capsys.readouterr().err
