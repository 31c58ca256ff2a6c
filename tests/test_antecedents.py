"""Whom "he", "she" and "it" mean where they say something, and whose words minutes tell on."""

from __future__ import annotations

import pytest
from test_speakers import speakers

HE = "He said that the gates were old."
SHE = "She said that the gates were old."


@pytest.mark.parametrize(
    ("before", "who"),
    [
        ("An engineer, Carl Boone, looked at the gates.", "Carl Boone"),
        ("Mr. Carl Boone spoke of the gates.", "Carl Boone"),
        ("Elm Freight's managing director Carl Boone sees it otherwise.", "Carl Boone"),
        ("Carl Boone looked at the gates. He shut them.", "Carl Boone"),
        ("Carl Boone looked at the gates. This took a day.", "Carl Boone"),
        ("Carl Boone met Ann Lee at the gates.", "-"),
        ("Ms. Carl Boone looked at the gates.", "-"),
        ("Carl Boone looked at the gates. The keeper shut them.", "-"),
        ("Carl Boone looked at the gates. She shut them.", "-"),
        ("The gates were shut.", "-"),
    ],
)
def test_he_is_the_one_person_told_of(before: str, who: str) -> None:
    assert speakers(f"{before} {HE}")[-1] == who


def test_she_is_whom_the_text_calls_so() -> None:
    assert speakers("Mrs. Lee came.", f"Ann Lee looked at the gates. {SHE}")[-1] == "Ann Lee"
    assert speakers("Mr. Lee came.", f"Ann Lee looked at the gates. {SHE}")[-1] == "-"


def test_she_may_be_somebody_who_is_called_by_an_office_alone() -> None:
    assert speakers(f"The Deputy Secretary refused. {SHE}")[-1] == "Deputy Secretary"


def test_nobody_is_carried_into_another_paragraph() -> None:
    assert speakers("Carl Boone looked at the gates.", HE) == ["-", "-"]


@pytest.mark.parametrize(
    "text",
    [
        "In his view the gates were old.",
        "He gave two reasons: the gates were old, and nobody had shut them.",
        "He doubted whether the gates were old.",
        "He expects a flood in May.",
        "He called the gates a disgrace.",
        "He did not agree.",
    ],
)
def test_he_holds_what_he_is_said_to_hold(text: str) -> None:
    assert speakers(f"Carl Boone looked at the gates. {text}") == ["-", "Carl Boone"]


@pytest.mark.parametrize(
    ("before", "who"),
    [
        ("The Harbor Council disputes that figure.", "Harbor Council"),
        ("The Harbor Council said that the agency had failed.", "-"),
        ("The Harbor Council told the Ostmark Board that it rained.", "-"),
        ("The Harbor Council met in May.", "-"),
    ],
)
def test_it_is_the_body_that_has_just_said_something(before: str, who: str) -> None:
    told = speakers(f"{before} It contends that the gates were shut.")
    assert told[-1] == who


TOLD = "Mr. Boone said that the gates were old."


@pytest.mark.parametrize(
    ("text", "goes_on"),
    [
        ("Nobody had shut them.", True),
        ("A notice would be sent to all.", True),
        ("He could not name a date.", True),
        ("No vote was taken.", False),
        ("Mr. Crane had left by then.", False),
        ("The lowest offer was from Elm Freight.", False),
    ],
)
def test_minutes_tell_on_at_one_remove(text: str, goes_on: bool) -> None:
    head = "Minutes of the meeting of May 4, 2012."
    assert (speakers(head, f"{TOLD} {text}")[-1] == "Mr. Boone") == goes_on
    assert speakers("An account of the pier.", f"{TOLD} {text}")[-1] == "-"


@pytest.mark.parametrize(
    "text",
    [
        "Most of them, he explained, were thefts.",
        "The gates, he said, were old.",
        "The gates would be mended, he promised.",
        "The gates, on his reading, were old.",
        "By his calculation some 140 casks were lost.",
        "According to him, the gates were old.",
    ],
)
def test_what_is_told_in_passing_is_whom_the_pronoun_means(text: str) -> None:
    assert speakers(f"Carl Boone looked at the gates. {text}") == ["-", "Carl Boone"]
    assert speakers(f"Carl Boone met Ann Lee. {text}") == ["-", "-"]


def test_he_may_be_the_one_person_who_was_heard() -> None:
    text = "We heard from Carl Boone. He told us that the gates were old."
    assert speakers(text) == ["-", "Carl Boone"]


def test_she_may_be_addressed_as_another_of_her_name() -> None:
    text = "Mr. Lee was lost at sea. His widow, Mrs. Ann Lee, came first. She told us that he swam."
    assert speakers(text)[-1] == "Ann Lee"


def test_who_has_spoken_may_be_he_in_the_next_paragraph() -> None:
    quote = "\u201cI am no villain here,\u201d he told the town."
    assert speakers("Carl Boone said that it rained. It was cold.", quote)[-1] == "Carl Boone"
    assert speakers("Carl Boone said that it rained.", "Ann Lee came.", quote)[-1] == "-"


def test_they_are_the_people_of_the_sentence_before() -> None:
    text = "Local residents were angry. They said that the gates were old."
    assert speakers(text) == ["-", "Local residents"]
    assert speakers("The gate was old. They said that it fell.") == ["-", "-"]


def test_minutes_tell_on_what_somebody_presents_and_thinks() -> None:
    head = "Minutes of the meeting of May 4, 2012."
    presents = "Mr. Boone presented the figures. The deficit had grown by half."
    assert speakers(head, presents) == ["-", "-", "Mr. Boone"]
    assert speakers("An account.", presents) == ["-", "-", "-"]
    assert speakers(head, f"{TOLD} He hoped to mend them.")[-1] == "Mr. Boone"
    assert speakers(head, f"{TOLD} He left at ten.")[-1] == "-"


def test_who_says_a_quotation_may_have_been_named_some_sentences_before() -> None:
    said = "\u201cIt is only quiet in films,\u201d she said."
    told = "A librarian told me that it was a myth. There had been rows in May."
    assert speakers(f"{told} {said}")[-1] == "A librarian"
    assert speakers(f"Carl Boone said that it rained. Crane said she knew it. {said}")[-1] == "-"
