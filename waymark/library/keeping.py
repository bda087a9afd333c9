"""Writing a report that was read: as a new report, as a version of one that is there, or as a better text.

Called inside the transaction of an action. The passages in the full-text index are always those of the newest
text of the current file of each report.
"""

from __future__ import annotations

from django.db import connection
from django.db.models import Max

from waymark.library.corrected import SECTION
from waymark.library.described import Described
from waymark.library.models import IndexedPassage, Report, ReportFile, ReportText, StatedField
from waymark.library.queries import sections_of
from waymark.library.read_report import ReadReport
from waymark.library.search.passages import numbered
from waymark.library.search.sqlite_index import SqliteIndex
from waymark.library.stored import keep_description
from waymark.library.versions import KnownReports, unpacked
from waymark.study.models import SourceFile

_DATES = ("publication_date", "report_date")


def known_reports() -> KnownReports:
    """The fingerprints of every text that is kept, by the key of its report."""
    known = KnownReports()
    for report, prints in ReportText.objects.values_list("file__report_id", "fingerprints").iterator():
        known.add(report, unpacked(bytes(prints)))
    return known


def passage_index() -> SqliteIndex:
    connection.ensure_connection()
    return SqliteIndex(connection.connection)


def keep_report(
    source: SourceFile, read: ReadReport, known: KnownReports, index: SqliteIndex | None = None
) -> ReportFile:
    """A new report, or a new version where most of its paragraphs stand in one that is there. `index`: the same
    for all files of an import."""
    index = index or passage_index()
    prints = unpacked(read.fingerprints)
    found = known.version_of(prints)
    if found is None:
        position = (Report.objects.aggregate(last=Max("position"))["last"] or 0) + 1
        report = Report.objects.create(ref=f"R{position:04d}", position=position)
        file = ReportFile.objects.create(report=report, source=source, version=1)
        row = _keep_row(file, read)
        index.add(numbered(report.pk, row.pk, read.passages))  # nobody has corrected its sections yet
    else:
        report = Report.objects.get(pk=found[0])
        file = _new_version(report, source, read, likeness=found[1])
    known.add(report.pk, prints)
    return file


def keep_text(file: ReportFile, read: ReadReport) -> ReportText:
    """The text and what it says of itself; indexed where its file is the current one."""
    row = _keep_row(file, read)
    if file.current:
        index = passage_index()
        index.remove(file.report_id)
        index.add(numbered(file.report_id, row.pk, read.passages))
        follow_sections(row)
    return row


def _keep_row(file: ReportFile, read: ReadReport) -> ReportText:
    packed = read.packed
    row = ReportText.objects.create(
        file=file,
        extractor=packed.extractor,
        text=packed.text,
        layout=packed.layout,
        fingerprints=read.fingerprints,
        pages=len(packed.sources),
        pages_without_text=packed.sources.count("no text"),
        pages_read_by_machine=packed.sources.count("read by machine"),
        notes=list(packed.notes),
        title=packed.title,
    )
    keep_description(row, read.described)
    return row


def _new_version(report: Report, source: SourceFile, read: ReadReport, likeness: float) -> ReportFile:
    """The version received last is the current one, unless it prints an earlier date than the one that is."""
    before = report.files.get(current=True)
    newer = _printed_date(read) >= _kept_date(before)
    if newer:
        report.files.update(current=False)
    last = report.files.aggregate(last=Max("version"))["last"]
    file = ReportFile.objects.create(
        report=report, source=source, version=last + 1, current=newer, likeness=likeness
    )
    keep_text(file, read)
    return file


def _printed_date(read: ReadReport) -> str:
    """The later of what is printed as date; written so that dates compare as text. Nothing printed is the latest."""
    found = [stated.value for stated in read.described.stated if stated.field in _DATES]
    return max(found, default="9")


def _kept_date(file: ReportFile) -> str:
    found = StatedField.objects.filter(text__file=file, field__in=_DATES).values_list("value", flat=True)
    return max(found, default="")


def follow_sections(row: ReportText) -> None:
    """Where a person has said what the sections of a report are, its passages stand in those."""
    report = row.file.report
    if not report.corrections.filter(field=SECTION).exists():
        return
    described = Described((), sections_of(report, row))
    passages = list(IndexedPassage.objects.filter(report=report))
    for found in passages:
        found.section = described.section_at(found.start)
    IndexedPassage.objects.bulk_update(passages, ["section"], batch_size=500)
