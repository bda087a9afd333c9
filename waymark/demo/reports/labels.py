"""How a report calls the child: by the initials of the notification, a letter of them, or a pseudonym.

In: a commission and its rows' own labels. Out: a label for each child and one for the title. A report of
several children names each; a report of a group names more young people than the case has.
"""

from __future__ import annotations

import random
from dataclasses import dataclass

from waymark.demo.identities import Identities, variable_of
from waymark.demo.reports.asked import Brief
from waymark.demo.reports.commissions import Commission
from waymark.instruments.conditions import Value, all_hold
from waymark.instruments.pack import Pack

_PLURALS = {"Child": "Children", "Baby": "Babies", "Young Person": "Young People"}


@dataclass(frozen=True)
class ReportLabel:
    """`each` as printed; `all` as the title has it; `letter`: what parents are called after."""

    each: tuple[str, ...]
    all: str
    letter: str
    pseudonym: bool = False


def labels_of(
    one: Commission, gender: str, brief: Brief, identities: Identities, pack: Pack, chance: random.Random
) -> ReportLabel:
    """`gender` as the report states it, blank where it does not: a pseudonym must not give it away."""
    variable = variable_of("label", pack)
    exact = brief.exactness("label", chance)
    known = [str(row.truth.get(variable, "")) for row in one.rows]
    if len(one.rows) > 1:
        return _several(
            [name[-1:] if " " in name else name[:1] for name in known], "Child", identities, chance
        )
    if all_hold(brief.asked.group.conditions, one.values, pack.missing_codes):
        own = known[0][-1:] if " " in known[0] else known[0][:1]
        return _several([own, "", ""], "Young Person", identities, chance)
    if exact == "pseudonym":
        return _pseudonym(gender, brief, chance)
    noun = "Child" if chance.random() < 0.6 else _noun(one.values, identities, pack)
    own = known[0] or chance.choice(identities.given_letters)
    if " " in own:
        return ReportLabel((own,), own, own[-1]) if exact == "same" else _of(noun, own[-1], exact)
    letters = {"same": own, "last": own[-1]}.get(exact, own[0])
    return _of(noun, letters, exact)


def _of(noun: str, letters: str, exact: str) -> ReportLabel:
    label = letters if exact == "letter" and len(letters) > 1 else f"{noun} {letters}"
    return ReportLabel((label,), label, letters[0])


def _noun(values: dict[str, Value], identities: Identities, pack: Pack) -> str:
    return next(n.says for n in identities.noun if all_hold(n.conditions, values, pack.missing_codes))


def _several(letters: list[str], noun: str, identities: Identities, chance: random.Random) -> ReportLabel:
    """“Children K, L and M”. Letters that are not known, or stand twice, are drawn."""
    taken: list[str] = []
    for letter in letters:
        while not letter or letter in taken:
            letter = chance.choice(identities.given_letters)
        taken.append(letter)
    together = f"{', '.join(taken[:-1])} and {taken[-1]}"
    each = tuple(f"{noun} {letter}" for letter in taken)
    return ReportLabel(each, f"{_PLURALS[noun]} {together}", taken[0])


def _pseudonym(gender: str, brief: Brief, chance: random.Random) -> ReportLabel:
    """A first name; one that tells no gender where none is stated, and in some other reports."""
    kind = gender if gender and chance.random() < 0.7 else "neutral"
    name = chance.choice(brief.names.stated[f"pseudonyms_{kind}"])
    return ReportLabel((name,), name, name[0], pseudonym=True)
