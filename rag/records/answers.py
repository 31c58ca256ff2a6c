"""What is answered: passages found, citations, statements, and the answer that they make up."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from reprlib import repr as shown
from typing import Any, Literal

from pydantic import TypeAdapter, ValidationError

from rag.records.documents import Passage, Problem, Sentence, Speaker

RefusalKind = Literal[
    "not_in_corpus", "partly_covered", "false_premise", "unreadable", "outside_filter"
]


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
        closest: The sentence that came closest as it was read beside the question; None where none
            of the passage did.
    """

    passage: Passage
    title: str
    score: float
    rank: int
    page: int | None = None
    page_label: str | None = None
    sentence_scores: tuple[float, ...] = ()
    copies: tuple[Place, ...] = ()
    closest: Sentence | None = None

    @property
    def snippet(self) -> str:
        """Its text from the sentence on that comes nearest, headings aside; "…" for what is before.

        That is the closest as it was read, else the one with the best score. All of it but its
        first headings where no sentence was scored.
        """
        said = [item for item in self.passage.sentences if item.kind != "heading"]
        if not said:
            return self.passage.text
        scores = dict(zip(self.passage.sentences, self.sentence_scores, strict=False))
        nearest = self.closest or max(said, key=lambda item: scores.get(item, -math.inf))
        text = self.passage.text[nearest.start - self.passage.start :]
        return text if nearest == said[0] else f"… {text}"


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
        nearest: The passages that came closest, best first; none of them is a source of the answer.
    """

    kind: RefusalKind
    message: str
    searched: str
    nearest: tuple[Hit, ...] = ()

    @property
    def is_silent(self) -> bool:
        """Whether nothing of the documents is quoted beside it."""
        return self.kind not in ("partly_covered", "false_premise")


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a question.

    Attributes:
        question: As asked.
        searched_as: The question as searched, with what was carried over from the conversation.
        confidence: Probability in [0, 1] that the documents answer the question; calibrated, but
            not where a chat model selected the sentences.
        mode: "quote", "select" where a chat model selected what is quoted, or "write".
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
    mode: Literal["quote", "select", "write"] = "quote"
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
        if not isinstance(data, Mapping):
            raise ValueError(f"not a saved answer: expected a dict (got {shown(data)})")
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
