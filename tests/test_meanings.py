"""What something is or does, or who somebody is: the sentence that says so goes first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from rag import Chatbot, Settings
from rag.answering.meaning import with_meanings
from rag.answering.state import State
from rag.asking.addresses import NOTHING_NAMED
from rag.asking.meanings import as_question, asks_meaning, asks_of_kind, asks_of_named, asks_who
from rag.asking.question import Alias, Query
from rag.indexing.index_files import Entry
from rag.listing.list_questions import asks_for_several
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import rank
from rag.retrieving.found import Found
from rag.retrieving.meanings import explains, introduces, presents, tells_meaning


@pytest.mark.parametrize(
    ("question", "term"),
    [
        ("What is a quay warden?", "quay warden"),
        ("what's a quay warden", "quay warden"),
        ("What exactly are quay wardens in the Harbour Act?", "quay wardens"),
        ("What does the term wharfage mean?", "wharfage"),
        ("meaning of wharfage", "wharfage"),
        ("wharfage meaning", "wharfage"),
        ("fictive kin meaning foster care", "fictive kin"),
        ("Define demurrage.", "demurrage"),
        ("What counts as a small port?", "small port"),
        ("How is a small port defined?", "small port"),
        ("What is a \u2018Stop and Look\u2019 exercise at the office?", "Stop and Look"),
        ("What is meant by wharfage?", "wharfage"),
        ("What exactly is meant by “quay dues”?", "quay dues"),
        ("Who is a quay warden?", None),
        ("What is the quay warden for?", None),
        ("How many quay wardens are there?", None),
        ("What did the wardens find on the quay?", None),
        ("What is the number of all those ships that were lost at sea?", None),
    ],
)
def test_what_is_to_be_explained(question: str, term: str | None) -> None:
    assert asks_meaning(question) == term


@pytest.mark.parametrize(
    ("question", "thing"),
    [
        ("What is a quay warden?", "quay warden"),
        ("What is a quay warden for?", "quay warden"),
        ("what does a quay warden actually do", "quay warden"),
        ("How did the Quay Act work in 1999?", "Quay Act"),
        ("What's the point of the Quay Act?", "Quay Act"),
        ("What did the quay warden see?", None),
        ("How did the quay work out?", None),
        ("Who is the quay warden?", None),
        ("What was found in the audit?", None),
        ("What was the outcome of the trial?", None),
        ("What was Lee's answer?", None),
        ("What is the quay act?", None),
        ("What is the Quay Act?", "Quay Act"),
        ("What does it do?", None),
        ("What is the Port Guild recommending?", None),
        ("What is the Quay Act budget?", None),
        ("What is Kent doing about it?", None),
        ("What is a fair price?", None),
        ("What is a major cause of delays?", None),
        ("What was Port Revenue in 1999?", None),
        ("What does Kent recommend the Guild do?", None),
        ("What is Kent's view?", None),
        ("What is Section 12(b)?", "Section 12(b)"),
        ("What is Lee v. Kent?", "Lee v. Kent"),
        ("What is “quay watch”?", "quay watch"),
        ("What is the definition of a quay warden?", "quay warden"),
        ("What does Kent mean by wharfage?", "wharfage"),
        ("Who changed the definition of wharfage?", None),
        ("Is the term defined in the act?", None),
        ("define quay dues", "quay dues"),
    ],
)
def test_of_what_it_is_asked_what_it_is_or_does(question: str, thing: str | None) -> None:
    assert asks_of_named(question) == thing


@pytest.mark.parametrize(
    ("question", "person"),
    [
        ("Who is Ann Lee?", "Ann Lee"),
        ("Who was Lee again?", "Lee"),
        ("Who is Director of Ports?", None),
        ("Who is Wharfage for?", None),
        ("Who or what is the Quay Board?", "the Quay Board"),
        ("Who is Ann Lee and why did she leave the board of the port?", None),
        ("Who said that Lee left?", None),
        ("Who is in charge?", None),
        ("Who is responsible for the delay?", None),
        ("Who is the director of the port?", None),
        ("Who is Lee's successor?", None),
        ("who is lee", None),
    ],
)
def test_of_whom_it_is_asked_who_that_is(question: str, person: str | None) -> None:
    assert asks_who(question) == person


def test_a_name_in_small_letters_is_one_where_a_text_has_it_in_capitals() -> None:
    assert asks_who("who is lee", "The board wrote to Lee in May.") == "lee"
    assert asks_who("who is right", "Right of the quay stands a lamp.") is None


@pytest.mark.parametrize(
    "text",
    [
        "The Tidal Yard Board (TYB) was set up in 1907 to dredge the outer basin of the port.",
        "In May, the port founded a Tidal Yard Board, under which all dredging was brought.",
        "It asked the Tidal Yard Board, a body of nine captains, for its books.",
        "It pays an office for dredging called the Tidal Yard Board.",
        "The port’s dredging agency Tidal Yard Board bought a lamp.",
        "TYB: nine captains who dredge the port.",
        "The TYB is responsible for dredging.",
        "The TYB is now part of the port.",
        "An agency of nine captains, the TYB, dredges the port.",
        "The TYB is Kent’s office for dredging.",
        "[3] The TYB has been the dredger of the port since 1907.",
        "The term “Tidal Yard Board” means the captains who dredge the port.",
    ],
)
def test_what_introduces_a_thing(text: str) -> None:
    assert introduces(text, {"Tidal Yard Board", "TYB"})


@pytest.mark.parametrize(
    "text",
    [
        "Ann Lee, Secretary, Tidal Yard Board",
        "The Tidal Yard Board reported in May that it took 676 days.",
        "The Tidal Yard Board says that dredging is dear.",
        "The port paid 900 crowns to the Tidal Yard Board.",
        "The auditor found that the Tidal Yard Board had lost its books in the flood.",
        "According to the Tidal Yard Board, the quay is shut.",
        "Letters came from Kent, the Tidal Yard Board, the Guild, and four towns.",
        "TYB captains told us that the quay is shut.",
        "The council called the Tidal Yard Board to testify.",
        "TYB: We agree with the advice.",
        "TYB: Let us agree on that.",
        "The mayor called the TYB yesterday.",
        "The mayor announced the TYB would have to pay for the lamp at once.",
        "A letter to Kent, TYB, and the Guild came in May.",
        "The TYB was a day late.",
        "The TYB is always in debts of some kind.",
        "The Tidal Yard Board was the target of a complaint.",
        "The Tidal Yard Board lacks a boat.",
    ],
)
def test_what_only_names_a_thing(text: str) -> None:
    assert not explains(text, {"Tidal Yard Board", "TYB"})


def test_an_abbreviation_is_none_in_small_letters() -> None:
    assert not explains("Save is a word of three vowels.", {"SAVE"})


def test_a_question_that_goes_on_for_long_asks_for_no_one_thing() -> None:
    assert asks_of_named("!" * 1000 + "was in " * 142) is None
    assert asks_meaning("how does " + "a define in " * 100 + "?") is None


def test_a_name_is_no_part_of_a_longer_word() -> None:
    assert not explains("Tidalia is a town of 900 people.", {"Tidal"})
    assert explains("Tidals are boats that dredge.", {"tidal"})


def test_what_an_order_did_explains_it() -> None:
    assert explains("Order 9 of May 4, 1907 ended the toll and restored the ferry.", {"Order 9"})
    assert not explains("Order 9 of May 4, 1907 was praised.", {"Order 9"})


def test_what_it_does_at_all_times_explains_a_thing() -> None:
    assert explains("The Tidal Yard Board dredges the port.", {"Tidal Yard Board"})
    assert not introduces("The Tidal Yard Board dredges the port.", {"Tidal Yard Board"})
    assert introduces("Low piers—referred to as Class 4—stand in the sea.", {"Class 4 piers"})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Lee, then mayor of the town, asked for it.", True),
        ("The board wrote to Mayor Ann K. Lee.", True),
        ("It asked Rep. Ann Lee for it.", True),
        ("Ann Lee was a captain of the port.", True),
        ("Lee served as mayor of the town until 1999.", True),
        ("Lee (then the mayor) asked for it.", True),
        ("According to Lee, the quay is shut.", False),
        ("However Lee signed it.", False),
        ("The quay is shut, said Lee, adding that it rots.", False),
        ("After Lee left, the board fell silent.", False),
        ("Ann Lee wrote to the board in May.", False),
    ],
)
def test_what_tells_who_somebody_is(text: str, told: bool) -> None:
    assert presents(text, {"Ann Lee", "Lee"} if "Ann" in text else {"Lee"}) == told


def test_a_body_is_presented_by_any_of_its_names() -> None:
    assert presents("The TYB is a body of captains.", {"the Tidal Yard Board", "TYB"})
    assert not presents("Lee (although ill) signed it.", {"Lee"})
    assert not presents("It heard Kent, Lee, Morse, and Hart.", {"Lee"})


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Quay wardens are people who watch a quay.", "quay warden"),
        ("A quay warden (QW) is an officer of the port.", "quay wardens"),
        ("7 Wharfage means what is paid for the use of a wharf.", "wharfage"),
        ("\u201cWharfage,\u201d also known as \u201cquayage,\u201d refers to dues.", "wharfage"),
        ("Under the Act, a small port is one with fewer than 100 ships.", "small port"),
        ("Papers describe the Stop and Look process and define it as a pause.", "Stop and Look"),
        ("The Act defines a small port as a port of few ships.", "small port"),
        ("A silting occurs when a river brings sand into the port.", "silting"),
    ],
)
def test_what_explains_it(text: str, term: str) -> None:
    assert tells_meaning(text, {term})


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("Quay wardens are underpaid.", "quay warden"),
        ("Quay wardens were asked in May.", "quay warden"),
        ("The board is a body that pays quay wardens.", "quay warden"),
        ("Wharfage includes dues of May.", "wharfage"),
        ("Wharfage rose in May.", "wharfage"),
    ],
)
def test_what_only_tells_of_it(text: str, term: str) -> None:
    assert not tells_meaning(text, {term})


def test_what_is_asked_for_in_two_words_is_read_as_a_question() -> None:
    assert as_question("wharfage meaning") == "What is wharfage?"
    assert as_question("What does wharfage mean?") == "What does wharfage mean?"
    assert as_question("wharfage in 2011") == "wharfage in 2011"


def found(row: int, text: str) -> Found:
    """A passage of one sentence, as a question of one token sees it."""
    sentence = Sentence(0, len(text), Speaker("Port of Esk"))
    passage = Passage(f"{row}", "doc", 0, len(text), text, (), (sentence,))
    entry = Entry(passage, "key", "Ports", np.array([0, 3], np.int32))
    return Found(row, entry, 0.5, 0.4, np.array([[0.5]], np.float32))


class Finder:
    """What finds passages with a name among a few."""

    texts = ("TYB is a body of captains.", "TYB captains have sung.", "The TYB dredges the port.")

    def having(self, name: str, _: State) -> list[Found]:
        return [found(row, text) for row, text in enumerate(self.texts) if name in text]


@pytest.mark.parametrize(
    ("question", "page", "first"),
    [
        ("What is the Tidal Yard Board?", None, ["TYB is a body of captains."]),
        ("What does the Tidal Yard Board do?", None, list(Finder.texts[::2])),
        ("What did the Tidal Yard Board see?", None, []),
        ("What is the Tidal Yard Board?", "3", []),
    ],
)
def test_what_tells_of_a_thing_is_looked_for_by_all_of_its_names(
    question: str, page: str | None, first: list[str]
) -> None:
    one = np.ones(1, np.float32)
    aliases = (Alias("TYB", "Tidal Yard Board", (0,)),)
    query = Query(question, ("tidal",), one, one[None], one, ((0,),), aliases)
    state = State(question, (), query=query, address=replace(NOTHING_NAMED, page=page))
    (near,) = rank(query, [found(9, "The Tidal Yard Board was praised in May.")])
    near = replace(near, score=0.55)
    told = with_meanings(state, query, [near], Finder(), partial(rank, query))  # type: ignore[arg-type]
    texts = [item.text for item in told]
    assert texts[: len(first)] == first or not first
    assert (len(texts) > 1) == bool(first)
    assert "TYB captains have sung." not in texts
    assert all(item.found.citable is None for item in told)


PAPER = """\
---
title: Dues of the Port of Esk
author: Mira Abend
date: 2021-05-04
kind: report
---

