"""What a document recommends, all of it or by number, through the whole program."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from rag.chain import Chatbot
from rag.models import large_cross_encoder as large
from rag.records import Answer
from rag.settings import Settings

needs_packages = pytest.mark.skipif(not large.installed(), reason="its packages are not installed")

ITEMS = ("buy two lifeboats", "mend the east quay", "publish its tariffs", "train the pilots")
MORE = (
    "This should include a plan for each of the years up to 2030, with what it costs. It should"
    " also say who is to carry it out, by when the Board will have read the results, which of the"
    " ports of the coast are to follow, and how what is learnt at one is made known to all others."
)
MARKED = "\n\n".join(
    f"The Director of the Harbour Board should {item}. {MORE} (Recommendation {number})"
    for number, item in enumerate(ITEMS, start=1)
)
NUMBERED = "\n".join(
    f"{number}. Ask the council to {item}." for number, item in enumerate(ITEMS, 1)
)

FERRY = f"""\
---
title: "Ferries: The Harbour Board Should Act"
author: Arnfield Audit Office
date: 2021-05-04
kind: report
---

# Report AB-21-1

This is report AB-21-1 on the Sorrel ferry, which carried 900 people in 2020.

# Recommendations for Executive Action

We are making the following four recommendations to the Harbour Board:

{MARKED}
"""

TOLLS = f"""\
---
title: "Tolls: What the Council Could Do"
author: Arnfield Audit Office
date: 2019-02-04
kind: report
---

# Report AB-19-7

This is report AB-19-7 on the tolls of the bridge at Orne.

# Recommendations

We recommend that the Mayor take the following four actions:

{NUMBERED}
"""


LETTER = """\
Delphine Voss
7 Cooper's Yard, Sorrel

November 14, 2022

Dear Mr. Hale:

The toll money is spent on paint. The harbour board paid a cousin for it, and twice at that.

What I ask

I ask the board to do the following:

  (a) stop every further payment for paint;
  (b) tell the council of it within a week;
  (c) find out who owns the paint shop.

The council should take the keys from the clerk.

Yours respectfully,

Delphine Voss
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    root: Path = tmp_path_factory.mktemp("recommendations")
    (root / "papers").mkdir()
    (root / "papers" / "AB-21-1.md").write_text(FERRY, "utf-8")
    (root / "papers" / "AB-19-7.md").write_text(TOLLS, "utf-8")
    (root / "papers" / "letter.txt").write_text(LETTER, "utf-8")
    with Chatbot.open(root / "papers", settings=Settings(index_dir=root / "index")) as opened:
        yield opened


def _cited(answer: Answer) -> str:
    return " ".join(" ".join(each.quote.split()) for each in answer.citations)


def test_all_are_given_with_their_count(bot: Chatbot) -> None:
    answer = bot.ask("What are the recommendations of AB-21-1?")
    assert all(item in _cited(answer) for item in ITEMS)
    assert "All 4 that the source counts are given." in answer.notes
    assert _cited(answer).count(MORE) == len(ITEMS)
    assert bot.ask("What did Arnfield recommend in AB-21-1?").citations == answer.citations


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What is recommendation 3 of AB-21-1?", [2]),
        ("Quote me recommendation 2 of AB-21-1 in full", [1]),
        ("What are recommendations 2 and 4 of AB-21-1?", [1, 3]),
        ("What are recommendations 2 to 4 of AB-21-1?", [1, 2, 3]),
        ("What is the third recommendation of AB-19-7?", [2]),
        ("What is the last recommendation of AB-21-1?", [3]),
    ],
)
def test_some_are_given_by_their_numbers(bot: Chatbot, question: str, wanted: list[int]) -> None:
    answer = bot.ask(question)
    assert answer.refusal is None
    assert [item for item in ITEMS if item in _cited(answer)] == [ITEMS[each] for each in wanted]


def test_a_number_that_there_is_not_is_refused(bot: Chatbot) -> None:
    answer = bot.ask("What is recommendation 9 of AB-21-1?")
    assert answer.refusal is not None and not answer.citations
    assert answer.text == "The recommendations there are numbered from 1 to 4."


def test_a_conversation_goes_on_about_the_report_that_recommends(bot: Chatbot) -> None:
    said = bot.ask("What are the recommendations of AB-21-1?").text
    history = (("What are the recommendations of AB-21-1?", said),)
    answer = bot.ask("quote me recommendation 2 in full", history=history)
    assert ITEMS[1] in _cited(answer) and ITEMS[0] not in _cited(answer)


