"""A report as stored text, whatever its file is called: what it is, is told by its content.

In: a path and the name that people know the file by. Out: its text with pages and paragraphs, from the reader of
its kind. Raises `InputProblem` with that name for everything that is no report that can be read.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from waymark.instruments.problems import InputProblem
from waymark.library import scanned
from waymark.library.admission import kind_of_report, spoken_name
from waymark.library.pdf.reading import read_pdf
from waymark.library.stored_text import StoredText
from waymark.library.word.reading import read_docx


def extract(path: Path, original_name: str) -> StoredText:
    kind = kind_of_report(path, original_name)
    try:
        if kind == "Word":
            return read_docx(path)
        return read_pdf(path, read_image=scanned.read_image if scanned.available() else None)
    except InputProblem as problem:
        # the file may be kept under a name that tells nobody anything
        place = replace(problem.place, file=spoken_name(original_name))
        raise InputProblem(problem.what, place=place, right=problem.right) from problem
