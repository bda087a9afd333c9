"""What the words over a column and beside a row say of its numbers: counts, percentages, bases, or something else.

In: the labels of a column or row. Out: whether its numbers can be added, and a figure read as its labels mean it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from waymark.assurance.cells import Figure

_PERCENT = re.compile(r"%|\bper\s?cent(?:age)?s?\b", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"[(\[]\s*(?:col(?:umn)?|row)?\s*(?:%|per\s?cent(?:age)?)\s*[)\]]", re.IGNORECASE)
_SAYS_COUNT = re.compile(
    r"\((?:counts?|numbers?|no\.?|n)\)\s*$|^(?:counts?|numbers?|no\.?|n|(?:un)?weighted|bases?)\b",
    re.IGNORECASE,
)
_COUNT_ALONE = re.compile(r"\s*(?:n|no\.?|numbers?|counts?|freq(?:uency|\.)?)?\s*", re.IGNORECASE)
_NO_COUNTS = re.compile(
    r"\b(?:lower|upper|lowest|highest|minimum|maximum|median|mean|average|interval|quartile|rate|ratio|index|score)\b",
    re.IGNORECASE,
)
_OTHER_ROW = re.compile(
    r"(?:%|per\s?cent|mean|median|average|minimum|maximum|(?:lower|upper) (?:quartile|limit|bound)|iqr|sd|se"
    r"|standard (?:deviation|error)|range|rates?|ratio|change|difference|p(?:[- ]?value)?)\b.*"
    r"|.*(?:\((?:sd|se|iqr|range)\)|\brates? per\b|\bper \d[\d,]*).*"
    r"|%.*",
    re.IGNORECASE,
)
_BASE_ROW = re.compile(r"(?:(?:un)?weighted )?(?:bases?|sample size|n)\b(?: \(.*\))?\W*", re.IGNORECASE)
_BASE_COLUMN = re.compile(r"(?:out )?of(?: (?:all|the|those)\b.*)?|bases?|sample size", re.IGNORECASE)
_SPREAD = re.compile(r"\b(?:mean|median|average|sd|se|iqr|range|min|max)\b", re.IGNORECASE)


def may_be_counts(header: str) -> bool:
    return _NO_COUNTS.search(header) is None


def is_row_of_counts(label: str) -> bool:
    """No row of averages, percentages, rates or bases."""
    return _OTHER_ROW.fullmatch(label) is None and not is_base(label)


def is_base(label: str) -> bool:
    return _BASE_ROW.fullmatch(label) is not None


def heads_bases(header: str) -> bool:
    """“Of”, “out of”, “base”: what the count before it is a share of."""
    return _BASE_COLUMN.fullmatch(header.strip()) is not None


def says_share_in_brackets(words: str) -> bool:
    """“n (%)”."""
    return _IN_BRACKETS.search(words) is not None


def as_its_labels_mean(read: Figure | None, headers: Sequence[str], label: str, said: bool) -> Figure | None:
    """A number alone under a header that says per cent is a percentage, and so is one in brackets where the header or
    the row says “n (%)”, or the table, which is `said`."""
    if read is None or read.number is None:
        return read
    lowest = headers[-1] if headers else ""
    if read.inner is not None:
        words = ", ".join([*headers, label])
        is_share = (
            (said or says_share_in_brackets(words)) and may_be_counts(words) and not _SPREAD.search(label)
        )
        return replace(read, inner_percent=True) if is_share and not read.percent else read
    if not any(map(_PERCENT.search, headers)):
        return read
    if _SAYS_COUNT.search(lowest) or is_base(label):  # “% of all (count)” and “% of all (percent)” beside it
        return read
    counts = says_share_in_brackets(lowest) and _COUNT_ALONE.fullmatch(_IN_BRACKETS.sub(" ", lowest))
    if counts and not read.bracketed:  # the count of “n (%)”, without its percentage
        return read
    return replace(read, percent=True) if may_be_counts(lowest) else read
