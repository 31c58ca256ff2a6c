"""Comparisons: the numbers and verbs in which answers differ are marked, and only those."""

from __future__ import annotations

from rag.comparison import compare_answers
from rag.records import Answer, Speaker, Statement

BOARD = Speaker("The board")


def answer(*sentences: str) -> Answer:
    return Answer(
        question="What happened?",
        searched_as="What happened?",
        statements=tuple(Statement(text, (1,), BOARD) for text in sentences),
        citations=(),
        refusal=None,
        hits=(),
        confidence=0.9,
    )


def test_shared_numbers_agree_and_the_others_differ() -> None:
    found = compare_answers(
        "What happened?",
        {
            "one": answer("In 2019 the board closed 3 quays.", "It spent $1.5 million."),
            "two": answer("In 2019 the board closed 4 quays."),
        },
    )
    assert found.agreeing == ("2019", "closed")
    assert found.differing == {"one": ("3", "$1.5 million"), "two": ("4",)}


def test_verbs_that_differ_are_marked() -> None:
    found = compare_answers(
        "What happened?",
        {"one": answer("It was allowed."), "two": answer("It was refused.")},
    )
    assert (found.agreeing, found.differing) == ((), {"one": ("allowed",), "two": ("refused",)})


def test_a_document_that_does_not_answer_takes_no_part_in_what_agrees() -> None:
    found = compare_answers(
        "What happened?",
        {"one": answer("It closed in 2019."), "two": answer(), "three": answer("2019 it was.")},
    )
    assert found.agreeing == ("2019",)
    assert found.differing == {"one": ("closed",), "two": (), "three": ()}


def test_one_answer_alone_agrees_with_nobody() -> None:
    found = compare_answers("What happened?", {"one": answer("In 2019."), "two": answer()})
    assert (found.agreeing, found.differing["one"]) == ((), ("2019",))


def test_answers_keep_their_order() -> None:
    names = ["zebra", "ant", "mole"]
    found = compare_answers("What happened?", {name: answer("In 2019.") for name in names})
    assert list(found.answers) == names and found.agreeing == ("2019",)


def test_numbers_and_dates_are_compared_by_value_with_their_places() -> None:
    found = compare_answers(
        "What happened?",
        {
            "one": answer("By May 4, 2011 the board closed 1,000 quays, 3% of all."),
            "two": answer("One thousand quays were not closed by May 4, 2011, 3 percent."),
        },
    )
    values = {name: [(m.value, m.agrees) for m in marks] for name, marks in found.marks.items()}
    assert values == {
        "one": [("2011-05-04", True), ("closed", False), ("1000", True), ("3 percent", True)],
        "two": [("1000", True), ("not closed", False), ("2011-05-04", True), ("3 percent", True)],
    }
    assert "1,000" in found.agreeing and "One thousand" in found.agreeing
    for name, marks in found.marks.items():
        text = found.answers[name].statements[0].text
        assert [text[m.start : m.end] for m in marks if m.kind == "date"] == ["May 4, 2011"]


def test_a_large_number_and_a_day_are_compared_to_the_last_digit() -> None:
    found = compare_answers(
        "What was paid?",
        {
            "one": answer("It was $1,234,567 on 18 July 2012."),
            "two": answer("It was $1,234,571 on July 18, 2012."),
        },
    )
    assert found.differing == {"one": ("$1,234,567",), "two": ("$1,234,571",)}
