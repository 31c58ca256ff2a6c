"""What leads over from a sentence that is not shown is left out, and nothing else."""

from __future__ import annotations

import pytest

from rag.language.connectives import capitalised, connective, is_counted, without_connective


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("However, the quay stayed shut.", "the quay stayed shut."),
        ("For example, Arnfield paid for two boats.", "Arnfield paid for two boats."),
        ("But some captains\nwaited.", "some captains\nwaited."),
        ("And yet, in addition, the board paid.", "the board paid."),
        ("More specifically, 12 piles were rotten.", "12 piles were rotten."),
        (
            "Since then, dues rose from 9.5 crowns in 2011 to 12 crowns in\n2014.",
            "dues rose from 9.5 crowns in 2011 to 12 crowns in\n2014.",
        ),
        (
            "But since then, between May 2011 and May 2014, two boats sank.",
            "between May 2011 and May 2014, two boats sank.",
        ),
    ],
)
def test_a_connective_is_parted_from_the_rest(text: str, rest: str) -> None:
    assert without_connective(text) == rest
    assert connective(text) + rest == text


@pytest.mark.parametrize(
    "text",
    [
        "However the board decides, ships wait.",
        "In addition to boats, the town owns docks.",
        "But for the grant, the quay would be shut.",
        "Yet another pier was closed.",
        "Otherwise, the quay would be shut.",
        "Then, in May, the board met.",
        "Of these, nine were rotten.",
        "Since then, dues rose.",
        "Since then, dues rose to 12 crowns in 2014.",  # from when on?
        "Since then, the Quay Acts of 2011 and 2014 were repealed.",
        "Since then dues rose from 9 crowns in 2011 to 12 crowns in 2014.",
        "Since then, dues rose from 9 to 12 crowns. In 2011 and 2014, two boats sank.",
        "As a result of the storm, nine were rotten.",
        "Further reasons were given.",
        "The board, however, met.",
        "But",
    ],
)
def test_what_says_more_is_kept(text: str) -> None:
    assert connective(text) == ""


@pytest.mark.parametrize(
    ("rest", "shown"),
    [
        ("the board met.", "[T]he board met."),
        ("a pier was closed.", "[A] pier was closed."),
        ("OMB has not met.", "OMB has not met."),
        ("12 piles were rotten.", "12 piles were rotten."),
        ("eBay sells boats.", "eBay sells boats."),
        ("“some” boats sank.", "“some” boats sank."),
    ],
)
def test_the_rest_begins_with_a_capital_in_brackets_where_it_has_none(
    rest: str, shown: str
) -> None:
    assert capitalised(rest) == shown


def test_what_is_counted() -> None:
    assert is_counted("Second, the piles are rotten.")
    assert not is_counted("Second thoughts came late.")
