"""Conversations of gold questions are held as they go."""

from __future__ import annotations

from collections.abc import Sequence

from evals.talking import Conversations, Turn


def test_turns_without_an_answer_are_asked_once_and_in_their_place() -> None:
    asked: list[tuple[str, tuple[Turn, ...]]] = []

    def ask(question: str, turns: Sequence[Turn]) -> str:
        asked.append((question, tuple(turns)))
        return f"{question.rstrip('?')}!"

    talks = Conversations(ask)
    first = (("Who?", "Who!"), ("When?", "When!"))
    assert talks.hold([("Who?", ""), ("When?", "")]) == first
    assert talks.hold([("Who?", ""), ("When?", ""), ("Why?", "")]) == (*first, ("Why?", "Why!"))
    assert asked == [("Who?", ()), ("When?", first[:1]), ("Why?", first)]
    given = (("Who?", "Lee."), ("When?", "When!"))
    assert talks.hold([("Who?", "Lee."), ("When?", "")]) == given
    assert asked[-1] == ("When?", given[:1]) and talks.hold([]) == ()
