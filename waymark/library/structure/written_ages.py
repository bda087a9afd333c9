"""Ages as reports write them, in months: “7 months” is 7, “two years old” leaves 24-35 open, “nine weeks” is 2.

“Aged 7”, “a three-year-old”, “2 years and 3 months old”, “was fifteen when”, “who was 17,”, “(7 months)”, “a newborn
baby”. A number without a unit is years.
"""

from __future__ import annotations

import re

import msgspec

from waymark.library.structure.any_case import AnyCase

_DAYS_IN_MONTH = 30.4375
_OLDEST_CHILD_IN_YEARS = 19
NUMBERS = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"),
)
_VALUE_OF = {word: value for value, word in enumerate(NUMBERS, 1)} | {"a": 1, "an": 1}
_N = r"(?:\d{1,3}(?:\s?½|\.5)?|" + "|".join(sorted(NUMBERS, key=len, reverse=True)) + r")"
_UNIT = r"(?:years?|yrs?|yr|months?|mths?|mnths?|weeks?|wks?|wk|days?)"
_NEARLY = r"(?:nearly|almost|just\s+under|under|less\s+than|not\s+(?:yet|quite))"
_EVENT = r"(?:death|incident|injury|harm|event)"


def _length(place: str) -> str:
    """A length of time, its groups named for where it stands in the pattern of an age."""
    return (
        rf"(?P<{place}n>{_N}|an?(?=[\s-]+(?:year|month|week|day)))(?P<{place}half>\s+and\s+a\s+half)?[\s-]*"
        rf"(?P<{place}u>{_UNIT})\b(?:[\s,-]*(?:and\s+)?(?P<{place}n2>{_N})[\s-]*(?P<{place}u2>{_UNIT})\b)?"
    )


_AGE = AnyCase(
    rf"\b(?:(?P<nearly>{_NEARLY})\s+)?{_length('')}[\s-]+(?:old\b|of\s+age\b)"
    rf"|\bage(?:d|\s+of)?\b\s*(?:at\s+(?:the\s+)?(?:time\s+of\s+)?(?:the\s+)?{_EVENT})?\s*[:|\t(-]?\s*"
    rf"(?:(?:was|just|only|about|approximately|around)\s+)*(?P<nearly2>{_NEARLY}\s+)?"
    rf"(?:{_length('a')}|(?P<bare>{_N})(?!\s*(?:%|per|[-–/]\s?\d|\w*\s+(?:weeks?|days?))))"
    rf"|\b(?:was|were|turned|had\s+been|is)\s+(?:just\s+|only\s+|then\s+)?"
    rf"(?P<then>{_N})(?=\s+(?:when|at\s+(?:the\s+time|his|her|their))\b)"
    rf"|\bwho\s+(?:was|is|were)\s+(?:just\s+|only\s+|then\s+)?(?P<who>{_N})(?=\s*[,;.)]|\s+(?:and|at|when)\b)"
    rf"|\bwho\s+(?:was|is|were)\s+{_length('c')}(?!\s+(?:pregnant|older|younger|into|late|early|before|after))"
    rf"|\((?P<nearly3>{_NEARLY}\s+)?{_length('b')}\)"
    r"|\b(?P<newborn>new-?born)\b(?=\s+(?:baby|child|boy|girl|infant|son|daughter)\b)"
)
_AND_MORE = re.compile(rf"\s*(?:,|and|&)\s*(?:aged\s+)?(?P<n>{_N})\b(?:\s*(?P<u>{_UNIT}))?", re.IGNORECASE)
WAS_WHEN = re.compile(rf"\b(?:was|were|turned)\s+(?:\w+\s+)?{_N}\s+when\b", re.IGNORECASE)


class WrittenAge(msgspec.Struct, frozen=True):
    """`value` in months, or a range of them. Offsets into the text that was read. `bracketed`: “(7 months)”."""

    start: int
    end: int
    value: str
    bracketed: bool = False


def written_ages(text: str) -> list[WrittenAge]:
    """Every age of someone up to nineteen in a text."""
    found = []
    for match in _AGE.finditer(text):
        value = _months(match)
        if value is not None:
            found.append(WrittenAge(match.start(), match.end(), value, bool(match["bn"])))
    return found


def more_ages(text: str, end: int) -> list[WrittenAge]:
    """“Aged 15 and 13”: those after the first, which ends at `end`."""
    found = []
    while more := _AND_MORE.match(text, end):
        value = _in_months(_count(more["n"]), more["u"] or "years", 0, "")
        if value is not None:
            found.append(WrittenAge(more.start("n"), more.end(), value))
        end = more.end()
    return found


def _months(match: re.Match[str]) -> str | None:
    if match["newborn"]:
        return "0"
    for place in ("", "a", "b", "c"):
        if match[f"{place}n"]:
            nearly = bool(match["nearly"] or match["nearly2"] or match["nearly3"])
            first = _count(match[f"{place}n"]) + (0.5 if match[f"{place}half"] else 0.0)
            second = _count(match[f"{place}n2"]) if match[f"{place}n2"] else 0
            return _in_months(first, match[f"{place}u"], second, match[f"{place}u2"] or "", nearly)
    bare = match["bare"] or match["then"] or match["who"]
    return _in_months(_count(bare), "years", 0, "") if bare else None


def _count(said: str) -> float:
    plain = said.lower().strip()
    if plain in _VALUE_OF:
        return _VALUE_OF[plain]
    return float(plain.replace("½", "").strip()) + 0.5 if "½" in plain else float(plain)


def _in_months(count: float, unit: str, more: float, second_unit: str, nearly: bool = False) -> str | None:
    """Months, or the range that whole years leave open; None for what cannot be a child's age. `nearly`: so much
    is not reached."""
    unit, second_unit = unit.lower()[:1], second_unit.lower()[:1]
    if unit == "y":
        return _of_years(count, more, second_unit, nearly)
    if unit == "m":
        return (
            str(int(count) - nearly)
            if 0 < count + (not nearly) <= 12 * (_OLDEST_CHILD_IN_YEARS + 1)
            else None
        )
    days = count * (7 if unit == "w" else 1) + (more if second_unit == "d" else 0)
    return str(int(days / _DAYS_IN_MONTH))


def _of_years(count: float, more: float, second_unit: str, nearly: bool) -> str | None:
    if not 0 < count <= _OLDEST_CHILD_IN_YEARS:
        return None
    months = round(count * 12)
    if second_unit == "m":
        return str(months + int(more))
    if second_unit or count != int(count):
        return str(months)
    first = months - 12 if nearly else months
    return f"{first}-{first + 11}"
