"""A question that asks several things: its parts, what each leans on, and what is missing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from rag.answering import part_by_part, parts_answered
from rag.answering.parts import asks_outcome, in_full, split_parts
from rag.answering.parts_answered import _answers, _is_its_ground, _is_of_one
from rag.answering.state import State
from rag.chain import Chatbot
from rag.records import Answer, Passage
from rag.retrieving.evidence import Evidence
from rag.settings import Settings


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("When was it built and who paid for it?", ("When was it built?", "who paid for it?")),
        ("Who closed it? Why was it closed?", ("Who closed it?", "Why was it closed?")),
        ("How many left, and to which towns?", ("How many left?", "to which towns?")),
        ("What did it urge, and did Kent agree?", ("What did it urge?", "did Kent agree?")),
        ("Who left it and was that wise?", ("Who left it?", "was that wise?")),
        ("Did the port lose money, and if so why?", ("Did the port lose money?", "why?")),
        ("When was it built, and by whom?", ("When was it built?", "by whom?")),
        ("Did the board vote and what did it say?", ("Did the board vote?", "what did it say?")),
        ("Give the advice and whether Kent agreed", ("Give the advice?", "whether Kent agreed?")),
        ("When and why did it end?", ("When did it end?", "why did it end?")),
        (
            "By whom, how and when was it cut?",
            ("By whom was it cut?", "how was it cut?", "when was it cut?"),
        ),
        ("For how long and why did it stay?", ("For how long did it stay?", "why did it stay?")),
        ("who signed it and when", ("who signed it?", "when?")),
        ("Who ended it, when, and why?", ("Who ended it?", "when?", "why?")),
        ("Who asked for it, and why, and when?", ("Who asked for it?", "why?", "when?")),
        ("who cut it, by what order?", ("who cut it?", "by what order?")),
        ("How much was lost, and over what period?", ("How much was lost?", "over what period?")),
        ("What was found, and who did it and when?", ("What was found?", "who did it?", "when?")),
        ("what does it cost and who pays", ("what does it cost?", "who pays?")),
        ("how many left in May? and sailors?", ("how many left in May?", "and sailors?")),
        ("Who pays? What about Kent?", ("Who pays?", "What about Kent?")),
        ("who says so and does anyone dispute it", ("who says so?", "does anyone dispute it?")),
        ("Who died and when?", ("Who died?", "when?")),
        (
            "How much was lost, over what time and why?",
            ("How much was lost?", "over what time?", "why?"),
        ),
        ("Did Kent comply? If not, why?", ("Did Kent comply?", "why?")),
        ("Who left it? When and why?", ("Who left it?", "When?", "why?")),
        ("Who left and why? And how long was it?", ("Who left?", "why?", "how long was it?")),
        ("By what law and when was it cut?", ("By what law was it cut?", "when was it cut?")),
        (
            "Under what law, and when, was it cut?",
            ("Under what law was it cut?", "when was it cut?"),
        ),
        (
            "According to Lee, when and why did it sink?",
            ("According to Lee, when did it sink?", "According to Lee, why did it sink?"),
        ),
        (
            "What is it, when was it cut, and by whom?",
            ("What is it?", "when was it cut?", "by whom?"),
        ),
        ("Didn't Kent agree, and why not?", ("Didn't Kent agree?", "why not?")),
        (
            "And what was it, when and why did it sink?",
            ("And what was it?", "when?", "why did it sink?"),
        ),
        ("Who cut it and when, and who has it?", ("Who cut it?", "when?", "who has it?")),
        (
            "What was cut, where, when, why, and by whom?",
            ("What was cut?", "where?", "when?", "why?", "by whom?"),
        ),
        ("Was it shut when men left, and by whom?", ("Was it shut when men left?", "by whom?")),
        (
            "What did Lee say of why it sank and where was it?",
            ("What did Lee say of why it sank?", "where was it?"),
        ),
        ('how long is the 6" pipe and who made it', ('how long is the 6" pipe?', "who made it?")),
        ("Roughly how many left, and when?", ("Roughly how many left?", "when?")),
        ("Who approved it — and when?", ("Who approved it?", "when?")),
        (
            "How does the old price of ferries compare with the one now?",
            ("what is the old price of ferries?", "what is the one now of ferries?"),
        ),
        (
            "How does the budget compare with last year and why did it change?",
            ("How does the budget compare with last year?", "why did it change?"),
        ),
        (
            "How does the cost of a boat compare with what a crane costs to build?",
            ("what is the cost of a boat?", "what a crane costs to build?"),
        ),
        (
            "When did the League begin and end?",
            ("When did the League begin?", "When did the League end?"),
        ),
        ("When was it built and sold?", ("When was it built?", "When was it sold?")),
        (
            "how long was he held, and had bail been posted?",
            ("how long was he held?", "had bail been posted?"),
        ),
        (
            "What share of the boats leak, and did their number grow or shrink?",
            ("What share of the boats leak?", "did their number grow or shrink?"),
        ),
    ],
)
def test_a_question_may_ask_several(question: str, parts: tuple[str, ...]) -> None:
    assert split_parts(question) == parts


@pytest.mark.parametrize(
    ("again", "asked"),
    [
        ("what was their explanation to the auditors?", 1),
        ("what's more, what was their explanation?", 2),
        ("And how did they justify it?", 1),
        ("what was the reason given to Kent?", 1),
        ("what was the reason for the fire?", 2),
    ],
)
def test_a_reason_is_asked_for_once(again: str, asked: int) -> None:
    assert len(split_parts(f"Why had the crew not written it down? {again}")) == asked
    assert len(split_parts(f"When did the crew write it down? {again}")) == 2


@pytest.mark.parametrize(
    "question",
    [
        *("Who closed the quay and the crane?", "Who works there, what sort of people?"),
        *("Where and how?", "who, when and why?", "How many stayed and had no berth?"),
        *("I want to know when and why it ended?", "Who pays and who else?"),
        *(
            "Did Lee explain how and why?",
            "Did Lee say who paid, and when?",
            "Who or what sank it?",
        ),
        *("How is it decided whom to ask and when?", "What was found about how and when men left?"),
        *("Which sailors stayed and did their work on deck?", "Who came and did her job?"),
        *("Did Kent and WHO agree?", "Which crews help men who left and who stayed?"),
        *(
            "How many sailors applied and had claims denied?",
            "Which boats had left and had their nets?",
        ),
        *('What does "Who Pays and Why?" say?', "What does “A Quay: Why and When?” say?"),
        *("Which quays were closed and has since sunk?", "When the quay sank, why did it sink?"),
        *(
            "Did it end? I ask because it matters?",
            "How did she explain the report, which she signed?",
        ),
        *("Who founded the port and was the first master?", "Between May and when it ended, why?"),
        *(
            "Tell me whether the quay sank and whether it burned?",
            "Say who paid and whether he left?",
        ),
    ],
)
def test_most_ask_one(question: str) -> None:
    assert split_parts(question) == (question,)


@pytest.mark.parametrize(
    ("before", "part", "full"),
    [
        ("How many left in 2019-20?", "how many in 2022-23?", "How many left in 2022-23?"),
        ("How many left in May 2010?", "how many in June?", "How many left in June 2010?"),
        ("When did Kent leave?", "when did Dover?", "When did Dover leave?"),
        ("Who signed AB-12?", "who signed AB-13?", "Who signed AB-13?"),
        ("How many left in 2010?", "how many were men in 2011?", "how many were men in 2011? left"),
        ("How many ships left?", "how many were lost?", "how many were lost? ships left"),
        ("What did Kent urge?", "did Dover agree?", "did Dover agree? urge"),
        ("Who built it?", "who painted the boats at Kent?", "who painted the boats at Kent?"),
        (
            "When did Kent leave?",
            "what did Dover tell them?",
            "what did Dover tell them? Kent leave",
        ),
        ("When was the first Dock Act made?", "when the second one?", "when the second Dock Act?"),
        (
            "What did the first two say?",
            "what did the third one?",
            "what did the third one? first two",
        ),
        (
            "What became of Kent's first pier?",
            "how far had the second one got by May?",
            "how far had Kent's second pier got by May?",
        ),
    ],
)
def test_a_part_leans_on_what_it_does_not_replace(before: str, part: str, full: str) -> None:
    assert in_full(part, before) == full


REPORT = """\
---
title: Review of the Sorrel Ferry
author: Mira Castellane
publisher: Arnfield Audit Office
date: 2021-05-04
kind: report
---

