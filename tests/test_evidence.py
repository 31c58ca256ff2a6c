"""Evidence: which sentences are chosen, in which order, and which must never be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from rag.asking.question import Query, mute, without
from rag.indexing.index_files import Entry
from rag.records import BlockKind, Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence, rank, text_of, within
from rag.retrieving.found import Found
from rag.retrieving.kinds import has_kind, kind_asked
from rag.retrieving.picking import CLOSE, pick

BOARD = Speaker("Harbour Board")
NORTH = Speaker("Ada North", ("Harbour Board",))
Line = tuple[str, float] | tuple[str, float, Speaker] | tuple[str, float, Speaker, BlockKind]


def query(text: str = "What happened at the quay?") -> Query:
    """A question of one token: a sentence's score is its best cosine to it."""
    one = np.ones(1, np.float32)
    return Query(text, ("quay",), one, one[None], one, ((0,),))


def select(
    asked: Query,
    passages: Sequence[Found],
    *,
    most: int,
    speakers: frozenset[str] | None = None,
) -> tuple[Evidence, ...]:
    return pick(rank(asked, passages, speakers=speakers), most=most)


def found(*lines: Line, offset: int = 100, passage_score: float = 0.5, row: int = 0) -> Found:
    text, sentences, matches = "", [], []
    for said, score, *rest in lines:
        more: Any = rest
        start = offset + len(text)
        sentences.append(Sentence(start, start + len(said), *(more or [BOARD])))
        text += said + " "
        matches.append([score])
    passage = Passage("0", f"doc{row}", offset, offset + len(text), text, (), tuple(sentences))
    entry = Entry(passage, "key", "Title", np.arange(len(lines) + 1, dtype=np.int32))
    return Found(row, entry, passage_score, 0.5, np.array(matches, np.float32))


def texts(items: Sequence[Any]) -> list[list[str]]:
    return [[text_of(item.found, sentence) for sentence in item.sentences] for item in items]


def test_the_best_sentence_comes_first_and_far_worse_ones_do_not_come() -> None:
    passage = found(
        ("The fishing fleet left.", 0.2), ("Storms closed the quay.", 0.80), ("Piles rotted.", 0.79)
    )
    chosen = select(query(), [passage], most=4)
    assert texts(chosen) == [["Storms closed the quay."], ["Piles rotted."]]
    assert chosen[1].score >= CLOSE * chosen[0].score


def test_what_has_room_among_so_many_sentences_is_kept() -> None:
    passage = found(("It was shut.", 0.9), ("The pier broke.", 0.8), ("Piles rotted.", 0.79))
    first, second, third = rank(query(), [passage])
    led = replace(second, led_in_by=(first.sentence,))
    assert within((led, third), 3) == (led, third)
    assert within((third, led), 2) == (third,)
    assert within((led, third), 1) == (led,)
    assert within((), 4) == ()


@pytest.mark.parametrize(
    ("best", "next_one", "kept"),
    [
        ("Storms closed the quay.", "Quay 9 389 59 94.8", 1),
        ("Storms closed the quay.", "Figure 3: Ships at the Quay", 1),
        ("Storms closed the quay.", "Piles rotted.", 2),
        ("Quay 9 389 59 94.8", "Pier 8 21 40 12.5", 2),
        ("Quay 9 389 59 94.8", "Piles rotted.", 2),
    ],
)
def test_no_row_and_no_title_of_a_figure_is_taken_beside_a_sentence(
    best: str, next_one: str, kept: int
) -> None:
    passages = [found((best, 0.80), row=0), found((next_one, 0.80), row=1)]
    ranked = sorted(rank(query(), passages), key=lambda item: item.text != best)
    assert len(pick([replace(item, score=0.8) for item in ranked], most=4)) == kept


def test_of_two_passages_the_better_one_carries_its_sentence() -> None:
    low = found(("Storms closed it.", 0.6), passage_score=0.1, row=0)
    high = found(("Piles rotted there.", 0.6), passage_score=0.9, row=1)
    assert [item.found.row for item in rank(query(), [low, high])] == [1, 0]


def test_ties_stay_in_the_order_found() -> None:
    pair = [found(("One.", 0.5), row=0), found(("Two.", 0.5), row=1)]
    assert [item.found.row for item in rank(query(), pair)] == [0, 1]


def test_headings_and_questions_are_never_cited() -> None:
    passage = found(
        ("The quay", 0.9, BOARD, "heading"), ("Who closed the quay?", 0.9), ("It rained.", 0.1)
    )
    assert [item.text for item in rank(query(), [passage])] == ["It rained."]


