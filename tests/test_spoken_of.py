"""A conversation goes on about the documents that it quoted, until another is asked about."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rag import Answer, Chatbot
from rag.answering.recalling import quoted_documents
from rag.answering.routing import _names_missing
from rag.answering.state import State
from rag.models import large_cross_encoder as large
from rag.settings import Settings

MUSEUM = """\
---
title: The Museum of Kites in Arnfield
publisher: Arnfield Audit Office
kind: report
---

# What was found

The museum of kites shows 140 kites of silk and paper. Its roof leaks over the great hall. Painters
had warned the town about the roof since 2011, and two kites were damaged by rain.

# What the survey asked

The survey of visitors had a margin of error of 4 percentage points. It asked 300 visitors in May
about the rooms, the tickets and the garden.

# Recommendations

The town should mend the roof of the museum before the winter. (Recommendation 1)

The director should have the damaged kites restored. (Recommendation 2)
"""
LETTER = """\
---
title: The Lighthouse of Sorrel
publisher: Sorrel Lamp Board
kind: report
---

# Findings

The lamp of the lighthouse burns oil. Keepers climb 210 steps each night.

# Recommendations for the Board

We recommend that the board of the lighthouse do the following three things:

1. Replace the oil lamp by an electric one.

2. Build a lift for the keepers.

3. Paint the tower white again.
"""
FERRY = """\
---
title: Ferries to Little Sorrel
publisher: Sorrel Gazette
kind: article
---

# Passengers

Skippers said that the boats are late in storms and that the engine of the oldest one burns too much
oil. The poll of passengers had a margin of error of 9 percentage points. The company agreed to buy
two boats, to dredge the channel and to paint the pier.

# Fares

A single ticket costs 7 crowns. Children under six travel free of charge.
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    folder: Path = tmp_path_factory.mktemp("spoken-of")
    (folder / "museum.md").write_text(MUSEUM)
    (folder / "ferry.md").write_text(FERRY)
    (folder / "lighthouse.md").write_text(LETTER)
    with Chatbot.open(folder, index_dir=tmp_path_factory.mktemp("index")) as opened:
        yield opened


def talk(bot: Chatbot, *said: str) -> Answer:
    history: list[tuple[str, str]] = []
    for each in said:
        answer = bot.ask(each, history=history)
        history.append((each, answer.text))
    return answer


def cited(answer: Answer) -> set[str]:
    return {citation.document_id for citation in answer.citations}


@pytest.mark.parametrize(
    ("first", "document", "figure"),
    [
        ("How many kites does the museum show?", "museum", "4 percentage points"),
        ("What does a single ticket for the ferry cost?", "ferry", "9 percentage points"),
    ],
)
def test_what_both_have_is_that_of_the_one_spoken_of(
    bot: Chatbot, first: str, document: str, figure: str
) -> None:
    answer = talk(bot, first, "What's the margin of error?")
    assert cited(answer) == {document} and figure in answer.text


def test_another_one_is_asked_about_at_any_time(bot: Chatbot) -> None:
    answer = talk(bot, "How many kites does the museum show?", "What does a single ticket cost?")
    assert cited(answer) == {"ferry"} and "7 crowns" in answer.text


def test_a_refusal_between_does_not_end_it(bot: Chatbot) -> None:
    answer = talk(
        bot,
        "How many kites does the museum show?",
        "Who composed the opera?",
        "What's the margin of error?",
    )
    assert cited(answer) == {"museum"}


def test_all_that_is_recommended_there_is_given(bot: Chatbot) -> None:
    answer = talk(
        bot, "How many kites does the museum show?", "quote me the recommendations in full"
    )
    assert answer.question == "quote me the recommendations in full"
    assert [len(statement.citations) for statement in answer.statements] == [1, 1]
    assert "mend the roof" in answer.text and "restored" in answer.text


def test_numbered_recommendations_are_given_all_with_what_announces_them(bot: Chatbot) -> None:
    answer = talk(bot, "How many steps do keepers climb?", "give me all of the recommendations")
    said = [statement.text for statement in answer.statements]
    assert "we recommend" in said[0].lower() and len(said) == 4
    assert any(note.startswith("All 3") for note in answer.notes)


def test_what_the_question_before_named_need_not_stand_there(bot: Chatbot) -> None:
    answer = talk(
        bot,
        "Were 68 kites of the museum damaged by rain in Fairview?",
        "Since when was that warned of?",
    )
    refused = answer.refusal.message if answer.refusal else ""
    assert "68" not in refused and "Fairview" not in refused


def test_documents_are_known_by_the_sentences_quoted(bot: Chatbot) -> None:
    answer = bot.ask("How many kites does the museum show?")
    index = bot._index
    assert quoted_documents(answer.text, index) == ("museum",)
    assert quoted_documents("The museum shows kites of paper.", index) == ()
    assert quoted_documents("", index) == ()


def test_names_that_nothing_found_has_are_those_of_the_question_itself(bot: Chatbot) -> None:
    steps = bot._steps
    state = steps.find(steps.understand(State("How many kites does Petra Sandoval show?")))
    assert _names_missing(state) == {"Petra", "Sandoval"}
    assert _names_missing(replace(state, question="How many kites does she show?")) == set()


@pytest.mark.skipif(not large.installed(), reason="its packages are not installed")
def test_whoever_is_named_anew_is_not_looked_for_in_what_was_quoted(tmp_path: Path) -> None:
    settings = Settings(index_dir=tmp_path, cross_encoder="large")
    with Chatbot.open(settings=settings) as bundled:
        asked = ("What did Miles and Cox find?", "When was that published?")
        history: list[tuple[str, str]] = []
        for question in asked:
            history.append((question, bundled.ask(question, history=history).text))
        answer = bundled.ask("How about Alsan and Yang?", history=history)
        of_cadman = "What did Cadman say caused the confusion?"
        told_her = [(of_cadman, bundled.ask(of_cadman).text)]
        hers = bundled.ask("What did Zoe Lofgren say when the reports came out?", history=told_her)
    assert answer.refusal is None and "Alsan and Yang" in answer.text
    assert "told Rep. Zoe Lofgren in a letter" in told_her[0][1]
    assert {each.speaker.name for each in hers.citations} == {"Rep. Zoe Lofgren"}
