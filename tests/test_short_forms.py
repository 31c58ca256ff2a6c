"""Short forms: what documents define of anything, found by the one and by the other."""

from __future__ import annotations

import pytest

from rag.language.abbreviations import spelled_out
from rag.language.short_forms import as_written, other_names, short_forms


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        ("A memorandum of agreement (MOA) was signed.", "MOA", "memorandum of agreement"),
        ("Memorandums were called memoranda of agreement (MOAs).", "MOA", "memoranda of agreement"),
        ("The Port Relief Program (PRP) grew.", "PRP", "port relief program"),
        ("The Pilotage Reform Act (PRA) says so.", "PRA", "pilotage reform act"),
        ("They need full-time equivalents (FTE) now.", "FTE", "full-time equivalent"),
        ("It is a qualified tide rescue post (QTRP).", "QTRP", "qualified tide rescue post"),
        ("The Office of Tide Inspector (OTI) sat.", "OTI", "office of tide inspector"),
        ("The United States Tide Board’s (TB) yard.", "TB", "tide board"),
        (
            "Heating, ventilation, and cooling (HVC) broke.",
            "HVC",
            "heating, ventilation, and cooling",
        ),
    ],
)
def test_what_a_document_defines_has_a_long_and_a_short_form(
    text: str, short: str, long: str
) -> None:
    assert short_forms([text], spelled_out([text])) == {short: {long}}


@pytest.mark.parametrize(
    "text",
    [
        "It rained a lot (NASA).",
        "It was memorandum. Of agreement (OA).",
        "They signed (see MOA) it, an agreement of two (AB).",
        "Of inspectors (OI)",
        "It ended in May (M).",
    ],
)
def test_what_stands_in_brackets_for_something_else_is_no_short_form(text: str) -> None:
    assert short_forms([text], spelled_out([text])) == {}


def test_long_forms_that_differ_in_small_things_are_one() -> None:
    texts = ["full-time equivalents (FTE)", "full time equivalent (FTE)"]
    assert short_forms(texts, {}) == {"FTE": {"full-time equivalent"}}
    texts = ["port authority (PA)", "pier association (PA)"]
    assert short_forms(texts, {}) == {"PA": {"port authority", "pier association"}}


def test_one_or_several_are_the_same_thing() -> None:
    spelled = {"MOA": {"memorandum of agreement"}, "TS": {"tide study"}}
    assert list(other_names("Who signed the MOAs?", spelled)) == [
        ("memorandum of agreement", (15, 19))
    ]
    assert [name for name, _ in other_names("Which tide studies are there?", spelled)] == ["TS"]
    question = "What do tide studies say?"
    assert as_written(question, "TSs say much.", spelled) == "What do TS say?"


def test_a_question_is_read_with_the_abbreviation_that_a_sentence_has() -> None:
    spelled = {"CRS": frozenset(("congressional research service",))}
    question = "What did the Congressional Research Service estimate?"
    assert as_written(question, "CRS estimated 40.", spelled) == "What did the CRS estimate?"
    assert as_written(question, "CRSP estimated 40.", spelled) == question
    short = "What did the CRS estimate?"
    long = "The Congressional Research Service estimated 40."
    assert as_written(short, long, spelled) == question
    assert as_written(short, "Congress estimated 40.", spelled) == short
    several = {"CRS": frozenset(("congressional research service", "coastal road survey"))}
    assert as_written(short, long, several) == short
    both = "The Congressional Research Service (CRS) estimated 40."
    assert as_written(question, both, spelled) == question


@pytest.mark.parametrize(
    ("question", "other"),
    [
        ("What is the Tidal Yard Board for?", [("TYB", "Tidal Yard Board")]),
        ("what is the tidal yard board for", [("TYB", "tidal yard board")]),
        ("What is the TYB for?", [("tidal yard board", "TYB")]),
        ("what is the tyb for", []),
        ("Who asked the TYB-2 for it?", []),
        ("What does the PA do?", []),
        ("What does the port authority do?", []),
        ("Is the TYB the same as the TYB of Kent?", [("tidal yard board", "TYB")]),
    ],
)
def test_what_a_question_names_has_another_name(
    question: str, other: list[tuple[str, str]]
) -> None:
    spelled = {"TYB": {"tidal yard board"}, "PA": {"port authority", "pier association"}}
    named = [(name, question[slice(*span)]) for name, span in other_names(question, spelled)]
    assert named == other
