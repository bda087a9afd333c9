"""The addresses of the reading desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from waymark.web.desk.answers import answer, confirm, keep_mine, keep_that, state
from waymark.web.desk.assigned import assigned
from waymark.web.desk.desk import desk
from waymark.web.desk.looked_again import holds
from waymark.web.desk.passages import pin_passage, take_passage_back
from waymark.web.desk.pictures import page_picture, page_rectangles
from waymark.web.desk.progress import finish_form, next_layer, place, reopen_form

urlpatterns: list[URLPattern] = [
    path("reading/", assigned, name="assigned"),
    path("reading/<int:form_id>", desk, name="desk"),
    path("reading/<int:form_id>/answers", answer, name="answer"),
    path("reading/<int:form_id>/confirm", confirm, name="confirm"),
    path("reading/<int:form_id>/keep-mine", keep_mine, name="keep mine"),
    path("reading/<int:form_id>/keep-that", keep_that, name="keep that"),
    path("reading/<int:form_id>/still-holds", holds, name="still holds"),
    path("reading/<int:form_id>/state", state, name="state of form"),
    path("reading/<int:form_id>/passages", pin_passage, name="pin passage"),
    path("reading/<int:form_id>/passages/<int:evidence_id>/take-back", take_passage_back, name="take back"),
    path("reading/<int:form_id>/place", place, name="place"),
    path("reading/<int:form_id>/finish", finish_form, name="finish form"),
    path("reading/<int:form_id>/reopen", reopen_form, name="reopen form"),
    path("reading/<int:form_id>/next-layer", next_layer, name="next layer"),
    path("reports/<str:ref>/pages/<int:number>.png", page_picture, name="page picture"),
    path("reports/<str:ref>/pages/<int:number>/rectangles", page_rectangles, name="page rectangles"),
]
