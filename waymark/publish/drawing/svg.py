"""SVG as the publication wants it: named, described, without styles, scripts or ids that could meet others.

`Sheet` is a small pen for the figures that are drawn by hand; `finished` takes any SVG (a chart's or a
sheet's) and makes it one image with a title and a description.
"""

from __future__ import annotations

import re
from textwrap import wrap
from xml.etree import ElementTree

from waymark.publish.drawing.palette import FONT, HAIRLINE, INK, TEXT_PX

NAMESPACE = "http://www.w3.org/2000/svg"
ElementTree.register_namespace("", NAMESPACE)

LETTER = 0.54  # of the size: how wide a letter of the interface type is on average
_NOISE = ("class", "role", "pointer-events", "version", "style")


class Sheet:
    """A sheet of `width` by `height` pixels on which shapes and words are put; (0, 0) is the upper left."""

    def __init__(self, width: float, height: float) -> None:
        size = {"viewBox": f"0 0 {width:g} {height:g}"}
        self.root = ElementTree.Element(f"{{{NAMESPACE}}}svg", size)

    def shape(self, name: str, **attributes: object) -> None:
        """A shape; underscores in attribute names stand for hyphens, numbers are rounded to a tenth."""
        written = {
            key.replace("_", "-"): f"{round(value, 1):g}" if isinstance(value, float) else str(value)
            for key, value in attributes.items()
        }
        ElementTree.SubElement(self.root, f"{{{NAMESPACE}}}{name}", written)

    def box(self, x: float, y: float, width: float, height: float, fill: str, stroke: str = "none") -> None:
        self.shape("rect", x=x, y=y, width=width, height=height, fill=fill, stroke=stroke)

    def line(self, *points: tuple[float, float], colour: str = HAIRLINE, width: float = 1.5) -> None:
        path = "M" + " L".join(f"{round(x, 1):g},{round(y, 1):g}" for x, y in points)
        self.shape("path", d=path, fill="none", stroke=colour, stroke_width=width)

    def words(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float = TEXT_PX,
        weight: int = 400,
        colour: str = INK,
        anchor: str = "start",
    ) -> None:
        """One line of text; `y` is its baseline."""
        attributes = {
            "x": f"{round(x, 1):g}",
            "y": f"{round(y, 1):g}",
            "font-family": FONT,
            "font-size": f"{size:g}",
            "font-weight": str(weight),
            "fill": colour,
            "text-anchor": anchor,
        }
        ElementTree.SubElement(self.root, f"{{{NAMESPACE}}}text", attributes).text = text

    def text(self) -> str:
        return ElementTree.tostring(self.root, encoding="unicode")


def lines_of(text: str, width: float, size: float = TEXT_PX) -> list[str]:
    """The text broken into lines that fit the width in pixels."""
    return wrap(text, max(6, int(width / (size * LETTER))), break_long_words=False) or [""]


def finished(svg: str, title: str, description: str, prefix: str) -> str:
    """One image: `role="img"`, title and description inside, ids led by `prefix`, scaled by its `viewBox`."""
    root = ElementTree.fromstring(svg)
    _clean(root, prefix)
    if "viewBox" not in root.attrib:
        root.set("viewBox", f"0 0 {root.attrib['width']} {root.attrib['height']}")
    for name in ("height", "width"):
        root.attrib.pop(name, None)
    width = root.attrib["viewBox"].split()[2]
    root.attrib.update({"role": "img", "width": width, "aria-labelledby": f"{prefix}-title {prefix}-desc"})
    for name, text in (("desc", description), ("title", title)):
        element = ElementTree.Element(f"{{{NAMESPACE}}}{name}", {"id": f"{prefix}-{name}"})
        element.text = text
        root.insert(0, element)
    return ElementTree.tostring(root, encoding="unicode")


def _clean(element: ElementTree.Element, prefix: str) -> None:
    """Drop empty marks and what only scripts read; keep ids apart from those of other figures."""
    for name in [key for key in element.attrib if key in _NOISE or key.startswith(("aria-", "{"))]:
        del element.attrib[name]
    for name, value in element.attrib.items():
        if name == "id":
            element.set(name, f"{prefix}-{value}")
        elif "url(#" in value:
            element.set(name, re.sub(r"url\(#([^)]*)\)", rf"url(#{prefix}-\1)", value))
    for child in list(element):
        _clean(child, prefix)
        if _is_empty(child):
            element.remove(child)


def _is_empty(element: ElementTree.Element) -> bool:
    name = element.tag.rsplit("}", 1)[-1]
    if element.attrib.get("display") == "none" or name == "metadata":
        return True
    if name == "path":
        return element.attrib.get("d") in (None, "", "M0,0h0v0h0Z")
    return name == "g" and len(element) == 0
