"""What became of what was answered last is looked for where that stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import rag
from rag.answering.parts import split_parts
from rag.asking.leaning import asks_of_answer

FERRY = """---
title: Fares on the Ferry
author: Harbour Office
publisher: Harbour Office
---

# Fares on the Ferry

## Agency comments

In its comments, the Pilots' Guild (PG) suggested that we extend the recommendation on fares to
night ferries. However, the recommendation is about day ferries because these alone have posted
fares. Therefore, we did not extend the recommendation.

Copies of this report are sent to the towns.
"""

LAMP = """---
title: Lamps of the Lighthouse
author: Harbour Office
publisher: Harbour Office
---

# Lamps of the Lighthouse

The Harbour Office agreed with the recommendation on lamps and went along with it in May. It did not
accept the offer on oil.
"""


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("harbour")
    (folder / "ferry.md").write_text(FERRY, "utf-8")
    (folder / "lamp.md").write_text(LAMP, "utf-8")
    with rag.Chatbot.open(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "did the Harbour Office go along with that, and if not why?",
        "did the Harbour Office accept that?",
        "and why didn't the Harbour Office do that?",
    ],
)
def test_it_stands_behind_what_was_answered(harbour: rag.Chatbot, question: str) -> None:
    asked = "What did the Pilots' Guild suggest about the recommendation on fares?"
    before = harbour.ask(asked)
    assert before.citations and before.citations[0].document_id == "ferry"
    answer = harbour.ask(question, history=[(asked, before.text)])
    assert "Therefore, we did not extend the recommendation." in answer.text
    assert {each.document_id for each in answer.citations} == {"ferry"}
    assert "suggested that we extend" not in answer.text
    assert "Looked first in “Fares on the Ferry”" in " ".join(answer.notes)


def test_another_question_is_asked_anywhere(harbour: rag.Chatbot) -> None:
    asked = "What did the Pilots' Guild suggest about the recommendation on fares?"
    history = [(asked, harbour.ask(asked).text)]
    answer = harbour.ask(
        "Did the Harbour Office agree with the lamp recommendation?", history=history
    )
    assert {each.document_id for each in answer.citations} == {"lamp"}


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("did GAO go along with that, and if not why?", True),
        ("Did they accept it?", True),
        ("And why didn't GAO do that?", True),
        ("What did Lofgren say to that?", True),
        ("When was that?", False),
        ("Who says that?", False),
        ("Did they accept that offer?", False),
        ("How long did it take?", False),
    ],
)
def test_what_somebody_does_to_what_was_answered(question: str, asks: bool) -> None:
    assert asks_of_answer(question) is asks


def test_if_not_why_is_a_part() -> None:
    assert split_parts("Did the office accept that, and if not, why?") == (
        "Did the office accept that?",
        "why?",
    )
