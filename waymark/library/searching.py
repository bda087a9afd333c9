"""One search over the passages of all reports, with the reports named as people know them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from waymark.library.models import Report
from waymark.library.search.index import PassageIndex, Within
from waymark.library.search.query_language import parse
from waymark.library.search.sqlite_index import SqliteIndex
from waymark.library.within import Restriction, reports_within
from waymark.study.workspace import Workspace


@dataclass(frozen=True)
class FoundPassage:
    """`start` and `end` are offsets into the stored text of the report; `marks` are offsets into `text`, of what
    was looked for."""

    ref: str
    page: int
    section: str
    number: str
    start: int
    end: int
    text: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Found:
    """`total` passages; `hits` are those asked for, the most useful first."""

    total: int
    hits: tuple[FoundPassage, ...]


def search(
    workspace: Workspace,
    words: str,
    wanted: Restriction,
    first: int,
    count: int,
    among: Collection[int] | None = None,
) -> Found:
    """`among`: the keys of the reports that whoever asks may see; None is every one. Raises `CallProblem` where
    the question cannot be read, or a restriction names nothing."""
    query = parse(words)
    reports = reports_within(workspace, wanted)
    if among is not None:
        reports = frozenset(among) if reports is None else reports.intersection(among)
    within = Within(reports, frozenset(wanted.sections))
    hits = passage_index(workspace).search(query, within, first, count)
    refs = dict(Report.objects.filter(pk__in={hit.report for hit in hits.hits}).values_list("pk", "ref"))
    return Found(
        hits.total,
        tuple(
            FoundPassage(
                refs[hit.report], hit.page, hit.section, hit.number, hit.start, hit.end, hit.text, hit.marks
            )
            for hit in hits.hits
        ),
    )


def passage_index(workspace: Workspace) -> PassageIndex:
    """The index of the study; what stands before and behind the reports proper comes later in a list."""
    connection.ensure_connection()
    behind = (kind.key for kind in workspace.pack.section_kinds if kind.part != "body")
    return SqliteIndex(connection.connection, frozenset(behind))
