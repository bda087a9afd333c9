"""What stands at the back of a report: appendices, action plan, glossary, references.

In: sections and about how many words they may fill, counted as running text is. Out: blocks; the first opens
a page. Tables fill a page with fewer words than text does, which is allowed for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from waymark.demo.reports.asked import SectionAsked
from waymark.demo.reports.dates_printed import month_name
from waymark.demo.reports.plan import Block
from waymark.demo.reports.prose import begun, count_words
from waymark.demo.reports.section_writing import SectionWriting

_TABLE_WORDS = 2.05  # what a word in a table takes of a page, against one of running text
_CHRONOLOGY_WORDS = 0.98  # its third column is wide
_ROW_WORDS = 10
_ITEM_WORDS = 13  # of a list item, for its short last line
_VERY_LONG = 6000  # words
_SMALL_WORDS = 330  # of a section that fills about a page


@dataclass
class BackWriting:
    """`word`: “Appendix” or another; `by_letter`: Appendix A rather than Appendix 1."""

    writing: SectionWriting
    word: str
    by_letter: bool
    _count: int = 0

    def sections(self, words: int, with_recommendations: bool) -> Iterator[Block]:
        """Small sections first, then a long one for the rest."""
        back, chance = self.writing.brief.asked.back, self.writing.chance
        small = chance.sample(back.small, min(len(back.small), max(1, words // (_SMALL_WORDS + 90))))
        large = [key for key in back.large if with_recommendations or key != "action_plan"]
        last = back.large[0] if words > _VERY_LONG else chance.choice(large)
        room = words
        for key in small:
            length = min(room, _SMALL_WORDS) if len(small) > 1 else room
            if key in ("glossary", "references", "appendix_panel") or room <= _SMALL_WORDS * 2:
                length = min(length, 260)
            blocks = [*self._section(key, length)]
            room -= self._taken(blocks)
            yield from blocks
            if room < 60:
                return
        if room > 150:
            yield from self._section(last, room)

    def _taken(self, blocks: list[Block]) -> int:
        in_rows = sum(_ROW_WORDS + sum(map(count_words, row)) for block in blocks for row in block.rows)
        return round(sum(count_words(b.text) + 4 for b in blocks if not b.rows) + in_rows * _TABLE_WORDS)

    def _section(self, key: str, words: int) -> Iterator[Block]:
        section = self.writing.brief.section(key)
        title = self.writing.chance.choice(section.headings)
        if section.kind == "appendix":
            self._count += 1
            number = chr(ord("A") + self._count - 1) if self.by_letter else str(self._count)
            between = self.writing.chance.choice((": ", " – ", ": "))
            title = f"{self.word} {number}{between}{title}"
        printed = self.writing.numbering.back_section(title)
        first = self._count <= 1 or self.writing.chance.random() < 0.4
        yield Block("heading", printed, level=1, section=section.kind, new_page=first)
        ways: dict[str, Callable[[int], Iterator[Block]]] = {
            "actions": self._actions,
            "glossary": self._glossary,
            "references": self._references,
            "panel": self._panel,
            "chronology": self._chronology,
            "agency recommendations": self._agency_recommendations,
        }
        if section.writes in ways:
            yield from ways[section.writes](words)
        else:
            yield from self._as_in_the_body(section, words)

    def _as_in_the_body(self, section: SectionAsked, words: int) -> Iterator[Block]:
        return self.writing.write(section, words)

    def _rows(self, header: tuple[str, ...], words: float, row: Callable[[float], tuple[str, ...]]) -> Block:
        rows, left = [header], words
        whole = left
        while left > 0 and len(rows) < 900:
            rows.append(row(1 - left / whole))
            left -= _ROW_WORDS + sum(map(count_words, rows[-1]))
        return Block("table", rows=tuple(rows))

    def _actions(self, words: int) -> Iterator[Block]:
        writer, chance = self.writing.writer, self.writing.chance
        recommended = self.writing.recommended
        waiting = iter(recommended)

        def row(_: float) -> tuple[str, ...]:
            asked = next(waiting, "")
            owner = begun(writer.clause("body"))
            done = chance.choice(("Complete", "In progress", "Begun", "Not yet due", "Complete and audited"))
            return (asked, writer.sentence("action_cell"), owner, writer.clause("due"), done)

        yield self._rows(
            ("Recommendation", "Action", "Lead", "By when", "Progress"), words / _TABLE_WORDS, row
        )

    def _chronology(self, words: int) -> Iterator[Block]:
        writer, clock = self.writing.writer, self.writing.clock

        def row(share: float) -> tuple[str, ...]:
            clock.share = share
            when = "–" if clock.shown == "nothing" else self._day()
            return (when, begun(writer.speak("told")), writer.sentence("chronology_cell"))

        yield self._rows(("Date", "Source", "Event"), words / _CHRONOLOGY_WORDS, row)

    def _day(self) -> str:
        clock = self.writing.clock
        return clock.style.day(clock.today) if clock.shown == "days" else month_name(clock.today)

    def _panel(self, words: int) -> Iterator[Block]:
        offices = [*self.writing.brief.asked.offices.panel]
        self.writing.chance.shuffle(offices)
        chosen = offices[: max(5, min(len(offices), words // 20))]
        chair = f"{self.writing.writer.speak('chair')}, chair of the Panel"
        if self.writing.chance.random() < 0.5:
            yield from self.writing.bullets([chair, *chosen])
        else:
            rows = [("Role", "Present at"), (chair, "All meetings")]
            rows += [(office, f"{self.writing.chance.randint(2, 6)} meetings") for office in chosen]
            yield Block("table", rows=tuple(rows))

    def _glossary(self, words: int) -> Iterator[Block]:
        listed = self.writing.brief.asked.terms_used.list
        number = max(6, min(len(listed), words // 12))
        chosen = sorted(self.writing.chance.sample(listed, number))
        if self.writing.chance.random() < 0.6:
            yield Block("table", rows=(("Term", "Meaning"), *chosen))
        else:
            yield from (Block("paragraph", f"{term} – {meaning}") for term, meaning in chosen)

    def _references(self, words: int) -> Iterator[Block]:
        listed = self.writing.brief.asked.terms_used.references
        chosen = sorted(self.writing.chance.sample(listed, max(5, min(len(listed), words // 14))))
        yield from (Block("paragraph", text) for text in chosen)

    def _agency_recommendations(self, words: int) -> Iterator[Block]:
        writer = self.writing.writer
        left = words
        while left > 0:
            yield self.writing.subhead(writer.clause("body"))
            texts = [f"{writer.sentence('recommend')}." for _ in range(self.writing.chance.randint(2, 6))]
            left -= sum(map(count_words, texts)) + _ITEM_WORDS * len(texts) + 20
            yield from self.writing.bullets(texts)
