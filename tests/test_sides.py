"""Questions that compare: the two sides and the topic, and questions that compare nothing."""

from __future__ import annotations

import pytest

from rag.asking.sides import asks_to_compare


@pytest.mark.parametrize(
    ("question", "names", "topic"),
    [
        ("Compare what GAO and North give for total quays.", ("GAO", "North"), "total quays"),
        ("How do the TAO and the board differ on rot?", ("TAO", "board"), "rot"),
        ("What do TAO-12-3 and the board say about rot?", ("TAO-12-3", "board"), "rot"),
        ("North and the TAO on rot: what does each say?", ("North", "TAO"), "rot"),
        ("Do GAO and the board agree on rot?", ("GAO", "board"), "rot"),
        ("Compare TAO-12-3 and TAO-12-4", ("TAO-12-3", "TAO-12-4"), ""),
        ("Compare quays with dikes: how many rot?", ("quays", "dikes"), "how many rot"),
        ("How does North differ from the TAO on rot?", ("North", "TAO"), "rot"),
        ("What is the difference between North and Lee on rot?", ("North", "Lee"), "rot"),
        (
            "How do Lee's and North's views on whether the old quays of Esk are rotten differ?",
            ("Lee", "North"),
            "views on whether the old quays of Esk are rotten",
        ),
        ("Do Lee and North say the same thing about rot?", ("Lee", "North"), "rot"),
        ("Did Lee and North respond the same way?", ("Lee", "North"), "respond"),
        ("Is Lee's figure for quays the same as the TAO's?", ("Lee", "TAO"), "figure for quays"),
        ("Is Esk's toll higher than that of Orne?", ("Esk", "Orne"), "toll"),
        ("Which port got more aid, Esk or Orne?", ("Esk", "Orne"), "port got more aid"),
        ("Compare the rot of quays in Esk and Orne", ("Esk", "Orne"), "rot of quays"),
        ("Compare salt in Esk and Orne in 2005.", ("Esk", "Orne"), "salt in 2005"),
        (
            "Compare the number of quays as counted by the TAO with the number Lee gives.",
            ("TAO", "Lee"),
            "number of quays",
        ),
        (
            "Compare the share of rot given by Lee and that reported by North",
            ("Lee", "North"),
            "share of rot",
        ),
        (
            "How did the Board of Esk's and Lee's replies about rot and about sand differ?",
            ("Board of Esk", "Lee"),
            "replies about rot and about sand",
        ),
    ],
)
def test_two_sides_and_a_topic(question: str, names: tuple[str, str], topic: str) -> None:
    sides = asks_to_compare(question)
    assert sides is not None and (sides.names, sides.topic) == (names, topic)


@pytest.mark.parametrize(
    ("question", "names", "topic", "figure"),
    [
        (
            "Compare how many quays GAO and North count in all.",
            ("GAO", "North"),
            "quays in all",
            "how many quays in all?",
        ),
        ("How many quays do GAO and the TAO count?", ("GAO", "TAO"), "quays", "How many quays?"),
        (
            "What number of quays did Lee and North give?",
            ("Lee", "North"),
            "number of quays",
            "What number of quays?",
        ),
        (
            "Do Lee and the TAO give the same number of quays?",
            ("Lee", "TAO"),
            "quays",
            "How many quays?",
        ),
        (
            "How many quays are rotten according to Lee and according to the TAO?",
            ("Lee", "TAO"),
            "quays are rotten",
            "How many quays are rotten?",
        ),
        (
            "Compare Lee and North on the share of rotten quays.",
            ("Lee", "North"),
            "the share of rotten quays",
            "What share of rotten quays?",
        ),
    ],
)
def test_two_who_count_are_asked_for_a_figure_each(
    question: str, names: tuple[str, str], topic: str, figure: str
) -> None:
    sides = asks_to_compare(question)
    assert sides is not None and (sides.names, sides.topic, sides.figure) == (names, topic, figure)


