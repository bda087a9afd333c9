"""Values that nobody types and machines do: for every address, query and form of the site."""

from __future__ import annotations

from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import quote

MARKED = "<b id=odd>"
"""What would be seen on a page if something did not escape it."""

TOO_LONG_A_NUMBER = "9" * 5000
NOT_ALL_DIGITS = "\N{ARABIC-INDIC DIGIT FIVE}\N{SUPERSCRIPT TWO}"
VERY_LONG = f"{MARKED}\0" + "x" * 60_000

ODD = (
    "",
    "-1",
    "99999999999999999999999",
    TOO_LONG_A_NUMBER,
    "1e9999",
    NOT_ALL_DIGITS,
    "a\0b",
    "\N{RIGHT-TO-LEFT OVERRIDE}gnp.\N{LEFT-TO-RIGHT ISOLATE}",
    f"'\" onmouseover=alert(1) {MARKED}{{{{ 7|add:7 }}}}",
    '"((((((((((((((((((((((((NEAR/',
    "../../../../etc/passwd",
    VERY_LONG,
    "31/02/2013",
    "[]",
)
"""Numbers that are none or too large, text that ends a quotation, a path or a pattern, dates that are no days."""

FEW = (TOO_LONG_A_NUMBER, NOT_ALL_DIGITS, VERY_LONG)
"""Those by which most faults were found, for one field at a time."""

IN_A_PATH = tuple(
    quote(value[:900], safe="")
    for value in ("-1", ODD[2], TOO_LONG_A_NUMBER, NOT_ALL_DIGITS, "a\0b", ODD[8], ODD[10])
)
"""Longer ones no server hands on."""


@dataclass(frozen=True)
class FormFound:
    """A form as a page holds it: where it is sent, by which method, and its fields with what stands in them."""

    action: str
    method: str
    fields: tuple[tuple[str, str], ...]


def forms_of(page: str, address: str) -> list[FormFound]:
    reader = _Forms(address)
    reader.feed(page)
    return reader.found


class _Forms(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.found: list[FormFound] = []
        self._open: tuple[str, str, list[tuple[str, str]]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = (given.get("action") or self.address, given.get("method", "get").lower(), [])
        elif (
            self._open is not None and given.get("name") and tag in ("input", "select", "textarea", "button")
        ):
            self._open[2].append((given["name"], given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form" and self._open is not None:
            action, method, fields = self._open
            once = dict(field for field in fields if field[0] != "csrfmiddlewaretoken")
            self.found.append(FormFound(action, method, tuple(sorted(once.items()))))
            self._open = None
