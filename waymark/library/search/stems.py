"""The stem of a word, by the algorithm of Porter (1980) in the form that SQLite's `porter` tokenizer has.

The index stems for itself; this is for what has to agree with it outside: which words of a shown passage
were found, which spellings differ only in their endings, which words with one beginning are one stem.
"""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

_STEP_2 = (
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("logi", "log"),
    ("bli", "ble"),
    ("alli", "al"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("biliti", "ble"),
)
_STEP_3 = (
    ("ical", "ic"),
    ("ness", ""),
    ("icate", "ic"),
    ("iciti", "ic"),
    ("ful", ""),
    ("ative", ""),
    ("alize", "al"),
)
_STEP_4 = (
    *("al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou", "ism"),
    *("ate", "iti", "ous", "ive", "ize"),
)
_LONGEST = 64
"""Bytes; what is longer, or shorter than three, is its own stem."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """Of a folded word. With letters outside a to z that folding leaves, SQLite's may differ in the last of them."""
    if not 3 <= len(word.encode("utf-8", "surrogatepass")) <= _LONGEST:
        return word
    word = _past_and_present(_plural(word))
    if word.endswith("y") and _has_vowel(word[:-1]):
        word = word[:-1] + "i"
    word = _replaced(_replaced(word, _STEP_2), _STEP_3)
    return _tidied(_shortened(word))


def beginning(stem_of_word: str) -> str:
    """With which letters every word of that stem begins: the stem, save for an ending that stemming changes."""
    changed = len(stem_of_word) > 1 and stem_of_word[-1] in "iel"
    return stem_of_word[:-1] if changed else stem_of_word


def _consonants(word: str) -> list[bool]:
    found: list[bool] = []
    for letter in word:
        vowel = letter in "aeiou" or (letter == "y" and bool(found) and found[-1])
        found.append(not vowel)
    return found


def _measure(word: str) -> int:
    """How often a vowel is followed by a consonant."""
    marks = _consonants(word)
    return sum(after and not before for before, after in pairwise(marks))


def _has_vowel(word: str) -> bool:
    return any(letter in "aeiou" or (letter == "y" and place > 0) for place, letter in enumerate(word))


def _short(word: str) -> bool:
    """It ends in consonant, vowel, consonant, of which the last is not w, x or y."""
    return word[-1:] not in ("w", "x", "y") and _consonants(word)[-3:] == [True, False, True]


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")) and len(word) > 3:
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def _past_and_present(word: str) -> str:
    if word.endswith("eed") and len(word) > 3:
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for ending in ("ed", "ing"):
        if word.endswith(ending):
            return _mended(word[: -len(ending)]) if _has_vowel(word[: -len(ending)]) else word
    return word


def _mended(word: str) -> str:
    """After “ed” and “ing”: hop(p)ing, fil(e)d, conflat(e)d."""
    if word.endswith(("at", "bl", "iz")) and len(word) > 2:
        return word + "e"
    if len(word) > 1 and word[-1] == word[-2] and word[-1] not in "aeioulsz":
        return word[:-1]
    return word + "e" if _measure(word) == 1 and _short(word) else word


def _replaced(word: str, endings: tuple[tuple[str, str], ...]) -> str:
    for ending, instead in endings:
        if word.endswith(ending) and len(word) > len(ending):
            kept = word[: -len(ending)]
            return kept + instead if _measure(kept) > 0 else word
    return word


def _shortened(word: str) -> str:
    for ending in _STEP_4:
        if word.endswith(ending) and len(word) > len(ending):
            kept = word[: -len(ending)]
            allowed = ending != "ion" or kept.endswith(("s", "t"))
            return kept if allowed and _measure(kept) > 1 else word
    return word


def _tidied(word: str) -> str:
    if word.endswith("e"):
        measure = _measure(word[:-1])
        if measure > 1 or (measure == 1 and not _short(word[:-1])):
            word = word[:-1]
    return word[:-1] if word.endswith("ll") and _measure(word[:-1]) > 1 else word
