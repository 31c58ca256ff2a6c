"""What of the sentences that come close is left out."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import rag
from rag.answering.choosing import _is_read_better
from rag.answering.saying_again import leave_out_again
from rag.answering.state import State
from rag.answering.sureness import sure_of
from rag.answering.surplus import (
    has_day_of,
    is_level,
    judged_by,
    keep_asked,
    leave_out_unproven,
    prefer_asked,
    surest_first,
)
from rag.indexing.index_files import Entry
from rag.models.cross_encoder import Size
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

LOW, HIGH = "Low sites have winds of 16 miles an hour.", "High sites lie in the north."


def test_who_asks_for_a_name_or_a_number_gets_no_sentence_without_one(bot: rag.Chatbot) -> None:
    signed = bot.ask("Which official put his name to the preface of OIG-12-66?")
    assert [said.text for said in signed.statements] == [
        "Charles K. Edwards, Acting Inspector General, signed the preface of OIG-12-66."
    ]
    held = bot.ask("How long did Lehigh County hold Galarza?")
    assert held.statements and all("three days" in said.text for said in held.statements)


def test_without_a_sentence_nothing_is_sure(bot: rag.Chatbot) -> None:
    steps = bot._steps
    asked = State("How long did Lehigh County hold Galarza?")
    chosen = steps.choose(steps.find(steps.understand(asked)))
    assert sure_of(chosen) > 0.8
    # As of a list that has none: what would answer if one thing were asked for does not count.
    assert sure_of(replace(chosen, judged=chosen.evidence, evidence=())) < bot.settings.refuse_below


def test_what_was_answered_to_understand_a_question_is_not_answered_again(
    bot: rag.Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = bot._steps
    asked = State("Who paid?", history=(("How long did Lehigh County hold Galarza?", "Long."),))
    understood = steps.understand(asked)
    before = steps.find.cache_info()
    steps.decide(steps.choose(steps.find(understood)))
    assert steps.find.cache_info().hits > before.hits


@pytest.mark.parametrize(
    ("question", "odds", "kept"),
    [
        ("What are low sites?", (4.0, -3.0), (LOW,)),  # the other does not answer
        ("What are low sites?", (4.0, 1.0), (LOW, HIGH)),
        ("What are low sites?", (1.0, -3.0), (LOW, HIGH)),  # neither is sure
        ("How many miles an hour has a low site?", (1.0, 1.0), (LOW,)),  # the other has no number
    ],
)
def test_what_adds_nothing_to_the_best_sentence_is_left_out(
    question: str, odds: tuple[float, float], kept: tuple[str, ...]
) -> None:
    text = f"{LOW} {HIGH}"
    board = Speaker("Board")
    one, other = Sentence(0, len(LOW), board), Sentence(len(LOW) + 1, len(text), board)
    entry = Entry(
        Passage("a", "a", 0, len(text), text, (), (one, other)), "key", "Winds", np.arange(3)
    )
    found = Found(0, entry, 0.5, 0.5, np.zeros((2, 1), np.float32))
    chosen = [
        Evidence(found, each, 0.5, np.zeros(1, np.float32), odds=value)
        for each, value in zip((one, other), odds, strict=True)
    ]
    assert tuple(item.text for item in keep_asked(question, chosen)) == kept


@pytest.mark.parametrize(
    ("odds", "plain", "led", "better"),
    [
        ((-1.5, -2.0), 0.5, False, True),
        ((-1.5, 0.2), 0.5, False, False),  # one of the list seems to answer
        ((-1.5, None), 0.5, False, False),  # one was not read
        ((-1.5,), -0.5, False, False),
        ((-1.5,), 2.5, True, True),
        ((-1.5,), 1.5, True, False),  # what announces a list need not look like an answer
        ((-0.5,), 2.5, True, False),
    ],
)
def test_a_sentence_that_answers_stands_for_a_list_that_does_not(
    odds: tuple[float | None, ...], plain: float, led: bool, better: bool
) -> None:
    told = [("Item.", "Board", value or 0.0) for value in odds]
    *listed, best = chosen_of(*told, ("The board closed it.", "Board", plain))
    further = replace(best.sentence, start=0, end=1)
    listed = [
        replace(item, odds=value, read_by="large", followed_by=(further,) if led else ())
        for item, value in zip(listed, odds, strict=True)
    ]
    assert _is_read_better([best], listed) is better
    small = [replace(item, read_by="small") for item in listed]
    assert not _is_read_better([best], small)
    assert not _is_read_better([replace(listed[0], odds=3.0)], listed)


def chosen_of(*said: tuple[str, str, float]) -> list[Evidence]:
    """Sentences with who says them and their odds, as if they had come close to a question."""
    text = " ".join(each for each, _, _ in said)
    starts = [text.index(each) for each, _, _ in said]
    sentences = tuple(
        Sentence(start, start + len(each), Speaker(who))
        for start, (each, who, _) in zip(starts, said, strict=True)
    )
    passage = Passage("a", "a", 0, len(text), text, (), sentences)
    entry = Entry(passage, "key", "Docks", np.arange(len(said) + 1, dtype=np.int32))
    found = Found(0, entry, 0.5, 0.5, np.zeros((len(said), 1), np.float32))
    return [
        Evidence(found, sentence, 0.5, np.zeros(1, np.float32), odds=odds)
        for sentence, (_, _, odds) in zip(sentences, said, strict=True)
    ]


@pytest.mark.parametrize(
    ("other", "kept"),
    [
        ("Lee closed the pier after a storm.", False),
        ("Joan Kay closed the pier after a storm.", True),
        ("Police officers closed the pier after a storm.", True),
        ("Lee closed the pier, but not the quay.", True),
    ],
)
def test_whoever_was_named_is_not_named_again(other: str, kept: bool) -> None:
    best = "The harbour master, Ann Lee, closed the pier."
    chosen = chosen_of((best, "Board", 1.5), (other, "Guild", 1.2))
    left = keep_asked("Who closed the pier?", chosen)
    assert [item.text for item in left] == [best, other][: 1 + kept]


MET = "The port met its goal for the docks."
PRAISE = "The port improved its docks and exceeded its goal for piers."
YET = "The port met its goal only in summer."


@pytest.mark.parametrize(
    ("question", "other", "who", "odds", "kept"),
    [
        ("Did the port meet its goal?", PRAISE, "Board", (1.0, 0.5), False),
        ("Did the port meet its goal?", YET, "Board", (1.0, 0.5), True),  # a condition
        ("Did the port meet its goal?", PRAISE, "Council", (1.0, 0.5), True),  # somebody else
        ("Did the port meet its goal?", PRAISE, "Board", (-0.5, -0.7), True),  # neither may answer
        ("How did the port fare?", PRAISE, "Board", (1.0, 0.5), True),  # not asked for yes or no
        ("How did the port fare?", PRAISE, "Board", (1.0, -3.5), False),  # unlikely to answer
        ("How did the port fare?", f"For example, {PRAISE}", "Board", (1.0, 0.5), False),
    ],
)
def test_a_yes_or_no_comes_with_what_limits_it_alone(
    question: str, other: str, who: str, odds: tuple[float, float], kept: bool
) -> None:
    chosen = chosen_of((MET, "Board", odds[0]), (other, who, odds[1]))
    assert [item.text for item in keep_asked(question, chosen)] == [MET, other][: 1 + kept]


@pytest.mark.parametrize(
    ("size", "odds", "counted"), [("large", -0.5, 1), ("large", 0.5, 2), ("small", -0.5, 2)]
)
def test_what_is_read_as_no_answer_makes_an_answer_no_surer(
    size: Size, odds: float, counted: int
) -> None:
    chosen = chosen_of((MET, "Board", -0.4), (PRAISE, "Council", odds))
    chosen = [replace(item, read_by=size) for item in chosen]
    assert judged_by(chosen) == tuple(chosen[:counted])


@pytest.mark.parametrize(
    ("size", "odds", "kept"),
    [
        ("large", (0.5, -1.0), True),
        ("large", (1.5, -0.5), False),
        ("small", (1.5, -0.5), True),
        ("small", (2.5, -0.5), False),
    ],
)
def test_beside_what_likely_answers_nothing_is_quoted_that_does_not(
    size: Size, odds: tuple[float, float], kept: bool
) -> None:
    chosen = chosen_of((MET, "Board", odds[0]), (PRAISE, "Council", odds[1]))
    chosen = [replace(item, read_by=size) for item in chosen]
    evidence = keep_asked("How did the port fare?", chosen)
    assert [item.text for item in evidence] == [MET, PRAISE][: 1 + kept]


@pytest.mark.parametrize(
    ("question", "size", "first"),
    [
        ("Must the keeper hold a ship?", "large", "No keeper is bound to hold a ship."),
        ("Must the keeper hold a ship?", "small", "The keeper can be asked to hold a ship."),
        ("Who must hold a ship?", "large", "The keeper can be asked to hold a ship."),
    ],
)
def test_a_yes_or_no_is_what_is_read_as_the_likeliest_answer(
    question: str, size: Size, first: str
) -> None:
    ranked = chosen_of(
        ("The keeper can be asked to hold a ship.", "Board", 1.2),
        ("No keeper is bound to hold a ship.", "Board", 1.6),
    )
    ranked = [replace(item, read_by=size) for item in ranked]
    assert surest_first(question, ranked)[0].text == first


@pytest.mark.parametrize(
    ("question", "first"), [("Who was Ann Lee?", 1), ("When did Ann Lee retire?", 0)]
)
def test_who_somebody_is_is_what_is_read_as_the_likeliest_answer(question: str, first: int) -> None:
    said = "A film shows Ann Lee, a former keeper.", "Ann Lee worked for the Esk port as a clerk."
    ranked = [
        replace(item, read_by="large")
        for item in chosen_of((said[0], "Board", 2.0), (said[1], "Board", 3.0))
    ]
    assert surest_first(question, ranked)[0].text == said[first]
    about_as_likely = [replace(ranked[0], odds=2.6), ranked[1]]
    assert surest_first(question, about_as_likely) == about_as_likely


@pytest.mark.parametrize(
    ("opens", "first"),
    [("However, the port did not say", 0), ("Only the port did not say", 1)],
)
def test_a_contrast_is_not_put_before_what_it_contrasts_with(opens: str, first: int) -> None:
    found = "The board found no sign that the port misled anybody."
    said = found, f"{opens} clearly what the dues were for."
    ranked = [
        replace(item, read_by="large")
        for item in chosen_of((said[0], "Board", 1.6), (said[1], "Board", 1.8))
    ]
    assert surest_first("Did the port mislead anybody?", ranked)[0].text == said[first]


DENIED = "The review did not substantiate one claim against him, namely that he sold the lamp."
DONE = "By the board's finding the keeper changed the log because the owner asked him to."


@pytest.mark.parametrize(
    ("question", "first"),
    [
        ("What had the keeper done wrong?", DONE),
        ("What did the board find he had done?", DONE),
        ("What did the keeper sell?", DENIED),
        ("Which claim of what he had done was not substantiated?", DENIED),
    ],
)
def test_what_was_not_shown_does_not_tell_what_somebody_did(question: str, first: str) -> None:
    ranked = chosen_of((DENIED, "Board", 2.0), (DONE, "Board", 1.0))
    assert leave_out_unproven(question, ranked)[0].text == first
    assert leave_out_unproven(question, ranked[:1]) == ranked[:1]


@pytest.mark.parametrize(
    ("other", "kept"),
    [
        ("The council heard that it shut its gates on May 2, 2014.", False),
        ("The council heard that it shut its gates on May 9, 2014.", True),
    ],
)
def test_the_same_day_is_told_once(other: str, kept: bool) -> None:
    closed = "The port closed on May 2, 2014, as the board had said in June."
    chosen = chosen_of((closed, "Board", 1.0), (other, "Council", 1.0))
    asked = "When did the port close?"
    assert [item.text for item in keep_asked(asked, chosen)] == [closed, other][: 1 + kept]


SUM = "In all, the port announced $289 million, of $500 million given to it."


@pytest.mark.parametrize(
    ("other", "kept"),
    [
        ("By May 2024 the port had announced 135 docks for $289 million.", False),
        ("By May 2024 the port had announced 135 docks for $310 million.", True),
    ],
)
def test_the_same_sum_is_told_once(other: str, kept: bool) -> None:
    chosen = chosen_of((SUM, "Board", -0.3), (other, "Board", 0.6))
    asked = "How much port money was announced so far?"
    assert [item.text for item in keep_asked(asked, chosen)] == [SUM, other][: 1 + kept]


@pytest.mark.parametrize(("odds", "first"), [((1.4, 2.6), 1), ((1.4, 2.0), 0)])
def test_of_two_sums_the_one_that_answers_more_surely_goes_first(
    odds: tuple[float, float], first: int
) -> None:
    said = ("The port uses $50 million of fees.", "The port asks for $860 million.")
    ranked = chosen_of(*((text, "Board", each) for text, each in zip(said, odds, strict=True)))
    ordered = prefer_asked("How much money does the port want?", ranked)
    assert ordered[0].text == said[first]


@pytest.mark.parametrize(
    ("odds", "first"),
    [(-1.8, "Of all docks, 64 percent are mended."), (-3.0, "The share of mended docks rose.")],
)
def test_where_the_best_sentence_lacks_the_figure_one_that_has_it_goes_first(
    odds: float, first: str
) -> None:
    ranked = chosen_of(
        ("The share of mended docks rose.", "Board", 0.2),
        ("Of all docks, 64 percent are mended.", "Board", odds),
    )
    assert prefer_asked("What share of the docks is mended?", ranked)[0].text == first


@pytest.mark.parametrize(
    ("part", "first", "has"),
    [
        ("what was its date?", "North sent the note of May 2, 2014 to Lee.", True),
        ("what was its date?", "North sent the note of May 3, 2014 to Lee.", False),
        ("when was it sent?", "North sent the note of May 2, 2014 to Lee.", True),
        ("when did it arrive?", "North sent the note of May 2, 2014 to Lee.", False),
        ("who signed it?", "North sent the note of May 2, 2014 to Lee.", False),
    ],
)
def test_a_day_that_the_first_sentence_has_is_not_told_again(
    part: str, first: str, has: bool
) -> None:
    def evidence(line: str) -> Evidence:
        sentence = Sentence(0, len(line), Speaker("Board"))
        passage = Passage("a", "a", 0, len(line), line, (), (sentence,))
        entry = Entry(passage, "key", "Notes", np.arange(3))
        found = Found(0, entry, 0.5, 0.5, np.zeros((1, 1), np.float32))
        return Evidence(found, sentence, 0.5, np.zeros(1, np.float32))

    again = evidence("The note was issued on May 2, 2014.")
    assert has_day_of(again, part, evidence(first)) is has


def test_two_reports_are_compared_and_two_things_by_what_is_said_of_both(bot: rag.Chatbot) -> None:
    compared = bot.ask("Compare OIG-12-64 and OIG-12-66")
    assert {each.document_id for each in compared.citations} == {"oig-12-64", "oig-12-66"}
    both = bot.ask("What is the difference between Secure Communities and PEP?")
    assert not any(note.startswith("One after the other") for note in both.notes)


def test_each_of_two_who_count_is_cited_with_its_figure(bot: rag.Chatbot) -> None:
    compared = bot.ask("Compare how many removals GAO and Vaughan count under Secure Communities.")
    assert [each.speaker.name.split()[-1] for each in compared.citations] == ["GAO", "Vaughan"]
    assert all(figure in compared.text for figure in ("183,000", "176,000"))
    asked = "How many people were removed under Secure Communities according to GAO and Vaughan?"
    both = bot.ask(asked)
    assert all(figure in both.text for figure in ("183,000", "176,000"))
    one = bot.ask("How many removals do GAO and Napolitano count?")
    assert "Nothing was found from Napolitano." in " ".join(one.notes)


@pytest.mark.parametrize(
    ("odds", "level"), [((3.0, 3.1), True), ((3.0, 3.5), False), ((1.5, 1.0), False)]
)
def test_one_sentence_stands_for_all_parts_if_it_surely_answers_each_as_well_as_the_best(
    odds: tuple[float, float], level: bool
) -> None:
    item, best = chosen_of((LOW, "Board", odds[0]), (HIGH, "Board", odds[1]))
    assert is_level(item, best) is level


def test_no_list_is_read_worse_than_any_sentence() -> None:
    line = "The board met."
    sentence = Sentence(0, len(line), Speaker("Board"))
    passage = Passage("a", "a", 0, len(line), line, (), (sentence,))
    entry = Entry(passage, "key", "Notes", np.arange(3))
    found = Found(0, entry, 0.5, 0.5, np.zeros((1, 1), np.float32))
    plain = Evidence(found, sentence, 0.5, np.zeros(1, np.float32), odds=2.0, read_by="large")
    assert _is_read_better([plain], ())
    assert not _is_read_better([replace(plain, odds=-1.0)], ())
    assert plain == plain and plain != replace(plain)  # what is compared is which one it is


@pytest.mark.parametrize(
    ("first", "other", "cosine", "kept"),
    [
        ("The study saw rents rise.", "Rents rose, it found.", 0.75, [0]),
        ("The study saw rents rise.", "Rents rose, it found.", 0.65, [0, 1]),
        ("The study saw rents rise.", "It found by May 2, 2014 that rents rose.", 0.75, [1]),
        ("The study saw rents rise.", "It found by May 2, 2014 that rents rose.", 0.65, [0, 1]),
        ("Rents rose.", "Rents fell by 9 percent.", 0.9, [0, 1]),
        ("It agreed with that.", "It partially agreed with the 4 of them.", 0.9, [0, 1]),
        ("Rents rose as of May 2, 2014.", "Rents rose as of June 3, 2009.", 0.9, [0, 1]),
        ("According to the 2010 census, rents rose.", "It was so in the 2000 census.", 0.9, [0, 1]),
        ("Rents rose, it said on Form I-9.", "Form I-94 has that rents rose.", 0.9, [0, 1]),
        ("Rents rise, in my view.", "I was wrong that rents rise by 9 percent.", 0.9, [0, 1]),
        ("According to Kay, rents rose.", "According to Ode, rents rose.", 0.9, [0, 1]),
        ("According to Lee, rents rose.", "Rents rose, it found.", 0.9, [0]),
        ("It saw the Guild (TGO) fail.", "The Guild failed, it found.", 0.75, [0]),
        ("The study saw rents rise.", "The study saw rents and fees rise.", 0.5, [1]),
        ("The study was signed by Kay.", "It was Lee who signed the study.", 0.9, [0, 1]),
        ("It saw rents rise by 4 percent.", "Rents rose, it found.", 0.75, [0]),
        ("It saw rents rise by 4 percent.", "Rents rose by 9 percent.", 0.9, [0, 1]),
        ("It saw rents rise.", "It saw no rise of rents.", 0.9, [0, 1]),
        ("It saw 40 rents rise.", "40 rents rose, it found.", 0.6, [0]),
        (
            "It saw 40 U.S. rents rise.",
            "It wrote on May 2, 2014 that 40 U.S. rents rose.",
            0.6,
            [0],
        ),
        ("OA-12-4 saw rents rise.", "The OA's report has it that rents rise.", 0.75, [1]),
    ],
)
def test_what_is_said_again_in_other_words_is_said_once(
    first: str, other: str, cosine: float, kept: list[int]
) -> None:
    chosen = chosen_of((first, "Lee", 1.5), (other, "Lee", 1.0))
    left = leave_out_again(chosen, lambda *_: cosine)
    assert [item.text for item in left] == [(first, other)[place] for place in kept]


def test_what_stands_in_a_fuller_sentence_is_left_out_however_often_it_was_said() -> None:
    said = "The study saw rents rise.", "It saw fees rise.", "The study saw rents and fees rise."
    left = leave_out_again(chosen_of(*((text, "Lee", 1.0) for text in said)), lambda *_: 0.1)
    assert [item.text for item in left] == [said[2]]


@pytest.mark.parametrize(("odds", "kept"), [(1.0, [1]), (0.5, [0, 1])])
def test_what_is_told_more_fully_later_is_left_out_where_that_answers_as_well(
    odds: float, kept: list[int]
) -> None:
    said = "The study saw rents rise.", "Rents rose by 9 percent, it found."
    chosen = chosen_of((said[0], "Lee", 1.5), (said[1], "Lee", odds))
    left = leave_out_again(chosen, lambda *_: 0.8)
    assert [item.text for item in left] == [said[place] for place in kept]


@pytest.mark.parametrize(
    ("one", "other", "kept"),
    [
        ("TAO", "TAO-12-66", 1),
        ("Town Audit Office", "TAO", 1),
        ("TAO-12-64", "TAO-12-66", 2),
        ("TAO", "Harbour Guild", 2),
        ("DHS", "DHS OIG", 2),
        ("OIG", "DHS Office of Inspector General", 1),
        ("Lee", "Lee County", 2),
        ("Texas", "Texas Tribune", 2),
    ],
)
def test_one_body_may_go_by_several_names(one: str, other: str, kept: int) -> None:
    chosen = chosen_of(("The study saw rents rise.", one, 1.5), ("Rents rose.", other, 1.0))
    assert len(leave_out_again(chosen, lambda *_: 0.9)) == kept


def test_what_another_says_too_is_no_repetition() -> None:
    chosen = chosen_of(("The study saw rents rise.", "Lee", 1.5), ("Rents rose.", "Kay", 1.0))
    assert leave_out_again(chosen, lambda *_: 0.9) == tuple(chosen)


def test_the_number_of_a_footnote_is_no_figure_of_its_own() -> None:
    first, note = chosen_of(
        ("The study left out Kent, for an error.", "Lee", 1.5),
        ("7 The study left out Kent, for an error.", "Lee", 1.0),
    )
    note = replace(note, sentence=replace(note.sentence, kind="footnote"))
    assert len(leave_out_again((first, note), lambda *_: 0.9)) == 1


@pytest.mark.parametrize(
    ("question", "first"),
    [("Who wrote the Dock Memo?", 1), ("When was the Dock Memo written?", 0)],
)
def test_who_it_was_is_told_by_name_rather_than_by_a_role(question: str, first: int) -> None:
    role = "The Dock Memo, by a TAO legal adviser, is dated May 2, 2014."
    name = "Joan Tillery, a legal adviser, wrote the Dock Memo for Ann Lee on May 2, 2014."
    ranked = chosen_of((role, "Board", 2.5), (name, "Board", 1.5))
    assert prefer_asked(question, ranked)[0].text == (role, name)[first]


def test_since_when_is_told_by_what_says_since() -> None:
    told = "In May 2020 the board told us that the quay may not be used."
    since = "Since June 2003 nobody has been allowed to use the quay."
    ranked = chosen_of((told, "Board", 2.5), (since, "Board", 0.5))
    assert prefer_asked("Since when may it not be used?", ranked)[0].text == since
    assert prefer_asked("When was that said?", ranked)[0].text == told


def test_beside_a_name_no_role_is_told() -> None:
    role = "The Dock Memo, by a TAO legal adviser, is dated May 2, 2014."
    name = "Joan Tillery, a legal adviser, wrote the Dock Memo for Ann Lee."
    chosen = chosen_of((name, "Board", 1.5), (role, "Board", 2.5))
    assert [item.text for item in keep_asked("Who wrote the Dock Memo?", chosen)] == [name]


def test_a_further_one_is_told_by_a_role() -> None:
    name, role = "Joan Tillery was fined.", "A deputy sheriff of Kent County was fined, too."
    chosen = chosen_of((name, "Board", 1.5), (role, "Board", 1.4))
    assert len(keep_asked("Who was fined at the pier?", chosen)) == 2


def test_who_led_it_is_somebody() -> None:
    made = "The Dock Panel was formed in May 2014 as part of the Harbour Council."
    name = "Joan Tillery chaired the Dock Panel."
    ranked = [
        replace(item, score=score)
        for item, score in zip(
            chosen_of((made, "Board", 2.8), (name, "Board", 2.2)), (0.85, 0.79), strict=True
        )
    ]
    assert prefer_asked("Who was in charge of the Dock Panel?", ranked)[0].text == name
    assert prefer_asked("What was the Dock Panel?", ranked)[0].text == made
