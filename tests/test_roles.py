"""Roles by which documents go on to call what they name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from named_documents import document

from rag.asking.directory import Directory
from rag.chain import Chatbot
from rag.language.roles import by_role, find_roles


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ('between Elm Freight Ltd., a port firm ("Carrier"), and', [("Elm Freight", "Carrier")]),
        ("Oak Quay Works (the “Builder”) mends it.", [("Oak Quay Works", "Builder")]),
        ("OWNER: Ash Harbour Trust LP\nDATE: May 2", [("Ash Harbour Trust", "Owner")]),
        ("**Tenant:** Bo North\n", [("Bo North", "Tenant")]),
        ('# Pier Lease\n\nThis Pier Lease (the "Agreement") is', [("Pier Lease", "Agreement")]),
    ],
)
def test_roles_of_names(text: str, roles: list[tuple[str, str]]) -> None:
    assert list(find_roles(text)) == roles


@pytest.mark.parametrize(
    "text",
    [
        "the Harbour Rescue Office (HRO) said",
        'the Harbour Rescue Office ("HRO") said',
        'Elm Freight Ltd. ("Elm")',
        'He called it "Carrier".',
        "From: Ada North\nDate: May 2",
        "Author: Bo North",
        "Owner: the one who has the deed of the pier",
    ],
)
def test_what_names_no_role(text: str) -> None:
    assert not list(find_roles(text))


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What must Elm Freight insure?", "What must the Carrier insure?"),
        ("What must Elm insure?", "What must the Carrier insure?"),
        ("Is Elm Freight Ltd. insured?", "Is the Carrier insured?"),
        ("What does Elm’s crew do?", "What does the Carrier’s crew do?"),
    ],
)
def test_a_question_with_the_role_for_the_name(question: str, asked: str) -> None:
    assert by_role(question, "Elm Freight", "Carrier") == asked


@pytest.mark.parametrize(
    "question", ["Who is Ada Elm?", "What did Elm Street cost?", "Who is elm?", "Who are the Elms?"]
)
def test_a_question_without_the_name(question: str) -> None:
    assert by_role(question, "Elm Freight", "Carrier") == question


def test_each_document_has_its_own_roles() -> None:
    texts = {"a": 'Elm Freight ("Carrier")', "b": 'Elm Freight ("Tenant")', "c": "Elm Freight"}
    documents = {key: replace(document(key, title=key), text=text) for key, text in texts.items()}
    assert Directory(documents, ()).by_roles("What must Elm do?") == {
        "What must the Carrier do?": ["a"],
        "What must the Tenant do?": ["b"],
    }


@pytest.mark.parametrize(
    ("question", "quoted"),
    [
        ("What insurance must Elm maintain?", "Carrier shall maintain fire insurance of $40,000"),
        ("How many crates may Oak store at the quay?", "Shipper may store 90 crates"),
    ],
)
def test_what_is_said_of_a_role_answers(tmp_path: Path, question: str, quoted: str) -> None:
    (tmp_path / "contract.md").write_text(
        "# Carriage Agreement\n\n"
        'It is made between Elm Freight Ltd. ("Carrier") and Oak Mills Inc. ("Shipper").\n\n'
        "## Duties\n\n1.1 Carrier shall maintain fire insurance of $40,000.\n\n"
        "1.2 Shipper may store 90 crates at the quay.\n\n"
        "1.3 Notice is given in writing.\n",
        "utf-8",
    )
    with Chatbot.open(tmp_path) as bot:
        answer = bot.ask(question)
    assert answer.refusal is None and quoted in answer.text
