"""A question that fits several things says so, and is asked of the one that a reply names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest

from rag import Chatbot
from rag.answering.which_one import (
    FAR,
    FAR_LESS_SURE,
    LESS_SURE,
    OF_THE_SAME,
    SURE,
    Likeness,
    best_meant,
    leaves_open,
    may_mean_others,
    may_name_one,
    name_one,
    others_meant,
    tell_the_same,
    with_names,
)
from rag.asking.question import Query
from rag.cautions import WHICH
from rag.fitting.reranking import Reader
from rag.indexing.index_files import Entry
from rag.models import large_cross_encoder as large
from rag.models.cross_encoder import Size
from rag.page.markup import answer_html
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found
from rag.settings import Settings

needs_packages = pytest.mark.skipif(not large.installed(), reason="its packages are not installed")

QUESTION = "When was the programme established?"
MEALS = "The Meals programme was established in 1975."
FERRIES = "The Ferry programme was established in 2003."


def asked(text: str) -> Query:
    nothing = np.zeros((0, 4), np.float32)
    return Query(text, nothing[:, 0], nothing, nothing[:, 0], (), ())


def read(document: str, text: str, odds: float, size: Size = "large") -> Evidence:
    sentence = Sentence(0, len(text), Speaker("The council"))
    passage = Passage(document, document, 0, len(text), text, (), (sentence,))
    entry = Entry(passage, document, document, np.arange(2, dtype=np.int32))
    found = Found(0, entry, 0.5, 0.5, np.zeros((1, 0), np.float32))
    return Evidence(found, sentence, 0.5, np.zeros(0, np.float32), odds=odds, read_by=size)


class Told(Reader):
    """Reads as it is told to."""

    def read(self, question: str, evidence: Sequence[Evidence], *, most: int = 6) -> list[Evidence]:
        return [replace(item, odds=TOLD.get(item.text, -3.0), read_by="large") for item in evidence]


TOLD = {FERRIES: 2.9}


def alike(cosine: float, *of_one: str) -> Likeness:
    """Passages of these documents tell of one thing; each other one is so near to the others."""

    def likeness(item: Found, others: Sequence[Found]) -> list[float]:
        both = [{item.entry.key, other.entry.key} <= set(of_one) for other in others]
        return [OF_THE_SAME if each else cosine for each in both]

    return likeness


@pytest.mark.parametrize(
    ("question", "open_"),
    [
        (QUESTION, True),
        ("Did HHS concur with the recommendations?", True),
        ("How long did this survey take?", True),
        ("What is a detainer?", False),
        ("Did the agency agree with OIG-12-64?", False),  # a number tells which
        ("What did the council decide in 2021?", False),
    ],
)
def test_what_points_at_something_may_leave_it_open(question: str, open_: bool) -> None:
    assert leaves_open(question) == open_


@pytest.mark.parametrize(
    ("question", "may"),
    [
        (QUESTION, True),
        ("What is the difference between the two meals?", False),
        ("How do the reports differ?", False),
    ],
)
def test_what_tells_things_apart_means_all_of_them(question: str, may: bool) -> None:
    assert may_mean_others(asked(question), read("meals", MEALS, 3.0)) is may


def meant(
    *others: Evidence,
    question: str = QUESTION,
    best: Evidence | None = None,
    of_one: str = "",
    cosine: float = FAR,
) -> list[str]:
    first = best or read("meals", MEALS, 3.0)
    near = [first, *others]
    likeness = alike(cosine, *of_one.split())
    return [item.text for item in others_meant(asked(question), first, near, Told(), likeness)]


def test_what_another_document_says_of_something_else_is_meant_as_well() -> None:
    assert meant(read("ferry", FERRIES, 3.0 - LESS_SURE + 0.1)) == [FERRIES]


def test_of_a_passage_that_is_far_off_less_is_asked() -> None:
    other = read("ferry", FERRIES, 3.0 - FAR_LESS_SURE + 0.1)
    assert meant(other) == [] and meant(other, cosine=FAR - 0.1) == [FERRIES]


def test_the_best_sentence_of_a_document_that_was_not_read_is_read() -> None:
    assert meant(replace(read("ferry", FERRIES, 0.0), odds=None)) == [FERRIES]
    assert meant(replace(read("ferry", MEALS, 0.0), odds=None)) == []


def test_of_a_document_of_which_nothing_read_answers_two_more_are_read() -> None:
    beside = read("ferry", "The Ferry programme runs daily.", -2.0)
    unread = [replace(read("ferry", text, 0.0), odds=None) for text in (MEALS, FERRIES, FERRIES)]
    assert meant(beside, *unread) == [FERRIES]
    assert meant(beside, unread[0], unread[0], unread[1]) == []


def test_a_copy_of_the_document_is_not_another_thing() -> None:
    other = read("copy", FERRIES, 3.0)
    entry = replace(other.found.entry, context="meals\nIntroduction")  # its title, and a heading
    assert meant(replace(other, found=replace(other.found, entry=entry))) == []


def test_what_another_document_says_again_is_not_another_thing() -> None:
    first = read("audit", "We found no evidence of theft.", 3.0)
    other = read("minutes", "He stressed that he had found no evidence of theft.", 3.0)
    assert meant(other, question="Did the auditor find any theft?", best=first) == []
    assert meant(read("police", "We found some theft.", 3.0), best=first) == [
        "We found some theft."
    ]


def test_what_it_names_may_stand_there_in_short() -> None:
    question = "When was the programme of the Small Business Administration established?"
    told = "The SBA programme was established in 2003."
    first, other = read("meals", "The Small Business Administration's was in 1975.", 3.0), told
    spelled = Told(spelled={"SBA": frozenset(("small business administration",))})
    near = [first, read("loans", other, 3.0)]
    for reader, found in ((spelled, [told]), (Told(), [])):
        answers = others_meant(asked(question), first, near, reader, alike(FAR))
        assert [item.text for item in answers] == found


@pytest.mark.parametrize(
    "other",
    [
        read("ferry", FERRIES, 3.0 - LESS_SURE - 0.1),  # it answers less surely
        read("meals", FERRIES, 3.0),  # the same document
    ],
)
def test_what_does_not_answer_as_well_is_not_meant(other: Evidence) -> None:
    assert meant(other) == []


def test_what_hardly_answers_is_not_meant_beside_what_hardly_does() -> None:
    best = read("meals", MEALS, SURE)
    assert meant(read("ferry", FERRIES, SURE - 0.1), best=best) == []


def test_what_tells_of_the_same_thing_is_not_another() -> None:
    assert meant(read("ferry", FERRIES, 3.0), of_one="meals ferry") == []


@pytest.mark.parametrize(
    ("question", "one", "other", "same"),
    [
        ("Who is the pilot?", "The pilot is Bo North.", "Role: Pilot; Name: Bo North", True),
        ("Who is the pilot?", "The pilot is Bo North.", "Ada Lee chose Bo North.", True),
        ("When did the pier open?", "It opened on May 2, 2011.", "May 2, 2011: opened", True),
        ("How much is the toll?", "The toll is $40.", "A toll of $40 is taken.", True),
        ("Who is the pilot?", "The pilot is Bo North.", "The pilot is Ada Lee.", False),
        (
            "Who is the head?",
            "Bo North heads the Elm Trust.",
            "Ada Lee heads the Elm Trust.",
            False,
        ),
        ("Who heads the Elm Trust?", "The Elm Trust has a head.", "Elm Trust: heads", False),
        ("When did the pier open?", "It opened in 2011.", "It opened in 2012.", False),
        ("How much is the toll?", "The toll is $40 in May.", "The toll is $50 in May.", False),
        ("Why was the pier closed?", "It rots, said Bo North.", "Ice, said Bo North.", False),
    ],
)
def test_what_gives_the_same_name_day_or_figure_is_not_another(
    question: str, one: str, other: str, same: bool
) -> None:
    best, item = read("meals", one, 3.0), read("ferry", other, 3.0)
    assert tell_the_same(question, item, best) is same
    assert not (same and meant(item, question=question, best=best))


@pytest.mark.parametrize(
    ("best", "others", "found"),
    [
        ("Her fee is $40.", ["The pilot's fee is $50."], "The pilot's fee is $50."),
        ("Her fee is $40.", ["The pilot's fee is $50.", "The pilot has a fee."], None),
        ("Her fee is $40.", ["Its fee is $50."], None),
        ("The pilot's fee is $40.", ["A pilot's fee is $50."], None),
    ],
)
def test_what_has_all_that_is_asked_about_is_meant(
    best: str, others: list[str], found: str | None
) -> None:
    tokens = np.zeros((2, 4), np.float32)
    weights = np.full(2, 0.5, np.float32)
    question = "What is the fee of the pilot?"
    query = Query(question, ("fee", "pilot"), tokens[0], tokens, weights, ((0,), (1,)))

    def item(text: str) -> Evidence:
        plain = read(text[:5], text, 3.0)
        return replace(plain, found=replace(plain.found, matches=np.zeros((1, 2), np.float32)))

    told = best_meant(query, item(best), list(map(item, others)))
    assert (told and told.text) == found


def test_what_most_documents_tell_of_is_meant() -> None:
    told = [read(name, MEALS, 3.0) for name in ("school", "kitchen")]
    assert meant(*told, read("ferry", FERRIES, 3.0), of_one="meals school kitchen") == []
    assert meant(told[0], read("ferry", FERRIES, 3.0), of_one="meals school") == [FERRIES]


def test_a_name_in_the_question_must_stand_there() -> None:
    question = "When did Arnfield establish the programme?"
    best = read("meals", f"Arnfield did. {MEALS}", 3.0)
    assert meant(read("ferry", FERRIES, 3.0), question=question, best=best) == []
    here = read("ferry", f"Arnfield did. {FERRIES}", 3.0)
    assert meant(here, question=question, best=best) == [here.text]


def test_the_small_cross_encoder_tells_too_little_apart() -> None:
    best = read("meals", MEALS, 3.0, "small")
    assert meant(read("ferry", FERRIES, 3.0, "small"), best=best) == []


FOUND = (read("meals", MEALS, 3.0).found, read("ferry", FERRIES, 3.0).found)


@pytest.mark.parametrize(
    ("reply", "place"),
    [
        ("the first one", 0),
        ("I meant the second one.", 1),
        ("[2]", 1),
        ("the last", 1),
        ("the third one", None),
        ("Meals", 0),
        ("No, I mean the ferry programme", 1),
        ("the one on meals", 0),
        ("the programme", None),  # both are
        ("the report on harbours", None),
    ],
)
def test_a_reply_names_one_by_its_place_or_its_words(reply: str, place: int | None) -> None:
    assert may_name_one(reply)
    assert name_one(reply, FOUND) == (None if place is None else FOUND[place])


@pytest.mark.parametrize(
    "reply",
    [
        "And who chaired it?",
        "What does the ferry cost?",
        "Did it end?",
        "",
        "tell me more",
        "over what time?",
        "out of how many",
        "hows that",
        "quote me the recommendation in full",
        "x " * 13,
    ],
)
def test_what_asks_on_is_no_name(reply: str) -> None:
    assert not may_name_one(reply)


def test_what_was_named_counts_as_asked() -> None:
    history = [(QUESTION, "In 1975. In 2003."), ("I mean the ferries", "In 2003."), ("Why?", "No.")]
    named = ("When was the programme established, the ferries", "In 2003.")
    assert with_names(history) == (named, ("Why?", "No."))
    assert with_names([("What is a detainer?", "A."), ("ferries", "B.")])[1] == ("ferries", "B.")


def test_the_same_asked_of_another_names_none_of_several() -> None:
    history = (("What did the government say to Illinois?", "A."), ("and New York?", "B."))
    assert with_names(history) == history


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chatbot]:
    folder = tmp_path_factory.mktemp("two")
    (folder / "meals.md").write_text(
        "---\ntitle: Warm Meals in Arnfield Schools\n---\n\n# History\n\nCooks from four"
        " kitchens bring soup, bread and apples to six hundred children at noon. The programme was"
        " established in 1975. Parents pay two crowns for a meal, and teachers eat with their"
        " classes.\n"
    )
    (folder / "ferry.md").write_text(
        "---\ntitle: Subsidies for the Ferries of Sorrel\n---\n\n# How it began\n\nSkippers"
        " receive nine crowns a crossing for keeping the boats at sea in storms and ice. The"
        " programme was established in 2003. In winter the harbour master may close the line, and"
        " freight waits at the quay.\n"
    )
    settings = Settings(index_dir=tmp_path_factory.mktemp("index"), cross_encoder="large")
    with Chatbot.open(folder, settings=settings) as bot:
        yield bot


@needs_packages
def test_both_are_shown_and_the_one_named_is_asked_alone(two: Chatbot) -> None:
    answer = two.ask(QUESTION)
    assert {citation.document_id for citation in answer.citations} == {"meals", "ferry"}
    (told,) = (note for note in answer.notes if note.startswith(WHICH))
    for citation in answer.citations:
        assert f"“{citation.title}” [{citation.number}]" in told
    assert answer.refusal is None and answer.confidence < 0.5
    page = answer_html(answer, {document.id: document for document in two.documents})
    assert page.index(WHICH) < page.index("1975") and page.index(WHICH) < page.index("2003")
    history = [(QUESTION, answer.text)]
    for reply, said, other in (
        ("the ferries", "2003", "1975"),
        (
            f"[{next(c.number for c in answer.citations if c.document_id == 'meals')}]",
            "1975",
            "2003",
        ),
    ):
        own = two.ask(reply, history=history)
        assert said in own.text and other not in own.text and own.question == reply
        assert any(note.startswith(f"Understood as “{QUESTION}”, of") for note in own.notes)
    only = two.ask(QUESTION, documents=["ferry"])
    assert "2003" in only.text and not any(note.startswith(WHICH) for note in only.notes)
    one = two.ask(QUESTION, sentences=1)
    assert len(one.citations) == 1 and any(note.startswith(WHICH) for note in one.notes)
    assert not any(
        note.startswith(WHICH) for note in two.ask("What do parents pay for the meal?").notes
    )


def test_a_reply_that_names_nothing_is_a_question_of_its_own(small_bot: Chatbot) -> None:
    history = [("Who asked for the audit?", "Councillor Wren.")]
    assert small_bot.ask("the ferry", history=history).searched_as
