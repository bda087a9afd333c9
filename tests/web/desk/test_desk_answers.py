"""The desk without a browser: what its addresses answer, to a script and to plain forms."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.test import Client

from tests.web.conftest import text_of
from tests.web.desk.conftest import Desk
from waymark.reading.models import Answer, Evidence, Form
from waymark.study.models import Event, Person

ClientOf = Callable[[Person], Client]


def send(client: Client, form: Form, act: str, **body: object) -> Any:
    path = f"/reading/{form.pk}/{act}"
    return client.post(path, body, content_type="application/json", headers={"Accept": "application/json"})


def answer(client: Client, form: Form, variable: str, *value: str, base: int = 0, **more: object) -> Any:
    told = {
        "variable": variable,
        "kind": "value",
        "value": list(value),
        "base_version": base,
        "token": str(uuid4()),
    }
    return send(client, form, "answers", **{**told, **more})


def test_list_leads_to_the_form_that_waits(desk: Desk, client_of: ClientOf) -> None:
    page = client_of(desk.study.reader).get("/reading/")
    assert "Begin reading: Case T1, North, 3 pages" in text_of(page)
    assert f'href="/reading/{desk.form.pk}"' in page.content.decode()


def test_desk_shows_report_and_only_the_questions_that_apply(desk: Desk, client_of: ClientOf) -> None:
    page = client_of(desk.study.reader).get(f"/reading/{desk.form.pk}").content.decode()
    assert "Case T1 · North · 2020 · 3 pages" in page
    assert page.count('data-page="') >= 3
    assert 'id="q-rust_where"' in page
    assert (
        'data-variable="rust_where" data-control="several" data-version="0" data-answered="no" hidden' in page
    )
    assert Event.objects.filter(action="open report", subject="R0001", case="N00001").count() == 1


def test_answer_tells_what_now_applies_and_what_is_missing(desk: Desk, client_of: ClientOf) -> None:
    client = client_of(desk.study.reader)
    red = answer(client, desk.form, "colour", "red").json()
    assert (red["answer"]["version"], red["answer"]["words"]) == (1, "Red")
    assert (red["standing"]["kind"], red["standing"]["colour"]) == ("Red ones", "dark-pink")
    rusty = answer(client, desk.form, "rusty", "yes").json()["standing"]
    assert "rust_where" in rusty["applies"] and "rust_where" in rusty["missing"]
    assert (rusty["answered"], rusty["asked"]) == (2, 5)


def test_same_answer_sent_twice_is_one(desk: Desk, client_of: ClientOf) -> None:
    client, token = client_of(desk.study.reader), str(uuid4())
    for _ in range(2):
        assert answer(client, desk.form, "colour", "blue", token=token).json()["answer"]["version"] == 1
    assert Answer.objects.count() == 1


def test_answer_given_without_knowing_a_newer_one_is_kept_and_told(desk: Desk, client_of: ClientOf) -> None:
    client = client_of(desk.study.reader)
    answer(client, desk.form, "colour", "red")
    told = answer(client, desk.form, "colour", "blue", base=0)
    assert told.status_code == 409
    both = told.json()
    assert (both["yours"]["words"], both["stands"]["words"]) == ("Blue", "Red")
    kept = send(client, desk.form, "keep-mine", answer=both["yours"]["id"]).json()
    assert (kept["answer"]["words"], kept["answer"]["version"]) == ("Blue", 3)
    assert list(Answer.objects.order_by("version").values_list("value", "stands")) == [
        ("red", True),
        ("blue", False),
        ("blue", True),
    ]


def test_what_cannot_be_read_is_told_with_what_would_be_right(desk: Desk, client_of: ClientOf) -> None:
    told = answer(client_of(desk.study.reader), desk.form, "spokes", "many")
    assert told.status_code == 422
    assert "Write a whole number." in told.json()["problem"]
    assert Answer.objects.count() == 0


def test_plain_form_saves_and_comes_back_to_its_question(desk: Desk, client_of: ClientOf) -> None:
    client = client_of(desk.study.reader)
    sent = {"variable": "spokes", "value": "72", "base_version": "0", "token": str(uuid4())}
    back = client.post(f"/reading/{desk.form.pk}/answers", sent)
    assert (back.status_code, back.headers["Location"]) == (
        302,
        f"/reading/{desk.form.pk}?question=spokes#q-spokes",
    )
    sent = {"variable": "rusty", "value": "kind:unclear", "base_version": "0", "token": str(uuid4())}
    client.post(f"/reading/{desk.form.pk}/answers", sent)
    assert dict(Answer.objects.values_list("variable", "kind")) == {"spokes": "value", "rusty": "unclear"}


def test_plain_form_keeps_what_was_typed_beside_the_problem(desk: Desk, client_of: ClientOf) -> None:
    sent = {"variable": "spokes", "value": "many", "base_version": "0", "token": str(uuid4())}
    page = client_of(desk.study.reader).post(f"/reading/{desk.form.pk}/answers", sent)
    assert page.status_code == 422
    assert "There is a problem" in text_of(page)
    assert 'value="many"' in page.content.decode()


def test_passage_is_pinned_and_taken_back(desk: Desk, client_of: ClientOf) -> None:
    client = client_of(desk.study.reader)
    where = {"variable": "colour", "report": "R0001", "start": 15, "end": 31, "token": str(uuid4())}
    first, again = (send(client, desk.form, "passages", **where).json() for _ in range(2))
    assert first["id"] == again["id"] and first["page"] == 1
    page = client.get(f"/reading/{desk.form.pk}").content.decode()
    assert f'data-evidence="{first["id"]}"' in page
    send(client, desk.form, f"passages/{first['id']}/take-back")
    assert Evidence.objects.get().taken_back_at is not None
    assert "data-evidence=" not in client.get(f"/reading/{desk.form.pk}").content.decode()


def test_finishing_names_what_is_missing_and_a_finished_form_can_be_opened_again(
    desk: Desk, client_of: ClientOf
) -> None:
    client = client_of(desk.study.reader)
    refused = client.post(f"/reading/{desk.form.pk}/finish")
    assert refused.status_code == 422
    assert "4 questions have no answer: Colour, Rusty, Spokes, Account." in text_of(refused)
    for variable in ("colour", "rusty", "spokes", "account"):
        answer(client, desk.form, variable, kind="not stated")
    assert client.post(f"/reading/{desk.form.pk}/finish").status_code == 302
    page = client.get(f"/reading/{desk.form.pk}")
    assert "The answers can be read and no longer changed." in text_of(page)
    assert answer(client, desk.form, "colour", "red", base=1).status_code == 422
    client.post(f"/reading/{desk.form.pk}/reopen")
    assert answer(client, desk.form, "colour", "red", base=1).status_code == 200


def test_second_reader_confirms_a_fact_and_reads_a_judgement_blind(desk: Desk, client_of: ClientOf) -> None:
    first, second = client_of(desk.study.reader), client_of(desk.study.second_reader)
    answer(first, desk.form, "colour", "red")
    answer(first, desk.form, "spokes", "72")
    where = {"variable": "spokes", "report": "R0001", "start": 15, "end": 31, "token": str(uuid4())}
    send(first, desk.form, "passages", **where)
    page = text_of(second.get(f"/reading/{desk.second.pk}"))
    assert "M. Reader answered 72" in page
    assert "answered Red" not in page
    kept = send(second, desk.second, "confirm", variable="spokes", token=str(uuid4())).json()
    assert kept["answer"]["words"] == "72"
    assert Evidence.objects.filter(form=desk.second, variable="spokes").count() == 1


def test_place_is_kept_and_comes_with_the_next_page(desk: Desk, client_of: ClientOf) -> None:
    client = client_of(desk.study.reader)
    assert send(client, desk.form, "place", report="R0001", offset=400, question="spokes").status_code == 204
    page = client.get(f"/reading/{desk.form.pk}").content.decode()
    assert 'data-place="400" data-question="spokes"' in page


def test_another_reader_gets_neither_form_nor_page(desk: Desk, client_of: ClientOf) -> None:
    other = client_of(desk.study.second_reader)
    assert other.get(f"/reading/{desk.form.pk}").status_code == 403
    assert answer(other, desk.form, "colour", "red").status_code == 422
    assert client_of(desk.study.viewer).get("/reports/R0001/pages/1.png").status_code == 403
    assert Answer.objects.count() == 0


def test_page_is_drawn_once_and_a_passage_has_its_rectangle(desk: Desk, client_of: ClientOf) -> None:
    client = client_of(desk.study.reader)
    picture = client.get("/reports/R0001/pages/2.png")
    assert picture.getvalue().startswith(b"\x89PNG")
    kept = {path.name for path in desk.study.workspace.folder.glob("pictures/*/*.png")}
    assert {"2-900.png", "3-900.png"} <= kept  # the next page with it; the one before comes a little later
    found = client.get("/reports/R0001/pages/1/rectangles?passage=0-10&passage=900000-900001").json()
    [left, bottom, right, top] = found["passages"][0][0]
    assert 60 < left < right < 250 and 740 < bottom < top < 790
    assert found["passages"][1] == []
    assert client.get("/reports/R0001/pages/9.png").status_code == 422
    assert client.get("/reports/R0001/pages/1.png?width=5000").status_code == 422
    assert Event.objects.filter(action="open page of report", case="N00001").count() == 1
