"""A published report as the checks see it: its blocks in order, whatever kind of file it was."""

from waymark.assurance.documents.document import Document, Line, Place, PrintedTable, Prose

__all__ = ["Document", "Line", "Place", "PrintedTable", "Prose"]
