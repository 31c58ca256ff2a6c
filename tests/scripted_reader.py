"""A cross-encoder that reads as it is told, and evidence to have read, for tests of answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import rag
from rag.answering.state import State
from rag.asking.conversation import History
from rag.retrieving.evidence import Evidence


@dataclass
class Scripted:
    """Reads as it is told: the odds of each sentence that has some words, else -4."""

    odds: dict[str, float]
    size: str = "large"

    def read(self, question: str, evidence: Sequence[Evidence], *, most: int) -> list[Evidence]:
        del question, most
        return [replace(each, odds=self.of(each.text), read_by=self.size) for each in evidence]

    def within(self, question: str, history: History) -> Scripted:
        """Itself: it reads no turns before."""
        del question, history
        return self

    def of(self, text: str) -> float:
        return next((odds for said, odds in self.odds.items() if said in text), -4.0)


def searched(bot: rag.Chatbot, question: str, quoted: str) -> tuple[State, Evidence]:
    """What is found for a question, and of that the sentence that has some words."""
    steps = bot._steps
    state = steps.find(steps.understand(State(question)))
    item = next(
        Evidence(found, sentence, 1.0, found.matches[place])
        for found in state.found
        for place, sentence in enumerate(found.entry.passage.sentences)
        if quoted in found.entry.passage.text_of(sentence)
    )
    return state, item
