"""What is read for a follow-up beside the sentences that the words it carries over find."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rag import Chatbot
from rag.answering import in_talk
from rag.answering.in_talk import EACH
from rag.answering.state import State
from rag.asking.addresses import NOTHING_NAMED
from rag.asking.leaning import LEANS
from rag.records import Speaker
from rag.request import Request
from rag.retrieving.evidence import Evidence, rank

MILL = """\
---
title: The Mill of Ostry
publisher: Ostry Water Board
kind: report
---

# The wheel

The wheel of the mill turned until 1931, when the brook was led past it.

# The survey

The board asked 212 millers by letter, and 90 of them replied.
"""
GRAIN = """\
---
title: Grain in the Valley
publisher: Valley Trade Office
kind: report
---

# Harvest

The wheel of fortune turned for millers in the valley, and the mill of every second one stopped.

# Prices

Rye cost 14 crowns a sack. The office asked traders by telephone.
"""
PIER = """\
---
title: The Pier of Ostry
publisher: Ostry Auditors
kind: report
---

# Lamps

In earlier reports we had advised the harbour board to buy lamps. The harbour board did not agree
with our recommendation and bought none.

# What We Recommend

The harbour board should mend the crane. The board told us that it concurred.
"""
HISTORY = (
    (
        "When did the wheel of the mill stop turning?",
        "The wheel of the mill turned until 1931, when the brook was led past it. [1]",
    ),
)


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    folder: Path = tmp_path_factory.mktemp("in-talk")
    (folder / "mill.md").write_text(MILL)
    (folder / "grain.md").write_text(GRAIN)
    (folder / "pier.md").write_text(PIER)
    with Chatbot.open(folder, index_dir=tmp_path_factory.mktemp("index")) as opened:
        yield opened


def widened(bot: Chatbot, state: State, near: list[Evidence]) -> tuple[State, list[Evidence]]:
    assert state.query is not None
    return bot._steps._chooser._in_talk.widen(state, state.query, near)


def found(bot: Chatbot, question: str, *, keep: int) -> tuple[State, list[Evidence]]:
    """A follow-up with the first few passages found for it, and their sentences."""
    state = bot._steps.find(bot._steps.understand(bot._begin(Request(question, HISTORY))))
    assert state.query is not None
    near = state.found[:keep]
    return replace(state, found=near), rank(state.query, near)


def test_what_comes_nearest_to_it_as_it_is_asked_counts_as_much_as_the_best(bot: Chatbot) -> None:
    state, near = found(bot, "How many replied by letter?", keep=2)
    wide, sentences = widened(bot, state, near[-1:])
    survey = next(item for item in sentences if "212" in item.text)
    assert survey.score == pytest.approx(near[-1].score)
    assert {item.found.row for item in sentences} <= {item.row for item in wide.found}
    scores = [item.score for item in sentences]
    assert scores == sorted(scores, reverse=True)


def test_each_is_seen_with_what_is_carried_over(bot: Chatbot) -> None:
    state, near = found(bot, "And how many replied?", keep=1)
    assert state.query is not None
    _, sentences = widened(bot, state, near)
    assert {item.matches.shape for item in sentences} == {(len(state.query.weights),)}
    assert len(sentences) == len({(item.found.row, item.sentence) for item in sentences})
    assert len(sentences) <= len(near) + 2 * EACH


def test_the_documents_spoken_of_have_their_say(bot: Chatbot) -> None:
    state, near = found(bot, "And who asked by telephone or letter?", keep=1)
    _, sentences = widened(bot, state, near)
    best = [item for item in sentences if item.score == pytest.approx(near[0].score)]
    assert any(item.found.entry.passage.document_id == "mill" for item in best)


def test_a_filter_is_kept(bot: Chatbot) -> None:
    request = Request("And how many replied by letter?", HISTORY, documents=("grain",))
    state = bot._steps.find(bot._steps.understand(bot._begin(request)))
    assert state.query is not None
    _, sentences = widened(bot, state, rank(state.query, state.found))
    assert {item.found.entry.passage.document_id for item in sentences} == {"grain"}


@pytest.mark.parametrize(
    ("question", "best", "kept"),
    [
        ("How many of them replied?", "mill", ["mill"]),
        ("How many of them replied?", "grain", ["grain", "mill"]),
        ("And how many replied?", "mill", ["mill", "grain"]),
        ("How many of them replied in “Grain in the Valley”?", "mill", ["mill", "grain"]),
        ("And did the board agree?", "mill", ["mill"]),
        ("And did the board agree?", "grain", ["grain", "mill"]),
        ("And did others agree?", "mill", ["mill", "grain"]),
    ],
)
def test_what_other_documents_have_is_left_out_where_one_spoken_of_answers(
    bot: Chatbot, question: str, best: str, kept: list[str]
) -> None:
    state, _ = found(bot, question, keep=8)
    assert state.query is not None
    everywhere = rank(state.query, bot._steps._finder.find_best(state, state.query))
    own = {item.found.entry.passage.document_id: item for item in everywhere}
    state = replace(state, history=HISTORY)
    chosen = (own[best], own["grain" if best == "mill" else "mill"])
    told = bot._steps._chooser._in_talk.keep_to(state, chosen)
    assert [item.found.entry.passage.document_id for item in told] == kept


def test_what_another_disagreed_with_is_not_what_is_asked(
    bot: Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(in_talk, "disputes", lambda item, best: True)
    state, _ = found(bot, "And how many replied?", keep=8)
    assert state.query is not None
    everywhere = rank(state.query, bot._steps._finder.find_best(state, state.query))
    own = {item.found.entry.passage.document_id: item for item in everywhere}
    for question, kept in (("Did the board agree?", 1), ("How many of them replied?", 2)):
        asked = replace(state, question=question, history=HISTORY)
        told = bot._steps._chooser._in_talk.keep_to(asked, (own["mill"], own["grain"]))
        assert len(told) == kept


@pytest.mark.parametrize(("before", "kept"), [("What did Lee say?", 1), ("What of the mill?", 2)])
def test_what_others_say_is_left_out_where_one_who_was_asked_does(
    bot: Chatbot, before: str, kept: int
) -> None:
    state, (first, other, *_) = found(bot, "How many of them replied by letter?", keep=8)
    by_lee = replace(first, sentence=replace(first.sentence, speaker=Speaker("Lee")))
    state = replace(state, history=((before, "Nothing is quoted."),))
    assert len(bot._steps._chooser._in_talk.keep_to(state, (by_lee, other))) == kept


def test_nothing_found_stays_nothing(bot: Chatbot) -> None:
    state, _ = found(bot, "And how many replied?", keep=1)
    assert widened(bot, state, []) == (state, [])


def test_a_follow_up_is_answered_from_the_document_spoken_of(bot: Chatbot) -> None:
    answer = bot.ask("How many of those asked by letter replied?", history=HISTORY)
    assert "90 of them replied" in answer.text


def test_who_agreed_is_looked_for_where_comments_are_told_of(bot: Chatbot) -> None:
    history = (
        ("What is to be mended on the pier?", "The harbour board should mend the crane. [1]"),
    )
    state = bot._steps.understand(bot._begin(Request("Did the board agree?", history)))
    assert state.query is not None
    there = bot._steps._finder.where_agreed(["pier", "mill"], state.query)
    assert [item.entry.passage.headings[-1] for item in there] == ["What We Recommend"]
    found = bot._steps.find(state).found
    found = tuple(item for item in found if "concurred" not in item.entry.passage.text)
    state = replace(state, found=found, address=NOTHING_NAMED)
    _, sentences = widened(bot, state, rank(bot._steps._prepare(state.searched_as), found))
    assert any("concurred" in item.text for item in sentences)


@pytest.mark.parametrize(
    ("question", "leans"),
    [
        ("Did they go along with that, in 2011?", True),
        ("who disputes that, and why?", True),
        ("Who reported that, as of May, costs rose?", False),
    ],
)
def test_what_leans_before_a_comma(question: str, leans: bool) -> None:
    assert (LEANS.search(question.replace("they", "Lee")) is not None) is leans
