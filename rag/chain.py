"""A question to an answer: the online composition of the parts, as LangChain Runnables.

    understand → find → choose → decide → answer

Each step takes the `State` of the one before and returns a fuller one, so callbacks and tracing see
every step by its name.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Self, get_args

from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableGenerator, RunnableLambda

from rag.answer_cache import FILE, AnswerCache, CachedModel
from rag.build import build_index, corpus_folder
from rag.chat_providers import open_chat_model
from rag.comparison import compare_answers
from rag.conversation import History, asks_who_said, contextualise, heard
from rag.corpus import scan
from rag.deadlines import Deadline
from rag.embedding import Encoder
from rag.errors import StoreError
from rag.generations import folder_for, open_index
from rag.index import Index
from rag.progress import shown
from rag.question import check_question
from rag.quoting import hits
from rag.records import Answer, Comparison, Document, Event, Hit
from rag.retriever import PassageRetriever
from rag.reuse import is_current
from rag.rewriting import rewrite
from rag.settings import MOST_SENTENCES, Settings
from rag.small_talk import reply_to, without_pleasantries
from rag.state import Mode, State
from rag.steps import Steps
from rag.vectors import Progress
from rag.writing import Writer, statement_events


class Chatbot:
    """Answers questions from one folder of documents. Open it with `Chatbot.open`.

    It keeps the generation of the index that it opened until it is closed, and may be used from
    several threads.
    """

    def __init__(self, index: Index, encoder: Encoder, settings: Settings) -> None:
        self.settings = settings
        self._index = index
        self._writer = _open_writer(settings, self._index.folder.parent.parent)
        self._encoder = encoder
        self._steps = Steps(index, encoder, settings)
        then: list[tuple[str, Callable[[State], State]]] = [
            ("find", self._steps.find),
            ("choose", self._steps.choose),
            ("decide", self._steps.decide),
        ]
        chain: Runnable[Any, State] = RunnableLambda(self._steps.understand, name="understand")
        if self._writer and settings.rewrite_follow_ups:
            chain = RunnableLambda(self._rewrite, name="rewrite") | chain
        for name, step in then:
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
            if is_current(index, files, encoder, settings.precision):
                return cls(index, encoder, settings)
            index.close()
        with shown(progress) as told:
            build_index(folder, settings, progress=told, encoder=encoder)
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
        sentences: int | None = None,
    ) -> Answer:
        """Answers a question.

        Args:
            history: Earlier questions with their answers' text, oldest first.
            documents: Ids of the documents to search; all where not given.
            speaker: Only what this speaker asserts: a part of the name ("Lofgren"), or initials.
            mode: "quote" or "write"; where not given, "write" if a chat model is set.
            sentences: How many sentences at most, from 1 to 20; as set where not given.

        Raises:
            ValueError: If the question is empty or too long, a document is unknown, the number is
                out of range, or the answer is to be written and no chat model is set.
        """
        state = self._state(question, history, documents, speaker, mode, sentences)
        return self._answering.invoke(state)

    def stream(
        self,
        question: str,
        *,
        history: History = (),
        documents: Sequence[str] | None = None,
        speaker: str | None = None,
        mode: Mode | None = None,
        sentences: int | None = None,
    ) -> Iterator[Event]:
        """Answers a question step by step; the last event carries the Answer, which alone counts.

        Closing the iterator stops the chat model. See `ask`.
        """
        yield from self._stream(self._state(question, history, documents, speaker, mode, sentences))

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
        found = self._steps.find(self._steps.understand(replace(state, k=k)))
        return hits(found.found, found.query, self._steps.documents)

    def compare(
        self,
        question: str,
        *,
        documents: Sequence[str] = (),
        speakers: Sequence[str] = (),
        history: History = (),
        mode: Mode | None = None,
        sentences: int | None = None,
    ) -> Comparison:
        """Puts the same question to several documents or speakers, and marks where they differ.

        In write mode each side is worded, and held to its sources, by itself.

        Args:
            documents: Ids of the documents, two or more; with speakers, where these are looked for.
            speakers: What the speakers are called, two or more (see `ask`).
        """
        events = self.stream_comparison(
            question,
            documents=documents,
            speakers=speakers,
            history=history,
            mode=mode,
            sentences=sentences,
        )
        answers = {name: event.value for name, event in events if event.kind == "answer"}
        return compare_answers(question, answers)

    def stream_comparison(
        self,
        question: str,
        *,
        documents: Sequence[str] = (),
        speakers: Sequence[str] = (),
        history: History = (),
        mode: Mode | None = None,
        sentences: int | None = None,
    ) -> Iterator[tuple[str, Event]]:
        """Answers as `compare` does, one side after the other; yields whose side each event is of.

        Closing the iterator stops the chat model.
        """
        names = list(speakers or documents)
        if len(names) < 2 or len(set(names)) < len(names):
            raise ValueError(f"compare needs two documents or more, or two speakers (got {names})")
        deadline = self._deadline()
        for name in names:
            within = documents or None if speakers else [name]
            said_by = name if speakers else None
            state = self._state(question, history, within, said_by, mode, sentences)
            for event in self._stream(replace(state, deadline=deadline)):
                yield name, event

    def as_runnable(self) -> Runnable[Any, Answer]:
        """Returns a LangChain Runnable from a question, or the arguments of `ask`, to Answer."""
        return RunnableLambda(self._request, name="request") | self._answering

    def as_retriever(self, **search: Any) -> BaseRetriever:
        """Returns a LangChain retriever over `search`, with its keyword arguments fixed."""
        return PassageRetriever(find=lambda query: self.search(query, **search))

    def close(self) -> None:
        """Lets go of the index."""
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _request(self, value: str | Mapping[str, Any]) -> State:
        asked: dict[str, Any] = {"question": value} if isinstance(value, str) else dict(value)
        names = ("question", "history", "documents", "speaker", "mode", "sentences")
        if "question" not in asked or asked.keys() - set(names):
            raise ValueError(f"expected {', '.join(names)} (got {list(asked)})")
        return self._state(
            asked["question"],
            asked.get("history", ()),
            asked.get("documents"),
            asked.get("speaker"),
            asked.get("mode"),
            asked.get("sentences"),
        )

    def _stream(self, state: State) -> Iterator[Event]:
        yield from (self._considered | RunnableGenerator(self._events)).stream(state)

    def _state(
        self,
        question: str,
        history: History,
        documents: Sequence[str] | None,
        speaker: str | None,
        mode: Mode | None = None,
        sentences: int | None = None,
    ) -> State:
        names = None if documents is None else self._known(documents)
        if sentences is not None and not 1 <= sentences <= MOST_SENTENCES:
            raise ValueError(f"sentences is a number from 1 to {MOST_SENTENCES} (got {sentences})")
        asked = check_question(question)
        return State(
            without_pleasantries(asked),
            heard(history),
            names,
            speaker,
            self._mode(mode),
            sentences=sentences,
            deadline=self._deadline(),
            asked=asked,
        )

    def _deadline(self) -> Deadline:
        return Deadline(self.settings.chat_timeout_seconds)

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
            if name not in self._steps.documents:
                close = difflib.get_close_matches(name, self._steps.documents, n=1)
                hint = f"did you mean {close[0]!r}?" if close else "`documents` lists them"
                raise ValueError(f"unknown document {name!r}; {hint}")
        return tuple(names)

    def _rewrite(self, state: State) -> State:
        """Has the chat model word a follow-up; where it cannot, the rule stands."""
        if self._writer is None or state.mode != "write":
            return state
        _, leans = contextualise(state.question, state.history)
        if leans is None or asks_who_said(state.question) or reply_to(state.question):
            return state
        words = rewrite(self._writer.model, state.question, state.history, state.deadline)
        return replace(state, rewritten=words)

    def _answer(self, state: State) -> Answer:
        quoted = self._steps.quote(state)
        writer = self._writer_for(state, quoted)
        if writer is None:
            return quoted
        return writer.write(
            quoted,
            follows=_follows(state),
            whole=_must_be_whole(state),
            deadline=state.deadline,
        )

    def _writer_for(self, state: State, quoted: Answer) -> Writer | None:
        """Returns who words the answer: nobody where nothing is said, or it is on record."""
        worded = state.mode == "write" and quoted.statements and not quoted.reply
        return self._writer if worded else None

    def _events(self, states: Iterator[State]) -> Iterator[Event]:
        for state in states:
            answer = self._steps.quote(state)
            yield Event("searching", answer.searched_as)
            yield Event("hits", answer.hits)
            if answer.refusal is not None:
                yield Event("refusal", answer.refusal)
            writer = self._writer_for(state, answer)
            if writer is not None:
                whole = _must_be_whole(state)
                yield from writer.events(
                    answer, follows=_follows(state), whole=whole, deadline=state.deadline
                )
                continue
            yield from statement_events(answer)
            yield Event("answer", answer)


def _open_writer(settings: Settings, indexes: Path) -> Writer | None:
    """Opens the chat model that is set, None where none is; `indexes` is the folder of them all."""
    if settings.chat_model is None:
        return None
    model = open_chat_model(
        settings.chat_model,
        base_url=settings.chat_base_url,
        api_key=settings.chat_api_key,
        timeout_seconds=settings.chat_timeout_seconds,
        context_tokens=settings.chat_context_tokens,
    )
    if not settings.chat_cache_answers:
        return Writer(model, settings.failed_sentence)
    cache = AnswerCache(indexes / FILE, settings.chat_cache_answers)
    return Writer(CachedModel(model, cache), settings.failed_sentence)


def _must_be_whole(state: State) -> bool:
    """Whether an answer misleads with a part missing: a list, a comparison, two figures."""
    return bool(state.listed) or state.difference is not None


def _follows(state: State) -> str | None:
    """Returns the question before, where this one was searched for together with its words."""
    carried = state.searched_as != state.question and state.history
    return state.history[-1][0] if carried else None


def _check_model(index: Index, encoder: Encoder, folder: Path) -> None:
    built_with = index.manifest["inputs"]
    if built_with["model_sha256"] != encoder.sha256:
        index.close()
        if built_with["model"] == encoder.name:
            raise StoreError(
                f"the index of {folder} was built with other weights of the model "
                f"{encoder.name!r} (SHA-256 {built_with['model_sha256'][:12]}…, now "
                f"{encoder.sha256[:12]}…); run `chiaroscuro build {folder}`"
            )
        raise StoreError(
            f"the index of {folder} was built with the model {built_with['model']!r}, not "
            f"{encoder.name!r}; run `chiaroscuro build {folder}` with the new model, or set the old"
        )