# Sailors

In 2018 the Sorrel ferry employed 64 sailors. In 2020 the Sorrel ferry employed 41 sailors.

# Money

The Harbour Act of 2019 moved 3.1 million crowns from the lighthouse fund to the ferry.

# Repairs

An estimated 85 percent of the ports have a list of deferred repairs.

An estimated 49 percent of the ports have a list of deferred repairs of over $900 each.

# Men and women

Of the sailors, 60 percent are men and 40 percent are women.

# The quay

Ada North said that the quay was rotten. Lee and Cole said that the quay was sound.

# Trade

The crate trade stood at 900 crowns in 2020 and is expected to reach 2,000 crowns by 2031.

# Advice

The office advised the ferry company to buy two lifeboats. The ferry company agreed to buy them.
The lifeboats must hold 40 people each. As of May 2021, the council had not taken any action.
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    root: Path = tmp_path_factory.mktemp("parts")
    (root / "papers").mkdir()
    (root / "papers" / "ferry.md").write_text(REPORT, "utf-8")
    with Chatbot.open(root / "papers", settings=Settings(index_dir=root / "index")) as opened:
        yield opened


def _saying(bot: Chatbot, text: str) -> Evidence:
    """A sentence as if it had been found for a question."""
    steps = bot._steps
    (best, *_) = steps.choose(steps.find(steps.understand(State("Who closed it?")))).evidence
    said = replace(best.sentence, start=0, end=len(text))
    document = best.found.entry.passage.document_id
    passage = Passage("a", document, 0, len(text), text, (), (said,))
    found = replace(best.found, entry=replace(best.found.entry, passage=passage))
    return replace(best, found=found, sentence=said)


