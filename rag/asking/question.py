"""A question to what is searched for: its words, and its tokens with their vectors and weights."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from rag.language.lexicon import STOP_WORDS
from rag.language.short_forms import other_names
from rag.models.embedding import Encoder

# Most of the passages whose words are remembered; each takes about 10 kB.
MOST_READ = 1024

MAX_CHARACTERS = 2000

# What asks for an amount is no subject matter either: the answer has a figure in its place.
AMOUNT = re.compile(
    r"(?<=\bhow )(?:big|far|few|frequently|high|large|long|many|much|often|old)\b", re.I
)

_WORD = re.compile(r"\w+(?:['’.-]\w+)*")
_ENDINGS = re.compile(
    r"(?<=...)(?:'s|ing|edly|(?<!e)ed|(?<=ee)d|(?<!e)es|s|(?<!p)ly|(?<!com)ment|ation|ions?)$"
)
_Y = re.compile(r"i(?:es|ed)$")
_SHORT_PLURAL = re.compile(r"(?!news|lens)..[^aisu]s")
"""A word of four letters in the plural: "jobs", "fees"; not "bias", "less" or "plus"."""


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of what a question names, long for short or the other way round.

    Attributes:
        name: In small letters, but for abbreviations.
        of: What the question calls it.
        tokens: The question's tokens of that.
    """

    name: str
    of: str
    tokens: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Query:
    """A question, ready to be searched for.

    Attributes:
        words: Its content words in lower case, each once; all its words if it has no others.
        vector: (d,) of length 1.
        tokens: (q, d), each of length 1.
        weights: (q,), non-negative, summing to 1: how much each token says about the subject.
        places: For each of `words`, the tokens that it is made of; empty for one not read.
        aliases: Other names of what it names.
    """

    text: str
    words: tuple[str, ...]
    vector: NDArray[np.float32]
    tokens: NDArray[np.float32]
    weights: NDArray[np.float32]
    places: tuple[tuple[int, ...], ...] = ()
    aliases: tuple[Alias, ...] = ()

    def names_of(self, thing: str) -> frozenset[str]:
        """Returns all that something is called that the question names, in whatever letters."""
        bare = thing.casefold().removeprefix("the ")
        return frozenset((thing, *(a.name for a in self.aliases if a.of.casefold() == bare)))


# What is left of the weight of a word that only says where to look.
MUTED = 0.2


def mute(query: Query, words: Set[str]) -> Query:
    """Returns a question in which some words, in small letters, count for little.

    Whoever is asked what a report says about costs need not name the report in every sentence.
    """
    weights = query.weights.copy()
    for word, place in zip(query.words, query.places, strict=False):
        if word in words:
            weights[list(place)] *= MUTED
    total = float(weights.sum())
    return replace(query, weights=weights / np.float32(total)) if total > 0 else query


def without(query: Query, words: Set[str]) -> Query:
    """Returns a question as if it did not have some words, in small letters; tokens stay.

    What a question asks for is judged so where a document that it names is the one that answers.
    """
    if not words or words >= set(query.words):
        return query
    kept = [
        (word, place)
        for word, place in zip(query.words, query.places, strict=False)
        if word not in words
    ]
    text = _WORD.sub(lambda found: "" if found[0].lower() in words else found[0], query.text)
    return replace(
        mute(query, words),
        text=" ".join(text.split()),
        words=tuple(word for word, _ in kept),
        places=tuple(place for _, place in kept),
        aliases=tuple(each for each in query.aliases if not set(content_words(each.of)) <= words),
    )


def check_question(question: str) -> str:
    """Returns the question with white space collapsed.

    Raises:
        ValueError: If it is empty or too long.
    """
    text = " ".join(question.split())
    if not any(character.isalnum() for character in text):
        raise ValueError(f"the question is empty (got {question[:40]!r}); ask in words")
    if len(text) > MAX_CHARACTERS:
        raise ValueError(
            f"the question has {len(text):,} characters; at most {MAX_CHARACTERS:,} are read"
        )
    return text


def content_words(text: str) -> tuple[str, ...]:
    """Returns a text's words that are not function words, in lower case, each once, in order."""
    return tuple(_content_spans(text))


@lru_cache(maxsize=MOST_READ)
def roots(text: str) -> frozenset[str]:
    """Returns the content words of a text, each without its ending."""
    return frozenset(root(word) for word in content_words(text))


def root(word: str) -> str:
    """Cuts common English endings, so that "removed" and "removes" meet "remove".

    It cuts more than `rag.language.lexicon.stem`, which tells whether two words say the same.
    """
    bare = word.lower().replace("’", "'")
    if len(bare) > 4:
        bare = _ENDINGS.sub("", _Y.sub("y", bare))
    elif _SHORT_PLURAL.fullmatch(bare):
        return bare[:-1]
    return bare.removesuffix("e") if len(bare) > 3 else bare


def _content_spans(text: str) -> dict[str, tuple[int, int]]:
    """Content words in lower case, each with where it first stands."""
    spans: dict[str, tuple[int, int]] = {}
    for match in _WORD.finditer(text):
        word = match.group().lower()
        if word not in STOP_WORDS and not AMOUNT.match(text, match.start()):
            spans.setdefault(word, match.span())
    return spans


def prepare(
    text: str,
    encoder: Encoder,
    *,
    frequencies: NDArray[np.int64],
    passages: int,
    spelled: Mapping[str, Collection[str]] | None = None,
) -> Query:
    """Embeds a question and weighs its tokens.

    A token weighs its inverse passage frequency, ln((N + 1) / (n + 0.5)), as in BM25 (Robertson and
    Zaragoza 2009, eq. 3.1, smoothed). On three public sets that takes recall at 1,000 characters
    from .149/.384/.604 (all tokens alike) to .186/.491/.646 (privacy_qa, contractnli,
    chroma_chunking; 200 questions each).

    Args:
        frequencies: (vocabulary,) number of passages that have each token.
        passages: How many there are.
        spelled: What abbreviations stand for, in small letters.
    """
    embedded = encoder.embed_question(text)
    read = encoder.tokenize([text])[0]
    ids = read.ids[: len(embedded.tokens)]
    known = ids < len(frequencies)
    counts = np.where(known, frequencies[np.where(known, ids, 0)], 0)
    weights = np.maximum(np.log((passages + 1) / (counts + 0.5)), 0) + 1e-6
    spans = _content_spans(text) or {m.group().lower(): m.span() for m in _WORD.finditer(text)}
    starts = read.starts[: len(ids)]

    def within(span: tuple[int, int]) -> tuple[int, ...]:
        first, last = span
        return tuple(np.flatnonzero((starts >= first) & (starts < last)).tolist())

    return Query(
        text=text,
        words=tuple(spans),
        vector=embedded.vector,
        tokens=embedded.tokens,
        weights=(weights / weights.sum()).astype(np.float32),
        places=tuple(map(within, spans.values())),
        aliases=tuple(
            Alias(name, text[slice(*span)], within(span))
            for name, span in other_names(text, spelled or {})
        ),
    )
