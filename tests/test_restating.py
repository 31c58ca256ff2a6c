"""What a model's sentence must keep of its source, besides what the gate asks of every sentence."""

import pytest
from tampering import quoted

from rag.checking.gate import check
from rag.records import Citation, Speaker, Statement
from rag.wording.restating import check_written

BOARD = Speaker("Harbour Board")
COURIER = Speaker("Vessel Courier", ("Harbour Board",))
QUESTION = "What happened at the quay?"

OF_ALL = "Three of the seven pilots resigned, although the report was not out."
IN_A_YEAR = "In 2019, the board dredged 14 berths, and the pilots moved to the east quay in 2021."
TOLD_TWICE = "The Vessel Courier reported that the Lindgren panel found the quay to be unsafe."
PLAIN = "According to the Vessel Courier, the quay is unsafe for ships of 90 metres."
OTHERS = "The Gazette published an article about the quay of the town."
MARKET = "The market for mineral fertilizer is expected to exceed $39 billion."
TOLD_US = "For example, one pilot told us that the board dredged two berths that season."
UNDER_A_CONDITION = "When a ship is late, the pilot may wait, depending on the tide."
A_LIST = "The pilots most often named these: (1) fog, (2) ice, and (3) drunken helmsmen."
CRITICS = "Critics say that the quay is unsafe."
OF_PAPERS = "According to papers of the town of Stavnes, the quay is unsafe."
WREN = Speaker("Tobias Wren")
AS_TOLD = Speaker("The Hearing on the Quay of Little Stavnes, as the Papers Tell It")
SAFE = "The quay is safe."
ON_A_DAY = "3 May 2021: it shut the quay."
ALTHOUGH = "Although no count was kept, fog is rare."
BARS = "The bars show berths of 2019, planned berths of 2020, and the wish for 2021."
OURS = "We counted berths for our report."
BY_SOME = "According to the specialists, the quay is wet."
THEY_TOLD = "They also told us that the quay is wet."
BUT = "The quay is safe at low tide, but at high tide it is under water."
OF_THEM = "For example, they pay by merit."
A_HELMSMAN = "Another helmsman commented that fog is rare."
CLAIMS = "Claims are paid."
RULED = "In May 2021, the board ruled that ships wait."
OF_AN_AGENCY = "In 2021 the agency pays by merit."
BY_ACCOUNT = "Wren adds that, by the report's account, the quay is unsafe."
ONE_STUDY = "One study that uses data of 2017 found that fog is rare."
ACCORDING = "According to the Vessel Courier, summarising Report 12, the quay cost $4 million."


def alarms(text: str, quote: str, speaker: Speaker = BOARD, question: str = QUESTION) -> list[str]:
    citation = Citation(
        1, "quay", "0" * 64, "The quay", None, None, None, 0, len(quote), quote, speaker
    )
    statement = Statement(text, (1,), speaker, written=True)
    return list(check_written(statement, {1: citation}, question))