@pytest.mark.parametrize(
    ("question", "names", "topic"),
    [
        (
            "Are old sailors or young divers more likely to leave?",
            ("old sailors", "young divers"),
            "more likely to leave",
        ),
        (
            "Who leaves more often: old sailors or young divers?",
            ("old sailors", "young divers"),
            "leaves more often",
        ),
        ("Has Esk or Orne been hit harder by storms?", None, ""),
        ("Are sailors more or less likely to leave?", None, ""),
        ("Is the toll or the tax paid by ships?", None, ""),
    ],
)
def test_which_of_two_is_more_may_be_asked_of_what_has_no_name(
    question: str, names: tuple[str, str] | None, topic: str
) -> None:
    sides = asks_to_compare(question)
    assert (sides and (sides.names, sides.topic, sides.measured)) == (
        (names, topic, True) if names else None
    )


@pytest.mark.parametrize(
    "question",
    [
        *("What does North say about rot and rust?", "Who compared the quays?"),
        *("How many quays did masons and divers count?", "How many quays did Lee count in May?"),
        *("Which quays did Lee and North report?", "How many quays and dikes did North count?"),
        *("Who wrote the report, Lee or North?", "Did Lee and North attend the same school?"),
        *("Did North give the same number?", "Is Lee's letter the same as in May?"),
        *("How does it work?", "What did North do with the TAO's recommendations about rot?"),
        "How many quays are rotten according to the Board of Tide and Toll?",
    ],
)
def test_nothing_is_compared(question: str) -> None:
    assert asks_to_compare(question) is None


KNOWN = ("Lee", "North", "Lee and Cole", "Reed, Hart and Moss", "TAO-12-3")


@pytest.mark.parametrize(
    ("question", "names", "topic"),
    [
        ("How do the Lee and North totals for rot differ?", ("Lee", "North"), "totals for rot"),
        ("Compare Lee's and North's totals on rot.", ("Lee", "North"), "totals rot"),
        (
            "Compare what Lee and Cole and what Reed, Hart and Moss found on rot.",
            ("Lee and Cole", "Reed, Hart and Moss"),
            "rot",
        ),
        ("Compare Lee and Cole with North on rot.", ("Lee and Cole", "North"), "rot"),
        ("How do Lee and Cole and the dike study differ?", ("Lee and Cole", "dike study"), ""),
        ("Compare the quays with the dikes on rot.", ("quays", "dikes"), "rot"),
        ("Do Lee and Cole and North et al. agree on rot?", ("Lee and Cole", "North"), "rot"),
    ],
)
def test_the_sides_are_those_that_are_known(
    question: str, names: tuple[str, str], topic: str
) -> None:
    sides = asks_to_compare(question, KNOWN.__contains__)
    assert sides is not None and (sides.names, sides.topic) == (names, topic)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Do Lee and North agree on rot?", True),
        ("What do Lee and North say about rot?", True),
        ("How do Lee and North differ in their use of tar?", False),
        ("How did Lee and North deal with rot?", False),
    ],
)
def test_whether_it_is_asked_what_two_say(question: str, said: bool) -> None:
    sides = asks_to_compare(question)
    assert sides is not None and sides.said is said


def test_what_each_of_two_did_is_two_questions() -> None:
    assert asks_to_compare("What did Lee find and what did North find?", KNOWN.__contains__) is None


@pytest.mark.parametrize(
    ("question", "own"),
    [
        ("Did Lee and North respond the same way to advice on rot and sand?", "on rot"),
        ("Did Lee and North respond the same way to advice on rot?", None),
    ],
)
def test_each_side_may_have_a_part_of_the_topic_of_its_own(question: str, own: str | None) -> None:
    sides = asks_to_compare(question)
    assert sides is not None
    topics = sides.topics_of("Lee")
    assert topics[0] == sides.topic
    assert topics[1:] == ((f"respond to advice {own}",) if own else ())
