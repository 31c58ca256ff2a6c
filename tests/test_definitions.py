"""What an abbreviation stands for, and the sentence that tells of what it spells out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import rag
from rag.asking.definitions import Asked, asks_for_long_form, long_form, opens_with, tells_of_it

HARBOR = """\
# Review of harbor safety

The Harbor Safety Certification (HSC) program overview.

The port office established the Harbor Safety Certification (HSC) program in 2019 to ensure that
pilots keep to the rules of the bay. The HSC covers forty harbors. Inspectors of the HSC visit each
harbor once a year. The HSC board publishes its rules every spring.

The council consulted the Pilots Union, the Tug Owners League, and the Coastal Light Service (CLS).

CLS is a branch of the port office that keeps the lights of the bay.

The Ferry Relief Fund pays for the ferries of the bay in winter. The FRF has two clerks.

Source: Information from the port office and its Ferry Relief Fund (FRF).
"""


@pytest.fixture(scope="module")
def harbor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder: Path = tmp_path_factory.mktemp("harbor")
    (folder / "harbor.md").write_text(HARBOR, encoding="utf-8")
    settings = rag.Settings(index_dir=tmp_path_factory.mktemp("index"))
    with rag.Chatbot.open(folder, settings=settings) as bot:
        yield bot


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What does HSC stand for?", Asked("HSC", letters=True)),
        ("what does the abbreviation “HSC” mean", Asked("HSC", letters=True)),
        ("What is HSC short for?", Asked("HSC", letters=True)),
        ("What is the HSC program?", Asked("HSC", letters=False)),
        ("What are HSCs?", Asked("HSC", letters=False)),
        ("What does the HSC do?", None),
        ("What is the HSC fee?", None),
        ("What does the harbor stand for?", None),
    ],
)
def test_asks_for_long_form(question: str, asked: Asked | None) -> None:
    assert asks_for_long_form(question) == asked


@pytest.mark.parametrize(
    ("text", "short", "form"),
    [
        ("Under the memorandum of agreement (MOA), it pays.", "MOA", "memorandum of agreement"),
        ("Ask the U.S. Agency for Ports (USAP).", "USAP", "u.s. agency for ports"),
        ("Its model for certification (MC) grew.", "MC", "model for certification"),
        ("The Port Authority’s (PA) fee", "PA", "port authority"),
        ("full-time equivalents (FTEs)", "FTE", "full time equivalents"),
        ("CM (certification model) is new", "CM", "certification model"),
        ("the harbor fund (often referred to as HF) pays", "HF", "harbor fund"),
        ("The office told the press (HSC).", "HSC", None),
    ],
)
def test_long_form(text: str, short: str, form: str | None) -> None:
    assert long_form(text, short) == form


@pytest.mark.parametrize("question", ["What does HSC stand for?", "What is the HSC program?"])
def test_what_spells_an_abbreviation_out_and_tells_of_it_answers(
    harbor: rag.Chatbot, question: str
) -> None:
    answer = harbor.ask(question)
    assert any(
        "established the Harbor Safety Certification" in each.text for each in answer.statements
    )


def test_what_tells_of_the_thing_itself_answers_rather(harbor: rag.Chatbot) -> None:
    assert harbor.ask("What is the CLS?").statements[0].text.startswith("CLS is a branch")
    (only,) = harbor.ask("What does CLS stand for?").statements
    assert "Coastal Light Service (CLS)" in only.text


def test_a_line_that_names_a_source_tells_of_nothing_in_it(harbor: rag.Chatbot) -> None:
    answer = harbor.ask("What is the FRF?")
    assert not any(each.text.startswith("Source") for each in answer.statements)
    assert "pays for the ferries" in answer.text


def test_what_is_named_in_full_is_told_where_its_abbreviation_stands(harbor: rag.Chatbot) -> None:
    answer = harbor.ask("What is the Coastal Light Service?")
    assert answer.statements[0].text.startswith("CLS is a branch")


def test_what_a_program_does_is_told_by_what_it_does(harbor: rag.Chatbot) -> None:
    assert "HSC covers" in harbor.ask("What does the HSC cover?").text
    assert harbor.ask("What does XYZ stand for?").refusal is not None


@pytest.mark.parametrize(
    ("text", "tells"),
    [
        ("The office set up the Harbor Fund (HF) to pay for all of its piers.", True),
        ("The HF report was put in order by the council and the Harbor Fund (HF).", False),
        ("Harbor Fund (HF) overview.", False),
    ],
)
def test_what_is_spelled_out_where_it_is_told_of(text: str, tells: bool) -> None:
    assert tells_of_it(text, "HF") is tells


@pytest.mark.parametrize(
    ("text", "opens"),
    [("The HF pays for piers.", True), ("HF’s rules are old.", False), ("Visit HF soon.", False)],
)
def test_a_sentence_about_the_thing_opens_with_it(text: str, opens: bool) -> None:
    assert opens_with(text, "HF") is opens
