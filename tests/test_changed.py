"""What was said once and changed later is quoted with what changed it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import rag
from rag.verify import verify

FERRY = """# Ferry Services Agreement

This Ferry Services Agreement (the "Agreement") is made on May 2, 2019 between Pell Harbour Lines
("Operator") and the Town of Grayport ("Town").

## 1. Service

1.1 Operator shall run six crossings a day between the two piers.

1.2 Operator shall keep a spare boat at the north pier.

## 4. Payment

4.1 Town pays Operator a subsidy of $12,000 a month.

4.2 Town pays each invoice within 20 days of receipt.

4.3 Overdue sums bear interest at 2% a year.

## 7. Liability

7.1 The liability of Operator for lost luggage is limited to $900 a passenger.
"""

AMENDMENT = """# First Amendment to Ferry Services Agreement

This First Amendment is made on June 9, 2021 between Pell Harbour Lines ("Operator") and the Town of
Grayport ("Town"). It amends the Ferry Services Agreement dated May 2, 2019.

## 1. Changes

1.1 Section 4.1 of the Agreement is amended by replacing "$12,000" with "$15,000".

1.2 Section 4.2 of the Agreement is deleted and replaced with the following: "Town pays nothing in
advance. Town pays each invoice within 35 days of receipt."

1.3 Section 1.2 of the Agreement is not changed.

1.4 Section 7.1 of the Harbour Liability Act is replaced as of this year.
"""

SECOND = """# Second Amendment to Ferry Services Agreement

This Second Amendment is made on July 1, 2023 between Pell Harbour Lines ("Operator") and the Town
of Grayport ("Town"). It amends the Ferry Services Agreement dated May 2, 2019, as amended by the
First Amendment dated June 9, 2021.

## 1. Changes

1.1 Section 4.1 of the Agreement, as amended by the First Amendment, is further amended so that the
subsidy is $17,500 a month.

1.2 Section 1.1 of the First Amendment is deleted.
"""

OTHER = """# First Amendment to Ferry Services Agreement of Mull

This First Amendment is made on June 30, 2022 between Skerry Boats Company ("Operator") and the
Island of Mull ("Island"). It amends the Ferry Services Agreement dated March 8, 2018.

1.1 Section 4.3 of the Agreement is deleted.
"""

MINUTES = """# Minutes of the Harbour Board of Grayport

Meeting of March 3, 2024

## 1. Budget

1.1 Ms. Arlen moved to spend $40,000 on a new lighthouse lamp. Mr. Boyd seconded. Ms. Croft said
that the lamp was dear. The motion failed 2-3.

1.2 Mr. Boyd moved that the tariff for yachts be raised to $30 a night. Ms. Arlen asked that the
tariff be $26, so that fewer yachts would leave. Mr. Boyd accepted the change. The motion carried
4-1.

1.3 Ms. Dunn moved to buy a crane for $75,000. Ms. Croft seconded.

1.4 The budget was adopted 5-0.

1.5 Mr. Boyd asked that the rules for anchors be reviewed. The board took no decision on this.

1.6 Ms. Arlen asked that the parrot be removed from the hall. The rest of the list was adopted 5-0.

## 2. Corrections

The minutes of January were approved with one correction: the number of visitors to the lighthouse
was fifty-two, not sixty-one.

## 3. Dredging

The drivers have hardly parked in the winter. They asked for more time. The board agreed to extend
the day from June 30, 2025 to September 30, 2025.

The survey had it that about 2,310 gulls nest on the roof of the customs house. The correct number
is 3,210; two digits were switched.

The survey says that 31 chains of the boom were found rusted. Four were dropped, and the number will
be restated as 27.

Mr. Evans said that the cost of dredging the basin was now $2.8 million. This replaces the figure of
$2.1 million in the survey.
"""

SURVEY = """# Survey of the Basin

The survey puts the cost of dredging the basin at $2.1 million.

At the lighthouse there were sixty-one visitors in January.

About 2,310 gulls nest on the roof of the customs house.

The board was told that the paint of the customs house would cost about $48,000. That was too low,
as the cellar had been left out. We now go by the painter's $61,000. The lamp is another matter.

Of the chains of the boom 31 were found rusted.

The basin holds about fifteen cruisers. (Superseded by our letter of April 2, 2024.)

The buoys are painted every third year.

The moorings were reduced from 40 in 1996 to 31 in 2006, as boats grew longer.

An earlier notice said that the pilots are paid by the ship owners. That is not correct. The port
pays them.

The notice says that the ferry to Mull is free for pupils. This was wrong.

