"""The addresses of the library: reports, search, the matching queue and the cases without a report."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from waymark.web.library import by_hand, files, matching, outstanding, reports, search, text

urlpatterns: list[URLPattern] = [
    path("library/", reports.reports, name="reports"),
    path("reports/<str:ref>", reports.report, name="report"),
    path("reports/<str:ref>/correct/<str:field>", reports.correction, name="correction"),
    path("reports/<str:ref>/text", text.text, name="report-text"),
    path("reports/<str:ref>/file", files.original, name="report-file"),
    path("reports/<str:ref>/file/<int:version>", files.original, name="report-file-version"),
    path("reports/<str:ref>/whose", by_hand.say_whose, name="say-whose"),
    path("search", search.search_page, name="search"),
    path("matching/", matching.queue, name="matching"),
    path("matching/pairs/<int:link_id>", matching.one_pair, name="pair"),
    path("matching/pairs/<int:link_id>/decide", matching.decision, name="decide-pair"),
    path("matching/undo", matching.undo, name="undo-decision"),
    path("matching/reports/", by_hand.without_case, name="reports-without-case"),
    path("matching/reports/<str:ref>", by_hand.choose_case, name="choose-case"),
    path("outstanding/", outstanding.cases_without_report, name="outstanding"),
    path("outstanding/letters", outstanding.letters_to_write, name="letters"),
    re_path(r"^outstanding/letters\.(?P<ending>csv|xlsx)$", outstanding.letters_as_file, name="letters-file"),
    path("outstanding/<str:case_id>", outstanding.state_of_case, name="state-of-case"),
]
