"""What a report calls people, services, places and times: the answers to the slots that its prose leaves open.

In: facts and the patterns of names. Out: a writer whose sentences speak of this case in this report's own words.
Each report settles on one or two ways to call each, so that no two reports speak quite alike.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from waymark.demo.identities import Identities
from waymark.demo.reports.asked import Brief
from waymark.demo.reports.clock import Clock, Shown, first_day
from waymark.demo.reports.dates_printed import month_name
from waymark.demo.reports.facts import Facts
from waymark.demo.reports.grammar import Grammar, Pattern
from waymark.demo.reports.prose import Prose, Writer
from waymark.instruments.conditions import Value
from waymark.instruments.pack import Pack

Say = Callable[[], str]
_PRONOUNS = {
    "female": ("she", "her", "her", "herself", "girl"),
    "male": ("he", "him", "his", "himself", "boy"),
}
_LETTERS = "ABCDEFGHJKLMNPRSTW"


def writer_for(
    facts: Facts,
    values: Mapping[str, Value],
    prose: Prose,
    brief: Brief,
    identities: Identities,
    other_areas: Sequence[str],
    pack: Pack,
    chance: random.Random,
) -> tuple[Writer, Clock]:
    """A writer with every name of the report, and the clock that it tells time by."""
    clock = _clock(facts, chance)
    names: dict[str, Say] = {}
    writer = Writer(chance, prose.of_case(values, pack), names, values, _habits(brief, chance))
    calling = _Calling(facts, brief, prose.grammar, writer, clock, chance)
    names |= calling.child() | calling.called() | calling.times()
    names |= calling.boards(other_areas) | calling.people(identities)
    return writer, clock


def _habits(brief: Brief, chance: random.Random) -> tuple[tuple[str, str], ...]:
    """Words of the prose that this report has others for."""
    pairs = [(alike[0], chance.choice(alike)) for alike in brief.names.alike]
    return tuple((usual, own) for usual, own in pairs if own != usual)


def _clock(facts: Facts, chance: random.Random) -> Clock:
    shown: Shown = "days" if len(facts.incident.value) > len("2013") and chance.random() < 0.7 else "months"
    if not facts.incident.value:
        shown = "nothing"
    months = facts.children[0].months
    first = first_day(facts.incident_day, months, chance)
    told = months if facts.children[0].age.value else None
    return Clock(facts.incident_day, first, told, shown, facts.style, chance)


class _Calling:
    def __init__(
        self,
        facts: Facts,
        brief: Brief,
        grammar: Grammar,
        writer: Writer,
        clock: Clock,
        chance: random.Random,
    ) -> None:
        self.facts, self.brief, self.grammar = facts, brief, grammar
        self.writer, self.clock, self.chance = writer, clock, chance

    def child(self) -> dict[str, Say]:
        labels = [child.label for child in self.facts.children]
        pronouns = _PRONOUNS.get(self.facts.gender)
        noun = "child" if pronouns is None else pronouns[4]
        also = f"the {noun}" if len(labels) == 1 else ""
        share = self.chance.uniform(0.02, 0.25) if also else 0.0

        def child() -> str:
            return also if self.chance.random() < share else self.chance.choice(labels)

        def of(position: int, otherwise: Say) -> Say:
            return (lambda: pronouns[position]) if pronouns else otherwise

        return {
            "child": child,
            "child's": lambda: possessive(child()),
            "he": of(0, child),
            "him": of(1, child),
            "his": of(2, lambda: possessive(child())),
            "himself": of(3, lambda: "themselves"),
            "boy": lambda: noun,
            "label": lambda: self.facts.label.all,
            "area": lambda: self.facts.areas[0],
        }

    def called(self) -> dict[str, Say]:
        """One way mostly and, for some names, another now and then."""
        letter, letter2 = self.facts.label.letter, self.chance.choice(_LETTERS)
        names: dict[str, Say] = {}
        for name, ways in self.brief.names.called.items():
            given = {
                way.replace("{letter}", letter)
                .replace("{letter2}", letter2)
                .replace("{area}", self.facts.areas[0])
                for way in ways
            }
            chosen = self.chance.sample(sorted(given), min(len(given), 2))
            patterns = [self.grammar.pattern(way) for way in chosen]
            often = (
                1.0
                if name in self.brief.names.steady or self.chance.random() < 0.4
                else self.chance.uniform(0.6, 0.95)
            )
            names[name] = self._one_of(patterns, often)
        mother = names["mother"]
        return {**names, "mother's": lambda: possessive(mother())}

    def _one_of(self, patterns: list[Pattern], often: float) -> Say:
        def say() -> str:
            first = self.chance.random() < often or len(patterns) == 1
            return self.writer.phrase(patterns[0] if first else patterns[1])

        return say

    def vague(self, name: str) -> Say:
        patterns = [self.grammar.pattern(text) for text in self.brief.names.vague[name]]
        return lambda: self.writer.phrase(self.chance.choice(patterns))

    def times(self) -> dict[str, Say]:
        facts, clock = self.facts, self.clock
        still_young = self.vague("age_then")
        names: dict[str, Say] = {
            "age_then": lambda: clock.age_then() or still_young(),
            "year_after": lambda: str(facts.report_day.year + 1),
        }
        if clock.shown == "nothing":
            hidden = ("on_day", "in_month", "month", "decided_on", "scope_from")
            names |= {name: self.vague(name) for name in hidden} | {"panel_month": lambda: ""}
        else:
            decided = facts.incident_day + timedelta(days=self.chance.randint(25, 140))
            names |= {
                "on_day": clock.on_day,
                "in_month": lambda: f"in {month_name(clock.today)}",
                "month": lambda: month_name(clock.today),
                "decided_on": self._at(decided),
                "scope_from": lambda: month_name(clock.first),
                "panel_month": lambda: f"in {month_name(facts.report_day - timedelta(days=40))}",
            }
        names["incident_when"] = (
            (lambda: facts.incident.when) if facts.incident.value else self.vague("incident_when")
        )
        names["when_it_was"] = (
            (lambda: facts.incident.when) if facts.incident.value else self.vague("when_it_was")
        )
        return names

    def _at(self, day: date) -> Say:
        exact = self.clock.shown == "days"
        words = f"on {self.facts.style.day(day)}" if exact else f"in {month_name(day)}"
        return lambda: words

    def boards(self, other_areas: Sequence[str]) -> dict[str, Say]:
        stated = self.brief.names.stated
        other = self.chance.choice([area for area in other_areas if area not in self.facts.areas])
        form = self.chance.choice(stated["board"])
        letter = self.chance.choice([one for one in _LETTERS if one != self.facts.label.letter])
        short = self.chance.choice(stated["board_short"]).replace("{area}", self.facts.areas[0])
        return {
            "board": lambda: f"the {' and the '.join(self.facts.boards)}",
            "board_short": lambda: short,
            "other_board": lambda: f"the {form.replace('{area}', other)}",
            "other_child": lambda: f"Child {letter}",
        }

    def people(self, identities: Identities) -> dict[str, Say]:
        chair = self.chance.choice(identities.people.chairs)
        authors = " and ".join(self.facts.authors)
        unused = self._other_model()
        return {
            "chair": lambda: chair,
            "authors": lambda: authors,
            "model_not_used": lambda: unused,
            **self.workers(),
        }

    def workers(self) -> dict[str, Say]:
        """By number or letter always, sometimes or never; else by their office."""
        often = self.chance.choice((0.0, 0.25, 0.55, 0.85))
        draw = {"n": lambda: str(self.chance.randint(1, 9)), "a": lambda: self.chance.choice(_LETTERS)}
        self.writer.names.update(draw)
        coded = sorted({self.writer.clause("coded worker") for _ in range(14)})

        def by(name: str, share: float) -> Say:
            def say() -> str:
                return self.chance.choice(coded) if self.chance.random() < share else self.writer.any_of(name)

            return say

        return {**draw, "worker": by("worker", often), "told": by("told", often / 3)}

    def _other_model(self) -> str:
        """A model that the report says was not used; never its own."""
        others = [
            self.writer.phrase(pattern)
            for name, of in self.writer.prose["other model"].items()
            if name != self.facts.model
            for pattern in of
        ]
        return self.chance.choice(others)


def possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"
