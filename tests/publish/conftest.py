"""Two publications written once for all tests: a demonstration in full, and one under a strict rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.made_once import made_once
from tests.publish import examples
from waymark.publish.disclosure import Rule
from waymark.publish.publishing import publish

STRICT = Rule(suppress_below=5)


@pytest.fixture(scope="session")
def published_demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the publication of synthetic cases, in which nothing is withheld."""
    made = made_once(tmp_path_factory, "published", lambda folder: publish(folder, examples.publication()))
    return only_one_in(made)


@pytest.fixture(scope="session")
def published_guarded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a publication of cases that are not synthetic, with counts below five withheld."""
    given = examples.publication(synthetic=False, rule=STRICT)
    return only_one_in(
        made_once(tmp_path_factory, "published-guarded", lambda folder: publish(folder, given))
    )


def only_one_in(shelf: Path) -> Path:
    (publication,) = (entry for entry in shelf.iterdir() if entry.is_dir())
    return publication
