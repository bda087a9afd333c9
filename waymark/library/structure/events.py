"""What is told to have happened to the child of a report, and not to someone else, to any child, or to no one."""

from __future__ import annotations

import re

from waymark.library.structure.any_case import AnyCase
from waymark.library.structure.report import phrases
from waymark.library.structure.who import Persons

FATAL = "death"
HARMED = "serious_harm"

IN_LAW = AnyCase(
    r"\b(?:when|where|if|whenever|in\s+which|cases?\s+in\s+which)\s+(?:a|any|the)\s+(?:child|children)\b|"
    r"\bdie[sd]?\s+or\b|\bdied,?\s+or\b|\bdeath\s+or\b|\bor\s+(?:has\s+|have\s+)?(?:died|death)\b|\bregulation\b|"
    r"\bworking\s+together\b|\bstatut\w+|\bis\s+known\s+or\s+suspected\b|\bdeath\s+overview\b|"
    r"\bother\s+(?:cases|reviews|children)\b|\bnationally\b|\bnational\s+(?:study|research|analysis)\b|"
    r"\bresearch\b|\bbabies\s+(?:who|under)\b|\bchildren\s+who\b"
)
"""Sentences that tell of children at large: when a review is held, what other reviews found."""

TELLS_OF_END = phrases(
    """died., dies., die., dead., death, dying, kill, murder, manslaughter, fatal, life., lives., suicid, drown,
    unresponsive, breath, cardiac, homicid, saved, revived, resuscitat, deceased, stillb, near fatal, injur, harm,
    incident, serious, critical, collaps, hurt, suffer, sustain, stabbed, shot., overdose, intensive, led to, prompted,
    subject of, recover, surviv, abuse, exploit, malnour, assault, neglect, raped., poison, scald, attack, shak,
    beaten."""
)
TELLS_OF_HARM = (*TELLS_OF_END, "hospital", "assault", "fractur", "burn")
"""What a sentence holds that tells of it, as `Account.holding` is asked."""

_SURE_OF = {"label": 3, "child": 2, "pronoun": 1}
_DONE_TO = re.compile(
    r"killed|murdered|stabbed|shot|assaulted|injured|harmed|hurt|attacked|poisoned|abused", re.IGNORECASE
)
_OF = re.compile(r"\s+(?:of|to)\s+(?:(?:the|a|an|her|his|their)\s+)?")
_OF_THE_REVIEW = re.compile(r"the\s+(?:\w+\s+)?incident|led\s+to|prompted", re.IGNORECASE)


def surely_the_childs(text: str, event: re.Match[str], persons: Persons) -> int:
    """3 where an event happened to the child by its label, 2 to “the child”, 1 to “he”, 0 to another or to no one."""
    of = _OF.match(text, event.end())
    if of:
        near = persons.all_in(text, event.end(), min(len(text), event.end() + 60))
        if near and near[0][0] <= of.end() + 12:
            return _SURE_OF.get(near[0][2], 0)
    people = persons.all_in(text)
    if _DONE_TO.match(event.group()):
        done_to = [kind for start, _, kind in people if 0 <= start - event.end() <= 12]
        if done_to:
            return _SURE_OF.get(done_to[0], 0)
    whose = persons.doer(text, event.start())
    if whose == "child":
        before = [kind for start, _, kind in people if start < event.start()]
        return max(_SURE_OF[kind] for kind in (*before, "pronoun") if kind != "other")
    return 1 if not whose and _OF_THE_REVIEW.match(event.group()) else 0
