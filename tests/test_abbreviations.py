"""Abbreviations: what a document defines, and whom a short name means."""

from __future__ import annotations

import pytest

from rag.abbreviations import abbreviations, is_called


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
        ("ICE", "Immigration and Customs Enforcement"),
        ("ICE officials", "ice"),
    ],
)
def test_a_speaker_is_meant_by_part_of_the_name_or_its_initials(name: str, wanted: str) -> None:
    assert is_called(name, wanted)


@pytest.mark.parametrize(
    ("name", "wanted"),
    [("W.D. Reasoner", "Lofgren"), ("Justice Department", "ICE"), ("GAO", ""), ("DHS", "GAO")],
)
def test_nobody_else_is_meant(name: str, wanted: str) -> None:
    assert not is_called(name, wanted)
