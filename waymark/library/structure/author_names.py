"""Names that stand with an author's office: after “Lead reviewers:”, or before “, Independent Author”.

Whoever chaired the panel or the board, or wrote for one agency only, is not the author of the report.
"""

from __future__ import annotations

import re

from waymark.library.structure.names import Name, names_in

_ROLE = (
    r"(?:(?:independent|overview|report|lead|joint|principal|external|accredited|scie|co-?|main|appointed|the|silp|review)"
    r"[\s–-]*)*(?:authors?|reviewers?|writers?)(?:\(s\))?"
)
_AND_OFFICE = r"(?:(?:independent|panel|lead)\s+)*(?:chair\w*|authors?|reviewers?|facilitators?|consultants?)"
LABEL = re.compile(
    rf"(?P<role>\b{_ROLE}\b(?:\(s\))?(?:\s+(?:and|&|/)\s+{_AND_OFFICE})*"
    r"(?:\s+of\s+(?:the|this)\s+(?:\w+\s+){0,3}(?:report|review))?"
    r"|\bindependent\s+chair\s+and\s+(?:overview\s+)?(?:report\s+)?author\b)"
    r"|(?P<by>\b(?:written|prepared|produced|compiled|authored|drafted|report|undertaken|completed|conducted|led|"
    r"carried\s+out|submitted|review\w*)"
    r"(?:\s+(?:for\s+the\s+(?:\w+\s+){1,5}|jointly\s+|independently\s+|and\s+\w+\s+))?\s*by\b)",
    re.IGNORECASE,
)
"""`role`: an office; `by`: what is done by whoever is named next."""
_LINK = re.compile(
    r"\s*(?:[:|\t–—-]|,|(?:(?:for|of|to)\s+(?:the|this)\s+(?:\w+\s+){1,4})?(?:is|are|was|were|has\s+been|have\s+been)\b|\()?"
    r"\s*(?:(?:two|three|both|jointly|an?|the|independent\w*|lead|reviewers?|consultants?|social\s+work|health|experienced|"
    r"of\s+the|authors?|named|who|were|are|chair|and|accredited|persons?|people|led|by|external|colleagues?|called)\b"
    r"[\s,:(–-]*)*",
    re.IGNORECASE,
)
_ONE_AGENCY = re.compile(
    r"\b(?:IMRs?|management\s+(?:review|report)s?|agency|agencies|health\s+overview|chronolog\w+|"
    r"single[- ]agency|foreword|psychiatric|court|GP|school)\W+(?:\w+\W+){0,2}$",
    re.IGNORECASE,
)
_ONE_AGENCY_AFTER = re.compile(
    r"\W*(?:of|for)\s+(?:the\s+)?(?:\w+\s+){0,2}(?:IMRs?|management\s+reviews?|health|police|education)\b",
    re.IGNORECASE,
)
_CHAIRS = re.compile(
    r"[\s,:(–-]*(?:(?:as|was|is|who|acted|the|an?|its|independent|panel|review|board|lscb)\s+)*"
    r"chair(?!\w*\s+and\b)(?!\w*(?:\s+of\s+the\s+\w+)?\s*[:–-])",
    re.IGNORECASE,
)
_CHAIRED = re.compile(r"\bchair\w*\b", re.IGNORECASE)
_CHAIR_AND = re.compile(r"chair\w*\s+and\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_HELD_OFFICE = re.compile(
    r"\s*(?:\([^)]{0,80}\)|,[^.;]{0,120}?,|,)?\s*(?:(?:was|were|is|are|has\s+been|have\s+been|acted|act|served)\s+)?"
    r"(?:(?:jointly|then|both|subsequently|therefore|also|duly)\s+)?"
    r"(?:(?:appointed|commissioned|engaged|asked|selected|invited|recruited|chosen|identified|contracted|named)\s+)?"
    r"(?:by\s+[^.;]{0,80}?\s)?(?:\([^)]{0,80}\)\s*|,[^.;]{0,120}?,\s*)?"
    r"(?:as|to\s+(?:be|act\s+as|serve\s+as))?\s*(?:(?:an?|the|its|their|our|both|two)\s+)*"
    r"(?:(?:panel\s+|independent\s+)*chair\w*\s+and\s+)?(?:\w+\s+){0,2}$",
    re.IGNORECASE,
)
TITLES = r"(?:(?:dr|mr|mrs|ms|miss|mx|prof|professor|sir|dame|rev|emeritus)\b\.?\s*)*"
_ONLY_TITLES = re.compile(rf"[\W\s]*{TITLES}", re.IGNORECASE)
_BETWEEN_NAMES = re.compile(
    r"\s*(?:[,(][^.;:]{0,160}?)?(?:\s*[;,&/]\s*|\s*\band\b\s*|\s*\bwith\b\s*|\s*\n\s*)(?:(?:by|the|an?)\s+)?"
    rf"{TITLES}",
    re.IGNORECASE,
)
_OTHER_OFFICE = re.compile(
    r"\b(?:chair\w*|manager|administrator|supported|business|coordinator|panel|behalf|board|lscb|assisted)\b",
    re.IGNORECASE,
)


def after_label(text: str, end: int) -> list[Name]:
    """The names that follow a label directly; `end`: where the label ends."""
    link = _LINK.match(text, end)
    return opening_names(text, link.end() if link else end)


def opening_names(text: str, start: int) -> list[Name]:
    """Names that a text opens with at a position, and those joined to them."""
    found: list[Name] = []
    for read in names_in(text[start : start + 400]):
        name = Name(read.start + start, read.end + start, read.value)
        if found:
            if not _joined(text, found[-1], name):
                break
        elif not _ONLY_TITLES.fullmatch(text, start, name.start):
            break
        if _CHAIRS.match(text, name.end):
            break
        found.append(name)
    return found


def holders(text: str, label: re.Match[str]) -> list[Name]:
    """The names before an office: “Jane Smith and John Brown, independent reviewers”."""
    names = names_in(text[: label.start()]) if label["role"] else []
    if not names:
        return []
    between = text[names[-1].end : label.start()]
    if not _HELD_OFFICE.fullmatch(between) or (_CHAIRED.search(between) and not _CHAIR_AND.search(between)):
        return []
    return with_those_before(text, names, names[-1])


def with_those_before(text: str, names: list[Name], name: Name) -> list[Name]:
    """A name and those that are joined to it before it."""
    kept = [name]
    for earlier in reversed(names[: names.index(name)]):
        if not _joined(text, earlier, kept[0]):
            break
        kept.insert(0, earlier)
    return kept


def _joined(text: str, name: Name, following: Name) -> bool:
    between = text[name.end : following.start]
    return bool(_BETWEEN_NAMES.fullmatch(between)) and not _OTHER_OFFICE.search(between)


def chaired(text: str, start: int, end: int) -> bool:
    """Whether a chair is spoken of between two positions."""
    return bool(_CHAIRED.search(text, start, end))


def is_of_one_agency(text: str, label: re.Match[str]) -> bool:
    """“The author of the health management review” did not write the report."""
    before = text[max(0, label.start() - 50) : label.start()]
    return bool(_ONE_AGENCY.search(before) or writes_for_one_agency(text, label.end()))


def writes_for_one_agency(text: str, end: int) -> bool:
    return bool(_ONE_AGENCY_AFTER.match(text, end))
