"""A question to an answer: the online composition of the parts, as LangChain Runnables.

    understand → find → choose → decide → answer

Each step takes the `State` of the one before and returns a fuller one, so callbacks and tracing see
every step by its name.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Literal, Self, get_args

import numpy as np
from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document as LangChainDocument
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda
from numpy.typing import NDArray
from pydantic import ConfigDict

from rag.build import Progress, build_index, corpus_folder, is_current
from rag.chat_models import open_chat_model
from rag.comparison import compare_answers
from rag.conversation import History, contextualise, small_talk
from rag.corpus import scan
from rag.embedding import Encoder
from rag.errors import StoreError
from rag.evidence import Evidence, select
from rag.gate import check
from rag.generations import folder_for, open_index
from rag.index import Index, Rows
from rag.progress import as_progress
from rag.question import Query, check_question, prepare
from rag.quoting import hit, quote
from rag.records import Answer, Comparison, Document, Event, Hit, Refusal, RefusalKind
from rag.refusal import confidence, features, missing_names, refuse
from rag.retrieval import Found, retrieve
from rag.settings import Settings
from rag.writing import Writer, statement_events

Mode = Literal["quote", "write"]

REPLY = (
    "I answer questions from these documents, in their own sentences, each with its source. "
    "Ask who, what, when, how many or why; click a number to see the sentence where it stands."
)


@dataclass(frozen=True, slots=True)
class State:
    """A question on its way to its answer; each step fills in more."""

    question: str
    history: History = ()
    documents: tuple[str, ...] | None = None
    speaker: str | None = None
    mode: Mode = "quote"
    k: int | None = None
    searched_as: str = ""
    notes: tuple[str, ...] = ()
    rows: Rows | None = None
    query: Query | None = None
    found: tuple[Found, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    confidence: float = 0.0
    refusal: Refusal | None = None
    talk: bool = False


class Chatbot:
    """Answers questions from one folder of documents. Open it with `Chatbot.open`.

    It keeps the generation of the index that it opened until it is closed, and may be used from
    several threads.
    """

    def __init__(self, index: Index, encoder: Encoder, settings: Settings) -> None:
        self.settings = settings
        self._writer = _open_writer(settings)
        self._index = index
        self._encoder = encoder
        self._documents = {document.id: document for _, document in index.documents()}
        self._frequencies = index.token_frequencies()
        # A citation with a page is worth more than one of the same words without.
        self._paged = frozenset(name for name, item in self._documents.items() if item.pages)
        steps: list[tuple[str, Callable[[State], State]]] = [
            ("find", self._find),
            ("choose", self._choose),
            ("decide", self._decide),
        ]
        chain: Runnable[Any, State] = RunnableLambda(self._understand, name="understand")
        for name, step in steps:
            chain = chain | RunnableLambda(step, name=name)
        self._considered = chain
        self._answering: Runnable[Any, Answer] = chain | RunnableLambda(self._answer, name="answer")

    @classmethod
    def open(
        cls,
        corpus: str | Path | None = None,
        *,
        settings: Settings | None = None,
        progress: Progress | bool = False,
        **values: Any,
    ) -> Self:
        """Opens a folder of documents, building or updating its index first where needed.

        Args:
            corpus: The folder; the one set, else the bundled documents, where not given.
            settings: All settings; the environment's and rag.toml's where not given.
            progress: True for bars on standard error, or a function (see `build_index`).
            **values: Single settings, as in `Settings(k=12)`.

        Raises:
            SettingsError: If a setting is unknown or out of range.
            CorpusError: If the folder cannot be used.
            StoreError: If the index is damaged, of another model, or cannot be written.
            ModelError: If the embedding model cannot be loaded.
        """
        if settings is not None and values:
            raise TypeError(f"give settings or single values, not both (got {sorted(values)})")
        settings = settings or Settings(**values)
        folder = corpus_folder(Path(corpus) if corpus is not None else None, settings)
        files = scan(folder).files
        encoder = Encoder(settings.model)
        index = open_index(folder_for(folder, settings.index_dir))
        if index is not None:
            _check_model(index, encoder, folder)
            if is_current(index, files, encoder):
                return cls(index, encoder, settings)
            index.close()
        shown = as_progress(progress)
        build_index(folder, settings, progress=shown, encoder=encoder)
        index = open_index(folder_for(folder, settings.index_dir))
        if index is None:
            raise StoreError(f"{folder}: its index vanished while it was opened; try again")
        return cls(index, encoder, settings)

    def reopen(self, added: Path | None = None) -> Self | None:
        """Opens the same folder as it is indexed now, with the same model and settings.

        Args:
            added: A second folder, where one was indexed together with the first.

        Returns:
            Another chatbot, to be closed by itself; None where there is no such index.

        Raises:
            StoreError: If the index is damaged or of another model.
        """
        index = open_index(folder_for(self.corpus, self.settings.index_dir, added))
        if index is None:
            return None
        _check_model(index, self._encoder, self.corpus)
        return type(self)(index, self._encoder, self.settings)

    def is_current(self, added: Path | None = None) -> bool:
        """Whether the folder still is what was indexed.

        Raises:
            CorpusError: If it cannot be used any more.
        """
        return is_current(self._index, scan(self.corpus, added).files, self._encoder)

    @property
    def corpus(self) -> Path:
        """The folder of documents, absolute."""
        return Path(self._index.manifest["corpus"])

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents, sorted by id, each with its reading problems."""
        return tuple(self._documents.values())

    @property
    def failures(self) -> tuple[Mapping[str, str], ...]:
        """Files that could not be read, each with its "path" and "reason"."""
        return tuple(self._index.manifest["failures"])

    def ask(
        self,
        question: str,
        *,
        history: History = (),
        documents: Sequence[str] | None = None,
        speaker: str | None = None,
        mode: Mode | None = None,
    ) -> Answer:
        """Answers a question.

        Args:
            history: Earlier questions with their answers' text, oldest first.
            documents: Ids of the documents to search; all where not given.
            speaker: Only what speakers say whose name contains this.
            mode: "quote" or "write"; where not given, "write" if a chat model is set.

        Raises:
            ValueError: If the question is empty or too long, a document is unknown, or the answer
                is to be written and no chat model is set.
        """
        return self._answering.invoke(self._state(question, history, documents, speaker, mode))

    def stream(
        self,
        question: str,
        *,
        history: History = (),
        documents: Sequence[str] | None = None,
        speaker: str | None = None,
        mode: Mode | None = None,
    ) -> Iterator[Event]:
        """Answers a question step by step; the last event carries the Answer, which alone counts.

        Closing the iterator stops the chat model. See `ask`.
        """
        state = self._state(question, history, documents, speaker, mode)
        chain = self._considered | RunnableGenerator(self._events)
        yield from chain.stream(state)

    def search(
        self,
        query: str,
        *,
        k: int | None = None,
        documents: Sequence[str] | None = None,
        speaker: str | None = None,
    ) -> tuple[Hit, ...]:
        """Finds the `k` best passages for a question or some words, best first."""
        state = self._state(query, (), documents, speaker)
        state = self._find(self._understand(replace(state, k=k)))
        return self._hits(state)

    def compare(self, question: str, *, documents: Sequence[str]) -> Comparison:
        """Puts the same question to each of several documents, and marks where they differ."""
        if len(documents) < 2:
            raise ValueError(f"compare needs two documents or more (got {list(documents)})")
        answers = {name: self.ask(question, documents=[name]) for name in documents}
        return compare_answers(question, answers)

    def as_runnable(self) -> Runnable[Any, Answer]:
        """Returns a LangChain Runnable from a question, or the arguments of `ask`, to Answer."""
        return RunnableLambda(self._request, name="request") | self._answering

    def as_retriever(self, **search: Any) -> BaseRetriever:
        """Returns a LangChain retriever over `search`, with its keyword arguments fixed."""
        return _Retriever(bot=self, search=search)

    def close(self) -> None:
        """Lets go of the index."""
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _request(self, value: str | Mapping[str, Any]) -> State:
        asked: dict[str, Any] = {"question": value} if isinstance(value, str) else dict(value)
        names = ("question", "history", "documents", "speaker", "mode")
        if "question" not in asked or asked.keys() - set(names):
            raise ValueError(f"expected {', '.join(names)} (got {list(asked)})")
        return self._state(
            asked["question"],
            asked.get("history", ()),
            asked.get("documents"),
            asked.get("speaker"),
            asked.get("mode"),
        )

    def _state(
        self,
        question: str,
        history: History,
        documents: Sequence[str] | None,
        speaker: str | None,
        mode: Mode | None = None,
    ) -> State:
        names = None if documents is None else self._known(documents)
        mode = self._mode(mode)
        return State(check_question(question), tuple(history), names, speaker, mode)

    def _mode(self, asked: Mode | None) -> Mode:
        if asked not in (None, *get_args(Mode)):
            raise ValueError(f"mode is 'quote' or 'write' (got {asked!r})")
        if asked == "write" and self._writer is None:
            raise ValueError("no chat model is set to write answers; RAG_CHAT_MODEL sets one")
        return asked or ("quote" if self._writer is None else "write")

    def _known(self, names: Sequence[str]) -> tuple[str, ...]:
        if isinstance(names, str):
            raise TypeError(f"documents is a list of ids (got the text {names!r})")
        for name in names:
            if name not in self._documents:
                close = difflib.get_close_matches(name, self._documents, n=1)
                hint = f"did you mean {close[0]!r}?" if close else "`documents` lists them"
                raise ValueError(f"unknown document {name!r}; {hint}")
        return tuple(names)

    def _understand(self, state: State) -> State:
        searched_as, note = contextualise(state.question, state.history)
        return replace(
            state,
            searched_as=searched_as,
            notes=(note,) if note else (),
            talk=small_talk(state.question),
            rows=self._index.rows(documents=state.documents, speaker=state.speaker),
            query=self._prepare(searched_as),
        )

    def _find(self, state: State) -> State:
        if state.query is None:
            raise ValueError("a question is searched for only after it was understood")
        k = state.k or self.settings.k
        return replace(
            state,
            found=retrieve(state.query, self._index, k=k, rows=state.rows, preferred=self._paged),
        )

    def _choose(self, state: State) -> State:
        if state.query is None:
            return state
        evidence = select(
            state.query, state.found, most=self.settings.sentences, speaker=state.speaker
        )
        return replace(state, evidence=evidence)

    def _decide(self, state: State) -> State:
        if state.query is None or state.talk:
            return state
        sure = confidence(features(state.query, state.found, state.evidence))
        refusal = self._refusal(state, state.query, sure)
        return replace(state, confidence=round(sure, 4), refusal=refusal)

    def _refusal(self, state: State, query: Query, sure: float) -> Refusal | None:
        nearest = self._hits(state)
        missing = missing_names(query, state.found)
        if sure >= self.settings.refuse_below and state.evidence:
            if not missing:
                return None
            return refuse(
                "partly_covered", searched=self._searched(state), nearest=nearest, missing=missing
            )
        kind: RefusalKind = "not_in_corpus"
        if self._elsewhere(state):
            kind = "outside_filter"
        elif self._unread(state):
            kind = "unreadable"
        return refuse(kind, searched=self._searched(state), nearest=nearest, missing=missing)

    def _elsewhere(self, state: State) -> bool:
        """Whether the question is answered once the filter is lifted."""
        if state.rows is None:
            return False
        free = self._choose(self._find(replace(state, rows=None, speaker=None)))
        if free.query is None:
            return False
        sure = confidence(features(free.query, free.found, free.evidence))
        return sure >= self.settings.refuse_below

    def _unread(self, state: State) -> bool:
        """Whether every document asked for has pages that could not be read."""
        if state.documents is None:
            return False
        return all(
            any(item.kind in ("no_text", "scrambled") for item in self._documents[name].problems)
            for name in state.documents
        )

    def _answer(self, state: State) -> Answer:
        quoted = self._quote(state)
        writer = self._writer_for(state, quoted)
        return writer.write(quoted, follows=_follows(state)) if writer else quoted

    def _writer_for(self, state: State, quoted: Answer) -> Writer | None:
        """Returns who words the answer: nobody where there is nothing to say."""
        return self._writer if state.mode == "write" and quoted.statements else None

    def _quote(self, state: State) -> Answer:
        answer = Answer(
            question=state.question,
            searched_as=state.searched_as,
            statements=(),
            citations=(),
            refusal=state.refusal,
            hits=() if state.talk else self._hits(state),
            confidence=state.confidence,
            notes=state.notes,
            reply=REPLY if state.talk else None,
        )
        if state.talk or (state.refusal and state.refusal.kind not in SAYS_SOMETHING):
            return answer
        statements, citations = quote(state.evidence, self._documents)
        numbered = {citation.number: citation for citation in citations}
        checked = tuple(replace(item, findings=check(item, numbered)) for item in statements)
        return replace(answer, statements=checked, citations=citations)

    def _events(self, states: Iterator[State]) -> Iterator[Event]:
        for state in states:
            answer = self._quote(state)
            yield Event("searching", answer.searched_as)
            yield Event("hits", answer.hits)
            if answer.refusal is not None:
                yield Event("refusal", answer.refusal)
            writer = self._writer_for(state, answer)
            if writer is not None:
                yield from writer.events(answer, follows=_follows(state))
                continue
            yield from statement_events(answer)
            yield Event("answer", answer)

    def _prepare(self, text: str) -> Query:
        return prepare(
            text, self._encoder, frequencies=self._frequencies, passages=len(self._index)
        )

    def _hits(self, state: State) -> tuple[Hit, ...]:
        weights: NDArray[np.float32] = (
            state.query.weights if state.query is not None else np.zeros(0, np.float32)
        )
        return tuple(
            hit(item, self._documents, rank=rank, scores=item.sentence_scores(weights).tolist())
            for rank, item in enumerate(state.found, start=1)
        )

    def _searched(self, state: State) -> str:
        documents = len(self._documents) if state.documents is None else len(state.documents)
        passages = len(self._index) if state.rows is None else len(state.rows)
        said = f" of {state.speaker}" if state.speaker else ""
        return f"{documents:,} document{'s' * (documents != 1)}, {passages:,} passages{said}"


