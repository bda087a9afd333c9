"""By which model the review was held: the one that the report says it used.

A model that it rejects, compares with or tells of other reviews is not its own. One that joins several by its
own account goes before those that it joins; where several are claimed alike, the order of the pack decides.
Where none is claimed, the model that the pack leaves without words stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from waymark.instruments.reports import ReviewModel
from waymark.library.described import Stated
from waymark.library.structure.account import Account, Rest
from waymark.library.structure.report import Piece, Report, either
from waymark.library.structure.sentences import Sentence

_CLAIMS = re.compile(
    r"\b(?:us(?:ed|es|ing|e)|adopt\w*|follow\w*|based\s+(?:up)?on|bases?|accordance|in\s+line\s+with|conducted|undert\w+|"
    r"carried\s+out|employ\w*|appl(?:y|ied|ies|ying)|methodolog\w+|method|cho(?:se|sen|ose|ice)|selected|held|commissioned|through|"
    r"by\s+means|done|ran|run|led|under|drew|draws?|drawing|drawn|provid\w+|submit\w+|produc\w+|prepar\w+|request\w*|required|asked|"
    r"wr(?:ote|itten|ite)|complet\w+|receiv\w+|brought|built|combin\w+|joined|designed|shaped|guided|informed|framework|"
    r"takes?|taken|took|(?:is|was)\s+an?|agreed|decided|way\s+of\s+working|work(?:ed|s)?\s+(?:to|with|by|within)|"
    r"(?:approach|model)\s+(?:was|is)|arranged|organised|set\s+out\s+as|made|gave|given)\b",
    re.IGNORECASE,
)
_OF_THE_REVIEW = re.compile(
    r"\b(?:the|this)\s+(?:\w+\s+){0,2}(?:review|panel|reviewers?|board|report|method\w*)\b", re.IGNORECASE
)
_REJECTS = re.compile(
    r"\b(?:not|nor|never|neither|rather\s+than|instead\s+of|unlike|without|declined|rejected|considered|alternative\s+to|as\s+opposed\s+to|"
    r"in\s+place\s+of|compared?\s+(?:with|to)|contrast|ruled\s+out|decided\s+against|differs?\s+from|no\s+longer|set\s+aside|replac\w+|more\s+than|discussed|thought\s+of|"
    r"looked\s+at|dismissed|weighed|other\s+than|moved\s+away\s+from|departs?\s+from|could\s+have|might\s+have|would\s+have|too)\b",
    re.IGNORECASE,
)
_REJECTED_AFTER = re.compile(
    r"[^.;]{0,90}?\b(?:(?:was|were|is|are|had|has|been)\s+(?:\w+\s+)?(?:considered|discussed|discounted|examined|weighed|thought|"
    r"felt|looked\s+at|rejected|dismissed|declined)\b|(?:rejected|set\s+aside|laid\s+aside|ruled\s+out|turned\s+down|passed\s+over)\b|"
    r"not\s+(?:\w+\s+)?(?:adopted|chosen|used|followed|taken|pursued|preferred|suitable|needed|applied|employed|thought|felt|be)\b|"
    r"(?:did|do|does|could|would)\s+not\b|but\s+(?:decided|chose|was\s+not))",
    re.IGNORECASE,
)
_ELSEWHERE = re.compile(
    r"\b(?:other|earlier|previous|another|some|many|national|different|future|next|recent|elsewhere)\s+(?:\w+\s+)?(?:reviews?|boards?|cases?|areas?|reports?|authorit\w+)\b|\bin\s+future\b|"
    r"\b(?:trained|accredited|training|qualified|experience[d]?)\s+(?:\w+\s+){0,3}(?:in|by|as|of|with)\b|\bin\s+(?:other|earlier|previous)\b|\belsewhere\b",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"\b(?:blend\w*|hybrid|mixed|combin\w+|joined|elements\s+of\s+(?:both|several|more|two|the)|parts\s+of\s+(?:both|several|two)|merg\w+|drawn\s+from\s+(?:several|two|more))\b",
    re.IGNORECASE,
)
_JOINING = re.compile(r"\b(?:blended|hybrid|mixed|combined)\s+(?:approach|model|method\w*)", re.IGNORECASE)
_CLAUSE = re.compile(
    r"[,;:()–—]|\bbut\b|\balthough\b|\bwhile\b|\bwhereas\b|\bhowever\b|\band\s+(?:instead|so|therefore|chose|used|adopted|followed)\b",
    re.IGNORECASE,
)


class ModelWords:
    def __init__(self, models: tuple[ReviewModel, ...]) -> None:
        self.models = models
        self.order = {model.key: place for place, model in enumerate(models)}
        self._of = {_plain(word): model.key for model in reversed(models) for word in model.words}
        short = [word for model in models for word in model.words if word.isupper()]
        full = [word for model in models for word in model.words if not word.isupper()]
        patterns = [rf"(?i:\b{either(full)}\b)"] if full else []
        patterns += [rf"\b{either(short)}s?\b"] if short else []
        self.pattern = re.compile("|".join(patterns) or r"(?!)")
        # A model that joins others says so in its words.
        self.joining = {model.key for model in models if any(_JOINING.search(word) for word in model.words)}
        self.unsaid = next((model.key for model in models if not model.words), None)
        self.said = tuple(shortest({one for word in full for one in (word, word.lower())} | set(short)))
        self.said_small = tuple(shortest(word.lower() for word in self.said))

    def key(self, said: str) -> str:
        plain = _plain(said)
        return self._of.get(plain) or self._of[plain[:-1]]


@lru_cache(maxsize=8)
def model_words(models: tuple[ReviewModel, ...]) -> ModelWords:
    return ModelWords(models)


def review_model(
    report: Report,
    title: Iterable[Piece],
    account: Account,
    rest: Rest,
    words: ModelWords,
) -> Stated | None:
    """The rest of the text is asked where its first part claims none."""
    for piece in title:
        match = words.pattern.search(piece.text)
        if match:
            where = (piece.start + match.start(), piece.start + match.end())
            return report.states("review_model", words.key(match.group()), 0.9, where)
    claims = _claims(_holding(account, words), words) or _claims(rest.holding(*words.said), words)
    if claims:
        key, (score, where) = max(claims.items(), key=lambda claim: (claim[1][0], -words.order[claim[0]]))
        return report.states("review_model", key, 0.85 if score >= 3 else 0.6, where)
    return report.states("review_model", words.unsaid, 0.5) if words.unsaid else None


def _holding(account: Account, words: ModelWords) -> Iterator[Sentence]:
    for _, sentence in account.holding(*words.said_small):
        yield sentence


def _claims(told: Iterable[Sentence], words: ModelWords) -> dict[str, tuple[float, tuple[int, int]]]:
    """How surely each model is claimed, and where."""
    claims: dict[str, tuple[float, tuple[int, int]]] = {}
    for sentence in told:
        found = list(words.pattern.finditer(sentence.text))
        if not found or _ELSEWHERE.search(sentence.text):
            continue
        own = [match for match in found if not _is_rejected(sentence.text, match)]
        claimed = bool(_CLAIMS.search(sentence.text))
        if not own or not (claimed or _OF_THE_REVIEW.search(sentence.text)):
            continue
        keys = [words.key(match.group()) for match in own]
        joining = next((key for key in words.joining if key in keys or _is_joined(sentence.text, keys)), None)
        for match, key in zip(own, keys, strict=True):
            score = 3.0 if claimed and key == keys[0] else 1.5
            if joining:
                key, score = joining, 5.0
            if score > claims.get(key, (0.0, (0, 0)))[0]:
                claims[key] = (score, sentence.where(match.start(), match.end()))
    return claims


def _is_joined(text: str, keys: list[str]) -> bool:
    return len(set(keys)) > 1 and bool(_JOINS.search(text))


def _is_rejected(text: str, match: re.Match[str]) -> bool:
    """Within the clause of a mention, words that turn it down."""
    breaks = [one.end() for one in _CLAUSE.finditer(text, 0, match.start())]
    clause = text[breaks[-1] if breaks else 0 : match.start()]
    if _REJECTS.search(clause):
        return True
    return bool(_REJECTED_AFTER.match(text, match.end()))


def shortest(words: Iterable[str]) -> set[str]:
    """Those words that hold no other: where “IMR” is looked for, “IMRs” need not be."""
    kept: set[str] = set()
    for word in sorted(words, key=len):
        if not any(known in word for known in kept):
            kept.add(word)
    return kept


def _plain(word: str) -> str:
    return " ".join(word.lower().split())
