"""By what label a report knows its child or children: “Child S”, a pseudonym, initials, a reference.

The title goes before the rest of the cover, the cover before what the text says (“known in this report as
Daniel”), that before the label which the text uses most. Labels of parents, siblings and other adults are not
the child's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from waymark.library.described import Stated
from waymark.library.structure.account import Account
from waymark.library.structure.boards import mentions
from waymark.library.structure.field_words import is_field_word
from waymark.library.structure.labels import labels_in, labels_in_title
from waymark.library.structure.report import Piece, Report, phrases
from waymark.library.structure.sentences import Sentence
from waymark.library.structure.who import OTHER_PERSON

_FIRST_NAME = r"[A-Z][a-zà-ÿ]+(?:-[A-Z][a-zà-ÿ]+)?|[A-Z]{3,}"
_REFERENCE = r"[A-Z]{1,4}\d{1,4}[A-Z]?|\d{4}[/-]\d{1,4}(?:[/-]\d{1,3})?|[A-Z](?:\.[A-Z])+\.?|[A-Z]{1,3}"
_QUOTED = re.compile(rf"[‘“'\"](?P<name>{_FIRST_NAME}|{_REFERENCE})[’”'\"](?!\w)")
_AFTER_LINK = re.compile(
    rf"(?:(?i:\b(?:death|deaths|life|lives|story|case|care|injuries|harm)\s+(?:of|to)|\bconcerning|\brespect\s+of|"
    rf"\bregarding|\brelating\s+to|\babout|\bre|\bfor|\binto|\bnamed|\bcalled|\bknown\s+as|\bsubject|\bon)\b\s*:?|[:–—-])"
    rf"\s*[‘“'\"]?(?P<name>{_REFERENCE}|{_FIRST_NAME})[’”'\"]?(?=\s*(?:$|[,;:.()–—-]|(?:and|&)\s|(?i:overview|serious|report|learning|review|final|executive)\b))"
)
_AND_ANOTHER = re.compile(
    rf"\s*(?:,\s*(?:and\s+)?|&\s*|and\s+)[‘“'\"]?(?P<name>{_FIRST_NAME}|{_REFERENCE})[’”'\"]?(?=\s*(?:$|[,;:.()–—-]|and\s|&))"
)
_BEFORE_KIND = re.compile(
    rf"^\W*(?P<name>{_FIRST_NAME})[’”'\"]?(?:\s*[:–—-]\s*(?:A|a|An|an|The|the)?\s*(?i:serious|learning|child|case|overview|SCR)\b|[’']s\s)"
)
_FAMILY = re.compile(
    r"\b(?:Family\s+[A-Z]{1,2}\d{0,3}|[A-Z]{1,2}\d{0,3}\s+Family|FAMILY\s+[A-Z]{1,2}\d{0,3})(?!\w)"
)
_REFERENCE_ALONE = re.compile(
    r"(?<![\w/])(?:[A-Z]{1,3}\d{1,4}|[A-Z]{2,5}[/-]\d{2,4}[/-]\d{1,3}|\d{4}/\d{2}-\d{1,3})(?![\w/])"
)

_KNOWN_AS = re.compile(
    r"(?:\b(?:known|referred\s+to|described|identified|named|called|anonymised|written\s+of|spoken\s+of)\s+"
    r"(?:(?:in|throughout|for|within|here|only|simply|by|during|the|this|these|purposes?|of|report|review|document|"
    r"overview|serious|case|his|her|their|as\s+part\s+of)\s+)*(?:as|by)\s+(?:the\s+(?:name|pseudonym|label|initials?)\s+(?:of\s+)?)?"
    r"|\b(?:called|named)\s+(?:in\s+this\s+(?:report|review)\s+|here\s+)?"
    r"|\b(?:pseudonym|name|alias|letters?|initials?)\s+(?:of\s+|is\s+used\s+|chosen\s+(?:for\s+\w+\s+)?(?:is|was)\s+)?"
    r"|\b(?:we|report|review|panel|family|author)\s+(?:have\s+|has\s+|will\s+|shall\s+)?(?:calls?|called|chose|chosen)\s+(?:him\s+|her\s+|them\s+|the\s+(?:child|baby|boy|girl|young\s+person)\s+)?)"
    rf"[‘“'\"]?(?P<name>(?i:child|baby|young\s+person|infant|girl|boy|YP)\s+(?:[A-Z]{{1,3}}\d{{0,3}}|\d{{1,2}})(?!\w)|{_FIRST_NAME}|{_REFERENCE})[’”'\"]?(?![\w])"
)
_NOT_REAL = re.compile(
    rf"[‘“'\"]?(?P<name>{_FIRST_NAME})[’”'\"]?\s*\((?:a\s+pseudonym|not\s+(?:his|her|their|the\s+child[’']s)\s+(?:real|own)\s+name|name\s+changed)\b"
)
_SUBJECT = re.compile(
    r"\b(?:death|murder|concerns|concerning|about|subject|respect\s+of|injur\w+|harm\w*|died|review|care|case)\b",
    re.IGNORECASE,
)


_SAID_WITH_NAMES = phrases(
    """known, referred, described as, identified, named, called, anonymised, spoken of, written of, pseudonym, name,
    alias, letter, initial, call, chose"""
)


def children(
    report: Report, title: Iterable[Piece], lines: Iterable[Piece], account: Account
) -> list[Stated]:
    titles = tuple(title)
    for found in (_in_title(report, titles), _on_cover(report, lines, titles)):
        if found:
            return found
    named = [sentence for _, sentence in account.holding(*_SAID_WITH_NAMES)]
    return _known_as(report, named) or _most_used(report, account.sentences) or _in_running_heads(report)


def title_labels(text: str) -> list[tuple[int, int, str]]:
    """Labels in a title: start, end and label."""
    found = [(label.start, label.end, value) for label in labels_in_title(text) for value in label.values]
    if found:
        return found + [
            (match.start("name"), match.end("name"), match["name"])
            for match in _QUOTED.finditer(text)
            if _is_name(match["name"]) and not any(start <= match.start() < end for start, end, _ in found)
        ]
    for pattern in (_QUOTED, _FAMILY, _AFTER_LINK, _BEFORE_KIND, _REFERENCE_ALONE):
        found = []
        for match in pattern.finditer(text):
            group = "name" if "name" in pattern.groupindex else 0
            if _is_name(match[group]) or pattern is _FAMILY:
                found.append((match.start(group), match.end(group), match[group]))
                if pattern is _AFTER_LINK:
                    found.extend(_others_after(text, match.end()))
                    break
        if found:
            return found
    return []


def _others_after(text: str, end: int) -> list[tuple[int, int, str]]:
    """“Tom, Daniel and Ruth”: those after the first."""
    found = []
    while (match := _AND_ANOTHER.match(text, end)) and _is_name(match["name"]):
        found.append((match.start("name"), match.end("name"), match["name"]))
        end = match.end()
    return found


def _is_name(word: str) -> bool:
    return not is_field_word(word)


def _without_boards(text: str) -> str:
    """The same text with boards blanked out, so that their names are not read as a child's."""
    for board in mentions(text):
        text = text[: board.start] + "." * (board.end - board.start) + text[board.end :]
    return text


