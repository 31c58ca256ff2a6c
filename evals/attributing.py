"""Who is said to speak, of the sentences that hold a gold set's evidence, without any search.

Of the items that name speakers: the share of the sentences within their quotes whose speaker is one
of those. A name matches when it stands, case aside, in the speaker's name, as in
`evals.scores.attribution`, which counts answers; this one shows what reading alone makes of them,
in seconds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from evals.gold import find_quote
from evals.kinds import Kind
from evals.records import GoldItem
from rag.corpus import read_corpus
from rag.language.sentences import split_sentences
from rag.records import Document, Sentence
from rag.speaking.speakers import attribute


@dataclass(frozen=True, slots=True)
class Attributed:
    """A sentence that holds an item's evidence.

    Attributes:
        text: The sentence.
        speaker: The name of whoever is said to say it.
        right: Whether that is one of those whom the item names.
    """

    item: GoldItem
    text: str
    speaker: str
    right: bool


def attribute_kind(kind: Kind) -> list[Attributed]:
    """Returns the sentences of a kind's evidence, with who is said to say them.

    Raises:
        CorpusError: If the folder of its documents cannot be read.
        GoldError: If a quote does not stand in its document.
    """
    documents = {each.id: each for each in read_corpus(kind.documents).documents}
    asked = [item for item in kind.items if item.speakers]
    wanted = {quote.document_id for item in asked for point in item.evidence for quote in point}
    sentences = {
        name: attribute(one, split_sentences(one.text, one.blocks))
        for name, one in documents.items()
        if name in wanted
    }
    return [each for item in asked for each in _attributed(item, documents, sentences)]


def _attributed(
    item: GoldItem,
    documents: dict[str, Document],
    sentences: dict[str, tuple[Sentence, ...]],
) -> Iterator[Attributed]:
    for quote in (quote for point in item.evidence for quote in point):
        text = documents[quote.document_id].text
        for start, end in find_quote(text, quote.text, item.id):
            for sentence in sentences[quote.document_id]:
                if sentence.start < end and start < sentence.end:
                    name = sentence.speaker.name
                    right = _is_one_of(name, item.speakers)
                    yield Attributed(item, text[sentence.start : sentence.end], name, right)


def _is_one_of(name: str, speakers: Sequence[str]) -> bool:
    return any(speaker.casefold() in name.casefold() for speaker in speakers)
