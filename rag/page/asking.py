"""A question asked on the page, to a stream of HTML: one answer, or several side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, get_args

from rag.answering.state import Mode
from rag.comparison import compare_answers
from rag.errors import ChiaroscuroError
from rag.page.columns import columns_html
from rag.page.markup import answer_html, error_html, refusal_html, statement_html
from rag.page.options import own_mode
from rag.page.turns import Column, ColumnKind, Turn
from rag.page.wording import LEAD_INS
from rag.records import Answer, Citation, Document, Event, Statement

if TYPE_CHECKING:
    from rag.chain import Chatbot

MOST_COLUMNS = 6

PageMode = Literal["quote", "select", "write", "both"]
History = Sequence[tuple[str, str]]
Documents = Mapping[str, Document]


@dataclass(frozen=True, slots=True)
class Wish:
    """How a question is to be answered.

    Attributes:
        mode: None for the chatbot's own; "both" for quoted and written side by side.
        sentences: How many at most; None for as many as are set.
        documents: Ids of the documents to search; None for all.
        speakers: Only what these say. Two or more are answered side by side.
        side_by_side: Whether each of the documents is asked by itself.
    """

    mode: PageMode | None = None
    sentences: int | None = None
    documents: tuple[str, ...] | None = None
    speakers: tuple[str, ...] = ()
    side_by_side: bool = False

    @classmethod
    def from_json(cls, documents: Sequence[str] | None, options: Mapping[str, Any] | None) -> Wish:
        """Reads what the page sent.

        Raises:
            ValueError: If a value is not of its kind, or too many are to stand side by side.
        """
        asked = dict(options or {})
        mode, sentences = asked.get("mode"), asked.get("sentences")
        speakers = asked.get("speakers") or []
        if mode not in (None, *get_args(PageMode)):
            raise ValueError(f"mode is quote, select, write or both (got {mode!r})")
        if sentences is not None and not isinstance(sentences, int):
            raise ValueError(f"sentences is a number (got {sentences!r})")
        if not isinstance(speakers, list) or not all(isinstance(name, str) for name in speakers):
            raise ValueError(f"speakers is a list of names (got {speakers!r})")
        wish = cls(
            mode,
            sentences,
            tuple(documents) if documents else None,
            tuple(name.strip() for name in speakers if name.strip()),
            bool(asked.get("side_by_side")),
        )
        beside = len(wish.columns) * (2 if mode == "both" else 1)
        if beside > MOST_COLUMNS:
            raise ValueError(f"at most {MOST_COLUMNS} can stand side by side (got {beside})")
        return wish

    @property
    def columns(self) -> tuple[str, ...]:
        """What the columns are named by; empty for one answer."""
        if len(self.speakers) > 1:
            return self.speakers
        if self.side_by_side and len(self.documents or ()) > 1:
            return self.documents or ()
        return ()


def answer_events(
    bot: Chatbot, question: str, history: History, wish: Wish
) -> Iterator[dict[str, Any]]:
    """Yields {kind, html} as the answer comes; the last one also has "answer" or "columns".

    "html" of "statement" and "refusal" adds to what came before; that of "part", "answer" and
    "columns" replaces it. Answers have no hits. Closing the iterator stops the chat model.
    """
    held = {document.id: document for document in bot.documents}
    if wish.sentences == bot.settings.sentences:  # what the page offers first limits no list
        wish = replace(wish, sentences=None)
    try:
        if wish.columns:
            yield from _compared(bot, question, history, wish, held)
        elif wish.mode == "both":
            yield from _quoted_and_written(bot, question, history, wish, held)
        elif (mode := wish.mode or own_mode(bot.settings)) == "write":
            yield from _written(bot, question, history, wish, held)
        else:  # its sentences are found together, so there is nothing to stream
            asked = {"history": history, **_narrowed(wish)}
            yield _answer_json(bot.ask(question, **asked, mode=mode), held)
    except (ChiaroscuroError, ValueError) as error:
        yield {"kind": "error", "html": error_html(str(error))}


def saved_html(saved: Mapping[str, Any], held: Documents) -> str:
    """Returns a turn kept by the browser: a saved answer, or {question, columns}.

    Raises:
        ValueError: If it is neither.
    """
    return _html_of(Turn.from_dict(saved), held)


def _narrowed(wish: Wish) -> dict[str, Any]:
    speaker = wish.speakers[0] if wish.speakers else None
    return {"documents": wish.documents, "speaker": speaker, "sentences": wish.sentences}


def _written(
    bot: Chatbot, question: str, history: History, wish: Wish, held: Documents
) -> Iterator[dict[str, Any]]:
    """Yields what is said as it is written, and last the answer, which alone counts."""
    for event in bot.stream(question, history=history, **_narrowed(wish), mode="write"):
        if event.kind == "answer":
            yield _answer_json(event.value, held)
        elif event.kind == "statement":
            cited = {citation.number: citation for citation in event.citations}
            yield {"kind": "statement", "html": statement_html(event.value, cited, held)}
        elif event.kind == "refusal":
            said = event.value.kind in LEAD_INS
            yield {"kind": "refusal", "html": refusal_html(event.value, held, said=said)}


def _compared(
    bot: Chatbot, question: str, history: History, wish: Wish, held: Documents
) -> Iterator[dict[str, Any]]:
    by_speaker = len(wish.speakers) > 1
    kind: ColumnKind = "speaker" if by_speaker else "document"
    modes: tuple[Mode, ...] = (
        ("quote", "write") if wish.mode == "both" else (wish.mode or own_mode(bot.settings),)
    )
    columns = {(name, mode): Column(kind, name, None) for name in wish.columns for mode in modes}
    for mode in modes:
        if mode == "write":
            yield _part_json(Turn(question, tuple(columns.values())), held)
        events = bot.stream_comparison(
            question,
            documents=wish.documents or (),
            speakers=wish.speakers,
            history=history,
            mode=mode,
            sentences=wish.sentences,
        )
        for name, event in events:
            so_far = columns[name, mode]
            columns[name, mode] = _with_event(so_far, question, event)
            if mode == "write" and columns[name, mode] is not so_far:
                yield _part_json(Turn(question, tuple(columns.values())), held)
    yield _columns_json(Turn(question, tuple(columns.values())), held)


def _quoted_and_written(
    bot: Chatbot, question: str, history: History, wish: Wish, held: Documents
) -> Iterator[dict[str, Any]]:
    asked = {"history": history, **_narrowed(wish)}
    quoted = Column("mode", "quote", bot.ask(question, **asked, mode="quote"))
    written = Column("mode", "write", None)
    yield _part_json(Turn(question, (quoted, written)), held)
    for event in bot.stream(question, **asked, mode="write"):
        so_far, written = written, _with_event(written, question, event)
        if written is not so_far and event.kind != "answer":
            yield _part_json(Turn(question, (quoted, written)), held)
    yield _columns_json(Turn(question, (quoted, written)), held)


def _with_event(column: Column, question: str, event: Event) -> Column:
    """Returns a column with what an event adds to it: a written sentence, or the whole answer."""
    if event.kind == "answer":
        return replace(column, answer=event.value)
    if event.kind != "statement" or not event.value.written:
        return column
    so_far = column.answer or Answer(question, question, (), (), None, (), 0.0, "write")
    return replace(column, answer=_with_statement(so_far, event.value, event.citations))


def _with_statement(answer: Answer, statement: Statement, citations: Sequence[Citation]) -> Answer:
    """Returns an answer that is being written with one more of its statements."""
    cited = {citation.number: citation for citation in (*answer.citations, *citations)}
    return replace(
        answer,
        statements=(*answer.statements, statement),
        citations=tuple(cited[number] for number in sorted(cited)),
    )


def _part_json(turn: Turn, held: Documents) -> dict[str, Any]:
    return {"kind": "part", "html": columns_html(turn, held)}


def _columns_json(turn: Turn, held: Documents) -> dict[str, Any]:
    return {
        "kind": "columns",
        "html": _html_of(turn, held),
        "columns": [_bare(column).to_dict() for column in turn.columns],
    }


def _html_of(turn: Turn, held: Documents) -> str:
    if len(turn.columns) == 1:
        return "".join(answer_html(answer, held) for answer in turn.answers)
    beside = zip(turn.keys, turn.columns, strict=True)
    answers = {key: column.answer for key, column in beside if column.answer}
    said = sum(bool(answer.statements) for answer in answers.values())
    compared = said > 1 and all(column.kind != "mode" for column in turn.columns)
    comparison = compare_answers(turn.question, answers) if compared else None
    return columns_html(turn, held, comparison)


def _answer_json(answer: Answer, held: Documents) -> dict[str, Any]:
    return {
        "kind": "answer",
        "html": answer_html(answer, held),
        "answer": _without_hits(answer).to_dict(),
    }


def _bare(column: Column) -> Column:
    return replace(column, answer=column.answer and _without_hits(column.answer))


def _without_hits(answer: Answer) -> Answer:
    """The passages considered are many and can be found again; they stay behind."""
    return replace(answer, hits=())
