"""Abbreviations: what a document defines, and whom a short name means."""

from __future__ import annotations

import pytest

from rag.language.abbreviations import (
    abbreviations,
    credits,
    is_called,
    is_named,
    may_be_one,
    spelled_out,
)


def test_definitions_give_short_and_long_form_one_name() -> None:
    text = "The Ministry of Rivers (MOR) and the Flood Relief Act (FRA) are old."
    assert abbreviations(text) == {
        "MOR": "MOR", "Ministry of Rivers": "MOR", "FRA": "", "Flood Relief Act": "",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("Rep. Zoe Lofgren", "lofgren"),
        ("Rep. Zoe Lofgren", "Zoe Lofgren"),
        ("U.S. Government Accountability Office", "GAO"),
        ("DHS Office of Inspector General", "OIG"),
        ("DHS Office of the Inspector General", "DHS inspector general"),
        ("ICE", "Immigration and Customs Enforcement"),
        ("ICE officials", "ice"),
    ],
)
def test_a_speaker_is_meant_by_part_of_the_name_or_its_initials(name: str, wanted: str) -> None:
    assert is_called(name, wanted)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("United States Harbor Office", "State"),
        ("TAO", "Vaughan and TAO"),
        ("W.D. Reasoner", "Lofgren"),
        ("Justice Department", "ICE"),
        ("DOJ Office of the Inspector General", "DHS inspector general"),
        ("GAO", ""),
        ("DHS", "GAO"),
    ],
)
def test_nobody_else_is_meant(name: str, wanted: str) -> None:
    assert not is_called(name, wanted)


@pytest.mark.parametrize(
    ("name", "wanted", "meant"),
    [
        ("DOP", "Department of Piles", True),
        ("DOP officials", "the Department of Piles", True),
        ("DOP", "Department of Pumps", False),
        ("DOP officials", "Department of Pumps", False),
        ("Pumps", "Department of Pumps", True),
        ("Department of Pumps", "DOP", False),
        ("Department of Piles", "DOP", True),
        ("DOW", "Department of Waters", True),
        ('DOP, "Rot at the Quay"', "Department of Piles", True),
        ("United States Tide Audit Office", "TAO", True),
        ("OTI", "tide inspector", True),
        ("Harbour OTI", "tide inspector", True),
        ("DOP", "tide inspector", False),
    ],
)
def test_what_a_document_spells_out_wins_over_initials(name: str, wanted: str, meant: bool) -> None:
    tides = "The U.S. Tide Audit Office (TAO) and the Office of Tide Inspector (OTI) sat."
    piles = "The Department of Piles (DOP) and Department of Pumps (Pumps) met."
    spelled = spelled_out([piles, tides])
    assert is_called(name, wanted, spelled) is meant


@pytest.mark.parametrize(
    ("line", "credited"),
    [
        ("The Gazette reported that Lee, the mayor, had warned of rot.", True),
        ("In Lee's survey, nine piles were rotten.", True),
        ("Nine piles were rotten, according to Mayor Jo Lee.", True),
        ("The Gazette, citing Lee, counted nine rotten piles.", True),
        ("A draft of the Lee report advised the board to close the quay.", True),
        ("A page links to an interview with Jo Lee, a diver.", False),
        ("The board wrote to Lee.", False),
        ("The leeward pier rots.", False),
        ("The TAO counted nine piles.", True),
        ("The board knew that Lee had asked for nets.", True),
        ("The board asked the TAO.", False),
        ("The Gazette wrote that the retired town clerk Jo Lee said so.", True),
        ("The Gazette wrote that the letter to clerk Jo Lee was lost.", False),
    ],
)
def test_a_line_tells_of_what_somebody_says_or_only_of_them(line: str, credited: bool) -> None:
    who = ("Jo Lee", "Town Audit Office")
    assert credits(line, who) is credited
    assert credits(line, who, plainly=True) is (credited and "had asked" not in line)


@pytest.mark.parametrize(
    ("line", "named"),
    [
        ("The Centre for Coastal Rights reported that the quay was closed.", True),
        ("The Centre for Coastal Surveys reported that the quay was closed.", False),
    ],
)
def test_letters_are_named_where_what_they_stand_for_is_written_out(line: str, named: bool) -> None:
    assert is_named(line, "CCR") is named


@pytest.mark.parametrize(
    ("line", "name", "named"),
    [
        ("A draft of the Task Force report said so.", "Task Force on Old Quays", True),
        ("A draft of the report said so.", "Task Force on Old Quays", False),
        ("The board on quays said so.", "Board on Quays", True),
        ("Friends of boats, such as Jo Lee, said so.", "Friends of boats, such as Jo Lee", True),
        ("They said so.", "Officials from two ports", False),
        ("In May, officials from two ports said so.", "Officials from two ports", True),
    ],
)
def test_a_line_names_whom_it_calls_by_the_whole_name_or_its_head(
    line: str, name: str, named: bool
) -> None:
    assert is_named(line, name) is named


def test_an_initial_between_the_names_makes_nobody_else() -> None:
    assert is_called("Ada M. North", "Ada North")
    assert is_called("Ada North", "Ada M. North")
    assert not is_called("Ada M. North", "Ada B. North")
    assert not is_called("Ada Mary North", "Ada North")


def test_apostrophes_and_the_country_make_no_other_name() -> None:
    assert is_called("O’Neill", "O'Neill")
    assert is_called("Department of Energy", "the U.S. Department of Energy")
    assert not is_called("", "Lee")


@pytest.mark.parametrize(
    ("name", "other", "one"),
    [
        ("OIG", "DHS OIG", True),
        ("DHS OIG", "DHS Office of Inspector General", True),
        ("DHS OIG", "OIG-12-66", True),
        ("DHS", "DHS OIG", False),
        ("DHS OIG", "DOJ OIG", False),
        ("DOJ OIG", "DHS Office of Inspector General", False),
    ],
)
def test_a_body_may_be_called_by_its_initials_with_whose_it_is(
    name: str, other: str, one: bool
) -> None:
    assert may_be_one(name, other) is one
    assert may_be_one(other, name) is one
