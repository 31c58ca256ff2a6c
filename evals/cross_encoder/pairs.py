"""Pairs of a question and a sentence that does or does not answer it, to train on and to prove by.

Written questions come with the sentence that they were written for, and with those that the program
itself finds nearest to them. Of public sets, squad2 gives the sentences of the paragraph that a
question was asked of, contractnli those of its contract. Never trained on, and so there to prove
by: what a hash picks of the articles of squad2 (one of the eight in the folder of development, 357
questions), a third of contractnli, the written questions on two reports and seventeen texts, and
all of clapnq, mtrag_un, wice, begin and the gold sets.
"""

from __future__ import annotations

import random
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from shutil import copyfile

from evals.cross_encoder.judged import Judged, Mark, load_judged
from evals.cross_encoder.questions import TEXTS, Asked, QuestionsError, load_questions
from evals.cross_encoder.twins import Twins, is_left_out, load_twins
from evals.indexed import indexed
from evals.public import PublicQuestion, load_set
from evals.reading.chosen import digest
from rag.asking.question import Query, prepare, roots
from rag.fitting.told_by import as_told
from rag.indexing.index import Index
from rag.language.sentences import split_sentences
from rag.models.cross_encoder import InContext, Turns
from rag.models.embedding import Encoder
from rag.records import Block, Document, Sentence
from rag.retrieving.evidence import rank
from rag.retrieving.retrieval import look, retrieve
from rag.settings import Settings

UNSEEN_REPORTS = frozenset({"gao-26-107787", "gao-26-107955"})
TEXT_KINDS = (
    "audit", "entry", "figures", "hearing", "law", "news", "research", "statement", "trade",
)  # fmt: skip
OTHER_KINDS = (
    "contract", "decision", "leaflet", "letter", "manual", "minutes", "oral", "policy",
)  # fmt: skip
UNSEEN_TEXTS = frozenset(
    (*(f"{kind}-6" for kind in TEXT_KINDS), *(f"{kind}-4" for kind in OTHER_KINDS))
)
"""Documents whose questions are left out of the training.

221 and 424 sentences with their questions, and of the other kinds 437 questions.
"""

NEAREST = 5
"""Sentences found for a written question that it is proven by …"""
TRAINED_ON = 2
"""… and trained on where it is answered: the nearest, and one of the others by chance."""
ASKED_FOR = 2
"""Answered questions of a sentence for which others are found to train on; each takes 30 ms."""
FOUND = 5
"""Passages among which these are looked for."""
SAME = 0.45
"""A sentence that shares this much of its words with the one that answers may answer as well."""
FOUND_WEIGHT = 0.6
"""What a sentence counts that was found rather than written for: it may answer after all."""
OTHERS = {True: 2, False: 3}
"""Other sentences of a public set's paragraph, by whether the question is answered there."""
MOST_ANSWERS = 2

