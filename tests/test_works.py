"""Works that a question names by title, and what a sentence says of them."""

from __future__ import annotations

import pytest

from rag.asking.works import Work, asks_of_work, tells

TIDE = Work("The Tide", ("author", "date"))


@pytest.mark.parametrize(
    ("question", "title", "facts"),
    [
        ("Who wrote the article 'Harbour Dues'?", "Harbour Dues", ("author",)),
        ("Who wrote “Do Dues Sink Ships?”", "Do Dues Sink Ships?", ("author",)),
        ("Who is the author of Harbour Dues?", "Harbour Dues", ("author",)),
        ("who published the report Harbour Dues", "Harbour Dues", ("author",)),
        ('In what year did "Harbour Dues" come out?', "Harbour Dues", ("date",)),
        ('Where was "Harbour Dues" published?', "Harbour Dues", ("place",)),
        ('Who wrote "Harbour Dues" and when was it issued?', "Harbour Dues", ("author", "date")),
        ('Who wrote the Arnfield Times article "Harbour Dues"?', "Harbour Dues", ("author",)),
        ('Who wrote the article "how dues sink ships"?', "how dues sink ships", ("author",)),
    ],
)
def test_questions_of_who_wrote_a_work_or_when(
    question: str, title: str, facts: tuple[str, ...]
) -> None:
    assert asks_of_work(question) == Work(title, facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "question",
    [
        'What does "Harbour Dues" say of captains?',
        'Who wrote "Harbour Dues" and what did it find?',
        'Who cited "Harbour Dues"?',
        'Who wrote that "officials misled" the towns?',
        "Who wrote the letter to Governor Quinn?",
        "Who wrote about Harbour Dues?",
        "Who published the study that found rot?",
        "When was the Harbour Project launched?",
        'When did "Harbour Dues" change the mind of the board?',
    ],
)
def test_other_questions(question: str) -> None:
    assert asks_of_work(question) is None


@pytest.mark.parametrize(
    ("text", "author", "date"),
    [
        ('Lee and North had studied the quay in the article "The Tide", 80 Sea 87, of 2013.', 1, 1),
        ('The Board published "The Tide", a report on quays, in January 2013.', 1, 1),
        ('Ada Lee also wrote for the Gazette a post of March 10, 2014 titled "The Tide".', 1, 1),
        ('"The Tide" is a commentary by A. Lee, published on April 11, 2012.', 1, 1),
        ('Lee\'s post "The Tide" was much read.', 1, 0),
        ('The book "The Tide" was written by Ann Wells.', 1, 0),
        ("Ada Lee and Bo North, “The Tide,” Journal of Quays, vol. 3 (2020): 12–14.", 1, 1),
        ("12 GAO, The Tide: How It Turned, GAO-05-9 (Washington, D.C.: Sept. 9, 2005).", 1, 1),
        ('A later study, known under the title "The Tide", found that dues fell in 2014.', 0, 0),
        ('Lee issued a statement on the article "The Tide" in May 2012.', 0, 0),
        ('Lee cites the article "The Tide" in her commentary of April 2012.', 0, 0),
        ('Lee\'s reply to the article "The Tide" came in May 2012.', 0, 0),
        ('In 2012, "The Tide" was much read.', 0, 0),
        ('The board learned from the article "The Tide" that piles rot.', 0, 0),
        ('The Board published "The Ebb" in 2013.', 0, 0),
    ],
)
def test_what_a_sentence_says_of_a_work(text: str, author: int, date: int) -> None:
    named = TIDE.is_named_in(text)
    assert (named and tells("author", TIDE, text), named and tells("date", TIDE, text)) == (
        bool(author),
        bool(date),
    )


def test_where_a_work_appeared() -> None:
    assert tells("place", TIDE, 'Lee wrote "The Tide", 80 Arnfield Law Review 87, of 2013.')
    assert tells("place", TIDE, '"The Tide" was published in the Gazette of Sorrel.')
    assert tells("place", TIDE, "Lee, “The Tide: How It Turned,” Journal of Quays, vol. 3.")
    assert not tells("place", TIDE, 'The board published "The Tide" in January 2013.')


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("She read The Tide again.", True),
        ("“THE TIDE”", True),
        ("Tides rise.", False),
        ("The tide came.", False),
        ("The Tide, Again", True),
    ],
)
def test_a_title_is_found_with_its_capitals(text: str, named: bool) -> None:
    assert TIDE.is_named_in(text) is named
