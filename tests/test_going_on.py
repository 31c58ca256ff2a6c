"""When the sentence after the best one is quoted with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from rag.fitting.going_on import with_next
from rag.fitting.reranking import Reader
from rag.indexing.index_files import Entry
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

KEPT = "The port has kept going in spite of its losses."
HOW = "It has done so in part by borrowing 9 crowns."
BOARD = "The board closed 9 quays in May."


RUNS = "One quay runs a Code Amber."
CALLS = "This program calls all staff together."


class Told(Reader):
    """Reads as it is told to."""

    def read(self, question: str, evidence: Sequence[Evidence], *, most: int = 6) -> list[Evidence]:
        odds = {HOW: 2.0, BOARD: 2.0, KEPT: 4.0, RUNS: -0.1, CALLS: -0.2, SELLS: -5.0, FELL: 0.9}
        odds |= {ROSE: 0.9}
        return [
            replace(item, odds=odds.get(item.text, 3.0), read_by=self.size) for item in evidence
        ]


def passage(*texts: str) -> list[Evidence]:
    text = " ".join(texts)
    starts = [text.index(each) for each in texts]
    sentences = tuple(
        Sentence(start, start + len(each), Speaker("Board"))
        for start, each in zip(starts, texts, strict=True)
    )
    entry = Entry(
        Passage("a", "a", 0, len(text), text, (), sentences), "key", "Ports", np.arange(4)
    )
    found = Found(0, entry, 0.5, 0.5, np.zeros((len(texts), 1), np.float32))
    return [Evidence(found, each, 0.5, np.zeros(1, np.float32), odds=4.0) for each in sentences]


@pytest.mark.parametrize(
    ("question", "texts", "size", "most", "quoted"),
    [
        ("How has the port kept going?", (KEPT, HOW), "large", 4, [KEPT, HOW]),
        ("How has the port kept going?", (KEPT, BOARD), "large", 4, [KEPT]),  # it stands alone
        ("How has the port kept going?", (KEPT, BOARD, HOW), "large", 4, [KEPT]),  # not the next
        ("How has the port kept going?", (KEPT,), "large", 4, [KEPT]),
        ("How has the port kept going?", (KEPT, HOW), "large", 1, [KEPT]),
        ("How has the port kept going?", (KEPT, HOW), "small", 4, [KEPT]),
        ("How many quays did the board close?", (BOARD, HOW), "large", 4, [BOARD]),
    ],
)
def test_what_goes_on_with_the_answer_is_quoted(
    question: str, texts: tuple[str, ...], size: str, most: int, quoted: list[str]
) -> None:
    near = passage(*texts)
    reader = Told(size)  # type: ignore[arg-type]
    chosen = with_next(question, near[:1], near, reader, most=most)
    assert [item.text for item in chosen] == quoted


EARLIER, LATER = "In 2019 the port had 40 cranes.", "In 2023 the port had 65 cranes."
FEES = "In 2023 the port took fees from ships."
FELL = "By 2023, the number had dropped to 9."
ROSE = "By 2023, the fees had risen to 9 crowns."


@pytest.mark.parametrize(
    ("question", "texts", "quoted"),
    [
        ("How many cranes does the port have?", (EARLIER, LATER), [EARLIER, LATER]),
        ("How many cranes does the port have?", (LATER, EARLIER), [LATER]),
        ("How many cranes did the port have in 2019?", (EARLIER, LATER), [EARLIER]),
        ("How many cranes does the port have?", (EARLIER, FEES), [EARLIER]),
        ("How many hoists does the port have?", (EARLIER, FELL), [EARLIER, FELL]),
        ("How many hoists does the port have?", (EARLIER, ROSE), [EARLIER]),
        ("How many hoists did the port have in 2019?", (EARLIER, FELL), [EARLIER]),
    ],
)
def test_the_number_of_a_later_year_is_quoted_too(
    question: str, texts: tuple[str, ...], quoted: list[str]
) -> None:
    near = passage(*texts)
    chosen = with_next(question, near[:1], near, Told("large"), most=4)
    assert [item.text for item in chosen] == quoted


SELLS = "It also sells fish to ships."


@pytest.mark.parametrize(
    ("question", "odds", "after", "quoted"),
    [
        ("What is Code Amber?", -0.1, CALLS, [RUNS, CALLS]),
        ("What is Code Amber?", 1.5, CALLS, [RUNS]),  # it tells what that is as it is
        ("What is Code Amber?", -0.1, BOARD, [RUNS]),  # which does not go on with it
        ("What is Code Amber?", -0.1, SELLS, [RUNS]),
        ("Where is the Code Amber?", -0.1, CALLS, [RUNS]),
    ],
)
def test_what_tells_what_the_best_sentence_only_names_is_quoted(
    question: str, odds: float, after: str, quoted: list[str]
) -> None:
    near = [replace(item, odds=odds) for item in passage(RUNS, after)]
    chosen = with_next(question, near[:1], near, Told("large"), most=4)
    assert [item.text for item in chosen] == quoted
