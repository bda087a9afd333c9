"""The pictures in the documents: of which page each is, for whom, and what is done on it before it is taken.

The pages are those of the half-read demonstration, in which every case is synthetic.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from waymark.library.models import Link
from waymark.reading.models import Form
from waymark.register.models import Problem
from waymark.study.models import Event

Address = str | Callable[[], str]

LEAD, READER, SECOND_READER, STRANGER = "lead-1", "reader-1", "reader-2", ""


@dataclass(frozen=True)
class Picture:
    """`heading`: the first heading of the page, as a pattern. `keys` are pressed, then `shows` is scrolled to."""

    name: str
    address: Address
    heading: str
    person: str = LEAD
    keys: str = ""
    shows: str = ""
    height: int = 800

    def where(self) -> str:
        return self.address if isinstance(self.address, str) else self.address()


def published(page: str) -> Callable[[], str]:
    """A page of the last publication."""
    return lambda: f"/published/{Event.objects.filter(action='publish').latest('pk').detail['folder']}/{page}"


def second_reading() -> str:
    """A front sheet that a second reader has begun."""
    begun = Form.objects.filter(part="second", reader__handle=SECOND_READER, finished_at=None)
    return f"/reading/{begun.exclude(started_at=None).latest('pk').pk}"


def summary() -> str:
    """A case summary that is half written, with passages quoted into it."""
    begun = Form.objects.filter(part="first", reader__handle=READER, finished_at=None, evidence__isnull=False)
    return f"/reading/{begun.latest('pk').pk}"


def case_in_depth() -> str:
    """A case whose report was read twice."""
    read = Form.objects.filter(part="second").exclude(finished_at=None).order_by("pk")[0]
    return f"/cases/{read.case.case_id}"


def differing_sources() -> str:
    return f"/register/problems/{Problem.objects.filter(check_name='sources_disagree').order_by('pk')[0].pk}"


def pair_to_confirm() -> str:
    waiting = Link.objects.filter(decision=Link.Decision.TO_CONFIRM).order_by("pk")
    return f"/matching/pairs/{waiting[0].pk}"


def draw() -> str:
    wish = "population=included&instrument=case_summary&size=66&seed=2016"
    return f"/samples/draw?{wish}" + "".join(f"&variables={one}" for one in MATCHED)


MATCHED = ("outcome", "gender", "age_band", "context", "region")

PICTURES = (
    Picture("sign-in", "/", "Sign in", STRANGER, height=560),
    Picture("home-lead", "/", "Serious case reviews 2011 to 2014: demonstration"),
    Picture("home-reader", "/", "Your reading", READER),
    Picture("register", "/register/", "Register"),
    Picture("case", case_in_depth, r"N\d+", height=1000),
    Picture("problem", differing_sources, "Sources disagree"),
    Picture("matching", pair_to_confirm, r"Does R\d+ belong to case \d+\?", height=900),
    Picture("report", "/reports/R0001", ".*Serious Case Review.*", height=900),
    Picture("search", "/search?q=missed+appointments", "Search the text of reports"),
    Picture("desk", second_reading, r"Case .+ pages", SECOND_READER, "u g 5 Enter j v e j v e j v Shift+ArrowDown e"),
    Picture("desk-summary", summary, r"Case .+ pages", READER, keys="g 6 Enter t t"),
    Picture("desk-keys", summary, r"Case .+ pages", READER, keys="?"),
    Picture("adjudication", "/team/adjudicate/front_sheet", "Disagreements: Front sheet", height=900),
    Picture("agreement", "/team/agreement/front_sheet", "Agreement: Front sheet"),
    Picture("sample", draw, "Draw a sample", height=1000),
    Picture(
        "explorer", "/explore?rows=age_band&columns=outcome&population=included&test=chi_square",
        "Two variables against each other",
    ),
    Picture("people", "/people/", "People"),
    Picture("publication", published(""), "Serious case reviews 2011 to 2014: demonstration", height=1000),
    Picture("chapter", published("chapter-3.html"), "Chapter 3 .+", shows="#figure-13", height=900),
)  # fmt: skip
