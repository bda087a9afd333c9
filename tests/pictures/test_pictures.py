"""The documents never fall behind: every picture in them is one that is made here, of a page that still opens so.

`python -m pytest tests/pictures --write-pictures` makes them anew.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from PIL import Image

from tests.pictures.pages_shown import PICTURES, Picture
from tests.pictures.taking import LARGEST_BYTES, WIDTH, take
from waymark.study.models import Person
from waymark.study.workspace import Workspace
from waymark.web.serving import server_of

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs" / "pictures"
EMBEDDED = re.compile(r"!\[([^\]]*)\]\((?:docs/)?pictures/([^)]+)\.png\)")


def embedded() -> dict[str, str]:
    """The words that stand for each picture of the documents, by its name."""
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    found = [match for page in pages for match in EMBEDDED.findall(page.read_text(encoding="utf-8"))]
    return {name: words for words, name in found}


def test_documents_show_the_pictures_that_are_made_and_say_what_is_on_them() -> None:
    shown, made = embedded(), {picture.name for picture in PICTURES}
    assert set(shown) == made == {file.stem for file in FOLDER.glob("*")}
    assert not [name for name, words in shown.items() if len(words.split()) < 4]


def test_pictures_fit_into_a_document() -> None:
    for file in FOLDER.glob("*"):
        with Image.open(file) as drawn:
            assert drawn.width == WIDTH, file.name
        assert file.stat().st_size <= LARGEST_BYTES, f"{file.name} is too large"


def test_each_page_still_opens_as_it_is_shown(half_read: Workspace) -> None:
    clients = {"": Client()}
    for person in Person.objects.all():
        clients[person.handle] = Client()
        clients[person.handle].force_login(person)
    for picture in PICTURES:
        answer = clients[picture.person].get(picture.where(), follow=True)
        assert answer.status_code == 200, picture.name
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]
        assert re.fullmatch(picture.heading, heading_of(body.decode())), picture.name


def heading_of(page: str) -> str:
    first = re.search(r"(?s)<h1\b[^>]*>(.*?)</h1>", page)
    assert first
    return " ".join(re.sub(r"<[^>]+>", " ", first.group(1)).split())


@pytest.fixture
def served(half_read: Workspace) -> Iterator[str]:
    server = server_of("127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"  # type: ignore[union-attr]
    server.trigger.pull_trigger(lambda: [one.close() for one in list(server._map.values())])  # type: ignore[union-attr]
    thread.join(5)


def test_pictures_are_taken(served: str, tmp_path: Path, pytestconfig: pytest.Config) -> None:
    """All of them where they are asked for; otherwise one, so that the taking itself cannot fall behind."""
    asked: bool = pytestconfig.getoption("--write-pictures", default=False)
    folder, wanted = (FOLDER, PICTURES) if asked else (tmp_path, one_of_each_kind())
    take(wanted, served, folder)
    assert all((folder / f"{picture.name}.png").stat().st_size <= LARGEST_BYTES for picture in wanted)


def one_of_each_kind() -> tuple[Picture, ...]:
    """The one on which most is done before it is taken."""
    return (max(PICTURES, key=lambda picture: len(picture.keys)),)
