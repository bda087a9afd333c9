"""What a report says about itself, read by rules from its stored text: its fields and its sections.

In: the stored text and what the pack knows of reports. Out: each field that the report states, with how sure
the reading is and the passage that says it, and the sections by kind. A field that is not stated has no entry.
The fields are those of Appendix A of the published report, which a report is known by as a case's.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from waymark.library.described import Described, Section, Stated
from waymark.library.stored_text import StoredText
from waymark.library.structure.account import Account, Rest, account_of
from waymark.library.structure.ages import ages
from waymark.library.structure.authors import authors
from waymark.library.structure.births import births
from waymark.library.structure.boards import boards
from waymark.library.structure.children import children
from waymark.library.structure.contents import Contents, contents_of
from waymark.library.structure.events import FATAL
from waymark.library.structure.genders import genders
from waymark.library.structure.headings import headings_of
from waymark.library.structure.incident_dates import incident_date
from waymark.library.structure.knowledge import Knowledge
from waymark.library.structure.opening_pages import Opening, opening_of
from waymark.library.structure.outcomes import outcome
from waymark.library.structure.page_counts import page_counts
from waymark.library.structure.redactions import redactions
from waymark.library.structure.report import Report, opened
from waymark.library.structure.report_dates import report_dates
from waymark.library.structure.review_kinds import kind_words, review_kind
from waymark.library.structure.review_models import model_words, review_model
from waymark.library.structure.section_kinds import HeadingWords, heading_words
from waymark.library.structure.sections import sections_of
from waymark.library.structure.titles import Title, title_of
from waymark.library.structure.who import Persons

__all__ = ["Knowledge", "describe"]


def describe(stored: StoredText, knowledge: Knowledge) -> Described:
    report = opened(stored)
    words = heading_words(knowledge.section_kinds)
    contents = contents_of(report)
    opening = opening_of(report, contents, words)
    title = title_of(report, opening, kind_words(knowledge.review_kinds))
    sections = _sections(report, contents, title, knowledge, words)
    stated = chain(
        _of_the_cover(report, opening, title, knowledge),
        _of_the_file(report, contents, sections, knowledge),
    )
    return Described(tuple(stated), sections)


def _sections(
    report: Report, contents: Contents | None, title: Title, knowledge: Knowledge, words: HeadingWords
) -> tuple[Section, ...]:
    headings = headings_of(report, contents, title.ends, words)
    contents_kind = next((kind.key for kind in knowledge.section_kinds if kind.part == "front"), "")
    return sections_of(report, headings, contents, contents_kind, words)


def _of_the_cover(report: Report, opening: Opening, title: Title, knowledge: Knowledge) -> Iterator[Stated]:
    """What a report is known by, from its cover, or else from the first part of its text."""
    account, rest = account_of(report)
    lines = opening.lines
    besides = tuple(line for line in lines if line not in title.pieces)
    if title.stated:
        yield title.stated
    yield from boards(report, lines, account)
    known_as = children(report, title.pieces, besides, account)
    yield from known_as
    yield from authors(report, besides, account)
    models = model_words(knowledge.review_models)
    kind = review_kind(report, title.pieces, besides, account, kind_words(knowledge.review_kinds))
    model = review_model(report, title.pieces, account, rest, models)
    yield from (stated for stated in (kind, model) if stated)
    yield from report_dates(report, besides, account)
    yield from _of_the_child(report, opening, title, [stated.value for stated in known_as], account, rest)


def _of_the_child(
    report: Report,
    opening: Opening,
    title: Title,
    labels: list[str],
    account: Account,
    rest: Rest,
) -> Iterator[Stated]:
    persons = Persons(labels)
    ended = outcome(report, title.pieces, account, persons)
    fatal = ended is not None and ended.value == FATAL
    happened = incident_date(report, account, rest, persons, fatal)
    yield from (stated for stated in (ended, happened) if stated)
    yield from ages(report, opening.lines, account, persons, len(labels))
    yield from births(report, account, persons, len(labels))
    yield from genders(report, opening.lines, account, persons, len(labels))


def _of_the_file(
    report: Report, contents: Contents | None, sections: tuple[Section, ...], knowledge: Knowledge
) -> Iterator[Stated]:
    """What follows from the pages."""
    if contents is not None:
        where = (contents.start, contents.end)
        yield report.states("contents_page", str(contents.page), contents.confidence, where)
    yield from page_counts(report, sections, knowledge.section_kinds)
    yield redactions(report)
