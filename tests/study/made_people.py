"""A study of the tiny pack with one lead, and a clock that a test can move."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from unittest.mock import patch

from django.utils import timezone

from waymark.study.models import Person
from waymark.study.workspace import Workspace, connect, open_workspace, use_secret

PASSWORD = "copper lantern over the ford"
QUICK_HASHES = {"PASSWORD_HASHERS": ["django.contrib.auth.hashers.MD5PasswordHasher"]}
"""For tests that are about something else than how passwords are hashed."""


def study_with_lead(
    folder: Path, made_once: Path, second_factor: str = "optional"
) -> tuple[Workspace, Person]:
    """A copy of its own, ready to sign with its secret."""
    shutil.copytree(made_once, folder / "shop")
    file = folder / "shop" / "waymark.toml"
    file.write_text(file.read_text().replace('"optional"', f'"{second_factor}"'))
    workspace = open_workspace(folder / "shop")
    connect(workspace)
    use_secret(workspace)
    return workspace, Person.objects.get()


@contextmanager
def later(**by: float) -> Iterator[None]:
    """`with later(minutes=20):` everything happens so much later."""
    moment = timezone.now() + timedelta(**by)
    with patch("django.utils.timezone.now", lambda: moment):
        yield
