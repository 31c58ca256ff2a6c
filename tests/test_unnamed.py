"""Somebody without a name who says something, or is only called so."""

from __future__ import annotations

import pytest
from test_speakers import speakers

from rag.language.abbreviations import is_named
from rag.language.unnamed import unnamed, unnamed_speaking


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("One neighbour said that it rained.", "One neighbour"),
        ("One neighbour, who gave no name, said the gates are old.", "One neighbour"),
        ("Traders on the quay fear that it will rain.", "Traders"),
        ("Four serving masters told us that it rained.", "Four serving masters"),
        ("In May, local residents complained that it rained.", "local residents"),
        ("The clerk who came later admitted that it rained.", "The clerk"),
        ("Her manager denies having said so.", "Her manager"),
        ("The letter says that it rained.", "The letter"),
        ("Some participants noted that it rained.", "Some participants"),
        ("Our dashboard told us that it rained.", None),
        ("Our clerk told us that it rained.", "Our clerk"),
        ("Your lawyers told us that it rained.", None),
        ("The survey notes that it rained.", None),
        ("The figures suggest that it rained.", None),
        ("The table says that it rained.", None),
        ("It is said that it rained.", None),
        ("While critics said that it rose, we knew that.", None),
        ("A right of way can be claimed where it rained.", None),
        ("Some towns came to believe that it rained.", None),
        ("The clerk said nothing.", None),
        ("The clerk told the town about the rain.", None),
    ],
)
def test_what_they_are_called_is_their_name(text: str, who: str | None) -> None:
    found = unnamed_speaking(text)
    assert (found and found.casefold()) == (who and who.casefold())


def test_only_people_are_called_so_behind_what_is_said() -> None:
    assert unnamed("one surveyor") == "One surveyor"
    assert unnamed("Child welfare officials in one of the ports we visited") is not None
    assert unnamed("a spoon of sugar") is None
    assert speakers("\u201cI keep them in the box on Fridays,\u201d said one surveyor.") == [
        "One surveyor"
    ]


@pytest.mark.parametrize(
    ("line", "name", "named"),
    [
        ("A neighbour said that it rained.", "One neighbour", True),
        ("One of them said that it rained.", "One neighbour", False),
        ("According to officials, it rained.", "Officials", True),
        ("It rained on ice.", "ICE", False),
        ("Mr. Reeves said so.", "Reeves", True),
    ],
)
def test_a_line_names_them_by_what_they_are(line: str, name: str, named: bool) -> None:
    assert is_named(line, name) is named


def test_the_auditors_are_the_auditor_whose_report_it_is() -> None:
    said = "The auditors said that it rained."
    assert speakers(said, author=None, publisher="Town Audit Office") == ["-"]
    assert speakers(said) == ["The auditors"]
    found = "The auditors inspected the quay. They found that it was old."
    assert speakers(found, author=None, publisher="Harbour Audit Office") == ["-", "-"]