def _said(answer: Answer) -> list[str]:
    return [item.text for item in answer.statements]


def test_another_year_is_asked_for_in_the_place_of_the_first(bot: Chatbot) -> None:
    answer = bot.ask("How many sailors did the Sorrel ferry employ in 2018 and how many in 2020?")
    assert answer.refusal is None
    assert [said.split(" the ")[0] for said in _said(answer)] == ["In 2018", "In 2020"]
    answer = bot.ask("How many sailors did the Sorrel ferry employ in 2018 and how many in 2019?")
    assert answer.refusal is not None
    assert answer.refusal.message == "Nothing found answers “how many in 2019”."
    assert _said(answer)[0].startswith("In 2018")


def test_one_sentence_may_answer_both_parts(bot: Chatbot) -> None:
    answer = bot.ask("How much was moved from the lighthouse fund to the ferry, and by what law?")
    assert answer.refusal is None and _said(answer)[0].startswith("The Harbour Act")


def test_two_figures_of_one_thing_are_both_given(bot: Chatbot) -> None:
    answer = bot.ask(
        "What share of the ports have a list of repairs, and what share have one of over $900?"
    )
    assert answer.refusal is None and all(each in answer.text for each in ("85", "49"))
    answer = bot.ask("What share of the sailors are men, and what share are women?")
    assert answer.refusal is None and len(answer.statements) == 1 and "60" in answer.text


def test_what_is_expected_tells_where_something_is_headed(bot: Chatbot) -> None:
    answer = bot.ask("How big is the crate trade and where is it headed?")
    assert answer.refusal is None and _said(answer)[0].startswith("The crate trade")
    answer = bot.ask("How many sailors did the Sorrel ferry employ in 2018 and where is it headed?")
    assert answer.refusal is not None and "headed" in answer.refusal.message


def test_what_somebody_did_about_it_is_a_part(bot: Chatbot) -> None:
    answer = bot.ask("What was the ferry company advised to buy, and did the company agree?")
    assert "The ferry company agreed to buy them." in " ".join(_said(answer))