# Dues

Wharfage brought the port of Esk 900 crowns in May. Wharfage at the port was raised in June. The
board of the port asked for wharfage to be paid at once. Captains called wharfage unfair.

# Notes

Wharfage is the money that a ship pays for lying at a wharf.
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    root: Path = tmp_path_factory.mktemp("meanings")
    (root / "papers").mkdir()
    (root / "papers" / "dues.md").write_text(PAPER, "utf-8")
    with Chatbot.open(root / "papers", settings=Settings(index_dir=root / "index")) as opened:
        yield opened


@pytest.mark.parametrize("question", ["What is wharfage?", "wharfage meaning", "Define wharfage."])
def test_what_says_what_it_is_is_the_answer(bot: Chatbot, question: str) -> None:
    answer = bot.ask(question)
    assert answer.refusal is None
    assert answer.statements[0].text.startswith("Wharfage is the money")


@pytest.mark.parametrize(
    ("question", "of_kind"),
    [
        ("What are QRTPs?", True),
        ("and what are fictive kin homes", True),
        ("What are Class 4 wind sites?", True),
        ("What are the recommendations?", False),
        ("what are recommendations", False),
        ("What are Halloran's arguments?", False),
        ("What are two reasons?", False),
        ("What are common problems?", False),
        ("What are charges against Hall?", False),
        ("What are they?", False),
        ("What is a quay warden?", False),
    ],
)
def test_what_things_of_a_kind_are_is_not_which_there_are(question: str, of_kind: bool) -> None:
    assert asks_of_kind(question) == of_kind
    assert not (of_kind and asks_for_several(question))
