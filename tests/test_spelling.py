"""Misspelt words of a question, as the documents spell them."""

import pytest

from rag.language.lexicon import words
from rag.language.spelling import Spelling

TEXTS = (
    "Ukrainian refugees came to Ohio. The agencies received them in the communities.",
    "Rep. Zoe Lofgren said that the headquarters had no plan; communities complained.",
    "A detainer holds. LaGuardia was extracted, and should be, by Johnson.",
)
COMMON = words(
    """
    volcano opera government back what when will help community detain they sign was extra andrea
    complain
    """
)


@pytest.fixture
def spelling() -> Spelling:
    return Spelling(TEXTS, COMMON.__contains__)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("What help did Ukranian refugees get?", "What help did Ukrainian refugees get?"),
        ("What did Lofgern say?", "What did Lofgren say?"),
        ("Which communitys complained?", "Which communities complained?"),
        ("When were they recieved?", "When were they received?"),
        ("What did Lofgern's headquaters say?", "What did Lofgren's headquarters say?"),
        ("what did zoe lofgern say", "what did zoe Lofgren say"),
        ("Where is LaGuarda?", "Where is LaGuardia?"),
    ],
)
def test_a_misspelt_word_is_as_the_texts_have_it(
    spelling: Spelling, asked: str, meant: str
) -> None:
    assert spelling.mended(asked) == meant


@pytest.mark.parametrize(
    "question",
    [
        "What did Lofgren say?",
        "Who composed the opera about the volcano?",  # words, though not the texts'
        "Which governments complained?",  # a form of a word
        "Will it come bak?",  # too short to say what is meant
        "What did OHIA say?",  # a name of capitals
        "Who is Zbigniew?",  # like nothing
        "Who signs for a detainee?",  # a word of the same kind
        "Shouldnt they complain?",  # not "should"
        "Who is Johnsen?",  # somebody else
        "Who is Andrea Lofgreen?",  # nobody of whom the texts know
        "Was it extradited?",
    ],
)
def test_what_may_be_spelt_so_stays(spelling: Spelling, question: str) -> None:
    assert spelling.mended(question) is None


def test_nothing_is_read_before_it_is_asked_for() -> None:
    texts = iter(TEXTS)
    spelling = Spelling(texts, COMMON.__contains__)
    assert next(texts) == TEXTS[0]
    assert spelling.mended("Which comunities?") == "Which communities?"
