"""Lists that are read as one text, and given whole where that answers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from rag.listing.as_one import FIRST, WORDS, as_one
from rag.listing.items import LONGEST, Item
from rag.listing.places import AS_ONE, EACH, Place, promising, telling
from rag.retrieving.evidence import UNREAD
from tests.test_items import items, passage, shown

RELIEF = """
They pray for this:
(a) damages of 900 crowns (hardly);
(b) costs (not);
(c) interest (not).
"""


def place(text: str, odds: float, *, each: float | None = None) -> Place:
    """What a text sets out, its first run read as one, its items with the odds given."""
    made = items(passage(text))
    run = next(as_one(made)).run
    if each is not None:
        made = tuple(_read(item, each) if at in run else item for at, item in enumerate(made))
    return Place(made, listed=run, odds=odds)


def _read(item: Item, odds: float) -> Item:
    return replace(item, sentences=tuple(replace(x, odds=odds) for x in item.sentences))


def test_a_run_is_read_with_the_first_words_of_each_item_behind_its_lead() -> None:
    (one,) = as_one(items(passage(RELIEF)))
    assert one.lead == "They pray for this:"
    assert one.text.startswith("(a) damages of 900 crowns")
    assert "(c) interest" in one.text
    assert one.first.text.startswith("(a)")


def test_of_a_long_run_so_many_words_are_read_and_of_a_very_long_one_none() -> None:
    long = "\n".join(f"{n}. {'word ' * 30}end {n}." for n in range(1, 12))
    (one,) = as_one(items(passage(long)))
    assert len(one.text.split()) <= max(WORDS, 5 * FIRST)
    assert one.lead == ""
    endless = "\n".join(f"{n}. Word." for n in range(1, LONGEST + 2))
    assert list(as_one(items(passage(endless)))) == []


def test_a_list_that_answers_as_one_is_given_whole_with_what_announces_it() -> None:
    whole = telling("What relief do they ask for?", place(RELIEF, 1.5, each=-1.0))
    assert [each[0].split(" (")[0] for each in shown(whole.items)] == [
        "They pray for this:",
        "(a) damages of 900 crowns",
        "(b) costs",
        "(c) interest",
    ]
    assert whole.said == "All 3 items of one list are given."


@pytest.mark.parametrize(("odds", "each"), [(AS_ONE - 0.1, 0.0), (2.0, EACH - 0.1), (UNREAD, None)])
def test_a_list_that_does_not_answer_as_one_is_not(odds: float, each: float | None) -> None:
    assert place(RELIEF, odds, each=each).list_told == ()


def test_two_items_are_no_list_to_be_read_as_one() -> None:
    assert place("(a) damages;\n(b) costs.", 2.0).list_told == ()


def test_each_row_of_a_table_must_answer_more_likely() -> None:
    rows = "\n".join(f"=Name: {name}; Loss: 9" for name in ("Ann", "Bo", "Cy"))
    assert place(rows, 2.0, each=-0.5).list_told == ()
    assert place(rows, 2.0, each=0.5).list_told == (0, 1, 2)


def test_an_item_that_is_named_is_asked_for_alone() -> None:
    text = "Berth 1. It is shut.\nBerth 2. It is open.\nBerth 3. It is new."
    given = place(text, 2.0, each=-1.0)
    assert len(telling("How are the berths?", given).run) == len(given.items)
    assert telling("How is berth 2?", given).run == ()


def test_what_answers_as_one_tells_more_and_its_items_are_read_first() -> None:
    text = "1. Oil it (unread).\n2. Lift it (unread).\n3. Shut it (unread).\nSo it was (likely)."
    own = place(text, 1.0)
    assert own.promise == 1.0
    assert own.told == pytest.approx((Place(own.items).told + 1.0) / 2)
    assert list(promising(own)) == [0, 1, 2]
