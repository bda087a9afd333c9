"""The rooms of the house stand in an order; imports only ever point down it, and some rooms know no framework."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

HOUSE = Path(__file__).parent.parent / "waymark"

ROOMS = (
    "cli",
    "web",
    "demo",
    "publish",
    "assurance",
    "analysis",
    "assist",
    "appraisal",
    "coding",
    "reading",
    "library",
    "register",
    "study",
    "instruments",
    "packs",
)
WITHOUT_DJANGO = ("publish", "assurance", "analysis", "assist", "instruments", "demo")
FRAMEWORK_FILES = (
    "models.py",
    "actions.py",
    "queries.py",
    "settings.py",
    "workspace.py",
)
"""Files of the middle rooms that may know Django; pure modules may not."""


def imported(path: Path) -> set[str]:
    """Every module that a file imports, wherever in the file the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            found.add(node.module or "")
    return found


def files() -> list[Path]:
    return [path for path in sorted(HOUSE.rglob("*.py")) if "migrations" not in path.parts]


def room_of(module: str) -> str | None:
    parts = module.split(".")
    return parts[1] if parts[0] == "waymark" and len(parts) > 1 and parts[1] in ROOMS else None


@pytest.mark.parametrize("path", files(), ids=lambda p: str(p.relative_to(HOUSE)))
def test_imports_only_point_down(path: Path) -> None:
    here = path.relative_to(HOUSE).parts[0]
    if here not in ROOMS:
        return
    for module in imported(path):
        room = room_of(module)
        if room is not None:
            assert ROOMS.index(room) >= ROOMS.index(here), (
                f"{path.name} of {here} imports {module}, which stands above"
            )


def reach(path: Path, seen: set[Path]) -> set[str]:
    """All modules that a file imports, through the house's own files."""
    found: set[str] = set()
    for module in imported(path):
        found.add(module)
        if module.startswith("waymark."):
            inner = HOUSE.parent / Path(*module.split(".")).with_suffix(".py")
            if inner.is_file() and inner not in seen:
                seen.add(inner)
                found |= reach(inner, seen)
    return found


@pytest.mark.parametrize("room", WITHOUT_DJANGO)
def test_pure_rooms_never_reach_django(room: str) -> None:
    for path in sorted((HOUSE / room).rglob("*.py")):
        touched = sorted(module for module in reach(path, {path}) if module.split(".")[0] == "django")
        assert not touched, f"{path.relative_to(HOUSE)} reaches {touched}"


def test_every_folder_of_the_house_is_a_known_room() -> None:
    folders = {path.name for path in HOUSE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert folders <= set(ROOMS)
