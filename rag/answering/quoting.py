"""Evidence to an answer in the documents' own sentences, cited to the character."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from rag.asking.question import Query
from rag.indexing.index import Stretch
from rag.language.abbreviations import is_named
from rag.language.connectives import capitalised, connective, is_counted
from rag.language.trimming import mark_after, mark_before
from rag.language.verbatim import is_verbatim
from rag.records import Citation, Document, Hit, Page, Place, Sentence, Speaker, Statement
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found
from rag.retrieving.retrieval import COPY_SHARE

_ACCORDING = re.compile(r"According to ([^,]+),")


def quote(
    evidence: Sequence[Evidence], documents: Mapping[str, Document]
) -> tuple[tuple[Statement, ...], tuple[Citation, ...]]:
    """Makes each sentence of the evidence a statement with its citation.

    A statement's text is the sentence itself, white space collapsed; who says it stands in front
    wherever that is not the document's own author. A connective that points at what is not quoted
    is left out.
    """
    statements: list[Statement] = []
    citations: list[Citation] = []
    last: tuple[str, Sentence] | None = None
    for item in evidence:
        alone = not _is_of_several(item, evidence)
        for sentence in item.sentences:
            document = documents[item.found.document_id]
            whole = not alone or sentence is not item.sentences[0]
            whole = whole or (last is not None and _adjoins(document, *last, sentence))
            last = document.id, sentence
            citation = cite(item.found, sentence, documents, number=len(citations) + 1, whole=whole)
            citations.append(citation)
            statements.append(
                Statement(
                    text=attributed(
                        _shown(citation, sentence, document.text),
                        sentence.speaker,
                        document.speaker,
                        title=document.title,
                        in_own_words=is_verbatim(document, sentence),
                    ),
                    citations=(citation.number,),
                    speaker=sentence.speaker,
                )
            )
    return tuple(statements), tuple(citations)


def _is_of_several(item: Evidence, evidence: Sequence[Evidence]) -> bool:
    """Whether a sentence opens with its number ("Second, …"), and so does another one beside it."""
    name = item.found.document_id
    beside = [each for each in evidence if each.found.document_id == name]
    return is_counted(item.text) and sum(is_counted(x.text) for x in beside) > 1


def _adjoins(document: Document, name: str, before: Sentence, sentence: Sentence) -> bool:
    """Whether a sentence is the next one in its document after another."""
    between = document.text[before.end : sentence.start]
    return name == document.id and before.end <= sentence.start and not between.strip()


def _shown(citation: Citation, sentence: Sentence, text: str) -> str:
    """What is quoted as it is shown: with a capital in brackets, where a connective is left out."""
    left_out = text[sentence.start : citation.start]
    quote = citation.quote
    return capitalised(quote) if re.search(r"[^\W\d_]", left_out) else quote


def attributed(
    quoted: str, speaker: Speaker, own: Speaker, *, title: str = "", in_own_words: bool = False
) -> str:
    """Returns a quotation in one line, with its speaker in front where nothing in it says who.

    That is where somebody else than the document's author or teller speaks, and the sentence does
    not name them: "GAO found that …" needs no "GAO:" before it. What begins "According to …" is
    told by whoever it is according to, and says so itself.

    Args:
        title: Of the document, in quotation marks where it is that which passes it on.
        in_own_words: Whether it is quoted in their words, and not told in those of another.
    """
    line = " ".join(quoted.split())
    itself = speaker == own or speaker.name in own.quoted_by
    if itself or is_named(line, speaker.name) or _says_who_tells(line, speaker):
        return line
    called = speaker.labels(title)[in_own_words]
    return f"{called}: “{_inner(line)}”"


def _says_who_tells(line: str, speaker: Speaker) -> bool:
    """Whether a line begins with whom it is according to, and that one passes it on."""
    opening = _ACCORDING.match(line)
    return opening is not None and any(is_named(opening[1], each) for each in speaker.quoted_by)


def _inner(line: str) -> str:
    """Returns a line for quotation marks around it: none encloses all of it, none stays open."""
    pairs = {'"': '"', "“": "”"}
    closing = pairs.get(line[:1])
    if closing and line.endswith(closing) and line.count(closing) == (2 if closing == '"' else 1):
        line = line[1:-1]
    line = re.sub(r'(?<![^\s(\[“‘—–-])"(?=\S)', "“", line)
    line = line.replace('"', "”")
    opened, closed = line.count("“"), line.count("”")
    if closed == opened + 1 and line.endswith("”"):
        line = line[:-1]
    elif opened == closed + 1:
        line = line[1:] if line.startswith("“") else f"{line}”"
    return line.replace("“", "‘").replace("”", "’")


def cite(
    found: Found,
    sentence: Sentence,
    documents: Mapping[str, Document],
    *,
    number: int,
    whole: bool = True,
) -> Citation:
    """Returns the citation of one sentence of a found passage, without marks of lists and notes.

    Args:
        whole: Whether its connective is quoted as well.
    """
    document = documents[found.document_id]
    page = document.page_at(sentence.start)
    text = document.text[sentence.start : sentence.end]
    start = mark_before(sentence, text)
    start += 0 if whole else len(connective(text[start:]))
    start, end = sentence.start + start, sentence.end - mark_after(sentence, text)
    return Citation(
        number=number,
        document_id=document.id,
        sha256=document.sha256,
        title=document.title,
        url=document.url,
        page=page.number if page else None,
        page_label=page.label if page else None,
        start=start,
        end=end,
        quote=document.text[start:end],
        speaker=sentence.speaker,
        copies=_places(_elsewhere(found, sentence.start), documents),
        problems=document.problems_at(sentence.start, sentence.end),
    )


def hits(
    found: Sequence[Found],
    query: Query | None,
    documents: Mapping[str, Document],
    *,
    read: Sequence[Evidence] = (),
) -> tuple[Hit, ...]:
    """Returns the passages found for a query as users see them, best first.

    Args:
        read: The sentences that came closest as they were read, best first.
    """
    weights = query.weights if query is not None else np.zeros(0, np.float32)
    closest = {item.found.row: item.sentence for item in reversed(read)}
    return tuple(
        _hit(
            item,
            documents,
            rank=rank,
            scores=item.sentence_scores(weights).tolist(),
            closest=closest.get(item.row),
        )
        for rank, item in enumerate(found, start=1)
    )


def _hit(
    found: Found,
    documents: Mapping[str, Document],
    *,
    rank: int,
    scores: Sequence[float],
    closest: Sentence | None,
) -> Hit:
    passage = found.entry.passage
    document = documents[passage.document_id]
    page: Page | None = document.page_at(passage.start)
    return Hit(
        passage=passage,
        title=document.title,
        score=round(found.score, 4),
        rank=rank,
        page=page.number if page else None,
        page_label=page.label if page else None,
        sentence_scores=tuple(round(float(score), 4) for score in scores),
        copies=_places(_stretches(found), documents),
        closest=closest,
    )


def _elsewhere(found: Found, start: int) -> list[Stretch]:
    """Other places of the sentence that starts there, then of passages much like its own."""
    places = list(found.repeats.get(start, ()))
    return places + _missing(found, places)


def _stretches(found: Found) -> list[Stretch]:
    """Other places of the passage: in each document with most of it, from first to last."""
    passage = found.entry.passage
    held: dict[str, list[Stretch]] = {}
    for sentence in passage.sentences:
        firsts: dict[str, Stretch] = {}
        for place in found.repeats.get(sentence.start, ()):
            firsts.setdefault(place.document_id, place)
        for name, place in firsts.items():
            held.setdefault(name, []).append(place)
    places = [
        Stretch(name, min(part.start for part in parts), max(part.end for part in parts))
        for name, parts in held.items()
        if sum(part.end - part.start for part in parts) >= COPY_SHARE * len(passage.text)
    ]
    return places + _missing(found, places)


def _missing(found: Found, places: Sequence[Stretch]) -> list[Stretch]:
    """The places of the passages merged with this one whose documents are not named yet."""
    named = {place.document_id for place in places}
    passages = [entry.passage for entry in found.copies]
    return [Stretch(p.document_id, p.start, p.end) for p in passages if p.document_id not in named]


def _places(stretches: Iterable[Stretch], documents: Mapping[str, Document]) -> tuple[Place, ...]:
    places = []
    for stretch in stretches:
        document = documents[stretch.document_id]
        page = document.page_at(stretch.start)
        places.append(
            Place(
                document_id=document.id,
                title=document.title,
                page=page.number if page else None,
                page_label=page.label if page else None,
                start=stretch.start,
                end=stretch.end,
            )
        )
    return tuple(places)
