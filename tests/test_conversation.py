"""Conversations: what leans on the question before carries its subject, what does not stays."""

from __future__ import annotations

import pytest

from rag.asking.conversation import Known, asked_before, contextualise, heard
from rag.asking.leaning import asks_on, asks_who_said, is_follow_up, may_change_subject

BEFORE = [("Who closed the north quay in Eastport?", "The board closed it. [1]")]


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("Why did they close it?", "Why did they close it? closed north quay Eastport"),
        ("And when?", "And when? closed north quay Eastport"),
        ("Why?", "Why? closed north quay Eastport"),
        ("What does that report say?", "What does that report say? closed north quay Eastport"),
    ],
)
def test_a_follow_up_carries_the_words_that_it_does_not_have(question: str, searched: str) -> None:
    found, note = contextualise(question, BEFORE)
    assert found == searched
    assert note == "Understood as a follow-up to “Who closed the north quay in Eastport?”."


@pytest.mark.parametrize(
    ("question", "before", "searched"),
    [
        ("What about 2011?", "How many ships came in 2010?", "How many ships came in 2011?"),
        ("And in 2011?", "How many ships came in 2010?", "How many ships came in 2011?"),
        ("No, I meant 2012.", "How many ships came in 2010?", "How many ships came in 2012?"),
        ("And Westmark?", "What did Eastport do in May 2011?", "What did Westmark do in May 2011?"),
        ("What about GAO?", "What does TAO say about rot?", "What does GAO say about rot?"),
        ("And TAO-12-66?", "Who signed TAO-12-64?", "Who signed TAO-12-66?"),
        ("What about the south quay?", "Who closed the north quay?", "Who closed the south quay?"),
        ("No, I meant the TAO", "What did Rep. Lee say of rot?", "What did TAO say of rot?"),
        ("And Dr. Ode?", "What did the TAO find?", "What did Dr. Ode find?"),
        ("Sorry, I meant the GAO report", "What does TAO say?", "What does GAO say?"),
    ],
)
def test_what_is_put_in_anothers_place_replaces_it(
    question: str, before: str, searched: str
) -> None:
    found, note = contextualise(question, [(before, "x")])
    assert found == searched
    assert note == f"Understood as “{searched}”, after “{before}”."


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("And what became of the first one?", "And what became of the first one? vote Quay Act"),
        ("And when did it first fail?", "And when did it first fail? vote second Quay Act"),
        ("What was the first try of it?", "What was the first try of it? vote second Quay Act"),
    ],
)
def test_the_first_one_is_not_the_second(question: str, searched: str) -> None:
    history = [("How was the vote on the second Quay Act?", "x")]
    assert contextualise(question, history)[0] == searched


def test_which_ones_leans_on_what_was_asked() -> None:
    history = [("Which ports pay for tips?", "x")]
    assert contextualise("Which ones may not?", history)[0] == "Which ones may not? ports pay tips"
    for own in ("Which ones of the quays rot?", "Which ones rot, Esk's or Orne's?"):
        assert contextualise(own, history)[1] is None


def test_a_follow_up_to_a_follow_up_reaches_the_one_named() -> None:
    history = [("Who was Carl Boone?", "x"), ("What did he do with the audit?", "x")]
    searched, _ = contextualise("And when did he resign?", history)
    assert searched == "And when did he resign? Carl Boone"


@pytest.mark.parametrize("question", ["By whom?", "From which two towns?", "In what year?"])
def test_a_question_without_a_verb_is_a_follow_up(question: str) -> None:
    assert contextualise(question, BEFORE)[0] == f"{question} closed north quay Eastport"


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("And Reed and Hart?", "How many piles do Reed and Hart count?"),
        ("What about the TAO?", "How many piles do the TAO count?"),
    ],
)
def test_another_name_is_put_in_for_they_who_were_asked_of(question: str, searched: str) -> None:
    history = [("What did Lee and Cole find?", "x"), ("How many piles do they count?", "x")]
    assert contextualise(question, history)[0] == searched


def test_what_they_were_asked_of_stays_with_another_name() -> None:
    history = [("What does Lee say about rotten piles?", "x"), ("How many does he count?", "x")]
    searched = contextualise("And the TAO?", history)[0]
    assert searched == "How many does the TAO count? rotten piles"


def test_another_name_is_not_put_in_for_they_who_are_others() -> None:
    history = [("Which ships came to Eastport?", "x"), ("How many men do they carry?", "x")]
    assert "Westmark" in contextualise("And Westmark?", history)[0]
    assert "do Westmark" not in contextualise("And Westmark?", history)[0]