def _in_title(report: Report, titles: tuple[Piece, ...]) -> list[Stated]:
    found: list[Stated] = []
    for piece in titles:
        for start, end, value in title_labels(_without_boards(piece.text)):
            if all(stated.value != value for stated in found):
                found.append(report.states("child", value, 0.95, (piece.start + start, piece.start + end)))
    return found


def _on_cover(report: Report, lines: Iterable[Piece], titles: tuple[Piece, ...]) -> list[Stated]:
    found: list[Stated] = []
    for line in lines:
        if line in titles or len(line.text) > 90:
            continue
        for label in labels_in(line.text):
            for value in label.values:
                if all(stated.value != value for stated in found):
                    where = (line.start + label.start, line.start + label.end)
                    found.append(report.states("child", value, 0.9, where))
        alone = re.fullmatch(rf"\s*(?:Re:?\s*)?[‘“'\"](?P<name>{_FIRST_NAME})[’”'\"]\s*", line.text)
        if alone and not found and _is_name(alone["name"]):
            where = (line.start + alone.start("name"), line.start + alone.end("name"))
            found.append(report.states("child", alone["name"], 0.85, where))
    return found


def _known_as(report: Report, sentences: list[Sentence]) -> list[Stated]:
    """What the text says that it calls the child."""
    found: list[Stated] = []
    for sentence in sentences:
        text = sentence.text
        for pattern in (_KNOWN_AS, _NOT_REAL):
            for match in pattern.finditer(text):
                name = " ".join(match["name"].split())
                before = text[: match.start("name")]
                if not _is_name(match["name"]) and not labels_in(name):
                    continue
                if pattern is _KNOWN_AS and _is_of_another(before):
                    continue
                if all(stated.value != name for stated in found):
                    where = sentence.where(match.start("name"), match.end("name"))
                    found.append(report.states("child", name, 0.85, where))
                    for start, end, other in _others_after(text, match.end()):
                        found.append(report.states("child", other, 0.8, sentence.where(start, end)))
        if found:
            return found
    return []


def _is_of_another(before: str) -> bool:
    """The person spoken of last before a name is not the child."""
    others = list(OTHER_PERSON.finditer(before))
    if not others:
        return False
    since = before[others[-1].end() :]
    return not re.search(
        r"\b(?:child|baby|boy|girl|infant|young\s+person|son|daughter|he|she|subject)\b", since, re.IGNORECASE
    )


def _most_used(report: Report, sentences: list[Sentence]) -> list[Stated]:
    counts: Counter[str] = Counter()
    first: dict[str, tuple[int, int]] = {}
    together: dict[str, tuple[str, ...]] = {}
    for sentence in sentences:
        for label in labels_in(sentence.text):
            weight = 3 if _SUBJECT.search(sentence.text, max(0, label.start - 60), label.start) else 1
            for value in label.values:
                counts[value] += weight
                first.setdefault(value, sentence.where(label.start, label.end))
            if len(label.values) > 1:
                together.setdefault(label.values[0], label.values)
    if not counts:
        return []
    value, count = counts.most_common(1)[0]
    values = next((several for several in together.values() if value in several), (value,))
    sure = 0.8 if count >= 6 else 0.6
    return [report.states("child", one, sure, first[one]) for one in values]


def _in_running_heads(report: Report) -> list[Stated]:
    for piece in report.running:
        for label in labels_in(piece.text):
            where = (piece.start + label.start, piece.start + label.end)
            return [report.states("child", value, 0.7, where) for value in label.values]
    return []
