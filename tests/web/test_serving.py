"""`waymark serve`: what it refuses to serve, what it prints, and that the printed link opens once, here only."""

from __future__ import annotations

import http.client
import re
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.test import Client

from tests.web.conftest import MadeStudy, text_of
from waymark.cli.main import main
from waymark.study.models import Event, SignInAttempt
from waymark.web.people.alone import PRINTED_LINK
from waymark.web.serving import Behind, prepare_site, server_of


@pytest.fixture(autouse=True)
def as_before(study: MadeStudy) -> Iterator[None]:
    yield
    prepare_site(study.workspace, ["testserver"])


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--bind", "0.0.0.0"], "does not speak TLS"),
        (["--bind", "192.0.2.7"], "does not speak TLS"),
        (["--bind", "office"], "is not an address"),
        (["--single", "--bind", "0.0.0.0"], "cannot be reached from elsewhere"),
        (["--single", "--behind-https"], "cannot be reached from elsewhere"),
        (["--behind-https"], "needs the name that people type"),
        (["--port", "99999"], "is not a port"),
    ],
)
def test_what_would_cross_the_network_in_the_clear_is_refused(
    study: MadeStudy, capsys: pytest.CaptureFixture[str], options: list[str], says: str
) -> None:
    assert main(["serve", "--study", str(study.workspace.folder), *options]) == 2
    assert says in capsys.readouterr().err


def test_a_port_that_is_taken_is_told(study: MadeStudy, capsys: pytest.CaptureFixture[str]) -> None:
    server = server_of("127.0.0.1", 0)
    port = str(server.effective_port)
    try:
        assert main(["serve", "--study", str(study.workspace.folder), "--port", port]) == 2
    finally:
        server.close()
    assert "Choose another with --port." in capsys.readouterr().err


def test_the_secret_of_a_study_is_its_own_and_only_its_owner_reads_it(
    study: MadeStudy, tmp_path: Path
) -> None:
    secret = study.workspace.folder / "waymark.secret"
    assert secret.stat().st_mode & 0o777 == 0o600
    assert len(secret.read_text()) > 64
    assert study.workspace.secret() == study.workspace.secret()
    assert secret.read_text() == settings.SECRET_KEY


def single(study: MadeStudy) -> str:
    prepare_site(study.workspace, ["testserver"], one_person=True)
    return f"/alone/{PRINTED_LINK.offer()}"


def test_the_printed_link_lets_in_once(study: MadeStudy) -> None:
    link, client = single(study), Client()
    assert "Open the study" in text_of(client.get(link))
    assert client.get("/account").status_code == 302, "looking ahead opens nothing"
    assert client.post(link).headers["Location"] == "/"
    assert study.lead.handle in text_of(client.get("/account"))
    assert Event.objects.get(action="sign in").detail["how"] == "printed link"
    again = Client().post(link)
    assert again.status_code == 422
    assert "has been used already" in text_of(again)


def test_nobody_signs_in_with_a_password_where_one_person_is_served(study: MadeStudy) -> None:
    single(study)
    page = Client().post("/sign-in", {"handle": "m.reader", "password": "x"})
    assert "open to one person at this machine" in text_of(page)
    assert Client().post("/alone/" + "A" * 43).status_code == 422


def test_a_printed_link_is_nothing_where_people_sign_in(study: MadeStudy) -> None:
    link = single(study)
    prepare_site(study.workspace, ["testserver"])
    client = Client()
    assert client.post(link).status_code == 422
    assert client.get("/account").status_code == 302


def test_one_person_is_not_asked_for_a_second_factor(study: MadeStudy) -> None:
    file = study.workspace.folder / "waymark.toml"
    file.write_text(file.read_text().replace('"optional"', '"required"'))
    link, client = single(study), Client()
    client.post(link)
    assert client.get("/account").status_code == 200


@contextmanager
def running(behind: Behind | None = None) -> Iterator[int]:
    server = server_of("127.0.0.1", 0, behind)

    def run() -> None:
        with suppress(OSError, ValueError):  # its sockets are closed under it when the test is done
            server.run()

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    try:
        yield server.effective_port
    finally:
        server.close()
        server.task_dispatcher.shutdown()
        thread.join(timeout=20)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes


def asked(port: int, path: str, **headers: str) -> Answer:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers=named)
        answer = connection.getresponse()
        return Answer(answer.status, answer.headers, answer.read())


def test_a_real_server_says_nothing_of_itself_and_knows_its_own_names_only(study: MadeStudy) -> None:
    prepare_site(study.workspace, ["127.0.0.1"])
    with running() as port:
        here = asked(port, "/sign-in")
        assert here.status == 200
        assert here.headers["Server"] is None
        assert here.headers["Connection"] != "close"
        assert asked(port, "/sign-in", Host="rebound.example.org").status == 400