The guide tells that the fog horn sounds every four minutes. It is not true, as the keeper knows.

The signal tower stands on Gull Hill. That is right above the northern pier.

In 2001 the moorings at the quay numbered 40.

The harbour act of 1996 replaced the harbour act of 1986.

Parking coupons of the quay must be used before June 30, 2025.

The market hall opens again on October 4, 2025.

Logs of the tide gauge are kept for 60 days. The earlier version of this survey had the logs kept
for two years.
"""


RULES = """# Harbour Rules of Oxmoor

## 2. Fees

| Berth | Fee |
|---|---|
| River wall | £40 |
| Fish quay | £65 |

2.1 The fee of a berth is due on the first of March.

## 3. Pilots

3.1 Every trawler takes a pilot within 12 hours of its arrival. A pilot wears a red cap.

3.2 The pilot house stands at the head of the mole.

4. Lanterns. 4.1 A lantern burns for nine hours. 4.2 The lantern oil is bought in Mull.

4.6 A whistle is blown three times in fog.

## 5. Works

The dredging of the inner basin will begin on 17 April 2031. The wall of the inner basin was built
in 1877. The divers will be fed at the Anchor Inn on 3 May 2031.

## 6. Opinions

6.1 Captain Orme at first thought that the boom had rotted. She changed her mind after a dive.

6.2 Captain Pell at first thought that the crane had rusted. The crane is painted green.

6.3 In my view limpets do not grow under the slip.

## 7. Changes of 9 March 2031

The dredging of the inner basin will now begin on 8 May 2031.

7.1 I was wrong to write in 6.3 that limpets do not grow there.

# Revisions

**Note 1 – Fish quay.** In force from 1 May 2022. The fee is increased to £80.

**Note 2.** In rule 3.1 the words "12 hours" are replaced by "20 hours".

**Note 3.** Rule 4.1 is replaced by the following: "A lantern burns for eleven hours."

