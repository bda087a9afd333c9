"""What is published, in the browser: listed for everyone signed in, served whole, and nothing that lies beside it."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.publish import examples
from tests.web.conftest import MadeStudy, text_of
from waymark.publish.publishing import publish
from waymark.study.models import Person
from waymark.web.headers import CONTENT_SECURITY_POLICY
from waymark.web.published.shelf import file_of, publications

ClientOf = Callable[[Person], Client]


@pytest.fixture(scope="session")
def published_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return publish(tmp_path_factory.mktemp("published"), examples.publication()).parent


@pytest.fixture
def name(study: MadeStudy, published_once: Path) -> str:
    """A publication of the study, with files about it that are none of a viewer's."""
    shelf = study.workspace.publications
    shelf.mkdir(exist_ok=True)
    made = shelf / published_once.name
    shutil.copytree(published_once, made)
    (made / "store.csv").symlink_to(study.workspace.folder / "waymark.db")
    (made / "beyond").symlink_to(study.workspace.folder)
    (made / ".hidden.txt").write_text("not for the shelf")
    (made / "script.js").write_text("alert(1)")
    shutil.copytree(published_once, shelf / ".publishing-half")
    (shelf / "notes").mkdir()
    (shelf / "notes" / "draft.txt").write_text("a draft")
    (shelf / "linked").symlink_to(made)
    return made.name


def test_a_viewer_sees_what_is_published_and_nothing_half_made(
    study: MadeStudy, client_of: ClientOf, name: str
) -> None:
    assert [one.name for one in publications(study.workspace.publications)] == [name]
    viewer = client_of(study.viewer)
    page = viewer.get("/published/").content.decode()
    assert re.findall(r'href="/published/([^/"]+)/', page) == [name]
    first = viewer.get(f"/published/{name}/", follow=True)
    assert first.redirect_chain[-1][0].endswith("/index.html")
    assert first.headers["Content-Type"] == "text/html; charset=utf-8"
    assert b"".join(first).startswith(b"<!DOCTYPE html>")  # type: ignore[arg-type]


def test_a_study_that_published_nothing_says_so(study: MadeStudy, client_of: ClientOf) -> None:
    assert "Nothing is published yet." in text_of(client_of(study.viewer).get("/published/"))


def test_strangers_are_sent_to_sign_in(study: MadeStudy, name: str) -> None:
    for address in ("/published/", f"/published/{name}/index.html", f"/published/{name}/publication.json"):
        assert Client().get(address).headers["Location"].startswith("/sign-in")


def test_every_file_of_a_publication_is_served_under_the_strict_policy(
    study: MadeStudy, client_of: ClientOf, name: str, published_once: Path
) -> None:
    viewer = client_of(study.viewer)
    for path in published_once.rglob("*"):
        if path.is_dir():
            continue
        answer = viewer.get(f"/published/{name}/{path.relative_to(published_once)}")
        assert answer.status_code == 200, path
        assert answer.getvalue() == path.read_bytes()  # type: ignore[attr-defined]
        assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        taken_away = path.parent.name == "downloads"
        assert answer.headers["Content-Disposition"].startswith("attachment" if taken_away else "inline")


def test_pages_of_a_publication_need_no_inline_style_or_script(published_once: Path) -> None:
    """The policy of the site would stop them."""
    for page in published_once.glob("*.html"):
        assert not re.search(r"<style|<script|\sstyle=|\son[a-z]+=", page.read_text(encoding="utf-8")), (
            page.name
        )


@pytest.mark.parametrize(
    "inside",
    [
        "../../waymark.db",
        "..%2f..%2fwaymark.toml",
        "../notes/draft.txt",
        "static/../../notes/draft.txt",
        "/etc/hostname",
        "store.csv",
        "beyond/waymark.toml",
        "beyond/publications/notes/draft.txt",
        ".hidden.txt",
        "script.js",
        "static",
        "",
        "nothing.html",
        "index.html\0.txt",
        "static\\publication.css",
    ],
)
def test_nothing_beside_a_publication_is_reached(
    study: MadeStudy, client_of: ClientOf, name: str, inside: str
) -> None:
    assert file_of(study.workspace.publications, name, inside) is None
    answer = client_of(study.viewer).get(f"/published/{name}/{inside}")
    assert answer.status_code in (302, 404)
    assert b"a draft" not in answer.content


@pytest.mark.parametrize("other", ["notes", "linked", ".publishing-half", "..", "."])
def test_a_folder_that_is_no_publication_is_none(study: MadeStudy, name: str, other: str) -> None:
    for inside in ("index.html", "draft.txt", f"{name}/index.html"):
        assert file_of(study.workspace.publications, other, inside) is None


@pytest.mark.parametrize(
    "address", ["/published/{long}/", "/published/{long}/index.html", "/published/a/{long}.html"]
)
def test_a_name_longer_than_the_disk_allows_is_not_found(
    address: str, study: MadeStudy, client_of: Callable[[Person], Client]
) -> None:
    answer = client_of(study.viewer).get(address.format(long="x" * 300), follow=True)
    assert answer.status_code == 404