def test_more_than_all_recommendations_is_none_of_them(bot: Chatbot) -> None:
    asked = "What are the recommendations of AB-21-1?"
    history = ((asked, bot.ask(asked).text),)
    for question in ("and the other five?", "tell me more"):
        answer = bot.ask(question, history=history)
        assert not any(item in _cited(answer) for item in ITEMS)


def test_what_is_asked_about_one_of_a_number_is_not_its_text(bot: Chatbot) -> None:
    said = bot.ask("What does recommendation 3 of AB-21-1 say?")
    assert ITEMS[2] in _cited(said) and said.confidence == 0.99  # on record
    about = bot.ask("Who disagreed with recommendation 3 of AB-21-1?")
    assert about.confidence < 0.99


HEADED = """\
# Office of the Harbour Auditor

## Finding 1: The quay was not swept

### Recommendation 1

The Harbour Master should sweep the quay every week.

**Response: Agree.** The sweeping has begun.

### Recommendation 2: brooms

The Council should buy nine brooms. They last for a year.

**Response: Disagree.** The Council has brooms.

## Finding 2: The lamps were not lit

### 3. Recommendation No. 3

The Mayor should hire a lamplighter.

**Response: Partially agree.** The Mayor will think of it.
"""

MEMO = """\
# MEMORANDUM

From: Jorun Tvedt, Tidewater Partners

## Recommendations

1. Move the pier to the east side.
2. Keep the old crane.
"""


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    root: Path = tmp_path_factory.mktemp("several")
    (root / "papers").mkdir()
    (root / "papers" / "audit-of-the-quay.md").write_text(HEADED, "utf-8")
    (root / "papers" / "consultant-memo.md").write_text(MEMO, "utf-8")
    with Chatbot.open(root / "papers", settings=Settings(index_dir=root / "index")) as opened:
        yield opened


SWEPT = ["sweep the quay every week", "buy nine brooms", "hire a lamplighter"]
MOVED = ["Move the pier", "Keep the old crane"]


@pytest.mark.parametrize(
    ("question", "wanted"),
    [
        ("What are the auditor's recommendations?", SWEPT),
        ("List all recommendations of the Harbour Auditor.", SWEPT),
        ("What recommendations did the consultant make?", MOVED),
        ("What are the consultant's recommendations?", MOVED),
    ],
)
def test_who_is_named_gives_all_recommendations_and_nobody_else(
    several: Chatbot, question: str, wanted: list[str]
) -> None:
    answer = several.ask(question)
    cited = _cited(answer)
    assert [each for each in (*SWEPT, *MOVED) if each in cited] == wanted
    assert f"All {len(wanted)} that the source counts are given." in answer.notes
    assert "Response" not in cited and "They last" not in cited


@pytest.mark.parametrize(
    "question",
    [
        "Which recommendations did the Council not fully agree with?",
        "Which recommendations did the Mayor disagree with?",
    ],
)
def test_who_agreed_is_not_answered_by_all_that_is_recommended(
    several: Chatbot, question: str
) -> None:
    assert not all(each in _cited(several.ask(question)) for each in SWEPT)


@pytest.mark.parametrize(
    "question",
    [
        "What did Voss recommend?",
        "What did Voss ask the board to do?",
        "What did Delphine Voss want the board to do?",
        "What were Delphine Voss's recommendations?",
    ],
)
def test_what_a_writer_asks_for_in_a_list_is_what_they_recommend(
    bot: Chatbot, question: str
) -> None:
    answer = bot.ask(question)
    for said in ("I ask the board", "(a) stop every", "(b) tell the council", "(c) find out who"):
        assert said in answer.text
    assert {each.speaker.name for each in answer.citations} == {"Delphine Voss"}


@needs_packages
@pytest.mark.parametrize(
    "question",
    [
        "What did the draft of the task force report recommend?",
        "What did the task force recommend about minor traffic offenses?",
    ],
)
def test_the_same_advice_is_not_told_twice(question: str) -> None:
    with Chatbot.open(settings=Settings(cross_encoder="large")) as opened:
        (said,) = opened.ask(question).statements
    assert "not to detain people found through an arrest for a minor crime" in said.text
