"""Composing the reports of a demonstration: one plan for each case of the study with a report, one at a time.

In: the rows of a study and its pack. Out: `ReportPlan`s, the same each time. Each report has a source of
chance of its own, so that it stays as it is when another changes.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from waymark.demo.identities import Identities, identities_of
from waymark.demo.margins import demonstration_data
from waymark.demo.places import Places
from waymark.demo.reports.asked import Brief, SectionAsked, brief_of
from waymark.demo.reports.back_writing import BackWriting
from waymark.demo.reports.calling import writer_for
from waymark.demo.reports.clock import Clock
from waymark.demo.reports.commissions import Commission, commissions
from waymark.demo.reports.covers import cover_blocks, title_of
from waymark.demo.reports.facts import Facts, facts_of
from waymark.demo.reports.file_names import FileNames
from waymark.demo.reports.looks import look_of
from waymark.demo.reports.numbering import Numbering
from waymark.demo.reports.plan import Block, Look, ReportPlan
from waymark.demo.reports.prose import Prose, Writer, prose_of, words_in
from waymark.demo.reports.redacting import redacted
from waymark.demo.reports.revising import revised
from waymark.demo.reports.room import Room, room_for
from waymark.demo.reports.section_writing import SectionWriting
from waymark.demo.rows import Row
from waymark.instruments.pack import Pack

_HEADING_WORDS = 30  # what the heading of a section takes of a page
_SHORTEST_SECTION = 40
_LONG = 25  # pages from which sections may begin on pages of their own


@dataclass(frozen=True)
class _Desk:
    """What every report is composed from."""

    brief: Brief
    prose: Prose
    identities: Identities
    areas: tuple[str, ...]
    pack: Pack


def compose(rows: Sequence[Row], pack: Pack) -> Iterator[ReportPlan]:
    """Every report in the order of the cases; one that was done again follows the first version."""
    brief = brief_of(pack)
    areas = tuple(name for name, _ in demonstration_data(pack, "places.toml", Places).boards)
    desk = _Desk(brief, prose_of(pack), identities_of(pack), areas, pack)
    names = FileNames(brief, random.Random(f"{brief.asked.seed}: file names"))
    for one in commissions(rows, areas, brief.asked, pack):
        number = one.values[pack.about.case_number]
        chance = random.Random(f"{brief.asked.seed}: {number}")
        facts = facts_of(one, brief, desk.identities, pack, chance)
        plan = _plan(one, facts, desk, chance)
        first = replace(plan, file=names.first(facts))
        yield first
        if one.again:
            yield replace(revised(first, chance), file=names.again(first.file, facts))


def _plan(one: Commission, facts: Facts, desk: _Desk, chance: random.Random) -> ReportPlan:
    brief, pack = desk.brief, desk.pack
    writer, clock = writer_for(
        facts, one.values, desk.prose, brief, desk.identities, desk.areas, pack, chance
    )
    title = title_of(facts, brief, desk.prose.grammar, writer, chance)
    look = look_of(one, facts, title, brief, chance)
    room = room_for(one.length, look, len(title))
    blocks = [
        *cover_blocks(facts, title, look, brief, desk.prose.grammar, writer, chance),
        *_contents(look, chance),
        *_sections(one, facts, look, room, desk, writer, clock, chance),
    ]
    fields: dict[str, tuple[str, ...]] = {**facts.values, "title": (title,)}
    if one.redacted:
        blocks, places = redacted(blocks, chance)
        fields["redactions"] = (str(places),)
    cases = tuple(str(row.truth[pack.about.case_number]) for row in one.rows)
    return ReportPlan("", tuple(blocks), look, cases, fields)


def _contents(look: Look, chance: random.Random) -> Iterator[Block]:
    if look.contents:
        word = chance.choice(("Contents", "Contents", "CONTENTS", "Table of contents", "Index"))
        yield Block("heading", word, level=1, section="contents", new_page=look.cover)


def _sections(
    one: Commission,
    facts: Facts,
    look: Look,
    room: Room,
    desk: _Desk,
    writer: Writer,
    clock: Clock,
    chance: random.Random,
) -> Iterator[Block]:
    """The body by one of the orders of its model, then what stands at the back."""
    asked = desk.brief.asked
    boxes, notes = chance.choice((0.0, 0.0, 0.5, 0.8)), chance.choice((0.0, 0.0, 0.03, 0.06))
    writing = SectionWriting(
        facts,
        desk.brief,
        desk.prose.grammar,
        writer,
        clock,
        Numbering.drawn(chance),
        chance,
        0.0 if one.length.scanned else boxes,
        0.0 if one.length.scanned or look.web_print else notes,
    )
    form = next(form for form in asked.form if one.model in form.models)
    keys = [key for key in chance.choice(form.orders) if not key.endswith("?") or chance.random() < 0.5]
    order = [desk.brief.section(key.rstrip("?")) for key in keys]
    on_new_pages = one.length.pages > _LONG and chance.random() < 0.35
    left = room.body
    for at, section in enumerate(order):
        number, title = writing.numbering.section(chance.choice(section.headings))
        new_page = at > 0 and on_new_pages
        yield Block("heading", title, number, 1, section.kind, new_page=new_page)
        for block in writing.write(section, max(_SHORTEST_SECTION, _words_of(order[at:], left))):
            left -= words_in(block)
            yield block
        left -= _HEADING_WORDS
    if one.length.back:
        back = BackWriting(writing, chance.choice(asked.back.words), chance.random() < 0.5)
        yield from back.sections(room.back, bool(writing.recommended))


def _words_of(order: Sequence[SectionAsked], left: int) -> int:
    """Words for the first of the sections still to come; what sections with a limit do not need goes to the
    others."""
    left -= _HEADING_WORDS * len(order)
    shares = sum(section.share for section in order)
    limited = [section for section in order if left * section.share // shares > section.most]
    if order[0] in limited:
        return order[0].most
    free = sum(section.share for section in order if section not in limited)
    return (left - sum(section.most for section in limited)) * order[0].share // free
