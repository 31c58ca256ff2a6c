"""What one says of oneself is nobody else's doing."""

from __future__ import annotations

import numpy as np
import pytest

from rag.fitting.first_person import leave_out_others
from rag.indexing.index_files import Entry
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

ONE = np.ones(1, np.float32)
ASKED = "How many lamps did Ida Hale count?"


def said(text: str, who: str, title: str = "Letters") -> Evidence:
    sentence = Sentence(0, len(text), Speaker(who))
    passage = Passage(text, "doc", 0, len(text), text, (), (sentence,))
    entry = Entry(passage, "key", title, np.array([0, 1], np.int32))
    return Evidence(Found(0, entry, 0.5, 0.5, ONE[None]), sentence, 0.8, ONE)


@pytest.mark.parametrize(
    ("question", "item"),
    [
        (ASKED, said("I counted 40 lamps.", "Rolf Munk")),
        (ASKED, said("3. On May 2, I counted 40 lamps.", "Statement of Rolf Munk")),
        ("What was Ida Hale's estimate of the toll?", said("My estimate is $4.", "Rolf Munk")),
        ("When has Ida Hale left?", said("A. I left at noon.", "Rolf Munk")),
    ],
)
def test_what_others_tell_of_themselves_is_left_out(question: str, item: Evidence) -> None:
    assert leave_out_others(question, [item]) == []


@pytest.mark.parametrize(
    ("question", "item"),
    [
        (ASKED, said("I counted 40 lamps.", "Ida Hale")),
        (ASKED, said("I counted 40 lamps.", "Statement of Ida Hale")),
        (ASKED, said("I saw Hale count 40 lamps.", "Rolf Munk")),
        (ASKED, said("She counted 40 lamps.", "Rolf Munk")),
        (ASKED, said("I counted 40 lamps.", "MEMORANDUM")),
        (ASKED, said("I counted 40 lamps.", "Lamp Letters", "Lamp Letters")),
        (ASKED, said("We counted 40 lamps.", "Rolf Munk")),
        ("When did Ida Hale hire Rolf Munk?", said("I was hired in May.", "Rolf Munk")),
        ("How many lamps did the Harbour Board count?", said("I counted 40.", "Rolf Munk")),
        ("How many lamps were counted?", said("I counted 40 lamps.", "Rolf Munk")),
        ("How many lamps did Selsey Ferries count?", said("I counted 40.", "Rolf Munk")),
    ],
)
def test_what_may_be_of_the_one_asked_is_kept(question: str, item: Evidence) -> None:
    assert leave_out_others(question, [item]) == [item]
