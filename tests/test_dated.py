"""Documents that questions call by their kinds and days."""

from __future__ import annotations

from dataclasses import replace

import pytest
from named_documents import document

from rag.asking.addresses import Addresser
from rag.asking.dated import find_called
from rag.asking.directory import Directory

BOARD = "Port of Elm"
PAGE = replace(document("herald-2024-04-17", title="Quay to be mended"), format="html")
SAID = replace(document("board", title=BOARD, date="2024-09-09"), text="Elm\nMinutes of the Board")
DOCUMENTS = {
    each.id: each
    for each in (
        document("minutes-2024-03-04", title=BOARD),
        document("board/minutes_20240603", title=BOARD),
        document("memo", title="Piles", date="2024-01-30", kind="memorandum"),
        document("mail", title="Quay", date="2024-05-21", kind="email"),
        document("lease", title="Lease of May 2, 2019"),
        document("amendment-1-2021-05-02", title="Lease, changed"),
        PAGE,
        SAID,
    )
}
ADDRESSER = Addresser(Directory(DOCUMENTS, ()))


@pytest.mark.parametrize(
    ("question", "name"),
    [
        ("According to the minutes of March 4, who spoke?", "minutes-2024-03-04"),
        ("Who spoke in the minutes of the June 3 meeting?", "board/minutes_20240603"),
        ("Who spoke at the June 3, 2024 board meeting?", "board/minutes_20240603"),
        ("What do the minutes of the meeting of 3 June say?", "board/minutes_20240603"),
        ("What do the September minutes say about piles?", "board"),
        ("How many piles rot, as the memo of January 30 has it?", "memo"),
        ("What does the e-mail of 21st May 2024 say?", "mail"),
        ("Who is the tenant in the May 2, 2019 lease?", "lease"),
        ("In the April article, who spoke?", "herald-2024-04-17"),
    ],
)
def test_a_document_of_a_kind_and_day(question: str, name: str) -> None:
    topical = ADDRESSER.address(question).topical
    assert topical is not None and topical.documents == {name}


@pytest.mark.parametrize(
    "question",
    [
        "What do the minutes of March 5 say?",  # of no such day
        "What do the minutes of March 4, 2023 say?",
        "What does the memo of March 4 say?",  # of no such kind
        "In the May article, who spoke?",
        "What do the other minutes of March 4 say?",
        "What do the minutes of March 4 and the minutes of June 3 say?",
        "Who spoke on March 4?",
        "How many ships came in March?",
        "Who may report on it?",
    ],
)
def test_what_calls_no_document_by_its_day(question: str) -> None:
    assert ADDRESSER.address(question).topical is None


def test_the_words_that_call_it_so_are_asked_of_no_sentence() -> None:
    (called,) = find_called("How many came, by the minutes of June 3, 2024?")
    assert called.words == {"minutes", "of", "june", "3", "2024"}
    assert (called.month, called.day, called.year) == (6, 3, 2024)


def test_one_of_several_of_a_title_is_told_by_its_name() -> None:
    topical = ADDRESSER.address("Who spoke in the minutes of March 4?").topical
    assert topical is not None
    assert topical.said == f"Looked only in “{BOARD}” (minutes-2024-03-04)."
