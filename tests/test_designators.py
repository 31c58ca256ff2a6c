"""Whether a sentence is of another number of what a question names."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rag.answering.surplus import leave_out_beside
from rag.fitting.coverage import has_its_number, is_beside
from rag.indexing.index_files import Entry
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.designators import has_number, is_of_another, is_under_another
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many ships came in fiscal year 2013?", "In fiscal year 2012, 40 ships came."),
        ("ships in FY13", "The Times wrote on May 7, 2013 that 40 ships came in FY 2012."),
        ("Ships at the close of fiscal year 2010?", "40 in fiscal year 2009 and 55 in 2011."),
        ("How many pupils were there in school year 2010-11?", "In school year 2008-09, 40 came."),
        ("On what day was Part 3 published?", "Part 2, dated March 5, 2012, deals with quays."),
        ("What did Phase II cost?", "Phase Three cost $3 million."),
        ("What does Appendix B list?", "Appendices C and D list ships."),
        ("Who spoke for AB 4?", "Assembly Bill AB 1081 was vetoed."),
        ("Who vetoed the second HARBOR Act?", "The first HARBOR Act was vetoed."),
        ("What did the Third Circuit hold?", "The Ninth Circuit held that it may."),
        ("What did Band II staff say?", "Band III staff said nothing."),
    ],
)
def test_a_sentence_of_another_number(question: str, text: str) -> None:
    assert is_of_another(question, text)


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("How many ships came in 2013?", "In fiscal year 2012, 40 ships came."),
        ("How many ships came in fiscal year 2013?", "40 ships came."),
        ("How many came in fiscal year 2012?", "From fiscal years 2010 through 2013, 400 came."),
        ("How many came in FY 2012?", "In FY 2011-13, 400 came."),
        ("How many came in fiscal year 2012?", "Since fiscal year 2010, 400 came."),
        ("How many came in fiscal year 2012?", "By September 30, 2012 it was 4, up from FY 2011."),
        ("How did it grow from fiscal year 2010 to 2012?", "In fiscal year 2011, 40 came."),
        ("How many more than in fiscal year 2010 came?", "In fiscal year 2011, 40 came."),
        ("What followed Phase I?", "Phase II began in May."),
        ("What did Phase 2 cost?", "Phases I through III cost $3 million."),
        ("What did Band II staff say?", "Band IIA staff said nothing."),
        ("Did the agencies report 4 problems?", "The agencies report 12 problems."),
        ("How many came in the fourth quarter?", "7 in the second quarter, 5 in the fourth."),
        ("What was agreed on May 4?", "On May 7, little was agreed."),
        ("Which part of it did Lee read?", "Part 2 was read by Lee."),
    ],
)
def test_a_sentence_that_may_be_of_the_number_asked_for(question: str, text: str) -> None:
    assert not is_of_another(question, text)


def test_what_stands_around_a_sentence_may_have_the_number() -> None:
    question, text = "What did Phase II cost?", "It cost $2 more than Phase I."
    assert is_of_another(question, text)
    assert not is_of_another(question, text, "Costs of Phase II")
    assert has_number(question, "Phase 2") and not has_number(question, "Phase 22")


@pytest.mark.parametrize(
    ("question", "heading"),
    [
        ("What does Option A cost?", "Option B"),
        ("Did the port agree with recommendation 7?", "Recommendation 3: Mend the quay"),
        ("Why was Alternative 2 given up?", "5. Alternative Three"),
        ("What did Lot 4 cost?", "Lot 7"),
    ],
)
def test_a_sentence_under_the_heading_of_another_number(question: str, heading: str) -> None:
    text = "It costs $40."
    assert is_under_another(question, text, ("Costs", heading, "Reply"))
    assert not is_under_another(question, text, (heading,), around=question)


@pytest.mark.parametrize(
    ("question", "headings", "text"),
    [
        ("What does Option A cost?", ("Option B", "Option A"), "It costs $40."),
        ("What does Option A cost?", ("Costs",), "It costs $40."),
        ("What does Option A cost?", ("Option B",), "Option A costs $40."),
        ("What does Option A cost?", ("Options A and B",), "It costs $40."),
        ("What does the quay cost?", ("Option B",), "It costs $40."),
        ("What replaced Option A?", ("Option B",), "It was built in May."),
        ("How many ships came in fiscal year 2013?", ("Fiscal Year 2014",), "40 came last year."),
        ("What is due in the second quarter?", ("Fourth quarter",), "40 in the second."),
        ("What did the port do in May 2013?", ("June 2013",), "It built a quay."),
    ],
)
def test_a_heading_that_tells_of_no_other_number(
    question: str, headings: tuple[str, ...], text: str
) -> None:
    assert not is_under_another(question, text, headings)


def item_of(heading: str, *texts: str, title: str = "Quays") -> Evidence:
    """The last of some sentences of one passage under a heading."""
    whole, said, start = " ".join(texts), [], 0
    for text in texts:
        said.append(Sentence(start, start + len(text), Speaker("Board")))
        start += len(text) + 1
    passage = Passage("a", "a1", 0, len(whole), whole, (heading,), tuple(said))
    at = Found(
        0, Entry(passage, "key", title, np.arange(3)), 0.5, 0.5, np.zeros((3, 1), np.float32)
    )
    return Evidence(at, said[-1], 0.5, np.zeros(1, np.float32))


@pytest.mark.parametrize(
    ("item", "is_another"),
    [
        (item_of("Option B", "It is of oak.", "The cost is $40."), True),
        (item_of("Costs", "Option B is a pier of oak.", "It was rejected for its cost."), True),
        (item_of("Costs", "Option A is a pier of elm.", "It was rejected for its cost."), False),
        (item_of("Costs", "Option B is a pier of oak.", "The quay cost $40."), False),
        (item_of("Option B", "It replaces Option A.", "Elm cost $40.", "Oak is dear."), False),
        (item_of("Option B", "The cost is $40.", title="Option B"), False),
    ],
)
def test_what_a_sentence_leans_on_and_stands_under_has_its_number(
    item: Evidence, is_another: bool
) -> None:
    assert is_beside("What does Option A cost?", item) is is_another


def test_the_heading_over_the_first_sentence_has_the_number() -> None:
    assert has_its_number("What does Option A cost?", item_of("Option A", "The cost is $40."))
    assert not has_its_number("What does Option A cost?", item_of("Option B", "It is $40."))


def chosen_of(*texts: str) -> list[Evidence]:
    """Sentences of one passage each, in order of their score."""
    found = []
    for n, text in enumerate(texts):
        said = Sentence(0, len(text), Speaker("Board"))
        passage = Passage("a", f"a{n}", 0, len(text), text, (), (said,))
        entry = Entry(passage, "key", "Ships", np.arange(3))
        at = Found(n, entry, 0.5, 0.5, np.zeros((1, 1), np.float32))
        found.append(Evidence(at, said, 0.5 - n / 10, np.zeros(1, np.float32)))
    return found


def test_only_what_has_the_number_is_kept_where_the_best_has_another() -> None:
    question = "How many ships came in fiscal year 2013?"
    other = "In fiscal year 2012, 40 ships came."
    plain, own = "Many ships came.", "In fiscal year 2013, few came."

    def kept(*texts: str) -> list[str]:
        return [item.text for item in leave_out_beside(question, chosen_of(*texts))]

    assert kept(other, plain, own) == [own]
    assert kept(plain, other, own) == [plain, own]
    assert kept(other, plain) == [other, plain]  # and it is refused


def test_what_is_read_as_no_answer_does_not_stand_for_the_number() -> None:
    question = "How many ships came in fiscal year 2013?"
    other, own = "In fiscal year 2012, 40 ships came.", "In fiscal year 2013, 90 masts were sold."

    def kept(*odds: float | None) -> list[str]:
        read = zip(chosen_of(other, own), odds, strict=True)
        chosen = [replace(item, odds=each) for item, each in read]
        return [item.text for item in leave_out_beside(question, chosen)]

    assert kept(3.0, 1.0) == [own]
    assert kept(3.0, -2.0) == kept(3.0, None) == [other, own]  # and it is refused
