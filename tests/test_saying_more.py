"""What somebody says in more than one sentence is quoted together, where it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from rag.fitting.reranking import Reader
from rag.fitting.saying_more import whose_words, with_more_said
from rag.indexing.index_files import Entry
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

ASKED = "What did the Harbour Board say about the quay?"
RISE = "In its letter of May, the Harbour Board said that the new quay lies too low."
NOTED = "Specifically, the Harbour Board noted that spring tides would flood the storehouses."
RAISED = "The Harbour Board also raised concerns that piles had been counted twice."
IT = "It also warned that dredging would take four years."
FERRY = "The Ferry Guild said that tides had never harmed anyone."
AGAIN = "In its letter of May, the Harbour Board said the new quay lies too low."
THESE = "The Harbour Board said these tides come every spring."
FOURTH = "Further, the Harbour Board wrote that rents are unpaid."

ODDS = {RISE: 3.0, NOTED: 0.7, RAISED: -0.3, IT: 1.0, FERRY: 2.0, AGAIN: 3.0, THESE: 2.0}


class Told(Reader):
    """Reads as it is told to."""

    def read(self, question: str, evidence: Sequence[Evidence], *, most: int = 6) -> list[Evidence]:
        return [
            replace(item, odds=ODDS.get(item.text, -3.0), read_by=self.size) for item in evidence
        ]


def passage(*texts: str) -> list[Evidence]:
    text = " ".join(texts)
    starts = [text.index(each) for each in texts]
    sentences = tuple(
        Sentence(start, start + len(each), Speaker("Port Auditor"))
        for start, each in zip(starts, texts, strict=True)
    )
    entry = Entry(
        Passage("a", "a", 0, len(text), text, (), sentences), "key", "Ports", np.arange(4)
    )
    found = Found(0, entry, 0.5, 0.5, np.zeros((len(texts), 1), np.float32))
    return [
        Evidence(found, each, 0.5, np.zeros(1, np.float32), odds=ODDS.get(one))
        for each, one in zip(sentences, texts, strict=True)
    ]


def said(question: str, *texts: str, size: str = "large", most: int = 4) -> list[str]:
    """What is quoted of some sentences, one of which answers best."""
    near = passage(*texts)
    best = next(item for item in near if item.text == RISE)
    reader = Told(size)  # type: ignore[arg-type]
    return [item.text for item in with_more_said(question, [best], near, reader, most=most)]


@pytest.mark.parametrize(
    ("texts", "quoted"),
    [
        ((RISE, NOTED, RAISED), [RISE, NOTED, RAISED]),
        ((RISE, FERRY, NOTED), [RISE, NOTED]),  # what another one says between is left out
        ((RISE, IT), [RISE, IT]),
        ((RISE, FERRY, IT), [RISE]),  # it is the guild's
        ((RISE, FERRY, THESE), [RISE]),  # which tides?
        ((RISE, FOURTH), [RISE]),  # it does not answer
        ((RISE, AGAIN), [RISE]),
        ((RISE, NOTED, THESE), [RISE, NOTED, THESE]),
        ((RISE, RAISED, NOTED, IT), [RISE, NOTED, IT]),  # three in all
        ((NOTED, RISE), [RISE]),  # it leads up to it, and not surely
        ((RISE,), [RISE]),
    ],
)
def test_what_the_same_one_goes_on_to_say_is_quoted(
    texts: tuple[str, ...], quoted: list[str]
) -> None:
    assert said(ASKED, *texts) == quoted


def test_what_is_quoted_already_is_not_added() -> None:
    near = passage(NOTED, RISE, RAISED)
    best = replace(near[1], led_in_by=(near[0].sentence,), followed_by=(near[2].sentence,))
    assert with_more_said(ASKED, [best], near, Told("large"), most=6) == (best,)


def test_what_they_surely_said_right_before_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ODDS, NOTED, 2.0)
    assert said(ASKED, NOTED, RISE) == [NOTED, RISE]
    assert said(ASKED, NOTED, FERRY, RISE) == [RISE]


@pytest.mark.parametrize(
    ("question", "size", "most"),
    [
        ("How low does the new quay lie?", "large", 4),
        ("Did the Harbour Board say that the quay lies too low?", "large", 4),
        ("What did the Ferry Guild say about the quay?", "large", 4),
        (ASKED, "small", 4),
        (ASKED, "large", 1),
    ],
)
def test_nothing_is_added_elsewhere(question: str, size: str, most: int) -> None:
    assert said(question, RISE, NOTED, RAISED, size=size, most=most) == [RISE]


def test_what_is_found_besides_makes_room_for_what_they_go_on_to_say() -> None:
    near = passage(RISE, NOTED, RAISED, FERRY)
    chosen = with_more_said(ASKED, [near[0], near[3]], near, Told("large"), most=4)
    assert [item.text for item in chosen] == [RISE, NOTED, RAISED]


@pytest.mark.parametrize(
    ("question", "who"),
    [
        (ASKED, "Harbour Board"),
        ("What has Captain Boone announced on May 4, 2011?", "Captain Boone"),
        ("What did Boone say?", "Boone"),
        ("How did Arnfield answer the auditor's advice to sell the boats?", "Arnfield"),
        ("what was the guild’s response to the plan?", "guild"),
        ("What did the board say was the cause of the flood?", ""),
        ("What did the board say sank the boat?", ""),
        ("How did the board mend the quay?", ""),
        ("What did the board do about the quay?", ""),
        ("How many boats did the board say were lost?", ""),
        ("When did the board answer the guild?", ""),
        ("Did the board answer the guild?", ""),
    ],
)
def test_it_is_told_whose_words_are_asked_for(question: str, who: str) -> None:
    assert whose_words(question) == who
