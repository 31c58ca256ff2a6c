"""Which documents a question means."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from rag.asking.bibliographic import Listing
from rag.asking.catalogue import Catalogue
from rag.records import Document

EMPTY = Document("", "/x", "0" * 64, "", "markdown", "")


def document(name: str, title: str, **facts: Any) -> Document:
    return replace(EMPTY, id=name, title=title, **facts)


DOCUMENTS = (
    document(
        "audits/ha-12-64",
        "North Quay: Piles Need Repair",
        number="HA-12-64",
        publisher="Harbour Audit Office",
        kind="report",
        date="2012-04-05",
    ),
    document(
        "audits/ha-12-66",
        "Communication with Captains",
        number="HA-12-66",
        publisher="Harbour Audit Office",
        kind="report",
        date="2012-03",
    ),
    document(
        "dale-letter",
        "Letter on the North Quay",
        author="Rep. Ann Dale",
        kind="letter",
        date="2011-01-02",
    ),
    document("orr-letter", "Letter on Dues", author="Tom Orr", kind="letter", date="2011-05"),
    document(
        "comment",
        "Light on the Quay",
        author="W. Reed",
        kind="commentary",
        date="2013",
        text="This commentary discusses two audits of the harbour.",
    ),
    document("quay", "The Quay", publisher="Arnfield Press"),
    document(
        "fiscal-note",
        "Budget Office: Fiscal Note - Revised",
        author="Ann Fell",
        text="Bill: HB 7 (tolls on ferries). Date: May 4.",
    ),
    document(
        "audits/ha-12-64-copy", "North Quay: Piles Need Repair", duplicate_of="audits/ha-12-64"
    ),
)
CATALOGUE = Catalogue(DOCUMENTS)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("HA-12-64", "audits/ha-12-64"),
        ("the report HA-12-66", "audits/ha-12-66"),
        ("the communication report", "audits/ha-12-66"),
        ("the audit of the piles", "audits/ha-12-64"),
        ("North Quay", "audits/ha-12-64"),  # all of a title before its colon
        ("the letter of Ann Dale", "dale-letter"),
        ("Dale's letter on the quay", "dale-letter"),
        ("the founding commentary", "comment"),
        ("the commentary on the two audits", "comment"),  # its first lines say so
        ("the commentary on the two ferries", None),
        ("the letter on the two audits", None),
        ("the fiscal note", "fiscal-note"),
        ("the revised fiscal note on HB 7", "fiscal-note"),
        ("the revised fiscal note on HB 9", None),
        ("the fiscal policy", None),
        ("The Quay", "quay"),
        ("the letter", None),  # there are two
        ("Dues", None),  # a word of a title is no document
        ("the preface of HA-12-64", None),
        ("the survey of captains", None),
        ("Whitcombe's letter", None),
    ],
)
def test_a_document_is_known_by_all_words_that_it_is_called_by(
    name: str, found: str | None
) -> None:
    assert [each.id for each in CATALOGUE.find(name)] == ([found] if found else [])


def test_a_filter_leaves_the_documents_that_may_be_meant() -> None:
    assert [each.id for each in CATALOGUE.find("the letter", ["orr-letter", "quay"])] == [
        "orr-letter"
    ]
    assert CATALOGUE.find("HA-12-64", ["quay"]) == ()


def test_a_name_may_mean_a_few() -> None:
    assert [each.id for each in CATALOGUE.find("the quay documents")] == ["quay"]
    assert {each.id for each in CATALOGUE.find("the harbour documents")} == {
        "audits/ha-12-64",
        "audits/ha-12-66",
    }


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"noun": "documents", "most": "last"}, ["comment"]),
        ({"noun": "letters", "most": "first"}, ["dale-letter"]),
        ({"noun": "letters"}, ["dale-letter", "orr-letter"]),
        ({"noun": "documents", "since": "2011", "until": "2011~"}, ["dale-letter", "orr-letter"]),
        ({"noun": "documents", "since": "2012-04~"}, ["comment"]),
        ({"noun": "documents", "until": "2011-05"}, ["dale-letter"]),
        ({"noun": "reports", "who": "HAO"}, ["audits/ha-12-66", "audits/ha-12-64"]),
        ({"noun": "documents", "topic": "the north quays"}, ["dale-letter", "audits/ha-12-64"]),
        ({"noun": "surveys"}, []),
    ],
)
def test_documents_are_listed_once_and_oldest_first(
    asked: dict[str, str], found: list[str]
) -> None:
    assert [each.id for each in CATALOGUE.listed(Listing(**asked))] == found
