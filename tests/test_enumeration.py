"""The things that a sentence lists, and how many they are."""

from __future__ import annotations

import pytest

from rag.language.enumeration import Series, find_series


@pytest.mark.parametrize(
    ("text", "series"),
    [
        (
            "The board visited Eastport, Westport, Sandy Bay, and Northhaven, the largest.",
            Series(4, "The board visited Eastport"),
        ),
        (
            "It asked in the towns of Ash, Elm and Oak.",
            Series(3, "It asked in the towns of Ash"),
        ),
        (
            "Chosen were the Port Office (PO), the Quay Guild (QG), and the Ship and Boat Club.",
            Series(3, "Chosen were the Port Office"),
        ),
        (
            "The law names four goods: salt; fish, fresh or dried; timber; and tar.",
            Series(4, "The law names four goods"),
        ),
        (
            "The three steps are to mend the quay; light the pier, where dark; and lower dues.",
            Series(3, "The three steps are to mend the quay"),
        ),
        (
            "The plan must (1) lower dues, (2) mend the quay, and (3) light the pier.",
            Series(3, "The plan must "),
        ),
        ("Some ports (Ash, Elm, and Oak) closed.", Series(3, "Some ports: Ash")),
        ("It has many goods, such as salt, fish, and tar.", Series(3, "It has many goods")),
        ("For example, Ash, Elm and Oak refused.", Series(3, "Ash")),
        (
            "In 2012, the four towns that paid most were Ash, Elm, Oak, and Fir (see note 3).",
            Series(4, "In 2012, the four towns that paid most were Ash"),
        ),
        ("In Ash, Elm, and Oak, dues rose.", Series(3, "In Ash")),
        ("In 2012, Ash, Elm and Oak refused.", Series(3, "In 2012")),
        (
            "Three towns and five guilds wrote; gave salt, fish, and tar; and left.",
            Series(3, "gave salt"),
        ),
    ],
)
def test_what_is_listed(text: str, series: Series) -> None:
    assert find_series(text) == series


@pytest.mark.parametrize(
    "text",
    [
        "The quay was mended.",
        "In 2021, the board found that ships had left, and that dues rose.",
        "Despite the dues, the board, which had no plan, and the town disagreed.",
        "Salt and fish were sold.",
        "In three of these four towns, the board or the guild had paid or had lent ships.",
        "The towns planned, managed, and reported on it.",
        "Ash had left on May 4, 2011, according to the Times, and Elm had stayed.",
        "Two guilds agreed; the board, which had no plan, did not; and the town left.",
        "See note 1) below.",
    ],
)
def test_what_is_no_list(text: str) -> None:
    assert find_series(text) is None
