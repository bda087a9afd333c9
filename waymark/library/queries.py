"""Reading the library: what stands of a report, its cases, and what is compared when reports are matched."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from waymark.instruments.problems import CallProblem
from waymark.library.corrected import Corrected, StandingField, standing, standing_sections
from waymark.library.described import Described, Section, Stated
from waymark.library.matching.records import CaseRecord, ReportRecord, case_record, report_record
from waymark.library.models import Correction, Link, Report, ReportFile, ReportText
from waymark.library.stored import described_from, field_named, passage_from, text_from
from waymark.library.stored_text import Passage, StoredText
from waymark.register.models import Notification
from waymark.register.queries import settled_values
from waymark.study.workspace import Workspace

_OPENING_CHARACTERS = 12_000
"""How much of a report is compared with the details of an incident: they stand at its beginning."""


@dataclass(frozen=True)
class LinkedCase:
    case_id: str
    case_number: str
    decision: str


@dataclass(frozen=True)
class FileOfReport:
    version: int
    name: str
    sha256: str
    current: bool
    likeness: float | None


@dataclass(frozen=True)
class PageReadByMachine:
    """A page that is a picture. `confidence` from 0 to 1 is the machine's own."""

    page: int
    confidence: float


@dataclass(frozen=True)
class ReportAsItStands:
    """`pages_without_text` by number; `notes`: what could not be read, for a person."""

    ref: str
    fields: tuple[StandingField, ...]
    sections: tuple[Section, ...]
    files: tuple[FileOfReport, ...]
    extractor: str
    pages: int
    pages_read_by_machine: tuple[PageReadByMachine, ...]
    pages_without_text: tuple[int, ...]
    notes: tuple[str, ...]
    cases: tuple[LinkedCase, ...]


@dataclass(frozen=True)
class ReportInBrief:
    """One line of the list of reports."""

    ref: str
    title: str
    boards: tuple[str, ...]
    children: tuple[str, ...]
    date: str
    pages: int
    versions: int
    cases: tuple[str, ...]


def current_text(report: Report) -> ReportText:
    """The newest text of the current file."""
    return ReportText.objects.filter(file__report=report, file__current=True).latest("pk")


def stored_text(report: Report) -> StoredText:
    return text_from(current_text(report))


def report_as_it_stands(report: Report) -> ReportAsItStands:
    row = current_text(report)
    described = described_from(row.fields.all(), row.sections.all())
    stored = text_from(row)
    corrections = _corrections(report.corrections.select_related("by"))
    return ReportAsItStands(
        ref=report.ref,
        fields=standing(described, corrections),
        sections=standing_sections(described, corrections, stored),
        files=tuple(_file(file) for file in report.files.select_related("source")),
        extractor=row.extractor,
        pages=row.pages,
        pages_read_by_machine=tuple(
            PageReadByMachine(page.number, round(page.confidence or 0.0, 3))
            for page in stored.pages
            if page.source == "read by machine"
        ),
        pages_without_text=tuple(page.number for page in stored.pages if page.source == "no text"),
        notes=tuple(row.notes),
        cases=tuple(
            LinkedCase(link.notification.case_id, link.notification.case_number, link.decision)
            for link in report.links.exclude(decision=Link.Decision.REFUSED).select_related("notification")
        ),
    )


def sections_of(report: Report, row: ReportText) -> tuple[Section, ...]:
    """The sections of a text, as they stand."""
    corrections = _corrections(report.corrections.select_related("by"))
    return standing_sections(described_from((), row.sections.all()), corrections, text_from(row))


def _file(file: ReportFile) -> FileOfReport:
    return FileOfReport(file.version, file.source.name, file.source.sha256, file.current, file.likeness)


def _corrections(rows: Iterable[Correction]) -> list[Corrected]:
    return [
        Corrected(
            row.field,
            tuple(row.values),
            row.by.handle,
            passage_from(row),
            row.carried,
        )
        for row in rows
    ]


