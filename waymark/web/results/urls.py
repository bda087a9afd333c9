"""Tables, figures and the explorer."""

from __future__ import annotations

from django.urls import path

from waymark.web.results import behind, explore, tables

urlpatterns = [
    path("tables/", tables.listing, name="tables"),
    path("tables/<path:number>", tables.table, name="table"),
    path("figures/<path:number>/picture.svg", tables.picture, name="figure-picture"),
    path("figures/<path:number>", tables.figure_page, name="figure"),
    path("behind/<path:number>", behind.behind, name="behind-number"),
    path("explore", explore.explore, name="explore"),
    path("explore/add", explore.add_to_pack, name="add-table"),
]
