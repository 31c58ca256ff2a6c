"""Figures of a part, or of all else, are not those asked for."""

from __future__ import annotations

import numpy as np
import pytest

from rag.answering.surplus import keep_asked, prefer_asked
from rag.fitting.partial_figures import (
    has_one_for_each,
    is_of_anybody,
    is_of_others,
    is_of_part,
    leaves_out,
)
from rag.indexing.index_files import Entry
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

PART = "About 7 percent of the boats in the register are ferries (174 boats)."
WHOLE = "The register of 2025 lists 2,623 boats, the harbour says."


@pytest.mark.parametrize(
    ("question", "text", "part"),
    [
        ("How many boats are in the register?", PART, True),
        ("How many boats are in the register?", WHOLE, False),
        ("What share of the boats are ferries?", PART, False),
        ("How many piers need repairs?", "Some 79 piers need repairs of over $100,000.", True),
        ("How many piers need over $100,000?", "Some 79 piers need over $100,000.", False),
        ("How much do repairs cost?", "Repairs cost over $100,000.", False),
        ("How many piers need repairs?", "Over 79 piers need repairs.", False),
        ("How many piers need repairs?", "Half of the piers are in need of repairs.", False),
    ],
)
def test_the_figure_of_a_part(question: str, text: str, part: bool) -> None:
    assert is_of_part(question, text) is part


@pytest.mark.parametrize(
    ("question", "text", "out"),
    [
        ("How many came by the Ferry Scheme?", "29 came outside of the Ferry Scheme.", True),
        ("How many came outside the Ferry Scheme?", "29 came outside the Ferry Scheme.", False),
        ("How many came by the Ferry Scheme?", "29 came by it, outside of summer.", False),
        ("What is a minor pier?", "All piers other than the main piers are minor piers.", False),
    ],
)
def test_the_figure_of_all_else(question: str, text: str, out: bool) -> None:
    assert leaves_out(question, text) is out


@pytest.mark.parametrize(
    ("question", "text", "others"),
    [
        ("What share had no berth?", "Some 74 percent had a berth.", True),
        ("What share had no berth?", "A quarter were without any berth.", False),
        ("How many boats did not pay?", "Some 26 boats failed to pay.", False),
        ("What share had a berth?", "Some 74 percent had a berth.", False),
        ("How many no longer pay?", "Some 26 boats pay less.", False),
        ("Who had no berth?", "Some 74 percent had a berth.", False),
    ],
)
def test_the_figure_of_those_who_are_where_it_is_asked_who_are_not(
    question: str, text: str, others: bool
) -> None:
    assert is_of_others(question, text) is others


@pytest.mark.parametrize(
    ("question", "context", "anybody"),
    [
        ("How many U.S. citizens were rescued?", "Rescues", True),
        ("How many children were rescued in May?", "Rescues", True),
        ("How many children were rescued in May?", "Children at sea", False),
        ("How many people were rescued?", "Rescues", False),
        ("How many boats were rescued?", "Rescues", False),
    ],
)
def test_the_figure_of_anybody_where_some_are_asked_for(
    question: str, context: str, anybody: bool
) -> None:
    assert is_of_anybody(question, "In all 183,000 people were rescued.", context) is anybody


def _chosen(*said: tuple[str, float, float]) -> list[Evidence]:
    """Sentences of one passage, each with its score and its odds."""
    board = Speaker("Board")
    text = " ".join(line for line, _, _ in said)
    sentences = []
    for line, _, _ in said:
        start = text.index(line)
        sentences.append(Sentence(start, start + len(line), board))
    passage = Passage("a", "a", 0, len(text), text, (), tuple(sentences))
    entry = Entry(passage, "key", "Boats", np.arange(len(said) + 1))
    found = Found(0, entry, 0.5, 0.5, np.zeros((len(said), 1), np.float32))
    return [
        Evidence(found, each, score, np.zeros(1, np.float32), odds=odds)
        for each, (_, score, odds) in zip(sentences, said, strict=True)
    ]


@pytest.mark.parametrize(
    ("second", "odds", "first"),
    [
        (0.79, 3.0, WHOLE),
        (0.72, 3.0, WHOLE),  # the figure of a part gives way to one further behind, too
        (0.79, -3.0, PART),  # it does not answer
        (0.60, 3.0, PART),  # it is far behind
    ],
)
def test_the_whole_goes_before_its_part(second: float, odds: float, first: str) -> None:
    ranked = _chosen((PART, 0.8, 4.0), (WHOLE, second, odds))
    kept = prefer_asked("How many boats are in the register?", ranked)
    assert kept[0].text == first
    assert len(kept) == 2 and kept[0].score == 0.8


def test_what_has_a_name_goes_before_what_has_none_where_a_name_is_asked_for() -> None:
    named = "The case of the quay was heard by Judge Ada North."
    ranked = _chosen(("The judge of the quay ordered a delay.", 0.50, 0.2), (named, 0.49, 0.9))
    assert prefer_asked("Which judge heard the case of the quay?", ranked)[0].text == named


@pytest.mark.parametrize(
    ("other", "score", "odds", "both"),
    [
        ("Repairs in all years came to $14 million.", 0.795, 3.4, True),
        ("Repairs in all years came to $14 million.", 0.795, 2.9, False),  # it is less sure
        ("Repairs in all years came to $14 million.", 0.75, 3.4, False),  # it is further off
        ("All repairs took $2 million, the Board says.", 0.795, 3.4, False),  # the same figure
        ("Repairs at four piers took $2 million.", 0.795, 3.4, False),  # that and a smaller one
        ("Repairs at two piers took $3 million.", 0.795, 3.4, True),
    ],
)
def test_another_figure_with_as_good_a_claim_stands_too(
    other: str, score: float, odds: float, both: bool
) -> None:
    chosen = _chosen(("Repairs cost $2 million.", 0.8, 3.0), (other, score, odds))
    kept = keep_asked("How much did repairs cost?", chosen)
    assert len(kept) == 1 + both


@pytest.mark.parametrize(
    ("questions", "text", "has"),
    [
        (("What share rot?", "What share of over $9 rot?"), "Some 49 percent rot over $9.", False),
        (("What share rot?", "What share rust?"), "Some 49 percent rot, and half rust.", True),
        (("How many left?", "How many came?"), "In 2014, 40 boats left.", False),
        (("How many left?", "How many came?"), "Of 60 boats 40 left and 20 came.", True),
        (("How much was paid?", "How much was owed?"), "They paid $40.", False),
        (("How many left?", "What share came?"), "Some 40 boats left.", True),  # of two kinds
        (("How many left?", "Who left?"), "Some boats left.", True),
    ],
)
def test_two_figures_of_a_kind_are_two(questions: tuple[str, str], text: str, has: bool) -> None:
    assert has_one_for_each(questions, text) is has
