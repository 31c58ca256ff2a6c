"""Who is asked answers in their own words before others tell what they say."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from rag.chain import Chatbot

NOTE = """# {title}

Author: {who}

## Dues

{dues}

## Dredging

{dredging}
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    folder = tmp_path_factory.mktemp("notes")
    notes = {
        "Selwick Research": (
            "We conclude that the dues were paid with borrowed money.",
            "Selwick Research expects the dredging to end in autumn.",
        ),
        "Orrin Advisers": (
            "Selwick also says that the dues are financed with debt.",
            "We think that the dredging is badly planned.",
        ),
    }
    for number, (who, (dues, dredging)) in enumerate(notes.items()):
        head = f"---\nauthor: {who}\ntitle: Note {number} on the port of Esk\n---\n"
        note = NOTE.format(title=who, who=who, dues=dues, dredging=dredging)
        (folder / f"note{number}.md").write_text(head + note)
    with Chatbot.open(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What does Selwick Research say about the dues?", "We conclude that the dues"),
        ("What does Selwick say about the dues?", "We conclude that the dues"),
        ("According to Selwick Research, how were the dues paid?", "We conclude that the dues"),
        ("What does Selwick Research say about the dredging?", "expects the dredging"),
        ("What does Orrin Advisers say about the dredging?", "badly planned"),
    ],
)
def test_ones_own_words_go_first(bot: Chatbot, question: str, words: str) -> None:
    assert words in bot.ask(question).citations[0].quote


def test_what_is_told_of_somebody_answers_where_they_do_not(bot: Chatbot) -> None:
    answer = bot.ask("Does Selwick Research say that the dues are financed with debt?")
    assert "financed with debt" in answer.text