def test_whose_own_words_are_cited_is_answered_for(bot: Chatbot) -> None:
    answer = bot.ask("Did Lee and Cole say that the quay was sound, and did Ada North concur?")
    assert "Ada North" in {item.speaker.name for item in answer.statements}
    assert answer.refusal is None


def test_what_no_part_finds_is_named_and_the_rest_is_answered(bot: Chatbot) -> None:
    answer = bot.ask("How many sailors did the Sorrel ferry employ in 2018 and who paid them?")
    assert answer.refusal is not None and "who paid them" in answer.refusal.message
    assert _said(answer) == ["In 2018 the Sorrel ferry employed 64 sailors."]


def test_a_part_that_asks_somebody_is_answered_where_the_other_is_not(bot: Chatbot) -> None:
    answer = bot.ask("Who paid for the lighthouse keeper, and what did Ada North say of the quay?")
    assert answer.refusal is not None and "Who paid for the" in answer.refusal.message
    assert _said(answer) == ["Ada North said that the quay was rotten."]
    answer = bot.ask("Who paid the lighthouse keeper, and what did Ada North say of lifeboats?")
    assert answer.refusal is not None and _said(answer) == []


def test_both_sides_are_cited_and_one_that_is_not_found_is_named(bot: Chatbot) -> None:
    answer = bot.ask("Compare what Lee and Cole and what Ada North say about the quay.")
    assert {item.speaker.name for item in answer.statements} == {"Lee and Cole", "Ada North"}
    answer = bot.ask("Compare what Ada North and the Board of Kent say about the quay.")
    assert [item.speaker.name for item in answer.statements] == ["Ada North"]
    assert any("Nothing was found from Board of Kent." in note for note in answer.notes)


def test_what_leans_on_a_part_that_nothing_answers_must_meet_that_as_well(bot: Chatbot) -> None:
    answer = bot.ask("What did Dover want from the ferry, and did it take any action?")
    assert answer.refusal is not None and answer.statements == ()
    answer = bot.ask(
        "Why was Dover bombed, and how many sailors did the Sorrel ferry employ in 2018?"
    )
    assert _said(answer)[0].startswith("In 2018")


def test_what_is_of_another_one_answers_no_part_that_leans(bot: Chatbot) -> None:
    answer = bot.ask("What did the Harbour Act of 2019 move, and who said that it was rotten?")
    assert answer.refusal is not None and "who said that it was" in answer.refusal.message
    assert [said.split(" moved")[0] for said in _said(answer)] == ["The Harbour Act of 2019"]


def test_what_leans_on_a_part_is_read_as_a_follow_up_to_it(bot: Chatbot) -> None:
    steps = bot._steps

    def turns(question: str) -> list[tuple[tuple[str, str], ...]]:
        chosen = steps.choose(steps.find(steps.understand(State(question))))
        return [part.history for part in chosen.parts]

    first = "How many sailors did the Sorrel ferry employ in 2018?"
    assert turns(f"{first[:-1]}, and who paid them?") == [
        (),
        ((first, "In 2018 the Sorrel ferry employed 64 sailors."),),
    ]
    own = "what did Ada North say of the quay"
    assert turns(f"{first[:-1]}, and {own}?") == [(), ()]


@pytest.mark.parametrize(
    ("question", "odds", "told", "own", "same"),
    [
        ("when?", 1.5, "It left on 4 May 2021.", "It came on 6 May 2021.", True),
        ("when?", 0.5, "It left on 4 May 2021.", "It came on 6 May 2021.", False),
        ("when?", 3.0, "It left.", "It came on 6 May 2021.", False),
        ("when?", 1.0, "It left on 4 May 2021.", "It came on 6 May 2021.", False),
        ("when did it land?", 1.5, "It left on 4 May 2021.", "It came on 6 May 2021.", False),
        ("who saw it?", 3.0, "It left on 4 May 2021.", "Ada North saw it.", False),
    ],
)
def test_a_bare_question_word_asks_for_what_the_sentence_before_has(
    bot: Chatbot, question: str, odds: float, told: str, own: str, same: bool
) -> None:
    own_one = replace(_saying(bot, own), odds=2.0)
    part = State(question, searched_as=question, evidence=(own_one,))
    assert part_by_part._takes_its_place(replace(_saying(bot, told), odds=odds), part) is same


