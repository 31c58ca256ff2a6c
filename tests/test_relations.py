"""The source's own words in another relation are caught; the same in another order is not."""

from __future__ import annotations

import pytest

from rag.checking.gate import check
from rag.checking.relations import exchanged, is_done_to
from rag.records import Citation, Speaker, Statement

LETTER = "Rep. Maud Orne wrote a letter on April 28, 2011 to Karl Ebert, asking for a review of it."
REPLY = "“By the Numbers” replies to the Warrow Institute's report; Ida Vann wrote it for the CIS."
SHIP = (
    "According to a guide, the Priory Line, which replaced Sorrel Ferries, sailed on July 2, 2015."
)
DATED = "GRO-12 is dated July 2012 and was released on August 2, 2012."
STATE = "Governor Cordo of New Esk suspended his state's part in the Ferry Scheme on June 1, 2011."
MEMO = "The memo of August 2010 allowed counties to stay out of the scheme if they informed Esk."
PAPER = "The Arnfield Dispatch reported on November 10, 2010 that Esk had told Orne County to wait."
COURT = "The Quay case was heard in the Southern Court of New Esk by Judge Shira Stein."
STOPPED = (
    "In May 2025 the Ferry Office stopped checks for lack of staff, according to its officials."
)
TOLD = "Officials told us that no quay is safe, and auditors found two that are."
TOOK = "Officials misled the public, and the review took nine months."


def findings(text: str, source: str) -> tuple[str, ...]:
    speaker = Speaker("Arnfield Gazette")
    citation = Citation(
        1, "d", "0" * 64, "A Title", None, None, None, 0, len(source), source, speaker
    )
    return check(Statement(text, (1,), speaker), {1: citation})


@pytest.mark.parametrize(
    ("text", "source", "finding"),
    [
        ("Karl Ebert asked Rep. Maud Orne for a review of it.", LETTER, "turns Ebert and Orne"),
        ("Ida Vann wrote the Warrow Institute's report.", REPLY, "turns Vann and Institute's"),
        ("Sorrel Ferries replaced the Priory Line.", SHIP, "turns Ferries and Line round"),
        ("New Esk suspended Governor Cordo on June 1, 2011.", STATE, "turns Esk and Cordo round"),
        ("GRO-12 is dated August 2, 2012.", DATED, "where the source has another date"),
        ("GRO-12 was released in July 2012.", DATED, "where the source has another date"),
        ("The counties informed Esk to stay out of the scheme.", MEMO, "the condition “if”"),
        ("Counties stayed out of the scheme in August 2010.", MEMO, "without “allowed”"),
        (
            "The Arnfield Dispatch reported that Esk announced on November 10, 2010 to wait.",
            PAPER,
            "gives the date of a report to what it reports",
        ),
        ("The Priory Line sailed before July 2, 2015, a guide says.", SHIP, "says “before”"),
        ("The review took nine months because officials misled it.", TOOK, "says “because”"),
        ("In May 2025 the Ferry Office stopped checks for lack of staff.", STOPPED, "who says so"),
        ("The Gazette said that the Ferry Office stopped checks in May 2025.", STOPPED, "says so"),
        ("No quay is safe.", TOLD, "who says so"),
    ],
)
def test_the_sources_own_words_in_another_relation_are_caught(text, source, finding):
    assert any(finding in found for found in findings(text, source)), findings(text, source)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Rep. Maud Orne asked Karl Ebert for a review of it.", LETTER),
        ("On April 28, 2011 Rep. Maud Orne wrote to Karl Ebert.", LETTER),
        ("Judge Shira Stein heard the Quay case.", COURT),
        ("GRO-12 was released on August 2, 2012.", DATED),
        ("On June 1, 2011, New Esk's Governor Cordo suspended its part in the scheme.", STATE),
        ("The memo allowed counties to stay out of the scheme if they informed Esk.", MEMO),
        ("On November 10, 2010, the Arnfield Dispatch reported that Esk told it to wait.", PAPER),
        ("The review took nine months.", TOOK),
        ("Officials said that the Ferry Office stopped checks for lack of staff.", STOPPED),
    ],
)  # fmt: skip
def test_the_same_relation_in_another_order_is_not(text, source):
    assert findings(text, source) == ()


