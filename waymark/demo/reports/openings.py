"""Who a report is of, said once in full: label, gender, age, what happened and when, as exactly as is stated."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

from waymark.demo.reports.asked import Brief
from waymark.demo.reports.facts import ChildFacts, Facts
from waymark.demo.reports.plan import Block
from waymark.demo.reports.prose import Writer, begun

_GENDERED = {"female": "girl", "male": "boy"}


def opening(facts: Facts, brief: Brief, phrase: Callable[[str], str], chance: random.Random) -> str:
    """One sentence for the children who died and one for those who were harmed; then what else is stated."""
    stated, said = brief.names.stated, []
    for outcome in dict.fromkeys(child.outcome for child in facts.children):
        children = [child for child in facts.children if child.outcome == outcome]
        intro = " and ".join(introduced(child, chance) for child in children)
        pattern = chance.choice(stated["opening_death" if outcome == "death" else "opening_harm"])
        said.append(phrase(pattern.replace("{child_intro}", intro)))
    named = {child.label for child in facts.children}
    if others := [label for label in facts.label.each if label not in named]:
        said.append(f"{' and '.join(others)} are part of this review too.")
    if facts.birth.words:
        by_day = len(facts.birth.value) == len("2013-05-14")
        sentence = chance.choice(stated["birth_sentence"]).replace("[on|in]", "on" if by_day else "in")
        said.append(
            phrase(sentence.replace("{birth}", facts.birth.words).replace("{child}", facts.label.each[0]))
        )
    if facts.label.pseudonym:
        said.append(phrase(chance.choice(stated["pseudonym_sentence"])))
    return " ".join(map(begun, said))


def introduced(child: ChildFacts, chance: random.Random) -> str:
    """“Child K, a girl aged 14 months,”."""
    noun, age = _GENDERED.get(child.gender, "child"), child.age
    if not age.words:
        return f"{child.label}, a {noun}," if child.gender else child.label
    ways = [f"{child.label}, a {noun} aged {age.words},"]
    if child.gender:
        ways.append(f"{child.label}, a {noun} who was {_old(age.words)},")
    else:
        ways.append(f"{child.label}, who was {_old(age.words)},")
    if age.adjective:
        article = "an" if age.adjective.startswith(("8-", "11-", "18-", "eight", "eleven")) else "a"
        ways.append(f"{child.label}, {article} {age.adjective} {noun},")
    return chance.choice(ways)


def household(facts: Facts, brief: Brief, writer: Writer) -> Block:
    """A table of who is who, with the ages of adults and siblings beside that of the child."""
    rows = [("Name in this report", "Relationship", "Age at the time")]
    rows += [(child.label, "Subject", child.age.words or "–") for child in facts.children]
    rows += _others(brief, writer)
    return Block("table", rows=tuple(rows))


def _others(brief: Brief, writer: Writer) -> Iterator[tuple[str, str, str]]:
    for one in brief.asked.household:
        known = writer.values.get(one.age) if one.age else None
        yield begun(writer.speak(one.called)), one.relation, str(known or writer.chance.randint(*one.between))


def _old(words: str) -> str:
    return words if words.isalpha() or words.isdigit() else f"{words} old"