SAYS_SOMETHING = ("partly_covered", "false_premise")


class _Retriever(BaseRetriever):
    model_config = ConfigDict(arbitrary_types_allowed=True)

    bot: Chatbot
    search: dict[str, Any]

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[LangChainDocument]:
        return [
            LangChainDocument(
                page_content=item.passage.text,
                id=item.passage.id,
                metadata={
                    "document_id": item.passage.document_id,
                    "title": item.title,
                    "page": item.page,
                    "page_label": item.page_label,
                    "start": item.passage.start,
                    "end": item.passage.end,
                    "score": item.score,
                },
            )
            for item in self.bot.search(query, **self.search)
        ]


def _open_writer(settings: Settings) -> Writer | None:
    if settings.chat_model is None:
        return None
    model = open_chat_model(
        settings.chat_model,
        base_url=settings.chat_base_url,
        api_key=settings.chat_api_key,
        timeout_seconds=settings.chat_timeout_seconds,
        context_tokens=settings.chat_context_tokens,
    )
    return Writer(model, settings.failed_sentence)


def _follows(state: State) -> str | None:
    """Returns the question before, where this one was searched for together with its words."""
    carried = state.searched_as != state.question and state.history
    return state.history[-1][0] if carried else None


def _check_model(index: Index, encoder: Encoder, folder: Path) -> None:
    built_with = index.manifest["inputs"]
    if built_with["model_sha256"] != encoder.sha256:
        index.close()
        raise StoreError(
            f"the index of {folder} was built with the model {built_with['model']!r}, not "
            f"{encoder.name!r}; run `chiaroscuro build {folder}` with the new model, or set the old"
        )
