"""The addresses of the register: cases, problems as work, corrections, and the trail."""

from __future__ import annotations

from django.urls import URLPattern, path, re_path

from waymark.web.register import case, cases, corrections, problems, trail, views_saved

urlpatterns: list[URLPattern] = [
    path("register/", cases.cases_list, name="cases"),
    re_path(r"^register/cases\.(?P<ending>csv|xlsx)$", cases.cases_as_file, name="cases-file"),
    path("register/views", views_saved.save_view, name="save-view"),
    path("register/views/<int:view_id>/remove", views_saved.remove_view, name="remove-view"),
    path("register/select", corrections.select_now, name="select-now"),
    path("register/problems", problems.groups, name="problems"),
    path("register/problems/<str:check>/next", problems.next_problem, name="next-problem"),
    path("register/problems/<int:problem_id>", problems.one_problem, name="problem"),
    path("cases/<str:case_id>", case.case_page, name="case"),
    path("cases/<str:case_id>/rows/<int:row_id>", case.as_received, name="case-row"),
    path("cases/<str:case_id>/correct/<str:variable>", corrections.correct_one, name="correct-value"),
    path("trail/", trail.trail_page, name="trail"),
    re_path(r"^trail/events\.(?P<ending>csv|xlsx)$", trail.trail_as_file, name="trail-file"),
]
