"""The steps of the program that can be switched off, to see what each brings."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pkgutil import resolve_name
from typing import Any, Literal, get_args
from unittest.mock import patch

import numpy as np

from rag.asking.addresses import NOTHING_NAMED
from rag.asking.question import Query, prepare
from rag.models.embedding import Tokens

Of = Literal["index", "search", "answer"]
KINDS: tuple[Of, ...] = get_args(Of)


@dataclass(frozen=True, slots=True)
class Step:
    """A step that can be switched off.

    Attributes:
        of: What it changes: the index, what is found, or only how it is answered.
        instead: For functions and constants of the program, what is put in their place.
    """

    name: str
    of: Of
    instead: Mapping[str, Any] = field(repr=False)

    @contextmanager
    def off(self) -> Iterator[None]:
        """Switches the step off for a while.

        Raises:
            AttributeError: If the program has no such function or constant any more.
        """
        with ExitStack() as stack:
            for target, value in self.instead.items():
                stack.enter_context(patch(target, value))
            yield

    @contextmanager
    def watched(self, does: Callable[[], None]) -> Iterator[bool]:
        """Tells for a while whenever the step does something.

        It does where what it consists of returns anything else than what is put in its place would:
        up to there all goes as it goes without the step. Of constants, and of what is made of a
        class, this cannot be told.

        Args:
            does: Called each time.

        Yields:
            Whether it can be told of this step.
        """
        own = {target: _function(target) for target in self.instead}
        functions = {target: each for target, each in own.items() if each is not None}
        with ExitStack() as stack:
            if told := len(functions) == len(own):
                for target, function in functions.items():
                    watching = _watching(function, self.instead[target], does)
                    stack.enter_context(patch(target, watching))
            yield told


def _function(target: str) -> Callable[..., Any] | None:
    """A function of the program by its name; None where it is none that can be called plainly."""
    place, _, name = target.rpartition(".")
    found = inspect.getattr_static(resolve_name(place), name)
    return found if inspect.isfunction(found) else None


def _watching(
    function: Callable[..., Any], instead: Callable[..., Any], does: Callable[[], None]
) -> Callable[..., Any]:
    """What calls a function, and tells if it returns something else than another one would."""

    def call(*given: Any, **more: Any) -> Any:
        # What can be gone through but once is for both.
        given = tuple(tuple(each) if isinstance(each, Iterator) else each for each in given)
        found = function(*given, **more)
        if isinstance(found, Iterator):
            found = tuple(found)
        if not _same(found, instead(*given, **more)):
            does()
        return found

    return call


def _same(one: Any, other: Any) -> bool:
    """Whether two things are surely alike."""
    if one is other:
        return True
    if isinstance(one, list | tuple) and isinstance(other, list | tuple):
        return len(one) == len(other) and all(map(_same, one, other))
    plain = (str, int, float, frozenset)
    return isinstance(one, plain) and isinstance(other, plain) and one == other


def _no_context(cls: type, *_: Any) -> Any:
    """Stands for `rag.indexing.chunking._Context.of`: neither title nor headings."""
    nothing = np.empty(0, np.int32)
    return cls("", Tokens(nothing, nothing, nothing))


def _find_nothing(*_: Any, **__: Any) -> Any:
    """Stands for one of the two searches of `rag.indexing.index.Index`."""
    return np.empty(0, np.int64), np.empty(0, np.float32)


def _weigh_alike(*given: Any, **more: Any) -> Query:
    """Stands for `rag.asking.question.prepare`: every token counts the same."""
    query = prepare(*given, **more)
    n = max(1, len(query.weights))
    return replace(query, weights=np.full(len(query.weights), 1 / n, np.float32))


def _first(ranked: Sequence[Any], k: int, _: Any) -> list[Any]:
    """Stands for `rag.retrieving.retrieval._merge_copies`: copies are passages like any other."""
    return list(ranked[:k])


def nothing(*_: Any, **__: Any) -> None:
    """Stands for what may find something."""
    return None


def never(*_: Any, **__: Any) -> bool:
    """Stands for what may hold."""
    return False


def empty(*_: Any, **__: Any) -> tuple[()]:
    """Stands for what may find several things."""
    return ()


def _itself(reader: Any, *_: Any) -> Any:
    """Stands for `rag.fitting.reranking.Reader.within`: the turns before are not read."""
    return reader


STEPS: tuple[Step, ...] = (
    Step(
        "title and headings in front",
        "index",
        {"rag.indexing.chunking._Context.of": classmethod(_no_context)},
    ),
    Step("dense search", "search", {"rag.indexing.index.Index.search_vectors": _find_nothing}),
    Step("BM25", "search", {"rag.indexing.index.Index.search_words": _find_nothing}),
    Step(
        "late interaction in the order",
        "search",
        {"rag.retrieving.ranking.LATE": 0.0, "rag.retrieving.ranking.LATE_RANK": 0.0},
    ),
    Step("neighbours in the order", "search", {"rag.retrieving.ranking.AROUND": 0.0}),
    Step("neighbours joined", "search", {"rag.retrieving.joining.MOST": 1}),
    Step("tokens weighed by their rarity", "search", {"rag.answering.steps.prepare": _weigh_alike}),
    Step("copies merged", "search", {"rag.retrieving.retrieval._merge_copies": _first}),
    Step(
        "what a question names looked at first",
        "search",
        {"rag.asking.addresses.Addresser.address": lambda *_: NOTHING_NAMED},
    ),
    Step(
        "abbreviations searched for both ways",
        "search",
        {"rag.asking.question.other_names": empty},
    ),
    Step(
        "names of documents count for less",
        "search",
        {
            "rag.answering.choosing.mute": lambda query, _: query,
            "rag.answering.finding.mute": lambda query, _: query,
        },
    ),
    Step(
        "follow-ups",
        "answer",
        {
            "rag.answering.understanding.contextualise": lambda question, *_: (question, None),
            "rag.answering.part_by_part.contextualise": lambda question, *_: (question, None),
            "rag.answering.part_by_part.in_full": lambda part, _: part,
        },
    ),
    Step("share of the passage's score", "answer", {"rag.retrieving.evidence.PASSAGE_SHARE": 0.0}),
    Step(
        "sentences read beside the question",
        "answer",
        {"rag.fitting.reranking.Reader.rerank": lambda _, __, ranked, **___: list(ranked)},
    ),
    Step("more read where none answers", "answer", {"rag.fitting.reranking.FURTHER": 0}),
    Step("kind of thing asked for", "answer", {"rag.retrieving.evidence.KIND_BONUS": 0.0}),
    Step(
        "fragments, footnotes and asides last",
        "answer",
        {
            "rag.retrieving.standing.FRAGMENT_LOSS": 0.0,
            "rag.retrieving.standing.FOOTNOTE_LOSS": 0.0,
            "rag.retrieving.standing.ASIDE_LOSS": 0.0,
        },
    ),
    Step(
        "what tells what a thing is",
        "answer",
        {
            "rag.answering.meaning.asks_of_named": nothing,
            "rag.answering.meaning.asks_meaning": nothing,
        },
    ),
    Step("things that are only named", "answer", {"rag.refusing.refusal._only_names_it": never}),
    Step("sentences after the best", "answer", {"rag.retrieving.picking.CLOSE": float("inf")}),
    Step(
        "the sentence before brought along",
        "answer",
        {"rag.retrieving.picking.lead_in": nothing},
    ),
    Step("what a colon announces", "answer", {"rag.retrieving.picking._announced": empty}),
    Step("repeated sentences left out", "answer", {"rag.retrieving.evidence.repeats": never}),
    Step(
        "lists collected",
        "answer",
        {
            "rag.answering.choosing.asks_for_list": nothing,
            "rag.answering.part_by_part.asks_for_list": nothing,
        },
    ),
    Step("lists read as one text", "answer", {"rag.answering.whole_lists.as_one": empty}),
    Step("two sides compared", "answer", {"rag.answering.choosing.asks_to_compare": nothing}),
    Step(
        "several questions in one",
        "answer",
        {"rag.answering.part_by_part.split_parts": lambda asked: (asked,)},
    ),
    Step("two figures that differ", "answer", {"rag.answering.choosing.find_difference": nothing}),
    Step(
        "what a document's record says",
        "answer",
        {"rag.answering.about_documents.AboutDocuments.answer": nothing},
    ),
    Step(
        "turns before a follow-up read", "answer", {"rag.fitting.reranking.Reader.within": _itself}
    ),
    Step("one part refused", "answer", {"rag.answering.deciding.Decider._partly": nothing}),
    Step("premises contradicted", "answer", {"rag.answering.deciding.contradiction": nothing}),
    Step("names that nothing has", "answer", {"rag.answering.deciding.missing_names": empty}),
    Step("figures that nothing has", "answer", {"rag.answering.deciding.missing_figures": empty}),
)
