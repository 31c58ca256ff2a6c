"""Conversations of gold questions, held as they go: what the program answered before is its own.

A turn of an item's history with an answer is taken as it stands; one without is asked when it is
needed, once for all items that begin with the same turns.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

Turn = tuple[str, str]
Ask = Callable[[str, Sequence[Turn]], str]
"""Answers a question after earlier turns, in text."""


class Conversations:
    """Those held so far.

    Args:
        ask: What answers.
    """

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._answers: dict[tuple[Turn, ...], str] = {}

    def hold(self, history: Sequence[Turn]) -> tuple[Turn, ...]:
        """Returns a history with an answer in each turn."""
        turns: tuple[Turn, ...] = ()
        for question, answer in history:
            asked = (*turns, (question, ""))
            if not answer and asked not in self._answers:
                self._answers[asked] = self._ask(question, turns)
            turns = (*turns, (question, answer or self._answers[asked]))
        return turns
