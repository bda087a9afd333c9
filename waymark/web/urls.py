"""The pages of the workbench, a part at a time."""

from __future__ import annotations

from django.urls import include, path

from waymark.web.static_files import static_file

PARTS = ("people", "home", "register", "library", "desk", "team", "results", "published")

urlpatterns = [
    path("static/<path:path>", static_file, name="static"),
    *(path("", include(f"waymark.web.{part}.urls")) for part in PARTS),
]

handler400 = "waymark.web.faults.not_understood"
handler404 = "waymark.web.faults.not_found"
handler500 = "waymark.web.faults.fault"
