"""Questions typed in small letters get the capitals of their names from what was found."""

from __future__ import annotations

import numpy as np
import pytest

from rag.answering.casing import as_written
from rag.chain import Chatbot
from rag.indexing.index_files import Entry
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.found import Found

SAYS = (
    "The Harbour Board told ICE of the toll. After that, ICE and the Harbour Board raised it.",
    "Tolls were paid in May, and the Toll Office closed. Nobody at ICE knew.",
)


def found(*texts: str) -> list[Found]:
    passages = []
    for row, text in enumerate(texts):
        sentence = Sentence(0, len(text), Speaker("Harbour Board"), "paragraph")
        passage = Passage(str(row), "doc", 0, len(text), text, (), (sentence,))
        entry = Entry(passage, "key", "Title", np.array([0, 1], np.int32))
        passages.append(Found(row, entry, 0.5, 0.5, np.ones((1, 1), np.float32)))
    return passages


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("what did the harbour board tell ice?", "what did the Harbour Board tell ICE?"),
        ("What did ice do?", "What did ICE do?"),
        ("who paid the toll?", "who paid the toll?"),  # mostly small
        ("did the office close?", "did the office close?"),  # once is chance
        ("What did ice tell Kent?", "What did ice tell Kent?"),  # typed with care
        ("is harbour-board one?", "is harbour-board one?"),
    ],
)
def test_names_are_written_as_the_documents_write_them(typed: str, written: str) -> None:
    assert as_written(typed, found(*SAYS)) == written


BOARDS = (
    "8.2 Incidents are told to the North Ethics Board, and the North Ethics Board writes back.",
    "8.3 Incidents are kept on file. The vote of the North Ethics Board was close.",
    "In May the keeper asked Dr Wren for a list, and Dr Wren sent it to Lord Hale of Arn.",
)


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Who abstained from the ethics vote?", "Who abstained from the ethics vote?"),
        ("who sits on the board?", "who sits on the board?"),
        ("Is there a north quay?", "Is there a north quay?"),
        ("what of incidents?", "what of incidents?"),
        ("Who sits on the ethics board?", "Who sits on the Ethics Board?"),
        ("who is on the north ethics board?", "who is on the North Ethics Board?"),
        ("what did wren send?", "what did Wren send?"),
    ],
)
def test_a_word_of_a_longer_name_is_a_name_only_beside_another_of_it(
    typed: str, written: str
) -> None:
    assert as_written(typed, found(*BOARDS)) == written


def test_two_figures_are_shown_however_the_question_is_typed(bot: Chatbot) -> None:
    typed = bot.ask("how many people were removed under secure communities")
    assert typed.question == "how many people were removed under secure communities"
    assert "183,000" in typed.text and "176,000" in typed.text
    careful = bot.ask("How many people were removed under Secure Communities?")
    assert "183,000" in careful.text and "176,000" in careful.text


def test_a_follow_up_in_small_letters_keeps_what_it_carries(bot: Chatbot) -> None:
    first = "Who asked for the audit of Secure Communities?"
    history = ((first, bot.ask(first).text),)
    answer = bot.ask("did she get an answer from ice about it?", history=history)
    assert answer.question == "did she get an answer from ice about it?"
    assert answer.searched_as.startswith("did Zoe Lofgren get an answer from ICE about it?")