def test_it_is_the_last_one_named_and_a_new_subject_takes_the_place_of_the_old() -> None:
    history = [("When did Secretary Boone end the Great Dam Project?", "x")]
    assert contextualise("What replaced it?", history)[0] == ("What replaced it? Great Dam Project")
    history = [("Does GAO repeat what GAO found of piles?", "x")]
    assert contextualise("Who knew it?", history)[0] == "Who knew it? GAO repeat found piles"
    history = [("And does GAO name the costs of piles?", "x")]
    assert contextualise("Who knew it?", history)[0] == "Who knew it? GAO name costs piles"
    history = [("What does Boone say about removals?", "x")]
    assert contextualise("What did GAO find there?", history)[0] == (
        "What did GAO find there? removals"
    )


def test_the_other_report_is_not_the_one_before() -> None:
    searched, _ = contextualise("And the other report?", [("Who signed TAO-12-64?", "x")])
    assert searched == "And the other report? signed"


@pytest.mark.parametrize(
    "question",
    [
        "How many ships were there in the harbour after 2017?",
        "Whose view is it that the quay is safe?",
        "When did Boone close the quay and what did he say?",
        "How many captains signed the letter of protest?",
        "Which company dredged the channel in 2014?",
        "When did the lighthouse keeper retire from service?",
        "How many piers are there in Westmark?",
        "When did Carl Boone resign?",
        "By whom was TAO-12-3 written?",
        "In which year did the lighthouse keeper retire?",
        "Did the agency agree to close the quay in 2010?",
        "who wrote the mandatory memo and what does it say",
    ],
)
def test_a_question_that_stands_alone_stays_as_it_is(question: str) -> None:
    assert contextualise(question, BEFORE) == (question, None)


def test_without_a_history_nothing_is_carried() -> None:
    assert contextualise("Why did they close it?", []) == ("Why did they close it?", None)


def test_only_the_last_question_is_carried() -> None:
    history = [("Where do lorries park?", "x"), *BEFORE]
    searched, _ = contextualise("And when?", history)
    assert "quay" in searched and "lorries" not in searched


def test_a_follow_up_with_all_the_words_already_adds_nothing() -> None:
    history = [("Who closed it?", "x")]
    assert contextualise("Who closed it?", history) == ("Who closed it?", None)


def test_small_talk_between_two_turns_is_not_heard() -> None:
    history = [*BEFORE, ("Thanks!", "You are welcome."), ("Are you sure?", "Look at the source.")]
    assert heard(history) == tuple(BEFORE)
    assert heard([("Great, thanks. Who closed it?", "x")]) == (("Who closed it?", "x"),)


ROT = "What does TAO-12-66 say about rot?"


def test_the_other_report_is_the_other_one_named() -> None:
    history = [("Who signed TAO-12-64?", "x"), (ROT, "x")]
    assert contextualise("And the other report?", history)[0] == (
        "What does TAO-12-64 say about rot?"
    )
    history = [(ROT, "Rot is found, as in TAO-12-9 and on form I-247. [1]")]
    assert contextualise("And the other one?", history)[0] == "What does TAO-12-9 say about rot?"


def test_the_other_report_stands_beside_it_in_the_documents() -> None:
    def others(number: str) -> tuple[str, ...]:
        return ("TAO-12-64", "TAO-12-9") if number == "TAO-12-66" else ()

    searched, note = contextualise("And the other report?", [(ROT, "x")], Known(others))
    assert searched == "What does TAO-12-64 say about rot?"
    assert note == f"Understood as “{searched}”, after “{ROT}”."
    history = [(ROT, "It refers to TAO-12-9 and ABC-1-2.")]
    assert contextualise("What does the other report say about costs?", history, Known(others))[
        0
    ] == ("What does TAO-12-9 say about costs?")
    assert contextualise("Does the other report agree?", history, Known(others))[0] == (
        "Does TAO-12-9 agree? rot"
    )


@pytest.mark.parametrize(
    ("question", "before", "searched"),
    [
        ("What about the cost of repairs?", "How many put off repairs?", "put"),
        ("What about the answer of TAO?", "What did GAO propose?", "GAO propose"),
    ],
)
def test_something_of_a_thing_is_put_in_nothings_place(
    question: str, before: str, searched: str
) -> None:
    assert contextualise(question, [(before, "x")])[0] == f"{question} {searched}"


@pytest.mark.parametrize(
    ("question", "may"),
    [
        ("What about the backlog at museums?", True),
        ("And the answer of the TAO?", True),
        ("What about the backlog?", False),
        ("And according to Boone?", False),
        ("And how many of them sank?", False),
        ("No, I meant the cost of repairs.", False),
    ],
)
def test_what_may_be_a_question_of_its_own(question: str, may: bool) -> None:
    assert may_change_subject(question) is may


