"""The addresses of working together: assignment, agreement, adjudication, samples."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from waymark.web.team import (
    adjudication,
    agreement,
    assignment,
    drawing,
    instruments,
    overview,
    samples,
    settled,
)

urlpatterns: list[URLPattern] = [
    path("team/", overview.overview, name="team"),
    path("team/forms/<int:form_id>/withdraw", overview.withdraw_form, name="withdraw-form"),
    path("team/assign/<str:instrument>", assignment.first_reading, name="assign"),
    path("team/second/<str:instrument>", assignment.second, name="second-reading"),
    path("team/agreement/<str:instrument>", agreement.figures, name="agreement"),
    re_path(
        r"^team/agreement/(?P<instrument>[^/]+)/agreement\.(?P<ending>csv|xlsx)$",
        agreement.as_file,
        name="agreement-file",
    ),
    path("team/agreement/<str:instrument>/<str:variable>", agreement.differing, name="differing-cases"),
    path("team/adjudicate/<str:instrument>", adjudication.adjudicate, name="adjudicate"),
    path("team/adjudicate/<str:instrument>/agreements", settled.settle_in_bulk, name="settle-agreements"),
    path("team/adjudicate/<str:instrument>/settled", settled.settled, name="settled-disagreements"),
    path("team/instruments/<str:instrument>/", instruments.versions, name="instrument-versions"),
    path("team/instruments/<str:instrument>/open-again", instruments.open_again, name="open-forms-again"),
    path("samples/", samples.listed, name="samples"),
    path("samples/draw", drawing.draw_sample, name="draw-sample"),
    path("samples/<int:sample_id>", samples.one_sample, name="sample"),
    path("samples/<int:sample_id>/assign", samples.assign_sample, name="assign-sample"),
    path("samples/<int:sample_id>/layer", samples.mark_sample, name="mark-sample"),
    path("samples/<int:sample_id>/swap", samples.swap_members, name="swap-sample"),
    re_path(
        r"^samples/(?P<sample_id>\d+)/members\.(?P<ending>csv|xlsx)$", samples.as_file, name="sample-file"
    ),
]
