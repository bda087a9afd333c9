"""The addresses of the home page and of the lists behind its numbers."""

from __future__ import annotations

from django.urls import URLPattern, path

from waymark.web.home import home

urlpatterns: list[URLPattern] = [
    path("", home.home, name="home"),
    path("select", home.select_now, name="home-select"),
    path("flow/<str:key>", home.behind, name="flow"),
]
