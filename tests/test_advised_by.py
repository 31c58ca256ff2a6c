"""Whose advice a sentence tells."""

import numpy as np
import pytest

from rag.fitting.advised_by import is_advice_of_others, leave_out_advice_of_others
from rag.indexing.index_files import Entry
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found


def said(text: str) -> Evidence:
    sentence = Sentence(0, len(text), Speaker("Harbour Audit Office"))
    passage = Passage("a", "a", 0, len(text), text, (), (sentence,))
    entry = Entry(passage, "key", "Piers", np.arange(2, dtype=np.int32))
    found = Found(0, entry, 0.5, 0.5, np.zeros((1, 0), np.float32))
    return Evidence(found, sentence, 0.5, np.zeros(0, np.float32))


QUESTION = "What did the HAO recommend about piers?"


@pytest.mark.parametrize(
    "text",
    [
        "Pilots have guidelines that recommend oak for piers.",
        "The engineers recommended that piers be tarred.",
        "Captains have often advised the port to widen its piers.",
    ],
)
def test_what_others_recommend_is_not_the_advice_that_is_asked_for(text: str) -> None:
    assert is_advice_of_others(QUESTION, said(text))
    assert not is_advice_of_others("Who recommended oak for piers?", said(text))
    own = said("The port should tar its piers.")
    assert leave_out_advice_of_others(QUESTION, [said(text), own]) == [own]


@pytest.mark.parametrize(
    "text",
    [
        "We recommend that piers be tarred.",
        "HAO recommended oak for piers.",
        "The Office recommends oak, and pilots recommend elm.",
        "The report recommends oak for piers.",
        "They recommended oak for piers.",
        "The recommended oak is dear.",
        "The port should tar its piers.",
    ],
)
def test_their_own_is(text: str) -> None:
    assert not is_advice_of_others(QUESTION, said(text))


def test_a_name_goes_on_behind_its_first_words() -> None:
    harbours = said("The Board of Harbours recommended oak for piers.")
    assert not is_advice_of_others("What did Harbours recommend about piers?", harbours)
    asked = "What did the task force recommend about piers?"
    own = said("The Task Force on Safe Harbours recommended oak for piers.")
    assert not is_advice_of_others(asked, own)
    assert is_advice_of_others(asked, said("The Board of Safe Harbours recommended oak for piers."))
