"""A stretch of a document as what it sets out one by one, and which of that is to be quoted."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rag.indexing.index_files import Entry
from rag.listing.announced import Wanted
from rag.listing.headed_alike import headed_alike, heads_alike
from rag.listing.items import LONGEST, Item, has_items, items_of, runs_of
from rag.listing.places import AMISS, LONG, UNREAD, Place, promising, telling
from rag.records import BlockKind, Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

ODDS = {"surely": 2.0, "likely": 0.0, "hardly": -2.5, "not": -3.5, "unread": None}


def passage(text: str, *, start: int = 0, row: int = 0, kind: BlockKind = "paragraph") -> Found:
    """A passage: "|" parts sentences of a paragraph, "#" stands before a heading, "=" a row."""
    said, sentences = "", []
    for block in text.strip().split("\n"):
        block = block.strip()
        own: BlockKind = {"#": "heading", "=": "row", "*": "item"}.get(block[:1], kind)  # type: ignore[assignment]
        said += "\n\n" if said else ""
        for part in block.lstrip("#=* ").split(" | "):
            said += " " if said and not said.endswith("\n") else ""
            first = start + len(said)
            sentences.append(Sentence(first, first + len(part), Speaker("Board"), own))
            said += part
    whole = Passage(str(row), "doc", start, start + len(said), said, ("Pier",), tuple(sentences))
    entry = Entry(whole, "key", "The pier", np.arange(len(sentences) + 1, dtype=np.int32))
    return Found(row, entry, 0.5, 0.5, np.ones((len(sentences), 1), np.float32))


def evidence(found: Found) -> list[Evidence]:
    """Its sentences but headings; "(surely)", "(not)" … at the end of one are its odds."""
    quotable = [each for each in found.entry.passage.sentences if each.kind != "heading"]
    read = []
    for sentence in quotable:
        text = found.entry.passage.text_of(sentence)
        word = text.rpartition("(")[2].rstrip(").:")
        read.append(Evidence(found, sentence, 0.5, np.ones(1, np.float32), odds=ODDS.get(word)))
    return read


def items(*founds: Found) -> tuple[Item, ...]:
    return items_of(founds, [each for found in founds for each in evidence(found)])


def shown(these: tuple[Item, ...]) -> list[list[str]]:
    return [
        [each.text.rpartition(" (")[0] or each.text for each in item.sentences] for item in these
    ]


NUMBERED = """
# The crane
The board wants three things.
1. Oil the chain. | It is dry.
2. Lift the hook.
It weighs a ton.
3. Lock the brake.
"""


def test_a_numbered_paragraph_is_one_item_with_all_its_sentences() -> None:
    found = items(passage(NUMBERED))
    assert shown(found) == [
        ["The board wants three things."],
        ["1. Oil the chain.", "It is dry."],
        ["2. Lift the hook."],
        ["It weighs a ton."],
        ["3. Lock the brake."],
    ]
    assert runs_of(found) == ((1, 2, 4),)


@pytest.mark.parametrize(
    ("text", "run"),
    [
        ("(a) Oil it.\n(b) Lift it.\n(c) Lock it.", (0, 1, 2)),
        ("D1: a chain\nD2: a hook", (0, 1)),
        ("1.1 Oil it.\n1.2 Lift it.", (0, 1)),
        ("Step 1: oil it.\nStep 2: lift it.", (0, 1)),
        ("C1. Clause 3 is replaced.\nC2. In clause 4 it is.", (0, 1)),
        ("=Port: Esk; Cranes: 2\n=Port: Tay; Cranes: 3", (0, 1)),
        ("*oil for the chain\n*a hook", (0, 1)),
        ("First, oil it. | It is dry. | Second, lift it. | Finally, lock it.", (0, 2, 3)),
        ("Firstly, oil it.\nSecondly, lift it.", (0, 1)),
    ],
)
def test_what_is_marked_alike_is_a_run(text: str, run: tuple[int, ...]) -> None:
    assert runs_of(items(passage(text))) == (run,)


@pytest.mark.parametrize(
    "text",
    [
        "1. Oil it.",
        "1. Oil it.\n(a) Lift it.",
        "Oil it. | Lift it.",
        "1. Oil it.\nIt is dry.\nIt is old.\nIt is red.\n2. Lift it.",
        "Step 1: oil it.\nFigure 2: a hook.",
        "The first board met. | Last year it rained.",
    ],
)
def test_what_is_marked_otherwise_or_far_off_is_none(text: str) -> None:
    assert runs_of(items(passage(text))) == ()


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("1. Pay.\n=Due: May\n=Due: June\n=Due: July\n2. Oil it.", ((0, 4), (1, 2, 3))),
        ("1. Pay:\n(a) fast\n(b) well\n2. Oil:\n(a) it\n(b) all", ((0, 3), (1, 2), (4, 5))),
        ("1. Pay.\n2. Oil it.\n1. Lift it.\n2. Lock it.", ((0, 1), (2, 3))),
        ("(i) Pay.\n(ii) Oil it.\n(i) Lift it.\n(ii) Lock it.", ((0, 1), (2, 3))),
        ("(g) Pay.\n(h) Oil it.\n(i) Lift it.\n(j) Lock it.", ((0, 1, 2, 3),)),
        ("=Due: May\n=Due: June\nIt rained.\n=Port: Esk\n=Port: Tay", ((0, 1), (3, 4))),
        ("First, oil it. | Second, lift it. | First, pay. | Second, go.", ((0, 1), (2, 3))),
        ("1. Pay.\n2. Oil it.\n7. Lift it.", ((0, 1),)),
        ("=Room: 1; Price: 2\n=Room: 2; Price: 3\n=Extra: towel; Price: 1", ((0, 1),)),
        ("*pay\n*oil it\nIt covers:\n*lift it\n*lock it", ((0, 1), (3, 4))),
        ("A. Smith came.\nB. Jones came.", ()),
        ("1. Oil. | 1.1 Use tar. | Warm it. | 1.2 Use it in May.\n2. Rope. | 2.1 Pay.", ((1, 2),)),
        ("1. Oil it. | 1.5 litres will do.\n2. Lift it.", ((0, 1),)),
        ("1. Oil it.\n1.1 Warm it.\n2. Lift it.", ((0, 2),)),
    ],
)
def test_what_is_counted_anew_is_another_run(text: str, runs: tuple[tuple[int, ...], ...]) -> None:
    assert runs_of(items(passage(text))) == runs


@pytest.mark.parametrize(
    ("text", "begins"),
    [
        ("1. Pay.", True),
        ("3. Pay.", False),
        ("2.1 Pay.", True),
        ("2.2 Pay.", False),
        ("(a) Pay.", True),
        ("(c) Pay.", False),
        ("(i) Pay.", True),
        ("Second, pay.", False),
        ("First, pay.", True),
        ("• Pay.", True),
        ("=Due: May", True),
    ],
)
def test_what_may_be_the_first_of_a_run(text: str, begins: bool) -> None:
    assert items(passage(text))[0].begins is begins


def test_a_list_that_begins_in_the_middle_is_not_said_to_be_whole() -> None:
    assert told("3. Oil it (surely).\n4. Lift it (hardly).") == (["3. Oil it", "4. Lift it"], "")


def test_a_run_goes_on_in_the_next_passage_and_its_overlap_counts_once() -> None:
    one = passage("1. Oil it.\n2. Lift it.")
    end = one.entry.passage.end
    two = passage("2. Lift it.\n3. Lock it.", start=end - len("2. Lift it."), row=1)
    found = items_of((one, two), [*evidence(one), *evidence(two)])
    assert [item.sentences[0].text for item in found] == [
        "1. Oil it.",
        "2. Lift it.",
        "3. Lock it.",
    ]
    assert runs_of(found) == ((0, 1, 2),)


def test_items_on_lines_of_their_own_are_items_without_a_blank_line_between() -> None:
    one = passage("1. Oil it. | 2. Lift it. | It is heavy.")
    text = one.entry.passage.text.replace(" 2.", "\n2.")
    one = replace(one, entry=replace(one.entry, passage=replace(one.entry.passage, text=text)))
    assert shown(items(one)) == [["1. Oil it."], ["2. Lift it.", "It is heavy."]]


def test_what_may_not_be_quoted_is_in_no_item() -> None:
    found = passage("1. Oil it.\n2. Lift it.\n3. Lock it.")
    first, _, third = evidence(found)
    assert len(items_of((found,), [first, third])) == 2


def told(text: str, question: str = "What?", *, cut: bool = False) -> tuple[list[str], str]:
    """What is quoted of a text, as it was read, and what is said of that."""
    chosen = telling(question, Place(items(passage(text)), cut))
    return [item.sentences[0].text.partition(" (")[0] for item in chosen.items], chosen.said


def test_a_run_of_which_most_answers_is_given_whole() -> None:
    said = told("1. Oil it (surely).\n2. Lift it (likely).\n3. Lock it (hardly).\nIt rained (not).")
    assert said == (["1. Oil it", "2. Lift it", "3. Lock it"], "All 3 items of one list are given.")


def test_but_for_what_is_on_something_else() -> None:
    said = told("1. Oil it (surely).\n2. Lift it (likely).\n3. It rained (not).")
    assert said == (["1. Oil it", "2. Lift it"], "Of the 3 items of one list, 2 are given.")
    assert ODDS["not"] < AMISS  # type: ignore[operator]


def test_of_a_run_of_which_little_answers_that_is_given() -> None:
    text = "=Esk: 1 (surely).\n=Tay: 2 (not).\n=Don: 3 (not).\n=Dee: 4 (not)."
    assert told(text) == (["Esk: 1"], "")


def test_of_rows_those_that_answer_are_given_and_nothing_is_said_of_all() -> None:
    rows = "=Port: Esk (surely).\n=Port: Tay (likely).\n=Port: Don (hardly)."
    assert told(rows) == (["Port: Esk", "Port: Tay"], "")


def test_of_rows_those_alone_that_have_a_word_of_the_question_if_not_all_have_it() -> None:
    rows = "=Port: Esk; Plan: rejected (likely).\n=Port: Tay; Plan: accepted (surely)."
    assert told(rows, "Which port plans were rejected?")[0] == ["Port: Esk; Plan: rejected"]
    assert len(told(rows, "Which port plans are there?")[0]) == 2


def test_what_is_cut_off_or_has_another_list_in_it_is_not_said_to_be_whole() -> None:
    listed = "1. Oil it (surely).\n2. Lift it (likely)."
    assert told(listed)[1] == "All 2 items of one list are given."
    assert told(listed, cut=True)[1] == ""
    nested = "1. Oil it (surely).\n(a) in May (surely)\n(b) in June (likely)\n2. Lift it (surely)."
    assert told(nested)[1] == ""


def test_of_two_lists_that_which_likelier_answers_is_given() -> None:
    listed = "1. Oil it (likely).\n2. Lift it (likely)."
    assert told(f"{listed}\n(a) Lock it (surely).\n(b) Pay (likely).")[0] == [
        "(a) Lock it",
        "(b) Pay",
    ]


def test_a_list_is_given_with_what_announces_it() -> None:
    listed = "It does not cover (likely):\n*damage by frost (surely)\n*use in a shop (likely)"
    other = "It covers (hardly):\n*faulty pumps (hardly)\n*faulty lamps (hardly)"
    given, said = told(f"{listed}\n{other}")
    assert given == ["It does not cover", "damage by frost", "use in a shop"]
    assert said == "All 2 items of one list are given."


def test_of_what_is_told_one_by_one_nothing_is_dropped_or_added() -> None:
    items_ = "First, oil it (surely). | Second, lift it (likely). | Lastly, lock it (not)."
    assert told(f"{items_} | Pay (surely).") == (
        ["First, oil it", "Second, lift it", "Lastly, lock it"],
        "All 3 items of one list are given.",
    )


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("Why is berth 2 closed?", True),
        ("Why is Berth 23 closed?", False),
        ("Which five berths are closed?", False),
        ("Why is the berth closed?", False),
    ],
)
def test_an_item_that_is_named_by_its_label_is_asked_for_alone(question: str, named: bool) -> None:
    text = "Berth 1: it sank (likely).\nBerth 2: it is closed (likely)."
    assert items(passage(text))[1].is_named_in(question) is named
    assert (told(text, question)[1] == "") is named


def test_a_number_alone_names_no_item() -> None:
    assert not items(passage("4. Pay.\n5. Oil it."))[0].is_named_in("Which 4 things?")
    assert items(passage("4.1 Pay.\n4.2 Oil it."))[1].is_named_in("What does rule 4.2 say?")


def test_what_others_say_is_left_out() -> None:
    found = items(passage("First, oil it (surely).\nSecond, lift it (likely).\nPay me (likely)."))
    other = replace(found[2].sentences[0].sentence, speaker=Speaker("Dahl"))
    found = (*found[:2], Item((replace(found[2].sentences[0], sentence=other),), ""))
    assert telling("What?", Place(found)).items == found[:2]


def test_what_is_announced_is_given_though_little_of_it_answers() -> None:
    items_ = "First, oil it (hardly). | Second, lift it (hardly). | Third, lock it (likely)."
    assert told(f"It asks for three things (likely). | {items_}")[0] == [
        *("It asks for three things", "First, oil it", "Second, lift it", "Third, lock it"),
    ]
    assert told(f"It rained (not). | {items_}")[0] == ["Third, lock it"]


def test_sentences_of_no_run_answer_each_by_itself() -> None:
    text = "The chain was dry (surely). | It rained (not). | The hook had gone (likely)."
    assert told(text) == (["The chain was dry", "The hook had gone"], "")


def test_beside_a_list_that_is_given_whole_only_what_answers_as_well_is() -> None:
    listed = "1. Oil it (surely).\n2. Lift it (surely)."
    assert "It rained" not in told(f"{listed}\nIt rained (likely).")[0]
    listed = "1. Oil it (likely).\n2. Lift it (likely)."
    assert "It is all done" in told(f"{listed}\nIt is all done (surely).")[0]


def test_many_items_are_no_one_list() -> None:
    many = "\n".join(f"{n}. Denied (likely)." for n in range(1, LONG + 2))
    assert told(f"{many}\n99. Oil it (surely).")[0] == ["99. Oil it"]
    endless = "\n".join(f"=Port: {n} (surely)." for n in range(LONGEST))
    assert told(f"{endless}\n=Port: x (not).")[1] == ""


def test_how_much_a_place_tells_is_the_mean_of_its_three_best() -> None:
    place = Place(items(passage("Oil it (surely). | Lift it (likely). | Lock it (unread).")))
    assert place.told == pytest.approx((2.0 + 0.0 + UNREAD) / 3)
    assert Place(()).told == UNREAD
    assert telling("What?", Place(())).items == ()


def test_one_document_is_not_taken_for_another() -> None:
    one, two = passage("1. Oil it (unread)."), passage("1. Oil it (unread).")
    passage_ = replace(two.entry.passage, document_id="other")
    two = replace(two, entry=replace(two.entry, passage=passage_))
    read = [replace(each, odds=2.0) for each in evidence(two)]
    place = Place(items_of((one,), evidence(one)))
    assert place.having_read(read).sentences[0].odds is None


def test_what_was_read_since_takes_its_place() -> None:
    place = Place(items(passage("1. Oil it (unread).\n2. Lift it (unread).")))
    first = replace(place.sentences[0], odds=2.0)
    assert [each.odds for each in place.having_read([first]).sentences] == [2.0, None]


def test_a_run_is_promising_where_one_item_may_answer_or_it_is_announced() -> None:
    text = "It wants (likely):\n1. Oil it (unread).\n2. Lift it (unread)."
    assert promising(Place(items(passage(text)))) == {
        1: "It wants (likely):",
        2: "It wants (likely):",
    }
    text = "It rained (not).\n1. Oil it (likely).\n2. Lift it (unread)."
    assert promising(Place(items(passage(text)))) == {1: "", 2: ""}
    text = "It rained (not).\n1. Oil it (not).\n2. Lift it (unread)."
    assert promising(Place(items(passage(text)))) == {}


HEADED = """
# 4. Allegation 1: a dry chain
The chain was dry.
# 5. Allegation 2: no hook
# Allegation 3
The brake was loose.
# Annex A. The crane
Nothing.
"""


def test_things_with_a_heading_of_their_own_are_items() -> None:
    found = headed_alike([passage(HEADED)], Wanted("allegations", None))
    assert shown(found) == [
        ["4. Allegation 1: a dry chain", "The chain was dry."],
        ["5. Allegation 2: no hook"],
        ["The brake was loose."],
    ]
    assert runs_of(found) == ((0, 1, 2),)


@pytest.mark.parametrize(
    ("heading", "noun", "heads"),
    [
        ("First Affirmative Defense (Fraud)", "defenses", True),
        ("SECOND CAUSE OF ACTION (Negligence)", "causes", True),
        ("Recommendation No. 3", "recommendations", True),
        ("Finding II: late orders", "findings", True),
        ("First Affirmative Defense (Fraud)", "frauds", False),
        ("The first defense was fraud", "defenses", False),
        ("Findings", "findings", False),
        ("3. Findings", "findings", False),
    ],
)
def test_a_heading_counts_what_is_asked_for(heading: str, noun: str, heads: bool) -> None:
    assert heads_alike([heading], Wanted(noun, None)) is heads


def test_things_that_are_counted_anew_are_of_something_else() -> None:
    text = "# Finding 1: dry\n# Finding 2: loose\n# South pier\n# Finding 1: red\nIt is."
    assert headed_alike([passage(text)], Wanted("findings", None)) == ()


def test_a_heading_that_is_repeated_counts_once() -> None:
    text = "# Finding 1: dry\nThe chain was dry.\n# Finding 1: dry\nIt was.\n# Finding 2: loose"
    assert len(headed_alike([passage(text)], Wanted("findings", None))) == 2


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("It rained.\n1. Oil it.", True),
        ("=Port: Esk; Depth: 4", True),
        ("It has flaws. | First, it is slow.", True),
        ("It rained. | It stopped.", False),
    ],
)
def test_a_passage_has_items_where_something_is_marked(text: str, marked: bool) -> None:
    assert has_items(passage(text)) is marked
