"""An expanded query as an expression of SQLite's FTS5.

Every word stands in quotation marks and holds letters and digits alone, so no word can be an operator, a
column or a mark of FTS5.
"""

from __future__ import annotations

from waymark.library.search.query_tree import And, Beginning, Near, Or, Phrase, Query, Without


def match_expression(query: Query) -> str:
    match query:
        case Phrase(words):
            return f'"{" ".join(words)}"'
        case Near(operands, within):
            return f"NEAR({' '.join(match_expression(operand) for operand in operands)}, {within})"
        case And(operands):
            return f"({' AND '.join(match_expression(operand) for operand in operands)})"
        case Or(operands):
            return f"({' OR '.join(match_expression(operand) for operand in operands)})"
        case Without(keep, drop):
            return f"({match_expression(keep)} NOT {match_expression(drop)})"
        case Beginning():
            raise AssertionError("The beginning of a word is expanded before it is asked for.")