def test_what_repeats_another_sentence_is_left_out() -> None:
    one = found(("The board closed the north quay in May.", 0.8), row=0)
    two = found(("In May the board closed the north quay.", 0.8), row=1)
    assert texts(select(query(), [one, two], most=4)) == [
        ["The board closed the north quay in May."]
    ]
    new = found(("In May 2012 the board closed the north quay.", 0.8), row=1)
    assert len(select(query(), [one, new], most=4)) == 2


def test_how_something_is_passed_on_repeats_nothing() -> None:
    first = "The Board found in TB-12-1 that quays rot fast, as the note of W.D. Lee quotes it."
    other = "The Board found in TB-12-2 that no crane fell, as the note of W.D. Lee quotes it."
    both = [found((first, 0.8), row=0), found((other, 0.8), row=1)]
    assert len(select(query(), both, most=4)) == 2


TIDE = Speaker("Tide Weekly")
TOLD = "Tide Weekly reported in its first issue of May that the North Quay lost 12 piles to rot."


PAGE = "According to a page that Tide Weekly printed some days afterwards,"


@pytest.mark.parametrize(
    ("again", "kept"),
    [
        ((f"{PAGE} rot took 12 piles of the North Quay.", 0.79, TIDE), False),
        ((f"{PAGE} rot took 40 piles of the North Quay.", 0.79, TIDE), True),
        ((f"{PAGE} rot took no piles of the North Quay.", 0.79, TIDE), True),
        ((f"{PAGE} rot took 12 piles of the South Pier.", 0.79, TIDE), True),
        ((f"{PAGE} rot took 12 piles of the North Quay.", 0.79, NORTH), True),
    ],
)
def test_what_one_teller_is_told_to_say_in_two_documents_stands_once(
    again: Line, kept: bool
) -> None:
    chosen = select(query(), [found((TOLD, 0.8, TIDE), row=0), found(again, row=1)], most=4)
    assert len(chosen) == 1 + kept
    beside = select(query(), [found((TOLD, 0.8, TIDE), again, row=0)], most=4)
    assert len(beside) == 2


BOARD_BY_TIDE = Speaker("Harbour Board", ("Tide Weekly", "Ledger"))


@pytest.mark.parametrize(
    ("again", "speaker", "kept"),
    [
        ("guards of the town bore little or no additional cost", BOARD_BY_TIDE, False),
        ("guards of the town bore a heavy additional cost", BOARD_BY_TIDE, True),  # it denies
        ("guards of the town bore little or no additional cost", NORTH, True),
        ("guards of the town never heard of it", BOARD_BY_TIDE, True),
    ],
)
def test_what_one_is_said_to_find_and_who_quotes_it_tells_stands_once(
    again: str, speaker: Speaker, kept: bool
) -> None:
    cited = "The paper cites the quay report for the finding that it cost guards of the town"
    first = found((f"{cited} little or nothing extra.", 0.8, TIDE), row=0)
    line = f"According to the paper, Q-12-64 found that {again}."
    chosen = select(query(), [first, found((line, 0.79, speaker), row=1)], most=4)
    assert len(chosen) == 1 + kept


@pytest.mark.parametrize("most", [1, 2, 3])
def test_no_more_sentences_than_asked_for(most: int) -> None:
    words = ["alpha", "beta", "gamma", "delta"]
    passage = found(*((f"{word.title()} {word}ism {word}ic.", 0.8) for word in words))
    assert len(select(query(), [passage], most=most)) == most


def test_a_sentence_that_leans_brings_the_one_before_it() -> None:
    passage = found(("The board met in May.", 0.3), ("It closed the quay.", 0.9))
    assert texts(select(query(), [passage], most=4)) == [
        ["The board met in May.", "It closed the quay."]
    ]
    assert texts(select(query(), [passage], most=1)) == [["It closed the quay."]]


