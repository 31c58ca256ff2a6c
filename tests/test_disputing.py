"""Two sources that tell the same thing otherwise: both of them are quoted."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rag.chain import Chatbot
from rag.retrieving.disputing import disagree


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3. The bridge opened on May 3, 2021.", "4. The bridge opened on May 9, 2021."),
        ("The bell rang at 2:06 a.m.", "The bell rang at 2:40 a.m."),
        ("The gate was locked.", "The gate was not locked."),
        ("The foreman was Ben Orr.", "The foreman was Tom Ashe."),
        ("The mole cost $1.2 million.", "The mole cost $1.5 million in the end."),
        ("About 40 lamps stood on the pier.", "There were 14 lamps that stood on the pier."),
    ],
)
def test_one_fact_of_the_same_thing_differs(one: str, other: str) -> None:
    assert disagree(one, other) and disagree(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The bridge opened on May 3, 2021.", "The bridge opened in May."),
        ("The bridge opened on May 3, 2021.", "On May 3 the bridge opened."),
        ("The bridge opened in 2021.", "The bridge opened on May 9, 2021."),
        ("In 2019 the port built 4 piers.", "In 2020 the port built 6 piers."),
        ("Ben Orr had 14 keys to the shed.", "Tom Ashe had 6 keys to the shed."),
        ("Some 400 lamps stood on the pier.", "In all, 412 lamps stood on the pier."),
        ("The gate was locked.", "The shed was not locked."),
        ("The mole cost $4,100.", "The mole cost 12 percent more."),
        ("The HCA owns the quay there.", "The Harbour Control Authority owns the quay there."),
        ("The mole of Kent cost $4,100.", "The mole of Esk cost $5,600."),
        ("The toll is $4.", "The ferry takes the toll on the north side, $5."),
    ],
)
def test_nothing_that_both_tell_differs(one: str, other: str) -> None:
    assert not disagree(one, other) and not disagree(other, one)


def _statement(name: str, *lines: str) -> str:
    told = "\n\n".join(f"{number}. {line}" for number, line in enumerate(lines, 2))
    return f"# Statement of {name}\n\n1. My name is {name}.\n\n{told}\n"


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    folder = tmp_path_factory.mktemp("witnesses")
    one = (
        "The siren sounded at 2:06 a.m.",
        "The ferry left on May 3, 2021.",
        "The boathouse was locked.",
        "The mole cost $1.2 million.",
        "The storm lasted 40 minutes.",
    )
    two = (
        "The siren sounded at 2:40 a.m.",
        "The ferry left on May 9, 2021.",
        "The boathouse was not locked.",
        "The mole cost $1.5 million.",
        "The storm lasted 25 minutes.",
    )
    (folder / "hale.md").write_text(_statement("Ida Hale", *one, "The tug is blue."))
    (folder / "munk.md").write_text(_statement("Rolf Munk", *two, "The tug is blue."))
    with Chatbot.open(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("When did the siren sound?", ("2:06", "2:40")),
        ("When did the ferry leave?", ("May 3", "May 9")),
        ("Was the boathouse locked?", ("was locked", "was not locked")),
        ("How much did the mole cost?", ("$1.2", "$1.5")),
        ("How long did the storm last?", ("40 minutes", "25 minutes")),
    ],
)
def test_both_sides_are_quoted(bot: Chatbot, question: str, facts: tuple[str, str]) -> None:
    text = bot.ask(question).text
    assert all(fact in text for fact in facts), text


def test_what_both_say_alike_is_quoted_once(bot: Chatbot) -> None:
    assert bot.ask("What colour is the tug?").text.count("blue") == 1
