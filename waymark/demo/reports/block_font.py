"""A font of one sign, the full block, for reports whose producer wrote blocks over what was blacked out.

The standard fonts have no such sign. This one is drawn by the file itself (a Type 3 font, ISO 32000-1, 9.6.5)
and says what it means as text, so a reader of the file finds “█” where the page shows a black block.
"""

from __future__ import annotations

from typing import Any

from reportlab.pdfbase import pdfdoc, pdfmetrics

from waymark.demo.reports.faces import BLOCK, BLOCKED_OUT_WIDTH

NAME = "Waymark-Block"
CODE = "B"

_MEANING = f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CMapName /WaymarkBlock def
/CMapType 2 def
1 begincodespacerange
<00> <FF>
endcodespacerange
1 beginbfchar
<{ord(CODE):02X}> <{ord(BLOCK):04X}>
endbfchar
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class BlockFont:
    """What reportlab asks of a font: a name, and the objects that it adds to a document."""

    fontName = NAME  # noqa: N815
    face = None
    _multiByte = 0  # noqa: N815
    _dynamicFont = 0  # noqa: N815

    def addObjects(self, document: Any) -> None:  # noqa: N802
        name = f"F{len(document.fontMapping) + 1}"
        shape = f"{BLOCKED_OUT_WIDTH} 0 0 -210 {BLOCKED_OUT_WIDTH} 720 d1 0 -210 {BLOCKED_OUT_WIDTH} 930 re f"
        drawn = document.Reference(pdfdoc.PDFStream(content=shape, filters=[]), f"{name}-block")
        meant = document.Reference(pdfdoc.PDFStream(content=_MEANING, filters=[]), f"{name}-meaning")
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type3"),
                "Name": pdfdoc.PDFName(name),
                "FontBBox": pdfdoc.PDFArray([0, -210, BLOCKED_OUT_WIDTH, 720]),
                "FontMatrix": pdfdoc.PDFArray([0.001, 0, 0, 0.001, 0, 0]),
                "FirstChar": ord(CODE),
                "LastChar": ord(CODE),
                "Widths": pdfdoc.PDFArray([BLOCKED_OUT_WIDTH]),
                "CharProcs": pdfdoc.PDFDictionary({"block": drawn}),
                "Encoding": pdfdoc.PDFDictionary(
                    {
                        "Type": pdfdoc.PDFName("Encoding"),
                        "Differences": pdfdoc.PDFArray([ord(CODE), pdfdoc.PDFName("block")]),
                    }
                ),
                "ToUnicode": meant,
                "Resources": pdfdoc.PDFDictionary({}),
            }
        )
        document.fontMapping[NAME] = f"/{name}"
        document.Reference(font, name)
        document.idToObject["BasicFonts"].dict[name] = document.Reference(font, name)


def register() -> None:
    if NAME not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(BlockFont())