**Note 4.** The place in rule 3.2 is unchanged. Section 4.6 of the Fog Act is repealed.
"""


@pytest.fixture(scope="module")
def oxmoor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("oxmoor")
    (folder / "rules.md").write_text(RULES, "utf-8")
    with rag.Chatbot.open(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "old", "new"),
    [
        ("Within how many hours does a trawler take a pilot?", "within 12 hours", "20 hours"),
        ("For how many hours does a lantern burn?", "nine hours", "eleven hours"),
        ("What is the fee of the fish quay berth?", "£65", "increased to £80"),
        ("What does not grow under the slip?", "limpets do not", "I was wrong"),
    ],
)
def test_what_the_same_document_changes_further_on_goes_along(
    oxmoor: rag.Chatbot, question: str, old: str, new: str
) -> None:
    answer = oxmoor.ask(question)
    assert old in answer.text
    assert new in answer.text
    assert "of “Harbour Rules of Oxmoor” [" in " ".join(answer.notes)


@pytest.mark.parametrize(
    ("question", "old", "new"),
    [
        ("When will the dredging of the inner basin begin?", "17 April", "now begin on 8 May"),
        ("What did Captain Orme think of the boom?", "had rotted", "changed her mind"),
    ],
)
def test_what_holds_now_goes_along(oxmoor: rag.Chatbot, question: str, old: str, new: str) -> None:
    text = oxmoor.ask(question).text
    assert old in text
    assert new in text


@pytest.mark.parametrize(
    ("question", "told", "beside"),
    [
        ("When was the wall of the inner basin built?", "1877", "now begin"),
        ("When will the divers be fed at the Anchor Inn?", "3 May", "now begin"),
        ("What did Captain Pell think of the crane?", "had rusted", "painted green"),
    ],
)
def test_what_still_holds_stands_alone(
    oxmoor: rag.Chatbot, question: str, told: str, beside: str
) -> None:
    text = oxmoor.ask(question).text
    assert told in text
    assert beside not in text


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("What does a pilot wear?", "red cap"),
        ("Where does the pilot house stand?", "head of the mole"),
        ("How often is a whistle blown in fog?", "three times"),
        ("Where is the lantern oil bought?", "in Mull"),
        ("What is the fee of the river wall berth?", "£40"),
    ],
)
def test_what_its_document_does_not_change_stays(
    oxmoor: rag.Chatbot, question: str, told: str
) -> None:
    answer = oxmoor.ask(question)
    assert told in answer.text
    assert not any("changed by" in note for note in answer.notes)


@pytest.fixture(scope="module")
def grayport(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("grayport")
    texts = {
        "agreement": FERRY,
        "first": AMENDMENT,
        "second": SECOND,
        "mull": OTHER,
        "minutes": MINUTES,
        "survey": SURVEY,
    }
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    with rag.Chatbot.open(folder) as opened:
        yield opened


@pytest.mark.parametrize(
    ("question", "old", "new", "note"),
    [
        (
            "Within how many days does Town pay each invoice?",
            "within 20 days",
            ["within 35 days"],
            "Section 4.2 of “Ferry Services Agreement”",
        ),
        (
            "What subsidy does Town pay Operator under the agreement?",
            "$12,000 a month",
            ["$17,500", "with “$15,000”"],
            "Section 4.1 of “Ferry Services Agreement”",
        ),
        (
            "What does the survey say the dredging of the basin costs?",
            "$2.1 million",
            ["now $2.8 million", "This replaces"],
            "tells of a change from $2.1 million",
        ),
        (
            "How many visitors were there at the lighthouse in January?",
            "sixty-one visitors",
            ["fifty-two, not sixty-one"],
            "tells of a change from sixty-one",
        ),
        (
            "Until when can parking coupons be used?",
            "before June 30, 2025",
            ["to September 30, 2025"],
            "tells of a change from June 30, 2025",
        ),
        ("How many cruisers does the basin hold?", "fifteen cruisers", ["Superseded by"], ""),
        ("By whom are the pilots paid?", "by the ship owners", ["That is not correct"], ""),
        ("For whom is the ferry to Mull free?", "free for pupils", ["This was wrong"], ""),
        ("How often does the fog horn sound?", "four minutes", ["It is not true"], ""),
        ("Who moved to spend money on a lighthouse lamp?", "$40,000", ["failed 2-3"], ""),
        (
            "How many gulls nest on the roof of the customs house?",
            "bout 2,310 gulls",
            ["correct number is 3,210"],
            "",
        ),
        (
            "What was the board told that the paint of the customs house would cost?",
            "$48,000",
            ["That was too low", "$61,000"],
            "",
        ),
        (
            "How many chains of the boom were found rusted?",
            "found rusted",
            ["restated as 27"],
            "",
        ),
        (
            "To what did Mr. Boyd move that the tariff for yachts be raised?",
            "$30 a night",
            ["the tariff be $26", "carried 4-1"],
            "",
        ),
        (
            "Who asked that the rules for anchors be reviewed?",
            "anchors be reviewed",
            ["took no decision"],
            "",
        ),
        (
            "What did the earlier version of the survey have on the logs?",
            "two years",
            ["kept for 60 days"],
            "",
        ),
    ],
)
def test_what_changed_it_goes_along(
    grayport: rag.Chatbot, question: str, old: str, new: list[str], note: str
) -> None:
    answer = grayport.ask(question)
    text = answer.text.translate(str.maketrans('"', "“"))
    assert old in text
    for each in new:
        assert each.replace("”", "“") in text
    assert note in " ".join(answer.notes)
    documents = grayport._steps.documents.values()
    assert all(check.state == "ok" for check in verify(answer.to_dict(), list(documents)))


@pytest.mark.parametrize(
    ("question", "told", "beside"),
    [
        ("Where does Operator keep a spare boat?", "north pier", "not changed"),
        ("What interest do overdue sums bear?", "2% a year", "deleted"),
        ("To what is the liability for lost luggage limited?", "$900", "Liability Act"),
        ("Who moved to buy a crane?", "crane for $75,000", "adopted"),
        ("Who asked that the parrot be removed?", "parrot", "adopted"),
        ("How often are the buoys painted?", "every third year", "moorings"),
        ("How many moorings were there at the quay in 2001?", "numbered 40", "31 in 2006"),
        ("When does the market hall open again?", "October 4, 2025", "September"),
        ("Where does the signal tower stand?", "Gull Hill", "right above"),
        ("Which act did the harbour act of 1996 replace?", "act of 1986", "moorings"),
    ],
)
def test_what_nothing_changed_is_as_it_is(
    grayport: rag.Chatbot, question: str, told: str, beside: str
) -> None:
    answer = grayport.ask(question)
    assert told in answer.text
    assert beside not in answer.text
    assert not any("change" in note for note in answer.notes)


def test_a_change_that_has_no_room_is_named(grayport: rag.Chatbot) -> None:
    answer = grayport.ask("Within how many days does Town pay each invoice?", sentences=1)
    assert len(answer.statements) == 1
    if "20 days" in answer.text:
        assert "“First Amendment to Ferry Services Agreement”" in " ".join(answer.notes)
