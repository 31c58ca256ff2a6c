"""One small document, an answer from it and a chatbot over it, for the tests of the page."""

from __future__ import annotations

from html.parser import HTMLParser

from rag.records import (
    Answer,
    Block,
    Citation,
    Document,
    Hit,
    Page,
    Passage,
    Refusal,
    Speaker,
    Statement,
)
from rag.settings import Settings

TEXT = "Harbour report\n\nThe quay was closed in May. Nobody asked why.\n\nIt reopened in June."
QUOTE = "Nobody asked why."
START = TEXT.index(QUOTE)
END = START + len(QUOTE)


class Elements(HTMLParser):
    """Collects the tags, the attributes and the text of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.marked = ""
        self.text = ""
        self._open = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        self._open += tag == "mark"

    def handle_endtag(self, tag: str) -> None:
        self._open -= tag == "mark"

    def handle_data(self, data: str) -> None:
        self.text += data
        self.marked += data if self._open else ""


def make_document(**changes: object) -> Document:
    fields: dict[str, object] = {
        "id": "harbour",
        "path": "/nowhere/harbour.md",
        "sha256": "a" * 64,
        "text": TEXT,
        "format": "markdown",
        "title": "Harbour report",
        "author": "Ada Quill",
        "publisher": "Port Office",
        "date": "2019-05-02",
        "url": "https://port.example/report",
        "blocks": (
            Block(0, 14, "heading", 1),
            Block(16, TEXT.index("\n\nIt")),
            Block(TEXT.index("It reopened"), len(TEXT)),
        ),
        "pages": (Page(0, START, 6, "iv"), Page(START, len(TEXT), 7, "v")),
    }
    return Document(**{**fields, **changes})  # type: ignore[arg-type]


def make_citation(document: Document, **changes: object) -> Citation:
    fields: dict[str, object] = {
        "number": 1,
        "document_id": document.id,
        "sha256": document.sha256,
        "title": document.title,
        "url": document.url,
        "page": 7,
        "page_label": "v",
        "start": START,
        "end": END,
        "quote": QUOTE,
        "speaker": document.speaker,
    }
    return Citation(**{**fields, **changes})  # type: ignore[arg-type]


def make_answer(document: Document, speaker: Speaker | None = None) -> Answer:
    citation = make_citation(document, speaker=speaker or document.speaker)
    statement = Statement(QUOTE, (1,), citation.speaker)
    return Answer("Why?", "Why?", (statement,), (citation,), None, (), 0.9)


def make_hit(document: Document) -> Hit:
    passage = Passage("f" * 8, document.id, START, END, QUOTE, ("Harbour report",), ())
    return Hit(passage, document.title, 0.4, 1, 7, "v")


def make_refusal(document: Document) -> Answer:
    refusal = Refusal("not_in_corpus", "Nothing was found.", "1 document", (make_hit(document),))
    return Answer("Who?", "Who?", (), (), refusal, (), 0.1)


class Bot:
    """A chatbot over one document that gives the same answer to everything."""

    def __init__(self, document: Document) -> None:
        self.documents = (document,)
        self.failures = ()
        self.settings = Settings()
        self.asked: list[tuple[str, object, object]] = []

    def ask(self, question: str, *, history: object, **asked: object) -> Answer:
        if asked.get("documents") == ("unknown",):
            raise ValueError("unknown document 'unknown'; known: harbour")
        self.asked.append((question, history, asked.get("documents")))
        return make_answer(self.documents[0])

    def search(self, question: str, *, k: int, documents: object) -> tuple[Hit, ...]:
        return (make_hit(self.documents[0]),) * k
