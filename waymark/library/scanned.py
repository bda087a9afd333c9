"""Reading the picture of a page with Tesseract, where that program is installed.

In: a page drawn in grey. Out: its lines of words with boxes in points and the mean confidence, or None where it
cannot be read: without the program nothing fails. The program is given the picture and gives back its table of
words (TSV) through pipes; it writes no file and is ended when it takes too long.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from PIL import Image

from waymark.library.pdf.images import ImageOfPage, PageAsRead, ReadLine, ReadWord

_PROGRAM = "tesseract"
_SECONDS_A_PAGE = 60
_PERHAPS_TURNED_BELOW = 0.6
"""Confidence under which the page may stand on its side or its head; upright print is read at 0.8 and more."""

_SURE_ENOUGH_OF_TURN = 1.0  # as Tesseract counts; what it answers for noise stays below
_WORD = "5"  # level of the rows of the table that are words
_SETTINGS = ("PATH", "TESSDATA_PREFIX", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
_ROTATE = re.compile(rb"^Rotate: (90|180|270)$", re.MULTILINE)
_SURE = re.compile(rb"^Orientation confidence: ([0-9.]+)$", re.MULTILINE)
_TURNED_CLOCKWISE = {
    90: Image.Transpose.ROTATE_270,
    180: Image.Transpose.ROTATE_180,
    270: Image.Transpose.ROTATE_90,
}


def available() -> bool:
    return shutil.which(_PROGRAM) is not None


def read_image(image: ImageOfPage) -> PageAsRead | None:
    """English text. A page that stands on its side or its head is turned and read again; its boxes are those of the
    page as it is shown."""
    program = shutil.which(_PROGRAM)
    if program is None:
        return None
    picture = Image.frombytes("L", (image.width, image.height), image.grey)
    read = _read(program, image, picture, 0)
    if read is None or read.confidence >= _PERHAPS_TURNED_BELOW or _is_blank(picture):
        return read
    turn = _turn_needed(program, picture, image.dots_per_inch)
    turned = _read(program, image, picture.transpose(_TURNED_CLOCKWISE[turn]), turn) if turn else None
    return turned if turned is not None and turned.confidence > read.confidence else read


def _is_blank(picture: Image.Image) -> bool:
    darkest, lightest = picture.getextrema()
    return bool(darkest == lightest)


# -- The program --------------------------------------------------------------------------------------


def _run(program: str, picture: Image.Image, dots_per_inch: float, *wanted: str) -> bytes | None:
    command = [program, "stdin", "stdout", "--dpi", str(max(70, round(dots_per_inch))), *wanted]
    settings = {name: os.environ[name] for name in _SETTINGS if name in os.environ}
    settings |= {"OMP_THREAD_LIMIT": "1", "LC_ALL": "C"}
    header = f"P5 {picture.width} {picture.height} 255\n".encode()
    try:
        done = subprocess.run(
            command,
            input=header + picture.tobytes(),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=settings,
            timeout=_SECONDS_A_PAGE,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def _turn_needed(program: str, picture: Image.Image, dots_per_inch: float) -> int:
    """Degrees clockwise that bring the page upright; 0 where it is, or where that cannot be told."""
    told = _run(program, picture, dots_per_inch, "--psm", "0", "-l", "osd") or b""
    turn, sure = _ROTATE.search(told), _SURE.search(told)
    if turn is None or sure is None or float(sure[1]) < _SURE_ENOUGH_OF_TURN:
        return 0
    return int(turn[1])


def _read(program: str, image: ImageOfPage, picture: Image.Image, turned: int) -> PageAsRead | None:
    table = _run(
        program,
        picture,
        image.dots_per_inch,
        *("--psm", "3", "-l", "eng"),
        *("-c", "tessedit_create_tsv=1", "-c", "tessedit_do_invert=0"),
    )
    if table is None:
        return None
    found = list(_words(table.decode("utf-8", "replace")))
    lines = tuple(
        ReadLine(tuple(_on_page(word, image, turned) for word in words), block)
        for (block, _, _), words in groupby(found, key=lambda word: (word.block, word.paragraph, word.line))
    )
    letters = sum(len(word.text) for word in found)
    sure = sum(word.confidence * len(word.text) for word in found)
    return PageAsRead(lines, sure / letters if letters else 0.0)


# -- Its table ----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Word:
    """A row of the table: where the word stands in pixels from the upper left."""

    block: int
    paragraph: int
    line: int
    left: int
    upper: int
    width: int
    height: int
    confidence: float
    text: str


def _words(table: str) -> Iterator[_Word]:
    for row in csv.reader(table.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE):
        if len(row) != 12 or row[0] != _WORD:
            continue
        text = "".join(row[11].split())
        if text and float(row[10]) >= 0:
            block, paragraph, line, _, left, upper, width, height = map(int, row[2:10])
            sure = min(1.0, float(row[10]) / 100)
            yield _Word(block, paragraph, line, left, upper, width, height, sure, text)


def _on_page(word: _Word, image: ImageOfPage, turned: int) -> ReadWord:
    """The word with its box on the page as shown, from a picture that was turned clockwise by so many degrees."""
    left, right = word.left, word.left + word.width
    upper, lower = word.upper, word.upper + word.height
    if turned == 90:
        left, right, upper, lower = upper, lower, image.height - right, image.height - left
    elif turned == 180:
        left, right = image.width - right, image.width - left
        upper, lower = image.height - lower, image.height - upper
    elif turned == 270:
        left, right, upper, lower = image.width - lower, image.width - upper, left, right
    across, up = image.page_width / image.width, image.page_height / image.height
    return ReadWord(
        word.text,
        left * across,
        image.page_height - lower * up,
        right * across,
        image.page_height - upper * up,
    )
