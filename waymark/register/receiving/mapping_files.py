"""A mapping file: what a person settled about the headers of a workbook, as TOML, one header a line.

    "Case No" = "case_number"
    "Officer" = ""            # not used

It is written with what was matched, corrected by hand where that was wrong, and given with the next import.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path

from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem, Place, Problems
from waymark.register.receiving.header_matches import HeaderMatch, HeaderMatches
from waymark.register.receiving.header_names import check_mapping, names_by_variable

_OPENING = """\
# Which variable each header names. "" leaves a column out. Correct what is wrong, then give this file
# with --mapping.
"""


def write_mapping(path: Path, matches: HeaderMatches) -> None:
    """Write the matches so that `read_mapping` gives them back, with a remark where they were not certain."""
    clashing = {clash.left: clash.says for clash in matches.clashes}
    lines = [_OPENING, *(_line(match, clashing.get(match.header, "")) for match in matches.matches)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def read_mapping(
    path: Path, pack: Pack, source: str, *, also: Mapping[str, Sequence[str]] | None = None
) -> dict[str, str]:
    """Header → variable, or "" for a header to ignore. Raises with everything that is wrong in the file."""
    place = Place(file=path.name)
    try:
        stated = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise InputProblem("there is no such mapping file.", place=Place(file=str(path))) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputProblem("the mapping file cannot be read as text.", place=place) from error
    except tomllib.TOMLDecodeError as error:
        right = 'Each line reads "header" = "variable".'
        raise InputProblem(f"this is not TOML: {error}.", place=place, right=right) from error
    odd = [header for header, name in stated.items() if not isinstance(name, str)]
    if odd:
        right = 'Each line reads "header" = "variable", with quotation marks around both.'
        what = "the header has no variable in quotation marks beside it."
        faults = [InputProblem(what, place=Place(column=header)) for header in odd]
        if len(faults) > 1:
            raise Problems("The mapping cannot be used.", faults, place=place)
        raise InputProblem(what, place=Place(file=path.name, column=odd[0]), right=right)
    check_mapping(stated, names_by_variable(pack, source, also), file=path.name)
    return stated


def _line(match: HeaderMatch, clash: str) -> str:
    remark = ""
    if match.how == "likeness":
        remark = f"  # by likeness ({match.likeness:.0%}): look whether this is right"
    elif clash:
        remark = "  # " + " ".join(clash.split())
    return f"{_quoted(match.header)} = {_quoted(match.variable or '')}{remark}"


def _quoted(text: str) -> str:
    """A TOML basic string: as in JSON, and DEL written as an escape too."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
