"""A sentence that only counts what a question asks the content of answers it not."""

from __future__ import annotations

import pytest

from rag.refusing.counting_only import only_counts

SAY = "What do the two recommendations in TAO-12-3 say?"
ARE = "What are the recommendations in TAO-12-3?"
HAS = "TAO-12-3 contains two recommendations to the Harbor Office (HO)."
TAKEN = "The HO concurred with both recommendations of TAO-12-3."


@pytest.mark.parametrize("question", [SAY, ARE, "Which are the two recommendations in TAO-12-3?"])
@pytest.mark.parametrize(
    "texts",
    [
        (HAS,),
        (HAS, TAKEN),
        ("According to the board, there are two recommendations in TAO-12-3.",),
        ("We made 2 recommendations to the HO.",),
    ],
)
def test_how_many_there_are_is_not_what_they_say(question: str, texts: tuple[str, ...]) -> None:
    assert only_counts(question, texts)


MEASURES = "Which measures was the HO unable to report in May?"


@pytest.mark.parametrize(
    ("question", "text"),
    [
        (f"I am writing on quays: {SAY[0].lower()}{SAY[1:]}", HAS),
        (
            MEASURES,
            "The paper says that the HO was not able to report several of the measures that had"
            " been requested.",
        ),
    ],
)
def test_what_is_only_said_to_be_several(question: str, text: str) -> None:
    assert only_counts(question, (text,))


@pytest.mark.parametrize(
    ("question", "texts"),
    [
        (MEASURES, ("The HO was not able to report several of the measures of length.",)),
        (MEASURES, ("It was not able to report two of the measures that concern quays.",)),
        (SAY, (HAS, "The HO should mend its quays.")),
        (SAY, ("TAO-12-3 contains two recommendations to mend quays.",)),
        (SAY, ("TAO-12-3 contains two recommendations, on quays and dikes.",)),
        (SAY, ("TAO-12-3 makes two recommendations: mend the quays and count the dikes.",)),
        (SAY, ("TAO-12-3 contains two recommendations on training.",)),
        (SAY, ("TAO-12-3 contains two recommendations that the HO mend its quays.",)),
        ("What are the two ports in the plan?", ("Esk and Orne are the two ports in the plan.",)),
        ("What are the two ports in the plan?", ("The plan has two ports, Esk and Orne.",)),
        ("How many recommendations are in TAO-12-3?", (HAS,)),
        ("What does TAO-12-3 recommend?", (HAS,)),
        ("Did the HO agree with the two recommendations?", (TAKEN,)),
        ("Who made the recommendations?", ("The board made two recommendations.",)),
        ("What were the total numbers of quays?", ("There were two numbers of quays.",)),
        (SAY, ()),
    ],
)
def test_what_says_more_or_what_is_asked_otherwise(question: str, texts: tuple[str, ...]) -> None:
    assert not only_counts(question, texts)
