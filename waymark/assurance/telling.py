"""What was found, for a person at a terminal and for another program.

In: a `Checked`. Out: lines of text, or what becomes JSON: a list of findings, the most serious first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from waymark.assurance.checking import Checked
from waymark.assurance.documents.document import Place
from waymark.assurance.editions import Change
from waymark.assurance.findings import Class, Finding

HEADINGS = {
    Class.WRONG: "Wrong: cannot be right under any rounding",
    Class.UNEXPLAINED: "Unexplained: cannot be reproduced from what is printed",
    Class.ROUNDING: "Rounding: right under another common rule",
    Class.STYLE: "Style: the words do not suit the figure",
}


def as_data(checked: Checked) -> list[dict[str, object]]:
    return [
        {
            "class": finding.serious.value,
            "place": _place_as_data(finding.place),
            "printed": finding.printed,
            "computed": finding.computed,
            "how": finding.how,
        }
        for finding in checked.findings
    ]


def _place_as_data(place: Place) -> dict[str, object]:
    parts = {
        "line": place.line,
        "page": place.page,
        "table": place.table,
        "row": place.row,
        "column": place.column,
    }
    return {name: value for name, value in parts.items() if value}


def as_lines(checked: Checked) -> Iterator[str]:
    tables = (
        f"{len(checked.shapes)} tables with figures" if len(checked.shapes) != 1 else "1 table with figures"
    )
    yield f"{checked.document.name}: {tables}, {checked.claims} claims in sentences, {checked.tests} tests read."
    if not checked.findings:
        yield "Nothing was found that does not add up."
    for serious, findings in groupby(checked.findings, key=lambda finding: finding.serious):
        yield ""
        yield HEADINGS[serious]
        for finding in findings:
            yield f"  {in_words(finding.place)}: {_figures(finding)}"
            yield f"      {finding.how}"
            if finding.passage:
                yield f"      “{_shortened(finding.passage, finding.printed)}”"


def what_was_read(checked: Checked) -> str:
    counted = (
        (len(checked.shapes), "table with figures", "tables with figures"),
        (checked.claims, "claim in a sentence", "claims in sentences"),
        (checked.tests, "test", "tests"),
    )
    said = [f"{count:,} {one if count == 1 else many}" for count, one, many in counted]
    return f"{said[0]}, {said[1]} and {said[2]} read."


def in_words(place: Place) -> str:
    parts = [
        f"page {place.page}" if place.page else "",
        f"line {place.line}" if place.line else "",
        f"Table {place.table}" if place.table else "",
        f"“{place.row}”" if place.row else "",
        f"“{place.column}”" if place.column else "",
    ]
    return ", ".join(part for part in parts if part) or "the document"


def _figures(finding: Finding) -> str:
    return f"{finding.printed} → {finding.computed}" if finding.computed else finding.printed


def _shortened(passage: str, printed: str, around: int = 90) -> str:
    """The passage about the print, where it is long."""
    at = max(passage.find(printed), 0)
    start, end = max(0, at - around), at + len(printed) + around
    before, after = "…" if start else "", "…" if end < len(passage) else ""
    return f"{before}{passage[start:end].strip()}{after}"


def changes_as_data(changes: Sequence[Change]) -> list[dict[str, object]]:
    return [
        {
            "place": _place_as_data(change.place),
            "before": change.before,
            "after": change.after,
            "noted": change.noted,
        }
        for change in changes
    ]


def changes_as_lines(changes: Sequence[Change]) -> Iterator[str]:
    """Those that no note tells of come first."""
    if not changes:
        yield "No figure changed."
    for noted, heading in ((False, "Changed silently"), (True, "Changed with a note")):
        found = [change for change in changes if change.noted is noted]
        if not found:
            continue
        yield f"{heading}: {len(found):,}"
        yield from (
            f"  {in_words(one.place)}: {one.before} → {one.after or 'no longer there'}" for one in found
        )
