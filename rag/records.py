"""The records that travel through the program, in the order they come into being.

`Document → Sentence → Passage → Hit → Citation → Statement → Answer`. All are frozen: a step that
knows more returns a new record. Offsets are code points of `Document.text`, half-open, so that
`document.text[start:end]` is the thing meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

BlockKind = Literal["heading", "paragraph", "quote", "item", "row", "footnote"]
RefusalKind = Literal[
    "not_in_corpus", "partly_covered", "false_premise", "unreadable", "outside_filter"
]


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that a reader found to belong together: sentences never cross its ends.

    Attributes:
        kind: What the layout says it is. "quote" is a block quotation, "item" a list item, "row" a
            table row (its column headers stand in it), "footnote" a note set apart from the text.
        level: The depth of a heading from 1, of a quotation or list item from 1; 0 elsewhere.
        said_by: Who says it, where the format tells (a message quoted in a message): whom the
            document quotes, then whom that one quotes, and so on. Else empty.
    """

    start: int
    end: int
    kind: BlockKind = "paragraph"
    level: int = 0
    said_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """The stretch of text that stands on one page.

    Attributes:
        number: The page of the file, from 1; None where the file has no pages and the text reports
            a page of its original.
        label: The page as printed ("iv", "12"); None where nothing is printed.
    """

    start: int
    end: int
    number: int | None
    label: str | None


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that reading a document could not do, so that no silence is mistaken for absence.

    Attributes:
        kind: "no_text", "unread_picture" (beside text), "scrambled", "table_dropped",
            "hidden_text", "deleted_text" (struck out, or a tracked deletion), "recognised" (text
            that the file's maker had a program read off an image), "ocr" (text that we read off an
            image), "not_read" (an image for which there was no time), "left_out" (attachments,
            comments), "wrong_title", "encoding_guessed" or "redacted".
        detail: One plain line for the reader of the ledger.
        page: The page of the file, from 1; None where it concerns the whole document.
        confidence: Of "ocr", the mean over the page's characters, in [0, 1].
    """

    kind: str
    detail: str
    page: int | None = None
    confidence: float | None = None


NOT_READ = "not_read"
"""Kind of problem of a page for whose picture there was no time."""

UNREAD_PICTURE = "unread_picture"
"""Kind of problem of a page with text and large pictures: what they show is not read."""

UNREAD = frozenset({"no_text", NOT_READ, "scrambled"})
"""Kinds of problems of pages that could not be read."""

DOUBTS = frozenset({"encoding_guessed", "ocr", "recognised", "scrambled"})
"""Kinds of problems that throw doubt on all text that they concern."""

PAGE_DOUBTS = DOUBTS | {"deleted_text", "hidden_text", "redacted", "table_dropped"}
"""Those that throw doubt on text of the same page, of which something is missing."""


@dataclass(frozen=True, slots=True)
class Document:
    """One document: its canonical text (NFC, Unix newlines) and what is known about it.

    Attributes:
        id: Its path below the corpus folder without the suffix, "/" between folders; where two
            files would share one, the suffix stays. Stable as long as the file keeps its place.
        path: The file it was read from, absolute.
        sha256: Of the file's bytes, lower-case hexadecimal.
        date: ISO 8601, as exact as known: "2012", "2012-04" or "2012-04-11".
        kind: What sort of document it is: "report", "commentary", "statement", "memorandum", …
        account_by: Who tells in other words what the document says, where the text is such an
            account and not the author's own.
        format: The reader that read it: "markdown", "text", "pdf", "html", "docx", "email".
        blocks: In order, not overlapping; all text that may be cited lies in one.
        pages: In order, not overlapping; empty where pages are not known.
        duplicate_of: The id of a document that is the same in a form better to cite; this and what
            follows are known once all documents of a folder are indexed.
        sentences: How many it has, headings and rows of tables among them.
        speakers: Names of all who assert something in it, those of most sentences first.
    """

    id: str
    path: str
    sha256: str
    text: str
    format: str
    title: str
    author: str | None = None
    publisher: str | None = None
    date: str | None = None
    kind: str | None = None
    url: str | None = None
    number: str | None = None
    account_by: str | None = None
    blocks: tuple[Block, ...] = ()
    pages: tuple[Page, ...] = ()
    problems: tuple[Problem, ...] = ()
    duplicate_of: str | None = None
    sentences: int = 0
    speakers: tuple[str, ...] = ()

    @property
    def speaker(self) -> Speaker:
        """Who speaks where nobody is quoted: the author, else the publisher, else the title."""
        through = (self.account_by,) if self.account_by else ()
        return Speaker(self.author or self.publisher or self.title, through)

    @property
    def page_count(self) -> int:
        """How many pages it has, those without text among them; 0 where pages are not known."""
        numbers = [page.number or 0 for page in self.pages]
        return max([len(numbers), *numbers, *(problem.page or 0 for problem in self.problems)])

    @property
    def unread(self) -> tuple[int, ...]:
        """Numbers of the pages that there was no time to read as pictures."""
        late = (problem.page for problem in self.problems if problem.kind == NOT_READ)
        return tuple(page for page in late if page is not None)

    def page_at(self, offset: int) -> Page | None:
        """Returns the page on which the character at `offset` stands, None where not known."""
        return next((page for page in self.pages if page.start <= offset < page.end), None)

    def problems_at(self, start: int, end: int) -> tuple[Problem, ...]:
        """Returns what went wrong in reading the pages of [start, end), or all of the text.

        What is only missing elsewhere, such as a page without text, is not among it.
        """
        numbers = {page.number for page in self.pages if page.start < end and start < page.end}
        return tuple(
            problem
            for problem in self.problems
            if problem.kind in (DOUBTS if problem.page is None else PAGE_DOUBTS)
            and (problem.page is None or problem.page in numbers)
        )


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who asserts a sentence, and through whom we have it.

    Attributes:
        name: The one who asserts it ("Rep. Zoe Lofgren", "DHS OIG").
        quoted_by: Those who pass it on, word for word or in their own words, nearest to the
            speaker first; empty for first-hand speech.
    """

    name: str
    quoted_by: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ", quoted by ".join((self.name, *self.quoted_by))


