"""Labels under which reports hide who a child is: “Child S”, “Baby AB”, “Young Person 2”, “Children A, B and C”.

Labels of other people (Sibling 1, Adult A, MGM) are none.
"""

from __future__ import annotations

import re

import msgspec

from waymark.library.structure.field_words import is_field_word

_ID = (
    r"(?!(?:IN|IS|OF|AND|ON|AT|TO|WHO|HAS|OR|BY|WAS|NOT|THE|SEX|HAD|FOR|AS|SO|DIED|IT|WE|HE|SCR|GP|HAVE|WERE)\b)"
    r"(?:[A-Z]{1,3}\d{0,4}|[A-Z]\d{1,4}|\d{1,2}[A-Z]?)(?!\w)(?![’'][a-rt-z])"
)
_KIND = (
    r"(?i:child|baby|infant|toddler|young\s+person|young\s+adult|young\s+woman|young\s+man|adolescent|teenager|girl|boy|"
    r"subject\s+child|student|youth|YP|twin)"
)
_KINDS = r"(?i:children|babies|infants|young\s+people|young\s+persons|girls|boys|twins)"
_SIGN = r"\s*(?:,\s*(?:and\s+)?|&|/|\+|\band(?=\s|[A-Z]))\s*"


def _pattern(one: str, several: str) -> re.Pattern[str]:
    return re.compile(
        rf"\b(?:(?P<plural>{several}|{one})\s+[‘“']?(?P<several>{_ID}[’”']?(?:(?:{_SIGN}|\s+to\s+)[‘“']?{_ID}[’”']?)+)"
        rf"|(?P<kind>{one})\s+[‘“']?(?P<id>{_ID}))"
    )


LABEL = _pattern(_KIND, _KINDS)
_IN_TITLE = _pattern(
    f"(?:{_KIND}|(?i:sibling|sister|brother))", f"(?:{_KINDS}|(?i:siblings|sisters|brothers))"
)
_WITH_NAME = re.compile(
    r"\b(?:Baby|Child|Infant|BABY|CHILD|INFANT)\s+[‘“']?(?P<name>[A-Z][a-zà-ÿ]+|[A-Z]{4,})\b"
)
_SINGLE = {
    "children": "child",
    "babies": "baby",
    "infants": "infant",
    "young people": "young person",
    "young persons": "young person",
    "girls": "girl",
    "boys": "boy",
    "twins": "twin",
    "siblings": "sibling",
    "sisters": "sister",
    "brothers": "brother",
}


class Label(msgspec.Struct, frozen=True):
    """`values`: each child by its own label. Offsets into the text that was read."""

    start: int
    end: int
    values: tuple[str, ...]


def labels_in(text: str) -> list[Label]:
    return [Label(match.start(), match.end(), _values(match)) for match in LABEL.finditer(text)]


def labels_in_title(text: str) -> list[Label]:
    """In a title siblings are the children of the report, and a baby may go by a name: “Baby Peter”."""
    found = [Label(match.start(), match.end(), _values(match)) for match in _IN_TITLE.finditer(text)]
    for match in _WITH_NAME.finditer(text):
        if not is_field_word(match["name"]):
            found.append(Label(match.start(), match.end(), (" ".join(match.group().split()),)))
    return sorted(found, key=lambda label: label.start)


def _values(match: re.Match[str]) -> tuple[str, ...]:
    if match["id"]:
        return (" ".join(f"{match['kind']} {match['id']}".split()),)
    said = " ".join(match["plural"].split())
    single = _SINGLE.get(said.lower(), said)
    kind = (
        single.upper()
        if said.isupper() and len(said) > 2
        else single.title()
        if said[0].isupper()
        else single
    )
    several = re.sub(r"[‘’“”']", "", match["several"])
    ids: list[str] = []
    for part in re.split(_SIGN, several):
        ids.extend(_range(part) or [part.strip()])
    return tuple(f"{kind} {one}" for one in ids if one)


def _range(part: str) -> list[str]:
    """“A to D” is A, B, C and D."""
    ends = re.fullmatch(r"\s*(\w)\s+to\s+(\w)\s*", part)
    if ends is None:
        return []
    first, last = ord(ends[1]), ord(ends[2])
    return [chr(sign) for sign in range(first, last + 1)] if 0 < last - first < 12 else []
