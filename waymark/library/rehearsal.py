"""A report of our own, read a few times before the first file: what Python and pdfium make ready only when they are
first used is then ready for every process that is forked.

In: what the pack knows of reports. Out: nothing. The report is made here, of invented words, so that no file that
was given is opened in the process from which all others come. Measured: an import needs a tenth less computing.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from waymark.library.read_report import read_report
from waymark.library.structure.knowledge import Knowledge

_TIMES = 3  # more gain nothing

_COVER = (
    ("B", 20, 90, "Northmoor Safeguarding Board"),
    ("B", 18, 90, "Serious case review: Child A"),
    ("R", 11, 90, "Report author: Jane Example"),
    ("R", 11, 90, "Published on 14 May 2013"),
    ("B", 14, 90, "Contents"),
    ("R", 11, 90, "1 Introduction ..................................... 2"),
    ("R", 11, 90, "2 The family ....................................... 3"),
    ("R", 11, 90, "3 Analysis ......................................... 4"),
    ("R", 11, 90, "4 Recommendations .................................. 5"),
)
_RUNNING = (
    ("B", 14, 72, "{page} Introduction to the review"),
    ("R", 11, 72, "{page}.1 This review was commissioned by the board after Child A, a boy who was aged two"),
    ("R", 11, 72, "years, was seriously injured at home on 3 March 2012. His mother and her partner were"),
    ("R", 11, 72, "known to several services, and the health visitor had seen him twice in that well-"),
    ("R", 11, 72, "known clinic (see section 3)."),
    ("R", 11, 72, "{page}.2 The author was appointed to lead the review and to write this report. She is"),
    ("R", 11, 72, "independent of all agencies; “learning” is what was asked for, not blame; the panel met"),
    ("R", 11, 72, "between May and October 2012, and staff were spoken to."),
    ("R", 11, 90, "• what was known of him, and when, and by whom it was passed on to others;"),
    ("R", 11, 90, "(a) whether the death of a brother, born in 2009, should have led to a conference."),
    ("B", 11, 72, "Finding {page}: records were not shared"),
    ("R", 11, 72, "Date"),
    ("R", 11, 150, "12/02/2012"),
    ("R", 11, 72, "The school nurse wrote to the social worker [name removed], who did not reply. The"),
    ("R", 11, 72, "police were called to the address three times. No one asked what daily life was like."),
    ("R", 11, 72, "Recommendation {page}: the board should seek assurance that visits are recorded."),
    ("R", 8, 72, "1 As told in the minutes of the meeting."),
)
_LEADING = 16
_TOP = 780


def rehearse(knowledge: Knowledge) -> None:
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(_pdf([_COVER, *[_RUNNING] * 4]))
        file.flush()
        for _ in range(_TIMES):
            read_report(Path(file.name), "rehearsal.pdf", knowledge)


_Lines = tuple[tuple[str, int, int, str], ...]
"""Font, size, left edge and words of each line."""


def _pdf(pages: list[_Lines]) -> bytes:
    """A plain PDF of a page after the other, each with a running head and its number."""
    fonts = "/Font << /R 1 0 R /B 2 0 R >>"
    bodies = [_font("Helvetica"), _font("Helvetica-Bold")]
    kids = [f"{4 + 2 * at} 0 R" for at in range(len(pages))]
    bodies.append(f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(pages)} >>")
    for at, lines in enumerate(pages):
        drawn = _drawn(lines, at + 1)
        bodies.append(
            "<< /Type /Page /Parent 3 0 R /MediaBox [0 0 595 842] "
            f"/Resources << {fonts} >> /Contents {5 + 2 * at} 0 R >>"
        )
        bodies.append(f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream")
    bodies.append("<< /Type /Catalog /Pages 3 0 R >>")
    written, places = "%PDF-1.4\n", []
    for number, body in enumerate(bodies, start=1):
        places.append(len(written))
        written += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(bodies) + 1
    end = f"trailer << /Size {size} /Root {len(bodies)} 0 R >>\nstartxref\n{len(written)}\n%%EOF\n"
    return f"{written}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode("cp1252")


def _font(name: str) -> str:
    return f"<< /Type /Font /Subtype /Type1 /BaseFont /{name} /Encoding /WinAnsiEncoding >>"


def _drawn(lines: _Lines, page: int) -> str:
    printed = [("R", 9, 72, 810, "Review of Child A"), ("R", 9, 290, 40, f"Page {page}")]
    for row, (font, size, left, words) in enumerate(lines):
        printed.append((font, size, left, _TOP - row * _LEADING, words.format(page=page)))
    return "\n".join(
        f"BT /{font} {size} Tf {left} {bottom} Td ({_escaped(words)}) Tj ET"
        for font, size, left, bottom, words in printed
    )


def _escaped(words: str) -> str:
    return words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
