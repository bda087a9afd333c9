"""Other spellings of what is searched for: British and American, joined and with a hyphen, learnt and learned.

In: words as typed. Out: the same words in the ways in which a report may spell them, as typed first. A
spelling that no report has costs a little time and finds nothing, so the rules need not know every word; those
left out are the ones that would find something else (four and for, source and sorce, metre and meter).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import product

MOST_SPELLINGS = 16
"""Of one phrase; words after those that reach it stand as typed."""

_OUR = (
    *("behavi", "col", "fav", "hon", "lab", "neighb", "rum", "hum", "harb", "vap", "tum", "od", "endeav"),
    *("flav", "vig", "demean", "cand", "arm", "savi", "rig", "splend", "sav", "parl", "clam", "ferv", "ard"),
)
_BEGINNINGS = (
    *((f"{begun}our", f"{begun}or") for begun in _OUR),
    *(("paediatr", "pediatr"), ("paedophil", "pedophil"), ("orthopaed", "orthoped"), ("anaem", "anem")),
    *(("anaesth", "anesth"), ("haemorrh", "hemorrh"), ("haemato", "hemato"), ("haemophil", "hemophil")),
    *(("haemoglob", "hemoglob"), ("leukaem", "leukem"), ("septicaem", "septicem"), ("glycaem", "glycem")),
    *(("gynaecolog", "gynecolog"), ("aetiolog", "etiolog"), ("faeces", "feces"), ("faecal", "fecal")),
    *(("ischaem", "ischem"), ("caesar", "cesar"), ("oesophag", "esophag"), ("diarrhoea", "diarrhea")),
    *(("oedema", "edema"), ("oestrogen", "estrogen"), ("foetus", "fetus"), ("foetal", "fetal")),
    *(("manoeuv", "maneuv"), ("coeliac", "celiac"), ("apnoea", "apnea"), ("encyclopaed", "encycloped")),
    *(("licence", "license"), ("enquir", "inquir"), ("counsellor", "counselor"), ("skilful", "skillful")),
    *(("wilful", "willful"), ("jewellery", "jewelry"), ("sceptic", "skeptic"), ("mould", "mold")),
    *(("smoulder", "smolder"), ("plough", "plow"), ("pyjama", "pajama"), ("catalogue", "catalog")),
    *(("dialogue", "dialog"), ("focuss", "focus"), ("artefact", "artifact")),
)
_AMERICAN_ONLY = (("defense", "defence"), ("offense", "offence"), ("pretense", "pretence"))
"""The other way round they would find “offensive” and “defensive” too, which have the same stems."""
_WHOLE = (
    *(("programme", "program"), ("programmes", "programs"), ("learnt", "learned"), ("burnt", "burned")),
    *(("spelt", "spelled"), ("spoilt", "spoiled"), ("dreamt", "dreamed")),
)
_JOINED = (
    *(("co", "operat"), ("co", "ordinat"), ("well", "being"), ("multi", "agenc"), ("multi", "disciplin")),
    *(("multi", "profession"), ("inter", "agenc"), ("inter", "profession"), ("e", "mail"), ("child", "care")),
    *(("follow", "up"), ("pre", "birth"), ("pre", "school"), ("post", "natal"), ("ante", "natal")),
    *(("peri", "natal"), ("anti", "depressant"), ("re", "offend"), ("re", "refer"), ("step", "father")),
    *(("step", "mother"), ("step", "parent"), ("step", "child"), ("on", "going")),
)
"""A word, and how the word that is joined to it begins."""

_ALWAYS_S = (
    *("advis", "superv", "exerc", "prais", "apprais", "liais", "promis", "compromis", "revis", "devis"),
    *("surpris", "expertis", "concis", "precis", "premis", "bruis", "disguis", "compris", "enterpris"),
    *("likewis", "otherwis", "treatis", "cruis", "paradis", "tortois", "incis", "excis", "franchis"),
    *("improvis", "televis", "despis", "demis", "chastis", "advertis"),
)
_PREFIX = r"(?P<prefix>(?:un|dis|mis|re|over|pre|non|anti|hyper|hypo|multi)?)"
_ISE_WORD = re.compile(
    r"(?P<root>[a-z]{3,}i|(?:psycho)?analy|paraly|cataly)(?P<letter>[sz])"
    r"(?P<ending>e|es|ed|er|ers|ing|ings|able|ation|ations|ational)"
)
_ISE_BEGUN = re.compile(
    r"(?P<root>[a-z]{3,}i|(?:psycho)?analy|paraly|cataly)(?P<letter>[sz])"
    r"(?P<ending>|e|i|in|ing|a|at|ati|atio|ation)"
)
_RE_ENDING = re.compile(
    r"(?P<root>cent|epicent|theat|fib|calib|spect|lust|lit|kilomet|centimet|millimet)(?P<ending>re|res|red|ring"
    r"|er|ers|ered|ering)"
)
_RE_ENDINGS = (("re", "er"), ("res", "ers"), ("red", "ered"), ("ring", "ering"))
_GEMENT = re.compile(r"(?P<root>(?:mis)?judg|acknowledg|abridg)e?(?P<ending>ments?|mental)")
_PRACTICE = re.compile(r"(?P<root>(?:mal)?practi)(?P<letter>[cs])(?P<ending>|e|es|ed|i|in|ing)")


def _both_ways(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    return {
        one: other for british, american in pairs for one, other in ((british, american), (american, british))
    }


_BEGINNING_OF = _both_ways(_BEGINNINGS) | dict(_AMERICAN_ONLY)
_WHOLE_OF = _both_ways(_WHOLE)
_ENDING_OF = _both_ways(_RE_ENDINGS)
_BEGINNING = re.compile(_PREFIX + f"(?P<root>{'|'.join(sorted(_BEGINNING_OF, key=len, reverse=True))})")


def spellings(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Of a phrase; at most `MOST_SPELLINGS`."""
    return _combined(words, _word_spellings)


