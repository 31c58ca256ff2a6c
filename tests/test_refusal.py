"""Refusal: features by hand, a logistic model, and a plain sentence for each kind."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from rag.asking.question import Alias, Query
from rag.fitting.coverage import says_something
from rag.indexing.index_files import Entry
from rag.models.cross_encoder import Size
from rag.records import Hit, Passage, RefusalKind, Sentence, Speaker
from rag.refusing.refusal import (
    FEATURES,
    NEAREST,
    READ_AS_REASON,
    REASON,
    Weights,
    confidence,
    features,
    judge,
    lacks_reason,
    load_weights,
    refuse,
    says_itself,
)
from rag.refusing.unmentioned import missing_figures, missing_names, names_in, unsaid_titles
from rag.retrieving.evidence import Evidence, rank
from rag.retrieving.found import Found

BOARD = Speaker("Harbour Board")


def query(text: str, words: tuple[str, ...]) -> Query:
    """A question whose first token weighs three times its second; a word a token."""
    tokens = np.eye(2, 8, dtype=np.float32)
    weights = np.array([0.75, 0.25], np.float32)
    places = tuple((place,) for place in range(len(words)))
    return Query(text, words, tokens[0], tokens, weights, places)


def found(text: str, matches: list[float], score: float, cosine: float = 0.4) -> Found:
    sentence = Sentence(0, len(text), BOARD)
    passage = Passage("0", "doc", 0, len(text), text, (), (sentence,))
    entry = Entry(passage, "key", "The Quay Audit", np.array([0, 3], np.int32))
    return Found(0, entry, score, cosine, np.array([matches], np.float32))


def judged_and_plain(
    asked: Query, items: list[Found], odds: float | None, size: Size
) -> tuple[float, float]:
    """How sure it is that sentences with such odds answer, and how sure by their features alone."""
    evidence = [replace(item, odds=odds, read_by=size) for item in rank(asked, items)]
    plain = confidence(features(asked, items, evidence), load_weights(size))
    return judge(asked, items, evidence), plain


@pytest.mark.parametrize(
    ("question", "odds", "size", "share"),
    [
        ("What is the Harbour Guild?", 0.5, "large", 0.5),
        ("Who is the Harbour Guild?", 0.5, "large", 0.5),
        ("What is the Harbour Guild?", 1.0, "large", 1.0),
        ("What is the Harbour Guild?", 0.5, "small", 1.0),
        ("What did the Harbour Guild ask for?", 0.5, "large", 1.0),
    ],
)
def test_what_only_names_a_thing_does_not_tell_what_it_is(
    question: str, odds: float, size: Size, share: float
) -> None:
    asked = query(question, ("harbour", "guild"))
    items = [found("Piles were asked for by the Harbour Guild.", [0.8, 0.2], 0.6)]
    judged, plain = judged_and_plain(asked, items, odds, size)
    assert judged == pytest.approx(share * plain)
    told = [*items, found("The Harbour Guild is a body of captains.", [0.8, 0.2], 0.6)]
    judged, plain = judged_and_plain(asked, told, odds, size)
    assert judged == plain


@pytest.mark.parametrize(
    ("question", "odds", "size", "share"),
    [
        ("Did the Harbour Guild mislead the board?", -0.1, "large", 0.5),
        ("Did the Harbour Guild mislead the board?", 0.0, "large", 1.0),
        ("Did the Harbour Guild mislead the board?", -0.1, "small", 1.0),
        ("Did the Harbour Guild mislead the board?", None, "large", 1.0),
        ("How did the Harbour Guild mislead the board?", -0.1, "large", 1.0),
    ],
)
def test_what_is_read_as_no_answer_tells_neither_yes_nor_no(
    question: str, odds: float | None, size: Size, share: float
) -> None:
    asked = query(question, ("harbour", "guild"))
    items = [found("The Harbour Guild sent the board its plan.", [0.8, 0.2], 0.6)]
    judged, plain = judged_and_plain(asked, items, odds, size)
    assert judged == pytest.approx(share * plain)


def test_what_tells_of_a_thing_may_have_its_other_name() -> None:
    for question in ("What is the Harbour Guild?", "Who is the Harbour Guild?"):
        asked = query(question, ("harbour", "guild"))
        items = [found("The HG is a body of captains.", [0.8, 0.2], 0.6)]
        (item,) = rank(asked, items)
        evidence = [replace(item, odds=0.5, read_by="large")]
        plain = confidence(features(asked, items, evidence), load_weights("large"))
        assert judge(asked, items, evidence) == pytest.approx(plain / 2)
        named = replace(asked, aliases=(Alias("HG", "harbour guild", (0, 1)),))
        assert judge(named, items, evidence) == pytest.approx(plain)


def test_features_worked_out_by_hand() -> None:
    asked = query("How long had piles rotted in Eastport?", ("piles", "rotted"))
    items = [
        found("41 piles were rotting.", [0.8, 0.2], 0.6),
        found("Ships left.", [0, 0], 0.1, 0.5),
    ]
    values = features(asked, items, rank(asked, items))
    expected = {
        "sentence": 0.75 * 0.8 + 0.25 * 0.2,
        "passage": 0.6,
        "cosine": 0.5,
        "lead": 0.5,
        "met": 0.75,
        "met_passage": 0.75,
        "words": 2 / 3,  # of piles, rotted, Eastport
        "words_anywhere": 2 / 3,
        "names": 0.0,
        "kind": 1.0,  # a number
        "rarest": 0.8,
        "asked": 0.0,  # a number, but of no stretch of time
        "unmet": 0.0,  # both words stand there
    }
    for name, value in expected.items():
        assert values[name] == pytest.approx(value, abs=1e-6), name
    assert values.keys() == set(FEATURES)
    assert all(-1 <= value <= 1 for value in values.values())


def test_a_word_that_stands_nowhere_near_is_unmet() -> None:
    asked = query("How many piles had women in Eastport?", ("piles", "women"))
    items = [found("41 piles were rotting.", [0.8, 0.375], 0.6)]
    # "piles" is there; "women" comes as near as .375, half of the way from .25 to .5.
    assert features(asked, items, rank(asked, items))["unmet"] == pytest.approx(0.25)


@pytest.mark.parametrize(
    ("word", "says"), [("women", True), ("salary", True), ("take", False), ("reported", False)]
)
def test_words_that_say_what_a_question_is_about(word: str, says: bool) -> None:
    assert says_something(word) is says


def test_what_only_another_sentence_has_counts_by_half() -> None:
    asked = query("When were the piles rotted?", ("piles", "rotted"))
    items = [
        found("The piles had rotted.", [0.8, 0.8], 0.6),
        found("In 1911 ships left.", [0.1, 0.1], 0.1),
    ]
    evidence = rank(asked, items)
    assert features(asked, items, evidence)["asked"] == 0.5
    assert features(asked, items, evidence, together=True)["asked"] == 1.0
    assert features(asked, items, evidence[:1])["asked"] == 0.0


@pytest.mark.parametrize(
    ("question", "said", "titles"),
    [
        ("Why did Congresswoman Abend ask?", "Rep. Mira Abend asked why.", {"congresswoman"}),
        ("Why did Representative Abend ask?", "Abend asked why.", {"representative"}),
        ("What did Ms. Abend's letter say?", "The letter of Mira Abend says so.", {"ms"}),
        ("Why did Governor Abend ask?", "Governor Abend asked why.", set()),
        ("Why did Mayor Abend ask?", "Governor Abend asked why.", set()),
        ("Why did Senator Abend ask?", "Rep. Mira Abend asked why.", set()),
        ("What does the Secretary General want?", "The chief wants ships.", set()),
        ("Why did the senator ask?", "Abend asked why.", set()),
    ],
)
def test_titles_that_may_be_worded_otherwise(question: str, said: str, titles: set[str]) -> None:
    items = [found(said, [0.8, 0.8], 0.6)]
    assert unsaid_titles(query(question, ("ask", "letter")), items) == titles


def test_a_sure_kind_that_is_nowhere_halves_the_probability() -> None:
    items = [found("The piles were mended.", [0.8, 0.8], 0.6)]
    asked = query("How much did the piles cost?", ("piles", "cost"))
    evidence = rank(asked, items)
    plain = confidence(features(asked, items, evidence))
    assert judge(asked, items, evidence) == pytest.approx(plain / 2)
    other = query("What became of the piles?", ("piles", "became"))
    evidence = rank(other, items)
    assert judge(other, items, evidence) == confidence(features(other, items, evidence))


def test_a_reason_is_lacking_where_no_word_gives_one_and_none_is_read() -> None:
    why = "Why did the pilot leave the port?"
    asked = query(why, ("pilot", "leave"))

    def evidence(text: str, odds: float | None = None) -> list[Evidence]:
        ranked = rank(asked, [found(text, [0.9, 0.9], 0.9)])
        return [replace(item, odds=odds) for item in ranked]

    assert lacks_reason(why, evidence("The pilot left the port."))
    assert lacks_reason(why, evidence("The pilot left the port.", READ_AS_REASON - 0.1))
    said = "The pilot left, saying that the work there was dull."
    assert not lacks_reason(why, evidence(said, READ_AS_REASON))
    assert lacks_reason(why, evidence("In May the pilot left the port.", READ_AS_REASON))
    assert not lacks_reason(why, evidence("The pilot left because it was dull."))
    assert not lacks_reason("When did the pilot leave?", evidence("The pilot left the port."))


@pytest.mark.parametrize(
    ("matches", "there"), [([0.8, 0.8], True), ([0.8, 0.45], True), ([0.8, 0.3], False)]
)
def test_a_part_is_answered_where_its_own_words_are_met(matches: list[float], there: bool) -> None:
    items = [found("The quay was mended by divers.", matches, 0.6)]
    asked = query("was the quay paid?", ("quay", "paid"))
    assert says_itself(asked, items, rank(asked, items)) is there


def test_nothing_found_has_no_features() -> None:
    assert features(query("Who?", ("who",)), [], []) == dict.fromkeys(FEATURES, 0.0)


def test_confidence_is_the_logistic_of_the_weighed_sum() -> None:
    values = {**dict.fromkeys(FEATURES, 0.0), "sentence": 0.5, "words": 1.0}
    model = Weights(-1.0, {"sentence": 4.0, "words": -0.5})
    assert confidence(values, model) == pytest.approx(1 / (1 + math.exp(-0.5)))
    assert confidence(values, Weights(0.0, {})) == 0.5
    assert 0 <= confidence(values, Weights(-9999.0, {})) < 1e-9
    assert 1 - 1e-9 < confidence(values, Weights(9999.0, {})) <= 1


@pytest.mark.parametrize("size", ["small", "large"])
def test_the_weights_of_the_package_are_of_known_features_and_tell_apart(size: Size) -> None:
    model = load_weights(size)
    assert model.weights and model.weights.keys() <= set(FEATURES)
    nothing = dict.fromkeys(FEATURES, 0.0)
    everything = dict.fromkeys(FEATURES, 1.0)
    assert confidence(nothing, model) < 0.5 < confidence(everything, model)


def test_names_and_numbers_that_nothing_found_has_are_listed() -> None:
    items = [found("Eastport closed 12 quays.", [0.5, 0.5], 0.5)]
    asked = query("Did Eastport or Westport close 12 or 15 quays?", ("quays", "close"))
    assert missing_names(asked, items) == ("Westport", "15")
    assert missing_names(asked, items, makers=["Ann Orme The Westport Courier"]) == ("15",)


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Ms Wyn voted against it. Cllr. Wyn left.", ()),
        ("Director Wyn voted against it.", ()),
        ("Clara Wyn voted against it. Ms Wyn left.", ("Greta",)),
    ],
)
def test_a_given_name_is_not_missed_where_a_title_stands_for_it(
    text: str, missing: tuple[str, ...]
) -> None:
    asked = query("Why did Greta Wyn vote against the quay?", ("vote", "quay"))
    assert missing_names(asked, [found(text, [0.5, 0.5], 0.5)]) == missing


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("Who kept the harbour in 1950?", ("1950",)),
        ("Why did Eastport close 50,000 quays?", ("50,000",)),
        ("Who closed 12 quays in 2021?", ()),  # the document's date has the year
        ("Did twelve quays close on 4 May 2021?", ()),
    ],
)
def test_figures_and_years_that_nothing_found_has_are_listed(
    question: str, missing: tuple[str, ...]
) -> None:
    items = [found("Eastport closed 12 quays.", [0.5, 0.5], 0.5)]
    assert missing_figures(query(question, ("quays",)), items, ["2021-05-04"]) == missing


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("The United States closed a quay.", ()),
        ("A U.S. board closed a quay.", ()),
        ("Each unit was told to state why it closed a quay.", ("America",)),
        ("The United Ports closed a quay.", ("America",)),
    ],
)
def test_a_name_that_documents_word_otherwise_is_not_missed(
    text: str, missing: tuple[str, ...]
) -> None:
    asked = query("Did all of America close a quay?", ("quay", "close"))
    assert missing_names(asked, [found(text, [0.5, 0.5], 0.5)]) == missing


@pytest.mark.parametrize(
    ("name", "text", "there"),
    [
        ("Maine", "The main quay was closed.", False),
        ("Maine", "Maine's quay was closed.", True),
        ("Greene", "The green quay was closed.", False),
        ("AIDS", "They gave aid to a quay.", True),
        ("Detainers", "The detainer was closed.", True),
        ("Participating", "They participated in it.", True),
    ],
)
def test_a_name_is_no_word_that_it_is_like(name: str, text: str, there: bool) -> None:
    asked = query(f"Did the {name} office close a quay?", ("quay", "close"))
    assert (missing_names(asked, [found(text, [0.5, 0.5], 0.5)]) == ()) is there


@pytest.mark.parametrize("text", ["DOD closed a quay.", "The Defense Department closed a quay."])
def test_a_name_may_be_worded_otherwise_in_several_ways(text: str) -> None:
    asked = query("Did the Pentagon close a quay?", ("quay", "close"))
    assert missing_names(asked, [found(text, [0.5, 0.5], 0.5)]) == ()


def test_a_name_is_there_in_what_is_made_of_it_and_a_year_in_the_date() -> None:
    items = [found("Several European quays closed.", [0.5, 0.5], 0.5)]
    asked = query("Which quays of Europe closed in 2006?", ("quays", "closed"))
    assert missing_names(asked, items, ["2006-12-01"]) == ()
    assert missing_names(asked, items) == ("2006",)


@pytest.mark.parametrize(
    ("text", "missing"),
    [("Seven of the nine quays closed.", ()), ("Seventeen of 90 quays closed.", ("7", "9"))],
)
def test_a_small_number_may_be_spelled_out(text: str, missing: tuple[str, ...]) -> None:
    asked = query("Why did 7 of the 9 quays close?", ("quays", "close"))
    assert missing_names(asked, [found(text, [0.5, 0.5], 0.5)]) == missing


def test_a_number_that_names_something_is_not_spelled_out() -> None:
    items = [found("Two of the piers, Pier 4 and 5, closed in 7 days.", [0.5, 0.5], 0.5)]
    assert missing_names(query("Why did Pier 2 close in 7 days?", ("pier",)), items) == ("2",)
    assert missing_names(query("In 2 years, did Pier 4 close?", ("pier",)), items) == ()


def test_who_is_nobody_in_particular_has_no_name() -> None:
    assert names_in("Is that the only quay? Someone told me there were two.") == ()
    assert names_in("Is that the only quay? Somerset told me there were two.") == ("Somerset",)


def test_short_forms_are_not_missed() -> None:
    items = [found("Eastport closed 12 quays.", [0.5, 0.5], 0.5)]
    assert missing_names(query("Was the EO of U.S.-born sailors cited?", ("cited",)), items) == ()


def hit(rank: int) -> Hit:
    passage = Passage(str(rank), "doc", 0, 1, "x", (), ())
    return Hit(passage, "The Quay Audit", 0.5, rank)


@pytest.mark.parametrize("kind", get_args(RefusalKind))
def test_each_kind_says_so_in_a_sentence_and_names_the_nearest(kind: RefusalKind) -> None:
    hits = [hit(rank) for rank in range(1, 9)]
    refusal = refuse(kind, searched="3 documents", nearest=hits, missing=["westport"])
    assert refusal.kind == kind and refusal.message.endswith(".") and "\n" not in refusal.message
    assert refusal.searched == "3 documents"
    assert refusal.nearest == tuple(hits[:NEAREST])


def test_every_kind_has_words_of_its_own() -> None:
    said = {
        refuse(kind, searched="", nearest=[]).message
        for kind in get_args(RefusalKind)
        if kind != "partly_covered"
    }
    assert len(said) == len(get_args(RefusalKind)) - 1


def test_the_part_not_answered_and_the_words_that_contradict_are_quoted() -> None:
    partly = refuse("partly_covered", searched="", nearest=[], part="who paid for it")
    assert partly.message.endswith("Nothing found answers “who paid for it”.")
    silent = refuse("partly_covered", searched="", nearest=[], part=REASON)
    assert silent.message == "Nothing found plainly says why."
    premise = refuse("false_premise", searched="", nearest=[], said="not withdraw")
    assert premise.message.endswith("takes for granted: it says “not withdraw”.")


def test_what_is_missing_is_named() -> None:
    for kind in ("not_in_corpus", "partly_covered"):
        refusal = refuse(kind, searched="", nearest=[], missing=["westport", "15"])  # type: ignore[arg-type]
        assert "“westport”, “15”" in refusal.message


def test_what_is_told_to_be_done_is_no_name() -> None:
    assert names_in("What did the board find? List its findings on Kent.") == ("Kent",)
    assert names_in("Is it on the A List? Quote Lee.") == ("List", "Lee")


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        ("Secretary Lee explained it.", ()),
        ("Ann Lee explained it.", ("Janet",)),
        ("The Lee was wet.", ("Janet",)),
    ],
)
def test_a_given_name_is_not_missing_where_a_title_stands_for_it(
    text: str, missing: tuple[str, ...]
) -> None:
    asked = query("How did Janet Lee explain it?", ("explain",))
    assert missing_names(asked, [found(text, [0.5, 0.5], 0.5)]) == missing
