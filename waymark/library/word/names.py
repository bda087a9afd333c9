"""The names of WordprocessingML that are read (ECMA-376, Part 1, 17), and how its switches are set."""

from __future__ import annotations

from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MATHS_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
ALTERNATIVES, CHOICE, FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"

_OFF = frozenset({"0", "false", "off"})
_MOST_DIGITS = 9


def value(element: Any | None, path: str, attribute: str = "val") -> str | None:
    """The attribute of the first descendant along a path such as ``w:pPr/w:pStyle``."""
    if element is None:
        return None
    found = element.find(path.replace("w:", W))
    return None if found is None else found.get(W + attribute)


def number(element: Any | None, path: str, attribute: str = "val") -> int | None:
    text = value(element, path, attribute)
    return whole(text) if text is not None else None


def whole(text: str) -> int | None:
    digits = text.removeprefix("-")
    return int(text) if digits.isascii() and digits.isdigit() and len(digits) <= _MOST_DIGITS else None


def switch(properties: Any | None, name: str) -> bool | None:
    """On, off, or None where nothing is said: an element without a value is on."""
    found = None if properties is None else properties.find(W + name)
    return None if found is None else found.get(W + "val", "1") not in _OFF