def spellings_begun(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Of a phrase of whose last word only the beginning is given."""
    return _combined(words, _begun_spellings)


def _combined(
    words: tuple[str, ...], of_last: Callable[[str], tuple[str, ...]]
) -> tuple[tuple[str, ...], ...]:
    choices: list[tuple[tuple[str, ...], ...]] = []
    number, at = 1, 0
    while at < len(words):
        given = _joined_or_not(words[at : at + 2])
        if given is None:
            of_word = of_last if at + 1 == len(words) else _word_spellings
            given = tuple((spelling,) for spelling in of_word(words[at]))
        at += len(given[0])
        if number * len(given) > MOST_SPELLINGS:
            given = given[:1]
        number *= len(given)
        choices.append(given)
    return tuple(tuple(word for part in chosen for word in part) for chosen in product(*choices))


def _joined_or_not(words: tuple[str, ...]) -> tuple[tuple[str, ...], ...] | None:
    """The first word or two, and the other way to spell them: joined, or with a hyphen."""
    for first, second in _JOINED:
        if words[0] == first and len(words) > 1 and words[1].startswith(second):
            return (words, (first + words[1],))
        if words[0].startswith(first + second):
            return ((words[0],), (first, words[0][len(first) :]))
    return None


@lru_cache(maxsize=4096)
def _word_spellings(word: str) -> tuple[str, ...]:
    other = _WHOLE_OF.get(word) or _other_spelling(word, _ISE_WORD)
    return (word, other) if other else (word,)


@lru_cache(maxsize=4096)
def _begun_spellings(word: str) -> tuple[str, ...]:
    other = _other_spelling(word, _ISE_BEGUN)
    return (word, other) if other else (word,)


def _other_spelling(word: str, ise: re.Pattern[str]) -> str | None:
    if match := _PRACTICE.fullmatch(word):
        return match["root"] + ("s" if match["letter"] == "c" else "c") + match["ending"]
    if match := ise.fullmatch(word):
        if not word.startswith(_ALWAYS_S):
            return match["root"] + ("z" if match["letter"] == "s" else "s") + match["ending"]
    elif match := _RE_ENDING.fullmatch(word):
        return match["root"] + _ENDING_OF[match["ending"]]
    elif match := _GEMENT.fullmatch(word):
        return match["root"] + ("" if "ement" in word else "e") + match["ending"]
    elif match := _BEGINNING.match(word):
        return match["prefix"] + _BEGINNING_OF[match["root"]] + word[match.end() :]
    return None
