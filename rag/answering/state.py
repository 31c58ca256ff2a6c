"""A question on its way to its answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from rag.asking.addresses import NOTHING_NAMED, Address
from rag.asking.conversation import History
from rag.asking.question import Query
from rag.indexing.index import Rows
from rag.listing.differences import Difference
from rag.records import Refusal
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found
from rag.wording.deadlines import Deadline

Mode = Literal["quote", "select", "write"]


@dataclass(frozen=True, slots=True, eq=False)
class State:
    """A question on its way to its answer; each step fills in more.

    One equals itself alone: so steps can remember what they made of it.

    Attributes:
        question: As asked, without the pleasantries before it.
        history: The turns before that asked something of the documents.
        asked: The question to the letter; empty where that is `question`.
        talk: What is said in return to small talk; empty where it is none.
        rows: The passages that are searched; all where not given.
        address: What the question names.
        listed: What is to be said of how complete a list or comparison is.
        compared: The probability that both sides of a comparison answer, each by itself, that the
            list under the heading that is asked for does, or what is gathered; 0 for others.
        judged: What the decision to answer rests on, where that is not the evidence itself.
        near: The sentences that come closest before any is read beside the question: one that
            contradicts it does not answer it.
        difference: Two sentences of the evidence that give different figures.
        meant: What answers it as well, of other things, where it does not say which it means.
        told: What the records of the documents say, where that is what is asked for.
        unknown: Why they do not say it, where they do not.
        whole: Whether the evidence is what a document finds, or how a page begins, and no more is
            asked for: that answers.
        sure: How surely, where that is known from how it was read.
        likeliest: The mean log-odds of what likeliest answers (`mean_of_likeliest`), as the large
            cross-encoder reads it outside a talk; None where it was not read so.
        parts: Where it asks several questions, each of these by itself, on its way as far.
        recalled: The answer whose quotations alone are meant, where it is asked who says so.
        quoted: What was quoted of the answer before, where more of it is asked for.
        selected: Whether a chat model selected the evidence, or found that nothing answers.
        deadline: When the chat model's time for the question is over.
    """

    question: str
    history: History = ()
    documents: tuple[str, ...] | None = None
    speaker: str | None = None
    mode: Mode = "quote"
    k: int | None = None
    sentences: int | None = None
    rewritten: str | None = None
    searched_as: str = ""
    notes: tuple[str, ...] = ()
    rows: Rows | None = None
    speakers: frozenset[str] | None = None
    query: Query | None = None
    found: tuple[Found, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.0
    refusal: Refusal | None = None
    talk: str = ""
    listed: str = ""
    compared: float = 0.0
    judged: tuple[Evidence, ...] = ()
    near: tuple[Evidence, ...] = ()
    address: Address = NOTHING_NAMED
    difference: Difference | None = None
    meant: tuple[Evidence, ...] = ()
    told: str = ""
    unknown: str = ""
    whole: bool = False
    sure: float = 0.0
    likeliest: float | None = None
    parts: tuple[State, ...] = ()
    deadline: Deadline | None = None
    asked: str = ""
    recalled: str = ""
    quoted: str = ""
    selected: bool = False

    @property
    def nearest(self) -> tuple[Found, ...]:
        """The passages found, those first whose sentences came closest as they were read."""
        read = [item.found.row for item in self.evidence]
        ranks = {row: rank for rank, row in reversed(list(enumerate(read)))}
        return tuple(sorted(self.found, key=lambda item: ranks.get(item.row, len(read))))