@pytest.mark.parametrize(
    ("question", "searched"),
    [
        ("What did it replace?", "What did it replace? night ferry"),
        ("Why?", "Why? begin night ferry"),
        ("How many sailors left?", "How many sailors left? begin night ferry"),
    ],
)
def test_what_was_asked_of_it_between_is_not_carried(question: str, searched: str) -> None:
    history = [
        ("What is the night ferry?", "x"),
        ("Who runs it?", "x"),
        ("When did it begin?", "x"),
    ]
    assert contextualise(question, history)[0] == searched


def test_a_long_conversation_keeps_what_it_is_about() -> None:
    asked = ("Who was Carl Boone?", "Where did he live?", "When was that?", "Why?", "When?")
    history = [(question, "x") for question in asked]
    assert contextualise("What did he say?", history)[0] == "What did he say? Carl Boone"


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What does GAO recommend?", ("GAO", "GAO")),
        ("And what did the report find?", ("the report", "")),
        ("What does GAO-12-66 recommend?", None),
        ("What did GAO recommend to Boone?", None),
        ("What did they find?", None),
    ],
)
def test_what_is_asked_of_the_report_spoken_of(
    question: str, asked: tuple[str, str] | None
) -> None:
    assert asks_on(question) == asked


LIKE = {frozenset(("mothers", "fathers")): 0.6, frozenset(("infants", "fathers")): 0.45}
LIKE |= {frozenset(("depth", "width")): 0.35, frozenset(("nails", "quay walls")): 0.5}
LIKE |= {frozenset(("nails", "walls")): 0.2}


@pytest.mark.parametrize(
    ("question", "before", "searched"),
    [
        ("What about fathers?", "How many mothers fed infants?", "How many fathers fed infants?"),
        ("No, I meant the width.", "Who wants the depth cut?", "Who wants the width cut?"),
        (
            "What about the width?",
            "Who wants the depth cut?",
            "What about the width? wants depth cut",
        ),
        ("And nails?", "Who pays for quay walls?", "Who pays for nails?"),
        ("What about fathers?", "Who feeds?", "What about fathers? feeds"),
        ("What about Boone?", "How many mothers are there?", "What about Boone? mothers"),
    ],
)
def test_the_noun_that_is_nearest_is_replaced(question: str, before: str, searched: str) -> None:
    def likeness(one: str, other: str) -> float:
        return LIKE.get(frozenset((one, other)), 0.1)

    known = Known(likeness=likeness)
    assert contextualise(question, [(before, "x")], known)[0] == searched


@pytest.mark.parametrize(
    "question", ["Did the agency agree?", "What was the answer?", "What did ICE reply?"]
)
def test_what_leaves_open_to_what_leans_on_the_question_before(question: str) -> None:
    searched, _ = contextualise(question, BEFORE)
    assert searched == f"{question} closed north quay Eastport"


def test_a_question_that_was_not_answered_is_passed_over() -> None:
    refused = ("Who painted the lighthouse?", "I cannot find this in the documents.")
    ships = ("How many ships came in 2010?", "Ten came. [1]")
    searched, note = contextualise("and in 2011?", [ships, refused])
    assert searched == "How many ships came in 2011?"
    assert note == f"Understood as “{searched}”, after “{ships[0]}”."
    boone = ("Who was Carl Boone?", "The engineer. [1]")
    assert contextualise("When did he resign?", [boone, refused])[0] == (
        "When did he resign? Carl Boone"
    )
    assert "lighthouse" in contextualise("Why did they paint it?", [ships, refused])[0]


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Who says so?", True),
        ("Who said that?", True),
        ("And what is your source for that?", True),
        ("How do you know?", True),
        ("Who said that the quay is safe?", False),
        ("Who reported it?", False),
        ("Who wrote it?", False),
        ("Who says the quay is safe?", False),
    ],
)
def test_who_said_it_is_asked_of_the_last_answer(question: str, asks: bool) -> None:
    assert asks_who_said(question) == asks
    if asks:
        history = [*BEFORE, ("Who says so?", "The board. [1]")]
        assert contextualise(question, history) == (
            BEFORE[0][0],
            f"Asked of the answer to “{BEFORE[0][0]}”.",
        )


def test_those_counted_are_those_of_whom_was_asked() -> None:
    history = [("How many ships did TAO count?", "Ten. [1]")]
    assert asked_before("How many of them sank?", history) == history[0][0]
    sunk = ("How many of them sank?", "Two. [1]")
    assert asked_before("Which of those were salvaged?", [*history, sunk]) == history[0][0]
    assert asked_before("How many of them did GAO count?", history) is None
    assert asked_before("Why?", history) is None


COUNTED = ("How many quays rot in fiscal year 2009?", "Nine.")


