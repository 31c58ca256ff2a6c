"""Whose a sentence is, where no word of it tells: read by what the small cross-encoder learned."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from rag.models.embedding import load_tokenizer, packaged_folder
from rag.models.speech_reader import (
    BETWEEN,
    FIRST,
    LAST,
    PLAIN,
    ROOM,
    SENTENCE,
    Line,
    Tokens,
    best_names,
    load_speech_reader,
    split,
    spread,
    whole_words,
)

TITLE = "Findings on the loss of the lamp at Orm Head"
EVIDENCE = (
    "The keeper, Mr Jon Sorrel, gave evidence for an hour.",
    "The lamp had been trimmed at dusk, and it had burned as well as ever when he went below.",
    "He saw no reason to climb the tower a second time.",
    "We do not accept that.",
    "The log has no entry after four o'clock.",
)
LINES = [Line(text, "paragraph", begins=number == 0) for number, text in enumerate(EVIDENCE)]


def _tokens(lines: list[Line]) -> Tokens:
    return Tokens(load_tokenizer(packaged_folder()), TITLE, lines)


def test_what_a_witness_tells_without_a_word_of_saying_is_the_witness_s() -> None:
    read = load_speech_reader().read(TITLE, LINES)
    assert [read[at].odds > 0 for at in range(5)] == [False, True, True, False, False]
    assert all("Sorrel" in read[at].name for at in (1, 2))


def test_a_name_is_given_as_it_stands_with_its_article() -> None:
    lines = [replace(LINES[0], text="The harbour master gave evidence for an hour."), *LINES[1:]]
    read = load_speech_reader().read(TITLE, lines)
    assert read[1].odds > 0 and read[1].name == "The harbour master"


def test_each_sentence_is_read_once_whatever_the_windows() -> None:
    many = [
        Line(f"{text} ({number})", "paragraph", begins=number % 3 == 0)
        for number, text in enumerate(EVIDENCE * 9)
    ]
    assert len(list(split(_tokens(many).lengths))) > 1
    reader = load_speech_reader()
    assert set(reader.read(TITLE, many)) == set(range(len(many)))
    some = reader.read(TITLE, many, at_most=2)
    assert 0 < len(some) < len(many) and some.items() <= reader.read(TITLE, many).items()
    rest = set(range(len(many))) - some.keys()
    besides = reader.read(TITLE, many, asked=rest)
    assert some.keys().isdisjoint(besides) and {**some, **besides} == reader.read(TITLE, many)
    assert reader.read(TITLE, many, asked=()) == {}


def test_nothing_to_read_gives_nothing() -> None:
    assert load_speech_reader().read(TITLE, []) == {}


def test_some_windows_are_spread_evenly() -> None:
    windows = [(at, at + 1) for at in range(10)]
    assert spread(windows, 4) == [(0, 1), (2, 3), (5, 6), (7, 8)]
    assert spread(windows, None) == spread(windows, 10) == windows


def test_sentences_share_windows_as_far_as_there_is_room() -> None:
    assert list(split([ROOM, 1, ROOM - 1, 2])) == [(0, 1), (1, 3), (3, 4)]
    assert list(split([ROOM + 50])) == [(0, 1)]
    assert list(split([30, 30, 30], first_room=30)) == [(0, 1), (1, 3)]
    assert list(split([])) == []


def test_a_window_has_marks_before_its_sentences_and_what_stands_around_them() -> None:
    lines = [replace(line, spoken_before="Ann Lee") for line in LINES]
    window = _tokens(lines).window(2, 4)
    ids = window.ids.tolist()
    assert ids[0] == FIRST and ids[-1] == BETWEEN
    assert [ids[at] for at in window.places] == [PLAIN, PLAIN]
    numbers = {source[0] for source in window.sources if source is not None}
    assert numbers == {-1, 0, 1, 2, 3, 4}  # who spoke before, before, the two, and the next


def test_a_long_sentence_is_cut_and_a_long_name_too() -> None:
    long = Line("word " * 500, "paragraph", begins=True, spoken_before="Name " * 100)
    tokens = _tokens([long])
    assert tokens.lengths == [1 + SENTENCE]
    window = tokens.window(0, 1)
    assert sum(source is not None and source[0] == -1 for source in window.sources) == LAST


def test_a_name_is_of_one_text_and_never_a_mark_or_the_title() -> None:
    window = _tokens(LINES).window(1, 3)
    chance = np.random.default_rng(1)
    for _ in range(50):
        scores = chance.normal(size=(2, len(window.ids), 2))
        for odds, start, end in best_names(scores, window):
            assert window.names_from <= start <= end
            assert all(window.sources[at] is not None for at in range(start, end + 1))
            assert not set(window.places) & set(range(start, end + 1))
            assert len({window.sources[at][0] for at in range(start, end + 1)}) == 1
            assert np.isfinite(odds)


@pytest.mark.parametrize("place", [0, 1])
def test_the_likeliest_name_is_the_best_first_and_last_token_together(place: int) -> None:
    window = _tokens(LINES).window(0, 3)
    scores = np.zeros((3, len(window.ids), 2))
    start = window.places[place] + 2
    scores[1, start, 0], scores[1, start + 1, 1] = 3.0, 4.0
    scores[:, 0] = 1.0
    assert best_names(scores, window)[1] == (5.0, start, start + 1)


@pytest.mark.parametrize(
    ("part", "name"),
    [
        ("Mr Lomas sum", "Mr Lomas"),
        ("Lomas", "Lomas"),
        ("Lom", "Lomas"),
        ("omas", "Lomas"),
        ("report", "the report"),
        ("parents.", "the parents."),
    ],
)
def test_a_name_is_of_whole_words(part: str, name: str) -> None:
    text = "Mr Lomas summarised the report of the parents."
    start = text.index(part)
    assert whole_words(text, start, start + len(part)) == name
