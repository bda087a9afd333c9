"""Making a study, selecting its cases, listing its problems, freezing it."""

from __future__ import annotations

import argparse
from pathlib import Path

from waymark.cli.options import Commands, add_command, add_format, add_study, print_list, study_of
from waymark.instruments.loading import load_pack, pack_folder
from waymark.instruments.problems import CallProblem
from waymark.study.freezes import Freeze, changed_files, open_freeze, require_unchanged
from waymark.study.workspace import Disclosure, StudySettings, Workspace, make_workspace


def add_commands(commands: Commands) -> None:
    init = add_command(commands, "init", run_init, "make a new study in a folder")
    init.add_argument("folder", type=Path)
    init.add_argument(
        "--pack", default="scr_2011_14", help="a shipped pack by name, or a folder (default: scr_2011_14)"
    )
    init.add_argument("--title", default="", help="what publications are called (default: the pack's title)")
    init.add_argument(
        "--suppress-below",
        type=int,
        default=5,
        metavar="N",
        help="withhold counts from 1 to N-1 in anything published (default: 5; 0 withholds nothing)",
    )
    select = add_command(
        commands, "select", run_select, "settle each case's values and decide who is in the study"
    )
    add_study(select)
    add_format(select)
    problems = add_command(commands, "problems", run_problems, "list what contradicts, is missing or differs")
    problems.add_argument("--check", default="", help="only the problems that this check found")
    add_study(problems)
    add_format(problems)
    freeze = add_command(commands, "freeze", run_freeze, "freeze the data as they stand, or verify a freeze")
    freeze.add_argument("--why", default="", help="what the freeze is for")
    freeze.add_argument(
        "--verify", action="store_true", help="check every byte of a freeze instead of making one"
    )
    freeze.add_argument(
        "--freeze", default="", metavar="NAME", help="the freeze to verify (default: the latest)"
    )
    add_study(freeze)


def run_init(args: argparse.Namespace) -> int:
    from waymark.study.actions import open_new_study

    if args.suppress_below < 0:
        raise CallProblem("--suppress-below takes a whole number from 0.")
    source = pack_folder(args.pack)
    title = args.title or load_pack(source).about.title
    settings = StudySettings(name=args.folder.resolve().name, title=title)
    open_new_study(
        make_workspace(args.folder, settings, Disclosure(suppress_below=args.suppress_below), source)
    )
    print(
        f"The study “{title}” is in {args.folder}. Next: waymark import notifications FILE --study {args.folder}"
    )
    return 0


def run_select(args: argparse.Namespace) -> int:
    from waymark.reading.settling import settle_study
    from waymark.study.actions import person_at_machine

    workspace = study_of(args)
    selection = settle_study(person_at_machine(), workspace)
    rows = [
        {"rule": s.rule, "reason": s.label, "outcome": s.outcome, "cases": s.count} for s in selection.flow
    ]
    print_list(rows, args.format)
    if args.format == "text":
        included = sum(step.count for step in selection.flow if step.outcome == "included")
        total = sum(step.count for step in selection.flow)
        print(
            f"\n{total:,} notifications → {included:,} cases. {selection.problems:,} problems: “waymark problems”."
        )
    return 0


def run_problems(args: argparse.Namespace) -> int:
    from waymark.register.queries import problems

    study_of(args)
    found = problems(args.check)
    if not found and args.format == "text":
        print("No problems." if not args.check else f"No problems found by “{args.check}”.")
        return 0
    print_list([{"case": p.case_id, "check": p.check, "says": p.says} for p in found], args.format)
    return 1 if found else 0


def run_freeze(args: argparse.Namespace) -> int:
    from waymark.reading.freezing import freeze_study
    from waymark.study.actions import person_at_machine

    workspace = study_of(args)
    if args.verify:
        freeze = named_freeze(workspace, args.freeze)
        changes = changed_files(freeze)
        for change in changes:
            print(f"waymark: freeze {freeze.short_name}: {change}.")
        if not changes:
            print(f"Freeze {freeze.short_name} is as it was frozen on {freeze.manifest.frozen_at[:10]}.")
        return 1 if changes else 0
    before = {path.name for path in workspace.freezes.glob("*")}
    freeze = freeze_study(person_at_machine(), workspace, args.why)
    if freeze.manifest.freeze in before:
        print(f"The data are as they were frozen before, as {freeze.short_name}.")
        return 0
    print(f"Frozen as {freeze.short_name}. Next: waymark table 1, or waymark publish.")
    return 0


def chosen_freeze(workspace: Workspace, name: str) -> Freeze:
    """The freeze to count from, every byte of it as it was frozen."""
    freeze = named_freeze(workspace, name)
    require_unchanged(freeze)
    return freeze


def named_freeze(workspace: Workspace, name: str) -> Freeze:
    """The freeze that begins with the name, or the one made last. Raises `CallProblem` where there is none."""
    from waymark.study.models import FrozenState

    if name:
        found = [path for path in workspace.freezes.glob(f"{name}*") if path.is_dir()]
        if len(found) != 1:
            raise CallProblem(f"{'no' if not found else 'more than one'} freeze begins with “{name}”.")
        return open_freeze(found[0])
    state = FrozenState.objects.order_by("-id").first()
    if state is None:
        raise CallProblem("nothing has been frozen yet.", right="Run “waymark freeze” first.")
    return open_freeze(workspace.freezes / state.freeze)
