"""What stands before a question: corrections, changes of subject, words typed in haste."""

from __future__ import annotations

import pytest

from rag.asking.conversation import as_asked, contextualise, heard
from rag.asking.correcting import without_announcement, without_correction
from rag.language.shorthand import written_out

BEFORE = (("How many ships sank at Kent in 2011?", "Nine ships sank."),)


@pytest.mark.parametrize(
    ("typed", "full"),
    [
        ("whats the goal n did they meet it", "what is the goal and did they meet it"),
        ("Whos the mayor, and didnt he resign?", "Who is the mayor, and didn't he resign?"),
        ("how many ppl got thru w/o papers", "how many people got through without papers"),
        ("what is section n of it?", "what is section n of it?"),
        ("is it bc of the cost?", "is it because of the cost?"),
        ("Did BC and the UR agree on n = 5?", "Did BC and the UR agree on n = 5?"),
        ("What of whatsapp.com and b/c/d?", "What of whatsapp.com and b/c/d?"),
        ("quote the recomendations", "quote the recommendations"),
        ("Reccommended or recommanded?", "Recommended or recommended?"),
        ("WHAT IS RECOMMENDED?", "WHAT IS RECOMMENDED?"),
    ],
)
def test_words_typed_in_haste_are_written_out(typed: str, full: str) -> None:
    assert written_out(typed) == full


@pytest.mark.parametrize(
    ("correction", "asked"),
    [
        ("no, I meant what did the board find", "what did the board find"),
        ("sorry, how many boats, not how much money", "how many boats, not how much money"),
        ("no i mean which agency", "which agency"),
        ("no not Kent, I meant what it told the mayor", "what it told the mayor"),
        ("I mean Lee - was she satisfied?", "was Lee satisfied?"),
        ("No, the 2012 reports. Who asked for those?", "Who asked for the 2012 reports?"),
        ("no, overall, how many left?", "how many left?"),
        ("no, I mean AB-12: list its findings", "list the findings, in AB-12?"),
        (
            "no, I meant the five factors that the harbour board has to consider in a review",
            "What are the five factors that the harbour board has to consider in a review?",
        ),
        ("sorry, the 2012 figure", "I meant the 2012 figure"),
        ("No, the women I meant.", "I meant the women"),
    ],
)
def test_a_correction_is_the_question_that_it_asks(correction: str, asked: str) -> None:
    assert without_correction(correction) == asked


@pytest.mark.parametrize(
    "question",
    [
        "no, I meant Dover",
        "No one knew. Who did?",
        "Is there no answer?",
        "Sorry state of the port?",
        "no, that is wrong. who wrote it?",
    ],
)
def test_what_names_one_thing_or_corrects_nothing_stays(question: str) -> None:
    assert without_correction(question) == question


@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ("ok different thing: how much did it cost", "how much did it cost"),
        ("Change of subject: who is the mayor?", "who is the mayor?"),
        ("ok diff topic. who pays", "who pays"),
        ("something else - when did it end", "when did it end"),
        ("ok, leave the quay. Who runs the ferry?", "Who runs the ferry?"),
        ("forget about the fines. what did he say", "what did he say"),
        ("moving on from museums: who signed it?", "who signed it?"),
        ("enough about tolls! what about cranes", "what about cranes"),
        (
            "Turn to the Harbour Board. List its findings.",
            "List the findings of the Harbour Board.",
        ),
        ("let's move on to the Crane Act: who wrote it?", "who wrote the Crane Act?"),
        ("Next: the toll report. Who signed it?", "Who signed the toll report?"),
        ("Now the toll report. Who pays?", "Who pays, in the toll report?"),
    ],
)
def test_a_change_of_subject_is_no_part_of_the_question(said: str, asked: str) -> None:
    assert without_announcement(said) == asked


def test_what_names_a_subject_announces_none() -> None:
    questions = (
        *("different reports say what?", "What other subjects are there: fish?"),
        *("Leave policies, who gets them?", "Forget it.", "leave was granted to how many?"),
        *("Next year: what happens?", "turn to page 3. What is there?", "now the tide. why?"),
        *("Turn to the findings. Who made them?", "Next: the budget. How big is it?"),
    )
    for question in questions:
        assert without_announcement(question) is None


def test_after_a_change_of_subject_what_came_before_counts_no_more() -> None:
    assert as_asked("new topic: who is the mayor?", BEFORE) == ("who is the mayor?", ())
    again = (*BEFORE, ("And in 2012?", "Two."))
    assert as_asked("different thing: what did it cost", again)[1] == BEFORE
    assert heard((*again, ("new topic: who is the mayor?", "Lee."))) == (
        ("who is the mayor?", "Lee."),
    )


@pytest.mark.parametrize(
    ("typed", "understood"),
    [
        ("sorry, the 2012 figure", "How many ships sank at Kent in 2012?"),
        ("no, I meant Dover", "How many ships sank at Dover in 2011?"),
    ],
)
def test_a_corrected_thing_is_put_in_its_place(typed: str, understood: str) -> None:
    assert contextualise(as_asked(typed, BEFORE)[0], BEFORE)[0] == understood


def test_an_opposite_is_put_in_the_place_of_the_other() -> None:
    before = (("Which port has the lowest fees?", "Kent."),)
    question, history = as_asked("sorry no, the highest", before)
    assert contextualise(question, history)[0] == "Which port has the highest fees?"
