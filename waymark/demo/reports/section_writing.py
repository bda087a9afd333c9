"""The sections of the body: paragraphs, the story in its periods, themes, findings, questions, recommendations.

In: a section that is asked and about how many words it may have. Out: blocks. A heading within a section
never opens a section, whatever words it has.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from waymark.demo.reports.asked import Brief, SectionAsked
from waymark.demo.reports.clock import Clock
from waymark.demo.reports.dates_printed import month_name
from waymark.demo.reports.facts import Facts
from waymark.demo.reports.grammar import Grammar
from waymark.demo.reports.numbering import Numbering
from waymark.demo.reports.openings import household, opening
from waymark.demo.reports.plan import Block
from waymark.demo.reports.prose import Writer, begun, count_words, paragraph_lengths

_PARAGRAPHS = (45, 70, 95, 120, 150)
_SUBHEAD_WORDS = 18  # what a heading takes of a page
_RECOMMENDATIONS = (2, 4, 5, 6, 7, 7, 8, 9, 12, 17, 26, 48)


@dataclass
class SectionWriting:
    """`boxes` and `footnotes`: how often, from 0 to 1."""

    facts: Facts
    brief: Brief
    grammar: Grammar
    writer: Writer
    clock: Clock
    numbering: Numbering
    chance: random.Random
    boxes: float = 0.0
    footnotes: float = 0.0
    recommended: list[str] = field(default_factory=list)
    _notes: int = 0

    def write(self, section: SectionAsked, words: int) -> Iterator[Block]:
        ways: dict[str, Callable[[SectionAsked, int], Iterator[Block]]] = {
            "prose": self._prose,
            "family": self._family,
            "terms": self._terms,
            "story": self._story,
            "analysis": self._analysis,
            "findings": self._findings,
            "questions": self._questions,
            "recommendations": self._recommendations,
            "considerations": self._considerations,
        }
        self._notes = 0
        yield from ways[section.writes](section, words)

    # -- small parts ------------------------------------------------------------------------------

    def paragraph(self, text: str) -> Iterator[Block]:
        """A paragraph, now and then with a note at the foot of the page."""
        noted = self._notes < 3 and self.chance.random() < self.footnotes
        self._notes += noted
        mark = "¹²³"[self._notes - 1] if noted else ""
        yield Block("paragraph", text + mark, self.numbering.paragraph())
        if noted:
            yield Block("footnote", self.writer.sentence("footnote"), str(self._notes))

    def subhead(self, text: str, level: int = 2) -> Block:
        return Block("heading", begun(text), self.numbering.subhead() if level == 2 else "", level)

    def pattern(self, text: str) -> str:
        return self.writer.phrase(self.grammar.pattern(text))

    def paragraphs(self, part: str, words: int) -> Iterator[Block]:
        """Prose of one part. Where it has topics, each sentence may take another."""
        for length in paragraph_lengths(words, self.chance, _PARAGRAPHS):
            yield from self.paragraph(self.writer.paragraph(part, length))

    def events(self, part: str, words: int, topics: list[str]) -> Iterator[Block]:
        for length in paragraph_lengths(words, self.chance, _PARAGRAPHS):
            sentences: list[str] = []
            left = length
            while left > 0:
                if not sentences or self.chance.random() < 0.5:
                    self.writer.topic = self.chance.choice(topics)
                sentences.append(self.writer.sentence(part))
                left -= count_words(sentences[-1])
            yield from self.paragraph(" ".join(sentences))
        self.writer.topic = ""

    def bullets(self, texts: list[str]) -> Iterator[Block]:
        sign = self.chance.choice(("•", "•", "–", "o"))
        yield from (Block("list item", text, sign) for text in texts)

    # -- kinds of sections --------------------------------------------------------------------------

    def _prose(self, section: SectionAsked, words: int) -> Iterator[Block]:
        """What must be said of each part first, then more of those that can be said at length."""
        left = words
        longer: list[str] = []
        for part in section.parts:
            for text in self._must_say(part):
                left -= count_words(text)
                yield from self.paragraph(text)
            if part in ("opening", "author", "considered", "model"):
                continue
            if part != "elsewhere" or self.chance.random() < 0.4:
                longer.append(part)
        yield from self._at_length(longer, left)

    def _at_length(self, parts: list[str], words: int) -> Iterator[Block]:
        """Paragraphs of the parts in turn, until the words are used or everything has been said about once."""
        unsaid = {part: self.writer.number(part) + 1 for part in dict.fromkeys(parts)}
        while words > 0 and any(unsaid.values()):
            for part in parts:
                length = min(words, self.chance.choice(_PARAGRAPHS))
                said = [*islice(self.writer.sentences(part, length), unsaid[part])]
                unsaid[part] -= len(said)
                words -= sum(map(count_words, said))
                if said:
                    yield from self.paragraph(" ".join(said))
                if words <= 0:
                    return

    def _must_say(self, part: str) -> Iterator[str]:
        stated = self.brief.names.stated
        if part == "opening":
            yield opening(self.facts, self.brief, self.pattern, self.chance)
        elif part == "author" and self.facts.author_place == "body":
            yield self.pattern(self.chance.choice(stated["author_sentence"]))
        elif part == "model":
            yield self.writer.sentence(f"model {self.facts.model}")
        elif part == "considered" and self.chance.random() < 0.3:
            yield self.writer.sentence("considered")

    def _family(self, section: SectionAsked, words: int) -> Iterator[Block]:
        yield from self.paragraphs("family", words - 60)
        if self.chance.random() < 0.4 and words > 150:
            yield household(self.facts, self.brief, self.writer)

    def _terms(self, section: SectionAsked, words: int) -> Iterator[Block]:
        main, other = section.parts
        yield from self.paragraphs(other, words // 2)
        terms: dict[str, None] = {}
        while sum(map(count_words, terms)) < words // 2 and len(terms) < 40:
            terms[self.writer.sentence(main)] = None
        yield from self.bullets([*terms])

    def _story(self, section: SectionAsked, words: int) -> Iterator[Block]:
        """Period after period; the clock moves on with the words. The incident comes last."""
        topics = self.writer.topics("event")
        heads = self._heads()
        done, part = 0, section.parts[0]
        while done < words:
            length = min(words - done, self.chance.randint(350, 1100))
            self.clock.share = done / words
            if words > 500:
                yield self.subhead(self._period(next(heads), (done + length) / words))
            for block in self.events(part, length, topics):
                done += count_words(block.text)
                self.clock.share = min(1.0, done / words)
                yield block
            if len(section.parts) > 1:
                yield from self.judged(length // 3)
                done += length // 3
            done += _SUBHEAD_WORDS
        self.clock.share = 1.0
        if words > 500:
            head = self.chance.choice(self.brief.asked.periods.incident_heads)
            yield self.subhead(self.pattern(head))
        yield from self.paragraph(self.writer.sentence("incident sentence"))

    def _heads(self) -> Iterator[str]:
        heads = [*self.brief.asked.periods.heads]
        while True:
            self.chance.shuffle(heads)
            yield from heads

    def _period(self, head: str, until: float) -> str:
        first = month_name(self.clock.today)
        now, self.clock.share = self.clock.share, until
        last = month_name(self.clock.today)
        self.clock.share = now
        if self.clock.shown == "nothing" and "{month_" in head:
            head = "[Contact|Work] with {agencies}"
        return self.pattern(head.replace("{month_from}", first).replace("{month_to}", last))

    def judged(self, words: int, topic: str = "") -> Iterator[Block]:
        """Paragraphs of analysis, of one topic or of those that fit."""
        topics = [topic, topic, "practice"] if topic else self.writer.topics("analysis")
        now = self.clock.share
        for block in self.events("analysis sentence", words, topics):
            yield block
            self.clock.share = self.chance.random()
        self.clock.share = now

    def _analysis(self, section: SectionAsked, words: int) -> Iterator[Block]:
        themes = sorted(set(self.writer.topics("theme")))
        self.chance.shuffle(themes)
        number = max(1, min(len(themes), words // 380))
        yield from self.judged(min(120, words // 8))
        for at, theme in enumerate(themes[:number]):
            if number > 1:
                yield self.subhead(self.writer.sentence("theme", theme))
            yield from self.judged(words // number - _SUBHEAD_WORDS, theme)
            if self.chance.random() < self.boxes:
                yield Block("box", f"Learning point: {self.writer.sentence('learning')}")
            if at == 0 and words > 1500 and self.chance.random() < 0.25:
                yield self.subhead(self.chance.choice(self.brief.asked.periods.earlier_heads))
                yield from self.paragraphs("earlier", 110)

    def _findings(self, section: SectionAsked, words: int) -> Iterator[Block]:
        number = max(1, min(9, words // 240))
        listed, word = self.chance.random() < 0.4, self.chance.choice(("Finding", "Lesson"))
        if listed:
            yield from self.bullets([self.writer.sentence("learning") for _ in range(min(8, number + 2))])
            words -= 150
        for at in range(number if words > 0 else 0):
            if not listed and words > 300:
                yield self.subhead(f"{word} {at + 1}: {self.writer.clause('finding')}")
            yield from self.judged(words // number - _SUBHEAD_WORDS)
        if self.chance.random() < 0.6:
            yield from self.paragraphs("conclusion", 60)

    def _questions(self, section: SectionAsked, words: int) -> Iterator[Block]:
        """Findings, each with what it rests on and questions for the Board."""
        number = max(2, min(8, words // 500))
        for at in range(number):
            yield self.subhead(f"Finding {at + 1}: {self.writer.clause('finding')}")
            yield from self.judged(words // number - 90)
            asked = [self.writer.sentence("question") for _ in range(self.chance.randint(2, 4))]
            lead = self.chance.choice(
                ("Questions for the Board to consider", "For the Board to consider", "The Board is asked")
            )
            if self.chance.random() < 0.5:
                yield Block("box", f"{lead}: {' '.join(asked)}")
            else:
                yield Block("paragraph", f"{lead}:", self.numbering.paragraph())
                yield from self.bullets(asked)

    def _recommendations(self, section: SectionAsked, words: int) -> Iterator[Block]:
        number = max(1, min(self.chance.choice(_RECOMMENDATIONS), words // 32))
        form = self.chance.choice(("R{}", "Recommendation {}:", "{}.", "({})"))
        apart = max(0, words - 36 * number) // number
        for at in range(1, number + 1):
            text = f"{self.writer.sentence('recommend')}."
            self.recommended.append(text)
            yield Block("list item", text, form.format(at))
            if apart > 25:
                yield from self.judged(apart)

    def _considerations(self, section: SectionAsked, words: int) -> Iterator[Block]:
        while words > 0:
            text = self.writer.sentence("question")
            words -= count_words(text)
            yield Block("list item", text, "•")