@dataclass(frozen=True, slots=True)
class Sentence:
    """The unit that is cited: a sentence, heading, list item or table row of a document."""

    start: int
    end: int
    speaker: Speaker
    kind: BlockKind = "paragraph"


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is retrieved: whole neighbouring sentences of one section of one document.

    Attributes:
        id: Hexadecimal digest of document id, offsets and text; the same for the same text.
        headings: The headings it stands under, outermost first; empty before the first one.
        text: `document.text[start:end]`.
    """

    id: str
    document_id: str
    start: int
    end: int
    text: str
    headings: tuple[str, ...]
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of text stands, for naming a second copy of it."""

    document_id: str
    title: str
    page: int | None
    page_label: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage found for a question.

    Attributes:
        score: Mean over the question's tokens of the best cosine (from sign bits) to a token of
            the passage, in [-1, 1]; higher is better.
        rank: From 1.
        sentence_scores: The same score for each sentence of the passage, in its order.
        copies: Other places where the same text stands.
    """

    passage: Passage
    title: str
    score: float
    rank: int
    page: int | None = None
    page_label: str | None = None
    sentence_scores: tuple[float, ...] = ()
    copies: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a statement stands: enough to find it again from the document alone.

    Attributes:
        number: From 1, stable within an answer; the same passage of text has one number.
        page: The page of the file, from 1; None where the file has no pages.
        page_label: The page as printed; None where not known.
        quote: `document.text[start:end]`, to the character.
        problems: What went wrong in reading the page that it stands on, as far as that throws doubt
            on it.
    """

    number: int
    document_id: str
    sha256: str
    title: str
    url: str | None
    page: int | None
    page_label: str | None
    start: int
    end: int
    quote: str
    speaker: Speaker
    copies: tuple[Place, ...] = ()
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer.

    Attributes:
        text: As shown, without its citation marks.
        citations: Numbers of the citations it stands on, never empty.
        speaker: Who asserts it.
        findings: What the gate has against it; empty when it passed.
        written: True where a language model worded it, False for a quotation.
    """

    text: str
    citations: tuple[int, ...]
    speaker: Speaker
    findings: tuple[str, ...] = ()
    written: bool = False

    @property
    def marked(self) -> str:
        """The text with its citation marks: "… [1]"."""
        return " ".join((self.text, *(f"[{number}]" for number in self.citations)))

    @property
    def doubt(self) -> str:
        """That a written sentence does not hold and why, in a clause; empty where it does."""
        failed = self.written and self.findings
        return f"does not hold against its source: {'; '.join(self.findings)}" if failed else ""


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence as a chat model wrote it, and what became of it.

    Attributes:
        text: Without its citation marks.
        cited: What it was held against, under the numbers that the model was given.
        outcome: "passed", "replaced", "marked" or "dropped".
        findings: What the gate has against it; empty when it passed.
    """

    text: str
    cited: tuple[Citation, ...]
    outcome: Literal["passed", "replaced", "marked", "dropped"]
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """A plain "no", or a "not all of it".

    Attributes:
        kind: "not_in_corpus": nothing that answers was found. "partly_covered": the answer covers
            only part of the question. "false_premise": a document contradicts the question.
            "unreadable": the pages that might answer could not be read. "outside_filter": it is
            answered, but only outside the documents or speaker asked for.
        message: One or two sentences for the user.
        searched: What was searched, in words ("39 documents, 5,120 passages").
        nearest: The passages that came closest; none of them is a source of the answer.
    """

    kind: RefusalKind
    message: str
    searched: str
    nearest: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question.

    Attributes:
        question: As asked.
        searched_as: The question as searched, with what was carried over from the conversation.
        confidence: Calibrated probability in [0, 1] that the documents answer the question.
        mode: "quote" or "write".
        notes: Plain lines about the answer: what was carried over, what was replaced, and why.
        hits: All passages considered, best first; only `citations` are sources.
        reply: What is said in the chatbot's own words: a greeting returned, what it is for, or what
            the record of a document has ("It is dated 11 April 2012."), which the statements show.
        drafts: What a chat model wrote for it, sentence by sentence, whatever became of it. None of
            it is part of the answer by itself.
    """

    question: str
    searched_as: str
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...]
    refusal: Refusal | None
    hits: tuple[Hit, ...]
    confidence: float
    mode: Literal["quote", "write"] = "quote"
    notes: tuple[str, ...] = ()
    reply: str | None = None
    drafts: tuple[Draft, ...] = ()

    @property
    def text(self) -> str:
        """The answer with [1] [2] marks, the refusal's message, or both; or the reply."""
        said = [self.reply] if self.reply else []
        if self.refusal is not None:
            said.append(self.refusal.message)
        for statement in self.statements:
            said.append(statement.marked)
            said += [f"({statement.doubt})"] if statement.doubt else []
        return " ".join(said)

    @property
    def asked(self) -> str:
        """The words of the question, as asked and as searched."""
        return f"{self.question} {self.searched_as}"

    def to_dict(self) -> dict[str, Any]:
        """Returns plain JSON types; `Answer.from_dict` gives the same answer back."""
        return {"text": self.text, **_answers().dump_python(self, mode="json")}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Answer:
        """Builds the answer that `to_dict` described.

        Raises:
            ValueError: If a field is missing or of the wrong type.
        """
        fields = {key: value for key, value in data.items() if key != "text"}
        try:
            return _answers().validate_python(fields)
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(str(part) for part in first["loc"]) or "the answer"
            raise ValueError(f"not a saved answer: {where}: {first['msg']}") from None


