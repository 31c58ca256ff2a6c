"""Questions that ask one figure of each of several: what each is asked, and what is one thing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.answering.side_by_side import are_one
from rag.asking.each_asked import ask_each, asks_of_each
from rag.asking.sides import asks_to_compare
from rag.chain import Chatbot
from rag.records import Answer
from rag.settings import Settings


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "How much salt did Esk and the Orne Isles ship in 2005?",
            (
                "How much salt did Esk ship in 2005?",
                "How much salt did the Orne Isles ship in 2005?",
            ),
        ),
        (
            "How much salt did Esk ship in 2005 compared with Orne?",
            ("How much salt did Esk ship in 2005?", "How much salt did Orne ship in 2005?"),
        ),
        ("How many quays are in Esk and Orne?", ("How many quays are in Esk?",) * 1),
        ("What is the toll rate of Esk, Kent, and Orne?", ("What is the toll rate of Esk?",) * 1),
        ("How high are Esk's and Orne's tolls?", ("How high are Esk's tolls?",) * 1),
        ("How long are type A and type B permits?", ("How long are type A permits?",) * 1),
    ],
)
def test_each_is_asked_by_itself(question: str, asked: tuple[str, ...]) -> None:
    sides = asks_of_each(question)
    assert sides is not None
    assert tuple(each for (each,) in sides.asked)[: len(asked)] == asked
    assert len(sides.names) == len(sides.asked)


@pytest.mark.parametrize(
    "question",
    [
        *(
            "How many quays did masons and divers count?",
            "How many quays and dikes did North mend?",
        ),
        *("How many ships left in May and June?", "How many ships do Esk and Orne share?"),
        *("How far is it between Esk and Orne?", "Which quays did Lee and North report?"),
        *("How many ships did Esk and Orne own together?", "When did Esk and Orne make peace?"),
        *("How much salt did Esk ship in 2005?", "What are the costs and benefits of Esk?"),
    ],
)
def test_one_thing_is_asked_of_one(question: str) -> None:
    assert asks_of_each(question) is None


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        (
            "How do type 1 and type 2 quay permits differ in size and in how long they may run?",
            ("How large are type 1 quay permits?", "How long may type 1 quay permits run?"),
        ),
        (
            "Compare the Esk and the Orne on their length and how much they carry",
            ("How long is Esk?", "How much does Esk carry?"),
        ),
        ("How do Esk and Orne differ in height?", ("How high is Esk?",)),
        ("How do Esk and Orne differ in use and in price?", ("Esk use", "How much does Esk cost?")),
        ("How do Esk and Orne differ in their use of tar?", None),
        ("How do Esk and Orne differ on rot and sand?", None),
    ],
)
def test_topics_of_two_are_asked_one_by_one(question: str, asked: tuple[str, ...] | None) -> None:
    sides = asks_to_compare(question)
    assert sides is not None
    assert ask_each(sides).asked[:1] == ((asked,) if asked else ())


@pytest.mark.parametrize(
    ("texts", "one"),
    [
        (("The Board of Trade and Tariffs met.", "The Board of Trade and Tariffs rose."), True),
        (("Tariffs fell. The Board of Trade and Tariffs met. The Board of Trade rose.",), False),
        (("The Board of Trade met.",), False),  # the other is not told of at all
        (("The Board of Trade met.", "Tariffs fell."), False),
    ],
)
def test_names_that_are_only_joined_are_one(texts: tuple[str, ...], one: bool) -> None:
    assert are_one(("Board of Trade", "Tariffs"), texts) is one


REPORT = """\
---
title: Salt and Tolls of the Northern Ports
author: Mira Castellane
publisher: Arnfield Audit Office
date: 2006-05-04
kind: report
---

# Salt

As of 2005, Eskmouth was the leader in salt, producing 420 tons of salt a year. In comparison, the
Orne Isles produced 390 tons of salt in 2005.

# Tar

In 2005 Kentwick and Dovermoor bought 75 and 80 tons of tar.

# The board

The Board of Reefs and Shoals employed 312 divers. It meets at Lodmoor.

# Permits

Type A permits are given for mooring, and type B permits are given for fishing. The type A permits
cost between 20 and 90 crowns. The expected term of type A permits is up to 18 months. The type B
permits cost 150 crowns, and the term of type B permits is up to 3 years.

# Sailors

In a survey, 70 percent of the old sailors were less likely to report a leak. In the same survey, 28
percent of the young divers were less likely to report a leak.
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    root: Path = tmp_path_factory.mktemp("each")
    (root / "papers").mkdir()
    (root / "papers" / "ports.md").write_text(REPORT, "utf-8")
    with Chatbot.open(root / "papers", settings=Settings(index_dir=root / "index")) as opened:
        yield opened


def _has(answer: Answer, *figures: str) -> bool:
    return answer.refusal is None and all(figure in answer.text for figure in figures)


@pytest.mark.parametrize(
    "question",
    [
        "How much salt did Eskmouth and the Orne Isles produce in 2005?",
        "How much salt did the Orne Isles produce in 2005 compared with Eskmouth?",
        "Compare salt in Eskmouth and the Orne Isles in 2005.",
    ],
)
def test_both_of_two_are_answered_for(bot: Chatbot, question: str) -> None:
    assert _has(bot.ask(question), "420", "390")


def test_one_that_nothing_is_found_of_is_named(bot: Chatbot) -> None:
    answer = bot.ask("How much salt did Eskmouth and Lodmoor produce in 2005?")
    assert "420" in answer.text and "390" not in answer.text
    assert "Nothing found answers “How much salt did Lodmoor produce in 2005”." in " ".join(
        answer.notes
    )


def test_one_sentence_may_answer_for_both(bot: Chatbot) -> None:
    answer = bot.ask("How much tar did Kentwick and Dovermoor buy in 2005?")
    assert _has(answer, "75 and 80") and len(answer.statements) == 1


def test_one_name_is_not_torn_apart(bot: Chatbot) -> None:
    answer = bot.ask("How many divers did the Board of Reefs and Shoals employ?")
    assert _has(answer, "312") and not any("One after the other" in note for note in answer.notes)


def test_two_topics_of_two_are_told_side_by_side(bot: Chatbot) -> None:
    answer = bot.ask("How do type A and type B permits differ in price and in how long they run?")
    assert _has(answer, "90 crowns", "18 months", "150 crowns", "3 years")
    assert "fishing" not in answer.text


def test_which_of_two_is_more_is_told_by_the_figures_of_both(bot: Chatbot) -> None:
    answer = bot.ask("Are the old sailors or the young divers more reluctant to report a leak?")
    assert _has(answer, "70 percent", "28 percent")


@pytest.mark.parametrize(
    "question",
    [
        "How much did Esk, Orne and Lund pay in 2005 and in 2006?",
        "how much did Esk and Orne each pay in 2005?",
    ],
)
def test_what_each_is_asked_is_asked_once(tmp_path: Path, question: str) -> None:
    (tmp_path / "a.md").write_text("# Tolls\n\nEsk paid 5 crowns in 2005. Orne paid 7.\n", "utf-8")
    with Chatbot.open(tmp_path) as opened:
        answer = opened.ask(question)
    assert answer.refusal is not None or "5 crowns" in answer.text
