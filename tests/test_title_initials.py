"""A document is known by the initials of its title, unless they stand for something else."""

from pathlib import Path

import pytest

import rag
from rag.asking.title_initials import called_in, initials_of
from rag.settings import Settings


@pytest.mark.parametrize(
    ("title", "short", "number"),
    [
        ("Master Services Agreement", {"MSA"}, None),
        ("Statement of Work No. 3", {"SOW"}, "3"),
        ("Non-Disclosure Agreement", {"NDA"}, None),
        ("Request for a Proposal", {"RFAP"}, None),
        ("Privacy Policy", set(), None),
        ("Outage of February 11, 2024 (settlement)", set(), None),
        ("", set(), None),
    ],
)
def test_a_title_of_a_few_words_has_initials(
    title: str, short: set[str], number: str | None
) -> None:
    assert initials_of(title) == (short, number)


@pytest.mark.parametrize(
    ("question", "called"),
    [
        ("What is due under SOW 3?", [("SOW", "3")]),
        ("What is due under SOW No. 12?", [("SOW", "12")]),
        ("What is the MSA's cap?", [("MSA", None)]),
        ("What does GAO-12-708 say of the sow?", []),
    ],
)
def test_abbreviations_are_found_with_the_number_behind_them(
    question: str, called: list[tuple[str, str | None]]
) -> None:
    assert list(called_in(question)) == called


def test_a_question_goes_to_the_document_of_which_it_has_the_initials(tmp_path: Path) -> None:
    folder = tmp_path / "docs"
    folder.mkdir()
    for number, price in ((2, 300), (3, 800)):
        text = f"# Statement of Work No. {number}\n\nThe fee for the crane is {price} crowns.\n"
        (folder / f"work-{number}.md").write_text(text, "utf-8")
    with rag.Chatbot.open(folder, settings=Settings(index_dir=tmp_path / "index")) as bot:
        answer = bot.ask("What is the fee for the crane under SOW 3?")
    assert "Looked first in “Statement of Work No. 3”." in answer.notes
    assert "800 crowns" in answer.statements[0].text