WITHOUT_BEFORE, WITHOUT_TITLE = 0.3, 0.15
"""Shares of the pairs trained on that lose what stands before the sentence, or its title."""
DATED = 0.5
"""Share of the pairs trained on, of those with a year in both question and sentence, whose title
gets another year: it tells nothing where the sentence has its own."""
JUDGED_WEIGHT = 0.5
"""What a sentence counts that was judged not to answer: there are three for each that does."""
TWIN_WEIGHT = 0.6
"""What a version of a sentence counts that does not answer: there are two for each that does."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_DATED_TITLES = (
    "{year} {title}",
    "Fiscal Year {year}: {title}",
    "Report of {year}: {title}",
    "{title}, {year}",
    "Quarterly Report, First Quarter Fiscal Year {year}: {title}",
    "{title} ({year})",
    "Report, FY {year}",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """A question and a sentence.

    Attributes:
        source: "reports" or "texts", whose questions were written for this, or a public set.
        asked: Tells one question from another.
        answerable: Whether any sentence answers it.
        unseen: Whether it is left out of the training.
        found: Whether the sentence was found for a question that was written for another.
        after: The turns before it, where it is asked within a talk.
    """

    source: str
    asked: str
    question: str
    sentence: InContext
    answers: bool
    answerable: bool
    unseen: bool
    found: bool = False
    weight: float = 1.0
    after: Turns = ()


def make_pairs(documents: Path, data: Path) -> list[Pair]:
    """Returns all pairs; those trained on now and then lose part of their context.

    Args:
        documents: Folder of the reports that the written questions ask about.
        data: Folder of the public sets.

    Raises:
        QuestionsError: If a report is missing.
        PublicSetError: If a set is.
    """
    pairs = [*written(documents), *squad(data), *contracts(data), *clapnq(data)]
    chance = random.Random(5)
    return [pair if pair.unseen else _bared(pair, chance) for pair in pairs]


def written(documents: Path) -> Iterator[Pair]:
    """Yields the pairs of the written questions."""
    questions, judged_questions = load_questions(), load_judged()
    names = dict.fromkeys((*questions, *judged_questions))
    with indexed_documents(documents, names) as (index, encoder):
        searcher = Searcher(index, encoder)
        for name, asked in questions.items():
            for one in asked:
                yield from searcher.pairs(name, one)
        for name, judged in judged_questions.items():
            for each in judged:
                yield from searcher.judged_pairs(name, each)
        for name, twins in load_twins().items():
            for group in twins:
                yield from searcher.twin_pairs(name, group)


@contextmanager
def indexed_documents(
    documents: Path, names: Iterable[str] | None = None
) -> Iterator[tuple[Index, Encoder]]:
    """Gives an index of reports and texts.

    Args:
        documents: The folder of the reports among them.
        names: Those that the written questions ask about where not given.

    Raises:
        QuestionsError: If a report is missing.
    """
    with tempfile.TemporaryDirectory(prefix="cross-encoder-") as temporary:
        folder = Path(temporary) / "documents"
        folder.mkdir()
        for name in load_questions() if names is None else names:
            file = (TEXTS if is_text(name) else documents) / f"{name}.md"
            if not file.is_file():
                raise QuestionsError(f"{file}: a report that was asked about is missing")
            copyfile(file, folder / file.name)
        with indexed(folder, Settings(index_dir=Path(temporary) / "index")) as opened:
            yield opened


class Searcher:
    """Finds the sentences that were asked about, and those that the program finds nearest."""

    def __init__(self, index: Index, encoder: Encoder) -> None:
        self._index = index
        self._encoder = encoder
        self._frequencies = index.token_frequencies()
        self._places: dict[tuple[str, str], tuple[int, int]] = {}
        for _, document in index.documents():
            rows = self._index.rows_of(document.id)
            for row, entry in zip(rows, self._index.entries(rows), strict=True):
                for place, sentence in enumerate(entry.passage.sentences):
                    for text in _as_marked(document, sentence):
                        self._places.setdefault((document.id, digest(text)), (row, place))

    def pairs(self, document: str, asked: Asked) -> Iterator[Pair]:
        sentence = self.sentence(document, asked, self.prepare(asked.answered[0]))
        questions = [(each, True) for each in asked.answered]
        questions += [(each, False) for each in asked.unanswered]
        for number, (question, answered) in enumerate(questions):
            one = Pair(
                source="texts" if is_text(document) else "reports",
                asked=f"{document} {asked.letters} {question}",
                question=question,
                sentence=sentence,
                answers=answered,
                answerable=answered,
                unseen=is_unseen(document),
            )
            yield one
            if one.unseen or (answered and number < ASKED_FOR):
                yield from self._found(one)

    def judged_pairs(self, document: str, judged: Judged) -> Iterator[Pair]:
        query = self.prepare(judged.question)
        for marks, answers in ((judged.yes, True), (judged.no, False)):
            for mark in marks:
                yield Pair(
                    source="texts" if is_text(document) else "reports",
                    asked=f"{document} {judged.question}",
                    question=judged.question,
                    sentence=self.sentence(document, mark, query),
                    answers=answers,
                    answerable=bool(judged.yes),
                    unseen=is_unseen(document),
                    weight=1.0 if answers else JUDGED_WEIGHT,
                )

    def twin_pairs(self, document: str, twins: Twins) -> Iterator[Pair]:
        own = self.sentence(document, twins.sentence, self.prepare(twins.questions[0]))
        for question, text, answers, answerable in twins.pairs(own.text):
            yield Pair(
                source="texts" if is_text(document) else "reports",
                asked=f"{document} {twins.sentence.letters} {question}",
                question=question,
                sentence=replace(own, text=text),
                answers=answers,
                answerable=answerable,
                unseen=is_left_out(document),
                weight=1.0 if answers else TWIN_WEIGHT,
            )

    def sentence(self, document: str, mark: Asked | Mark, query: Query) -> InContext:
        """Returns a sentence of a document as it is read.

        Raises:
            QuestionsError: If it has none such.
        """
        if (document, mark.letters) not in self._places:
            raise QuestionsError(f"{document}: no sentence {mark.begins!r}… as it was asked about")
        row, place = self._places[document, mark.letters]
        (own,) = look([row], query, self._index)
        return as_told(query.text, own, place)

    def prepare(self, question: str) -> Query:
        """Returns a question as it is searched for."""
        return prepare(
            question, self._encoder, frequencies=self._frequencies, passages=len(self._index)
        )

    def near(self, question: str) -> list[InContext]:
        """Returns the sentences that come closest to a question, the closest first."""
        query = self.prepare(question)
        ranked = rank(query, retrieve(query, self._index, k=FOUND))
        return [as_told(question, item.found, item.place) for item in ranked]

    def _found(self, one: Pair) -> Iterator[Pair]:
        """Yields the sentences found for a question that was written for another one."""
        near = [
            other
            for other in self.near(one.question)
            if other.text != one.sentence.text and not (one.answers and alike(other, one.sentence))
        ]
        near = near[:NEAREST]
        if not one.unseen:
            others = random.Random(one.asked).sample(near[1:], min(len(near[1:]), TRAINED_ON - 1))
            near = [*near[:1], *others]
        for other in near:
            yield replace(one, sentence=other, answers=False, found=True, weight=FOUND_WEIGHT)


def _as_marked(document: Document, sentence: Sentence) -> tuple[str, ...]:
    """A sentence, and with what stands before it in its line: whose turn it is, as some mark it."""
    start = document.text.rfind("\n", 0, sentence.start) + 1
    return document.text[sentence.start : sentence.end], document.text[start : sentence.end]


def is_unseen(document: str) -> bool:
    """Whether a document's questions are left out of the training."""
    return document in UNSEEN_REPORTS | UNSEEN_TEXTS