@pytest.mark.parametrize(
    ("question", "before", "searched"),
    [
        ("And two years later?", COUNTED, "How many quays rot in fiscal year 2011?"),
        ("The year before?", COUNTED, "How many quays rot in fiscal year 2008?"),
        (
            "How many a decade on?",
            COUNTED,
            "How many quays rot in fiscal year 2019?",
        ),
        ("Three years earlier?", COUNTED, "How many quays rot in fiscal year 2006?"),
        (
            "And a year later?",
            ("How many quays rot?", "In 2009 nine."),
            "How many quays rot in 2010?",
        ),
        ("What did Lee paint the year after?", COUNTED, "What did Lee paint in 2010?"),
        (
            "How does it compare to the previous year?",
            COUNTED,
            "How does it compare to 2008? quays rot fiscal year",
        ),
        ("When did it, more than two years later?", COUNTED, None),  # of no one year
        ("And two years later?", ("How many in 2009 and 2010?", "Nine."), None),
        ("And two years later?", ("How many quays rot?", "Nine."), None),
        ("How many quays had rot in 2012, two years later?", COUNTED, None),
    ],
)
def test_a_year_is_reckoned_from_the_only_one_spoken_of(
    question: str, before: tuple[str, str], searched: str | None
) -> None:
    understood, note = contextualise(question, (before,))
    if searched is None:
        assert understood.startswith(question)
    else:
        assert understood == searched
        assert note == f"Understood as “{searched}”, after “{before[0]}”."


def test_years_are_reckoned_on_from_a_year_reckoned() -> None:
    history = (COUNTED, ("And two years later?", "Ten."))
    assert "2010" in contextualise("And the year before?", history)[0]


def test_what_is_put_in_anothers_place_is_taken_as_it_is_written() -> None:
    searched, _ = contextualise(
        r"what about C:\temp files?", [("How many quay files are there?", "Nine.")]
    )
    assert r"C:\temp" in searched


@pytest.mark.parametrize(
    ("question", "leans"),
    [
        ("What topics did the Task Force sort its findings into?", False),
        ("When did Kent change its rules for ferries?", False),
        ("What did Kent say about its cost?", True),
        ("When did it change its rules?", True),
    ],
)
def test_its_may_be_of_the_one_who_does_it(question: str, leans: bool) -> None:
    assert is_follow_up(question) is leans


@pytest.mark.parametrize(
    ("before", "asked", "understood"),
    [
        (
            "When was Harbour Watch begun in Norvik?",
            "and in Quayside?",
            "When was Harbour Watch begun in Quayside?",
        ),
        (
            "Did Norvik leave Harbour Watch?",
            "what about Quayside?",
            "Did Quayside leave Harbour Watch?",
        ),
        ("Did Norvik leave Harbour Watch?", "what about Sea Guard?", "Did Norvik leave Sea Guard?"),
    ],
)
def test_a_name_stands_for_the_one_of_its_kind(before: str, asked: str, understood: str) -> None:
    """Behind the same preposition, or the nearest."""
    kinds = ({"Norvik", "Quayside"}, {"Harbour Watch", "Sea Guard"})

    def likeness(one: str, other: str) -> float:
        return float(any({one, other} <= kind for kind in kinds))

    assert contextualise(asked, [(before, "…")], Known(likeness=likeness))[0] == understood


@pytest.mark.parametrize(
    ("last", "asked", "understood"),
    [
        ("What did TAO answer?", "and Quayside?", "When did Quayside leave?"),
        ("What did TAO answer?", "and GAO?", "What did GAO answer? leave"),
        ("Who governs Lowbridge?", "and Quayside?", "Who governs Quayside?"),
    ],
)
def test_a_name_may_stand_for_one_of_the_question_on_which_the_last_leans(
    last: str, asked: str, understood: str
) -> None:
    kinds = ({"Norvik", "Quayside", "Lowbridge"}, {"TAO", "GAO"})

    def likeness(one: str, other: str) -> float:
        return float(any({one, other} <= kind for kind in kinds))

    turns = [("When did Norvik leave?", "In May."), (last, "…")]
    assert contextualise(asked, turns, Known(likeness=likeness))[0] == understood


@pytest.mark.parametrize(
    ("turns", "asked", "understood"),
    [
        (["Who wrote the Voluntary Memo?"], "What did it say?", "What did the Voluntary Memo say?"),
        (["Who wrote TB-12-4?", "When?"], "and what did it find?", "What did TB-12-4 find?"),
        (
            ["Who wrote the note on tides?"],
            "What did it cost?",
            "What did it cost? wrote note tides",
        ),
    ],
)
def test_what_it_says_is_what_the_document_spoken_of_says(
    turns: list[str], asked: str, understood: str
) -> None:
    assert contextualise(asked, [(turn, "…") for turn in turns])[0] == understood
