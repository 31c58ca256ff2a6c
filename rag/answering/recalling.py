"""Which sentences, and so which documents, an answer of before quotes: by its text alone."""

from __future__ import annotations

from functools import lru_cache, partial

from rag.asking.conversation import REFUSED, History
from rag.asking.question import content_words
from rag.indexing.index import Index
from rag.language.connectives import without_connective
from rag.language.trimming import wording
from rag.records import Sentence
from rag.retrieving.evidence import Evidence

WORDS = 48
"""Words of an answer by which the passages that it quotes are looked for."""

PASSAGES = 24
"""Passages that are looked at."""

TURNS = 4
"""Turns back from which on documents quoted are no longer spoken of."""

MOST_QUOTED = 3
"""Documents quoted together that may be spoken of."""

SHORTEST = 20
"""Characters of a sentence that stands in another text by no chance."""


def is_quoted(item: Evidence, said: str) -> bool:
    """Whether an answer, its white space aside, quotes a sentence."""
    return _as_quoted(item.sentence, item.text) in " ".join(said.split())


def quoted_documents(said: str, index: Index) -> tuple[str, ...]:
    """Returns the ids of the documents of which an answer quotes a sentence, each once."""
    line = " ".join(said.split())
    rows, _ = index.search_words(content_words(said)[:WORDS], PASSAGES)
    found: dict[str, None] = {}
    for entry in index.entries(rows.tolist()):
        passage = entry.passage
        for sentence in passage.sentences:
            words = _as_quoted(sentence, passage.text_of(sentence))
            if len(words) >= SHORTEST and words in line:
                found[passage.document_id] = None
    return tuple(found)


class SpokenOf:
    """Tells which documents of one generation of an index a conversation is on."""

    def __init__(self, index: Index) -> None:
        # Several of the ways to an answer ask of the same turn.
        self._quoted = lru_cache(maxsize=TURNS)(partial(quoted_documents, index=index))

    def __call__(self, history: History) -> tuple[str, ...]:
        """The documents that the last answer that quotes any does; none where that is long ago."""
        for _, answer in reversed(history[-TURNS:]):
            names = () if answer.startswith(REFUSED) else self._quoted(answer)
            if names:
                return names[:MOST_QUOTED]
        return ()


def _as_quoted(sentence: Sentence, text: str) -> str:
    """The words of a sentence that stand in every quotation of it, but for the first letter."""
    return " ".join(without_connective(wording(sentence, text)).split())[1:]
