"""Checking a pack."""

from __future__ import annotations

import argparse

from waymark.cli.options import Commands, add_command, add_group
from waymark.instruments.loading import load_pack, pack_folder


def add_commands(commands: Commands) -> None:
    inside = add_group(commands, "pack", "look into a pack", "ACTION")
    check = add_command(
        inside, "check", run_check, "tell whether a pack is right, and exactly what is wrong in it"
    )
    check.add_argument("pack", help="a shipped pack by name, or a folder")


def run_check(args: argparse.Namespace) -> int:
    pack = load_pack(pack_folder(args.pack))
    stated = sum(variable.derive is None for variable in pack.variables.values())
    print(
        f"{pack.about.name}, version {pack.about.version}, is right: {stated} stated and "
        f"{len(pack.variables) - stated} derived variables, {len(pack.populations)} populations, "
        f"{len(pack.instruments)} instruments, {len(pack.tables)} tables, {len(pack.figures)} figures, "
        f"{len(pack.aggregates)} published values."
    )
    return 0
