"""Which sentences, side by side, belong to an answer of several."""

from __future__ import annotations

import pytest

from rag.models.embedding import load_tokenizer, packaged_folder
from rag.models.large_cross_encoder import FRAMING, PLACES, installed
from rag.models.list_reader import (
    BEFORE,
    HEADING,
    LEAD,
    QUESTION,
    ROOM,
    SENTENCE,
    TITLE,
    Line,
    Stretch,
    Tokens,
    load_list_reader,
    split,
)

needs_packages = pytest.mark.skipif(not installed(), reason="its packages are not installed")

ASKED, GRANTED = "What is asked for", "What the court decides"
LINES = (
    Line("The claimant asks for:", "paragraph", True, ASKED),
    Line("damages of $2,400,000", "item", True, ASKED),
    Line("the minutes of the meeting of 4 May", "item", True, ASKED),
    Line("her costs in both courts", "item", True, ASKED),
    Line("The hearing took place in June.", "paragraph", True, ASKED),
    Line("The court awards damages of $300,000.", "paragraph", True, GRANTED),
    Line("The rest is dismissed.", "paragraph", False, GRANTED),
)
TITLE_WORDS = "Byrd v. Harbour Board"
STRETCH = Stretch(TITLE_WORDS, LINES)


def words(tokens: Tokens, first: int, end: int) -> str:
    """What a window reads, in words; a bar for each token between."""
    window = tokens.window(tokens.of("What does she want?"), first, end)
    tokenizer = load_tokenizer(packaged_folder())
    text = ""
    for token in window.ids.tolist():
        is_word = token >= FRAMING.shift
        text += tokenizer.decode([token - FRAMING.shift]) + " " if is_word else "| "
    return text.strip()


def tokens_of(lines: tuple[Line, ...] = LINES, title: str = TITLE_WORDS) -> Tokens:
    return Tokens(load_tokenizer(packaged_folder()), title, lines)


def test_sentences_stand_under_their_headings_and_behind_what_announces_them() -> None:
    read = words(tokens_of(), 2, 6)
    assert read.startswith(
        "| what does she want ? | | byrd v . harbour board | what is asked for |"
    )
    assert "is asked for | the claim ##ant asks for : - damages of $ 2 , 400 , 000 |" in read
    assert "| - the minutes of the meeting of 4 may | - her costs in both courts |" in read
    assert "in june . | what the court decides | the court awards" in read
    assert words(tokens_of(), 6, 7).count("dismissed") == 1


def test_what_announces_a_long_list_is_read_with_its_last_items() -> None:
    item = Line("the minutes of every meeting of the board since May", "item", True, ASKED)
    read = words(tokens_of((LINES[0], *[item] * 9)), 8, 9)
    assert read.count("the claim ##ant asks for :") == 1
    assert "asks for : | " in read
    assert words(tokens_of((*[item] * 9,)), 8, 9).count("minutes") == 4


def test_stretches_are_the_sentences_own_tokens() -> None:
    tokens = tokens_of()
    window = tokens.window(tokens.of("What?"), 0, len(LINES))
    assert [end - start for start, end in window.stretches] == [6, 9, 9, 6, 7, 10, 5]
    starts = [start for start, _ in window.stretches]
    assert starts == sorted(starts) and window.stretches[-1][1] < len(window.ids)


def test_a_window_never_has_more_tokens_than_there_are_places() -> None:
    long = "word " * 400
    lines = tuple(Line(long, "item", True, f"{long}{at}") for at in range(40))
    tokens = tokens_of(lines, title=long)
    short = tokens_of(tuple(Line("word", "row", True, f"{at} {long}") for at in range(99)), long)
    around = QUESTION + TITLE + HEADING + LEAD + BEFORE
    for each in (tokens, short):
        for first, end in split(each.lengths):
            window = each.window(each.of(long), first, end)
            assert len(window.ids) <= min(PLACES, around + ROOM + SENTENCE)


def test_a_sentence_without_a_word_is_read_as_a_mark() -> None:
    lines = (Line("", "paragraph", True), Line("Nobody was hurt.", "paragraph", True))
    tokens = tokens_of(lines)
    assert tokens.lengths[0] == 2
    assert len(tokens.window(tokens.of("Who?"), 0, 2).stretches) == 2


@needs_packages
def test_items_that_say_nothing_alone_are_told_by_what_stands_above_them() -> None:
    reader = load_list_reader()
    (odds,) = reader.read("What does the claimant want from the court?", [STRETCH])
    assert min(odds[1:4]) > 0 > max(odds[4:])
    (granted,) = reader.read("What did the court award?", [STRETCH])
    assert granted[5] > max(0, *granted[1:4])


@needs_packages
def test_what_nobody_tells_is_told_by_none() -> None:
    (odds,) = load_list_reader().read("Which witnesses were heard in May?", [STRETCH])
    assert max(odds) < 0
