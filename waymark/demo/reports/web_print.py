"""A page that was printed from a browser: the site's menu beside the text, date and title above it, the
address and “1/12” below.

The address is of no site that exists (`example.invalid`, RFC 2606). The date is that of the printing, which
says nothing of the report.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from waymark.demo.reports.faces import Lettering, face
from waymark.demo.reports.line_breaking import Measure, break_lines
from waymark.demo.reports.manner import Manner
from waymark.demo.reports.page_layout import Beside, Flow
from waymark.demo.reports.sheets import PAGE_HEIGHT, PAGE_WIDTH, Sheet

_MENU = (
    "Home",
    "About us",
    "News and events",
    "Policies and procedures",
    "Training",
    "Case reviews",
    "Worried about a child?",
    "Contact us",
)
_MENU_WIDTH = 116.0
_AWAY = 18.0
_EDGE = 26.0


def set_menu(flow: Flow, manner: Manner) -> None:
    """On the first page, which its text then leaves free."""
    lettering = Lettering(face("sans", "plain"), 9, 19)
    column = flow.column
    left = column.left if manner.menu_place == "left" else column.left + column.width - _MENU_WIDTH
    y = flow.y
    for entry in _MENU:
        flow.sheet.write(flow.sheet.aside, left + 6, y - lettering.drop, lettering, entry)
        y -= lettering.leading
        flow.sheet.rule(left, y, _MENU_WIDTH, 0.3)
    inset = _MENU_WIDTH + _AWAY
    left_inset, right_inset = (inset, 0.0) if manner.menu_place == "left" else (0.0, inset)
    flow.stand_beside(Beside(left_inset, right_inset, y - 8))


def set_browser_lines(sheet: Sheet, total: int, title: str, address: str, manner: Manner) -> None:
    lettering = Lettering(face("sans", "plain"), 7.5, 9)
    printed = datetime(2016, 1, 4, 9, 0) + timedelta(minutes=manner.seed * 17)  # noqa: DTZ001
    above, below = PAGE_HEIGHT - 26, 24.0
    runs = sheet.around
    sheet.write(runs, _EDGE, above, lettering, f"{printed:%d/%m/%Y, %H:%M}")
    shown = break_lines(title, lettering, Measure(PAGE_WIDTH * 0.55))[0].text
    sheet.write(runs, (PAGE_WIDTH - lettering.points(shown)) / 2 + 30, above, lettering, shown)
    sheet.write(runs, _EDGE, below, lettering, address)
    number = f"{sheet.number}/{total}"
    sheet.write(runs, PAGE_WIDTH - _EDGE - lettering.points(number), below, lettering, number)


def address_of(file: str) -> str:
    """Where the report would have stood, made from the name of its file."""
    name = re.sub(r"[^a-z0-9]+", "-", file.lower().removesuffix(".pdf")).strip("-")
    return f"https://www.example.invalid/case-reviews/{name[:60]}"
