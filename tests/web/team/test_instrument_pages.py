"""The pack is edited under a study of bicycles that two readers have read: every page tells or works, the lead sees how
far the change reaches, and nothing that was read, finished or decided is undone.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Sequence
from uuid import uuid4

import pytest
from django.test import Client

from tests.web.conftest import text_of
from tests.web.every_page import every_page
from tests.web.team.conftest import READ, SHEET, WAITING, Together
from waymark.cli.main import main
from waymark.reading.answering import save_answer
from waymark.reading.assigning import assign
from waymark.reading.given import Given
from waymark.reading.models import Answer, Decision, Form, InstrumentVersion, LookedAtAgain
from waymark.study.models import Event, Person

BLUE = '{ code = "blue", label = "Blue" },'
COLOUR = '{ variable = "colour", question = "Which colour is the frame?" },'
RUSTY = '{ variable = "rusty", question = "Is there rust?" },'
BELL = """
[variable.bell]
label = "Bell"
type = "text"
definition = "Its sound."
seed = "1"
sources = ["sheet"]
"""
ClientOf = Callable[[Person], Client]


def edit(together: Together, file: str, old: str, new: str) -> None:
    path = together.study.workspace.pack_folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    os.utime(path, ns=(1, path.stat().st_mtime_ns + 1))


@pytest.fixture
def lead(together: Together, client_of: ClientOf) -> Client:
    """Of whom the site has seen the pack as it was."""
    client = client_of(together.study.lead)
    assert client.get("/team/").status_code == 200
    return client


def test_the_site_keeps_a_version_when_the_pack_has_changed(together: Together, lead: Client) -> None:
    assert InstrumentVersion.objects.count() == 1
    edit(together, "instruments.toml", COLOUR, COLOUR.replace("Which colour is", "What colour has"))
    page = text_of(lead.get(f"/team/instruments/{SHEET}/"))
    assert "The question was “Which colour is the frame?”; it is now “What colour has the frame?”" in page
    assert re.search(r"Colour The question was .*? 2 2 answers to look at: Colour", page)
    assert page.count("M. Reader") >= 1
    only = lead.get(f"/team/instruments/{SHEET}/?question=colour")
    assert "Of “What colour has the frame?” only." in text_of(only)
    none = lead.get(f"/team/instruments/{SHEET}/?question=rusty")
    assert "No answer waits for a second look." in text_of(none)
    lead.get("/team/")
    assert InstrumentVersion.objects.count() == 2


def test_a_reader_is_told_on_the_desk_and_says_that_it_still_holds(
    together: Together, lead: Client, client_of: ClientOf
) -> None:
    edit(together, "instruments.toml", COLOUR, COLOUR.replace("Which colour is", "What colour has"))
    reader = client_of(together.study.reader)
    desk = reader.get(f"/reading/{together.first.pk}")
    assert "Changed since it was answered." in text_of(desk)
    sent = {"variable": "colour", "token": uuid4()}
    back = reader.post(f"/reading/{together.first.pk}/still-holds", sent)
    assert back.headers["Location"] == f"/reading/{together.first.pk}?question=colour#q-colour"
    assert "Changed since it was answered." not in text_of(reader.get(f"/reading/{together.first.pk}"))
    assert LookedAtAgain.objects.get().by == together.study.reader
    assert Form.objects.exclude(finished_at=None).count() == 2
    page = text_of(lead.get(f"/team/instruments/{SHEET}/"))
    assert re.search(r"Colour The question was .*? 2 1 answers to look at: Colour", page)


def test_the_lead_looking_on_is_not_asked_whether_it_holds(together: Together, lead: Client) -> None:
    edit(together, "instruments.toml", COLOUR, COLOUR.replace("Which colour is", "What colour has"))
    page = text_of(lead.get(f"/reading/{together.first.pk}"))
    assert "Changed since it was answered." in page
    assert "My answer still holds" not in page
    sent = {"variable": "colour", "token": uuid4()}
    assert lead.post(f"/reading/{together.first.pk}/still-holds", sent).status_code in (403, 422)
    assert lead.post(f"/reading/{together.first.pk}/still-holds", {"variable": "colour"}).status_code == 422
    assert not LookedAtAgain.objects.exists()


def test_the_lead_opens_forms_again_that_were_never_asked(together: Together, lead: Client) -> None:
    add_bell(together)
    page = text_of(lead.get(f"/team/instruments/{SHEET}/"))
    assert "The question is new: “Is there a bell?” 2 forms were finished before it was asked." in page
    nothing = lead.post(f"/team/instruments/{SHEET}/open-again", {})
    assert nothing.status_code == 422
    told = lead.post(f"/team/instruments/{SHEET}/open-again", {"form": [together.first.pk]}, follow=True)
    assert "1 form is open again." in text_of(told)
    together.first.refresh_from_db()
    together.second.refresh_from_db()
    assert together.first.finished_at is None
    assert together.second.finished_at is not None


def add_bell(together: Together) -> None:
    path = together.study.workspace.pack_folder / "variables.toml"
    path.write_text(path.read_text(encoding="utf-8") + BELL, encoding="utf-8")
    edit(
        together,
        "instruments.toml",
        RUSTY,
        f'{RUSTY} {{ variable = "bell", question = "Is there a bell?" }},',
    )


# -- a pack that was cut: every page tells or works --------------------------------------------------------


def without_blue(together: Together) -> None:
    edit(together, "variables.toml", BLUE, "")


def colour_as_a_number(together: Together) -> None:
    path = together.study.workspace.pack_folder / "variables.toml"
    text = path.read_text(encoding="utf-8")
    start = text.index("[variable.colour]")
    entry = text[start : text.index("[variable.gears]")]
    number = entry[: entry.index("categories = [")].replace('"category"', '"number"')
    path.write_text(text.replace(entry, number + "\n"), encoding="utf-8")
    edit(together, "tables.toml", '{ variable = "colour" }, ', "")


def rusty_as_several(together: Together) -> None:
    path = together.study.workspace.pack_folder / "variables.toml"
    head, tail = path.read_text(encoding="utf-8").split("[variable.rusty]")
    path.write_text(
        head + "[variable.rusty]" + tail.replace('"category"', '"categories"', 1), encoding="utf-8"
    )


def without_rusty(together: Together) -> None:
    """The question, its variable and its table."""
    path = together.study.workspace.pack_folder / "variables.toml"
    text = path.read_text(encoding="utf-8")
    start = text.index("[variable.rusty]")
    path.write_text(text[:start] + text[text.index("[variable.place_in_study]") :], encoding="utf-8")
    edit(together, "instruments.toml", RUSTY, "")
    tables = together.study.workspace.pack_folder / "tables.toml"
    tables.write_text(tables.read_text(encoding="utf-8").split('[[table]]\nkind = "counts"\nnumber = "2"')[0])


def without_the_instrument(together: Together) -> None:
    (together.study.workspace.pack_folder / "instruments.toml").unlink()


def torn(together: Together) -> None:
    edit(together, "instruments.toml", RUSTY, '{ variable = "rusty')


CUTS = (without_blue, colour_as_a_number, rusty_as_several, without_rusty, without_the_instrument, torn)


WORKING = (
    "reading",
    "team",
    "tables",
    "figures",
    "explore",
    "cases",
    "register",
    "problems",
    "samples",
    "trail",
)
"""The pages that read answers and settled values; a reader has the first."""


def addresses(form: Form, parts: Sequence[str]) -> Iterator[str]:
    for page in every_page():
        path = page.route
        for name, sample in (
            ("form_id", str(form.pk)), ("instrument", SHEET), ("variable", "colour"), ("case_id", READ),
            ("ending", "csv"), ("ref", "R0001"), ("number", "1"),
        ):  # fmt: skip
            path = re.sub(rf"<(\w+:)?{name}>|\(\?P<{name}>[^)]*\)", sample, path)
        if "<" not in path and (not path or path.startswith(tuple(parts))):
            yield "/" + path.replace("\\", "")


@pytest.mark.parametrize("cut", CUTS, ids=lambda cut: cut.__name__)
def test_every_page_and_command_tells_or_works(
    cut: Callable[[Together], None],
    together: Together,
    lead: Client,
    client_of: ClientOf,
    capsys: pytest.CaptureFixture[str],
) -> None:
    study = together.study
    open_form = assign(study.lead, study.workspace, SHEET, [WAITING], study.reader).forms[0]
    for name, value in (("colour", "blue"), ("rusty", "yes")):
        save_answer(study.reader, study.workspace, open_form.pk, name, Given("value", value), 0, uuid4())
    right = Answer.objects.get(form=together.second, variable="colour")
    sent = {"case": READ, "variable": "colour", "right": right.pk, "why": "Seen.", "token": uuid4()}
    lead.post(f"/team/adjudicate/{SHEET}", sent)
    before = Answer.objects.count(), Decision.objects.count(), Form.objects.exclude(finished_at=None).count()
    assert before == (6, 1, 2)
    assert main(["select", "--study", str(study.workspace.folder)]) == 0

    def look() -> None:
        untold = []
        for person, form, parts in (
            (study.lead, together.second, WORKING), (study.reader, open_form, WORKING[:1])
        ):  # fmt: skip
            browser = client_of(person)
            browser.raise_request_exception = False
            for address in addresses(form, parts):
                answer = browser.get(address)
                told = answer.status_code == 422 and "Nothing was changed." in text_of(answer)
                if answer.status_code not in (200, 302, 403, 404, 405) and not told:
                    untold.append(address)
        assert untold == []

    cut(together)
    look()
    for command in ("select", "freeze", "problems", "instrument"):
        code = main([command, "--study", str(study.workspace.folder)])
        said = capsys.readouterr()
        assert code in (0, 1, 2, 3), command
        assert "Traceback" not in said.err
        if code > 1:
            assert said.err.count("\n") == 1, said.err
    look()
    assert before == (
        Answer.objects.count(), Decision.objects.count(), Form.objects.exclude(finished_at=None).count()
    )  # fmt: skip


def test_the_trail_tells_of_the_change(together: Together, lead: Client) -> None:
    without_blue(together)
    lead.get("/team/")
    event = Event.objects.get(action="change instrument")
    assert event.detail["changes"] == ["Colour: “Blue” can no longer be answered."]
