"""What the page and its API can be asked: plain JSON in, plain JSON or HTML out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

from rag.feedback import FILE, judge, keep
from rag.page.asking import Wish, answer_events, saved_html
from rag.page.markup import error_html, evidence_html
from rag.page.sheet import sheet_html
from rag.page.takeaway import conversation_json, copied, evidence_pack
from rag.page.turns import Turn
from rag.page.wording import page_words
from rag.records import Document
from rag.request import as_pairs
from rag.settings import data_folder

if TYPE_CHECKING:
    from rag.chain import Chatbot
    from rag.settings import Settings

REMEMBERED = 6  # turns of the conversation that go with a question
LONGEST_TURN = 20_000  # characters of one side of a remembered turn

Turns = list[list[str]]


class Endpoints:
    """The questions that may come over the wire, answered by one chatbot.

    The first three are the public API; the rest serve the page and return HTML.
    """

    def __init__(self, bot: Chatbot, user: str = "") -> None:
        self._bot = bot
        self._user = user

    def ask(
        self, question: str, history: Turns | None, documents: list[str] | None
    ) -> dict[str, Any]:
        """Answers a question from the documents, every sentence with its citation.

        Args:
            question: In plain words.
            history: Earlier [question, answer] pairs of the conversation, oldest first.
            documents: Ids of the documents to search; all of them where empty.

        Returns:
            The answer: text, statements, citations, refusal, hits, confidence.
        """
        return self._bot.ask(question, history=_pairs(history), documents=_ids(documents)).to_dict()

    def search(self, question: str, k: int, documents: list[str] | None) -> list[dict[str, Any]]:
        """Finds the passages nearest to a question, best first.

        Args:
            question: In plain words.
            k: How many passages at most.
            documents: Ids of the documents to search; all of them where empty.
        """
        hits = self._bot.search(question, k=k, documents=_ids(documents))
        return [asdict(hit) for hit in hits]

    def documents(self) -> list[dict[str, Any]]:
        """Lists the documents that can be searched, with what is known about each."""
        return [_particulars(document) for document in self._bot.documents]

    def converse(
        self,
        question: str,
        history: Turns | None,
        documents: list[str] | None,
        options: dict[str, Any] | None,
    ) -> Iterator[dict[str, Any]]:
        """Streams an answer as HTML. See `answer_events`, and `Wish` for the options."""
        try:
            wish = Wish.from_json(documents, options)
            yield from answer_events(self._bot, question, _pairs(history), wish)
        except ValueError as error:
            yield {"kind": "error", "html": error_html(str(error))}

    def show(self, turns: list[dict[str, Any]]) -> list[str]:
        """Returns saved turns as HTML, with their evidence from the documents of today."""
        held = self._held()
        return [_saved_html(saved, held) for saved in turns]

    def copy(self, turn: dict[str, Any], style: str) -> str:
        """Returns a saved turn with footnotes, as "text", "markdown" or "html"."""
        return copied(Turn.from_dict(turn), style, self._held())

    def export(self, turns: list[dict[str, Any]], style: str) -> str:
        """Returns a conversation as a file: "json" for `verify`, "html" to read and to print."""
        conversation = [Turn.from_dict(saved) for saved in turns]
        if style == "json":
            return conversation_json(conversation)
        return evidence_pack(
            conversation,
            self._held(),
            settings=_settings_words(self._bot.settings),
            made=datetime.now().astimezone(),
        )

    def judge(
        self, answer: dict[str, Any], verdict: str, comment: str, history: Turns | None
    ) -> int:
        """Keeps what a reader thought of an answer; returns its number. See `rag.feedback`."""
        judged = judge(verdict, answer, comment=comment, history=_pairs(history), user=self._user)
        return keep(data_folder(self._bot.settings) / FILE, judged)

    def read(self, document_id: str, start: int, end: int) -> str:
        """Returns a document whole, with [start, end) marked."""
        document = self._held().get(document_id)
        if document is None:
            return error_html(f"There is no document {document_id!r}; reload the page.")
        page = document.page_at(start) if end > start else None
        words = page_words(page.number, page.label) if page else ""
        return evidence_html(document, start, end, page=words, whole=True)

    def sheet(self, document_id: str, number: int, start: int, end: int) -> str:
        """Returns a page of a PDF as a picture, with [start, end) lit where it stands there."""
        document = self._held().get(document_id)
        if document is None:
            raise ValueError(f"there is no document {document_id!r}; reload the page")
        return sheet_html(document, number, start, end)

    def _held(self) -> dict[str, Document]:
        return {document.id: document for document in self._bot.documents}


def _saved_html(saved: dict[str, Any], held: dict[str, Document]) -> str:
    try:
        return saved_html(saved, held)
    except ValueError as error:
        return error_html(f"This answer was saved by another version: {error}")


def _ids(documents: list[str] | None) -> list[str] | None:
    if documents and not (isinstance(documents, list) and all(map(_is_text, documents))):
        raise ValueError(f"documents must be a list of ids (got {documents!r})")
    return documents or None


def _is_text(said: Any) -> bool:
    return isinstance(said, str)


def _pairs(history: Turns | None) -> list[tuple[str, str]]:
    try:
        turns = as_pairs(history or ())[-REMEMBERED:]
    except TypeError as error:
        raise ValueError(str(error)) from None
    return [(asked[:LONGEST_TURN], answered[:LONGEST_TURN]) for asked, answered in turns]


def _settings_words(settings: Settings) -> dict[str, str]:
    """Returns what shapes an answer: nothing secret, and no path of this machine."""
    shown = ("model", "k", "sentences", "refuse_below", "chat_model", "failed_sentence")
    values = {name: getattr(settings, name) for name in shown}
    return {name: str(value) for name, value in values.items() if value is not None}


def _particulars(document: Document) -> dict[str, Any]:
    """Returns all but the text, which `search` and the page give in pieces, and the local path."""
    fields = asdict(document)
    for unsent in ("text", "path", "blocks", "pages"):
        del fields[unsent]
    return {**fields, "characters": len(document.text), "pages": document.page_count}
