"""What a report states about its case, in words as printed and as values in the forms of the library.

In: a commission and how exact reports are. Out: `Facts`. Everything agrees with the truth of the case, more or
less exactly; a gender that was changed for anonymity is the only thing that does not, and then `values` says
what is printed.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, timedelta

from waymark.demo.identities import Identities, variable_of
from waymark.demo.others import ages
from waymark.demo.reports.ages_printed import PrintedAge, printed_age
from waymark.demo.reports.asked import Brief, Titled
from waymark.demo.reports.commissions import Commission
from waymark.demo.reports.dates_printed import DateStyle, PrintedDate, printed_date
from waymark.demo.reports.labels import ReportLabel, labels_of
from waymark.instruments.pack import Pack
from waymark.library.described import Field


@dataclass(frozen=True)
class ChildFacts:
    """A child as the report tells of it. Blank or None where the report does not say."""

    label: str
    age: PrintedAge
    gender: str
    months: int
    outcome: str


@dataclass(frozen=True)
class Facts:
    children: tuple[ChildFacts, ...]
    label: ReportLabel
    boards: tuple[str, ...]
    areas: tuple[str, ...]
    incident_day: date
    incident: PrintedDate
    report_day: date
    reported: PrintedDate
    published: PrintedDate
    birth: PrintedDate
    authors: tuple[str, ...]
    author_place: str
    kind: str
    titles: tuple[str, ...]
    running_heads: tuple[str, ...]
    model: str
    style: DateStyle
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def gender(self) -> str:
        """One that holds for pronouns: of the only child, where the report says it."""
        return self.children[0].gender if len(self.children) == 1 else ""


def facts_of(
    one: Commission, brief: Brief, identities: Identities, pack: Pack, chance: random.Random
) -> Facts:
    day = one.values[pack.about.incident_date]
    assert isinstance(day, date)
    style = DateStyle.drawn(chance)
    reported = day + timedelta(days=chance.randint(260, 820))
    published = reported + timedelta(days=chance.randint(20, 260))
    kind = _kind(one, brief, pack)
    areas = tuple(filter(None, (str(one.values[pack.about.area]), one.second_area)))
    form = chance.choice(brief.names.stated["board"])
    children = _children(one, brief, pack, chance)
    label = labels_of(one, children[0].gender, brief, identities, pack, chance)
    named = tuple(
        ChildFacts(label.each[at], child.age, child.gender, child.months, child.outcome)
        for at, child in enumerate(children)
    )
    facts = Facts(
        children=named,
        label=label,
        boards=tuple(form.replace("{area}", area) for area in areas),
        areas=areas,
        incident_day=day,
        incident=printed_date(day, brief.exactness("incident_date", chance), style),
        report_day=reported,
        reported=printed_date(reported, brief.exactness("report_date", chance), style),
        published=printed_date(published, brief.exactness("publication_date", chance), style),
        birth=_birth(one, brief, style, pack, chance),
        authors=_authors(one, identities, pack, chance),
        author_place=brief.exactness("author", chance),
        kind=kind.kind,
        titles=kind.titles,
        running_heads=kind.running_heads,
        model=one.model,
        style=style,
    )
    facts.values.update(_values(facts))
    return facts


def _kind(one: Commission, brief: Brief, pack: Pack) -> Titled:
    """What kind of review the report says it is, and how such a report is titled."""
    other = brief.asked.untitled if one.untitled else brief.asked.titled.get(one.model)
    stated = brief.names.stated
    usual = Titled(
        kind=pack.review_kinds[0].key, titles=stated["title"], running_heads=stated["running_heads_usual"]
    )
    return other or usual


def _children(one: Commission, brief: Brief, pack: Pack, chance: random.Random) -> list[ChildFacts]:
    asked = brief.asked
    age, born = ages(pack)[0]
    exact, shown = brief.exactness("age", chance), brief.exactness("gender", chance)
    children = []
    for row in one.rows:
        months, birth = row.truth.get(age), row.truth.get(born)
        assert isinstance(months, int)
        day = one.values[pack.about.incident_date] if isinstance(birth, date) else None
        weeks = (day - birth).days // 7 if isinstance(day, date) and isinstance(birth, date) else None
        gender = asked.genders.get(str(row.truth.get(asked.gender)), "")
        if shown == "changed":
            gender = next((other for other in asked.genders.values() if other != gender), gender)
        children.append(
            ChildFacts(
                "",
                printed_age(months, weeks, exact, chance),
                "" if shown == "hidden" else gender,
                months,
                asked.outcomes.get(str(row.truth.get(asked.outcome)), ""),
            )
        )
    return children


def _birth(one: Commission, brief: Brief, style: DateStyle, pack: Pack, chance: random.Random) -> PrintedDate:
    exact = brief.exactness("birth", chance)
    born = one.values.get(ages(pack)[0][1])
    if not isinstance(born, date) or len(one.rows) > 1:
        return PrintedDate()
    return printed_date(born, exact, style)


def _authors(one: Commission, identities: Identities, pack: Pack, chance: random.Random) -> tuple[str, ...]:
    """The reviewer who is known for the case, else one by chance; now and then two."""
    reviewers = identities.people.reviewers
    known = str(one.values.get(variable_of("author", pack), ""))
    drawn = chance.choice(reviewers)
    first = known or drawn
    second = chance.choice([name for name in reviewers if name != first])
    return (first, second) if chance.random() < 0.18 else (first,)


def _values(facts: Facts) -> dict[str, tuple[str, ...]]:
    outcomes = {child.outcome for child in facts.children}
    stated: dict[Field, tuple[str, ...]] = {
        "board": facts.boards,
        "child": facts.label.each,
        "author": facts.authors if facts.author_place != "absent" else (),
        "incident_date": (facts.incident.value,),
        "report_date": (facts.reported.value,),
        "publication_date": (facts.published.value,),
        "birth_date": (facts.birth.value,),
        "review_kind": (facts.kind,),
        "review_model": (facts.model,),
        "age": tuple(dict.fromkeys(child.age.value for child in facts.children)),
        "gender": tuple(dict.fromkeys(child.gender for child in facts.children)),
        "outcome": tuple(outcomes) if len(outcomes) == 1 else (),
    }
    return {name: told for name, values in stated.items() if (told := tuple(filter(None, values)))}
