"""What is asked, what is expected and what came back: the records that every score reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from rag.records import Answer

QuestionType = Literal[
    "fact",
    "number",
    "date",
    "who",
    "list",
    "why",
    "compare",
    "disagreement",
    "attribution",
    "definition",
    "which",
    "absent",
    "near",
    "false_premise",
    "partly_covered",
    "smalltalk",
]
QUESTION_TYPES: tuple[str, ...] = get_args(QuestionType)
REFUSED_TYPES = frozenset({"absent", "near", "false_premise", "partly_covered"})


@dataclass(frozen=True, slots=True)
class Quote:
    """A phrase of a document that marks the sentence in which an answer stands.

    Attributes:
        text: Occurs in the document's canonical text, runs of white space aside; where a document
            says the same in several places, each of them will do.
        page: The PDF page on which it stands, from 1; None where the document has no pages.
    """

    document_id: str
    text: str
    page: int | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's canonical text, in code points, half-open."""

    document_id: str
    start: int
    end: int

    @property
    def length(self) -> int:
        """The number of characters."""
        return self.end - self.start

    def overlap(self, other: Span) -> int:
        """Returns the number of characters that both stretches have."""
        if self.document_id != other.document_id:
            return 0
        return max(0, min(self.end, other.end) - max(self.start, other.start))


@dataclass(frozen=True, slots=True)
class GoldItem:
    """A question with what a right answer says and where that stands.

    Attributes:
        id: Unique within its set; decides by its hash whether the item is held out.
        type: What is asked for, or why it must be refused.
        answerable: False where the right answer is a refusal. A `partly_covered` question is not
            answerable as a whole, though it has evidence for its covered part.
        evidence: The points that a right answer makes; for each, the quotes of which any one will
            do.
        values: For each value that a right answer must contain, the wordings of which any one will
            do: plain text, or a regular expression after "re:". Case and white space don't count.
        speakers: Names of which one must be given as the speaker of the evidence; empty where it
            is not tested. A name matches when it stands in the speaker's name.
        refusals: Kinds of refusal that are right; empty where any kind will do.
        history: Earlier turns of the conversation, oldest first: question, and answer, or "" for
            the program's own (see `evals.talking`).
        alone: A follow-up as somebody who has read those turns words it to be understood by itself.
    """

    id: str
    question: str
    type: str
    answerable: bool
    evidence: tuple[tuple[Quote, ...], ...] = ()
    values: tuple[tuple[str, ...], ...] = ()
    speakers: tuple[str, ...] = ()
    refusals: tuple[str, ...] = ()
    history: tuple[tuple[str, str], ...] = ()
    note: str = ""
    alone: str = ""

    def by_itself(self) -> GoldItem:
        """Returns the follow-up as it is worded to be understood without the turns before it."""
        return replace(self, question=self.alone, history=())


@dataclass(frozen=True, slots=True)
class Asked:
    """A gold question with what came back for it.

    Attributes:
        points: The evidence of the item found in the documents: for each point, the sentences that
            state it.
        pages: Pages of the file on which the evidence stands, as (document id, page); empty where
            no quote names one.
        seconds: From question to answer.
        figures: What else was measured meanwhile, see `evals.modes.InMode`.
    """

    item: GoldItem
    points: tuple[tuple[Span, ...], ...]
    answer: Answer
    seconds: float
    pages: frozenset[tuple[str, int]] = field(default_factory=frozenset)
    figures: Mapping[str, float] = field(default_factory=dict)

    @property
    def cited(self) -> tuple[Span, ...]:
        """What the answer's statements cite, once each."""
        used = {n for statement in self.answer.statements for n in statement.citations}
        return tuple(
            dict.fromkeys(
                Span(c.document_id, c.start, c.end)
                for c in self.answer.citations
                if c.number in used
            )
        )

    @property
    def said(self) -> str:
        """The answer's statements as one text, without marks and without a refusal's message."""
        return " ".join(statement.text for statement in self.answer.statements)

    @property
    def refused(self) -> bool:
        """True where the answer refuses all of the question or part of it."""
        return self.answer.refusal is not None
