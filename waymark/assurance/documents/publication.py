"""Our own publication as a document: its pages in the order of their names' numbers, each a page of the document.

In: the folder of a publication. Out: a `Document`. What the pages show is read, not the data they were made from: a
check of the print must not trust the program that printed it.
"""

from __future__ import annotations

import re
from pathlib import Path

from waymark.assurance.documents.assembling import assembled
from waymark.assurance.documents.document import Document
from waymark.assurance.documents.web_page import pieces_of_page
from waymark.instruments.problems import InputProblem, Place

_LARGEST_BYTES = 100_000_000


def read_publication(folder: Path) -> Document:
    pages = sorted(folder.glob("*.html"), key=_order)
    if not pages:
        right = "Name a file, or the folder of a publication, in which its pages stand."
        raise InputProblem("there is no page in this folder.", place=Place(file=folder.name), right=right)
    size = sum(path.stat().st_size for path in pages)
    if size > _LARGEST_BYTES:
        what = f"its pages have {size // 1_000_000:,} MB; up to {_LARGEST_BYTES // 1_000_000} MB are read."
        raise InputProblem(what, place=Place(file=folder.name), right="Name one page after the other.")
    pieces = (
        piece
        for number, path in enumerate(pages, start=1)
        for piece in pieces_of_page(path.read_bytes(), number)
    )
    return assembled(folder.name, pieces)


def _order(path: Path) -> tuple[bool, list[tuple[int, str]]]:
    """The first page first, and chapter 10 after chapter 9."""
    parts = re.findall(r"\d+|\D+", path.stem)
    return path.stem != "index", [(int(part), "") if part.isdigit() else (0, part) for part in parts]