@pytest.mark.parametrize(
    ("lines", "quoted"),
    [
        (("The pump has a bell.", "It may ring.", "If this happens, call the port."), [0, 1, 2]),
        (("The bell may ring.", "Call the port then.", "Doing so stops it."), [1, 2]),
        (("The pump has a bell.", "The bell may ring.", "If it does, call the port."), [1, 2]),
        (("It stands.", "It is old.", "It may ring.", "If it does, call the port."), [1, 2, 3]),
        (("It is old.", "The bell may ring.", "Call the port at night."), [2]),
    ],
)
def test_what_leads_in_brings_what_it_leans_on_itself(
    lines: tuple[str, ...], quoted: list[int]
) -> None:
    passage = found(*((line, 0.3) for line in lines[:-1]), (lines[-1], 0.9))
    assert texts(select(query(), [passage], most=4))[0] == [lines[place] for place in quoted]
    assert texts(select(query(), [passage], most=2))[0] == [lines[place] for place in quoted][-2:]


@pytest.mark.parametrize(
    ("lines", "quoted"),
    [
        (("We propose Judge Kemp.", "She is free in October.", "Her fee is $425."), [0, 2]),
        (("Ann Lee left.", "She is 40.", "She swims.", "She sings.", "Her boat sank."), [0, 4]),
        # Who somebody is must be sure: not where another one is named, or another person is meant.
        (("Ann Lee left.", "She met Bo Dahl.", "Her boat sank."), [0, 1, 2]),
        (("Ann Lee left.", "He saw it.", "Her boat sank."), [0, 1, 2]),
        (("Ann Lee left.", "Her Majesty met her.", "Her boat sank."), [0, 1, 2]),
        (("It was late.", "It rained.", "It closed the quay."), [0, 1, 2]),
        (("She is 40.", "Her boat sank."), [0, 1]),
    ],
)
def test_of_sentences_about_one_person_the_one_that_names_her_leads_in(
    lines: tuple[str, ...], quoted: list[int]
) -> None:
    passage = found(*((line, 0.3) for line in lines[:-1]), (lines[-1], 0.9))
    assert texts(select(query(), [passage], most=4))[0] == [lines[place] for place in quoted]


def test_where_who_is_meant_is_quoted_already_nothing_else_is_brought() -> None:
    passage = found(
        ("We propose Judge Kemp.", 0.9),
        ("She is free in October.", 0.2),
        ("Her fee is $425.", 0.89),
    )
    assert texts(select(query(), [passage], most=4)) == [
        ["We propose Judge Kemp."],
        ["Her fee is $425."],
    ]


def test_since_then_brings_since_when() -> None:
    passage = found(("The board met in May.", 0.3), ("Since then, the dues rose.", 0.9))
    assert texts(select(query(), [passage], most=4)) == [
        ["The board met in May.", "Since then, the dues rose."]
    ]


def test_since_then_brings_nothing_where_its_own_years_say_since_when() -> None:
    rose = "Since then, the dues rose from 9 crowns in 2011 to 12 crowns in 2014."
    passage = found(("The board met in May 2011.", 0.3), (rose, 0.9))
    assert texts(select(query(), [passage], most=4)) == [[rose]]


def test_further_reasons_bring_the_first_ones() -> None:
    further = ("The board gives the ice as a further reason.", 0.9)
    passage = found(("The board gives the war as its reason.", 0.3), further)
    assert texts(select(query(), [passage], most=4)) == [
        ["The board gives the war as its reason.", "The board gives the ice as a further reason."]
    ]
    apart = found(("The board met in May.", 0.3), further)
    assert texts(select(query(), [apart], most=4)) == [[further[0]]]


def test_the_noun_of_the_sentence_before_brings_it_along() -> None:
    passage = found(("A dredging program began in May.", 0.3), ("The program costs a lot.", 0.9))
    assert texts(select(query(), [passage], most=4)) == [
        ["A dredging program began in May.", "The program costs a lot."]
    ]
    apart = found(("It rained in May.", 0.3), ("The program costs a lot.", 0.9))
    assert texts(select(query(), [apart], most=4)) == [["The program costs a lot."]]


def test_what_leans_on_something_else_comes_second_only_with_it() -> None:
    stands = found(("The quay was closed by order.", 0.9), row=0)
    leans = found(("They closed it in May.", 0.88), row=1)
    assert texts(select(query(), [stands, leans], most=4)) == [["The quay was closed by order."]]


@pytest.mark.parametrize(
    "hollow",
    [
        "The board said the following.",
        "The board made the following recommendations:",
        "Its reasons were as follows.",
    ],
)
def test_what_only_announces_never_stands_alone(hollow: str) -> None:
    ends = found(("The dues rose.", 0.5), (hollow, 0.9))
    assert texts(select(query(), [ends], most=4)) == [["The dues rose."]]
    goes_on = found((hollow, 0.9), ("The quay must close.", 0.2), ("Dues must rise.", 0.1))
    assert texts(select(query(), [goes_on], most=4)) == [
        [hollow, "The quay must close.", "Dues must rise."]
    ]