def test_behind_tls_cookies_are_for_tls_only_and_the_proxy_is_believed(study: MadeStudy) -> None:
    prepare_site(study.workspace, ["study.example.org"], behind=Behind("127.0.0.1"))
    with running(Behind("127.0.0.1")) as port:
        plain = asked(port, "/sign-in", Host="study.example.org")
        assert (plain.status, plain.body) == (403, b"The site is open over https only.")
        page = asked(port, "/sign-in", Host="study.example.org", X_Forwarded_Proto="https")
        assert page.status == 200
        assert page.headers["Strict-Transport-Security"] == "max-age=31536000"
        cookie = page.headers["Set-Cookie"]
        assert re.match(r"__Host-waymark_form=\w+;", cookie)
        assert "Secure" in cookie


def test_somebody_elses_word_on_who_calls_is_not_taken(study: MadeStudy) -> None:
    """The proxy is at another address: what this caller claims about TLS counts for nothing."""
    prepare_site(study.workspace, ["study.example.org"], behind=Behind("192.0.2.7"))
    with running(Behind("192.0.2.7")) as port:
        answer = asked(port, "/sign-in", Host="study.example.org", X_Forwarded_Proto="https")
        assert answer.status == 403


def tried(port: int, **headers: str) -> SignInAttempt:
    """A sign-in that fails, as a browser sends it through the proxy."""
    page = asked(port, "/sign-in", Host="study.example.org", X_Forwarded_Proto="https", **headers)
    token = re.search(rb'name="csrfmiddlewaretoken" value="(\w+)"', page.body)
    assert token is not None
    typed = urlencode({"handle": "m.reader", "password": "wrong", "csrfmiddlewaretoken": token[1].decode()})
    sent = {name.replace("_", "-"): value for name, value in headers.items()} | {
        "Host": "study.example.org",
        "Origin": "https://study.example.org",
        "X-Forwarded-Proto": "https",
        "Cookie": page.headers["Set-Cookie"].split(";")[0],
        "Content-Type": "application/x-www-form-urlencoded",
    }
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=20)) as connection:
        connection.request("POST", "/sign-in", typed, sent)
        assert connection.getresponse().status == 422
    return SignInAttempt.objects.latest("id")


def test_attempts_are_counted_by_the_address_that_the_proxy_saw(study: MadeStudy) -> None:
    """What a visitor claims to have come through stands before it and counts for nothing."""
    prepare_site(study.workspace, ["study.example.org"], behind=Behind("127.0.0.1"))
    with running(Behind("127.0.0.1")) as port:
        assert tried(port, X_Forwarded_For="198.51.100.7").address == "198.51.100.7"
        claimed = "203.0.113.9, 203.0.113.10, 198.51.100.7"
        assert tried(port, X_Forwarded_For=claimed).address == "198.51.100.7"
        assert tried(port, X_Real_IP="203.0.113.9", Forwarded="for=203.0.113.9").address == "127.0.0.1"


def test_a_host_that_a_header_names_is_not_believed(study: MadeStudy) -> None:
    prepare_site(study.workspace, ["study.example.org"], behind=Behind("127.0.0.1"))
    with running(Behind("127.0.0.1")) as port:
        sent = {"X_Forwarded_Host": "rebound.example.org", "X_Forwarded_Proto": "https"}
        answer = asked(port, "/account", Host="study.example.org", **sent)
        assert answer.headers["Location"] == "/sign-in?next=%2Faccount"
        assert asked(port, "/account", Host="rebound.example.org", **sent).status == 400


def test_settings_that_cannot_be_read_are_told_and_strangers_are_not_told_what_is_wrong(
    study: MadeStudy,
) -> None:
    file = study.workspace.folder / "waymark.toml"
    before = file.read_text()
    file.write_text(before + '\n[[["kept back"')
    answer = Client().get("/sign-in")
    assert answer.status_code == 503
    assert "The settings of this study cannot be read just now." in text_of(answer)
    assert "kept back" not in text_of(answer)
    file.write_text(before)
    assert Client().get("/sign-in").status_code == 200


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("built/htmx-LICENSE.txt", "Permission to use"),
        ("built/govuk-frontend-LICENSE.txt", "Crown Copyright"),
        ("built/fonts/inter-LICENSE.txt", "SIL OPEN FONT LICENSE"),
        ("built/fonts/source-serif-4-LICENSE.txt", "SIL OPEN FONT LICENSE"),
    ],
)
def test_what_others_wrote_is_served_with_its_licence(file: str, says: str, study: MadeStudy) -> None:
    answer = Client().get(f"/static/{file}")
    assert says in b"".join(answer).decode()
