"""What somebody wanted done is what they recommend."""

from __future__ import annotations

import pytest

from rag.asking.wanted_done import as_recommended


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What did the TAO want done about piers?", "What did the TAO recommend about piers?"),
        ("what does the board want to be fixed", "What does the board recommend?"),
        (
            "What did the TAO want the town to do about old piers?",
            "What did the TAO recommend to the town about old piers?",
        ),
        (
            "What should be done about the piers, according to the TAO?",
            "What did the TAO recommend about the piers?",
        ),
        (
            "What should the Port of Esk do about piers?",
            "What did the report recommend to the Port of Esk about piers?",
        ),
        ("what should the council fix?", "What did the report recommend to the council?"),
    ],
)
def test_it_is_asked_what_is_recommended(question: str, asked: str) -> None:
    assert as_recommended(question) == asked


@pytest.mark.parametrize(
    "question",
    [
        "What did the TAO want?",
        "What do you want done?",
        "What should be done about the piers?",
        "What should I do about the piers?",
        "What should a pilot do about fog?",
        "What did the TAO do?",
        "Who wanted it done?",
        "What did the TAO tell the towns to do?",
        "What does the law want done with the money?",
        "What should happen to piers, according to the TAO?",
        "What did the TAO want people who dock to do?",
    ],
)
def test_other_questions_stay(question: str) -> None:
    assert as_recommended(question) is None
