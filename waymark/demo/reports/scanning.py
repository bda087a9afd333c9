"""Pages as a scanner would leave them: an image that fills the page, a little turned and specked, and no text.

The pages are drawn as usual, rendered, and stored in black and white (CCITT Group 4, ITU-T T.6) at a
resolution that can still be read by machine. What is random is drawn from the seed, so that the same pages
give the same images.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO

import pypdfium2
from PIL import Image, ImageChops, TiffImagePlugin

from waymark.demo.reports.pdf_writing import Page, Picture, Tilt, write_pdf

_DPI = 200
_THRESHOLD = 150
"""Greys below this become black."""
_DUST_SHARE = 0.0002
_SHIFT = 96
"""Pixels by which the dust of one page may lie differently from that of another."""

_ROWS_PER_STRIP, _STRIP_OFFSETS, _STRIP_BYTES, _PHOTOMETRIC = 278, 273, 279, 262
"""Tags of TIFF 6.0."""


def scan(pages: Sequence[Page], seed: int) -> list[Picture]:
    chance = random.Random(seed)
    tilted = [
        replace(page, tilt=Tilt(chance.uniform(-0.4, 0.4), chance.uniform(-2, 2), chance.uniform(-2, 2)))
        for page in pages
    ]
    drawn = BytesIO()
    write_pdf(drawn, tilted)
    document = pypdfium2.PdfDocument(drawn.getvalue())
    pictures: list[Picture] = []
    dust: Image.Image | None = None
    try:
        for page in document:
            image = _rendered(page)
            dust = dust or _dust(image.width + _SHIFT, image.height + _SHIFT, chance)
            pictures.append(_black_and_white(_dusty(image, dust, chance)))
    finally:
        document.close()
    return pictures


def _rendered(page: pypdfium2.PdfPage) -> Image.Image:
    bitmap = page.render(scale=_DPI / 72, grayscale=True)
    try:
        image: Image.Image = bitmap.to_pil().copy()
    finally:
        bitmap.close()
        page.close()
    return image


def _dust(width: int, height: int, chance: random.Random) -> Image.Image:
    glass = Image.new("L", (width, height), 255)
    for _ in range(int(width * height * _DUST_SHARE)):
        glass.putpixel((chance.randrange(width), chance.randrange(height)), chance.randrange(60, 200))
    return glass


def _dusty(image: Image.Image, dust: Image.Image, chance: random.Random) -> Image.Image:
    left, top = chance.randrange(_SHIFT), chance.randrange(_SHIFT)
    return ImageChops.multiply(image, dust.crop((left, top, left + image.width, top + image.height)))


def _black_and_white(image: Image.Image) -> Picture:
    packed = BytesIO()
    tags = TiffImagePlugin.ImageFileDirectory_v2()
    tags[_ROWS_PER_STRIP] = image.height
    bits = image.point([0 if grey < _THRESHOLD else 255 for grey in range(256)], "1")
    bits.save(packed, format="TIFF", compression="group4", tiffinfo=tags)
    packed.seek(0)
    found = TiffImagePlugin.TiffImageFile(packed).tag_v2
    (offset,), (length,) = found[_STRIP_OFFSETS], found[_STRIP_BYTES]
    data = packed.getvalue()[offset : offset + length]
    return Picture(data, image.width, image.height, black_is_one=found[_PHOTOMETRIC] == 1)
