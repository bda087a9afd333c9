"""Asks pdfium about many characters of a page at once.

One call for each character is what pdfium offers; the answers go into buffers that are made once and used for
all pages of a file, and the calls run in C loops, so that a question about every line of a page costs little.
All coordinates are points in the user space of the page, whatever its rotation.
"""

from __future__ import annotations

import ctypes
import math
from codecs import utf_16_le_decode
from collections import deque
from collections.abc import Callable, Sequence
from itertools import repeat
from typing import Any

import pypdfium2.raw as pdfium_c

from waymark.library.pdf import calls

BATCH = 256
NAME_BYTES = 64
BOLD_NAMES = (b"bold", b"black", b"heavy", b"demi")

LEFT_OUT = frozenset((0x00, 0x02, 0x03, 0x93, 0x94, 0x96, 0x97, 0x98))
"""What pdfium leaves out of its text, unless it stands for a hyphen at a line end or a glyph without meaning."""

Handle = Any
"""A pointer that only pdfium can look into."""


Address = int | None
"""Where pdfium keeps a thing; of use only as long as its page is open."""

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""


class Glyphs:
    """Buffers for the answers. One instance serves one file at a time."""

    def __init__(self) -> None:
        self._numbers = [(ctypes.c_double * BATCH)() for _ in range(4)]
        self._number_slots = [_slots(ctypes.c_double, numbers) for numbers in self._numbers]
        self._colours = [(ctypes.c_uint * BATCH)() for _ in range(4)]
        self._colour_slots = [_slots(ctypes.c_uint, colours) for colours in self._colours]
        self._name = ctypes.create_string_buffer(NAME_BYTES)
        self._matrices = (pdfium_c.FS_MATRIX * BATCH)()
        self._matrix_slots = _slots(pdfium_c.FS_MATRIX, self._matrices)
        self._text = (ctypes.c_ushort * 16_384)()
        self._bold: dict[Address, bool] = {}

    def text(self, page: Handle, characters: int) -> str:
        """UTF-16 as it comes: one letter for each character but for what pdfium leaves out."""
        if characters >= len(self._text):
            self._text = (ctypes.c_ushort * (characters + 1))()
        units = pdfium_c.FPDFText_GetText(page, 0, characters, self._text) - 1
        return utf_16_le_decode(ctypes.string_at(self._text, 2 * max(units, 0)), "surrogatepass")[0]

    def text_one_by_one(self, page: Handle, count: int) -> tuple[str, list[int]]:
        """Each letter by itself with the index of its character: for pages whose text leaves characters out or
        holds letters beyond the first 65,536. Halves of a pair are joined, halves alone are left out."""
        letters: list[str] = []
        characters: list[int] = []
        high = 0
        for index, code in enumerate(map(calls.unicode, repeat(page), range(count))):
            if 0xD800 <= code < 0xDC00:
                high = code
                continue
            if 0xDC00 <= code < 0xE000:
                if not high:
                    continue
                code = 0x10000 + ((high - 0xD800) << 10) + (code - 0xDC00)
                index -= 1
            high = 0
            if code in LEFT_OUT:
                if pdfium_c.FPDFText_GetTextIndexFromCharIndex(page, index) < 0:
                    continue
                code = 0xFFFE
            letters.append(chr(code) if code < 0x110000 else "\ufffe")
            characters.append(index)
        return "".join(letters), characters

    def is_line_end_hyphen(self, page: Handle, character: int) -> bool:
        return bool(pdfium_c.FPDFText_IsHyphen(page, character) == 1)

    def origins(self, page: Handle, characters: Sequence[int]) -> list[list[float]]:
        """x and y of the pen before each character."""
        return self._ask(calls.char_origin, page, characters, 2)

    def boxes(self, page: Handle, characters: Sequence[int]) -> list[list[float]]:
        """Left, right, bottom and top of the ink of each character."""
        return self._ask(calls.char_box, page, characters, 4)

    def rectangles(self, page: Handle, start: int = 0, length: int = -1) -> list[list[float]]:
        """Left, top, right and bottom of each piece of text drawn in one go, in the order of the characters."""
        count = pdfium_c.FPDFText_CountRects(page, start, length)
        return self._ask(calls.rectangle, page, range(count), 4)

    def objects_at(self, page: Handle, characters: Sequence[int]) -> list[Address]:
        """The address of what draws each character: the same for what is drawn in one go."""
        return list(map(calls.text_object, repeat(page), characters))

    def object_at(self, page: Handle, character: int) -> Address:
        address: Address = calls.text_object(page, character)
        return address

    def unseen(self, drawing: Address) -> bool:
        """Whether this is drawn invisibly, as by programs that read scans."""
        return bool(calls.render_mode(ctypes.c_void_p(drawing)) == pdfium_c.FPDF_TEXTRENDERMODE_INVISIBLE)

    def boxes_of_goes(self, page: Handle, stretches: Sequence[tuple[int, int]]) -> list[list[Box]]:
        """For each stretch of characters, by start and length, the boxes of what was drawn in one go: left,
        bottom, right, top."""
        found: list[list[Box]] = []
        left, top, right, bottom = self._numbers
        for start, length in stretches:
            count = min(calls.count_rectangles(page, start, length), BATCH)
            _run(map(calls.rectangle, repeat(page), range(count), *self._number_slots))
            found.append([(left[i], bottom[i], right[i], top[i]) for i in range(count)])
        return found

    def sizes(self, page: Handle, characters: Sequence[int]) -> list[float]:
        """Font sizes before any scaling."""
        found = list(map(calls.font_size, repeat(page), characters))
        return found if 0 < sum(found) < 1e6 else [_finite(size) for size in found]

    def matrices(self, page: Handle, characters: Sequence[int]) -> list[tuple[float, float, float, float]]:
        """a, b, c and d of the matrix under which each character is drawn."""
        found = []
        for start in range(0, len(characters), BATCH):
            batch = characters[start : start + BATCH]
            _run(map(calls.char_matrix, repeat(page), batch, self._matrix_slots))
            found += [
                (_finite(m.a), _finite(m.b), _finite(m.c), _finite(m.d)) for m in self._matrices[: len(batch)]
            ]
        return found

    def bold(self, objects: Sequence[Address]) -> list[bool]:
        """Whether the name of the font says that it is bold: weights are missing from most files."""
        fonts = list(map(calls.font_of, objects))
        known = self._bold
        for font in set(fonts).difference(known):
            calls.font_name(ctypes.c_void_p(font), self._name, ctypes.c_size_t(NAME_BYTES))
            name = self._name.value.lower()
            known[font] = font is not None and any(word in name for word in BOLD_NAMES)
        return [known[font] for font in fonts]

    def turn_page(self) -> None:
        """Before each page: its fonts may stand where those of another page stood."""
        self._bold.clear()

    def white(self, page: Handle, characters: Sequence[int]) -> list[bool]:
        found: list[bool] = []
        for start in range(0, len(characters), BATCH):
            batch = characters[start : start + BATCH]
            _run(map(calls.fill_colour, repeat(page), batch, *self._colour_slots))
            red, green, blue, alpha = (colours[: len(batch)] for colours in self._colours)
            if min(alpha) > 10 and max(red) < 250:
                found += [False] * len(batch)
            else:
                found += [
                    a <= 10 or min(r, g, b) >= 250 for r, g, b, a in zip(red, green, blue, alpha, strict=True)
                ]
        return found

    def _ask(
        self, question: Callable[..., int], page: Handle, items: Sequence[int], answers: int
    ) -> list[list[float]]:
        slots, numbers = self._number_slots[:answers], self._numbers[:answers]
        count = len(items)
        if count <= BATCH:
            _run(map(question, repeat(page), items, *slots))
            found = [values[:count] for values in numbers]
        else:
            found = [[] for _ in range(answers)]
            for start in range(0, count, BATCH):
                batch = items[start : start + BATCH]
                _run(map(question, repeat(page), batch, *slots))
                for values, batched in zip(found, numbers, strict=True):
                    values += batched[: len(batch)]
        if not math.isfinite(sum(map(sum, found))):
            return [[_finite(value) for value in values] for values in found]
        return found


def _slots(kind: Any, array: Any) -> list[Any]:
    size = ctypes.sizeof(kind)
    return [ctypes.byref(array, size * i) for i in range(BATCH)]


def _run(calls: map[Any]) -> None:
    deque(calls, maxlen=0)


def _finite(value: float) -> float:
    """Hostile files hold sizes that are no numbers."""
    return value if -1e6 < value < 1e6 else 0.0
