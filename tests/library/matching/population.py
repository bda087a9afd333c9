"""A made-up population of cases at made-up boards, the reports on some of them, and which belong together.

From a seed. Rows are spoilt, and reports say little, in the ways that are met in real ones. `truth` holds the
pairs (report, case) that belong together. Every name is invented.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import cycle

from tests.library.matching.making import PACK, described
from waymark.instruments.conditions import Value
from waymark.library.described import Described
from waymark.library.matching.records import CaseRecord, ReportRecord, case_record, report_record
from waymark.register.places.areas import Area
from waymark.register.places.matching import Gazetteer

BOARDS = tuple(
    first + second
    for second in ("mere", "well", "gate", "stow", "cliffe", "ridge", "combe", "thorpe", "haven", "worth")
    for first in (
        "Arken", "Barn", "Cold", "Draythorn", "Elder", "Falcon", "Green", "Harrow", "Ivel", "Kelder", "Lark", "Marl",
        "Nether", "Oak", "Pine",
    )
)  # fmt: skip
GIVEN_NAMES = (
    "Alison",
    "Brian",
    "Carol",
    "David",
    "Elaine",
    "Fergus",
    "Gillian",
    "Hugh",
    "Irene",
    "Jasper",
    "Kate",
)
FAMILY_NAMES = """
Ashgrove Bellamoor Castleway Dunmarrow Eastbrook Fernsby Garthwick Hollowell Inchbald Jessamy
Kingsnorth Lowther Marchbank Netherby Orchardson Pellgrave Quarrie Ravenhall Sallowfield Tremarton
Underhay Vallance Westerdale Yarwell Zennick Appledram Brockhole Cranswick Dovecott Elmsett Foxcombe
Greystead Hazelrigg Ivychurch Jarvismoor Kettlewick Langmere Mossgrove Northcliff Oldacre Pinkmoor
Quillby Rushbourne Stonyhurst Thornycroft Upwood Venbridge Whinfell Yeadmoor Zealby Aldercroft
Birchover Coombely Drakelow Edgeworthy Farthingale Goldthwaite Hartsease Inglebright Jacobstow
"""
AUTHORS = tuple(
    f"{given} {family}" for given, family in zip(cycle(GIVEN_NAMES), FAMILY_NAMES.split(), strict=False)
)
CATEGORIES = {
    "infant death": ("fatal_physical_abuse", "sudi", "covert_homicide", "extreme_neglect"),
    "death": ("fatal_physical_abuse", "overt_familial", "extreme_neglect", "related_other"),
    "young death": ("suicide", "overt_extra_familial", "related_other"),
    "harm": ("physical_assault", "neglect", "sexual_intra", "other"),
    "young harm": ("sexual_exploitation", "sexual_extra", "risk_taking", "neglect"),
}
WORDS = {
    "fatal_physical_abuse": "died after a physical assault", "sudi": "died suddenly while co-sleeping",
    "covert_homicide": "was found after a concealed birth", "extreme_neglect": "died of severe neglect",
    "overt_familial": "was killed in a familial homicide", "overt_extra_familial": "died in a stabbing",
    "related_other": "died of natural causes", "suicide": "died by suicide", "physical_assault": "had fractures",
    "neglect": "was harmed by neglect", "sexual_intra": "was harmed within the family", "other": "was unwell",
    "sexual_exploitation": "was harmed by child sexual exploitation", "sexual_extra": "was harmed by others",
    "risk_taking": "was hurt after risk taking",
}  # fmt: skip
PSEUDONYMS = (
    "Daniel",
    "Rosie",
    "Callum",
    "Marta",
    "Idris",
    "Polly",
    "Ewan",
    "Tamsin",
    "Jonah",
    "Bethan",
    "Yusuf",
)
FIRST_DAY, DAYS = date(2010, 4, 1), 4 * 365
NO_LONGER_CALLED = {f"{BOARDS[i]}": f"{BOARDS[i]}shire West" for i in (3, 14, 25, 36, 47, 58)}
"""Boards by their name now, with the name that older papers use."""


@dataclass
class Child:
    """The truth about a case, from which its row and its report are told."""

    case_id: str
    board: str
    incident: date
    months: int
    gender: str
    outcome: str
    category: str
    initials: str
    label: str
    author: str

    @property
    def born(self) -> date:
        months = self.incident.year * 12 + self.incident.month - 1 - self.months
        return date(months // 12, months % 12 + 1, min(self.incident.day, 28))


@dataclass
class Population:
    cases: list[CaseRecord] = field(default_factory=list)
    reports: list[ReportRecord] = field(default_factory=list)
    truth: set[tuple[str, str]] = field(default_factory=set)
    spoilt: set[str] = field(default_factory=set)
    gazetteer: Gazetteer = field(default_factory=lambda: Gazetteer(()))


def make_population(seed: int, cases: int = 1_000, reported: int = 600, without_case: int = 0) -> Population:
    """`without_case`: reports on children who are not among the cases."""
    chance = random.Random(f"population {seed}")
    areas = (
        Area(code=name, name=name, region="", children={}, also_known_as=_old_names(name)) for name in BOARDS
    )
    made = Population(gazetteer=Gazetteer(tuple(areas)))
    families = list(_families(chance, cases))
    rows = {child.case_id: _row(child, chance) for family in families for child in family}
    for family in families:
        for child in family:
            if chance.random() < 0.1:
                _spoil(rows[child.case_id], chance)
                made.spoilt.add(child.case_id)
    made.cases = [case_record(case_id, values, PACK) for case_id, values in rows.items()]
    chance.shuffle(families)
    waiting = reported
    for family in families:
        if waiting <= 0:
            break
        told = family if len(family) > 1 else family[:1]
        _tell(
            made, told, [child.case_id for child in told], any(c.case_id in made.spoilt for c in told), chance
        )
        waiting -= len(told)
    for family in _families(chance, without_case, "elsewhere"):
        _tell(made, family, [], chance.random() < 0.1, chance)
    chance.shuffle(made.reports)
    chance.shuffle(made.cases)
    return made


def _old_names(board: str) -> tuple[str, ...]:
    return (NO_LONGER_CALLED[board],) if board in NO_LONGER_CALLED else ()


def _families(chance: random.Random, children: int, prefix: str = "case") -> Iterator[list[Child]]:
    """Mostly one child each; some incidents are of two to four."""
    sizes = [chance.randint(1, 8) ** 1.5 for _ in BOARDS]
    regulars = {board: chance.sample(AUTHORS, 3) for board in BOARDS}
    number = 0
    while number < children:
        board = chance.choices(BOARDS, sizes)[0]
        first = _child(f"{prefix} {number}", board, regulars[board], chance)
        family = [first]
        number += 1
        if chance.random() < 0.03:
            for _ in range(min(chance.randint(1, 3), children - number)):
                family.append(_sibling(f"{prefix} {number}", first, len(family), chance))
                number += 1
            first.label = f"Child {'ABCD'[0]}"
        yield family


def _child(case_id: str, board: str, regulars: list[str], chance: random.Random) -> Child:
    months = chance.choice(
        (chance.randint(0, 11), chance.randint(0, 11), chance.randint(12, 71), chance.randint(72, 215))
    )
    outcome = "death" if chance.random() < 0.67 else "serious_harm"
    kind = "death" if outcome == "death" else "harm"
    kind = f"young {kind}" if months > 130 else f"infant {kind}" if months < 12 and kind == "death" else kind
    letter = chance.choice("AABBCCDEFGHJKKLLMNPRSSTWY")
    return Child(
        case_id=case_id,
        board=board,
        incident=FIRST_DAY + timedelta(days=chance.randrange(DAYS)),
        months=months,
        gender=chance.choice(("male", "female")),
        outcome=outcome,
        category=chance.choice(CATEGORIES[kind]),
        initials=chance.choice("ABCDEFHJKLMRST") + chance.choice("ABCDGHJMPRSTW"),
        label=("Baby " if months < 14 else "Young Person " if months > 170 else "Child ") + letter,
        author=chance.choice(regulars) if chance.random() < 0.6 else chance.choice(AUTHORS),
    )


def _sibling(case_id: str, first: Child, place: int, chance: random.Random) -> Child:
    months = first.months if chance.random() < 0.2 else chance.randint(3, 190)
    return Child(
        case_id, first.board, first.incident, months, chance.choice(("male", "female")), first.outcome,
        first.category, chance.choice("ABCDEFHJKLMRST") + first.initials[1], f"Child {'ABCD'[place]}", first.author,
    )  # fmt: skip


def _row(child: Child, chance: random.Random) -> dict[str, Value]:
    label = chance.choices((child.initials, child.label, None), (0.5, 0.38, 0.12))[0]
    return {
        "case_number": f"4{child.case_id.split()[-1]:0>5}",
        "board": child.board,
        "child_label": label,
        "lead_reviewer": child.author if chance.random() < 0.55 else None,
        "incident_date": child.incident,
        "notified_on": child.incident + timedelta(days=chance.randint(3, 150)),
        "age_months": child.months,
        "date_of_birth": child.born if chance.random() < 0.8 else None,
        "gender": child.gender,
        "outcome": child.outcome,
        "death_category" if child.outcome == "death" else "harm_category": child.category,
    }


def _spoil(row: dict[str, Value], chance: random.Random) -> None:
    way = chance.randrange(6)
    if way == 0:
        row["gender"] = {"male": "female", "female": "male"}[str(row["gender"])]
    elif way == 1:
        row["child_label"] = chance.choice((None, "Child A", "Child S", chance.choice(PSEUDONYMS)))
    elif way == 2:
        row["lead_reviewer"] = (
            None if row["lead_reviewer"] is None else _written(str(row["lead_reviewer"]), chance)
        )
    elif way == 3:
        row["board"] = NO_LONGER_CALLED.get(str(row["board"]), f"{row['board']} LSCB")
    elif way == 4:
        day = row["incident_date"]
        assert isinstance(day, date)
        row["notified_on"] = day + timedelta(days=chance.randint(700, 2_500))
    else:
        row["date_of_birth"] = None
        row["age_months"] = None if chance.random() < 0.3 else row["age_months"]


def _written(name: str, chance: random.Random) -> str:
    given, family = name.split()
    return chance.choice(
        (f"{given[0]}. {family}", f"Dr {name}", f"{family}, {given}", f"Ms {given[0]} {family}")
    )


def _tell(
    made: Population, family: list[Child], case_ids: list[str], spoilt: bool, chance: random.Random
) -> None:
    """One report on all the children of an incident, now and then in two versions."""
    opening = f"The review concerns a child who {WORDS[family[0].category]}." if chance.random() < 0.7 else ""
    board_said = _board_said(family[0].board, spoilt, chance)
    child_said = _children_said(family, spoilt, chance)
    versions = 2 if chance.random() < 0.03 else 1
    for _ in range(versions):
        ref = f"R{len(made.reports):04}"
        stated = _stated(family, board_said, child_said, spoilt, chance)
        made.reports.append(report_record(ref, stated, opening))
        made.truth.update((ref, case_id) for case_id in case_ids)


def _board_said(board: str, spoilt: bool, chance: random.Random) -> str:
    way = chance.random()
    if spoilt and way < 0.15:
        neighbour = BOARDS[(BOARDS.index(board) + 1) % len(BOARDS)]
        return f"{board} and {neighbour} Safeguarding Children Board"
    if spoilt and board in NO_LONGER_CALLED:
        return NO_LONGER_CALLED[board]
    return chance.choice((f"{board} Safeguarding Children Board", f"{board} LSCB", f"{board.upper()} LSCB"))


def _children_said(family: list[Child], spoilt: bool, chance: random.Random) -> list[str]:
    if len(family) > 1:
        letters = [child.label.split()[-1] for child in family]
        return [f"Children {', '.join(letters[:-1])} and {letters[-1]}"]
    child = family[0]
    way = chance.random()
    if spoilt or way < 0.15:
        return chance.choice(([chance.choice(PSEUDONYMS)], [], [child.label]))
    if way < 0.40:
        return [f"{child.initials[0]}.{child.initials[1]}."]
    return [child.label]


def _stated(
    family: list[Child], board: str, children: list[str], spoilt: bool, chance: random.Random
) -> Described:
    first = family[0]
    exactness = chance.choices(
        ("day", "month", "year", "none"), (0.2, 0.6, 0.1, 0.1) if spoilt else (0.6, 0.32, 0.04, 0.04)
    )[0]
    day = f"{first.incident}"
    finished = first.incident + timedelta(days=chance.randint(200, 900))
    changed = spoilt and chance.random() < 0.3
    genders = {"male": "female", "female": "male"} if changed else {"male": "male", "female": "female"}
    fields: dict[str, list[str]] = {
        "board": [board],
        "child": children,
        "incident_date": {"day": [day], "month": [day[:7]], "year": [day[:4]], "none": []}[exactness],
        "report_date": [f"{finished}"[:7]] if chance.random() < 0.8 else [],
        "age": [] if chance.random() < 0.04 else [_age_said(child.months, chance) for child in family],
        "birth_date": [f"{child.born}"[:7] for child in family] if chance.random() < 0.1 else [],
        "author": [_written(first.author, chance)] if chance.random() < 0.85 else [],
        "gender": sorted({genders[child.gender] for child in family}) if chance.random() < 0.95 else [],
        "outcome": [first.outcome],
    }
    return described(**fields)


def _age_said(months: int, chance: random.Random) -> str:
    if months < 24:
        return f"{months}" if chance.random() < 0.7 else f"{months // 3 * 3}-{months // 3 * 3 + 2}"
    years = months // 12
    return f"{months}" if chance.random() < 0.2 else f"{years * 12}-{years * 12 + 11}"


def outcomes_of(decisions: Mapping[tuple[str, str], str], truth: set[tuple[str, str]]) -> dict[str, int]:
    linked = {pair for pair, decision in decisions.items() if decision == "linked"}
    waiting = {pair for pair, decision in decisions.items() if decision == "to confirm"}
    return {
        "true": len(truth),
        "linked": len(linked & truth),
        "false": len(linked - truth),
        "waiting": len(waiting & truth),
        "waiting for nothing": len(waiting - truth),
        "missed": len(truth - linked - waiting),
    }
