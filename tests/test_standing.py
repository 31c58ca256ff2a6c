"""What can stand by itself as an answer."""

from __future__ import annotations

import pytest

from rag.records import Sentence, Speaker
from rag.retrieving.pointing import is_labelled_value, is_verdict
from rag.retrieving.standing import (
    announces,
    goes_on,
    is_bare,
    is_chart,
    is_heap,
    leans_on,
    loss,
    means_before,
    needs,
)


@pytest.mark.parametrize(
    ("text", "leans"),
    [
        ("It was closed in May.", True),
        ("You can use it in any shop, but not for phones.", True),
        ("In contrast, the market for nets grew.", True),
        ("Reviewing these files took a year.", True),
        ("Therefore, we noted this as an exception.", True),
        ("The Board opened this process in 2011.", True),
        ("We found that this was so.", False),
        ("The Board adopted this report in May.", False),
        ("For example, it closed a pier.", True),
        ("As a result of these storms, piers were closed.", True),
        ("Of this report, nine copies are left.", False),
        ("For example, the port closed a pier.", False),
        ("We want the board to close it.", False),
        ("We found it difficult to tell.", False),
        ("During this period two piers were closed.", False),
        ("Saying that ships may wait, she left.", False),
        ("A diver who notices any of these must come up.", True),
        ("Divers may be asked about each of these.", True),
        ("The piers, the docks and any of these that are shut are listed.", False),
        ("If you hear these bells, leave the pier.", True),
        ("If these Terms change, the port writes.", False),
        ("If this happens, do not moor.", True),
        ("If this agreement ends, the port pays.", False),
        ("If it does, the lock must close.", True),
        ("If they are not mended by October 3, the port stays shut.", True),
        ("If it rains, the race is put off.", False),
        ("If it is likely that ice forms, the port closes.", False),
        ("If a pump fails, it must be drained.", False),
        ("Because it lacked funds, the board shut the pier.", False),
        ("Two of them expire in May.", True),
        ("Two of the boats expire in May.", False),
        ("Both were stopped.", True),
        ("Both piers were stopped.", False),
        ("Two were out of order.", True),
        ("Two boats were out of order.", False),
        ("Take it with water.", True),
        ("Do not use it after dusk.", True),
        ("Take the rope with you.", False),
        ("The port said they would.", True),
        ("Because it is old, the crane was sold.", False),
        ("Barges may not.", True),
        ("The master did not.", True),
        ("Barges may not moor here.", False),
        ("Nobody knows what the dues are.", False),
        ("No vote was taken.", True),
        ("No vote was taken on the dock dues.", False),
        ("The commission says that the changes could do so.", True),
        ("The port was asked to close it and refused to do so.", False),
        ("It is raining.", True),
        ("According to the port, this is because nets rot.", True),
        ("According to the port, it is raining.", False),
        ("According to the port, these funds are gone.", True),
        ("The former was closed in May.", True),
        ("The former, a pier of oak, burned.", True),
        ("The former said that it would close.", True),
        ("The latter costs more.", True),
        ("The first, of $900, was paid in May.", True),
        ("The others have left.", True),
        ("The first mayor, of Vell, left.", False),
        ("The rest of the money is gone.", False),
        ("The former mayor Bo North closed it.", False),
        ("The former harbour inspector told us that nets rot.", False),
        ("The former owners were paid.", False),
        ("The former retired pilot was heard.", False),
    ],
)
def test_what_leans_on_the_sentence_before(text: str, leans: bool) -> None:
    assert needs(text) is leans


@pytest.mark.parametrize(
    ("question", "text", "loses"),
    [
        ("Who is Bo North?", "Signed: Bo North for the port; Ada Lee for the mills.", True),
        ("Who is Ada Lee?", "Signed by Bo North for the port on May 2, 2024.", True),
        ("Who is Bo North?", "Attested and sealed by Bo North on May 2, 2024.", True),
        ("Who signed it for the port?", "Signed: Bo North for the port.", False),
        ("When was the lease made?", "Signed by Bo North on May 2, 2024.", False),
        ("Who is Bo North?", "Signed: Bo North, Harbour Master", False),
        ("Who is Bo North?", "Signed copies of the lease are kept by Bo North.", False),
        ("Who is Bo North?", "Certified by the port, the crane lifts nine tons.", False),
    ],
)
def test_who_only_signs_is_told_by_no_signature(question: str, text: str, loses: bool) -> None:
    sentence = Sentence(0, len(text), Speaker("Board"))
    plain = loss("Who signed it?", sentence, text, ())
    assert (loss(question, sentence, text, ()) > plain) is loses


@pytest.mark.parametrize(
    ("question", "text", "loses"),
    [
        ("What does it recommend?", "Its recommendations begin on page 11.", True),
        ("What does it say of cranes?", "It has cranes at page 3, and piers at page 9.", True),
        ("On which page do they begin?", "Its recommendations begin on page 11.", False),
        ("What appendices has it?", "It has cranes at page 3, and piers at page 9.", False),
        ("What does it say of cranes?", "On page 3 it says that cranes are old.", False),
        ("What of cranes?", "Ten cranes fell, the most ever, as is printed on page 4.", False),
        ("What of cranes?", "It held at page 3 that cranes are old, and at page 9 not.", False),
    ],
)
def test_where_something_stands_is_not_what_it_says(question: str, text: str, loses: bool) -> None:
    sentence = Sentence(0, len(text), Speaker("Board"))
    plain = loss("On which page?", sentence, text, ())
    assert (loss(question, sentence, text, ()) > plain) is loses


