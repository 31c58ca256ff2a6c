"""What tells whether a sentence changes another reads both, and the question."""

from __future__ import annotations

import numpy as np

from rag.models.change_reader import load_change_reader
from rag.models.cross_encoder import InContext

ASKED = "Who chairs the harbour committee?"
QUOTED = "The harbour committee is chaired by Dan Ferris."
LATER = InContext(
    "At its May meeting the harbour committee elected Ann Sorrel to the chair.",
    "Harbour news, June 2031",
)
BESIDE = InContext("The crane on the old quay is painted every spring.", "Harbour news, June 2031")


def test_what_overtakes_a_sentence_is_likelier_to_change_it_than_what_stands_beside() -> None:
    later, beside = load_change_reader().score(ASKED, [LATER, BESIDE], ((QUOTED, ""),))
    assert later > 0 > beside


def test_it_is_read_beside_what_is_asked_and_quoted() -> None:
    reader = load_change_reader()
    (changes,) = reader.score(ASKED, [LATER], ((QUOTED, ""),))
    lit = (("The lamp was lit by the keeper, Jon.", ""),)
    (other,) = reader.score("Who lit the lamp?", [LATER], lit)
    assert changes > other


def test_the_same_said_again_changes_nothing() -> None:
    again = InContext("Dan Ferris has chaired the harbour committee for years.", LATER.title)
    itself = InContext(QUOTED, LATER.title)
    odds = load_change_reader().score(ASKED, [again, itself], ((QUOTED, ""),))
    assert max(odds) < 0


def test_nothing_to_read_gives_nothing() -> None:
    assert np.array_equal(load_change_reader().score(ASKED, [], ((QUOTED, ""),)), np.zeros(0))