@pytest.mark.parametrize(
    ("odds", "own", "same"),
    [(2.0, 1.0, True), (1.0, 1.0, False), (0.5, 1.0, False), (2.0, None, False)],
)
def test_what_answers_one_part_may_answer_the_next(
    bot: Chatbot, monkeypatch: pytest.MonkeyPatch, odds: float, own: float | None, same: bool
) -> None:
    steps = bot._steps

    def chosen(question: str) -> State:
        return steps.choose(steps.find(steps.understand(State(question))))

    class Reading:
        turns = (("How many?", "Many."),)

        def read(self, question: str, evidence: list[Evidence]) -> list[Evidence]:
            return [replace(item, odds=odds) for item in evidence]

    first = chosen("How many sailors did the Sorrel ferry employ in 2018?")
    second = chosen("What did the ferry company agree to buy?")
    monkeypatch.setattr(part_by_part, "reader_of", lambda state, reader: Reading())
    second = replace(second, evidence=(replace(second.evidence[0], odds=own),))
    told = steps._chooser._parts._or_by_the_same(second, first)
    best = (first if same else second).evidence[0]
    assert [item.sentence for item in told.evidence] == [best.sentence]
    assert best.found.row in {item.row for item in told.found}


@pytest.mark.parametrize(
    ("second", "text", "told"),
    [
        ("on what date?", "The board closed the port on 4 May 2021.", True),
        ("on what date?", "The board closed the port.", False),
        ("by whom?", "The board closed the port.", True),
    ],
)
def test_a_part_of_no_word_of_its_own_is_answered_by_what_has_what_it_asks_for(
    bot: Chatbot, second: str, text: str, told: bool
) -> None:
    steps = bot._steps
    first = "Who closed the port?"
    full = f"{second} closed port"
    part = State(second, searched_as=full, query=steps._prepare(full))
    answered = State(first, evidence=(_saying(bot, text),))
    assert steps._decider._parts._says_too(answered, part) is told


def test_a_part_that_stands_by_itself_is_answered_unless_it_is_read_otherwise(
    bot: Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts_answered, "sure_of", lambda part: 0.45)
    monkeypatch.setattr(parts_answered, "says_itself", lambda *seen: False)
    steps = bot._steps
    question = "why was the quay shut?"
    part = State(question, searched_as=question, query=steps._prepare(question))
    said = _saying(bot, "The harbour stood empty.")
    read = {
        odds: _answers(replace(part, evidence=(replace(said, odds=odds),)), alone=False)
        for odds in (1.0, -1.0, -3.0)
    }
    assert read == {1.0: True, -1.0: True, -3.0: False}


