"""The file of a report as it was received: only for whoever may open the report, only as a download, and noted."""

from __future__ import annotations

from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from waymark.library.models import Report
from waymark.web.audience import Audience, StudyRequest, open_to
from waymark.web.library.opening import missing, note_opening, with_report


@open_to(Audience.TEAM)
@require_GET
@with_report
def original(request: StudyRequest, report: Report, version: int = 0) -> HttpResponseBase:
    """The current file, or the version that is named. The browser is given no type that it would open by itself: a
    report may come from anywhere, and a PDF can hold scripts."""
    files = report.files.select_related("source")
    file = (files.filter(version=version) if version else files.filter(current=True)).first()
    if file is None:
        return missing(request)
    path = request.workspace.original(file.source.sha256)
    if not path.is_file():
        return missing(request)
    note_opening(request.person, "download report", report, version=file.version, file=file.source.name)
    return FileResponse(
        path.open("rb"),
        as_attachment=True,
        filename=file.source.name,
        content_type="application/octet-stream",
        headers={"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "sandbox"},
    )
