"""The list under a heading that a question has the words of is given whole, and no other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.chain import Chatbot
from rag.settings import Settings

HANDBOOK = """\
# Handbook of the Orne ferry

## 1. Raising the ramp

1. Ring the bell twice.
2. Lift the chain. It hangs on the left post.
3. Turn the winch until the ramp is level.
4. Lock the winch.
5. Report to the bridge.

## 2. Opening the bow gate: procedure

To open the bow gate, do the following:

1. Draw the bolts.
2. Press the green button.

## 3. Lamps

1. A red lamp means that the ramp is down.
2. A blue lamp means that the gate is open.

## 4. Duties of the mate

4.1 The mate keeps the log.

4.2 The mate counts the passengers. Children count as one.

4.3 The mate tests the horn every morning.

## 5. Hazards

| Hazard | Remedy |
|---|---|
| Ice on the deck | Salt |
| Fog at the bar | Horn |
| Loose cargo | Straps |

## 6. Results

The ferry carried more people in 2020. It lost no day to fog.
"""

LETTER = """\
# Letter of the Port Office at Sorrel

We have looked at your plan for the quay.

Conditions

- The quay must have a rail.
- The lamps must burn all night.
- The crane must stay.

## Hazards

- Sharp rocks lie at the mouth of the port.
- The mole has no light.
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    root: Path = tmp_path_factory.mktemp("headed")
    (root / "docs").mkdir()
    (root / "docs" / "handbook.md").write_text(HANDBOOK, "utf-8")
    (root / "docs" / "letter.md").write_text(LETTER, "utf-8")
    with Chatbot.open(root / "docs", settings=Settings(index_dir=root / "index")) as opened:
        yield opened


RAMP = ["Ring the bell", "Lift the chain", "Turn the winch", "Lock the winch", "Report to"]


@pytest.mark.parametrize(
    ("question", "given", "told"),
    [
        ("What are the steps to raise the ramp?", RAMP, "All 5 under “1. Raising the ramp”"),
        ("What are the five steps for raising the ramp?", RAMP, "All 5 under"),
        ("List the steps for opening the bow gate.", ["Draw the bolts", "green button"], "All 2"),
        (
            "What are the duties of the mate?",
            ["keeps the log", "counts the passengers", "Children", "tests the horn"],
            "All 3 under “4. Duties of the mate” are given.",
        ),
        (
            "What are the hazards named in the handbook of the ferry?",
            ["Ice on the deck", "Fog at the bar", "Loose cargo"],
            "All 3 under “5. Hazards” are given.",
        ),
        (
            "What conditions did the Port Office set?",
            ["must have a rail", "burn all night", "must stay"],
            "All 3 under “Conditions” are given.",
        ),
    ],
)
def test_the_list_under_a_heading_is_given_whole(
    bot: Chatbot, question: str, given: list[str], told: str
) -> None:
    answer = bot.ask(question)
    assert answer.refusal is None
    quotes = [each.quote for each in answer.citations]
    found = [[part for part in given if part in quote] for quote in quotes]
    assert [part for parts in found for part in parts] == given
    assert "means that" not in " ".join(quotes)  # the list of the next section
    assert any(note.startswith(told) for note in answer.notes)


def test_what_announces_the_steps_is_quoted_with_them(bot: Chatbot) -> None:
    answer = bot.ask("What are the steps for opening the bow gate?")
    assert answer.citations[0].quote == "To open the bow gate, do the following:"


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("What are the hazards of the Sorrel port?", "Ice on the deck"),
        ("What are the hazards of the Orne ferry?", "Sharp rocks"),
    ],
)
def test_a_document_that_is_named_gives_its_list_alone(
    bot: Chatbot, question: str, other: str
) -> None:
    assert other not in bot.ask(question).text


def test_several_documents_that_may_be_meant_give_a_list_each(bot: Chatbot) -> None:
    text = bot.ask("What are the hazards?").text
    assert "Ice on the deck" in text and "Sharp rocks" in text


@pytest.mark.parametrize(
    "question",
    [
        "Which hazards sank the Orne ferry?",  # more than the heading has
        "What are the steps for lowering the anchor?",
        "What were the results of the ferry?",  # nothing is listed there
        "How often does the mate test the horn?",
    ],
)
def test_a_question_for_more_or_for_less_gives_no_such_list(bot: Chatbot, question: str) -> None:
    assert not any("under “" in note for note in bot.ask(question).notes)


@pytest.mark.parametrize("named", ["Tvedt's memo", "the Tidewater memo", "the memo"])
def test_a_document_is_known_by_how_it_begins(tmp_path: Path, named: str) -> None:
    memo = (
        "# MEMORANDUM\n\n**From:** Jorun Tvedt, Tidewater Partners\n\n## Risks\n\n"
        "| Risk | Remedy |\n|---|---|\n| Ice | Salt |\n| Fog | Horn |\n"
    )
    budget = "# Budget\n\nThere are two risks. The greatest risk is debt. The second is the tide.\n"
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "pier-memo.md").write_text(memo, "utf-8")
    (tmp_path / "docs" / "budget.md").write_text(budget, "utf-8")
    settings = Settings(index_dir=tmp_path / "index")
    with Chatbot.open(tmp_path / "docs", settings=settings) as bot:
        answer = bot.ask(f"What are the risks in {named}?")
    assert {each.document_id for each in answer.citations} == {"pier-memo"}
    assert "All 2 under “Risks” are given." in answer.notes
