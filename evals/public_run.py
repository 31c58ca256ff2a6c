"""Runs the program and its peers on public sets, and puts them beside published baselines."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from evals.as_read import AsRead
from evals.baselines import BASELINES
from evals.gold import is_held_out
from evals.intervals import Estimate, as_plain, estimate_mean, estimate_statistic
from evals.peers import PEERS, PeerKind, PeerMissing
from evals.public import PublicQuestion, PublicSet, load_set
from evals.records import Span
from evals.run import Answering
from evals.scores.characters import BUDGETS, intersect_over_union, recall_characters
from evals.scores.citation import harmonic_mean, is_right
from evals.scores.refusal import area_under_roc
from evals.scores.retrieval import rank_points
from rag.chain import Chatbot
from rag.records import Answer, Citation, Hit, Passage, Place
from rag.settings import Settings

# Enough passages to fill the largest budget of characters.
PASSAGES = 20
# Of how many passages the authors of chroma_chunking measure recall and intersection over union.
PUBLISHED_PASSAGES = 5
SENTENCES = 200
"""The same of sentences."""
COMPARED = 128
"""Texts read otherwise than written whose places are at hand: an ablation asks one by one."""
BY_CHARACTERS = frozenset({"chroma_chunking", "contractnli", "privacy_qa"})


_compared = lru_cache(maxsize=COMPARED)(AsRead)


@dataclass(frozen=True, slots=True)
class Result:
    """A public question with what was found for it.

    Attributes:
        found: Stretches of the documents, best first, each with the other places where its text
            stands word for word.
        answer: None where only search is asked, or a peer doesn't answer.
        cited: What the answer cites; None where nothing could be cited.
        sentences: The same of single sentences; None where they are not asked for.
    """

    question: PublicQuestion
    found: tuple[tuple[Span, ...], ...]
    answer: Answer | None = None
    cited: tuple[Span, ...] | None = None
    sentences: tuple[tuple[Span, ...], ...] | None = None


def run_set(
    name: str,
    data: Path,
    *,
    sample: int | None = None,
    peers: bool = False,
    keep: Path | None = None,
) -> dict[str, Any]:
    """Returns the scores of ours, and of the peers that are installed, on one public set.

    Args:
        name: A set of `evals.public.LOADERS`.
        data: Folder of all sets.
        sample: How many questions, spread evenly over the set; all where not given.
        peers: Whether the peers are asked, too.
        keep: Folder where the set's index is kept for the next run; a temporary one where not
            given.

    Raises:
        PublicSetError: If the set is unknown or missing.
    """
    public = load_set(name, data)
    questions = take_sample(public.questions, sample)
    with opened(public, keep) as bot:
        ours = ask_all(bot, public, questions)
    report: dict[str, Any] = {
        "questions": len(questions),
        "of": len(public.questions),
        "ours": _plain(score_results(name, ours)),
        "baselines": [asdict(baseline) for baseline in BASELINES.get(name, ())],
    }
    if peers:
        report["peers"] = {
            kind.name: _run_peer(kind, public, questions)
            for kind in PEERS
            if not kind.cites or name == "clapnq"
        }
    return report


@contextmanager
def opened(public: PublicSet, keep: Path | None = None) -> Iterator[Chatbot]:
    """Gives a chatbot on the documents of a public set, indexed where they are not yet.

    Args:
        public: The set.
        keep: Folder where documents and index stay; a temporary one where not given.
    """
    with tempfile.TemporaryDirectory(prefix="public-") as temporary:
        work = keep or Path(temporary)
        public.write(work / public.name)
        settings = Settings(index_dir=work / "index", k=PASSAGES)
        with Chatbot.open(work / public.name, settings=settings) as bot:
            yield bot


def take_sample(
    questions: Sequence[PublicQuestion], size: int | None
) -> tuple[PublicQuestion, ...]:
    """Returns `size` questions spread evenly over the set; all where it has fewer."""
    if not size or len(questions) <= size:
        return tuple(questions)
    return tuple(questions[int(n * len(questions) / size)] for n in range(size))


def score_results(name: str, results: Sequence[Result]) -> dict[str, Estimate]:
    """Returns the scores that fit the set, each with its interval.

    The refusal model was fitted on two thirds of its sets: "refusal AUROC" is that of the third
    that neither it nor the cross-encoder saw (see `evals.fit_refusal`).
    """
    scores: dict[str, Estimate] = {}
    rows = [score_question(name, r) for r in results if r.question.evidence]
    for measure in rows[0] if rows else ():
        scores[measure] = estimate_mean([row[measure] for row in rows])
    decided = [
        (not r.question.answerable, 1 - r.answer.confidence)
        for r in results
        if r.answer is not None and is_held_out(r.question.id) and not r.question.trained_on
    ]
    if any(must for must, _ in decided):
        scores["refusal AUROC"] = estimate_statistic(decided, _area)
    return scores


def score_question(name: str, result: Result) -> dict[str, float | None]:
    """Returns the scores of one question with evidence that fit the set that it is of."""
    gold, found = result.question.evidence, result.found
    if name not in BY_CHARACTERS:
        ranked = rank_points([[span] for span in gold], [places[0] for places in found])
        scores = {measure: ranked[measure] for measure in ("success@1", "recall@10")}
        return scores | ({"cited sentences F1": _sentence_f1(result)} if name == "clapnq" else {})
    scores = {
        f"characters found in {budget:,}": recall_characters(gold, found, budget)
        for budget in BUDGETS
    }
    if result.sentences is not None:
        scores |= {
            f"characters found in {budget:,} of sentences": recall_characters(
                gold, result.sentences, budget
            )
            for budget in BUDGETS
        }
    if name == "chroma_chunking":
        first = found[:PUBLISHED_PASSAGES]
        spent = sum(places[0].length for places in first)
        scores |= {
            f"characters found in {PUBLISHED_PASSAGES} passages": recall_characters(
                gold, first, spent
            ),
            f"IoU of {PUBLISHED_PASSAGES} passages": intersect_over_union(
                gold, [places[0] for places in first]
            ),
        }
    return scores


def ask_all(bot: Chatbot, public: PublicSet, questions: Sequence[PublicQuestion]) -> list[Result]:
    """Asks questions of a set; where all of them have an answer, they are only searched for."""
    questions = as_read(public, questions, bot)
    if public.name in BY_CHARACTERS:
        return [_search(bot, question) for question in questions]
    searching = all(question.answerable for question in public.questions)
    return [_found(bot, question) if searching else ask(bot, question) for question in questions]


def as_read(
    public: PublicSet, questions: Sequence[PublicQuestion], bot: Chatbot
) -> list[PublicQuestion]:
    """Questions with their evidence where it stands in the documents as they are read."""
    texts = {each.id: each.text for each in bot.documents}
    changed = {
        name: _compared(text, texts[name])
        for name, (_, text) in public.documents.items()
        if texts.get(name, text) != text
    }
    return [replace(each, evidence=tuple(_read(each.evidence, changed))) for each in questions]


def _read(evidence: Sequence[Span], changed: Mapping[str, AsRead]) -> Iterator[Span]:
    for span in evidence:
        read = changed.get(span.document_id)
        place = (span.start, span.end) if read is None else read.find(span.start, span.end)
        if place is not None:
            yield Span(span.document_id, *place)


def _search(bot: Chatbot, question: PublicQuestion) -> Result:
    sentences = bot.search_sentences(question.question, k=SENTENCES)
    found = bot.search(question.question, join=False)
    return Result(question, _passages(found), sentences=tuple(map(_places, sentences)))


def _found(bot: Chatbot, question: PublicQuestion) -> Result:
    return Result(question, _passages(bot.search(question.question)))


def ask(bot: Answering, question: PublicQuestion) -> Result:
    """Asks a question of a set that has some without an answer."""
    answer = bot.ask(question.question, history=question.history)
    return Result(question, _passages(answer.hits), answer, _cited(answer))


def _passages(hits: Sequence[Hit]) -> tuple[tuple[Span, ...], ...]:
    return tuple(_with_copies(_span(hit.passage), hit.copies) for hit in hits)


def _places(cited: Citation) -> tuple[Span, ...]:
    return _with_copies(_span(cited), cited.copies)


def _with_copies(own: Span, copies: Sequence[Place]) -> tuple[Span, ...]:
    """A stretch with those as long as it: what is longer or shorter is not the same text."""
    return (own, *(span for span in map(_span, copies) if span.length == own.length))


def _span(stretch: Passage | Citation | Place) -> Span:
    return Span(stretch.document_id, stretch.start, stretch.end)


def _run_peer(
    kind: PeerKind, public: PublicSet, questions: Sequence[PublicQuestion]
) -> dict[str, Any] | str:
    try:
        peer = kind()
        peer.build({name: text for name, (_, text) in public.documents.items()})
    except PeerMissing as error:
        return str(error)
    results = []
    for question in questions:
        found = tuple(peer.search(question.question, PASSAGES))
        cited = found[: kind.cites] if kind.cites else None
        results.append(Result(question, tuple((span,) for span in found), cited=cited))
    return _plain(score_results(public.name, results))


def _cited(answer: Answer) -> tuple[Span, ...]:
    if not answer.statements:
        return ()
    return tuple(map(_span, answer.citations))


def _sentence_f1(result: Result) -> float | None:
    """F1 of the gold sentences among those cited; 0 where an answerable question is refused."""
    if result.cited is None:
        return None
    if not result.cited:
        return 0.0
    gold = result.question.evidence
    precision = sum(any(is_right(c, g) for g in gold) for c in result.cited) / len(result.cited)
    recall = sum(any(is_right(c, g) for c in result.cited) for g in gold) / len(gold)
    return harmonic_mean(precision, recall)


def _area(rows: Sequence[tuple[bool, float]]) -> float | None:
    return area_under_roc([must for must, _ in rows], [doubt for _, doubt in rows])


def _plain(scores: Mapping[str, Estimate]) -> dict[str, Any]:
    return {name: as_plain(estimate) for name, estimate in scores.items()}
