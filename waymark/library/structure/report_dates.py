"""When the report was written and when it was published, as printed.

A date that stands alone on the cover is the report's; “Published: …” and “was published on …” tell the
publication. Dates of laws, guidance and other reports are neither.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from waymark.library.described import Field, Stated
from waymark.library.structure.account import Account
from waymark.library.structure.report import Piece, Report, one_line, phrases
from waymark.library.structure.written_dates import WrittenDate, written_dates

_PUBLISHED = re.compile(r"\bpublished\b|\bpublication\b|\bdate\s+published\b", re.IGNORECASE)
_WRITTEN = re.compile(
    r"\b(?:completed|finalised|finished|concluded|signed(?:\s+off)?|agreed|accepted|approved|adopted|ratified|endorsed|presented|submitted|"
    r"date\s+of\s+(?:(?:this|the|final)\s+)*report|report\s+date|date\s+of\s+completion|dated?|version|final\s+(?:report|version|draft)|written|received|delivered|closed)\b",
    re.IGNORECASE,
)
_OF_INCIDENT = re.compile(
    r"\b(?:birth|death|died|born|incident|dob|injur\w+|harm\w*|period|commission\w*|began|started|meeting|between|from|notified|act|regulations?|working\s+together)\b",
    re.IGNORECASE,
)
_OF_THIS_REPORT = re.compile(
    r"\b(?:this|the)\s+(?:\w+\s+){0,4}(?:report|review|document)\b|^\W*it\s+(?:was|has\s+been)\b|\bwas\s+(?:completed|published|finalised|signed)|^\W*(?:published|completed|date|report|publication|signed)\b",
    re.IGNORECASE,
)
_OF_ANOTHER = re.compile(
    r"\b(?:act|terms\s+of\s+reference|criteria|conditions|decision|scope|guidance|working\s+together|ofsted|munro|laming|inspection|government|department|national|nice|research|"
    r"study|strategy|policy|protocol|procedures?|inquiry|thematic|assessments?|previous|earlier|another|other|"
    r"management\s+reviews?|imrs?|chronolog\w+|post[- ]mortem|course|training|conference|"
    r"serious\s+case\s+review\s+of)\b",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"\s*(?:(?:by|in\s+full|as|final|the\s+(?:board|panel|lscb|partnership)|date|off|to|at|its|meeting|version|v?\d(?:\.\d+)*|report|on|in|of|during|was|is|will\s+be|\w*SCB|board|panel|\w+day|"
    r"for|publication|its\s+board|and|agreed|accepted|approved|the|spring|summer|autumn|winter|early|late|month|completion|website|extraordinary|executive|group|independent|chair|author)\b[\s,]*)*[:|\t–(-]*\s*",
    re.IGNORECASE,
)
_SAID_OF_ENDING = phrases(
    """complet, finali, finished, concluded, signed, agreed, accepted, approved, adopted, ratified, endorsed, presented,
    submitted, date, dated, version, final, written, received, delivered, closed"""
)
_LONGEST_SENTENCE = 400
_YEAR = re.compile(r"\d\d\b")
_PASSIVE = re.compile(
    r"\b(?:(?:this|the|final|overview|full)\s+(?:\w+\s+){0,3}(?:report|review|document|draft|version)|it|which)\b(?:\s*,[^,]{0,80},)?"
    r"\s+(?:[^.;]{0,80}\band\s+)?(?:(?:was|were|is|been|be|has|have|will|also|then|first|finally|formally|subsequently|later)\s+)*$",
    re.IGNORECASE,
)
_ACTIVE = re.compile(r"\s+(?:this|the)\s+(?:\w+\s+){0,2}(?:report|review)\b", re.IGNORECASE)
_ACTIVE_UNTIL = re.compile(
    r"\s+(?:this|the)\s+(?:\w+\s+){0,2}(?:report|review)\s+(?:at\s+[^.;,]{0,60}\s)?(?:on|in)\s+(?:the\s+)?(?:\w+day,?\s+)?",
    re.IGNORECASE,
)
_PASSIVE_AFTER = re.compile(
    r"\W{0,3}(?:this|the)\s+(?:\w+\s+){0,3}(?:report|review|document)\s+(?:was|is|were|has\s+been)\s+(?P<done>\w+)",
    re.IGNORECASE,
)


def report_dates(report: Report, lines: Iterable[Piece], account: Account) -> Iterator[Stated]:
    """The publication date and the date of the report, each where it is told."""
    cover = [line for line in lines if len(line.text) < 200]
    published = _on_cover(report, cover, "publication_date") or _told(report, account, "publication_date")
    published = published or _in_imprint(report, "publication_date")
    written = _on_cover(report, cover, "report_date") or _told(report, account, "report_date")
    written = written or _alone_on_cover(report, cover, published) or _in_imprint(report, "report_date")
    yield from (stated for stated in (written, published) if stated)


def _on_cover(report: Report, lines: list[Piece], field: Field) -> Stated | None:
    for place, line in enumerate(lines):
        dates = written_dates(line.text)
        for order, date in enumerate(dates):
            said = _said_of(line.text, dates, order)
            if said == field:
                return report.states(
                    field, date.value, 0.93, (line.start + date.start, line.start + date.end)
                )
        if dates and place and not _said_of(line.text, dates, 0) and _says_only_date(line.text, dates[0]):
            # A label alone on the line before.
            label = lines[place - 1].text
            if len(label) < 40 and not written_dates(label) and _kind_of(label) == field:
                return report.states(
                    field, dates[0].value, 0.9, (line.start + dates[0].start, line.start + dates[0].end)
                )
    return None


def _said_of(text: str, dates: list[WrittenDate], order: int) -> Field | None:
    """What a line of the cover says that a date is, by the words before it."""
    date = dates[order]
    before = text[dates[order - 1].end if order else 0 : date.start]
    return _kind_of(before)


def _kind_of(label: str) -> Field | None:
    published = [match.end() for match in _PUBLISHED.finditer(label)]
    written = [match.end() for match in _WRITTEN.finditer(label)]
    other = [match.end() for match in _OF_INCIDENT.finditer(label)]
    latest = max([*published, *written, *other], default=0)
    if not latest or latest in other:
        return None
    return "publication_date" if latest in published or (published and latest in written) else "report_date"


def _says_only_date(text: str, date: WrittenDate) -> bool:
    rest = text[: date.start] + text[date.end :]
    return not re.search(
        r"[^\W\d_]{2,}",
        re.sub(
            r"\b(?:the|of|final|report|version|v\d+|draft|date|monday|tuesday|wednesday|thursday|friday)\b",
            "",
            rest,
            flags=re.IGNORECASE,
        ),
    )


def _alone_on_cover(report: Report, lines: list[Piece], published: Stated | None) -> Stated | None:
    """A date with nothing beside it, or at the end of a line that says nothing of an incident."""
    for sure, whole in ((0.8, True), (0.6, False)):
        for place, line in enumerate(lines):
            dates = written_dates(line.text)
            if not dates or (place and _is_label_of_incident(lines[place - 1].text)):
                continue
            date = dates[-1]
            where = (line.start + date.start, line.start + date.end)
            if published and published.passage and published.passage.start == where[0]:
                continue
            at_end = (
                not line.text[date.end :].strip(" .)")
                and len(date.value) > 4
                and not _OF_INCIDENT.search(line.text)
            )
            if _says_only_date(line.text, date) or (
                not whole and at_end and not _PUBLISHED.search(line.text)
            ):
                return report.states("report_date", date.value, sure, where)
    return None


def _is_label_of_incident(text: str) -> bool:
    """“Date of death” alone on its line."""
    return len(text) < 40 and bool(_OF_INCIDENT.search(text)) and not written_dates(text)


def _told(report: Report, account: Account, field: Field) -> Stated | None:
    words, said = (_PUBLISHED, ("publi",)) if field == "publication_date" else (_WRITTEN, _SAID_OF_ENDING)
    for _, sentence in account.holding(*said):
        text = sentence.text
        if len(text) > _LONGEST_SENTENCE or not _YEAR.search(text) or not _OF_THIS_REPORT.search(text):
            continue
        for date in written_dates(text):
            if _is_told_of(text, date, words):
                return report.states(field, date.value, 0.8, sentence.where(date.start, date.end))
    return None


def _is_told_of(text: str, date: WrittenDate, words: re.Pattern[str]) -> bool:
    """“This report was completed in March 2014”, “the Board accepted this report on …”, “In … this report was …”."""
    for match in words.finditer(text, 0, date.start):
        between = text[match.end() : date.start]
        done_to_it = _PASSIVE.search(text, 0, match.start()) or _ACTIVE.match(text, match.end())
        if not done_to_it or _OF_ANOTHER.search(_clause(text[: match.start()])):
            continue
        if _LINK.fullmatch(between) or _by_someone(between) or _ACTIVE_UNTIL.fullmatch(between):
            return True
    follows = _PASSIVE_AFTER.match(text, date.end)
    return bool(follows and words.match(follows["done"]) and date.start < 12)


def _clause(text: str) -> str:
    return re.split(r"[;:]|,\s+(?:and|but)\s", text)[-1]


def _by_someone(between: str) -> bool:
    """“was accepted by the Ambersett Safeguarding Children Board on …”"""
    return bool(
        re.fullmatch(
            r"\s+(?:off\s+)?(?:by|to|at)\s+[^.;]{0,90}?\s(?:on|in)\s+(?:the\s+)?(?:\w+day,?\s+)?",
            one_line(between) + " " if between.endswith(" ") else between,
        )
    )


def _in_imprint(report: Report, field: Field) -> Stated | None:
    """Short lines at the very end of the report, and its running heads and feet."""
    short = [piece for piece in report.pieces[-8:] if len(piece.text) < 140]
    last = [piece for piece in short if not piece.text.rstrip().endswith((".", ";", ","))]
    for piece in (*last, *report.running):
        dates = written_dates(piece.text)
        for order, date in enumerate(dates):
            if _said_of(piece.text, dates, order) == field:
                return report.states(
                    field, date.value, 0.7, (piece.start + date.start, piece.start + date.end)
                )
    return None
