"""pdfium's functions for questions that are asked of every line of every page.

The same functions as in `pypdfium2.raw`, called without looking at the types of what is given and without letting
other threads run in between: each takes well under a microsecond, and that is a third of what it costs otherwise.
So whoever calls must give what pdfium expects: handles and places for answers as ctypes objects, and small numbers.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium_c


def _quick(function: Any, answer: Any = ctypes.c_int, *arguments: Any) -> Callable[..., Any]:
    address = ctypes.cast(function, ctypes.c_void_p).value
    return ctypes.PYFUNCTYPE(answer, *arguments)(address or 0)


page_bounds = _quick(pdfium_c.FPDF_GetPageBoundingBox)
page_rotation = _quick(pdfium_c.FPDFPage_GetRotation)
char_origin = _quick(pdfium_c.FPDFText_GetCharOrigin)
char_box = _quick(pdfium_c.FPDFText_GetCharBox)
char_matrix = _quick(pdfium_c.FPDFText_GetMatrix)
font_size = _quick(pdfium_c.FPDFText_GetFontSize, ctypes.c_double)
fill_colour = _quick(pdfium_c.FPDFText_GetFillColor)
unicode = _quick(pdfium_c.FPDFText_GetUnicode, ctypes.c_uint)
count_rectangles = _quick(pdfium_c.FPDFText_CountRects)
rectangle = _quick(pdfium_c.FPDFText_GetRect)
text_object = _quick(pdfium_c.FPDFText_GetTextObject, ctypes.c_void_p)
page_object = _quick(pdfium_c.FPDFPage_GetObject, ctypes.c_void_p)
object_kind = _quick(pdfium_c.FPDFPageObj_GetType)
render_mode = _quick(pdfium_c.FPDFTextObj_GetTextRenderMode)
font_of = _quick(pdfium_c.FPDFTextObj_GetFont, ctypes.c_void_p, ctypes.c_void_p)  # takes an address as it is
font_name = _quick(pdfium_c.FPDFFont_GetBaseFontName, ctypes.c_size_t)
object_bounds = _quick(pdfium_c.FPDFPageObj_GetBounds)
object_colour = _quick(pdfium_c.FPDFPageObj_GetFillColor)
path_mode = _quick(pdfium_c.FPDFPath_GetDrawMode)
is_transparent = _quick(pdfium_c.FPDFPageObj_HasTransparency)
