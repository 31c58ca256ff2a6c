"""Who is said to speak, sentence by sentence, without any search.

Of two kinds of sentences: those that hold the evidence of items that name speakers, in the folders
of `evals/kinds`, and those of `evals/speaking`, which have labels: whose each is, or that it is the
document's own. A name matches when it stands, case aside, in the speaker's name, as in
`evals.scores.attribution`, which counts answers; this shows in seconds what reading alone makes of
them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from evals.gold import GoldError, find_quote
from evals.kinds import Kind
from evals.scores.attribution import matches
from rag.corpus import read_corpus
from rag.language.sentences import split_sentences
from rag.records import Document, Sentence
from rag.speaking.speakers import attribute

FOLDER = Path(__file__).parent / "speaking"
"""Documents whose sentences have labels, `read` and `unread`; see `load_labels`."""

SPOKEN = Path(__file__).parent / "spoken"
"""The same of records of talks, and of letters in one file, as people and programs write them."""


@dataclass(frozen=True, slots=True)
class Label:
    """Whose a sentence is.

    Attributes:
        where: What a message about it begins with: the item or line that says so.
        document: The document's id.
        quote: The sentence, or a part of it.
        speakers: Names of which one must be given; empty where it is the document's own.
    """

    where: str
    document: str
    quote: str
    speakers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Attributed:
    """A sentence, and who is said to say it.

    Attributes:
        speaker: The name that is given.
        right: Whether that is one of those whom the label names, or the document's own.
    """

    label: Label
    text: str
    speaker: str
    right: bool


def labels_of(kind: Kind) -> list[Label]:
    """Returns the quotes of a kind's items that name speakers."""
    return [
        Label(item.id, quote.document_id, quote.text, item.speakers)
        for item in kind.items
        if item.speakers
        for point in item.evidence
        for quote in point
    ]


def load_labels(path: Path) -> list[Label]:
    """Reads labels, one JSON object a line: `document`, `quote` and `speakers`.

    Raises:
        GoldError: If a line is none.
    """
    labels = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        where = f"{path.parent.name}/{path.name}, line {number}"
        try:
            said = json.loads(line)
            labels.append(Label(where, said["document"], said["quote"], tuple(said["speakers"])))
        except (ValueError, KeyError, TypeError) as error:
            raise GoldError(f"{where} is no label: {error}") from error
    return labels


def attribute_all(
    folder: Path, labels: list[Label], *, by_rule_alone: bool = False
) -> list[Attributed]:
    """Returns the labelled sentences of a folder's documents, with who is said to say them.

    Args:
        by_rule_alone: Whether what no sign tells is left unread.

    Raises:
        CorpusError: If the folder cannot be read.
        GoldError: If a document is missing, or a quote does not stand in it.
    """
    wanted = {label.document for label in labels}
    documents = {one.id: one for one in read_corpus(folder).documents if one.id in wanted}
    if missing := wanted - documents.keys():
        raise GoldError(f"{folder}: no document {min(missing)!r}")
    sentences = {
        name: attribute(one, split_sentences(one.text, one.blocks), by_rule_alone=by_rule_alone)
        for name, one in documents.items()
    }
    return [each for label in labels for each in _attributed(label, documents, sentences)]


def _attributed(
    label: Label,
    documents: Mapping[str, Document],
    sentences: Mapping[str, tuple[Sentence, ...]],
) -> Iterator[Attributed]:
    document = documents[label.document]
    for start, end in find_quote(document.text, label.quote, label.where):
        for sentence in sentences[document.id]:
            if sentence.start < end and start < sentence.end:
                name = sentence.speaker.name
                own = name == document.speaker.name
                right = matches(name, label.speakers) if label.speakers else own
                text = document.text[sentence.start : sentence.end]
                yield Attributed(label, text, name, right)