def is_text(document: str) -> bool:
    """Whether a document is one of the project's own texts, and no report."""
    return (TEXTS / f"{document}.md").is_file()


def squad(data: Path) -> Iterator[Pair]:
    """Yields the pairs of squad2; some articles are left out of the training."""
    public = load_set("squad2", data)
    for question in public.questions:
        title, text = public.documents[question.about]
        yield from _of_paragraph("squad2", question, title, text)


def clapnq(data: Path) -> Iterator[Pair]:
    """Yields the pairs of clapnq, none of which is trained on."""
    public = load_set("clapnq", data)
    for question in public.questions:
        title, text = public.documents[question.about]
        yield from _of_paragraph("clapnq", question, title, text)


def contracts(data: Path) -> Iterator[Pair]:
    """Yields the pairs of contractnli, without the name of the contract in front."""
    public = load_set("contractnli", data)
    for question in public.questions:
        name = question.evidence[0].document_id
        asked = question.question.split(";", 1)[-1].strip()
        plain = replace(question, question=asked[:1].upper() + asked[1:])
        _, text = public.documents[name]
        yield from _of_paragraph("contractnli", plain, "", text)


def _of_paragraph(name: str, question: PublicQuestion, title: str, text: str) -> Iterator[Pair]:
    spans = _spans(text)
    texts = [" ".join(text[start:end].split()) for start, end in spans]
    answering = [
        place
        for place, (start, end) in enumerate(spans)
        if question.answerable
        and any(each.start < end and start < each.end for each in question.evidence)
    ]
    asked = roots(question.question)
    others = sorted(
        (place for place in range(len(spans)) if place not in answering),
        key=lambda place: -len(asked & roots(texts[place])),
    )
    for place in (*answering[:MOST_ANSWERS], *others[: OTHERS[question.answerable]]):
        yield Pair(
            source=name,
            asked=f"{name} {question.id}",
            question=question.question,
            sentence=InContext(texts[place], title=title, before=texts[place - 1] if place else ""),
            answers=place in answering,
            answerable=question.answerable,
            unseen=not question.trained_on,
        )


def _spans(text: str) -> Sequence[tuple[int, int]]:
    """Where each sentence stands, lines being paragraphs."""
    blocks = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start, start + len(line)))
        start += len(line) + 1
    return [(span.start, span.end) for span in split_sentences(text, blocks)]


def alike(one: InContext, other: InContext) -> bool:
    """Whether two sentences have so much in common that the one may answer what the other does."""
    own, seen = roots(one.text), roots(other.text)
    return len(own & seen) > SAME * min(len(own), len(seen))


def _bared(pair: Pair, chance: random.Random) -> Pair:
    sentence = pair.sentence
    if chance.random() < WITHOUT_BEFORE:
        sentence = replace(sentence, before="")
    if chance.random() < WITHOUT_TITLE:
        sentence = replace(sentence, title="", heading="")
    return replace(pair, sentence=_dated(sentence, pair.question, chance))


def _dated(sentence: InContext, question: str, chance: random.Random) -> InContext:
    """Gives the title a year now and then that neither the question nor the sentence has."""
    asked, own = set(_YEAR.findall(question)), set(_YEAR.findall(sentence.text))
    if not (asked and own and sentence.title) or chance.random() >= DATED:
        return sentence
    near = int(chance.choice(sorted(asked | own)))
    years = [year for year in range(near - 5, near + 5) if str(year) not in asked | own]
    form, year = chance.choice(_DATED_TITLES), chance.choice(years)
    return replace(sentence, title=form.format(year=year, title=sentence.title))
