"""What a chat model says when it is handed passages and nobody looks at what it writes.

The chain of the introductory RAG tutorials, with the same passages and the same model as write
mode: the best passages go into the prompt as they are, and what comes back is the answer. It has
no citations; all the passages that it was given are listed as its sources, as such chains do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from langchain_core.language_models import BaseChatModel
from langchain_core.output_parsers import StrOutputParser
from langchain_core.prompts import ChatPromptTemplate, MessagesPlaceholder
from langchain_core.runnables import Runnable

from rag.chain import Chatbot
from rag.language.sentences import split_sentences
from rag.records import Answer, Block, Citation, Document, Hit, Refusal, Speaker, Statement

PASSAGES = 4
"""Passages that the tutorials retrieve."""

NOBODY = Speaker("")

_PROMPT = (
    "You answer questions about documents. Below are passages that were retrieved for the "
    "question. Answer from them in at most three sentences, and briefly. If they do not hold the "
    "answer, say that you don't know.\n\nPassages:\n{context}"
)
_REFUSES = re.compile(
    r"\b(?:do(?:es)?|did|can|could|is|are|was|were|has|have)(?: not|n['’]t|not)\b[^.]*\b(?:know"
    r"|mention|provide|contain|specif|state|include|give|answer|find|found|available|explicit"
    r"|determine|say|clear)|\bno (?:information|mention|answer)\b|\bunknown\b",
    re.IGNORECASE,
)
"""How models say that they have no answer; only their first sentence is looked at."""


class Tutorial:
    """Answers like a tutorial's chain: passages, prompt, model, text.

    Args:
        bot: Finds the passages; they are the ones that write mode considers.
        model: Words the answer.
    """

    def __init__(self, bot: Chatbot, model: BaseChatModel) -> None:
        prompt = ChatPromptTemplate.from_messages(
            [("system", _PROMPT), MessagesPlaceholder("history"), ("human", "{question}")]
        )
        self._bot = bot
        self._chain: Runnable[dict[str, object], str] = prompt | model | StrOutputParser()

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents."""
        return self._bot.documents

    def ask(self, question: str, *, history: Sequence[tuple[str, str]] = ()) -> Answer:
        """Answers from the best passages, without any check."""
        found = self._bot.ask(question, history=history, mode="quote")
        citations = self._cite(found.hits[:PASSAGES])
        turns = [turn for asked, said in history for turn in (("human", asked), ("ai", said))]
        given: dict[str, object] = {
            "context": "\n\n".join(citation.quote for citation in citations),
            "history": turns,
            "question": question,
        }
        said = "".join(self._chain.stream(given))
        return self._read(replace(found, citations=citations, drafts=(), notes=()), said)

    def _cite(self, hits: Sequence[Hit]) -> tuple[Citation, ...]:
        known = {document.id: document for document in self.documents}
        return tuple(
            Citation(
                number=number,
                document_id=hit.passage.document_id,
                sha256=known[hit.passage.document_id].sha256,
                title=hit.title,
                url=None,
                page=hit.page,
                page_label=hit.page_label,
                start=hit.passage.start,
                end=hit.passage.end,
                quote=hit.passage.text,
                speaker=NOBODY,
            )
            for number, hit in enumerate(hits, 1)
        )

    def _read(self, found: Answer, said: str) -> Answer:
        """Returns the model's text as an answer: a refusal, or its sentences."""
        spans = split_sentences(said, [Block(0, len(said))])
        sentences = [" ".join(said[span.start : span.end].split()) for span in spans]
        refuses = not sentences or _REFUSES.search(sentences[0]) is not None
        numbers = tuple(citation.number for citation in found.citations)
        return replace(
            found,
            statements=()
            if refuses
            else tuple(Statement(text, numbers, NOBODY, written=True) for text in sentences),
            citations=() if refuses else found.citations,
            refusal=Refusal("not_in_corpus", said.strip(), "") if refuses else None,
            confidence=0.0 if refuses else 1.0,
            mode="write",
            reply=None,
        )