@pytest.mark.parametrize(
    "pointing",
    [
        "Table 3 shows the piles that rotted.",
        "See appendix II for the piles that rotted.",
        "A. North, The Piles That Rotted (Arnfield, Sorrel: Harbour Press, 2011).",
        "Source: Harbour Audit Office.",
        "Figure 6: State of the piles that rotted.",
        "“Rotting Piles and Their Effects on Harbour Traffic.”",
        "Harbour Safety: Forty Piles in the North Basin Rotted From Within in Winter.",
        "Contact points for the piles that rotted may be found on the last page.",
    ],
)
def test_what_points_elsewhere_comes_after_what_says_it(pointing: str) -> None:
    passage = found((pointing, 0.9), ("Forty-one piles rotted.", 0.85))
    assert rank(query(), [passage])[0].text == "Forty-one piles rotted."
    asks = query("Which table or source shows the piles?")
    assert rank(asks, [passage])[0].text == pointing


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("50 Harbour Audit Office, Report on Piles, 25-107-R26.", False),
        ("50 The piles of the Harbour Audit Office rotted in 2025.", True),
    ],
)
def test_a_note_that_only_names_a_source_comes_after_what_says_it(line: str, first: bool) -> None:
    note = found((line, 0.9, BOARD, "footnote"))
    says = found(("Forty-one piles rotted.", 0.85), row=1)
    assert (rank(query(), [note, says])[0].text == line) is first


@pytest.mark.parametrize(
    "line",
    [
        "The Piles Were Seen by Ada North, Ben South, Cora West, Dan East, Eve Stone.",
        "Forty Piles of the North Harbour Basin rotted in May.",
    ],
)
def test_a_series_of_names_and_a_sentence_of_names_are_no_title(line: str) -> None:
    passage = found((line, 0.9), ("Forty-one piles rotted.", 0.85))
    assert rank(query(), [passage])[0].text == line


def test_the_head_of_a_page_comes_after_what_says_it() -> None:
    passage = found(("HA-26-108745 Rotted Piles", 0.9), ("Forty-one piles rotted.", 0.82))
    assert rank(query(), [passage])[0].text == "Forty-one piles rotted."


def test_a_figure_that_shows_that_something_is_so_says_it() -> None:
    passage = found(
        ("Figure 2 shows that 41 piles rotted.", 0.9), ("Forty-one piles rotted.", 0.85)
    )
    assert rank(query(), [passage])[0].text == "Figure 2 shows that 41 piles rotted."


def test_nobody_is_led_in_by_another_speaker_or_a_heading() -> None:
    other = found(("The board met in May.", 0.3, NORTH), ("It closed the quay.", 0.9))
    head = found(("The board", 0.3, BOARD, "heading"), ("It closed the quay.", 0.9))
    for passage in (other, head):
        assert texts(select(query(), [passage], most=4)) == [["It closed the quay."]]


def test_a_colon_brings_what_it_announces_as_far_as_there_is_room() -> None:
    passage = found(
        ("The board gave three reasons for the closure:", 0.9),
        ("rotten piles;", 0.1, BOARD, "item"),
        ("a sunken barge;", 0.1, BOARD, "item"),
        ("Ships left.", 0.1),
    )
    assert texts(select(query(), [passage], most=4)) == [
        ["The board gave three reasons for the closure:", "rotten piles;", "a sunken barge;"]
    ]
    assert texts(select(query(), [passage], most=2))[0][1:] == ["rotten piles;"]


def test_only_the_speaker_asked_for_is_chosen() -> None:
    passage = found(("The board closed it.", 0.9), ("Piles rotted.", 0.5, NORTH))
    assert texts(select(query(), [passage], most=4, speakers=frozenset({"Ada North"}))) == [
        ["Piles rotted."]
    ]
    assert select(query(), [passage], most=4, speakers=frozenset()) == ()


def test_a_lead_in_brings_nobody_who_is_not_asked_for() -> None:
    passage = found(("The board wrote:", 0.9), ("Piles rotted.", 0.5, NORTH), ("It fell.", 0.2))
    board = frozenset({BOARD.name})
    assert ["The board wrote:"] not in texts(select(query(), [passage], most=4, speakers=board))
    both = select(query(), [passage], most=4, speakers=board | {NORTH.name})
    assert texts(both)[0] == ["The board wrote:", "Piles rotted."]