@pytest.mark.parametrize(
    ("question", "text", "turned"),
    [
        ("Did the states mislead ICE?", "ICE did not mislead the public or the states.", True),
        ("Did Kent accuse Essex?", "In 1902 Essex accused Kent over the harbour.", True),
        ("Did ICE mislead the states?", "ICE did not mislead the public or the states.", False),
        ("Did Kent accuse Essex?", "In 1902 Essex was accused by Kent.", False),
        ("Did Kent accuse Essex?", "Essex and Kent accused one another.", False),
        # the one does it as well as the other
        ("Did Kent accuse Essex?", "Essex accused Kent, and Kent accused Essex.", False),
        ("Did Kent meet Essex?", "In 1902 Essex met Kent.", False),
        # something else was done
        ("Did Kent accuse Essex?", "Essex wrote to Kent.", False),
        ("Did Kent help Essex?", "Essex asked whether Kent helped.", False),
        ("How did Kent help Essex?", "Essex was poor, and Kent helped with grain.", False),
        ("Which county accused Essex?", "Essex accused Kent.", False),
    ],
)
def test_who_does_what_to_whom_in_a_question(question: str, text: str, turned: bool) -> None:
    assert exchanged(question, ["The harbour is old.", text]) is turned


@pytest.mark.parametrize(
    ("question", "text", "turned"),
    [
        ("Who replaces Ada Kent?", "5.1 Ada Kent replaces Ben Essex as the pilot.", True),
        ("Who sued Kent?", "In 1902 Kent sued Essex over the dues.", True),
        ("Who has succeeded Ms. Kent?", "Ms. Kent succeeded Mr. Essex in May.", True),
        ("Who will replace Kent?", "Kent replaces Essex in May.", True),
        ("Who replaces Ada Kent?", "Ben Essex replaces Ada Kent as the pilot.", False),
        ("Who replaces Ada Kent?", "He replaces Ada Kent.", False),
        ("Who replaced Kent?", "Kent was replaced by Essex.", False),
        ("Who replaced Kent?", "Kent, who replaced Essex, is replaced by Wren.", False),
        ("Who chairs the Harbour Board?", "Harbour Board chair Wren told Essex so.", False),
        ("Who met Kent?", "Kent met Essex.", False),
        ("Who owns the boat?", "The boat owns a lamp.", False),
        ("Who is Kent?", "Kent is the pilot of Essex.", False),
        ("Who told Kent?", "Kent told Essex.", False),
        ("Who sued Kent?", "Kent sued Essex, and Wren sued Kent.", False),
        ("Who did Kent replace?", "Kent replaces Essex.", False),
    ],
)
def test_who_does_it_to_whom(question: str, text: str, turned: bool) -> None:
    assert exchanged(question, ["The harbour is old.", text]) is turned


@pytest.mark.parametrize("question", ["Did/does the board mislead the town?", "Have-nots?"])
def test_a_question_whose_verb_is_no_word_of_its_own_is_none_exchanged(question: str) -> None:
    assert not exchanged(question, ["The board misled the town."])


@pytest.mark.parametrize(
    ("question", "text", "done_to"),
    [
        ("What did Ms. Roy ask for?", "The clerk asked Ms. Roy for the log.", True),
        ("What did Ms. Roy ask for?", "I then asked Ms. Ada Roy to open the door.", True),
        ("What did Ms. Roy ask for?", "Ms. Roy was asked for the log.", True),
        ("What did Ms. Roy ask for?", "Ms. Roy asked for the log.", False),
        ("What did Ms. Roy ask for?", "Ms. Roy asked Mr. Ash whether the quay was safe.", False),
        ("What did Ms. Roy ask for?", "Asked by Ms. Roy, the clerk fetched the log.", False),
        ("What did Ms. Roy ask for?", "The clerk asked Ms. Roy's lawyer for the log.", False),
        ("What did Ms. Roy ask for?", "Ms. Roy wanted the log.", False),
        ("What did Ms. Roy ask for?", "Mr. Ash asked Ms. Roy, and Ms. Roy asked the clerk.", False),
        ("How much did the Harbour Board pay?", "Esk paid the Harbour Board 900 crowns.", True),
        ("How much did the Harbour Board pay?", "The Harbour Board paid Esk 900 crowns.", False),
        ("Whom did Kent replace?", "Wren replaced Kent in May.", True),
    ],
)
def test_what_is_only_done_to_somebody_is_not_what_they_do(question, text, done_to):
    assert is_done_to(question, [text]) == [done_to]


@pytest.mark.parametrize(
    "question",
    [
        *("When did the Harbour Inn close?", "Why did Kent resign?", "What did it ask for?"),
        *("Who asked Kent?", "What did Kent say?", "What was Kent asked?"),
    ],
)
def test_other_questions_have_nobody_to_whom_it_is_done(question):
    assert is_done_to(question, ["The owner closed the Harbour Inn. Wren asked Kent."]) == []
