"""From a cell back to the rows and the words of reports that it came from."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from waymark.cli.options import Commands, add_command, add_format, add_study, print_list, study_of
from waymark.cli.results import chosen_table
from waymark.cli.studies import chosen_freeze

if TYPE_CHECKING:
    from waymark.analysis.answers_behind import TracedAnswer
    from waymark.analysis.trace import TracedValue


def add_commands(commands: Commands) -> None:
    trace = add_command(
        commands,
        "trace",
        run_trace,
        "lead from a cell back to its cases, sources, rules and passages",
        "Row and column are keys or labels of the table. For the team; never publish it.",
    )
    trace.add_argument("table", help="the table's number")
    trace.add_argument("row")
    trace.add_argument("column")
    trace.add_argument("--freeze", default="", metavar="NAME", help="default: the latest")
    add_study(trace)
    add_format(trace)


def run_trace(args: argparse.Namespace) -> int:
    from waymark.analysis.engine import open_engine
    from waymark.analysis.tables import tabulate
    from waymark.analysis.trace import key_of, trace

    freeze = chosen_freeze(study_of(args), args.freeze)
    spec = chosen_table(freeze, args.table)
    engine = open_engine(freeze)
    table = tabulate(engine, spec)
    row, column = key_of("row", args.row, table), key_of("column", args.column, table)
    cases = trace(engine, spec, row, column)
    values = [(case.case_id, value) for case in cases for value in case.values]
    if args.format == "text":
        print(f"Table {table.number}, {row}, {column}: {len(cases)} cases of freeze {freeze.short_name}.\n")
        if values:
            print_list([_statement(case, value) for case, value in values], "text")
        for line in (line for case, value in values for line in _words(case, value)):
            print(line)
    elif values:
        rows = [
            {**_statement(case, value), **passage} for case, value in values for passage in _passages(value)
        ]
        print_list(rows, args.format)
    return 0


def _statement(case: str, value: TracedValue) -> dict[str, object]:
    return {
        "case": case,
        "variable": value.variable,
        "value": value.value,
        "counts": "yes" if value.stands else "no",
        "source": value.source,
        "file": value.file,
        "place": value.place,
        "row": value.row or "",
        "raw": value.raw,
        "reader": value.reader,
        "rules": "; ".join(f"{step.rule}: {step.before} → {step.after}" for step in value.steps),
    }


def _passages(value: TracedValue) -> list[dict[str, object]]:
    """One entry a passage behind the statement; one without, where it rests on none."""
    found: list[dict[str, object]] = [
        {
            "part": answer.part,
            "by": answer.reader,
            "answer": answer.value or answer.kind,
            "how": answer.how,
            "at": answer.at,
            "report": passage.report if passage else "",
            "sha256": passage.sha256 if passage else "",
            "page": passage.page if passage else "",
            "start": passage.start if passage else "",
            "end": passage.end if passage else "",
            "quote": passage.quote if passage else "",
        }
        for answer in _with_those_rested_on(value.answers)
        for passage in answer.passages or (None,)
    ]
    names = ("part", "by", "answer", "how", "at", "report", "sha256", "page", "start", "end", "quote")
    return found or [dict.fromkeys(names, "")]


def _with_those_rested_on(answers: Iterable[TracedAnswer]) -> Iterator[TracedAnswer]:
    for answer in answers:
        yield answer
        yield from _with_those_rested_on(answer.rests_on)


def _words(case: str, value: TracedValue) -> Iterator[str]:
    """Below the list: who answered, and the words of the report."""
    for answer in _with_those_rested_on(value.answers):
        if not answer.passages and not answer.how:
            continue
        who = f"{answer.part}{f' ({answer.how})' if answer.how else ''}, {answer.reader}"
        yield f"\n{case} {value.variable}: {answer.value or answer.kind} ({who})"
        for passage in answer.passages:
            quote = " ".join(passage.quote.split())
            moved = "" if passage.carried == "same" else f" [{passage.carried} since]"
            yield (
                f"  {passage.report}, page {passage.page}, {passage.start} to {passage.end}{moved}: “{quote}”"
            )