def test_what_these_recommendations_are_is_told_with_them_by_whoever_tells_of_it() -> None:
    office = Speaker("Ferry Office", (BOARD.name,))
    agreed = "The Ferry Office agreed with these recommendations."
    passage = found(("An audit of 2019 made two on pumps.", 0.3), (agreed, 0.9, office))
    assert texts(select(query(), [passage], most=4)) == [
        ["An audit of 2019 made two on pumps.", agreed]
    ]
    only = frozenset({office.name})
    assert texts(select(query(), [passage], most=4, speakers=only)) == [[agreed]]
    whole = "It made two recommendations, and the office agreed with these recommendations."
    passage = found(("Ships left.", 0.3), (whole.replace("It", "TAO"), 0.9))
    assert len(texts(select(query(), [passage], most=4))[0]) == 1


def test_what_a_text_says_of_its_own_making_comes_last() -> None:
    aside = "The account given here of the quay rests on its opening pages."
    passage = found((aside, 0.6), ("The quay was closed in May.", 0.57))
    assert [item.text for item in rank(query(), [passage])][-1] == aside


def test_muted_words_count_for_less_and_the_weights_still_sum_to_one() -> None:
    two = np.array([0.5, 0.5], np.float32)
    asked = Query("What does TAO say?", ("tao", "rot"), two, np.eye(2), two, ((0,), (1,)))
    weights = mute(asked, {"tao"}).weights
    assert weights.tolist() == pytest.approx([0.1 / 0.6, 0.5 / 0.6])
    assert mute(asked, {"other"}).weights.tolist() == [0.5, 0.5]
    rest = without(asked, {"tao"})
    assert (rest.words, rest.places, rest.text) == (("rot",), ((1,),), "What does say?")
    assert without(asked, {"tao", "rot"}) is asked


def test_nothing_found_chooses_nothing() -> None:
    assert select(query(), [], most=4) == ()


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who closed the quay?", "who"),
        ("When was it closed?", "hour"),
        ("When will it close?", "when"),
        ("In what year did it close?", "when"),
        ("How many piles had rotted?", "number"),
        ("What percentage of them?", "number"),
        ("Why was it closed?", "why"),
        ("What happened at the quay?", None),
        ("What did Lee say when the quay was closed?", None),
        ("How did the board react when piles rotted?", None),
        ("What was closed, and when was it closed?", "hour"),
        ("What was closed and when the board met", "when"),
        ("Does the log say when the quay closed?", "when"),
    ],
)
def test_the_kind_of_thing_asked_for(question: str, kind: str | None) -> None:
    assert kind_asked(question) == kind


@pytest.mark.parametrize(
    ("kind", "has", "lacks"),
    [
        ("when", "It closed in May.", "It closed early."),
        ("number", "It had 41 piles.", "It had piles."),
        ("who", "It was closed by Ada North.", "It was closed by storms."),
        ("why", "It closed because of rot.", "It closed."),
    ],
)
def test_what_has_the_kind_asked_for_gains(kind: str, has: str, lacks: str) -> None:
    assert has_kind(kind, has) and not has_kind(kind, lacks)
    asked = {"when": "When?", "number": "How many?", "who": "Who?", "why": "Why?"}[kind]
    ranked = rank(query(asked), [found((lacks, 0.5), (has, 0.5))])
    assert [item.text for item in ranked] == [has, lacks]


@pytest.mark.parametrize(
    ("asked", "line", "cited"),
    [
        ("How many piers are there?", "Boats 12 piers 46 quays 1,295 new ships lost.", False),
        ("What is the board asking?", "Boats 12 piers 46 quays 9 The board asks for more.", True),
        ("How many piers are there?", "It owns 12 boats, 46 piers, 9 quays, cranes 4 high.", True),
    ],
)
def test_labels_and_figures_of_a_picture_are_no_sentence(
    asked: str, line: str, cited: bool
) -> None:
    chosen = rank(query(asked), [found((line, 0.9), ("The quay is closed.", 0.1))])
    assert (chosen[0].text == line) is cited


HALE = Speaker("Ida Hale", ("Harbour Board",))


