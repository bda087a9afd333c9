"""What the conversion library finds wrong in an entry of a pack, in words a person can use.

In: the message of a `msgspec.ValidationError` and the type that the entry should have had. Out: what is
wrong, and what would be right, which is looked up in the type.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal, get_args, get_origin, get_type_hints

from waymark.instruments.problems import did_you_mean

_KINDS = {
    "int": "a whole number",
    "float": "a number",
    "str": "text",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "date": "a date",
    "null": "nothing",
}


def said(message: str, kind: Any) -> tuple[str, str]:
    """What is wrong and what would be right."""
    text, _, path = message.partition(" - at `$")
    inside = path.rstrip("`").strip(".")
    where = f" in “{inside}”" if inside else ""
    if unknown := re.match(r"Object contains unknown field `(\w+)`", text):
        known = {name for struct in _structs_at(kind, inside) for name in struct.__struct_encode_fields__}
        return f"there is no key “{unknown[1]}”{where}.", did_you_mean(unknown[1], sorted(known))
    if absent := re.match(r"Object missing required field `(\w+)`", text):
        return f"the key “{absent[1]}” is missing{where}.", ""
    if value := re.match(r"Invalid (?:enum )?value '(.*)'", text):
        return f"“{value[1]}” cannot stand{where}.", did_you_mean(value[1], _choices(kind, inside))
    if types := re.match(r"Expected `(.*)`, got `(.*)`", text):
        wanted, got = (_kinds(names) for names in types.groups())
        return f"there is {got}{where}.", f"It has to be {wanted}."
    return f"{text[:1].lower()}{text[1:]}{where}.", ""


def _kinds(names: str) -> str:
    each = [name for name in names.split(" | ") if name != "null"] or ["null"]
    return " or ".join(_KINDS.get(name, name) for name in each)


def _choices(kind: Any, inside: str) -> list[str]:
    """The words that may stand at the place: those of a literal, or the tags of the types."""
    before, _, last = inside.rpartition(".")
    found: list[str] = []
    for struct in _structs_at(kind, before):
        if struct.__struct_config__.tag_field == last:
            found.append(str(struct.__struct_config__.tag))
        found += _literals(get_type_hints(struct).get(_attribute(struct, last)))
    return found


def _structs_at(kind: Any, inside: str) -> list[Any]:
    """The types that an entry at the place, such as ``rows[0].where[1]``, may have."""
    structs = list(_structs(kind))
    for name in re.findall(r"[a-z_]+", re.sub(r"\[.*?\]", "", inside)):
        hints = (get_type_hints(struct).get(_attribute(struct, name)) for struct in structs)
        structs = [inner for hint in hints for inner in _structs(hint)]
    return list(dict.fromkeys(structs))


def _attribute(struct: Any, key: str) -> str:
    """The attribute behind a key: ``from`` is kept as ``from_``."""
    named = dict(zip(struct.__struct_encode_fields__, struct.__struct_fields__, strict=True))
    return str(named.get(key, key))


def _structs(kind: Any) -> Iterator[Any]:
    if hasattr(kind, "__struct_encode_fields__"):
        yield kind
    for inner in get_args(kind):
        yield from _structs(inner)


def _literals(kind: Any) -> Iterator[str]:
    if get_origin(kind) is Literal:
        yield from get_args(kind)
        return
    for inner in get_args(kind):
        yield from _literals(inner)
