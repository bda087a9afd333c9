"""The parts of a .docx: a ZIP archive of XML, opened so that nothing in it can unpack or point too far.

In: a path. Out: the roots of the parts that are asked for, and what they are related to (ECMA-376, Part 2).
Only what is asked for is unpacked. Targets outside the file are never followed, declarations of document types
and entities are refused, and what unpacks to more than the limits is refused before it is parsed.
"""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from pathlib import Path
from types import TracebackType
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from waymark.instruments.problems import InputProblem, Place
from waymark.register.receiving.admission import (
    LARGEST_RATIO,
    LARGEST_UNPACKED_MB,
    SMALL_ENOUGH_FOR_ANY_RATIO_MB,
    damaged,
    locked,
)

_MB = 1_000_000
LARGEST_TEXT_MB = 60
"""All parts that are read together. A report of 190 pages has about 5."""

_RELATIONSHIPS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_DOCUMENT_TYPE = tuple("<!DOCTYPE".encode(coding) for coding in ("ascii", "utf-16-le", "utf-16-be"))
_STRICT = (  # the same words under another name (ISO/IEC 29500 Strict)
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"http://purl.oclc.org/ooxml/officeDocument/relationships", b"officeDocument/2006/relationships"),
)
_NOT_WHOLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    ValueError,
    RuntimeError,
)


class Package:
    """`document` is the name of the part that holds the body."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._left = LARGEST_TEXT_MB * _MB
        try:
            self._archive = zipfile.ZipFile(path)
            self._parts = {entry.filename: entry for entry in self._archive.infolist()}
        except _NOT_WHOLE as error:
            raise damaged(path) from error
        try:
            self._refuse_bomb()
            self.document = next(iter(self.related("", "officeDocument")), "word/document.xml")
        except BaseException:
            self._archive.close()
            raise

    def __enter__(self) -> Package:
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._archive.close()

    def root(self, part: str) -> Any | None:
        """The root element of a part; None where there is no such part. Raises `InputProblem`."""
        entry = self._parts.get(part)
        if entry is None:
            return None
        data = self._unpacked(entry)
        if any(mark in data for mark in _DOCUMENT_TYPE):
            raise self._harmful("it declares a document type of its own, which Word never does")
        for strict, usual in _STRICT:
            data = data.replace(strict, b"http://schemas.openxmlformats.org/" + usual)
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise damaged(self._path) from error
        if root.getroottree().docinfo.doctype:
            raise self._harmful("it declares a document type of its own, which Word never does")
        return root

    def related(self, part: str, kind: str) -> tuple[str, ...]:
        """The parts inside the file that `part` names as its `kind`: “footnotes”, “header” …, in order."""
        return tuple(self.related_by_key(part, kind).values())

    def related_by_key(self, part: str, kind: str) -> dict[str, str]:
        folder, name = posixpath.split(part)
        root = self.root(posixpath.join(folder, "_rels", f"{name}.rels"))
        found: dict[str, str] = {}
        for relation in root.iter(f"{_RELATIONSHIPS}Relationship") if root is not None else ():
            inside = relation.get("TargetMode") != "External"
            if inside and relation.get("Type", "").rpartition("/")[2] == kind:
                target = posixpath.join("/", folder, relation.get("Target", ""))
                found[relation.get("Id", "")] = posixpath.normpath(target).lstrip("/")
        return found

    def _unpacked(self, entry: zipfile.ZipInfo) -> bytes:
        if entry.flag_bits & 0x1:
            raise locked(self._path)
        try:
            with self._archive.open(entry) as stream:
                data = stream.read(self._left + 1)
        except _NOT_WHOLE as error:
            raise damaged(self._path) from error
        self._left -= len(data)
        if self._left < 0:
            raise self._harmful(f"its text alone unpacks to more than {LARGEST_TEXT_MB} MB")
        return data

    def _refuse_bomb(self) -> None:
        unpacked = sum(entry.file_size for entry in self._parts.values())
        ratio = unpacked / max(1, self._path.stat().st_size)
        dense = ratio > LARGEST_RATIO and unpacked > SMALL_ENOUGH_FOR_ANY_RATIO_MB * _MB
        if dense or unpacked > LARGEST_UNPACKED_MB * _MB:
            raise self._harmful(f"it would unpack to {unpacked // _MB:,} MB, {ratio:,.0f} times its size")

    def _harmful(self, how: str) -> InputProblem:
        what = f"the Word document is made to do harm, or badly damaged: {how}."
        right = "If it is a real report, open it in Word and save it as PDF."
        return InputProblem(what, place=Place(file=self._path.name), right=right)