@pytest.mark.parametrize(
    ("before", "text", "led"),
    [
        (("Hale says that the gate was open.", 0.2, HALE), "The board agreed.", True),
        (("Hale says that the gate was open.", 0.2, HALE), "Mr. Munk denies this.", True),
        (("The pilots asked for a lamp.", 0.2), "The board refused.", True),
        (("Hale says that the gate was open.", 0.2, HALE), "The board set a toll.", False),
        (("Hale says that it was open.", 0.2, Speaker("Ida Hale")), "The board agreed.", False),
    ],
)
def test_a_bare_verdict_stands_with_what_it_is_about(before: Line, text: str, led: bool) -> None:
    (chosen,) = select(query(), [found(before, (text, 0.9))], most=4)
    assert chosen.text == text and bool(chosen.led_in_by) is led


@pytest.mark.parametrize(
    ("lead", "kind", "item", "both"),
    [
        ("Do not board the ferry", "heading", "if you carry open fire;", True),
        ("Do not board the ferry", "heading", "If you carry open fire.", True),
        ("What the pass does not cover", "heading", "Boats longer than nine metres", True),
        ("Exclusions", "heading", "Boats longer than nine metres.", True),
        ("The crane is not to be used by", "paragraph", "hands in their first year;", True),
        ("The crane is not to be used by", "paragraph", "Hands in their first year", True),
        ("Never moor here:", "paragraph", "Boats longer than nine metres", True),
        ("You may board", "heading", "if you carry a pass;", True),
        ("You may board the ferry:", "paragraph", "if you carry a pass;", True),
        ("You may board the ferry.", "paragraph", "if you carry a pass;", False),
        ("Boarding", "heading", "Passes are shown at the gate.", False),
        ("The board did not meet.", "paragraph", "Passes are shown at the gate.", False),
        ("The board saw this:", "paragraph", "Ten piles were painted red.", False),
    ],
)
def test_an_item_is_quoted_with_the_line_over_its_list_that_it_needs(
    lead: str, kind: BlockKind, item: str, both: bool
) -> None:
    passage = found(
        (lead, 0.3, BOARD, kind),
        ("Ships of the line go first.", 0.1, BOARD, "item"),
        (item, 0.9, BOARD, "item"),
    )
    assert texts(select(query(), [passage], most=4))[0] == ([lead, item] if both else [item])
    denied = both and not lead.endswith(":") and lead.startswith("Do not")
    if denied:  # it would say the opposite without
        assert texts(select(query(), [passage], most=1)) == [[lead, item]]


@pytest.mark.parametrize(
    ("before", "kind", "text", "after", "quoted"),
    [
        ("May I moor at night?", "heading", "Yes.", "The lamps burn.", [0, 1, 2]),
        ("May I moor at night?", "paragraph", "Yes, by day.", "The lamps burn.", [0, 1, 2]),
        ("Recommendation 3", "heading", "Partially agree.", "The board pays.", [0, 1, 2]),
        ("The board met.", "paragraph", "Yes.", "The lamps burn.", [1, 2]),
        ("Recommendation 3", "heading", "Answer of the port: Agree.", "It pays.", [0, 1, 2]),
        ("Recommendation 3", "heading", "Responsible person: Ada North.", "Ships left.", [0, 1]),
        ("Recommendation 3", "heading", "Timetable: June 2026", "Ships left.", [0, 1]),
        ("May I moor at night?", "heading", "Do it if the lamps burn.", "Ships left.", [0, 1]),
        ("Recommendation 3", "heading", "Source: the board of the port.", "Ships left.", [1]),
        ("Recommendation 3", "heading", "Harbour Board: nine ships left.", "Ships left.", [1]),
        ("May I moor at night?", "heading", "No boat may moor.", "Ships left.", [1]),
        ("Recommendation 3", "heading", "It closed the quay.", "Ships left.", [1]),
    ],
)
def test_an_answer_of_a_word_and_a_value_are_quoted_with_what_they_belong_to(
    before: str, kind: BlockKind, text: str, after: str, quoted: list[int]
) -> None:
    passage = found((before, 0.1, BOARD, kind), (text, 0.9), (after, 0.1))
    lines = [before, text, after]
    chosen = select(query("Is it so?"), [passage], most=3)
    assert texts(chosen)[0] == [lines[place] for place in quoted]


@pytest.mark.parametrize(
    ("question", "first"),
    [("What is the cure?", "Tar."), ("How is it done?", "Tar."), ("Is it so?", "Yes.")],
)
def test_a_yes_answers_no_what_and_no_how(question: str, first: str) -> None:
    passage = found(("Yes.", 0.9), ("Tar.", 0.8, BOARD, "item"))
    assert select(query(question), [passage], most=1)[0].text == first
