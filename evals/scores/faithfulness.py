"""Is what the answer says supported by what it cites? Without a judge model.

The share of an answer's statements that the quotes they cite support, after the definition of
faithfulness in RAGAS (Es et al., EACL 2024) with its judge replaced by `support`. `support` of a
claim by a text is in [0, 1]: the share of the claim's words that the text has, each word weighted
by its rarity, function words by a quarter, and .3 of the weight given to word pairs, so that the
right words in another order count less; then halved for each number that the text lacks, and for a
negation on one side only. The marks of a list ("2.", "*") are not words of a claim.
How well it agrees with people is measured by `python -m evals people` and published in
`evals/results`.

Example: claim "The county held him three days", text "Lehigh County held him about three days":
words the, county, held, him, three, days are all there: 1. The function words the and him weigh
.25, the others 1, a pair what its two words weigh together. Of the pairs (the county), (county
held), (held him), (him three), (three days) the second, third and fifth are there:
(2 + 1.25 + 2) / (1.25 + 2 + 1.25 + 1.25 + 2) = .677. Support = .7 × 1 + .3 × .677 = .90, and
supported from .5 on.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from evals.records import Asked
from rag.language.lexicon import STOP_WORDS

SUPPORTED = 0.5
# Of .2, .3, .5 and .8 the small ones agree best with people, see `evals.human`.
PAIR_SHARE = 0.3
# "The", "of" and "is" stand in every text and prove little. Of 0, .1, .25, .5 and 1 the smaller
# ones agree better with people on answers of several sentences, the larger on short replies.
FUNCTION_SHARE = 0.25

_WORD = re.compile(r"\w+(?:[.,]\d+)*(?:['’]\w+)?")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_NEGATION = re.compile(r"\b(?:not|no|never|none|nor|neither|cannot|without)\b|n['’]t\b", re.I)
_ENDINGS = re.compile(r"(?:['’]s|ies|ing|ed|es|s)$")
_LIST_MARK = re.compile(r"(?:^|(?<=\s))(?:\d{1,2}[.)]|[-*•])\s+(?=[A-Z*\"“(])|\*\*")


def score_faithfulness(asked: Asked) -> float | None:
    """Returns the share of statements that their citations support; None without statements."""
    statements = asked.answer.statements
    if not statements:
        return None
    quotes = {citation.number: citation.quote for citation in asked.answer.citations}
    supported = [
        support(s.text, [quotes[n] for n in s.citations if n in quotes]) >= SUPPORTED
        for s in statements
    ]
    return sum(supported) / len(supported)


def support(claim: str, texts: Sequence[str], rarity: Mapping[str, float] | None = None) -> float:
    """Returns how well the texts support a claim, in [0, 1]; 0 for a claim without words.

    Args:
        claim: One sentence.
        texts: What should support it.
        rarity: Weight of each stem, such as its inverse document frequency; 1 where not given.
    """
    claim = without_marks(claim)
    words = stems(claim)
    there = [stems(text) for text in texts]
    known = {word for text in there for word in text}
    pairs = {pair for text in there for pair in itertools.pairwise(text)}
    if not words:
        return 0.0
    weights = _weigh(claim, rarity)
    by_word = _share(weights, [word in known for word in words])
    mine = list(itertools.pairwise(words))
    joint = [a + b for a, b in itertools.pairwise(weights)]
    by_pair = _share(joint, [pair in pairs for pair in mine]) if mine else by_word
    value = (1 - PAIR_SHARE) * by_word + PAIR_SHARE * by_pair
    whole = " ".join(texts)
    missing = set(_NUMBER.findall(claim)) - set(_NUMBER.findall(whole))
    value *= 0.5 ** len(missing)
    if _NEGATION.search(claim) and not _NEGATION.search(whole):
        value *= 0.5
    return value


def stems(text: str) -> list[str]:
    """Returns the words of a text in lower case, common English endings cut off."""
    return [_stem(word) for word in _words(text)]


def without_marks(text: str) -> str:
    """Returns a text without the numbers and bullets of its lists, and without bold marks."""
    return _LIST_MARK.sub("", text)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _stem(word: str) -> str:
    return _ENDINGS.sub("", word) if len(word) > 4 else word


def _weigh(claim: str, rarity: Mapping[str, float] | None) -> list[float]:
    """Returns the weight of each word of a claim."""
    rarest = max(rarity.values()) if rarity else 1.0
    return [
        (FUNCTION_SHARE if word in STOP_WORDS else 1.0) * (rarity or {}).get(_stem(word), rarest)
        for word in _words(claim)
    ]


def _share(weights: Sequence[float], flags: Sequence[bool]) -> float:
    held = sum(weight for weight, flag in zip(weights, flags, strict=True) if flag)
    return held / total if (total := sum(weights)) else 0.0
