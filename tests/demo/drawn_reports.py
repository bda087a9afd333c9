"""Small plans of reports for the tests of drawing, and what is read back from the files that are drawn."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdfium2

from waymark.demo.reports.drawing import draw
from waymark.demo.reports.manner import Manner, manner
from waymark.demo.reports.plan import Block, Drawn, Look, ReportPlan

_TEXT = (
    "the review considered how the practitioners worked together with this family and what was known to each "
    "agency at the time when information about earlier concerns should have been shared between professionals "
    "a multi-agency meeting was held after the referral and the health visitor recorded what the mother said"
)
_WORDS = _TEXT.split()

PLAIN = Look(cover=False, contents=False, page_numbers="none")

LOOKS = {
    "plain": PLAIN,
    "word": Look(
        running_head="Overview report", running_foot="Harbour Board, synthetic", page_numbers="foot of all"
    ),
    "justified": Look(font="sans", size=10, leading=13, justified=True, hyphenated=True, cover=False),
    "two columns": Look(columns=2, size=10, leading=13, margin=56, justified=True, hyphenated=True),
    "two columns, no cover": Look(columns=2, font="sans", size=9.5, leading=12, margin=54, cover=False),
    "large": Look(size=12, leading=18, margin=90, page_numbers="outer", running_foot="Final"),
    "web": Look(font="sans", cover=False, contents=False, web_print=True),
}


def prose(words: int, start: int = 0) -> str:
    return " ".join(_WORDS[(start + at) % len(_WORDS)] for at in range(words)).capitalize() + "."


def heading(
    text: str, section: str = "", level: int = 1, number: str = "", *, new_page: bool = False
) -> Block:
    return Block("heading", text, number, level, section, new_page=new_page)


def paragraphs(number: int, words: int = 90) -> tuple[Block, ...]:
    return tuple(Block("paragraph", prose(words, at * 7), f"1.{at + 1}") for at in range(number))


def table(rows: int, columns: int = 3, words: int = 12) -> Block:
    head = tuple(f"Head {at + 1}" for at in range(columns))
    body = tuple(
        (f"{row + 1} May", *(prose(words, row + at) for at in range(columns - 1))) for row in range(rows)
    )
    return Block("table", rows=(head, *body))


def whole_report() -> tuple[Block, ...]:
    """Every kind of block, over enough pages that each is parted somewhere."""
    body: list[Block] = [
        Block("title", "Review of the services known to Child Q"),
        Block("cover line", "Harbour Safeguarding Children Board"),
        Block("cover line", "March 2014"),
    ]
    for at, (section, text) in enumerate(
        (("introduction", "Introduction"), ("story", "What happened"), ("findings", "Findings")), start=1
    ):
        body.append(heading(text, section, number=str(at)))
        for turn in range(9):
            body.append(Block("paragraph", prose(60 + turn * 9, turn), f"{at}.{turn + 1}"))
            if turn % 4 == 1:
                body.append(Block("footnote", f"Note {turn} to part {at}: {prose(20)}"))
            if turn % 3 == 2:
                body.append(heading(f"Point {turn} of part {at}", level=2))
                body.extend(Block("list item", prose(18, item), "•") for item in range(3))
            if turn % 5 == 3:
                body.append(Block("box", prose(40, turn)))
        body.append(table(9))
    body.append(heading("Appendix 1: Action plan", "appendix", new_page=True))
    body.append(table(14, columns=6, words=16))
    return tuple(body)


@dataclass(frozen=True)
class ReadBack:
    drawn: Drawn
    path: Path
    pages: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.pages)


def plan(blocks: tuple[Block, ...], look: Look = PLAIN, file: str = "report.pdf") -> ReportPlan:
    return ReportPlan(file, blocks, look, ("1",))


def read_back(path: Path, drawn: Drawn) -> ReadBack:
    """The text of each page, on one line, with words joined that were broken at a line end."""
    document = pypdfium2.PdfDocument(path)
    pages = []
    for page in document:
        said = page.get_textpage().get_text_range().replace("￾", "-\n").replace("-\r\n", "-\n")
        pages.append(" ".join(said.replace("-\n", "-").split()))
    document.close()
    return ReadBack(drawn, path, tuple(pages))


def drawn_report(
    folder: Path, blocks: tuple[Block, ...], look: Look = PLAIN, file: str = "report.pdf"
) -> ReadBack:
    path = folder / file
    return read_back(path, draw(plan(blocks, look, file), path))


def file_with(look: Look, **habits: Any) -> str:
    """A name of a file that is drawn with these habits."""
    for at in range(10_000):
        file = f"report {at}.pdf"
        found: Manner = manner(file, look)
        if all(getattr(found, habit) == value for habit, value in habits.items()):
            return file
    raise AssertionError(f"no name is drawn with {habits}")


def boxes_of_text(path: Path, page_number: int) -> list[tuple[float, float, float, float]]:
    """Left, bottom, right and top of every stretch of type on a page."""
    document = pypdfium2.PdfDocument(path)
    text = document[page_number - 1].get_textpage()
    boxes = [text.get_rect(at) for at in range(text.count_rects())]
    document.close()
    return boxes


def black_rectangles(path: Path, page_number: int, least_height: float = 6) -> int:
    """How many filled rectangles of a line's height a page has, leaving rules aside."""
    document = pypdfium2.PdfDocument(path)
    found = 0
    for shape in document[page_number - 1].get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = shape.get_bounds()
        found += top - bottom >= least_height and right - left >= least_height
    document.close()
    return found