def test_what_leans_on_a_part_that_nothing_answers_may_surely_be_read(
    bot: Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    sort = bot._steps._decider._parts.sort
    sure = {"Which ferry is it?": 0.3, "why had it no boats?": 0.7}
    monkeypatch.setattr(parts_answered, "sure_of", lambda part: sure[part.question])
    monkeypatch.setattr(parts_answered, "says_itself", lambda *seen: False)

    def sorted_with(odds: float, names: str = "") -> list[str]:
        said = replace(_saying(bot, "The ferry had none because the quay was rotten."), odds=odds)
        first, second = (
            State(text, searched_as=text, query=bot._steps._prepare(text), evidence=(said,))
            for text in sure
        )
        text = f"{second.question} ferry{names}"
        second = replace(second, searched_as=text, query=bot._steps._prepare(text))
        there, _ = sort([first, replace(second, found=(said.found,))])
        return [part.question for part in there]

    assert sorted_with(2.5) == ["why had it no boats?"]
    assert sorted_with(1.5) == []
    assert sorted_with(2.5, " of Dover") == []  # which nothing found has


@pytest.mark.parametrize(("many", "parts"), [(8, 8), (9, 0)])
def test_a_question_has_so_many_parts_at_most(bot: Chatbot, many: int, parts: int) -> None:
    steps = bot._steps
    question = " ".join(["Who paid the sailors?"] * many)
    chosen = steps.choose(steps.find(steps.understand(State(question))))
    assert len(chosen.parts) == parts


def test_what_gives_no_reason_answers_no_part_that_asks_why(
    bot: Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parts_answered, "sure_of", lambda part: 0.7)
    part = bot._steps._prepare("why did the ferry leave?")
    states = [
        State(part.text, searched_as=part.text, query=part, evidence=(_saying(bot, text),))
        for text in ("The ferry left in May.", "The ferry left because the quay was rotten.")
    ]
    sort = bot._steps._decider._parts.sort
    assert [sort([each])[0] == [each] for each in states] == [False, True]
    # What tells when does not tell why, though it is the same sentence.
    query = bot._steps._prepare("when? ferry leave")
    said = (replace(_saying(bot, "The ferry left on 4 May 2021."), odds=1.5),)
    when = State(
        "when?", searched_as=query.text, query=query, evidence=said, found=(said[0].found,)
    )
    monkeypatch.setattr(parts_answered, "says_itself", lambda *seen: True)
    why = replace(states[0], evidence=said)
    assert sort([why, when]) == ([when], [why])


@pytest.mark.parametrize(
    ("question", "title", "another"),
    [
        ("did Kent accept it?", "Review of the Quay", True),
        ("did Kent accept it?", "Review of the Sorrel Ferry", False),  # in another format
        ("who paid Kent?", "Review of the Quay", False),
    ],
)
def test_what_another_report_says_of_its_advice_is_not_of_what_was_answered(
    bot: Chatbot, monkeypatch: pytest.MonkeyPatch, question: str, title: str, another: bool
) -> None:
    decided = bot._steps._decider._parts
    first = _saying(bot, "The office advised the ferry to buy boats.")
    name = first.found.entry.passage.document_id
    other = replace(decided._documents[name], id="other", title=title)
    monkeypatch.setattr(decided, "_documents", {**decided._documents, "other": other})
    passage = replace(first.found.entry.passage, document_id="other")
    found = replace(first.found, entry=replace(first.found.entry, passage=passage))
    part = State(question, evidence=(replace(first, found=found),))
    assert decided._is_of_another(part, State("What?", evidence=(first,))) is another


@pytest.mark.parametrize(
    ("leant", "same"),
    [("ferry", True), ("lighthouse lamp", False), ("lamp Kent", False), ("lamp Sorrel", True)],
)
def test_what_a_part_leans_on_stands_where_its_answer_stands(
    bot: Chatbot, monkeypatch: pytest.MonkeyPatch, leant: str, same: bool
) -> None:
    monkeypatch.setattr(parts_answered, "unmet", lambda query, item: 0.0)
    text = f"who pays for it? {leant}"
    part = State("who pays for it?", searched_as=text, query=bot._steps._prepare(text))
    said = _saying(bot, "The sailors pay for the Sorrel ferry.")
    assert parts_answered._is_of_the_same(part, said) is same


@pytest.mark.parametrize(
    ("part", "text", "has"),
    [
        ("when?", "Lee closed the quay on 4 May 2021.", True),
        ("when?", "Lee closed the quay.", False),
        ("why?", "Lee closed the quay on 4 May 2021.", False),
        ("when did it open?", "Lee closed the quay on 4 May 2021.", False),
    ],
)
def test_one_sentence_may_have_all_that_bare_words_ask_for(
    bot: Chatbot, part: str, text: str, has: bool
) -> None:
    assert part_by_part._has_for_bare(State(part, searched_as=part), _saying(bot, text)) is has


@pytest.mark.parametrize(
    ("asked", "behind", "same", "one"),
    [
        ("which ferry is due?", "when?", True, True),
        ("which ferry is due?", "when?", False, False),
        ("which ferry is due?", "when did it sink?", True, False),
        ("how much did the ferry cost?", "when?", True, False),
    ],
)
def test_what_tells_when_of_which_has_told_which(
    bot: Chatbot,
    monkeypatch: pytest.MonkeyPatch,
    asked: str,
    behind: str,
    same: bool,
    one: bool,
) -> None:
    monkeypatch.setattr(parts_answered, "sure_of", lambda part: 0.7)
    said = replace(_saying(bot, "The Sorrel ferry is due in May 2022."), odds=1.5)
    other = _saying(bot, "The ferry is late.")
    first = State(asked, evidence=(said if same else other,))
    assert _is_of_one(first, State(behind, evidence=(said,))) is one


@pytest.mark.parametrize(
    ("first", "second", "text", "ground"),
    [
        ("who disputed it?", "why?", "Lee held that the toll was too high.", True),
        ("who disputed it?", "why?", "Lee disputed the toll that the board set.", False),
        ("who won the contest?", "why?", "Lee held that the toll was too high.", False),
        ("who disputed it?", "when?", "Lee held that the toll was too high.", False),
        ("who disputed it?", "why was it paid?", "Lee held that the toll was too high.", False),
        ("who paid it?", "why?", "Lee said that the toll was too high.", False),
    ],
)
def test_what_one_who_disputes_says_is_why(
    bot: Chatbot, first: str, second: str, text: str, ground: bool
) -> None:
    told = _saying(bot, text)
    assert _is_its_ground(State(second), State(first, evidence=(told,))) is ground


@pytest.mark.parametrize(
    ("part", "asks"),
    [
        ("what came of it?", True),
        ("and what happened in the end?", True),
        ("with what result?", True),
        ("how did that turn out?", True),
        ("what happened to the quay?", False),
        ("what was the result of the vote?", False),
    ],
)
def test_what_came_of_the_part_before(part: str, asks: bool) -> None:
    assert asks_outcome(part) is asks


@pytest.mark.parametrize(
    ("odds", "own", "whole"), [(1.5, 1.0, True), (0.5, 0.0, False), (1.5, 2.0, False)]
)
def test_what_came_of_it_is_told_by_what_answers_the_whole_question(
    bot: Chatbot, monkeypatch: pytest.MonkeyPatch, odds: float, own: float, whole: bool
) -> None:
    steps = bot._steps

    def chosen(question: str) -> State:
        return steps.choose(steps.find(steps.understand(State(question))))

    class Reading:
        def rerank(self, question: str, ranked: list[Evidence]) -> list[Evidence]:
            return [replace(item, odds=odds, read_by="large") for item in ranked[:6]]

    whole_one = "How many sailors did the Sorrel ferry employ, and what came of it?"
    asked = steps.find(steps.understand(State(whole_one)))
    first = chosen("How many sailors did the Sorrel ferry employ in 2018?")
    second = chosen("What did the ferry company agree to buy?")
    second = replace(second, evidence=(replace(second.evidence[0], odds=own),))
    monkeypatch.setattr(part_by_part, "reader_of", lambda state, reader: Reading())
    told = steps._chooser._parts._outcome(asked, second, first)
    assert (told is not second) is whole
    said = {sentence for item in first.evidence for sentence in item.sentences}
    assert not said & {item.sentence for item in told.evidence}
    assert not whole or "sailors" not in told.evidence[0].text


@pytest.mark.parametrize(
    ("other", "odds", "another"),
    [
        ("Keeping them costs 9 million crowns a year.", 2.5, True),
        ("Keeping them costs 9 million crowns a year.", 1.0, False),
        ("The port buys 20 boats for 3 million crowns.", 2.5, False),
        ("Keeping them is dear.", 2.5, False),
    ],
)
def test_what_was_told_for_one_part_is_not_told_for_another_that_has_its_own_figure(
    bot: Chatbot, other: str, odds: float, another: bool
) -> None:
    told = replace(_saying(bot, "The port buys 20 boats for 3 million crowns."), odds=2.8)
    part = State("what will it cost to keep them?", searched_as="what will it cost to keep them?")
    item = replace(_saying(bot, other), odds=odds)
    if item.text == told.text:
        item = replace(item, sentence=told.sentence)
    assert part_by_part._is_another(part, item, told) is another
