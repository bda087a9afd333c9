"""Reading the picture of a page: where words stand, how sure the program is, and what happens without it.

Most tests put a stand-in for the program on the path, which answers as Tesseract would; the last two ask the
program itself where it is installed.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path
from textwrap import dedent

import msgspec
import pypdfium2
import pytest
from PIL import Image
from reportlab.pdfgen import canvas

from waymark.library import scanned
from waymark.library.apart import Finished, Job, Limits, work_apart
from waymark.library.pdf.images import ImageOfPage, PageAsRead

HEAD = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext"
PRINTED = "The panel heard that records were kept on three systems."
REPEATED_LINES = 12


def page(width: int = 200, height: int = 400, shade: bytes | None = None) -> ImageOfPage:
    """At 144 dots an inch, so that two pixels are a point; one corner is black unless a shade is given."""
    grey = shade * (width * height) if shade else b"\0" + b"\xff" * (width * height - 1)
    return ImageOfPage(1, grey, width, height, width / 2, height / 2, 144)


def stand_in(folder: Path, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """A program of the name of Tesseract; it knows `width`, `height` and what it was called with."""
    path = folder / "tesseract"
    opening = """
        import sys
        called = sys.argv[1:]
        width, height = map(int, sys.stdin.buffer.readline().split()[1:3])
        def answer(*rows):
            print(HEAD)
            for row in rows:
                print("\\t".join(map(str, row)))
    """
    path.write_text(f"#!{sys.executable}\nHEAD = {HEAD!r}\n{dedent(opening)}\n{dedent(program)}")
    path.chmod(0o755)
    monkeypatch.setenv("PATH", str(folder))


def boxes(read: PageAsRead | None) -> list[tuple[str, float, float, float, float]]:
    assert read is not None
    return [(w.text, w.left, w.bottom, w.right, w.top) for line in read.lines for w in line.words]


def test_without_the_program_nothing_is_read_and_nothing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not scanned.available()
    assert scanned.read_image(page()) is None


def test_words_come_by_line_with_boxes_in_points(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(
        tmp_path,
        monkeypatch,
        """
        answer(
            (1, 1, 0, 0, 0, 0, 0, 0, 200, 400, -1, ""),
            (5, 1, 1, 1, 1, 1, 20, 40, 60, 20, 90, "Child"),
            (5, 1, 1, 1, 1, 2, 90, 40, 10, 20, 60, "S"),
            (5, 1, 1, 1, 2, 1, 20, 70, 60, 20, 95, " "),
            (5, 1, 2, 1, 1, 1, 20, 90, 60, 20, 96, "report"),
        )
        """,
    )
    read = scanned.read_image(page())
    assert read is not None
    assert [([word.text for word in line.words], line.block) for line in read.lines] == [
        (["Child", "S"], 1),
        (["report"], 2),
    ]
    assert boxes(read)[0] == ("Child", 10, 170, 40, 180)
    assert read.confidence == pytest.approx((5 * 0.90 + 1 * 0.60 + 6 * 0.96) / 12)


@pytest.mark.parametrize(
    ("turn", "expected"),
    [(90, (20, 10, 30, 40)), (180, (60, 20, 90, 30)), (270, (70, 160, 80, 190))],
)
def test_page_on_its_side_or_head_is_turned_and_its_boxes_stay_where_they_are_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, turn: int, expected: tuple[float, ...]
) -> None:
    stand_in(
        tmp_path,
        monkeypatch,
        f"""
        if "0" in called:
            print("Rotate: {turn}\\nOrientation confidence: 9.1")
        else:
            sure = 90 if sys.stdin.buffer.read(1) == b"\\xff" else 20  # the black corner went elsewhere
            answer((5, 1, 1, 1, 1, 1, 20, 40, 60, 20, sure, "Child"))
        """,
    )
    assert boxes(scanned.read_image(page())) == [("Child", *expected)]


def test_upright_page_that_is_hard_to_read_is_kept_as_it_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(
        tmp_path,
        monkeypatch,
        """
        if "0" in called:
            print("Rotate: 180\\nOrientation confidence: 0.2")
        else:
            answer((5, 1, 1, 1, 1, 1, 20, 40, 60, 20, 20, "smudged"))
        """,
    )
    read = scanned.read_image(page())
    assert read is not None and read.confidence == pytest.approx(0.2)


def test_empty_page_has_no_lines(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_in(tmp_path, monkeypatch, "answer()")
    assert scanned.read_image(page(shade=b"\xff")) == PageAsRead((), 0.0)


@pytest.mark.parametrize("program", ["sys.exit(1)", "import time; time.sleep(60)"])
def test_program_that_fails_or_hangs_reads_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(scanned, "_SECONDS_A_PAGE", 1)
    stand_in(tmp_path, monkeypatch, program)
    assert scanned.read_image(page()) is None


def printed_page(turned: int = 0) -> ImageOfPage:
    file = io.BytesIO()
    drawing = canvas.Canvas(file, pagesize=(420, 300))
    drawing.setFont("Times-Roman", 12)
    for line in range(REPEATED_LINES):
        drawing.drawString(40, 260 - 18 * line, PRINTED)
    drawing.save()
    picture = pypdfium2.PdfDocument(file.getvalue())[0].render(scale=200 / 72).to_pil().convert("L")
    if turned:
        picture = picture.transpose(Image.Transpose.ROTATE_180)
    return ImageOfPage(1, picture.tobytes(), picture.width, picture.height, 420, 300, 200)


@pytest.mark.parametrize("turned", [0, 180])
def test_printed_page_is_read_where_tesseract_is_installed(turned: int) -> None:
    read = scanned.read_image(printed_page(turned))
    if not scanned.available():
        assert read is None
        return
    assert read is not None and read.confidence > 0.8
    assert [" ".join(word.text for word in line.words) for line in read.lines] == [PRINTED] * REPEATED_LINES
    first = read.lines[0].words[0]
    across, up = (380, 40) if turned else (40, 260)
    outer, foot = (first.right, first.top) if turned else (first.left, first.bottom)
    assert [outer, foot] == pytest.approx([across, up], abs=2)


class Words(msgspec.Struct, frozen=True):
    said: str


def read_apart(path: Path, name: str) -> Words:
    read = scanned.read_image(printed_page())
    return Words("" if read is None else " ".join(word.text for word in read.lines[0].words))


def test_page_is_read_within_the_limits_of_work_apart(tmp_path: Path) -> None:
    path = tmp_path / "report"
    path.write_text("x")
    [out] = work_apart([Job(path, "x")], f"{__name__}:read_apart", Words, Limits(memory_bytes=300_000_000))
    assert isinstance(out, Finished)
    assert out.result.said == (PRINTED if scanned.available() else "")
