"""Questions that say in which work to look are read without that beside what stands there."""

from __future__ import annotations

import pytest

from rag.fitting.locating import find_located

PORTS = "Ports: Piers Need Repair Town Audit Office TAO-06-2 2006-12-20"


@pytest.mark.parametrize(
    ("question", "bare"),
    [
        ("In the 2006 report on piers, who paid for the new crane?", "Who paid for the new crane?"),
        (
            "According to the pier report, what's good about oak piles?",
            "What's good about oak piles?",
        ),
        (
            "What got sailors to wear vests, according to the report on how piers are kept?",
            "What got sailors to wear vests?",
        ),
        (
            "How many towns did the office visit in its report on piers?",
            "How many towns did the office visit?",
        ),
        ("In TAO-06-2, who paid for the new crane?", "Who paid for the new crane?"),
        (
            "Who paid for the new crane, according to the TAO's report TAO-06-2?",
            "Who paid for the new crane?",
        ),
        ("In the audit by Lee and North, did fees for ships fall?", "Did fees for ships fall?"),
    ],
)
def test_the_question_stands_without_the_work(question: str, bare: str) -> None:
    located = find_located(question)
    assert located is not None
    assert located.question == bare


@pytest.mark.parametrize(
    "question",
    [
        "Who paid for the new crane?",
        "According to whom who paid for the new crane?",
        "Who paid for the new crane, according to most people?",
        "According to Lee, who paid?",
        "What does the report on piers say?",
        "What did the office find in the audit of piers?",
        "What is said in the report?",
        "In the report card scandal of 2006 who paid for the crane?",
    ],
)
def test_other_questions_say_no_work_or_ask_for_it(question: str) -> None:
    assert find_located(question) is None


@pytest.mark.parametrize(
    ("question", "may"),
    [
        ("In the 2006 report on piers, who paid for the new crane?", True),
        ("In the 2005 report on piers, who paid for the new crane?", False),
        ("In TAO-06-2, who paid for the new crane?", True),
        ("In TAO-06, who paid for the new crane?", False),
        ("In TAO-06-3, who paid for the new crane?", False),
        ("In the report on museums, who paid for the new crane?", False),
        ("In the Town Audit Office's report, who paid for the new crane?", True),
        ("In the report, who paid for the new crane?", True),
    ],
)
def test_a_document_may_be_the_work_by_its_title_maker_and_year(question: str, may: bool) -> None:
    located = find_located(question)
    assert located is not None
    assert located.may_be(PORTS, "Ports: Piers Need Repair. Costs", "Lee paid.") is may


@pytest.mark.parametrize(
    ("question", "told", "may"),
    [
        ("According to Joan Lee, who paid for the new crane?", "The town paid. Joan Lee", True),
        ("Who paid for the new crane, according to Joan Lee?", "Joan Lee said the town did.", True),
        ("Who paid for the new crane, going by what Lee told TAO?", "The town paid. Lee", False),
        ("Who paid for the new crane, according to the auditors at TAO?", "TAO says so.", True),
        ("According to Lee, who paid for the new crane?", "Kay paid, says North.", False),
    ],
)
def test_a_question_stands_without_whom_it_is_according_to(
    question: str, told: str, may: bool
) -> None:
    located = find_located(question)
    assert located is not None
    assert located.question == "Who paid for the new crane?"
    assert located.may_be("Ports: Piers Need Repair", "Costs", told) is may
