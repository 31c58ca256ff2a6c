"""Which clause of which contract a text says is changed."""

from __future__ import annotations

import pytest

from rag.answering.amendments import (
    changed_in,
    changes_row,
    clauses_of,
    is_about,
    is_of,
    keeps,
    label_of,
)
from rag.records import Block, Document, Sentence, Speaker

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
        ('In clause 4.2 the words "ten days" are replaced by "six days".', ["4.2"]),
        ('In 9.2, "five years" are replaced by "seven years".', ["9.2"]),
        ("In rule 7.3 the course is shortened from eight to six hours.", ["7.3"]),
        ("Rule 7.5 is repealed.", ["7.5"]),
        ("The figure in clause 5.2 is deleted and replaced by 600 crowns.", ["5.2"]),
        ("I was wrong to write in 4.4 that eels do not swim at night.", ["4.4"]),
        ("We no longer hold the view expressed in 4.6 and 5.1.", ["4.6", "5.1"]),
        ("I withdraw what I said in paragraph 3.2 about the piles.", ["3.2"]),
        ("He was wrong in 4.4 to blame the pilot.", []),
        ("I no longer live in the port.", []),
        ("In 2.5 million cases the tickets are replaced by tokens.", []),
        ("The duty in clause 3.7 to ask first is unchanged.", []),
        ("In clause 4.2 the port is named.", []),
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


@pytest.mark.parametrize(
    ("text", "quoted", "number"),
    [
        ("4. Dues. 4.1 Ships pay dues. 4.2 Boats pay none.", "4.1 Ships", "4.1"),
        ("4. Dues. 4.1 Ships pay dues. 4.2 Boats pay none.", "4.2 Boats", "4.2"),
        ("4. Dues. 4.1 Ships pay dues. They pay at noon. 4.2 Boats pay none.", "They", "4.1"),
        ("4.1 Ships pay dues. See 4.2 For boats.", "See", "4.1"),
        ("4. Dues. Ships pay 4.5 Crowns a day.", "Ships", "4"),
        ("Ships pay dues.", "Ships", ""),
    ],
)
def test_the_clause_of_a_sentence_among_those_of_its_paragraph(
    text: str, quoted: str, number: str
) -> None:
    start = text.index(quoted)
    sentence = Sentence(start, text.find(".", start + len("4.1 ")) + 1, Speaker("Port"))
    contract = Document("a", "a", "0" * 64, text, "text", "a", blocks=(Block(0, len(text)),))
    assert (clauses_of(contract, sentence, ()) or [""])[0] == number


@pytest.mark.parametrize(
    ("text", "block", "changed"),
    [
        ("The fee is raised to 30 crowns.", "Endorsement 4 – Crab nets. The fee is …", True),
        ("The fee for crab nets is reduced to 8 crowns.", "Note 2. The fee for crab nets", True),
        ("The nets section is withdrawn.", "Amendment No. 3: the crab nets section …", True),
        ("The fee is raised to 30 crowns.", "The fee for crab nets is raised.", False),
        ("The fee is raised to 30 crowns.", "Endorsement 4 – Eel pots. The fee is …", False),
        ("The fee for crab nets is unchanged.", "Endorsement 4 – Crab nets. The fee is …", False),
        ("Crab nets are blue.", "Note 2. Crab nets are blue.", False),
    ],
)
def test_which_amendment_changes_a_row(text: str, block: str, changed: bool) -> None:
    assert changes_row(text, block, label_of("Kind: Crab nets; Fee: 12 crowns")) is changed


@pytest.mark.parametrize(
    ("text", "sentence", "kept"),
    [
        (
            'In 4.2 the words "ten days" are replaced by "six".',
            "4.2 The port replies at once.",
            True,
        ),
        (
            'In 4.2 the words "ten days" are replaced by "six".',
            "It has ten days for a ship.",
            False,
        ),
        ("In 4.2 the figure 40 crowns is replaced by 50.", "It pays 40 crowns a day.", False),
        ("In 4.2 the figure 40 crowns is replaced by 50.", "It has ten days for a ship.", True),
        ("Clause 4.2 is deleted.", "4.2 The port replies at once.", False),
        ('In 4.2 the words "two tides" are replaced by "six".', "It pays 40 crowns a day.", False),
    ],
)
def test_a_sentence_without_the_replaced_words_is_kept(
    text: str, sentence: str, kept: bool
) -> None:
    clause = "4.2 The port replies at once. It has ten days for a ship. It pays 40 crowns a day."
    assert keeps(text, sentence, clause) is kept
