"""Which questions are about documents themselves, and what they ask."""

from __future__ import annotations

import pytest

from rag.asking.bibliographic import (
    Fields,
    Listing,
    asks_about_documents,
    points_back,
)
from rag.asking.orderings import Ordering, asks_for_order


@pytest.mark.parametrize(
    ("question", "facts", "subject"),
    [
        ("Who wrote the founding commentary?", ("author",), "the founding commentary"),
        ("Who prepared the fiscal note?", ("author",), "the fiscal note"),
        ("And who wrote it?", ("author",), "it"),
        ("When was GAO-07-791 published?", ("date",), "GAO-07-791"),
        ("In what year did the quay report appear?", ("date",), "the quay report"),
        ("When did Johnson issue the memorandum?", ("date",), "Johnson the memorandum"),
        ("How many pages has OIG-12-66?", ("pages",), "OIG-12-66"),
        ("Where can I find the original of R42057?", ("address",), "R42057"),
        (
            "When was the ICE testimony given, and before which committee?",
            ("date", "audience"),
            "the ICE testimony",
        ),
        ("Who wrote it and when was it published?", ("author", "date"), "it"),
        ("What is OIG-12-64?", ("about",), "OIG-12-64"),
        ("What date is on the quay report?", ("date",), "the quay report"),
        ("And when?", ("date",), ""),
    ],
)
def test_a_fact_of_a_document_is_asked_for(
    question: str, facts: tuple[str, ...], subject: str
) -> None:
    assert asks_about_documents(question) == Fields(facts, subject)


def test_what_its_writer_is_to_be_is_told() -> None:
    asked = asks_about_documents("Which senior analyst wrote the fiscal note?")
    assert asked == Fields(("author",), "the fiscal note", "senior analyst")


@pytest.mark.parametrize(
    ("question", "listing"),
    [
        ("Which documents do you have?", Listing("documents")),
        (
            "Which documents are from 2011?",
            Listing("documents", since="2011", until="2011~", dated="from 2011"),
        ),
        ("Do you have any reports by the OIG?", Listing("reports", who="OIG")),
        ("Do you have anything by Reasoner?", Listing("anything", who="Reasoner")),
        ("How many GAO reports do you have?", Listing("reports", maker="GAO")),
        ("Which of your letters are from 2005?", Listing("letters", "2005", "2005~", "from 2005")),
        ("Which is the most recent document?", Listing("document", most="last")),
        (
            "Which reports were published on March 12, 2026?",
            Listing("reports", "2026-03-12", "2026-03-12~", "on March 12, 2026"),
        ),
        (
            "What did the GAO publish on 12 March 2026?",
            Listing(
                "documents", "2026-03-12", "2026-03-12~", "on 12 March 2026", "GAO", published=True
            ),
        ),
        (
            "Which reports did GAO release in March 2026?",
            Listing("reports", "2026-03", "2026-03~", "in March 2026", "GAO", published=True),
        ),
        ("Which reports deal with fraud?", Listing("reports", topic="fraud")),
        ("Which report covers animal drugs?", Listing("report", topic="animal drugs")),
        ("Which letter is the oldest?", Listing("letter", most="first")),
        (
            "What reports were published in March 2026 about nuclear waste?",
            Listing(
                "reports",
                since="2026-03",
                until="2026-03~",
                dated="in March 2026",
                topic="nuclear waste",
            ),
        ),
        (
            "Name all the reports that the Harbour Inspector issued in 2012.",
            Listing("reports", "2012", "2012~", "in 2012", "Harbour Inspector", published=True),
        ),
        (
            "Which reports did GAO issue in 2012?",
            Listing("reports", "2012", "2012~", "in 2012", "GAO", published=True),
        ),
        ("Show me the letters since 2012.", Listing("letters", since="2012", dated="since 2012")),
        (
            "Which letters are there before May 2011?",
            Listing("letters", until="2011-05", dated="before May 2011"),
        ),
    ],
)
def test_documents_are_asked_for(question: str, listing: Listing) -> None:
    assert asks_about_documents(question) == listing


@pytest.mark.parametrize(
    "question",
    [
        "Who asked for the audit?",
        "When did the quay open?",
        "What is a detainer?",
        "Which report mentions hydrogen?",
        "List the reports cited by GAO.",
        "Name the reports on fraud.",
        "Name the reports that GAO issued to towns.",
        "What did GAO issue in 2012?",
        "Which decisions were made in 2011?",
        "Who wrote GAO-07-283 and what did it recommend?",
        "How many pages of evidence were destroyed in the fire of 1816, and why?",
        "How long did Lehigh County hold Galarza?",
    ],
)
def test_other_questions_are_asked_of_the_text(question: str) -> None:
    assert asks_about_documents(question) is None


def test_what_points_back_names_no_document() -> None:
    assert all(map(points_back, ("", "it", "the report", "This study", "its letter")))
    assert not any(map(points_back, ("the quay report", "OIG-12-64", "Lofgren")))


@pytest.mark.parametrize(
    ("question", "topic", "maker"),
    [
        ("Which reports mention hydrogen?", "hydrogen", ""),
        ("Which of the reports talk about “fuel cells”?", "fuel cells", ""),
        ("Which GAO reports refer to the Fuel Act?", "Fuel Act", "GAO"),
        ("In which documents is the harbour mentioned?", "harbour", ""),
        ("What documents do you have that mention Quinn?", "Quinn", ""),
    ],
)
def test_documents_that_mention_something(question: str, topic: str, maker: str) -> None:
    asked = asks_about_documents(question)
    assert isinstance(asked, Listing)
    assert (asked.topic, asked.maker, asked.mentioned) == (topic, maker, True)


@pytest.mark.parametrize(
    ("question", "subjects", "first"),
    [
        (
            "Which came out first, the report on tar or the one on rot?",
            ("the report on tar", "the report on rot"),
            True,
        ),
        (
            "Which report came first, the one on tar or the one on rot?",
            ("the report on tar", "the report on rot"),
            True,
        ),
        ("Which is newer, TAO-12-3 or TAO-12-4?", ("TAO-12-3", "TAO-12-4"), False),
        ("Is TAO-12-3 older than TAO-12-4?", ("TAO-12-3", "TAO-12-4"), True),
    ],
)
def test_two_documents_are_put_in_order_of_their_dates(
    question: str, subjects: tuple[str, str], first: bool
) -> None:
    assert asks_for_order(question) == Ordering(subjects, first)


@pytest.mark.parametrize(
    "question",
    ["Which report came first?", "Is the quay older?", "Which is larger, TAO-12-3 or TAO-12-4?"],
)
def test_no_order_of_two_is_asked_for(question: str) -> None:
    assert asks_for_order(question) is None


def test_documents_that_mention_nothing_are_not_asked_for() -> None:
    assert asks_about_documents('Which documents mention ""?') is None