@cache
def _answers() -> TypeAdapter[Answer]:
    return TypeAdapter(Answer)


@dataclass(frozen=True, slots=True)
class Mark:
    """A number, date or verb of an answer that is compared with the other answers.

    Attributes:
        statement: Which of the answer's statements it stands in, from 0.
        start: Where in that statement's `text`; `text[start:end]` is the thing meant.
        kind: "number", "date" or "verb".
        value: What it was compared by: "183000", "3 percent", "2012-04-11", "not closed". The same
            value is the same thing, however it is written.
        agrees: Whether every side that answers has it.
    """

    statement: int
    start: int
    end: int
    kind: Literal["number", "date", "verb"]
    value: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class Comparison:
    """The same question put to each of several documents or speakers.

    Attributes:
        answers: Document id, or speaker as asked for, to answer, in the order asked.
        agreeing: Numbers, dates and verbs that every answering side gives, as they are written
            there: "1,000" and "one thousand" are both here if one side has each.
        differing: Side to the numbers, dates and verbs that not all of them give, as written.
        marks: Side to all of these with their places in its statements, in order.
    """

    question: str
    answers: Mapping[str, Answer]
    agreeing: tuple[str, ...] = ()
    differing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    marks: Mapping[str, tuple[Mark, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Event:
    """One step of a streamed answer.

    Attributes:
        kind: "searching" (with `searched_as`), "hits", "statement", "refusal", or, last, "answer".
        value: The str, tuple[Hit, …], Statement, Refusal or Answer.
        citations: For "statement", the citations it stands on.
    """

    kind: Literal["searching", "hits", "statement", "refusal", "answer"]
    value: Any
    citations: tuple[Citation, ...] = ()
