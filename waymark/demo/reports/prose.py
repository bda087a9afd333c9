"""The prose of the reports: what can be said of a case, and a writer who says it in sentences and paragraphs.

In: the `report_*.toml` files with slots and entries, and the values of a case. Out: sentences that agree with
the case. Entries with a topic are drawn like cards from a pack, so that none comes again before all have come.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import msgspec

from waymark.demo.margins import Where, demonstration_data
from waymark.demo.reports.grammar import Choice, Grammar, Pattern, said
from waymark.demo.reports.plan import Block
from waymark.instruments.conditions import Value, all_hold
from waymark.instruments.pack import Pack

_FILES = ("report_words.toml", "report_story.toml", "report_analysis.toml", "report_process.toml")


_ARTICLES = (
    *((f" a {vowel}", f" an {vowel}") for vowel in "aeio"),
    *((f" an {letter}", f" a {letter}") for letter in "bcdfgjklmnpqrstvwy"),
    (" an one", " a one"),
)


class Say(Where, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What may be said for a part of a report, of the cases that meet the conditions."""

    part: str
    topic: str = ""
    of: tuple[str, ...]


class ProseFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    slot: Mapping[str, tuple[str, ...]] = {}
    say: tuple[Say, ...] = ()


@dataclass(frozen=True)
class Prose:
    """Everything that can be said of any case, read once."""

    grammar: Grammar
    entries: tuple[tuple[Say, tuple[Pattern, ...]], ...]

    def of_case(self, values: Mapping[str, Value], pack: Pack) -> CaseProse:
        fitting: CaseProse = defaultdict(lambda: defaultdict(list))
        for entry, patterns in self.entries:
            topics = fitting[entry.part]
            if all_hold(entry.conditions, values, pack.missing_codes):
                topics[entry.topic] += patterns
        return {part: dict(topics) for part, topics in fitting.items()}


CaseProse = Mapping[str, Mapping[str, list[Pattern]]]
"""Patterns by part and topic. A part that has nothing to say of the case is there, without topics."""


def prose_of(pack: Pack) -> Prose:
    files = [demonstration_data(pack, name, ProseFile) for name in _FILES]
    grammar = Grammar({name: of for file in files for name, of in file.slot.items()})
    entries = [(entry, tuple(map(grammar.pattern, entry.of))) for file in files for entry in file.say]
    return Prose(grammar, tuple(entries))


@dataclass
class Writer:
    """Writes about one case. `names` answer for what this report calls by a name of its own; `values` for the
    variables of the case. `habits`: words that this report uses in place of others. `topic` is what events and
    analysis are drawn from."""

    chance: random.Random
    prose: CaseProse
    names: dict[str, Callable[[], str]]
    values: Mapping[str, Value]
    habits: tuple[tuple[str, str], ...] = ()
    topic: str = ""
    _decks: dict[tuple[str, str], list[Pattern]] = field(default_factory=dict)
    _slots: dict[str, Pattern] = field(default_factory=dict)

    def topics(self, part: str) -> list[str]:
        """Each as often as there is something to say of it."""
        return [topic for topic, patterns in self.prose.get(part, {}).items() for _ in patterns]

    def number(self, part: str) -> int:
        """How many different things may be said for a part."""
        return len(self.topics(part))

    def clause(self, part: str, topic: str = "") -> str:
        """The next clause of a part, as it stands within a sentence."""
        deck = self._decks.get((part, topic))
        if not deck:
            deck = [*self.prose[part][topic]]
            self.chance.shuffle(deck)
            self._decks[part, topic] = deck
        return said(deck.pop(), self.speak, self.chance)

    def sentence(self, part: str, topic: str = "") -> str:
        text = begun(with_articles(self.clause(part, topic)))
        for other, own in self.habits:
            text = text.replace(other, own)
        return text

    def phrase(self, pattern: Pattern) -> str:
        return said(pattern, self.speak, self.chance)

    def speak(self, name: str) -> str:
        """What stands for a slot that the grammar left open: blank where a part has nothing for this case."""
        known = self.names.get(name)
        if known is not None:
            return known()
        topics = self.prose.get(name)
        if topics is None:
            return str(self.values[name])
        if not topics:
            return ""
        return self.clause(name, self.topic) if self.topic and self.topic in topics else self.any_of(name)

    def any_of(self, part: str) -> str:
        """Anything that may be said for a part, whatever its topic."""
        slot = self._slots.get(part)
        if slot is None:
            topics = self.prose[part].values()
            slot = self._slots[part] = Choice([pattern for of in topics for pattern in of])
        return said(slot, self.speak, self.chance)

    def paragraph(self, part: str, words: int, topic: str = "") -> str:
        """Sentences until about so many words are reached."""
        return " ".join(self.sentences(part, words, topic))

    def sentences(self, part: str, words: int, topic: str = "") -> Iterator[str]:
        while words > 0:
            sentence = self.sentence(part, topic)
            words -= count_words(sentence)
            yield sentence


def with_articles(text: str) -> str:
    """“a” and “an” as the next word asks; patterns need not care which of their alternatives follows."""
    text = f" {text[:1].lower()}{text[1:]}" if text.startswith(("A ", "An ")) else f" {text}"
    for wrong, right in _ARTICLES:
        text = text.replace(wrong, right)
    return text[1:]


def begun(text: str) -> str:
    """As it stands at the beginning of a sentence, and after a full stop within it."""
    parts = text.split(". ")
    return ". ".join(part[:1].upper() + part[1:] for part in parts)


def count_words(text: str) -> int:
    return text.count(" ") + 1


def words_in(block: Block) -> int:
    return count_words(block.text) + sum(count_words(cell) for row in block.rows for cell in row)


def paragraph_lengths(words: int, chance: random.Random, usual: Sequence[int]) -> Iterator[int]:
    """So many words cut into paragraphs of differing length."""
    while words > 0:
        length = int(chance.choice(usual) * (0.6 + 0.8 * chance.random()))
        yield min(length, max(words, 12))
        words -= length
