from __future__ import annotations

from django.urls import URLPattern, path

from waymark.web.published import pages

urlpatterns: list[URLPattern] = [
    path("published/", pages.shelf, name="published"),
    path("published/<str:name>/", pages.publication, name="publication"),
    path("published/<str:name>/<path:inside>", pages.file, name="publication-file"),
]