@pytest.mark.parametrize(
    ("text", "quote", "speaker", "finding"),
    [
        ("Pilots resigned, although the report was not out.", OF_ALL, BOARD, "is Three of them"),
        ("The board dredged 14 berths.", IN_A_YEAR, BOARD, "leaves out 2019"),
        ("The quay was unsafe.", CRITICS, BOARD, "source has “is”"),
        ("The Board said that 3 May 2021, it shut the quay.", ON_A_DAY, BOARD, "no whole sentence"),
        ("The Board said that the agency pays by merit.", OF_AN_AGENCY, BOARD, "be of whoever"),
        (
            "The Papers Tell It: The quay is safe.",
            SAFE,
            AS_TOLD,
            "“The Papers Tell It” is the name",
        ),
        ("The Board counted berths for our report.", OURS, BOARD, "says “our” of nobody"),
        ("The quay, the quay is safe.", SAFE, BOARD, "is no whole sentence"),
        ("Harbour Board states that the quay: The quay is safe.", SAFE, BOARD, "no whole sentence"),
        ("According to the specialists.", BY_SOME, BOARD, "is no whole sentence"),
        ("The Board believed that fog is rare.", A_HELMSMAN, BOARD, "says “believed”"),
        ("The Board said that the quay is wet.", BY_SOME, BOARD, "is told by the specialists"),
        ("The Board told us that the quay is wet.", THEY_TOLD, BOARD, "somebody for “They told”"),
        ("The Board said that fog is rare.", A_HELMSMAN, BOARD, "in the place of whoever tells"),
        ("Three of the seven pilots resigned.", OF_ALL, BOARD, "leaves out “although"),
        ("The quay is safe at low tide.", BUT, BOARD, "leaves out “but"),
        ("Fog is rare.", ALTHOUGH, BOARD, "leaves out “Although"),
        ("The bars show berths of 2019.", BARS, BOARD, "leaves out “planned"),
        ("In 2019 the boards dredged 14 berths.", IN_A_YEAR, BOARD, "where the source has “board”"),
        ("In 2019 the board dredges 14 berths.", IN_A_YEAR, BOARD, "source has “dredged”"),
        (
            "The Vessel Courier reported that the quay was found unsafe.",
            TOLD_TWICE,
            COURIER,
            "leaves out that lindgren says so",
        ),
        (
            "The Vessel Courier found that the quay is unsafe for ships of 90 metres.",
            PLAIN,
            COURIER,
            "says “found”",
        ),
        (
            "The Vessel Courier closed an unsafe quay for ships of 90 metres.",
            PLAIN,
            COURIER,
            "says closed",
        ),
        (
            "Harbour Board published an article about the quay of the town.",
            OTHERS,
            BOARD,
            "has Harbour Board do what it only tells",
        ),
        (
            "The Vessel Courier said that summarising Report 12, the quay cost $4 million.",
            ACCORDING,
            COURIER,
            "is no whole sentence",
        ),
        (
            "The Vessel Courier reported that the quay cost $4 million.",
            ACCORDING,
            COURIER,
            "leaves out that it follows Report",
        ),
        (
            "The Vessel Courier noted that the quay is unsafe for ships of 90 metres.",
            PLAIN,
            COURIER,
            "says “noted”",
        ),
        ("The quay of the Vessel Courier is unsafe.", PLAIN, COURIER, "does not say who says so"),
        ("The board dredged two berths that season.", TOLD_US, BOARD, "somebody told so"),
        ("The pilot may wait.", UNDER_A_CONDITION, BOARD, "leaves out “When a ship is late,”"),
        ("When a ship is late, the pilot may wait.", UNDER_A_CONDITION, BOARD, "it depends"),
        ("The pilots most often named fog.", A_LIST, BOARD, "a part of a list"),
        (
            "Harbour Board critics say that the quay is unsafe.",
            CRITICS,
            BOARD,
            "has Harbour Board do what it only tells",
        ),
        (
            "The Vessel Courier specifically said that the quay is unsafe.",
            PLAIN,
            COURIER,
            "ly said",
        ),
        ("The quay will cost $4 million.", ACCORDING, COURIER, "into the future"),
        ("The quay of the town is unsafe.", OF_PAPERS, BOARD, "according to whom"),
        ("Wren said that the quay is unsafe.", BY_ACCOUNT, WREN, "by the report's account"),
        ("The pilot may wait when a tide is late.", UNDER_A_CONDITION, BOARD, "leaves out"),
        ("The study found that fog is rare.", ONE_STUDY, BOARD, "leaves out 2017"),
        ("The quays they saw sank.", "The quays we saw sank.", BOARD, "says “they” of whoever"),
        (
            "The pilots' study found that fog is rare.",
            "A pilots' study found that fog is rare.",
            BOARD,
            "says “The pilots”",
        ),
        ("The board said that the state is a lender.", "State is a lender.", BOARD, "“the state”"),
        (
            "Wren said that in 2020, Wren said that fog is rare.",
            "In 2020, Wren said that fog is rare.",
            WREN,
            "says twice who says it",
        ),
    ],
)
def test_what_a_shortened_sentence_loses_or_brings_is_named(
    text: str, quote: str, speaker: Speaker, finding: str
) -> None:
    assert any(finding in each for each in alarms(text, quote, speaker)), alarms(
        text, quote, speaker
    )


@pytest.mark.parametrize(
    ("text", "quote", "speaker"),
    [
        (OF_ALL, OF_ALL, BOARD),
        ("The board dredged 14 berths in 2019.", IN_A_YEAR, BOARD),
        ("The pilots moved to the east quay in 2021.", IN_A_YEAR, BOARD),
        (
            "The Vessel Courier reported that the Lindgren panel found the quay unsafe.",
            TOLD_TWICE,
            COURIER,
        ),
        ("The Vessel Courier said that the quay is unsafe for ships of 90 metres.", PLAIN, COURIER),
        ("Vessel Courier: The quay is unsafe for ships of 90 metres.", PLAIN, COURIER),
        (
            "The Vessel Courier, summarising Report 12, said that the quay cost $4 million.",
            ACCORDING,
            COURIER,
        ),
        ("One pilot told us that the board dredged two berths that season.", TOLD_US, BOARD),
        (
            "The pilot may wait when a ship is late, depending on the tide.",
            UNDER_A_CONDITION,
            BOARD,
        ),
        ("Critics say the quay is unsafe.", CRITICS, BOARD),
    ],
)
def test_what_keeps_all_that_passes(text: str, quote: str, speaker: Speaker) -> None:
    assert alarms(text, quote, speaker) == []


