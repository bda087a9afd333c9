"""Every address of the site, read off its list of pages, each with sample arguments from a small whole study.

An argument without a sample fails the tests that use this, so that a new page cannot be forgotten.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import RegexPattern

from tests.library.made_pdf import WORDS, printed_pdf
from tests.web.conftest import MadeStudy, make_study, opened
from waymark.cli.main import main
from waymark.library.models import Link, Report
from waymark.reading.accepting import accept
from waymark.reading.assigning import assign
from waymark.reading.models import ChosenSample, Form
from waymark.reading.samples import SampleWanted
from waymark.register.models import Notification, Problem
from waymark.study.people import invite
from waymark.web.audience import Audience

Sample = Callable[[MadeStudy], object]

SAMPLES: Mapping[str, Sample] = {
    "case_id": lambda study: Notification.objects.order_by("id")[0].case_id,
    "check": lambda study: Problem.objects.order_by("id")[0].check_name,
    "ending": lambda study: "csv",
    "evidence_id": lambda study: 1,
    "field": lambda study: "board",
    "form_id": lambda study: Form.objects.get().pk,
    "inside": lambda study: "index.html",
    "instrument": lambda study: "sheet",
    "key": lambda study: "cases",
    "link_id": lambda study: Link.objects.order_by("id")[0].pk,
    "name": lambda study: next(study.workspace.publications.iterdir()).name,
    "number": lambda study: 1,
    "path": lambda study: "web/icon.svg",
    "pk": lambda study: study.viewer.pk,
    "problem_id": lambda study: Problem.objects.order_by("id")[0].pk,
    "ref": lambda study: Report.objects.get().ref,
    "row_id": lambda study: Notification.objects.order_by("id")[0].row_id,
    "sample_id": lambda study: ChosenSample.objects.get().pk,
    "token": lambda study: "A" * 43,
    "variable": lambda study: "colour",
    "version": lambda study: 1,
    "view_id": lambda study: 1,
}
"""By the argument's name. `OF_ROUTE` comes first, where one name means several things."""

OF_ROUTE: Mapping[str, Sample] = {
    "people/invitations/<int:pk>/withdraw": lambda study: study.lead.invitations.order_by("id")[0].pk,
}

FIGURE = """
[[figure]]
number = "1"
title = "Bicycles by colour"
kind = "bars"
seed = "1"
population = "counted"
x = "colour"
series = "many_gears"
x_title = "Colour"
y_title = "Bicycles"
sentence = "{total} bicycles were counted."
"""

OF_A_CASE = frozenset({"case_id", "ref", "form_id", "problem_id", "row_id", "evidence_id", "link_id"})
"""Arguments that name something of one case: a reader opens it only where the case is assigned to them."""


@dataclass(frozen=True)
class Page:
    """An address as the site's list writes it, its arguments, and for whom its view says it is."""

    route: str
    arguments: tuple[str, ...]
    view: Callable[..., Any]

    @property
    def audience(self) -> Audience | None:
        return getattr(self.view, "audience", None)

    @property
    def of_a_case(self) -> bool:
        return not OF_A_CASE.isdisjoint(self.arguments)

    def address(self, study: MadeStudy) -> str:
        """With the samples in place of the arguments. Raises `KeyError` for an argument without a sample."""
        path = self.route
        for argument in self.arguments:
            sample = str((OF_ROUTE.get(self.route) or SAMPLES[argument])(study))
            path = re.sub(rf"<(\w+:)?{argument}>|\(\?P<{argument}>[^)]*\)", sample, path)
        return "/" + path.replace("\\", "")


def every_page() -> tuple[Page, ...]:
    return tuple(_pages(get_resolver().url_patterns, ""))


def _pages(patterns: Sequence[URLPattern | URLResolver], before: str) -> Iterator[Page]:
    for pattern in patterns:
        route = before + _written(pattern)
        if isinstance(pattern, URLResolver):
            yield from _pages(pattern.url_patterns, route)
        else:
            arguments = tuple(re.findall(r"<(?:\w+:)?(\w+)>", route))
            yield Page(route, arguments, pattern.callback)


def _written(pattern: URLPattern | URLResolver) -> str:
    text = str(pattern.pattern)
    return text.removeprefix("^").removesuffix("$") if isinstance(pattern.pattern, RegexPattern) else text


def whole_study(folder: Path) -> MadeStudy:
    """Notifications, a report linked to its case, a form assigned to the second reader, a freeze, a publication."""
    place = make_study(folder)
    (place / "pack" / "figures.toml").write_text(FIGURE, encoding="utf-8")
    (folder / "reports").mkdir()
    (folder / "reports" / "overview.pdf").write_bytes(printed_pdf())
    at = ["--study", str(place)]
    for command in (
        ["import", "reports", str(folder / "reports")],
        ["link", "R0001", "T1"],
        ["select"],
        ["freeze"],
        ["publish"],
    ):
        assert main([*command, *at]) == 0, command
    study = opened(place)
    case = Notification.objects.order_by("id")[0]
    assign(study.lead, study.workspace, "sheet", [case.case_id], study.second_reader)
    wanted = SampleWanted("counted", 2, seed=1, variables=("colour",), with_report=False)
    accept(study.lead, study.workspace, wanted, "Two bicycles")
    invite(study.lead, "reader")
    return study


def known_words() -> frozenset[str]:
    """What only those may read who may open the case: its numbers, its report."""
    numbers = Notification.objects.values_list("case_id", flat=True)
    return frozenset([*numbers, *Report.objects.values_list("ref", flat=True), WORDS])
