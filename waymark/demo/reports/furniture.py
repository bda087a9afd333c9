"""What stands around the text of a page: running head and foot, and its number.

A page that does not say by its own text or running lines that it is synthetic gets a line that says so.
"""

from __future__ import annotations

from dataclasses import replace

from waymark.demo.reports.faces import Lettering, face
from waymark.demo.reports.manner import Manner
from waymark.demo.reports.plan import Look
from waymark.demo.reports.sheets import PAGE_HEIGHT, PAGE_WIDTH, Sheet
from waymark.demo.reports.web_print import address_of, set_browser_lines

SYNTHETIC = "Synthetic text for demonstration: no real child, family, authority or review"


def set_furniture(sheets: list[Sheet], look: Look, manner: Manner, title: str, file: str) -> None:
    for sheet in sheets:
        if look.web_print:
            address = look.running_foot or address_of(file)
            set_browser_lines(sheet, len(sheets), look.running_head or title, address, manner)
        elif sheet.number > 1 or not look.cover:
            _set_running_lines(sheet, look)
            _set_number(sheet, len(sheets), look, manner)
        if not any("synthetic" in run.text.lower() for run in (*sheet.around, *sheet.text)):
            _set_centred(sheet, SYNTHETIC, Lettering(face("sans", "plain"), 6, 8, "0.35 g"), 12)


def _mirrored(sheet: Sheet, look: Look) -> bool:
    """A left page, where numbers stand in the outer corners."""
    return look.page_numbers == "outer" and sheet.number % 2 == 0


def _lettering(look: Look) -> Lettering:
    return Lettering(face(look.font, "plain"), 9, 11)


def _head_baseline(look: Look) -> float:
    return PAGE_HEIGHT - max(look.margin, 50) * 0.58


def _foot_baseline(look: Look) -> float:
    return max(look.margin, 50) * 0.52


def _set_running_lines(sheet: Sheet, look: Look) -> None:
    room = PAGE_WIDTH - 2 * look.margin - 75
    for text, y in ((look.running_head, _head_baseline(look)), (look.running_foot, _foot_baseline(look))):
        if text:
            lettering = _lettering(look)
            wide = lettering.points(text)
            if wide > room:
                lettering = replace(lettering, size=lettering.size * room / wide)
            right = PAGE_WIDTH - look.margin - lettering.points(text)
            x = right if _mirrored(sheet, look) else look.margin
            sheet.write(sheet.around, x, y, lettering, text)


def _set_number(sheet: Sheet, total: int, look: Look, manner: Manner) -> None:
    lettering, number = _lettering(look), sheet.number
    if look.page_numbers == "none":
        return
    right = PAGE_WIDTH - look.margin
    if look.page_numbers == "outer":
        x = look.margin if _mirrored(sheet, look) else right - lettering.points(str(number))
        sheet.write(sheet.around, x, _foot_baseline(look), lettering, str(number))
        return
    text = _printed(number, total, manner)
    if look.page_numbers == "head":
        y = _head_baseline(look)
        sheet.write(sheet.around, right - lettering.points(text), y, lettering, text)
    elif look.running_foot or not manner.foot_number_centred:
        y = _foot_baseline(look)
        sheet.write(sheet.around, right - lettering.points(text), y, lettering, text)
    else:
        _set_centred(sheet, text, lettering, _foot_baseline(look))


def _printed(number: int, total: int, manner: Manner) -> str:
    if manner.foot_number == "of all":
        return f"Page {number} of {total}"
    if manner.foot_number == "page":
        return f"Page {number}"
    return f"- {number} -" if manner.foot_number == "dashes" else str(number)


def _set_centred(sheet: Sheet, text: str, lettering: Lettering, y: float) -> None:
    sheet.write(sheet.around, (PAGE_WIDTH - lettering.points(text)) / 2, y, lettering, text)
