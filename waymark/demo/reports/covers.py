"""The title of a report and the lines below it: boards, label, authors, dates, and that it is synthetic."""

from __future__ import annotations

import random
from collections.abc import Iterator

from waymark.demo.reports.asked import Brief
from waymark.demo.reports.facts import Facts
from waymark.demo.reports.grammar import Grammar
from waymark.demo.reports.plan import Block, Look
from waymark.demo.reports.prose import Writer


def title_of(facts: Facts, brief: Brief, grammar: Grammar, writer: Writer, chance: random.Random) -> str:
    return writer.phrase(grammar.pattern(chance.choice(facts.titles)))


def cover_blocks(
    facts: Facts,
    title: str,
    look: Look,
    brief: Brief,
    grammar: Grammar,
    writer: Writer,
    chance: random.Random,
) -> Iterator[Block]:
    """The title first, or the boards; the notice first or last of the other lines."""
    stated = brief.names.stated

    def line(name: str, **said: str) -> Block:
        pattern = chance.choice(stated[name])
        for slot, words in said.items():
            pattern = pattern.replace(f"{{{slot}}}", words)
        return Block("cover line", writer.phrase(grammar.pattern(pattern)))

    boards = [Block("cover line", board) for board in facts.boards]
    lines: list[Block] = []
    if facts.label.all not in title or chance.random() < 0.15:
        lines.append(line("cover_label"))
    if facts.author_place == "cover":
        lines.append(line("cover_author" if len(facts.authors) == 1 else "cover_authors"))
    if chance.random() < 0.15:
        lines.append(line("cover_chair"))
    if facts.incident.words and len(facts.incident.value) == len("2013-05-14") and chance.random() < 0.2:
        noun = "death" if facts.values.get("outcome") == ("death",) else "incident"
        lines.append(line("cover_incident_date", date=facts.incident.words, outcome_noun=noun))
    if facts.reported.words:
        lines.append(line("cover_report_date", date=facts.reported.words))
    if facts.published.words:
        lines.append(line("cover_publication_date", date=facts.published.words))
    notice = Block("cover line", chance.choice(stated["notices"]))
    chance.shuffle(lines)
    head = [Block("title", title), *boards] if chance.random() < 0.55 else [*boards, Block("title", title)]
    yield from ([*head, notice, *lines] if chance.random() < 0.5 else [*head, *lines, notice])
