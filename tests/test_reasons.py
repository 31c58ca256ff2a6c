"""Why something is so: said in the sentence itself, or beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import rag
from rag.indexing.index_files import Entry
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence, text_of
from rag.retrieving.following import nothing_after
from rag.retrieving.found import Found
from rag.retrieving.reasons import (
    asks_why,
    best_reason,
    explains_refusal,
    forbids,
    gives_reason,
    may_give_reason,
    prefer_reasons,
    replies,
    with_reason,
)


def items(*lines: tuple[str, float]) -> list[Evidence]:
    """The sentences of one passage, each with its score."""
    text, sentences = "", []
    for line, _ in lines:
        start = len(text) + bool(text)
        text = f"{text} {line}".strip()
        sentences.append(Sentence(start, len(text), Speaker("Board")))
    passage = Passage("0", "doc", 0, len(text), text, (), tuple(sentences))
    entry = Entry(passage, "key", "Title", np.arange(len(lines) + 1, dtype=np.int32))
    found = Found(0, entry, 0.5, 0.5, np.ones((len(lines), 1), np.float32))
    return [
        Evidence(found, sentence, score, found.matches[0])
        for sentence, (_, score) in zip(sentences, lines, strict=True)
    ]


def texts(item: Evidence) -> list[str]:
    return [text_of(item.found, sentence) for sentence in item.sentences]


@pytest.mark.parametrize(
    ("question", "why"),
    [
        ("Why did it close?", True),
        ("What reason did the board give?", True),
        ("What caused the delay?", True),
        ("When did it close?", False),
    ],
)
def test_questions_that_want_a_reason(question: str, why: bool) -> None:
    assert asks_why(question) is why


@pytest.mark.parametrize(
    "text",
    [
        "It closed because of the storm.",
        "Backlogs led the port to ask captains for their papers.",
        "In response to complaints, the board lowered the dues.",
        "The delay was due in part to ice.",
        "Since ice blocks the bay, no ship leaves.",
    ],
)
def test_plain_reasons(text: str) -> None:
    assert gives_reason(text, plainly=True)


@pytest.mark.parametrize("text", ["It has been closed since 2011.", "The quay opened in May."])
def test_no_reasons(text: str) -> None:
    assert not gives_reason(text)


def test_a_purpose_is_a_reason_but_no_plain_one() -> None:
    text = "The board met in order to set the dues."
    assert gives_reason(text) and not gives_reason(text, plainly=True)


def test_reasons_that_come_close_go_first() -> None:
    closed, why, far = items(
        ("The quay was closed.", 1.0),
        ("Ice was the reason.", 0.9),
        ("Ships left because of war.", 0.5),
    )
    ranked = prefer_reasons("Why was it closed?", [closed, why, far])
    assert [item.sentence for item in ranked] == [why.sentence, closed.sentence, far.sentence]
    assert ranked[0].score == 1.0
    assert prefer_reasons("Why?", []) == []


@pytest.mark.parametrize(("odds", "first"), [(1.0, 1), (-2.0, 0), (None, 0)])
def test_reasons_further_off_go_first_where_the_matter_is_told_of(
    odds: float | None, first: int
) -> None:
    closed, why = items(("The quay was closed.", 1.0), ("Ice was the reason.", 0.82))
    ranked = prefer_reasons("Why was it closed?", [replace(closed, odds=odds), why])
    assert ranked[0].sentence == (closed, why)[first].sentence


@pytest.mark.parametrize(
    ("best", "reason", "first"),
    [
        (1.5, -3.1, 0),
        (4.0, 1.0, 0),
        (-0.5, -2.0, 0),
        (1.5, 0.6, 1),
        (-2.0, -2.9, 1),
        (-2.0, 0.5, 1),
        (None, -3.0, 1),
        (1.5, None, 1),
    ],
)
def test_a_reason_much_less_likely_to_answer_does_not_go_first(
    best: float | None, reason: float | None, first: int
) -> None:
    told, why = items(
        ("The clerk replied that the mail had been lost.", 1.0), ("Ice: the reason.", 0.9)
    )
    ranked = prefer_reasons(
        "Why was the port told so late?", [replace(told, odds=best), replace(why, odds=reason)]
    )
    assert ranked[0].sentence == (told, why)[first].sentence


@pytest.mark.parametrize(
    ("before", "text", "reply"),
    [
        ("Kent asked why the town was told so late.", "Wren replied that he had been away.", True),
        ("The mayor then asked Wren why it rained in.", "He said that the roof leaked.", True),
        ("“Why so late?” asked Kent.", "Wren told him of the storm.", True),
        ("Kent asked when the town was told.", "Wren replied that he had been away.", False),
        ("Kent asked why the town was told so late.", "The storm came in May.", False),
        ("Kent knew why the town was told so late.", "Wren said that it was cold.", False),
    ],
)
def test_what_is_said_to_a_question_why_is_a_reply(before: str, text: str, reply: bool) -> None:
    _, item = items((before, 0.5), (text, 1.0))
    assert replies(item) is reply
    assert not replies(replace(item, odds=-1.0))


def test_what_takes_for_granted_what_is_asked_does_not_go_first() -> None:
    (pile,) = items(("The pile grows because clerks may not read letters.", 0.9))
    (dark,) = items(("Clerks may not read letters because it is dark.", 0.9))
    (told,) = items(("Clerks may not read letters.", 1.0))
    why = "Why may clerks not read letters?"
    assert prefer_reasons(why, [told, pile])[0].sentence == told.sentence
    assert prefer_reasons(why, [told, dark])[0].sentence == dark.sentence


@pytest.mark.parametrize(
    ("text", "after", "brought"),
    [
        ("The pile grows because clerks may not read letters.", "This is due to a rule.", True),
        ("Clerks may not read letters.", "This is due to a rule.", True),
        ("Clerks may not read letters because it is dark.", "This is due to a rule.", False),
        ("Clerks may not read letters.", "Dues rose because of war.", False),
    ],
)
def test_the_sentence_after_is_the_best_reason_where_it_explains_that(
    text: str, after: str, brought: bool
) -> None:
    item, _ = items((text, 0.9), (after, 0.2))
    reason = best_reason("Why may clerks not read letters?", item, nothing_after)
    assert (reason is not None and reason.text == after) is brought


def test_reasons_for_something_else_do_not_go_first() -> None:
    (left,) = items(("Kent left the league.", 1.0))
    (ended,) = items(("The league was ended because of its cost.", 0.9))
    assert prefer_reasons("Why did Kent leave?", [left, ended])[0].sentence == left.sentence
    assert prefer_reasons("Why did the town leave?", [left, ended])[0].sentence == ended.sentence


def test_the_sentence_after_is_brought_where_it_gives_the_reason() -> None:
    closed, _ = items(("The quay was closed.", 1.0), ("This was due to ice.", 0.2))
    assert texts(with_reason(closed)) == ["The quay was closed.", "This was due to ice."]


def test_the_sentence_before_is_brought_where_it_was_the_reason() -> None:
    _, closed = items(("Ice had formed.", 0.2), ("Therefore the quay was closed.", 1.0))
    assert texts(with_reason(closed)) == ["Ice had formed.", "Therefore the quay was closed."]


def test_what_is_due_to_several_factors_brings_them() -> None:
    said = ("It closed due to several factors.", "Dues fell.", "Ice formed.", "Lee was mayor.")
    closed, *_ = items(*((text, 1.0) for text in said))
    assert texts(with_reason(closed)) == list(said[:3])


def test_nothing_is_brought_that_tells_of_something_else() -> None:
    closed, _ = items(("The quay was closed.", 1.0), ("Dues rose because of war.", 0.2))
    assert with_reason(closed) is closed


def test_the_reason_at_the_end_of_the_passage_before_is_brought(tmp_path: Path) -> None:
    talk = "The quay has nine piles and a lamp, and the town keeps four boats beside it all year. "
    story = f"# The quay\n\n{talk * 8}\n\n{{}}\n\n{{}} {talk * 7}\n"
    reason = "Nobody told the captains where the new lamps would stand."
    (tmp_path / "docs").mkdir()
    told = "As a result, the captains still resist the rules of the harbour."
    (tmp_path / "docs" / "quay.md").write_text(story.format(reason, told), "utf-8")
    with rag.Chatbot.open(tmp_path / "docs", index_dir=tmp_path / "index") as bot:
        answer = bot.ask("Why do the captains still resist the rules of the harbour?")
    assert [said.text for said in answer.statements] == [reason, told]


@pytest.mark.parametrize(
    ("told", "after", "why"),
    [
        ("The port did not concur with the advice.", "It stated that a crane would do.", True),
        ("HF disagreed with the advice.", "HF officials said that a crane would do.", True),
        ("HF disagreed with the advice.", "MOR said that a crane would do.", False),
        ("HF disagreed with the advice.", "It paid for a crane.", False),
        ("The port agreed with the advice.", "It stated that a crane would do.", False),
    ],
)
def test_who_does_not_agree_says_why_in_the_sentence_after(
    told: str, after: str, why: bool
) -> None:
    item, behind = items((told, 0.6), (after, 0.5))
    whole = with_reason(item)
    assert texts(whole) == ([told, after] if why else [told])
    assert explains_refusal(whole) is why
    assert explains_refusal(behind) is why


@pytest.mark.parametrize(
    ("text", "may"),
    [
        ("The port has lost money every year since 2007.", False),
        ("It has done so since fiscal year 2007.", False),
        ("It has done so since then.", False),
        ("It has done so since May.", False),
        ("It has done so since the end of 2003.", False),
        ("It does so, since the board has no money.", True),
        ("It failed, since 40 piles were rotten.", True),
        ("It failed, since Arnfield left the league.", True),
    ],
)
def test_since_when_is_no_reason(text: str, may: bool) -> None:
    assert may_give_reason(text) is may


def test_who_complains_of_something_may_say_why() -> None:
    assert may_give_reason("Lee complained that the board had left her letter unread.")
    assert may_give_reason("The board agreed to it in exchange for a longer lease.")
    assert may_give_reason("She left in May for lack of funds.")


def test_what_was_not_enough_may_be_why() -> None:
    assert may_give_reason("The bonus was reportedly not large enough to move any port.")


@pytest.mark.parametrize(
    ("question", "text", "why"),
    [
        ("Why couldn't the port open?", "The port was prohibited from opening.", True),
        ("Why was the port not allowed to open?", "The act barred it from opening.", True),
        ("Why did the port open?", "The port was prohibited from opening.", False),
        ("Why couldn't the port open?", "The port opened in May.", False),
        ("Why can't the port open?", "The act forbids it.", True),
        ("Why wasn't the port allowed to open?", "The act forbids it.", True),
        ("Why was the port unable to open?", "The act forbids it.", True),
        ("Why was the port allowed to open?", "The act barred it from closing.", False),
        ("Why couldn't the port open?", "The law does not forbid opening.", False),
        ("Why wasn't Kent dismissed?", "Kent lacked the authority to hire.", False),
    ],
)
def test_what_forbids_it_is_why_it_could_not_be(question: str, text: str, why: bool) -> None:
    assert forbids(question, text) is why