def reports_in_brief() -> list[ReportInBrief]:
    """Every report in the order of receipt."""
    fields = all_fields()
    links: dict[int, list[str]] = defaultdict(list)
    decided = Link.objects.filter(decision__in=BELONGS)
    for key, case_id in decided.values_list("report_id", "notification__case_id"):
        links[key].append(case_id)
    pages = dict(
        ReportText.objects.filter(file__current=True).order_by("pk").values_list("file__report_id", "pages")
    )
    versions: dict[int, int] = defaultdict(int)
    for key in ReportFile.objects.values_list("report_id", flat=True):
        versions[key] += 1
    brief = []
    for report in Report.objects.all():
        said = fields[report.pk]
        dates = (*_values(said, "publication_date"), *_values(said, "report_date"))
        brief.append(
            ReportInBrief(
                report.ref,
                next(iter(_values(said, "title")), ""),
                _values(said, "board"),
                _values(said, "child"),
                next(iter(dates), ""),
                pages[report.pk],
                versions[report.pk],
                tuple(links[report.pk]),
            )
        )
    return brief


BELONGS = (Link.Decision.LINKED, Link.Decision.CONFIRMED)


def _values(fields: Iterable[StandingField], name: str) -> tuple[str, ...]:
    return tuple(field.value for field in fields if field.field == name)


def all_fields() -> dict[int, tuple[StandingField, ...]]:
    """What stands of every report, by its key, in three queries."""
    newest = ReportText.objects.filter(file__current=True).order_by("pk")
    by_report = {report: text for text, report in newest.values_list("pk", "file__report_id")}
    current = {text: report for report, text in by_report.items()}  # the newest text of each current file
    found: dict[int, list[Stated]] = defaultdict(list)
    rows = newest.filter(pk__in=current).values_list(
        "pk", "fields__field", "fields__value", "fields__confidence", "fields__page", "fields__start",
        "fields__end", "fields__quote",
    )  # fmt: skip
    for text, field, value, confidence, page, start, end, quote in rows.order_by("pk", "fields__pk"):
        if field is not None:
            at = None if page is None else Passage(page, start or 0, end or 0, quote)
            found[current[text]].append(Stated(field_named(field), value, confidence, at))
    corrected: dict[int, list[Correction]] = defaultdict(list)
    for correction in Correction.objects.select_related("by"):
        corrected[correction.report_id].append(correction)
    return {
        report: standing(Described(tuple(found[report]), ()), _corrections(corrected[report]))
        for report in by_report
    }


# -- what is compared when reports are matched ------------------------------------------------------------


def reports_to_match() -> tuple[ReportRecord, ...]:
    opening = {
        report: text[:_OPENING_CHARACTERS]
        for report, text in ReportText.objects.filter(file__current=True)
        .order_by("pk")
        .values_list("file__report_id", "text")
    }
    refs = dict(Report.objects.values_list("pk", "ref"))
    return tuple(
        report_record(refs[report], as_described(fields), opening[report])
        for report, fields in all_fields().items()
    )


def as_described(fields: Iterable[StandingField]) -> Described:
    """Fields as they stand, in the form in which the machine finds them."""
    return Described(
        tuple(Stated(field_named(f.field), f.value, f.confidence, f.passage) for f in fields), ()
    )


def cases_to_match(workspace: Workspace) -> tuple[CaseRecord, ...]:
    """Every case but those notified a second time. Raises `CallProblem` where the cases were never settled."""
    pack = workspace.pack
    values = settled_values(pack)
    if not values:
        raise CallProblem("the cases have not been settled yet.", right="Run “waymark select” first.")
    ids = Notification.objects.order_by("position").values_list("case_id", flat=True)
    standing = (case_id for case_id in ids if values[case_id].get(pack.about.same_incident) != "duplicate")
    return tuple(case_record(case_id, values[case_id], pack) for case_id in standing)
