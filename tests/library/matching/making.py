"""Cases and reports for the tests of matching, by what they say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from waymark.instruments.conditions import Value
from waymark.instruments.loading import load_pack, pack_folder
from waymark.library.described import Described, Field, Stated
from waymark.library.matching.records import CaseRecord, ReportRecord, case_record, report_record

PACK = load_pack(pack_folder("scr_2011_14"))


def described(**fields: str | Sequence[str]) -> Described:
    stated = (
        Stated(cast(Field, name), value, 0.9)
        for name, values in fields.items()
        for value in ([values] if isinstance(values, str) else values)
    )
    return Described(tuple(stated), ())


def a_report(ref: str = "R1", opening: str = "", **fields: str | Sequence[str]) -> ReportRecord:
    return report_record(ref, described(**fields), opening)


def a_case(case_id: str = "1", **values: Value) -> CaseRecord:
    return case_record(case_id, cast(Mapping[str, Any], values), PACK)
