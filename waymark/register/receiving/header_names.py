"""The names by which a header can mean a variable, made plain: its key and label, and its synonyms."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from waymark.instruments.pack import Pack
from waymark.instruments.problems import InputProblem, Place, Problems, did_you_mean
from waymark.register.receiving.likeness import in_words, plain


@dataclass(frozen=True)
class HeaderNames:
    """`exact` and `synonyms` without case, punctuation and spacing; `spoken` are all of them in words."""

    exact: frozenset[str]
    synonyms: frozenset[str]
    spoken: tuple[str, ...]


def names_by_variable(
    pack: Pack, source: str, also: Mapping[str, Sequence[str]] | None = None
) -> dict[str, HeaderNames]:
    """The names of every variable that `source` can state, in the pack's order, then those of `also`."""
    named = {v.key: _as_names((v.key, v.label), v.headers) for v in pack.stated_by(source)}
    return named | {name: _as_names((name,), headers) for name, headers in (also or {}).items()}


def check_mapping(mapping: Mapping[str, str], known: Iterable[str], *, file: str = "") -> None:
    """Raise with every entry that names no variable, or a variable that another header has already."""
    names, faults, owners = tuple(known), list[InputProblem](), dict[str, str]()
    for header, name in mapping.items():
        place = Place(file=file, column=header)
        if name and name not in names:
            right = did_you_mean(name, names)
            faults.append(InputProblem(f"there is no variable “{name}”.", place=place, right=right))
        elif name and name in owners:
            what = f"{name} is named by the header “{owners[name]}” already."
            faults.append(InputProblem(what, place=place, right='Write "" beside one of them.'))
        elif name:
            owners[name] = header
    if len(faults) == 1:
        raise faults[0]
    if faults:
        raise Problems("The mapping cannot be used.", faults)


def _as_names(exact: Iterable[str], synonyms: Iterable[str]) -> HeaderNames:
    first, further = tuple(exact), tuple(synonyms)
    spoken = dict.fromkeys(in_words(text) for text in (*first, *further))
    return HeaderNames(frozenset(map(plain, first)), frozenset(map(plain, further)), tuple(spoken))
