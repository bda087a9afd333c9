"""Pages as pictures: drawn in a process apart, kept once, and nothing kept of a file that cannot be drawn."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from PIL import Image

from tests.library.made_pdf import printed_pdf
from waymark.instruments.problems import CallProblem, InputProblem
from waymark.library.page_pictures import draw_around, passages_on, picture_of
from waymark.library.pdf.reading import read_pdf
from waymark.study.workspace import Disclosure, StudySettings, Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "study").mkdir()
    return Workspace(tmp_path / "study", StudySettings(name="s", title="S"), Disclosure())


def kept(workspace: Workspace, content: bytes) -> str:
    path = workspace.folder.parent / "report.pdf"
    path.write_bytes(content)
    return workspace.keep(path)


def test_page_is_drawn_as_wide_as_asked_and_kept(workspace: Workspace) -> None:
    digest = kept(workspace, printed_pdf(pages=4))
    drawn = picture_of(workspace, digest, "report.pdf", 1, 4, 900)
    with Image.open(drawn) as picture:
        assert picture.width == 900
        assert picture.getextrema() != ((255, 255), (255, 255), (255, 255))
    assert sorted(path.name for path in drawn.parent.iterdir()) == ["1-900.png", "2-900.png", "3-900.png"]
    workspace.original(digest).unlink()
    assert picture_of(workspace, digest, "report.pdf", 3, 4, 900).exists(), "it is not drawn a second time"


def test_pages_around_the_one_that_is_shown_are_drawn_while_nobody_waits(workspace: Workspace) -> None:
    digest = kept(workspace, printed_pdf(pages=9))
    drawn = picture_of(workspace, digest, "report.pdf", 2, 9, 900)
    draw_around(workspace, digest, "report.pdf", 2, 9, 900)
    wanted = {f"{page}-900.png" for page in range(1, 9)}
    ends = time.monotonic() + 20
    while {path.name for path in drawn.parent.glob("*.png")} < wanted:
        assert time.monotonic() < ends, "they did not come"
        time.sleep(0.05)


def test_broken_file_is_told_and_leaves_nothing(workspace: Workspace) -> None:
    digest = kept(workspace, b"%PDF-1.4 and nothing else")
    with pytest.raises(InputProblem, match="damaged or cut off"):
        picture_of(workspace, digest, "report.pdf", 1, 1, 900)
    assert not (workspace.folder / "pictures").exists()


@pytest.mark.parametrize(("page", "width"), [(0, 900), (5, 900), (1, 901)])
def test_only_pages_and_widths_that_there_are(workspace: Workspace, page: int, width: int) -> None:
    with pytest.raises(CallProblem):
        picture_of(workspace, "0" * 64, "report.pdf", page, 4, width)


def test_passage_over_two_lines_has_two_rectangles_one_above_the_other(workspace: Workspace) -> None:
    digest = kept(workspace, printed_pdf(pages=1))
    page = read_pdf(workspace.original(digest)).pages[0]
    [[first, second, *_]] = passages_on(
        workspace, digest, "report.pdf", page, [(page.start + 20, page.start + 160)]
    )
    assert first.bottom > second.top


def test_passage_is_measured_once(workspace: Workspace) -> None:
    digest = kept(workspace, printed_pdf(pages=1))
    page = read_pdf(workspace.original(digest)).pages[0]
    one, other = (page.start + 20, page.start + 30), (page.start + 40, page.start + 50)
    [first] = passages_on(workspace, digest, "report.pdf", page, [one])
    both = passages_on(workspace, digest, "report.pdf", page, [other, one, (page.start, page.start)])
    assert both[1] == first != both[0]
    assert both[2] == ()
    workspace.original(digest).unlink()
    assert passages_on(workspace, digest, "report.pdf", page, [one, other]) == (first, both[0])
