"""The board or boards whose review a report is.

A board counts where it stands on the cover, in a running head, or is told to have commissioned the review;
one that is only mentioned (a board to which a family moved) does not. “X and Y Safeguarding Children Boards”
are two boards; “X and Y Safeguarding Children Board” is one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from typing import TypeAlias

import msgspec

from waymark.library.described import Stated
from waymark.library.structure.account import Account
from waymark.library.structure.report import Piece, Report, one_line, word_set
from waymark.library.structure.sentences import Sentence

_BODY = re.compile(
    r"(?:(?i:(?:(?:local|regional|multi-agency)\s+)*(?:"
    r"safeguarding\s+children(?:[’']?s?)?\s+(?:and\s+(?:adults?|young\s+people)\s+)?(?:board|partnership|executive)"
    r"|child(?:ren)?(?:[’']?s?)?\s+safeguarding\s+(?:board|partnership)"
    r"|safeguarding\s+(?:board|partnership)"
    r"|(?:area\s+)?child\s+protection\s+committee)s?\b)"
    r"|\b(?:[LR]?SCB|LSCP|SCP|ACPC)[s’']{0,2}(?=\W|$))"
)
_ABBREVIATION = re.compile(r"\s*\([A-Z&]{3,8}\)")
_CONNECTS = frozenset(
    ("and", "&", "of", "upon", "on", "in", "with", "under", "le", "by", "the", "cum", "next")
)
_NO_PLACE = word_set(
    """the a an this that report reports review reviews case serious overview by for to chair commissioned prepared
    published behalf local regional independent author lead reviewer child baby final executive summary learning
    practice safeguarding children board boards lscb lscbs scb partnership both each other another our their its
    his her all any every when where while following after before since and of on in with at from as if although
    january february march april may june july august september october november december person young
    confidential date version joint national england wales welsh english family mother father foreword"""
)
_COMMISSIONS = re.compile(
    r"\b(?:commission\w*|decided|agreed|initiat\w+|undert\w+|instigat\w+|request\w*|conduct\w*|behalf|conven\w+|"
    r"establish\w*|resolved|determined|concluded|accept\w*|recommended|held|carried\s+out|set\s+up|publish\w*|led|"
    r"began|ordered|chair|responsible)\b",
    re.IGNORECASE,
)
_ABOUT_REVIEW = re.compile(r"\b(?:review|SCR|report|criteria|inquiry|enquiry)\b", re.IGNORECASE)
_PASSES_BY = re.compile(
    r"\b(?:was|were|been|be)\s+(?:informed|told|notified|contacted|consulted|invited|asked)\b|\bmoved\b|\bformerly\b|"
    r"\bpreviously\b|\bneighbouring\b|\bfamily\s+(?:had\s+)?lived\b|\bearlier\s+(?:case|review)\b|\bother\s+boards?\b|"
    r"\banother\s+(?:board|area|review)\b|\btook\s+no\s+part\b|\bnot\s+(?:a\s+)?part(?:y|ner)?\b|\bcontribut\w+\b|"
    r"\bpublished\s+by\s+other\b|\bsimilar\s+(?:case|review)\b|\bhelp\w*\s+from\b|\bseen\s+in\b|\bin\s+touch\b",
    re.IGNORECASE,
)
_SAINT = re.compile(r"\b(?:St|Saint)\.?\s+$")
_BEFORE = 110


class Mention(msgspec.Struct, frozen=True):
    """`names`: one board, or the several of a plural. Offsets into the text that was read."""

    start: int
    end: int
    names: tuple[str, ...]
    place: str


Add: TypeAlias = Callable[[Mention, tuple[int, int], float], None]


def boards(report: Report, lines: Iterable[Piece], account: Account) -> list[Stated]:
    """Boards in the order in which the report names them. `lines` of the opening; `account`: running text."""
    found: list[Stated] = []
    seen: set[str] = set()
    sentences = [
        sentence for _, sentence in account.holding("safeguarding", *_SHORT_BODIES, "protection committee")
    ]

    def add(mention: Mention, where: tuple[int, int], confidence: float) -> None:
        for name in mention.names:
            place = _place(name)
            if place not in seen and not any(known.startswith(place) and place for known in seen):
                seen.add(place)
                found.append(report.states("board", name, confidence, where))

    cover: list[tuple[Piece, Mention]] = []
    for line in lines:
        if line.kind == "table row" or _PASSES_BY.search(line.text):
            continue
        for mention in mentions(line.text):
            cover.append((line, mention))
    for line, mention in sorted(cover, key=lambda one: _how_printed(*one)):
        add(mention, (line.start + mention.start, line.start + mention.end), 0.95)
    found.sort(key=lambda stated: stated.passage.start if stated.passage else 0)
    for sentence in sentences:
        for mention in _commissioners(sentence.text):
            add(mention, sentence.where(mention.start, mention.end), 0.85)
        if found and sentence.start > sentences[0].start + _FAR_ENOUGH:
            break
    if not found:
        for piece in report.running:
            for mention in mentions(piece.text):
                add(mention, (piece.start + mention.start, piece.start + mention.end), 0.85)
    if not found:
        _most_named(sentences, add)
    return found


_SHORT_BODIES = ("scb", "lscb", "rscb", "lscp", "scp", "acpc")
_FAR_ENOUGH = 6000  # who commissioned a review is told on its first pages


def _most_named(sentences: list[Sentence], add: Add) -> None:
    counts: Counter[str] = Counter()
    first: dict[str, tuple[Mention, tuple[int, int]]] = {}
    for sentence in sentences:
        if _PASSES_BY.search(sentence.text):
            continue
        for mention in mentions(sentence.text):
            counts[mention.place] += 1
            first.setdefault(mention.place, (mention, sentence.where(mention.start, mention.end)))
    if counts:
        place, count = counts.most_common(1)[0]
        add(*first[place], 0.6 if count > 1 else 0.4)


def _commissioners(text: str) -> list[Mention]:
    found = mentions(text)
    if (
        not found
        or not _ABOUT_REVIEW.search(text)
        or not _COMMISSIONS.search(text)
        or _PASSES_BY.search(text)
    ):
        return []
    return found


def mentions(text: str) -> list[Mention]:
    """Boards named with their place in a text."""
    found: list[Mention] = []
    last_end = 0
    for body in _BODY.finditer(text):
        start = _place_start(text, max(last_end, body.start() - _BEFORE), body.start())
        if start < body.start():
            names = _several(text[start : body.start()], body.group())
            short = _ABBREVIATION.match(text, body.end()) if len(names) == 1 else None
            if short:
                names = (f"{names[0]} {short.group().strip()}",)
            found.append(Mention(start, short.end() if short else body.end(), names, _place(names[0])))
        else:
            end = _place_after(text, body.end())
            if end > body.end():
                name = one_line(text[body.start() : end])
                found.append(Mention(body.start(), end, (name,), _place(name)))
        last_end = body.end()
    return found


def _place_start(text: str, earliest: int, end: int) -> int:
    """Where the name of the place before a body begins; `end` where there is none."""
    start = end
    words = list(re.finditer(r"\S+", text[earliest:end]))
    for word in reversed(words):
        said = word.group()
        plain = said.strip("“”‘’'\"(),;:").lower()
        if said.endswith((".", ";", ":")) and plain not in ("st.", "n.e.", "n."):
            break
        if plain in _CONNECTS and said == said.lower():
            continue
        if plain in _NO_PLACE or not said.lstrip("“‘(\"'")[:1].isupper():
            break
        if plain.endswith(("’s", "'s")) and not re.search(
            r"\b(?:St|Saint)\.?\s+$", text[earliest : earliest + word.start()]
        ):
            break
        start = earliest + word.start() + (len(said) - len(said.lstrip("“‘(\"'")))
        if said.startswith(("(", "“", "‘")):
            break
    return start


def _place_after(text: str, start: int) -> int:
    """“Safeguarding Children Board for X”: where X ends."""
    match = re.match(
        r"\s+(?:for|of|in)\s+(?:the\s+)?((?:[A-Z][\w’'\-]+\s?|and\s(?=[A-Z])|of\s(?=[A-Z]))+)", text[start:]
    )
    if match is None or match[1].split()[0].lower() in _NO_PLACE:
        return start
    return start + len(match.group().rstrip())


def _several(places: str, body: str) -> tuple[str, ...]:
    """Each board of a plural by its own name; one board as printed."""
    body, places = one_line(body), one_line(places)
    plural = (
        body.endswith("s")
        if len(body) < 7
        else body.lower().endswith(("boards", "partnerships", "committees"))
    )
    if not plural:
        return (f"{places} {body}",)
    single = body.rstrip("s’'") if len(body) < 7 else body[:-1]
    named = [
        place for place in re.split(r"\s*,\s*(?:and\s+)?|\s+(?:and|AND|&|with)\s+|\s*/\s*", places) if place
    ]
    return tuple(f"{place} {single}" for place in named)


def _how_printed(line: Piece, mention: Mention) -> int:
    """A board on a line of its own goes before one in a title, one written out before its abbreviation."""
    alone = mention.end - mention.start >= 0.7 * len(line.text)
    abbreviated = bool(re.search(r"\b[A-Z]{3,4}s?$", mention.names[0]))
    return 2 * (not alone) + abbreviated


def _place(name: str) -> str:
    """The place alone, to know a board again by: “Ambersett LSCB” is “Ambersett Safeguarding Children Board”."""
    place = _BODY.sub(" ", _ABBREVIATION.sub("", name)).lower().replace("&", "and")
    return re.sub(r"[^a-z]+", " ", place.replace(" for ", " ")).strip()
