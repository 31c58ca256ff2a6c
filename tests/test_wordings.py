"""Everyday words of a question, and those of documents that mean the same."""

from __future__ import annotations

import pytest

from rag.language.wordings import worded_otherwise

TEXTS = (
    "The District of Columbia ran SNAP. Nine men were arrested in the quay.",
    "Bail was posted for two of them. The ACA was passed. Lee is the chief executive.",
    "Ann Roy, Chief Financial Officer, signed. The police left. Nobody said why.",
    "Then it ended, and the children cried.",
)


@pytest.mark.parametrize(
    ("question", "worded"),
    [
        ("Did Washington, D.C. join?", "Did the District of Columbia join?"),
        ("Did Washington DC join?", "Did the District of Columbia join?"),
        ("Who gets food stamps in Tao?", "Who gets SNAP in Tao?"),
        ("How many were picked up?", "How many were arrested?"),
        ("May they be held if bail has been paid?", "May they be held if bail has been posted?"),
        ("Who paid his bail?", "Who posted his bail?"),
        ("Who is the CEO?", "Who is the chief executive?"),
        ("who is the cfo", "who is the Chief Financial Officer"),
        ("What is the Affordable Care Act?", "What is the ACA?"),
        ("How come they scrapped it?", "Why they ended it?"),
        ("Must they honor all detainers?", "Must they comply with all detainers?"),
        ("Why did Tao pull out of the program?", "Why did Tao withdraw from the program?"),
        ("Why did Tao pull out?", "Why did Tao withdraw?"),
        ("how many kids got picked up by the cops", "how many children got arrested by police"),
    ],
)
def test_a_question_in_the_words_of_the_documents(question: str, worded: str) -> None:
    assert worded_otherwise(question, TEXTS) == worded


@pytest.mark.parametrize(
    "question",
    [
        "Who picked up the phone?",
        "Whom did they honor at the dinner?",
        "Did they pull out the nails of the quay?",
        "How many crates were picked up by local carriers?",
        "How many Latin American citizens came?",
        "How much scrap was sold?",
        "How many kicked off Medicaid came back?",
        "Did Mexican American citizens come?",
        "What should be done about junk faxes?",
        "How much was paid for the quay?",
        "Who is meant by DC-12?",
        "Did Washington join?",
        "Who gets SNAP in Tao?",  # the documents have no other word
        "What did the Pentagon say?",
        "Who is the COO?",
    ],
)
def test_words_that_mean_something_else_stay(question: str) -> None:
    assert worded_otherwise(question, TEXTS) is None
