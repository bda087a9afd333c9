"""What was changed of an instrument between two definitions of it, and which answers given before it touches.

Pure. An answer is touched where its reader might answer otherwise now: the question is another, or what it means, or
what could be chosen. A category that was taken away or renamed touches those who chose it and nobody else. Help, order,
judgement and the conditions under which a question appears are told, and leave answers as they are.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from typing import Literal

import msgspec

from waymark.instruments.definitions import AskedCategory, AskedQuestion, Definition

Kind = Literal[
    "added", "removed", "reworded", "help changed", "redefined", "category added", "category removed",
    "category relabelled", "category redefined", "type changed", "unit changed", "limits changed",
    "routing changed", "judgement changed", "moved",
]  # fmt: skip

TOUCHES_ALL = frozenset(
    {"reworded", "redefined", "category added", "category redefined", "type changed", "unit changed"}
)
TOUCHES_CHOSEN = frozenset({"category removed", "category relabelled"})
"""These touch only the answers that chose the category."""

_TYPES = {
    "category": "one of several answers",
    "categories": "any of several answers",
    "number": "a number",
    "age": "an age",
    "date": "a date",
    "text": "running text",
    "area": "an area",
}


class Change(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One change of one question. `code`: the category it is about; `before` and `after` in words."""

    kind: Kind
    variable: str
    label: str
    code: str = ""
    before: str = ""
    after: str = ""

    @property
    def touches(self) -> bool:
        """Whether it can touch an answer that was given before."""
        return self.kind in TOUCHES_ALL or self.kind in TOUCHES_CHOSEN

    def touches_answer(self, codes: Collection[str]) -> bool:
        """Whether it touches an answer in which these categories were chosen; none for any other answer."""
        return self.kind in TOUCHES_ALL or (self.kind in TOUCHES_CHOSEN and self.code in codes)

    @property
    def in_words(self) -> str:
        words = _WORDS[self.kind].format(before=self.before, after=self.after)
        return words.removesuffix(".") if words.endswith(("?”.", "!”.", ".”.")) else words


_WORDS: dict[str, str] = {
    "added": "The question is new: “{after}”.",
    "removed": "The question is no longer asked: “{before}”.",
    "reworded": "The question was “{before}”; it is now “{after}”.",
    "help changed": "The help was “{before}”; it is now “{after}”.",
    "redefined": "It meant “{before}”; it now means “{after}”.",
    "category added": "“{after}” can be answered now.",
    "category removed": "“{before}” can no longer be answered.",
    "category relabelled": "The answer “{before}” is now called “{after}”.",
    "category redefined": "The answer {before}; now it {after}.",
    "type changed": "It was answered with {before}; it is now answered with {after}.",
    "unit changed": "It was counted in {before}; it is now counted in {after}.",
    "limits changed": "The answer could lie {before}; it can now lie {after}.",
    "routing changed": "The conditions under which it is asked were changed.",
    "judgement changed": "It was read as {before}; it is now read as {after}.",
    "moved": "It stands in another place of the form{after}.",
}


def changes_between(before: Definition, after: Definition) -> tuple[Change, ...]:
    """Everything that differs, in the order of the newer form; questions that went come last."""
    old = {asked.variable: asked for asked in before.questions}
    new = {asked.variable: asked for asked in after.questions}
    moved = _moved(before, after)
    found: list[Change] = []
    for name, asked in new.items():
        if name not in old:
            found.append(_change("added", asked, after=asked.question))
            continue
        found += _of_question(old[name], asked)
        if name in moved:
            found.append(_change("moved", asked, after=moved[name]))
    found += [
        _change("removed", asked, before=asked.question) for name, asked in old.items() if name not in new
    ]
    return tuple(found)


def _of_question(old: AskedQuestion, new: AskedQuestion) -> Iterator[Change]:
    if old.question != new.question:
        yield _change("reworded", new, before=old.question, after=new.question)
    if old.definition != new.definition:
        yield _change("redefined", new, before=old.definition, after=new.definition)
    if old.type != new.type:
        yield _change("type changed", new, before=_TYPES[old.type], after=_TYPES[new.type])
    if old.unit != new.unit:
        yield _change("unit changed", new, before=old.unit or "no unit", after=new.unit or "no unit")
    if old.type == new.type or (old.categories and new.categories):
        yield from _of_categories(old, new)
    if (old.low, old.high) != (new.low, new.high):
        yield _change("limits changed", new, before=_limits(old), after=_limits(new))
    if (old.applies, old.derived) != (new.applies, new.derived):
        yield _change("routing changed", new)
    if old.help != new.help:
        yield _change("help changed", new, before=old.help, after=new.help)
    if old.judgement != new.judgement:
        yield _change("judgement changed", new, before=_read_as(old), after=_read_as(new))


def _of_categories(old: AskedQuestion, new: AskedQuestion) -> Iterator[Change]:
    was = {category.code: category for category in old.categories}
    now = {category.code: category for category in new.categories}
    for code, category in now.items():
        before = was.get(code)
        if before is None:
            yield _change("category added", new, code, after=category.label)
            continue
        if before.label != category.label:
            yield _change("category relabelled", new, code, before=before.label, after=category.label)
        if (before.definition, before.missing) != (category.definition, category.missing):
            meant = f"“{before.label}” {_meaning(before, 'meant')}"
            yield _change("category redefined", new, code, before=meant, after=_meaning(category, "means"))
    for code, category in was.items():
        if code not in now:
            yield _change("category removed", new, code, before=category.label)


def _change(kind: Kind, asked: AskedQuestion, code: str = "", before: str = "", after: str = "") -> Change:
    return Change(
        kind=kind, variable=asked.variable, label=asked.label, code=code, before=before, after=after
    )


def _moved(before: Definition, after: Definition) -> dict[str, str]:
    """The questions that stand elsewhere, with the section where that is another one. Those that kept their order
    among the questions of both forms did not move; a section that was only renamed moved nothing."""
    old = {asked.variable: asked.section for asked in before.questions}
    new = {asked.variable: asked.section for asked in after.questions}
    one = [name for name in old if name in new]
    other = [name for name in new if name in old]
    kept: set[str] = set()
    for block in SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks():
        kept.update(one[block.a : block.a + block.size])
    known = set(old.values()) & set(new.values())
    found: dict[str, str] = {}
    for name in other:
        if old[name] != new[name] and (old[name] in known or new[name] in known):
            found[name] = f", under “{new[name]}”"
        elif name not in kept:
            found[name] = ""
    return found


def _meaning(category: AskedCategory, means: str) -> str:
    if category.missing:
        return f"{means} that nothing is stated"
    return f"{means} “{category.definition or category.label}”"


def _limits(asked: AskedQuestion) -> str:
    if asked.low is None and asked.high is None:
        return "anywhere"
    if asked.low is None or asked.high is None:
        return f"from {asked.low} up" if asked.high is None else f"up to {asked.high}"
    return f"from {asked.low} to {asked.high}"


def _read_as(asked: AskedQuestion) -> str:
    return "a judgement, blind" if asked.judgement else "a plain fact"
