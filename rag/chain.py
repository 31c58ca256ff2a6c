"""A question to an answer: the online composition of the parts, as LangChain Runnables.

    understand → find → choose → decide → select → answer

Each step takes the `State` of the one before and returns a fuller one, so callbacks and tracing see
every step by its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, Self

from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda

from rag.answering.quoting import cite, hits
from rag.answering.sentence_search import PASSAGES, order_sentences
from rag.answering.state import Mode, State
from rag.answering.steps import Steps
from rag.chat_steps import ChatSteps, open_writer
from rag.comparison import compare_answers
from rag.corpus import scan
from rag.indexing.build import corpus_folder
from rag.indexing.generations import folder_for, open_index
from rag.indexing.index import Index
from rag.indexing.reuse import is_current
from rag.indexing.vectors import Progress
from rag.language.numbers import count_words
from rag.models.embedding import Encoder
from rag.opening import check_model, open_current
from rag.records import Answer, Citation, Comparison, Document, Event, Hit
from rag.request import ComparisonRequest, Request, Turns, begin, is_count
from rag.retriever import PassageRetriever, SentenceRetriever
from rag.settings import Settings
from rag.wording.deadlines import Deadline


class Chatbot:
    """Answers questions from one folder of documents. Open it with `Chatbot.open`.

    It keeps the generation of the index that it opened until it is closed, and may be used from
    several threads.
    """

    def __init__(self, index: Index, encoder: Encoder, settings: Settings) -> None:
        self.settings = settings
        self._index = index
        self._encoder = encoder
        writer = open_writer(settings, index.folder.parent.parent)
        self._own_mode: Mode = settings.chat_mode if writer else "quote"
        self._steps = Steps(index, encoder, settings)
        chat = ChatSteps(self._steps, writer, selects_to_write=settings.select_to_write)
        chain: Runnable[Any, State] = RunnableLambda(self._steps.understand, name="understand")
        if writer and settings.rewrite_follow_ups:
            chain = RunnableLambda(chat.rewrite, name="rewrite") | chain
        then: list[tuple[str, Callable[[State], State]]] = [
            ("find", self._steps.find),
            ("choose", self._steps.choose),
            ("decide", self._steps.decide),
            ("select", chat.select),
        ]
        for name, step in then:
            chain = chain | RunnableLambda(step, name=name)
        self._answering: Runnable[Any, Answer] = chain | RunnableLambda(chat.answer, name="answer")
        self._streaming: Runnable[Any, Event] = chain | RunnableGenerator(chat.events)

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
            CorpusError: If the folder cannot be used, or is called "".
            StoreError: If the index is damaged, of another model, or cannot be written.
            ModelError: If the embedding model cannot be loaded.
        """
        if settings is not None and values:
            raise TypeError(f"give settings or single values, not both (got {sorted(values)})")
        if not isinstance(settings, Settings | None):
            kind = type(settings).__name__  # what it holds may be secret
            raise TypeError(f"settings is a Settings, or give single values (got a {kind})")
        settings = settings or Settings(**values)
        folder = corpus_folder(corpus, settings)
        index, encoder = open_current(folder, settings, progress)
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
        check_model(index, self._encoder, self.corpus)
        return type(self)(index, self._encoder, self.settings)

    def is_current(self, added: Path | None = None) -> bool:
        """Whether the folder still is what was indexed.

        Raises:
            CorpusError: If it cannot be used any more.
        """
        return is_current(self._index, scan(self.corpus, added).files, self._encoder)

    @property
    def generation(self) -> Path:
        """The folder of the generation that it answers from."""
        return self._index.folder

    @property
    def corpus(self) -> Path:
        """The folder of documents, absolute."""
        return Path(self._index.manifest["corpus"])

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents, sorted by id, each with its reading problems."""
        return tuple(self._steps.documents.values())

    @property
    def failures(self) -> tuple[Mapping[str, str], ...]:
        """Files that could not be read, each with its "path" and a "reason" that names it, too."""
        return tuple(self._index.manifest["failures"])

    def ask(
        self,
        question: str,
        *,
        history: Turns = (),
        documents: Iterable[str] | None = None,
        speaker: str | None = None,
        mode: Mode | None = None,
        sentences: int | None = None,
    ) -> Answer:
        """Answers a question.

        Args:
            history: Earlier turns, oldest first: pairs of a question and its answer, or its text;
                or the answers alone.
            documents: Ids of the documents to search; all where none are given.
            speaker: Only what this speaker asserts: a part of the name ("Lofgren"), or initials.
            mode: "quote", "select" (the chat model selects what is quoted) or "write"; where not
                given, as set if there is a chat model, else "quote".
            sentences: How many sentences at most, from 1 to 20; as set where not given.

        Raises:
            ValueError: If the question is empty or too long, a document is unknown, the number is
                out of range, or the answer is to be written and no chat model is set.
            TypeError: If something is of another kind than it is to be.
            StoreError: If the chatbot was closed, or its index was damaged meanwhile.
        """
        request = Request(question, history, documents, speaker, mode, sentences)
        return self._answering.invoke(self._begin(request))

    def stream(
        self,
        question: str,
        *,
        history: Turns = (),
        documents: Iterable[str] | None = None,
        speaker: str | None = None,
        mode: Mode | None = None,
        sentences: int | None = None,
    ) -> Iterator[Event]:
        """Answers a question step by step; the last event carries the Answer, which alone counts.

        Closing the iterator stops the chat model. See `ask`.
        """
        request = Request(question, history, documents, speaker, mode, sentences)
        return self._streaming.stream(self._begin(request))

    def search(
        self,
        query: str,
        *,
        k: int | None = None,
        documents: Iterable[str] | None = None,
        speaker: str | None = None,
        join: bool = True,
    ) -> tuple[Hit, ...]:
        """Finds the `k` best passages for a question or some words, best first.

        Args:
            k: How many; as set where not given.
            documents: Ids of the documents to search; all where none are given.
            speaker: Only what this speaker asserts (see `ask`).
            join: Whether those that stand side by side and were both found are one, of up to six:
                more of what there is among as many, and fewer of the first characters to the point.

        Raises:
            ValueError: As `ask`, and if nobody is called as the speaker is: `ask` says so instead.
        """
        if k is not None:
            _check_number(k, "passage")
        state = self._looked_for(Request(query, documents=documents, speaker=speaker), k)
        found = self._steps.find_places(state) if join else self._steps.find_best(state)
        return hits(found.found, found.query, self._steps.documents)

    def search_sentences(
        self,
        query: str,
        *,
        k: int = 20,
        documents: Iterable[str] | None = None,
        speaker: str | None = None,
    ) -> tuple[Citation, ...]:
        """Finds the `k` sentences nearest to a question or some words, best first.

        To be read one by one, or handed to a language model that has little room: of the first so
        many characters, more is evidence than of the passages that `search` finds.
        """
        _check_number(k, "sentence")
        state = self._looked_for(Request(query, documents=documents, speaker=speaker), PASSAGES)
        found = self._steps.find_best(state)
        if found.query is None:
            return ()
        nearest = order_sentences(
            found.query, found.found, self._steps.reader, speakers=found.speakers
        )
        return tuple(
            cite(item.found, item.sentence, self._steps.documents, number=number)
            for number, item in enumerate(nearest[:k], start=1)
        )

    def compare(
        self,
        question: str,
        *,
        documents: Iterable[str] = (),
        speakers: Iterable[str] = (),
        history: Turns = (),
        mode: Mode | None = None,
        sentences: int | None = None,
    ) -> Comparison:
        """Puts the same question to several documents or speakers, and marks where they differ.

        In write mode each side is worded, and held to its sources, by itself.

        Args:
            documents: Ids of the documents, two or more; with speakers, where these are looked for.
            speakers: What the speakers are called, two or more (see `ask`); with one, only what
                that one says in each of the documents.
        """
        request = ComparisonRequest(question, documents, speakers, history, mode, sentences)
        events = self._stream_sides(request)
        answers = {name: event.value for name, event in events if event.kind == "answer"}
        return compare_answers(question, answers)

    def stream_comparison(
        self,
        question: str,
        *,
        documents: Iterable[str] = (),
        speakers: Iterable[str] = (),
        history: Turns = (),
        mode: Mode | None = None,
        sentences: int | None = None,
    ) -> Iterator[tuple[str, Event]]:
        """Answers as `compare` does, one side after the other; yields whose side each event is of.

        Closing the iterator stops the chat model.
        """
        request = ComparisonRequest(question, documents, speakers, history, mode, sentences)
        return self._stream_sides(request)

    def as_runnable(self) -> Runnable[Any, Answer]:
        """Returns a LangChain Runnable from a question, or the arguments of `ask`, to Answer."""
        return RunnableLambda(self._request, name="request") | self._answering

    def as_retriever(
        self,
        *,
        sentences: bool = False,
        k: int | None = None,
        documents: Iterable[str] | None = None,
        speaker: str | None = None,
        join: bool = True,
    ) -> BaseRetriever:
        """Returns a LangChain retriever over `search`, with its keyword arguments fixed.

        Args:
            sentences: Over `search_sentences` instead, where nothing is to be joined.
        """
        if k is not None:
            _check_number(k, "sentence" if sentences else "passage")
        # Any question tells whether there are such documents and such a speaker.
        asked = Request("anything", documents=documents, speaker=speaker)
        names = self._looked_for(asked, k).documents
        if sentences:
            near = partial(self.search_sentences, documents=names, speaker=speaker)
            return SentenceRetriever(find=near if k is None else partial(near, k=k))
        found = partial(self.search, k=k, documents=names, speaker=speaker, join=join)
        return PassageRetriever(find=found)

    def close(self) -> None:
        """Lets go of the index."""
        self._index.close()

    def __repr__(self) -> str:
        documents = count_words(len(self.documents), "document")
        return f"<Chatbot {self.corpus}: {documents}, {count_words(len(self._index), 'passage')}>"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _stream_sides(self, request: ComparisonRequest) -> Iterator[tuple[str, Event]]:
        deadline = self._deadline()
        sides = [(name, self._begin(asked, deadline)) for name, asked in request.sides()]
        return ((name, event) for name, side in sides for event in self._streaming.stream(side))

    def _request(self, value: str | Mapping[str, Any]) -> State:
        return self._begin(Request.of(value))

    def _begin(self, request: Request, deadline: Deadline | None = None) -> State:
        self._index.check_open()
        deadline = deadline or self._deadline()
        return begin(request, self._steps.documents, deadline, own_mode=self._own_mode)

    def _looked_for(self, request: Request, k: int | None) -> State:
        state = self._steps.understand(replace(self._begin(request), k=k))
        if state.unknown:
            raise ValueError(f"unknown speaker {request.speaker!r}; `documents` lists who speaks")
        return state

    def _deadline(self) -> Deadline:
        return Deadline(self.settings.chat_timeout_seconds)


def _check_number(k: int, what: str) -> None:
    if not is_count(k):
        raise ValueError(f"k is {k!r}: ask for at least one {what}, in whole numbers")