def test_a_speaker_who_is_only_missing_is_the_one_thing_found() -> None:
    assert alarms("The quay is unsafe for ships of 90 metres.", PLAIN, COURIER) == [
        "does not say who says so"
    ]


def test_a_numbered_order_is_no_count() -> None:
    order = "The board's Order 12 of May 3, 2021 shuts the canal of the town."
    assert alarms("The board's order shuts the canal of the town.", order) == []


def test_a_word_of_the_question_is_not_the_sources() -> None:
    said = "The market for biological fertilizer is expected to exceed $39 billion."
    asked = "How big is the market for biological fertilizer?"
    found = alarms(said, MARKET, question=asked)
    assert "says biological as the question does, but not the source" in found
    assert "says biological, which the source does not" in alarms(said, MARKET)


def test_what_a_source_says_is_asked_of_each_clause_and_its_own_source() -> None:
    citations = {
        number: Citation(
            number, "quay", "0" * 64, "The quay", None, None, None, 0, len(quote), quote, BOARD
        )
        for number, quote in enumerate((OF_ALL, IN_A_YEAR), start=1)
    }
    said = "Three of the seven pilots resigned, and the board dredged 14 berths."
    statement = Statement(said, (1, 2), BOARD, written=True)
    assert not check(statement, citations)
    assert "leaves out 2019" in check_written(statement, citations, QUESTION)


def test_nothing_is_asked_of_a_source_that_does_not_exist() -> None:
    statement = Statement("The quay is shut.", (3,), BOARD, written=True)
    assert check_written(statement, {}, QUESTION) == ("cites [3], which does not exist",)


def test_quotations_never_alarm() -> None:
    seen = [(each, check_written(each.statement, each.citations, "")) for each in quoted()]
    assert len(seen) > 400
    assert [(each.statement.text, found) for each, found in seen if found] == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Boone said that the boat sank in May.", "Boone denied that the boat sank in May."),
        ("Boone agreed that the boat sank.", "Boone objected that the boat sank."),
        ("Boone said that the boat sank.", "Boone disagreed that the boat sank."),
        ("Boone said that boats are sold.", "Boone recommended that boats be sold."),
        ("Boone agreed to the plan of 2011.", "Boone responded to the plan of 2011."),
        ("A few boats sank.", "Few boats sank."),
        ("The army left in 2011.", "The army left the US in 2011."),
        ("The river rose 5 feet in 2011.", "The river rose -5 feet in 2011."),
        ("The balance was $5 million in 2011.", "The balance was -$5 million in 2011."),
    ],
)
def test_what_is_only_said_of_few_or_below_zero_is_not_turned_round(text: str, quote: str) -> None:
    assert alarms(text, quote, Speaker("Harbor Office"))
    assert alarms(quote, quote, Speaker("Harbor Office")) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("DOE agreed with the plan.", "DOE concurred with the plan."),
        ("Boone left in May.", "Carl Boone left in May."),
        ("Lofgren left in May.", "Rep. Zoe Lofgren left in May."),
        ("The board didn't close the gate.", "The board did not close the gate."),
    ],
)
def test_a_shorter_name_and_a_joined_not_are_the_same(text: str, quote: str) -> None:
    assert alarms(text, quote, Speaker("Harbor Office")) == []


@pytest.mark.parametrize("quote", ["—", "* * *", "()"])
def test_a_source_without_words_bears_nothing(quote: str) -> None:
    assert alarms("The river rose.", quote, Speaker("Harbor Office"))


@pytest.mark.parametrize(
    ("joined", "title"),
    [
        ("according to Ada Teller", "Title"),
        ("quoted by Ada Teller", "Title"),
        ("according to “The Teller’s Log”", "The Teller’s Log"),
        ("quoted in “The Teller’s Log”", "The Teller’s Log"),
    ],
)
def test_a_whole_quotation_behind_its_speakers_never_alarms(joined: str, title: str) -> None:
    quote = "The board announced that the court had ruled that the searches were not adequate."
    teller = "Ada Teller" if title == "Title" else title
    speaker = Speaker("TAO", (teller,))
    cited = Citation(1, "d", "0" * 64, title, None, None, None, 0, len(quote), quote, speaker)

    def findings(text: str) -> tuple[str, ...]:
        return check_written(Statement(text, (1,), speaker), {1: cited}, "")

    assert findings(f"TAO, {joined}: “{quote}”") == ()
    assert findings(f"TAO, {joined}: “{quote.replace('not ', '')}”")
    assert findings(f"Ada Teller, {joined}: “{quote.replace('board', 'bank')}”")
