"""How the pages of a report look: type, margins, columns, cover, what runs at the head and foot.

In: a commission, its facts and the patterns of running lines. Out: a `Look`. Every report says in its foot,
and on its first page, that it is synthetic.
"""

from __future__ import annotations

import random

from waymark.demo.reports.asked import Brief
from waymark.demo.reports.commissions import Commission
from waymark.demo.reports.facts import Facts
from waymark.demo.reports.plan import Look, PageNumbers, Scanned

_WITHOUT_COVER_UP_TO = 11  # pages
_WITHOUT_CONTENTS_UP_TO = 8
_SIZES = ((11, 16), (11, 17), (11, 18), (11.5, 19), (12, 18), (12, 20), (12, 21), (12, 22))
_SIZES_OF_TWO_COLUMNS = ((10, 13), (10.5, 14.5), (11, 15))
_NUMBERS: tuple[PageNumbers, ...] = ("foot", "foot", "foot", "foot of all", "head", "outer", "none")


def look_of(one: Commission, facts: Facts, title: str, brief: Brief, chance: random.Random) -> Look:
    size, leading = chance.choice(_SIZES_OF_TWO_COLUMNS if one.two_columns else _SIZES)
    pages = one.length.pages
    head, foot = running_lines(one, facts, title, brief, chance)
    scanned: Scanned = "all" if one.length.scanned else "appendix" if one.scanned_back else "none"
    plain = one.web_print or one.length.scanned
    return Look(
        font=chance.choice(("serif", "sans", "sans")),
        size=size,
        leading=leading,
        margin=chance.choice((54, 60, 72) if one.two_columns else (72, 72, 78, 84, 90)),
        columns=2 if one.two_columns else 1,
        justified=chance.random() < (0.7 if one.two_columns else 0.25),
        hyphenated=chance.random() < (0.6 if one.two_columns else 0.15),
        cover=not plain and pages > _WITHOUT_COVER_UP_TO and chance.random() < 0.85,
        contents=not plain and pages > _WITHOUT_CONTENTS_UP_TO and chance.random() < 0.78,
        running_head=head,
        running_foot=foot,
        page_numbers=chance.choice(_NUMBERS),
        scanned=scanned,
        web_print=one.web_print,
    )


def running_lines(
    one: Commission, facts: Facts, title: str, brief: Brief, chance: random.Random
) -> tuple[str, str]:
    """What runs at the head (often nothing) and at the foot."""
    stated = brief.names.stated
    said = {
        "label": facts.label.all,
        "board": " and ".join(facts.boards),
        "board_short": chance.choice(stated["board_short"]).replace("{area}", facts.areas[0]),
        "title": title,
        "notice": chance.choice(stated["notices_short"]),
        "date_short": facts.reported.words,
        "slug": facts.areas[0].lower(),
        "l": facts.label.letter.lower(),
    }

    def one_of(patterns: tuple[str, ...]) -> str:
        usual = [text for text in patterns if said["date_short"] or "{date_short}" not in text]
        return chance.choice(usual).format(**said)

    head = one_of(stated["running_heads"] + facts.running_heads) if chance.random() < 0.6 else ""
    if one.web_print:
        return title, one_of(stated["web_feet"])
    return head, one_of(stated["running_feet"])
