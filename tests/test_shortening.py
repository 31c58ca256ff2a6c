"""What a shortened sentence may leave out of its source, and what it may not put elsewhere."""

import pytest

from rag.checking.shortening import reorders
from rag.checking.source import source_of
from rag.language.claims import fold, read
from rag.records import Citation, Speaker

QUAY = "The board repaired the quay, which had sunk, and the pilots paid for the new berths."
PLAN = (
    "The Gazette reported on May 3, 2021 that the board plans to sell the quay unless rents rise."
)
NAMES = "Mayor Ina Holt of Stavnes asked the Harbour Inspection Office (HIO) for a second report."
WHEN = "After the storm, the pilots moved the ferry to the east quay."
PARTS = "Prisons, courts and schools in the county received money from the state fund."
LONGER = "The grant pays for lamps; however, the ferry is only free for pupils of the island."
CONSENT = "Consent must be obtained first, and is held to be given if nobody objects."
ORDER = "Order 14 of January 20, 2025 bars ships over 90 metres from the canal."


def found(text: str, quote: str, speaker: str = "Gazette") -> list[str]:
    citation = Citation(
        1, "quay", "0" * 64, "The quay", None, None, None, 0, len(quote), quote, Speaker(speaker)
    )
    return list(reorders(read(fold(text)), source_of(citation)))


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The pilots repaired the quay.", QUAY),
        ("The board paid for the new berths.", QUAY),
        ("The pilots repaired the new berths, and the board paid for the quay.", QUAY),
        ("The board plans to sell the quay.", PLAN),
        ("The Gazette reported that the board sold the quay to rents.", PLAN),
        ("The Harbour Inspection Office asked Mayor Ina Holt for a second report.", NAMES),
        ("The pilots moved the ferry.", WHEN),
        ("The pilots moved to the east quay.", WHEN),
        ("The pilots moved the ferry after the east quay.", WHEN),
        ("Prisons and schools in the county received money from the state fund.", PARTS),
        ("Prisons received money.", PARTS),
        ("Ships and small boats left.", "Ships large and small boats left."),
        ("The ferry is free for pupils.", LONGER),
        ("The canal bars ships from 90 metres.", ORDER),
        ("Ships are barred from the canal over 90 metres.", ORDER),
        (
            "There are eleven of them.",
            "The crew buys cake for the desk, and there are eleven of them.",
        ),
        (
            "The list is thereafter burnt.",
            "Names are struck out, and the list is thereafter burnt.",
        ),
        ("It closed in 2019.", "The pier opened in 2001, and it closed in 2019."),
        ("If nobody objects, it is held to be given.", CONSENT),
    ],
)
def test_what_changes_the_sense_is_named(text: str, quote: str) -> None:
    assert found(text, quote)


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("The board repaired the quay.", QUAY),
        ("The pilots paid for the new berths.", QUAY),
        ("The board had repaired the quay, and pilots paid for the new berths.", QUAY),
        ("According to the Gazette, the board plans to sell the quay unless rents rise.", PLAN),
        ("Gazette: The board plans to sell the quay unless rents rise.", PLAN),
        ("Holt of Stavnes asked the HIO for a second report.", NAMES),
        ("The pilots moved the ferry to the east quay after the storm.", WHEN),
        ("The grant pays for lamps.", LONGER),
        ("The ferry is only free for pupils of the island.", LONGER),
        ("Order 14 bars ships over 90 metres from the canal.", ORDER),
    ],
)
def test_what_can_be_left_out_or_moved_may_be(text: str, quote: str) -> None:
    assert found(text, quote) == []


def test_every_sentence_shortens_itself() -> None:
    for quote in (QUAY, PLAN, NAMES, WHEN, PARTS, LONGER, ORDER):
        assert found(quote, quote) == []
