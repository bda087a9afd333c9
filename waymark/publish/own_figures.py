"""What is about to be published, read back from its pages and checked as anyone's report would be.

In: the folder with the finished pages. Raises `InputProblem` where a figure contradicts another: then nothing
is published. The pages are read, not the data they were made from, because the print is what a reader will
have.
"""

from __future__ import annotations

from pathlib import Path

from waymark.assurance.checking import checked
from waymark.assurance.documents.publication import read_publication
from waymark.assurance.findings import Class, Finding
from waymark.assurance.telling import in_words
from waymark.instruments.problems import InputProblem

_REFUSED = (Class.WRONG, Class.UNEXPLAINED)
_MOST_TOLD = 5


def refuse_contradictions(pages: Path) -> None:
    found = [finding for finding in checked(read_publication(pages)).findings if finding.serious in _REFUSED]
    if not found:
        return
    told = "; ".join(_told(finding) for finding in found[:_MOST_TOLD])
    more = f"; and {len(found) - _MOST_TOLD} more" if len(found) > _MOST_TOLD else ""
    raise InputProblem(
        f"{len(found)} printed figures do not agree with others: {told}{more}.",
        right="Look at the tables named with “waymark table”, and tell who keeps the pack.",
    )


def _told(finding: Finding) -> str:
    return f"{in_words(finding.place)}: {finding.printed} ({finding.how.rstrip('.')})"
