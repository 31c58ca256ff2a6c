"""What of the sections around what was found belongs to an answer, as it was read side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from rag.listing.together import (
    BESIDE,
    LEAST,
    MOST,
    UNDER,
    Key,
    Together,
    completed,
    read_together,
    sections_around,
    side_by_side,
)
from rag.records import Block, Document
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found
from rag.retrieving.sections import Section
from tests.test_items import evidence as of_items
from tests.test_items import passage

WANTED = """
What the guild asks for:
1. A new slipway. | The old one is nine feet wide.
2. A crane.
3. Tea.
The guild met in June.
"""
ODDS = {"1.": 1.0, "2.": 0.5, "3.": -4.0}


def test_what_stands_side_by_side_is_one_stretch_with_its_headings() -> None:
    first, second = (
        passage("# Pier\nIt is shut. | It is old."),
        passage("*a crane", start=40, row=1),
    )
    apart = passage("Tea was served.", start=90, row=4)
    text = first.entry.passage.text
    blocks = (Block(0, 4, "heading"), Block(6, len(text)), Block(40, 47, "item"), Block(90, 105))
    document = Document("doc", "/doc.md", "a" * 64, text, "markdown", "The pier", blocks=blocks)
    sections = [Section((apart,)), Section((second,)), Section((first,))]
    (stretch, keys), (other, _) = side_by_side(sections, {"doc": document})
    assert [line.text for line in stretch.lines] == ["It is shut.", "It is old.", "a crane"]
    assert [line.begins for line in stretch.lines] == [True, False, True]
    assert [line.kind for line in stretch.lines] == ["paragraph", "paragraph", "item"]
    assert {line.heading for line in stretch.lines} == {"Pier"}
    assert keys == (("doc", 6), ("doc", 18), ("doc", 40))
    assert [line.text for line in other.lines] == ["Tea was served."]
    assert list(side_by_side([], {})) == []


def test_sections_are_taken_whole_and_once_until_enough_is_read(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    many = " | ".join(f"Sentence {number}." for number in range(MOST - 1))
    one, two, three = passage("One."), passage(many, row=1), passage("Three. | Four.", row=2)
    own = {0: Section((one, two)), 1: Section((two,)), 2: Section((three,))}
    monkeypatch.setattr("rag.listing.together.section_of", lambda found, *_: own[found.row])
    taken = sections_around([one, two, three], None, None)  # type: ignore[arg-type]
    assert [[each.row for each in section.passages] for section in taken] == [[0, 1]]
    taken = sections_around([three, one, two], None, None)  # type: ignore[arg-type]
    assert [[each.row for each in section.passages] for section in taken] == [[2]]


def read_of(
    monkeypatch: pytest.MonkeyPatch, *founds: Found, odds: dict[str, float]
) -> Together | None:
    """Sections of one passage each as they were read; odds by the beginning of a sentence."""
    ranked = lambda _, passages, **__: [x for own in passages for x in of_items(own)]  # noqa: E731
    monkeypatch.setattr("rag.listing.together.rank", ranked)
    told: dict[Key, float] = {}
    for found in founds:
        for sentence in found.entry.passage.sentences:
            text = found.entry.passage.text_of(sentence)
            own = [value for opening, value in odds.items() if text.startswith(opening)]
            told[found.document_id, sentence.start] = own[0] if own else -5.0
    sections = [Section((found,)) for found in founds]
    return read_together(sections, told, None, None)  # type: ignore[arg-type]


def answer(
    monkeypatch: pytest.MonkeyPatch,
    *founds: Found,
    odds: dict[str, float],
    before: Sequence[Evidence] = (),
) -> tuple[Evidence, ...]:
    """What is quoted of some sections, beside what was quoted before."""
    together = read_of(monkeypatch, *founds, odds=odds)
    assert together is not None
    return completed(before, together, most=14)


def test_items_that_belong_are_quoted_behind_what_announces_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quoted = answer(monkeypatch, passage(WANTED), odds=ODDS)
    assert [each.text for each in quoted] == [
        *("What the guild asks for:", "1. A new slipway.", "2. A crane.")
    ]
    assert all(len(each.sentences) == 1 for each in quoted)
    assert all(each.read_by == "large" for each in quoted)
    together = read_of(monkeypatch, passage(WANTED), odds=ODDS)
    assert together is not None and together.told == pytest.approx((1.0 + 0.5 - 4.0) / 3)


def test_a_further_sentence_of_an_item_is_quoted_where_it_belongs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quoted = answer(monkeypatch, passage(WANTED), odds={**ODDS, "The old": 0.4})
    assert [len(each.sentences) for each in quoted] == [1, 2, 1]


def test_what_is_much_less_likely_than_the_best_belongs_not(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    near = {"1.": 3.0, "2.": 3.0 - UNDER, "3.": 2.9 - UNDER}
    assert len(answer(monkeypatch, passage(WANTED), odds=near)) == 3
    low = {"1.": LEAST, "2.": LEAST - 0.1}
    assert len(answer(monkeypatch, passage(WANTED), odds=low)) == 2


def test_of_other_sections_those_belong_that_are_nearly_as_likely(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = (
        passage("Rot was found. | Nets were torn. | Piles sank."),
        passage("A winch broke. | Ropes were lost. | Lamps failed.", start=60, row=1),
    )
    said = {"Rot": 1.0, "Nets": 1.0, "Piles": 1.0}
    for less, count in ((BESIDE - 0.1, 6), (BESIDE + 0.1, 3)):
        other = dict.fromkeys(("A winch", "Ropes", "Lamps"), 1.0 - less)
        quoted = answer(monkeypatch, second, first, odds={**said, **other})
        assert len(quoted) == count
        assert quoted[0].text == "Rot was found."


def test_what_was_quoted_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    found, other = passage(WANTED), passage("Elsewhere a hoist is wanted.", start=300, row=7)
    slipway, crane, met = (
        next(each for each in of_items(found) if each.text.startswith(opening))
        for opening in ("1.", "2.", "The guild")
    )
    (elsewhere,) = of_items(other)
    quoted = answer(monkeypatch, found, odds=ODDS, before=(met, elsewhere))
    assert [each.text for each in quoted] == [
        *("Elsewhere a hoist is wanted.", "What the guild asks for:"),
        *("1. A new slipway.", "2. A crane.", "The guild met in June."),
    ]
    whole = replace(slipway, followed_by=(crane.sentence,))
    quoted = answer(monkeypatch, found, odds=ODDS, before=(whole,))
    assert [len(each.sentences) for each in quoted] == [1, 2]


def test_where_it_surely_answers_only_its_own_sections_add_to_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    first, second = (
        passage("Rot was found. | Nets were torn."),
        passage("A winch broke. | Ropes were lost.", start=60, row=1),
    )
    odds = dict.fromkeys(("Rot", "Nets", "A winch", "Ropes"), 1.0)
    together = read_of(monkeypatch, first, second, odds=odds)
    assert together is not None
    rot, nets = of_items(first)
    assert len(completed((rot,), together, most=14)) == 4
    own = completed((rot,), together, most=14, anywhere=False)
    assert [each.text for each in own] == [rot.text, nets.text]


def test_no_more_is_added_than_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    found = passage("Rot was found. | Nets were torn. | Piles sank.")
    rot, nets, piles = of_items(found)
    odds = {"Rot": 1.0, "Nets": 1.0, "Piles": 1.2}
    together = read_of(monkeypatch, found, odds=odds)
    assert together is not None
    for most, texts in (
        (14, [rot.text, nets.text, piles.text]),
        (2, [rot.text, piles.text]),
        (1, [rot.text]),
    ):
        assert [each.text for each in completed((rot,), together, most=most)] == texts


def test_nothing_is_added_that_was_said_already(monkeypatch: pytest.MonkeyPatch) -> None:
    found, again = (
        passage("The guild wants a crane."),
        passage("The guild wants a crane.", start=90, row=3),
    )
    (said,) = of_items(found)
    assert answer(monkeypatch, again, odds={"The": 2.0}, before=(said,)) == (said,)


def test_of_nothing_nothing_belongs(monkeypatch: pytest.MonkeyPatch) -> None:
    assert read_of(monkeypatch, passage("# Pier"), odds={}) is None
    assert read_together([], {}, None, None) is None  # type: ignore[arg-type]
