"""An agreement with something else than what is asked about answers nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rag.fitting.agreed_with import prefer_who_agreed, says_nothing_of_agreement
from rag.indexing.index_files import Entry
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

ASKED = "Did the port agree with the board's recommendations?"


@pytest.mark.parametrize(
    ("question", "text", "another"),
    [
        (ASKED, "The port disagreed with the advisory opinion.", True),
        (ASKED, "The port accepted the offer.", True),
        (ASKED, "The port agreed with the second recommendation.", False),
        (ASKED, "The port agreed with them.", False),
        (ASKED, "The port concurred.", False),
        (ASKED, "The port agreed to close the quay.", False),
        ("Did the port agree with the opinion?", "The port disagreed with the opinion.", False),
        (ASKED, "The port agreed with both recommendations of OIG-12-130.", True),
        (ASKED, "The port agreed with GAO's two recommendations.", True),
        (ASKED, "The port agreed with the recommendations of the Board of Trade.", False),
        (
            "Did it accept the recommendations of the board?",
            "It accepted the Mayor's advice, and GAO's findings.",
            True,
        ),
        (
            "Did it accept the inspector general's advice and recommendations?",
            "It accepted the recommendations of OIG-12-130.",
            False,
        ),
        ("Who disagreed?", "The port disagreed with the advisory opinion.", False),
        ("Did the port agree with GAO?", "The port disagreed with the advisory opinion.", True),
        ("Did the port agree with GAO?", "The port accepted the advice of GAO.", False),
        (ASKED, "The act was silent on how the port is led.", True),
        (ASKED, "The port plans to train its crew in May.", False),
        (ASKED, "The port did not.", False),
        (ASKED, "Yes, in full.", False),
    ],
)
def test_with_what_somebody_agrees(question: str, text: str, another: bool) -> None:
    assert says_nothing_of_agreement(question, text) is another


SAID = "We noted that our recommendation leaves room for that."
AGREED = "They agreed with our recommendation."


def said(text: str) -> Evidence:
    sentence = Sentence(0, len(text), Speaker("Board"))
    passage = Passage("a", "a", 0, len(text), text, (), (sentence,))
    entry = Entry(passage, "key", "Piers", np.arange(2, dtype=np.int32))
    found = Found(0, entry, 0.5, 0.5, np.zeros((1, 0), np.float32))
    return Evidence(found, sentence, 0.5, np.zeros(0, np.float32))


@pytest.mark.parametrize(
    ("question", "texts", "odds", "first"),
    [
        (ASKED, (SAID, AGREED), (1.3, -0.6), AGREED),
        (ASKED, (SAID, AGREED), (1.3, -2.5), SAID),  # which is hardly an answer
        (
            ASKED,
            ("The port concurred.", AGREED),
            (1.3, -0.6),
            "The port concurred.",
        ),
        ("What did the port say?", (SAID, AGREED), (1.3, -0.6), SAID),
        (ASKED, (SAID, "The port agreed with the opinion."), (1.3, -0.6), SAID),
    ],
)
def test_who_agreed_comes_before_what_else_is_said_of_it(
    question: str, texts: tuple[str, ...], odds: tuple[float, ...], first: str
) -> None:
    ranked = [replace(item, odds=each) for item, each in zip(map(said, texts), odds, strict=True)]
    assert prefer_who_agreed(question, ranked)[0].text == first
    assert len(prefer_who_agreed(question, ranked)) == len(ranked)
    assert prefer_who_agreed(question, []) == []
