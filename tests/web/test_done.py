"""What was done is told once, on the next page that somebody reads, and no address can say it."""

from __future__ import annotations

from collections.abc import Callable

from django.test import Client

from tests.web.conftest import MadeStudy, text_of
from waymark.study.models import Person

ClientOf = Callable[[Person], Client]
DONE = "Your name is changed."


def test_it_is_told_once(study: MadeStudy, client_of: ClientOf) -> None:
    client = client_of(study.reader)
    assert DONE in text_of(client.post("/account/name", {"name": "Another"}, follow=True))
    assert DONE not in text_of(client.get("/account"))


def test_it_waits_for_the_next_page_whichever_that_is(study: MadeStudy, client_of: ClientOf) -> None:
    client = client_of(study.reader)
    client.post("/account/name", {"name": "Another"})
    client.get("/tables/1?as=csv")
    assert DONE in text_of(client.get("/library/"))


def test_it_is_the_persons_own(study: MadeStudy, client_of: ClientOf) -> None:
    client_of(study.reader).post("/account/name", {"name": "Another"})
    assert DONE not in text_of(client_of(study.lead).get("/account"))


def test_an_address_says_nothing(study: MadeStudy, client_of: ClientOf) -> None:
    page = client_of(study.reader).get("/account?done=Your+account+is+closed&said=Call+0123")
    assert "closed" not in text_of(page)
    assert "0123" not in text_of(page)


def test_it_is_shown_as_text(study: MadeStudy, client_of: ClientOf) -> None:
    client = client_of(study.lead)
    page = client.post("/register/views", {"name": "<script>x</script>", "query": ""}, follow=True)
    assert "<script>x" not in page.content.decode()
    assert "The view “<script>x</script>” is saved." in text_of(page)
