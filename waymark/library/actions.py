"""The one door for writes to the library, beside taking reports in (`intake`): corrections, better texts,
links to cases, and why a case has no report. Each takes the actor, checks, writes and records, in one transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from django.db import transaction

from waymark.instruments.problems import CallProblem, did_you_mean
from waymark.library.apart import Job, Refused
from waymark.library.carrying import How, carry
from waymark.library.corrected import FORMS, SECTION, checked_value
from waymark.library.intake import read_each
from waymark.library.keeping import follow_sections, keep_text
from waymark.library.matching.deciding import ByPerson, Pair
from waymark.library.matching.matching import match
from waymark.library.models import Correction, Link, Report, ReportFile, ReportText, StateOfReport
from waymark.library.queries import cases_to_match, current_text, reports_to_match
from waymark.library.read_report import ReadReport
from waymark.library.stored import passage_from, text_from
from waymark.library.stored_text import Passage, StoredText, passage
from waymark.register.area_files import areas_of_study
from waymark.register.models import Notification
from waymark.register.places.matching import Gazetteer
from waymark.study.actions import record, require_lead, require_team
from waymark.study.models import Person
from waymark.study.workspace import Workspace


def report_of(ref: str) -> Report:
    """Raises `CallProblem` where the study has no such report."""
    found = Report.objects.filter(ref=ref.upper()).first()
    if found is None:
        refs = list(Report.objects.values_list("ref", flat=True))
        raise CallProblem(f"there is no report “{ref}”.", right=did_you_mean(ref.upper(), refs))
    return found


def case_of(case_id: str) -> Notification:
    """By our number of the case, or by its case number where only one case has it. Raises `CallProblem`."""
    found = Notification.objects.filter(case_id=case_id.upper()).first()
    if found is not None:
        return found
    called = list(Notification.objects.filter(case_number=case_id)[:2])
    if len(called) == 1:
        return called[0]
    if called:
        raise CallProblem(
            f"several notifications have the case number “{case_id}”.", right="Name one as N00001."
        )
    raise CallProblem(f"there is no case “{case_id}”.", right="Name a case by its case number, or as N00001.")


@transaction.atomic
def correct(
    actor: Person,
    workspace: Workspace,
    ref: str,
    field: str,
    values: Sequence[str],
    why: str = "",
    at: tuple[int, int] | None = None,
) -> Correction:
    """A person's word on a field in place of the machine's; no values: the report does not state it.

    `at`: where in the stored text it stands. Raises `CallProblem` with what the field takes.
    """
    require_team(actor, "Correcting a report")
    report = report_of(ref)
    if field not in FORMS:
        right = did_you_mean(field, FORMS)
        raise CallProblem(f"reports have no field “{field}”.", right=right)
    row = current_text(report)
    stored = text_from(row)
    checked = [checked_value(field, value, workspace.pack, stored) for value in values]
    if len(checked) > 1 and not FORMS[field].many:
        raise CallProblem(f"“{field}” takes one value, and {len(checked)} are given.")
    pinned = _pinned(stored, at, checked)
    made = Correction.objects.create(
        report=report, field=field, values=checked, why=why, by=actor, text=row, **_columns(pinned)
    )
    if field == SECTION:
        follow_sections(row)
    record(actor, "correct report", report.ref, field=field, values=list(checked), why=why)
    return made


def _pinned(stored: StoredText, at: tuple[int, int] | None, values: Sequence[str]) -> Passage | None:
    """Where the person points; else the first place where the value stands as it is written."""
    if at is not None:
        start, end = at
        if not 0 <= start < end <= len(stored.text):
            raise CallProblem(f"the report has the characters 0 to {len(stored.text):,}.")
        return passage(stored, start, end)
    start = stored.text.find(values[0]) if values else -1
    return passage(stored, start, start + len(values[0])) if start >= 0 else None


def _columns(pinned: Passage | None) -> dict[str, object]:
    return msgspec.structs.asdict(pinned) if pinned else {}


# -- better texts ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class ReadAgain:
    read: int
    carried: int
    to_look_at: int
    refused: tuple[Refused, ...]


def read_again(actor: Person, workspace: Workspace) -> ReadAgain:
    """Read the originals anew; what gives another text than the one kept becomes a new version of the text, and
    passages that people pinned are carried over or flagged."""
    require_lead(actor, "Reading the reports again")
    files = {str(workspace.original(file.source.sha256)): file for file in _files()}
    jobs = [Job(workspace.original(file.source.sha256), file.source.name) for file in files.values()]
    refused: list[Refused] = []
    read = carried = to_look_at = 0
    for outcome in read_each(jobs, workspace):
        if isinstance(outcome, Refused):
            refused.append(outcome)
            continue
        file = files[str(outcome.job.path)]
        with transaction.atomic():
            found = _keep_again(actor, file, outcome.result)
        read += found is not None
        for how in found or ():
            carried += how in ("same", "moved")
            to_look_at += how in ("altered", "lost")
    return ReadAgain(read, carried, to_look_at, tuple(refused))


def _files() -> Sequence[ReportFile]:
    return list(ReportFile.objects.select_related("source", "report"))


def _keep_again(actor: Person, file: ReportFile, read: ReadReport) -> list[How] | None:
    """What became of each pinned passage; None where this reader has read the file before."""
    if ReportText.objects.filter(file=file, extractor=read.stored.extractor).exists():
        return None
    keep_text(file, read)
    outcomes = carry_passages(file.report, read.stored) if file.current else []
    detail: dict[str, Any] = {"extractor": read.stored.extractor, "passages": outcomes}
    record(actor, "read report again", file.report.ref, **detail)
    return outcomes


def carry_passages(report: Report, new: StoredText) -> list[How]:
    """Carry what people pinned in the report to its new current text; returns what became of each."""
    row = current_text(report)
    outcomes: list[How] = []
    for correction in report.corrections.exclude(start=None):
        pinned = passage_from(correction)
        if pinned is None:
            continue
        found = carry(pinned, new)
        if found.passage is not None:
            for name, value in _columns(found.passage).items():
                setattr(correction, name, value)
            correction.text = row
        correction.carried = found.how
        correction.save()
        outcomes.append(found.how)
    return outcomes


# -- links to cases -------------------------------------------------------------------------------------


@transaction.atomic
def match_reports(actor: Person, workspace: Workspace) -> tuple[Pair, ...]:
    """Compare every report with every case and store what the rule finds; what a person has decided stays."""
    require_lead(actor, "Matching reports to cases")
    pack = workspace.pack
    if not pack.match_keys:
        raise CallProblem(
            "the pack names no keys to match reports by.", right="Add [[match_key]] to reports.toml."
        )
    reports, cases = reports_to_match(), cases_to_match(workspace)
    decided: dict[tuple[str, str], ByPerson] = {
        (link.report.ref, link.notification.case_id): (
            "refused" if link.decision == Link.Decision.REFUSED else "confirmed"
        )
        for link in Link.objects.exclude(by=None).select_related("report", "notification")
    }
    areas = areas_of_study(workspace)
    gazetteer = Gazetteer(areas) if areas else None
    pairs = match(reports, cases, pack.about.keys_that_match, decided, gazetteer)
    Link.objects.filter(by=None).delete()
    refs = dict(Report.objects.values_list("ref", "pk"))
    ids = dict(Notification.objects.values_list("case_id", "pk"))
    Link.objects.bulk_create(
        Link(
            report_id=refs[pair.report],
            notification_id=ids[pair.case_id],
            decision=pair.decision,
            keys=msgspec.to_builtins(pair.keys),
            weight=pair.weight,
            why=pair.why,
        )
        for pair in pairs
        if (pair.report, pair.case_id) not in decided
    )
    counts: dict[str, Any] = {
        name: sum(pair.decision == name for pair in pairs) for name in Link.Decision.values
    }
    record(actor, "match reports", workspace.study.name, reports=len(reports), cases=len(cases), **counts)
    return pairs


@transaction.atomic
def decide(actor: Person, ref: str, case_id: str, belongs: Link.Decision, why: str = "") -> Link:
    """A person's word that a report is, or is not, a case's."""
    require_team(actor, "Deciding whose a report is")
    report, case = report_of(ref), case_of(case_id)
    link, _ = Link.objects.update_or_create(
        report=report, notification=case, defaults={"decision": belongs, "by": actor, "why": why}
    )
    record(actor, f"{belongs} report", report.ref, case=case.case_id, why=why)
    return link


@transaction.atomic
def note_state(
    actor: Person, workspace: Workspace, case_id: str, state: str, asked_on: date | None, note: str = ""
) -> StateOfReport:
    """Why a case has no report, as the board said it, and when it was asked."""
    require_team(actor, "Noting the state of a report")
    case = case_of(case_id)
    keys = [entry.key for entry in workspace.pack.report_states]
    if state not in keys:
        raise CallProblem(f"there is no state “{state}”.", right=did_you_mean(state, keys))
    if asked_on is not None and asked_on > date.today():  # noqa: DTZ011 the day by the clock on the wall
        raise CallProblem(f"{asked_on} is still to come.", right="Give the day on which the board was asked.")
    made = StateOfReport.objects.create(
        notification=case, state=state, asked_on=asked_on, note=note, by=actor
    )
    record(actor, "note state of report", case.case_id, state=state, asked_on=str(asked_on or ""), note=note)
    return made