@pytest.mark.parametrize(
    ("text", "announced"),
    [
        ("The board wrote:", True),
        ("On May 3, 2012, the harbour inspector wrote:", True),
        ("At 9:15 the pier closed for these reasons:", True),
        ("On Wed, 21 May 2025 at 09:15, Bo North wrote:", False),
        ("On May 21, 2025, at 9:15 AM, Bo North <bo@port.example> wrote:", False),
        ("> On 21.05.25 Bo North (bo@port.example) wrote:", False),
        ("Bo North <bo@port.example> wrote:", False),
    ],
)
def test_what_stands_below_the_writer_of_a_mail_is_not_announced(
    text: str, announced: bool
) -> None:
    assert announces(text) is announced


@pytest.mark.parametrize(
    ("text", "goes"),
    [
        ("For example, the port closed a pier.", True),
        ("In addition to selling nets, this company owns docks.", True),
        ("In addition to selling nets, the Lee company owns docks.", False),
        ("The port closed a pier, for example.", False),
    ],
)
def test_what_goes_on_of_the_sentence_before(text: str, goes: bool) -> None:
    assert goes_on(text) is goes


@pytest.mark.parametrize(
    ("text", "chart"),
    [
        ("Docks mended, 2004, beside the board's goals Percent 70 60", True),
        ("Vacancy Percent 70 60", False),  # a row
        ("The board's goals are 70 and 60 percent.", False),
        ("The docks were mended in 2004 2005", False),
    ],
)
def test_the_title_and_axis_of_a_chart_are_no_sentence(text: str, chart: bool) -> None:
    assert is_chart(text) is chart


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Pier 9 389 59 $94.8", True),
        ("Lamps 2019 640 21%", True),
        ("Figure 3: Ships in Kent by Year", True),
        ("Pier 9 had 389 ships and 59 boats in 2019.", False),
        ("In 2019, 389; in 2020, 59.", False),
        ("Dues are 9 crowns", False),
    ],
)
def test_a_row_or_a_title_of_a_figure_tells_little(text: str, bare: bool) -> None:
    assert is_bare(Sentence(0, len(text), Speaker("Board")), text) is bare
    assert is_bare(Sentence(0, len(text), Speaker("Board"), "row"), text)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("The board agreed.", True),
        ("The town council then refused.", True),
        ("Mr. Hale denies this.", True),
        ("The pilots did not.", True),
        ("The harbour master does not agree.", True),
        ("A. Yes.", True),
        ("Denied.", False),  # a word alone is an answer of its own
        ("9. Denied.", True),
        ("The board agreed to a new toll.", False),
        ("Mr. Hale denies that the gate was open.", False),
        ("The pilots objected to the toll.", False),
        ("The motion was denied.", False),
        ("Tolls declined.", False),
        ("The pilots did not see it.", False),
        ("Yes, at noon.", False),
    ],
)
def test_what_agrees_or_denies_and_does_not_say_what(text: str, bare: bool) -> None:
    assert is_verdict(text) is bare
    assert needs(text) or not bare


@pytest.mark.parametrize(
    ("text", "means"),
    [
        ("The port agreed with these recommendations.", True),
        ("According to the port, these funds are gone.", True),
        ("According to the port, the funds are gone.", False),
        ("These funds are gone.", False),  # who says it told of them
    ],
)
def test_what_another_may_have_named_before(text: str, means: bool) -> None:
    assert means_before(text) is means


def test_a_bare_verdict_leans_on_what_it_is_about_alone() -> None:
    assert leans_on("The board agreed.", "Mr. Hale asked for a lamp.")
    assert not leans_on("9. Denied.", "8. The gate was shut.")  # of a paragraph of a complaint
    assert not leans_on("Denied.", "Admitted.")


@pytest.mark.parametrize(
    ("question", "text", "heap"),
    [
        (
            "How many ships paid?",
            "Ships paid 64% 58% 18% 32% [a] a The board counts by year.",
            True,
        ),
        (
            "How does the board count?",
            "Ships paid 64% 58% 18% 32% The board counts by year.",
            False,
        ),
        ("How many ships paid?", "Ships paid 640, 580 and 180 crowns in three years.", False),
        ("How many ships paid?", "In 2011 and 2012 9 ships paid.", False),
        ("How many piers are there?", "piers 6 cranes 7 boats 9 The port lies on a river.", True),
    ],
)
def test_bare_figures_behind_a_label_answer_nothing(question: str, text: str, heap: bool) -> None:
    assert is_heap(question, text) is heap


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("Vote: four for, one against", True),
        ("Harbour dues: $900", True),
        ("But that is conjecture: our data have none.", False),
        ("The rule was plain: no ropes.", False),
        ("Note: no ropes", False),
    ],
)
def test_a_clause_before_a_colon_is_no_label(text: str, is_one: bool) -> None:
    assert is_labelled_value(text, "The port") is is_one
