"""Which clause of which contract a text says is changed."""

from __future__ import annotations

import pytest

from rag.answering.amendments import changed_in, is_about, is_of
from rag.records import Document

MADE = (
    'This Pilotage Agreement is made on May 2, 2019 between Pell Harbour Lines ("Pilot") and the '
    'Town of Grayport ("Town").\n\n1. Pilot brings in all ships.'
)


def document(name: str, title: str, text: str) -> Document:
    return Document(name, name, "0" * 64, f"{title}\n\n{text}", "text", title)


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("Section 8.4 of the Agreement is deleted and replaced with the following:", ["8.4"]),
        ("Section 8.4 (Liability) of the Agreement is hereby amended to read:", ["8.4"]),
        ("Clauses 2.1 and 2.3 of the Lease are deleted.", ["2.1", "2.3"]),
        ("Section 3.2 of the Agreement, as replaced by it, shall be superseded.", ["3.2"]),
        ("The parties hereby amend Section 4 as set out below.", ["4"]),
        ("This letter supersedes paragraph 7 of our Agreement.", ["7"]),
        ('A new Section 9.3 is added: "Pilot shall wait."', ["9.3"]),
        ("Section 8.4 of the Agreement is not changed.", []),
        ("Nothing in this letter amends Section 4.", []),
        ("Under Section 4, the pilot is paid, and the amended tariff is posted.", []),
        ("The port issued 8.4 million tickets, which were replaced.", []),
    ],
)
def test_the_clauses_that_a_text_changes(text: str, numbers: list[str]) -> None:
    assert [number for number, _ in changed_in(text)] == numbers


@pytest.mark.parametrize(
    ("named", "title", "same"),
    [
        ("", "Pilotage Agreement", True),
        ("Agreement", "Pilotage Agreement", True),
        ("agreement", "Pilotage Agreement", True),
        ("Lease", "COMMERCIAL LEASE", True),
        ("First Amendment", "First Amendment to Pilotage Agreement", True),
        ("", "First Amendment to Pilotage Agreement", False),
        ("Agreement", "First Amendment to Pilotage Agreement", False),
        ("First Amendment", "Pilotage Agreement", False),
        ("Pilotage Act", "Pilotage Agreement", False),
        ("Immigration and Nationality Act", "Pilotage Agreement", False),
    ],
)
def test_whose_clause_it_is(named: str, title: str, same: bool) -> None:
    assert is_of(named, document("a", title, MADE)) is same


@pytest.mark.parametrize(
    ("text", "about"),
    [
        (
            "This is made on June 9, 2021 between Pell Harbour Lines and the Town of Grayport. It "
            "amends the Pilotage Agreement dated May 2, 2019.",
            True,
        ),
        ("We write about the Pilotage Agreement of May 2, 2019.", True),
        ("Amendment between Pell Harbour Lines and Town of Grayport to the Agreement.", True),
        ("Made between Pell Harbour Lines and Town of Grayport on the Rope Agreement.", False),
        (
            "This is made between Pell Harbour Lines and the Island of Mull. It amends the "
            "Pilotage Agreement.",
            False,
        ),
        (
            "This is made between Pell Harbour Lines and the Town of Grayport. It amends the "
            "Pilotage Agreement dated July 8, 2012.",
            False,
        ),
        ("We write about the price of rope.", False),
    ],
)
def test_which_contract_a_document_is_about(text: str, about: bool) -> None:
    contract = document("a", "Pilotage Agreement", MADE)
    other = document("b", "First Amendment", text)
    assert is_about(other, contract, {"a": contract, "b": other}) is about


def test_the_agreement_is_not_any_of_two() -> None:
    contract = document("a", "Pilotage Agreement", MADE)
    rope = document("c", "Rope Agreement", MADE.replace("Pilotage", "Rope"))
    text = "Amendment between Pell Harbour Lines and Town of Grayport to the Agreement."
    documents = {each.id: each for each in (contract, rope, document("b", "Amendment", text))}
    assert not is_about(documents["b"], contract, documents)


def test_one_of_two_contracts_of_one_title_is_told_by_day_or_parties() -> None:
    contract = document("a", "Pilotage Agreement", MADE)
    again = document("c", "Pilotage Agreement", MADE.replace("2019", "2014"))
    other = document("b", "Letter", "We write about the Pilotage Agreement. We amend Section 1.")
    documents = {each.id: each for each in (contract, again, other)}
    assert not is_about(other, contract, documents)
    assert not is_about(again, contract, documents)
