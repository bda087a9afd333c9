"""Tables, figures and the explorer."""

from __future__ import annotations

from django.urls import path

from waymark.web.results import explore, tables

urlpatterns = [
    path("tables/", tables.listing, name="tables"),
    path("tables/<str:number>", tables.table, name="table"),
    path("figures/<str:number>", tables.figure_page, name="figure"),
    path("figures/<str:number>/picture.svg", tables.picture, name="figure-picture"),
    path("explore", explore.explore, name="explore"),
    path("explore/add", explore.add_to_pack, name="add-table"),
]
