"""What is asked for: a question, or a comparison, with what its answer is to keep to."""

from __future__ import annotations

import difflib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from numbers import Integral
from reprlib import repr as shown
from typing import Any, Self, get_args

from rag.answering.state import Mode, State
from rag.asking.conversation import as_asked, heard
from rag.asking.question import check_question
from rag.records import Answer
from rag.settings import MOST_SENTENCES
from rag.wording.deadlines import Deadline

Turns = Iterable[tuple[str, str | Answer] | Answer]
"""Earlier turns, oldest first: a question with its answer, or its text, or the answer alone."""


_DOCUMENTS = "documents is a list of ids"


@dataclass(frozen=True, slots=True)
class Request:
    """A question as it is asked; see `Chatbot.ask`."""

    question: str
    history: Turns = ()
    documents: Iterable[str] | None = None
    speaker: str | None = None
    mode: Mode | None = None
    sentences: int | None = None

    @classmethod
    def of(cls, value: str | Mapping[str, Any]) -> Self:
        """Returns the request that a question is, or the arguments of `ask`."""
        asked: Mapping[str, Any] = {"question": value} if isinstance(value, str) else value
        names = [field.name for field in fields(cls)]
        if not isinstance(asked, Mapping):
            raise TypeError(f"expected a question, or {', '.join(names)} (got {shown(asked)})")
        if "question" not in asked or asked.keys() - set(names):
            raise ValueError(f"expected {', '.join(names)} (got {list(asked)})")
        return cls(**asked)


@dataclass(frozen=True, slots=True)
class ComparisonRequest:
    """A question put to several documents or speakers; see `Chatbot.compare`."""

    question: str
    documents: Iterable[str] = ()
    speakers: Iterable[str] = ()
    history: Turns = ()
    mode: Mode | None = None
    sentences: int | None = None

    def sides(self) -> Iterator[tuple[str, Request]]:
        """Yields each document or speaker with what it is asked.

        Raises:
            ValueError: If there are not two of them.
            TypeError: If they are no lists.
        """
        documents = _texts(self.documents, _DOCUMENTS)
        speakers = _texts(self.speakers, "speakers is a list of names")
        by_speaker = len(speakers) > 1 or not documents
        names = speakers if by_speaker else documents
        if len(names) < 2 or len(set(names)) < len(names):
            given = list(names)
            raise ValueError(f"compare needs two documents or more, or two speakers (got {given})")
        history = as_pairs(self.history)
        for name in names:
            within = documents if by_speaker else (name,)
            said_by = name if by_speaker else next(iter(speakers), None)
            yield (
                name,
                Request(self.question, history, within, said_by, self.mode, self.sentences),
            )


def begin(
    request: Request, documents: Collection[str], deadline: Deadline, *, own_mode: Mode
) -> State:
    """Returns a question at the beginning of its way.

    Args:
        documents: Ids of all that there are.
        own_mode: How it is answered where it does not say; "quote" where no chat model is set.

    Raises:
        ValueError: If the question is empty or too long, a document is unknown, the number is out
            of range, or the answer is to be written and no chat model is set.
        TypeError: If something is of another kind than it is to be.
    """
    if not isinstance(request.question, str):
        raise TypeError(f"the question is a text (got {shown(request.question)})")
    if not isinstance(request.speaker, str | None):
        raise TypeError(f"speaker is a name (got {shown(request.speaker)})")
    names = _known(_texts(request.documents, _DOCUMENTS), documents)
    sentences = request.sentences
    if sentences is not None and not (is_count(sentences) and sentences <= MOST_SENTENCES):
        raise ValueError(f"sentences is a number from 1 to {MOST_SENTENCES} (got {sentences!r})")
    asked = check_question(request.question)
    question, history = as_asked(asked, heard(as_pairs(request.history)))
    return State(
        question,
        history,
        names,
        request.speaker,
        _mode(request.mode, own_mode),
        sentences=sentences,
        deadline=deadline,
        asked=asked,
    )


def as_pairs(history: Iterable[object]) -> tuple[tuple[str, str], ...]:
    """Returns earlier questions, each with the text of its answer.

    Raises:
        TypeError: If they are something else.
    """
    if isinstance(history, str | Mapping) or not isinstance(history, Iterable):
        raise TypeError(f"history is a list of (question, answer) pairs (got {shown(history)})")
    return tuple(map(_pair, history))


def _pair(turn: object) -> tuple[str, str]:
    if isinstance(turn, Answer):
        return turn.question, turn.text
    if isinstance(turn, list | tuple) and len(turn) == 2:
        question, answer = turn
        said = answer.text if isinstance(answer, Answer) else answer
        if isinstance(question, str) and isinstance(said, str):
            return question, said
    raise TypeError(f"history is a list of (question, answer) pairs (got {shown(turn)} in it)")


def _mode(asked: Mode | None, own: Mode) -> Mode:
    if asked not in (None, *get_args(Mode)):
        raise ValueError(f"mode is 'quote', 'select' or 'write' (got {asked!r})")
    if asked not in (None, "quote") and own == "quote":
        raise ValueError(f"no chat model is set to {asked} answers; RAG_CHAT_MODEL sets one")
    return asked or own


def is_count(value: object) -> bool:
    """Whether something is a whole number from 1 on."""
    return isinstance(value, Integral) and not isinstance(value, bool) and int(value) >= 1


def _texts(given: Iterable[str] | None, kind: str) -> tuple[str, ...]:
    if given is None:
        return ()
    if isinstance(given, str):
        raise TypeError(f"{kind} (got the text {given!r})")
    if not isinstance(given, Iterable):
        raise TypeError(f"{kind} (got {shown(given)})")
    texts = tuple(given)
    for text in texts:
        if not isinstance(text, str):
            raise TypeError(f"{kind} (got {shown(text)} in it)")
    return texts


def _known(names: tuple[str, ...], documents: Collection[str]) -> tuple[str, ...] | None:
    for name in names:
        if name not in documents:
            close = difflib.get_close_matches(name, documents, n=1)
            hint = f"did you mean {close[0]!r}?" if close else "`documents` lists them"
            raise ValueError(f"unknown document {name!r}; {hint}")
    return names or None
