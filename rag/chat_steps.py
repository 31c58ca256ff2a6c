"""The steps in which a chat model may have a word, from a follow-up put in full to the answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from rag.answering.state import State
from rag.answering.steps import Steps
from rag.asking.conversation import contextualise, is_of_answer
from rag.asking.small_talk import reply_to
from rag.errors import ModelError
from rag.records import Answer, Event
from rag.settings import Settings
from rag.wording.answer_cache import FILE, AnswerCache, CachedModel
from rag.wording.chat_models import ChatModel
from rag.wording.chat_providers import open_chat_model
from rag.wording.rewriting import rewrite
from rag.wording.selecting import select
from rag.wording.writing import Writer, statement_events


def open_model(settings: Settings) -> ChatModel | None:
    """Opens the chat model that is set, None where none is; nothing is asked of it yet.

    Raises:
        ModelError: If what brings it is not installed, or it cannot be opened.
    """
    if settings.chat_model is None:
        return None
    return open_chat_model(
        settings.chat_model,
        base_url=settings.chat_base_url,
        api_key=settings.chat_api_key,
        timeout_seconds=settings.chat_timeout_seconds,
        context_tokens=settings.chat_context_tokens,
    )


def open_writer(settings: Settings, indexes: Path) -> Writer | None:
    """Opens what words answers, None without a chat model; `indexes` is the folder of them all."""
    model = open_model(settings)
    if model is None:
        return None
    if not settings.chat_cache_answers:
        return Writer(model, settings.failed_sentence)
    cache = AnswerCache(indexes / FILE, settings.chat_cache_answers)
    return Writer(CachedModel(model, cache), settings.failed_sentence)


class ChatSteps:
    """The steps of one folder with a chat model, or without: then every answer is quoted.

    Args:
        selects_to_write: Whether the chat model selects the sentences that it words, too.
    """

    def __init__(
        self, steps: Steps, writer: Writer | None, *, selects_to_write: bool = False
    ) -> None:
        self._steps = steps
        self._writer = writer
        self._selecting = ("select", "write") if selects_to_write else ("select",)

    def rewrite(self, state: State) -> State:
        """Has the chat model word a follow-up; where it cannot, the rule stands."""
        if self._writer is None or state.mode != "write":
            return state
        _, leans = contextualise(state.question, state.history)
        if leans is None or is_of_answer(state.question) or reply_to(state.question):
            return state
        words = rewrite(self._writer.model, state.question, state.history, state.deadline)
        return replace(state, rewritten=words)

    def select(self, state: State) -> State:
        """Has the chat model select the sentences of the answer; where it cannot, ours stay."""
        if self._writer is None or state.mode not in self._selecting:
            return state
        material = self._steps.selected.material(state)
        if not material:
            return state
        try:
            selection = select(
                self._writer.model,
                state.asked or state.question,
                self._steps.selected.lines(material),
                history=state.history if _follows(state) else (),
                most=state.sentences,
                deadline=state.deadline,
            )
        except ModelError as error:
            note = f"The chat model selected nothing, so the program did: {error}."
            return replace(state, notes=(*state.notes, note))
        return self._steps.selected.settle(state, material, selection)

    def answer(self, state: State) -> Answer:
        """Answers what was decided on."""
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

    def events(self, states: Iterator[State]) -> Iterator[Event]:
        """Answers step by step; the last event carries the Answer."""
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

    def _writer_for(self, state: State, quoted: Answer) -> Writer | None:
        """Returns who words the answer: nobody where nothing is said, or it is on record."""
        worded = state.mode == "write" and quoted.statements and not quoted.reply
        return self._writer if worded else None


def _must_be_whole(state: State) -> bool:
    """Whether an answer misleads with a part missing: a list, a comparison, several things."""
    return bool(state.listed) or bool(state.meant) or state.difference is not None


def _follows(state: State) -> str | None:
    """Returns the question before, where this one was searched for together with its words."""
    carried = state.searched_as != state.question and state.history
    return state.history[-1][0] if carried else None
