"""Questions are written once and filled in for each reader: nothing of one reader, and no markup, gets into a page."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from uuid import uuid4

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from msgspec import structs

from tests.web.conftest import text_of
from tests.web.desk.conftest import Desk
from tests.web.desk.test_desk_answers import answer, send
from waymark.reading.instrument_versions import note_instruments
from waymark.reading.models import Answer, Form
from waymark.reading.queries import form_as_it_stands
from waymark.study.models import Person
from waymark.study.workspace import open_workspace
from waymark.web.desk.prepared import prepare
from waymark.web.desk.question_html import Sheet, written
from waymark.web.desk.questions import Question, asked_of, parts_of

ClientOf = Callable[[Person], Client]
LOUD = '"><b>&'


def question_of(desk: Desk, variable: str) -> Question:
    stands = form_as_it_stands(desk.study.workspace, Form.objects.get(pk=desk.form.pk))
    questions = [question for part in parts_of(stands) for question in part.questions]
    return next(question for question in questions if question.asked.variable == variable)


def html_of(desk: Desk, question: Question) -> str:
    return written(question, Sheet(desk.form, under=1, closed=False, report=True, forgery="f")).html


def page_of(client: Client, form: Form) -> str:
    return client.get(f"/reading/{form.pk}").content.decode()


def test_what_one_reader_answered_is_on_nobody_elses_page(desk: Desk, client_of: ClientOf) -> None:
    first, second = client_of(desk.study.reader), client_of(desk.study.second_reader)
    before = page_of(second, desk.second)
    answer(first, desk.form, "colour", "red", memo="of the first reader")
    assert 'value="red" checked' in page_of(first, desk.form)
    after = page_of(second, desk.second)  # the colour is a judgement, read blind
    assert " checked" not in before + after
    assert "of the first reader" not in after
    assert f'action="/reading/{desk.form.pk}/' not in after


def test_what_is_typed_cannot_become_markup(desk: Desk, client_of: ClientOf) -> None:
    client = client_of(desk.study.reader)
    answer(client, desk.form, "account", LOUD, memo=LOUD)
    page = page_of(client, desk.form)
    assert LOUD not in page
    assert page.count("&quot;&gt;&lt;b&gt;&amp;</textarea>") == 2


def test_words_of_the_pack_cannot_become_markup(desk: Desk) -> None:
    pack = desk.study.workspace.pack
    item = next(item for item in pack.instrument("sheet").items if item.variable == "colour")
    loud = asked_of(structs.replace(item, question=LOUD, help=LOUD), pack.variables["colour"], 1)
    html = html_of(desk, replace(question_of(desk, "colour"), asked=loud))
    assert LOUD not in html
    assert "1. &quot;&gt;&lt;b&gt;&amp;</legend>" in html


def test_question_that_the_pack_words_anew_is_shown_anew(desk: Desk, client_of: ClientOf) -> None:
    client = client_of(desk.study.reader)
    assert "Which colour is the frame?" in page_of(client, desk.form)
    file = desk.study.workspace.pack_folder / "instruments.toml"
    told = file.read_text(encoding="utf-8").replace(
        "Which colour is the frame?", "What is the frame’s colour?"
    )
    file.write_text(told, encoding="utf-8")
    page = page_of(client, desk.form)
    assert "What is the frame’s colour?" in page
    assert "Which colour is the frame?" not in page


def test_gaps_are_filled_in_the_order_of_the_template() -> None:
    made = prepare("desk/first_passage.html", {})
    values = {name: f"<{name}>" for name in made.gaps}
    html = made.filled(values)
    assert 'data-start="&lt;start&gt;" data-end="&lt;end&gt;"' in html
    assert "\x02" not in html


def test_undecided_answer_is_asked_about_until_it_is_decided(desk: Desk, client_of: ClientOf) -> None:
    client = client_of(desk.study.reader)
    answer(client, desk.form, "colour", "red")
    kept = answer(client, desk.form, "colour", "blue", base=0).json()["yours"]["id"]
    for _ in range(2):
        page = client.get(f"/reading/{desk.form.pk}")
        assert "Red. Yours is kept beside it: Blue." in text_of(page)
        assert "two answers" in text_of(page)
    sent = {"answer": kept}
    back = client.post(f"/reading/{desk.form.pk}/keep-that", sent)
    assert back.headers["Location"] == f"/reading/{desk.form.pk}?question=colour#q-colour"
    page = client.get(f"/reading/{desk.form.pk}")
    assert "kept beside it" not in text_of(page)
    assert 'value="red" checked' in page.content.decode()
    assert Answer.objects.filter(stands=False).count() == 1


def test_undecided_answer_can_be_kept_without_a_script(desk: Desk, client_of: ClientOf) -> None:
    client = client_of(desk.study.reader)
    answer(client, desk.form, "colour", "red")
    kept = answer(client, desk.form, "colour", "blue", base=0).json()["yours"]["id"]
    client.post(f"/reading/{desk.form.pk}/keep-mine", {"answer": kept})
    page = client.get(f"/reading/{desk.form.pk}")
    assert 'value="blue" checked' in page.content.decode()
    assert "kept beside it" not in text_of(page)


def test_answering_anew_decides_as_well(desk: Desk, client_of: ClientOf) -> None:
    client = client_of(desk.study.reader)
    answer(client, desk.form, "colour", "red")
    told = answer(client, desk.form, "colour", "blue", base=0).json()
    answer(client, desk.form, "colour", kind="unclear", base=told["version"])
    assert "kept beside it" not in text_of(client.get(f"/reading/{desk.form.pk}"))


def test_script_is_told_what_counts_after_it_let_an_answer_go(desk: Desk, client_of: ClientOf) -> None:
    client = client_of(desk.study.reader)
    answer(client, desk.form, "colour", "red")
    kept = answer(client, desk.form, "colour", "blue", base=0).json()["yours"]["id"]
    said = send(client, desk.form, "keep-that", answer=kept).json()
    assert (said["answer"]["words"], said["standing"]["kind"]) == ("Red", "Red ones")


def test_change_of_the_question_is_told_in_it(desk: Desk) -> None:
    question = replace(question_of(desk, "colour"), changed="One answer is new: green.")
    assert "One answer is new: green." in html_of(desk, question)


def test_page_asks_the_store_as_often_with_answers_as_without(desk: Desk, client_of: ClientOf) -> None:
    client = client_of(desk.study.reader)
    page_of(client, desk.form)
    with CaptureQueriesContext(connection) as without:
        page_of(client, desk.form)
    for variable in ("colour", "rusty", "rust_where", "spokes", "account"):
        answer(client, desk.form, variable, kind="unclear", memo="seen")
        where = {"variable": variable, "report": "R0001", "start": 15, "end": 31, "token": str(uuid4())}
        send(client, desk.form, "passages", **where)
    with CaptureQueriesContext(connection) as full:
        page = page_of(client, desk.form)
    assert page.count("data-evidence=") == 5
    assert len(full) <= len(without) + 1
    commits = [asked["sql"] for asked in full.captured_queries if asked["sql"].startswith("COMMIT")]
    assert len(commits) == 1  # that form and report were opened is noted in one go


def test_problem_of_a_plain_form_stands_at_its_question(desk: Desk, client_of: ClientOf) -> None:
    sent = {"variable": "spokes", "value": LOUD, "base_version": "0", "token": str(uuid4())}
    page = client_of(desk.study.reader).post(f"/reading/{desk.form.pk}/answers", sent).content.decode()
    assert LOUD not in page
    assert 'value="&quot;&gt;&lt;b&gt;&amp;"' in page


def test_answer_of_a_page_from_before_a_change_is_told_of_the_change(desk: Desk, client_of: ClientOf) -> None:
    note_instruments(desk.study.workspace)
    client = client_of(desk.study.reader)
    [shown, *_] = re.findall(r'name="under" value="(\d+)"', page_of(client, desk.form))
    file = desk.study.workspace.pack_folder / "instruments.toml"
    told = file.read_text(encoding="utf-8").replace(
        "Which colour is the frame?", "What is the frame’s colour?"
    )
    file.write_text(told, encoding="utf-8")
    note_instruments(open_workspace(desk.study.workspace.folder))
    answer(client, desk.form, "colour", "red", under=int(shown))
    page = client.get(f"/reading/{desk.form.pk}")
    assert "it is now “What is the frame’s colour?”" in text_of(page)
    client.post(f"/reading/{desk.form.pk}/still-holds", {"variable": "colour", "token": str(uuid4())})
    assert "it is now" not in text_of(client.get(f"/reading/{desk.form.pk}"))
