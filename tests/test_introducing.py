"""What a sentence needs from the passage before its own is quoted with it."""

from __future__ import annotations

from pathlib import Path

import pytest

import rag

TALK = "The quay has nine piles and a lamp, and the town keeps four boats beside it all year. "


def told(folder: Path, text: str, question: str, **more: int) -> list[str]:
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "docs" / "quay.md").write_text(text, "utf-8")
    with rag.Chatbot.open(folder / "docs", index_dir=folder / "index") as bot:
        return [said.text for said in bot.ask(question, **more).statements]


@pytest.mark.parametrize("most", [3, 1])
def test_what_this_means_is_quoted_from_the_passage_before(tmp_path: Path, most: int) -> None:
    means = "In 1998 the town passed the Lantern Act."
    it = "This act made all captains carry three green lanterns at night."
    text = f"# The quay\n\n{TALK * 8}\n\n{means}\n\n{it} {TALK * 7}\n"
    said = told(tmp_path, text, "How many green lanterns must captains carry?", sentences=most)
    assert said == ([means, it] if most > 1 else [it])


def test_a_line_that_is_no_sentence_tells_nothing_of_what_this_means(tmp_path: Path) -> None:
    it = "This act made all captains carry three green lanterns at night."
    text = (
        f"# The quay\n\n{TALK * 8}\n\nActs for the consideration of the town\n\n{it} {TALK * 7}\n"
    )
    assert told(tmp_path, text, "How many green lanterns must captains carry?") == [it]


def test_nothing_is_quoted_from_before_another_heading(tmp_path: Path) -> None:
    it = "This act made all captains carry three green lanterns at night."
    text = f"# The quay\n\n{TALK * 8}\n\nA word.\n\n# The law\n\n{it} {TALK * 7}\n"
    assert told(tmp_path, text, "How many green lanterns must captains carry?") == [it]


def test_an_item_that_goes_on_with_its_lead_is_quoted_with_it(tmp_path: Path) -> None:
    lead = "A harbour of the first class is a place that:"
    items = ("is run by a town of its own,", "has at least seven lighthouses of stone, and")
    text = f"# The quay\n\n{TALK * 2}\n\n{lead}\n\n* {items[0]}\n* {items[1]}\n* burns oil.\n"
    said = told(tmp_path, text, "How many lighthouses of stone has a harbour of the first class?")
    assert lead in said
    assert any("seven lighthouses" in each for each in said[said.index(lead) :])


def test_an_item_that_is_a_sentence_stands_alone(tmp_path: Path) -> None:
    lead = "The board saw this:"
    item = "Ten lighthouses of stone were painted red."
    text = f"# The quay\n\n{TALK * 2}\n\n{lead}\n\n* The piles rot.\n* {item}\n"
    assert told(tmp_path, text, "How many lighthouses of stone were painted red?") == [item]


@pytest.mark.parametrize(
    ("question", "both"),
    [
        ("How does the salt of the Orne Isles compare with that of others?", True),
        ("How many tons of salt did the Orne Isles ship?", False),
    ],
)
def test_what_something_is_compared_with_is_quoted_where_that_is_asked(
    tmp_path: Path, question: str, both: bool
) -> None:
    first = "Eskmouth leads all ports, with 420 tons a year."
    other = "In comparison, the Orne Isles shipped 390 tons of salt."
    said = told(tmp_path, f"# The quay\n\n{TALK * 2}\n\n{first} {other}\n", question)
    assert (first in said) is both
    assert any("390 tons" in each for each in said)


@pytest.mark.parametrize(
    ("lead", "item", "both"),
    [
        ("## Do not enter the lock", "if your boat has seven lanterns of brass;", True),
        ("## Exclusions", "Boats with seven lanterns of brass.", True),
        ("The lock is not to be entered by", "a boat with seven lanterns of brass;", True),
        ("## Lanterns", "Boats may carry seven lanterns of brass.", False),
    ],
)
@pytest.mark.parametrize("further", [0, 9])
def test_an_item_is_quoted_with_the_line_over_its_list_wherever_that_stands(
    tmp_path: Path, lead: str, item: str, both: bool, further: int
) -> None:
    others = "".join(f"* {TALK}\n" for _ in range(further))
    text = f"# The lock\n\n{TALK * 3}\n\n{lead}\n\n{others}* {item}\n* Boats in tow.\n"
    said = told(tmp_path, text, "May a boat with seven lanterns of brass enter the lock?")
    assert item in said
    assert (lead.lstrip("# ") in said[: said.index(item)]) is both


def test_what_leads_in_from_the_passage_before_brings_what_it_answers(tmp_path: Path) -> None:
    asked, it = "May I moor at night?", "It is lit by nine green lanterns of brass."
    text = f"# The quay\n\n{TALK * 8}\n\n## {asked}\n\nYes.\n\n{it} {TALK * 7}\n"
    said = told(tmp_path, text, "How many green lanterns of brass light it?")
    assert said[: said.index(it) + 1] == [asked, "Yes.", it]
