"""Documents cannot go stale: a command, an option, a pack key or a cleaning rule without a word fails here."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from waymark.cli.main import MANUAL, build_parser
from waymark.instruments import conditions, figures, forms, pack, reports, rules, tables, variables
from waymark.library.corrected import FORMS
from waymark.study import workspace

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"


def commands(
    parser: argparse.ArgumentParser, called: str = "waymark"
) -> Iterator[tuple[str, argparse.ArgumentParser]]:
    inner = [action for action in parser._actions if isinstance(action, argparse._SubParsersAction)]
    if not inner:
        yield called, parser
    for action in inner:
        for name, child in action.choices.items():
            yield from commands(child, f"{called} {name}")


COMMANDS = dict(commands(build_parser()))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_and_option_is_documented(command: str) -> None:
    text = (DOCS / "commands.md").read_text(encoding="utf-8")
    assert f"**`{command}" in text, f"docs/commands.md does not tell of “{command}”"
    for action in COMMANDS[command]._actions:
        option = next((name for name in action.option_strings if name.startswith("--")), None)
        if option and option != "--help":
            assert option in text, f"docs/commands.md does not tell of {option}"


@pytest.mark.parametrize("command", COMMANDS)
def test_the_manual_names_every_command(command: str) -> None:
    words = command.split()
    named = command in MANUAL or (words[1] == "import" and words[2] in MANUAL)
    assert named, f"“waymark --help” does not name {command}"


STRUCTS = [
    kind
    for module in (conditions, figures, forms, pack, reports, rules, tables, variables)
    for kind in vars(module).values()
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and kind.__module__ == module.__name__
    if kind is not pack.Pack
]


@pytest.mark.parametrize("kind", STRUCTS, ids=lambda kind: kind.__name__)
def test_every_pack_key_is_documented(kind: type[msgspec.Struct]) -> None:
    words = set(re.findall(r"`([^`]+)`", (DOCS / "packs.md").read_text(encoding="utf-8")))
    known = {word for entry in words for word in re.findall(r"\w+", entry)}
    missing = [key for key in kind.__struct_encode_fields__ if key not in known]
    assert not missing, f"docs/packs.md does not tell of {missing} of {kind.__name__}"


def test_every_setting_of_a_study_is_documented() -> None:
    text = (DOCS / "studies.md").read_text(encoding="utf-8")
    for kind in (workspace.StudySettings, workspace.Disclosure, workspace.SignIn):
        for key in kind.__struct_encode_fields__:
            assert f"`{key}`" in text


def test_every_field_of_a_report_is_documented() -> None:
    text = (DOCS / "reports.md").read_text(encoding="utf-8")
    missing = [name for name, form in FORMS.items() if f"`{name}`" not in text or form.form not in text]
    assert not missing, f"docs/reports.md does not tell of {missing}"


def test_every_cleaning_rule_is_documented() -> None:
    from waymark.register.rules import RULES

    text = (DOCS / "cleaning.md").read_text(encoding="utf-8")
    missing = [name for name in RULES if f"`{name}`" not in text]
    assert not missing


def test_every_page_is_reached_and_every_link_leads_somewhere() -> None:
    pages = [
        *ROOT.glob("*.md"),
        *DOCS.rglob("*.md"),
        *(ROOT / "examples").rglob("*.md"),
        *(ROOT / "benchmarks").glob("*.md"),
    ]
    linked: set[Path] = set()
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8")):
            if "://" in target:
                continue
            path = (page.parent / target).resolve()
            assert path.exists(), f"{page.name} links to {target}, which is not there"
            linked.add(path)
    for page in DOCS.glob("*.md"):
        assert page.resolve() in linked, f"no page leads to docs/{page.name}"
    for page in (DOCS / "decisions").glob("0*.md"):
        assert page.resolve() in linked, f"docs/decisions/README.md does not lead to {page.name}"
