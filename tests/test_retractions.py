"""Which sentences correct something, and what they refer to."""

from __future__ import annotations

import pytest

from rag.answering.correcting_notes import (
    is_before,
    label_of_block,
    narrower,
    refers_elsewhere,
    title_words,
)
from rag.indexing.correcting import Paragraphs, refers_to
from rag.language.retractions import (
    begins_with_note,
    is_hypothetical,
    is_now,
    old_words,
    recalls,
    takes_back,
)
from rag.records import Block, Document, Passage, Sentence, Speaker

SOMEBODY = Speaker("The Harbour Board")


def _document(*paragraphs: str) -> tuple[Document, tuple[Sentence, ...]]:
    text = "\n\n".join(paragraphs)
    starts = [text.index(each) for each in paragraphs]
    blocks = tuple(
        Block(start, start + len(each)) for start, each in zip(starts, paragraphs, strict=True)
    )
    sentences = tuple(Sentence(block.start, block.end, SOMEBODY) for block in blocks)
    return Document("d", "/d", "0" * 64, text, "md", "Title", blocks=blocks), sentences


def _corrects(headings: tuple[str, ...], *paragraphs: str) -> list[bool]:
    document, sentences = _document(*paragraphs)
    passage = Passage.of(document, headings, sentences)
    found = {each.place for each in Paragraphs(document).correcting(passage)}
    return [place in found for place in range(len(sentences))]


@pytest.mark.parametrize(
    "heading",
    [
        "Corrections",
        "ERRATA",
        "10. Later note (June 3, 2021)",
        "Corrections and clarifications",
        "Amendment Notice No. 2 to HR-07",
        "Supplementary statement of the pilot",
        "Addendum to the Report of 12 January",
        "Updates to this page",
        "1. What has changed",
        "Revised main points",
        "Statements no longer supported",
        "SECOND DEED OF VARIATION",
        "List of corrections",
    ],
)
def test_what_stands_under_a_heading_of_corrections_may_be_one(heading: str) -> None:
    assert _corrects(("The Quay", heading), "The quay has nine berths.") == [True]


@pytest.mark.parametrize(
    "heading",
    [
        "Findings",
        "Corrections Department: its budget and its staff in the years before the reform of it",
        "2. What has not changed",
        "No corrections",
        "How the amendments to the harbour act were received by the fishermen of the coast",
        "Changing weather",
        "Amendments to the Act and how they were received",
        "Changes in staffing",
        "Update on the strike",
    ],
)
def test_what_stands_under_another_heading_is_none(heading: str) -> None:
    assert _corrects((heading,), "The quay has nine berths.") == [False]


def test_what_follows_on_an_announcement_may_correct() -> None:
    told = ("Two corrections, and both are my fault.", "First, the crane was hired in May.")
    assert _corrects((), "The quay has nine berths.", *told) == [False, True, True]


@pytest.mark.parametrize(
    ("text", "takes"),
    [
        ("The head count was 35, not 34.", True),
        ("Paragraph 9 of the first edition is withdrawn.", True),
        ("It should have been 231.", True),
        ("For the figure there please read £131,600.", True),
        ("I no longer hold that opinion.", True),
        ('Page 2, line 2: for "ninth" read "eleventh".', True),
        ("The true count is 202.", True),
        ("It requires the right number of people.", False),
        ("The crew took corrective action at once.", False),
        ("The pilot disagrees, and he is mistaken.", False),
        ("The seal should have been renewed in May.", False),
        ("The quay has nine berths.", False),
    ],
)
def test_a_text_that_takes_something_back_is_told(text: str, takes: bool) -> None:
    assert takes_back(text) == takes


@pytest.mark.parametrize(
    ("text", "now"),
    [
        ("The deadline has been extended to 30 June.", True),
        ("The amount goes up to £65.", True),
        ("Ms Amberley takes his place.", True),
        ("The last day for claims is now 30 June.", True),
        ("The reserve should now be £23,740.", True),
        ("The port extended its contract with the pilots to 31 March 2028.", True),
        ("The port renewed the lease until the end of 2028.", True),
        ("The repair of the gate has slipped from March to June.", True),
        ("The port will now open in June.", True),
        ("I will now hand over to Mr Lee.", False),
        ("The port raised the flag.", False),
        ("Mr Lee moved that the port set aside £9,000 to pay for it.", False),
        ("The program was replaced by another one in 2015.", False),
        ("The quay no longer has a crane.", False),
    ],
)
def test_what_holds_now_is_told_from_what_merely_changed(text: str, now: bool) -> None:
    assert is_now(text) == now and not takes_back(text)
    document, (sentence,) = _document(text)
    passage = Passage.of(document, (), (sentence,))
    assert [each.told for each in Paragraphs(document).correcting(passage)] == [False] * now


@pytest.mark.parametrize(
    ("text", "thought_of"),
    [
        ("The board proposed to raise the fee to £9.", True),
        ("Mr Lee moved that the fee be £9.", True),
        ("The request to change the date was refused.", True),
        ("If the trial fails, the date would have to be moved.", True),
        ("The timetable is not touched by this.", True),
        ("The amendment was defeated by nine votes.", True),
        ("The fee is raised to £9.", False),
        ("The pilot has asked us to point out that the boat was his.", False),
    ],
)
def test_a_change_that_is_only_thought_of_is_told(text: str, thought_of: bool) -> None:
    assert is_hypothetical(text) == thought_of


def test_labels_and_what_refers_to_them() -> None:
    assert refers_to("Paragraph 9 is withdrawn, and sections 4.2 and 7.") == {"9", "4.2"}
    assert refers_to("Part (d). The council has spent more.") == {"d"}
    assert refers_to("In 9 of the harbours the part was small.") == frozenset()
    labels = ["11. On 22 May.", "6.1 An employee", "(d) The Council", "2031 was dry.", "A boat."]
    assert [label_of_block(each) for each in labels] == ["11", "6.1", "d", "", ""]


def test_words_that_are_to_be_read_otherwise() -> None:
    assert old_words('Page 2: for "ninth" read "eleventh".') == {"ninth"}
    assert old_words("Under item 5, “eleven charts” should read “seventeen charts”.") == {
        "eleven charts"
    }
    assert old_words('He said "the boat was blue" and left.') == frozenset()


def test_a_note_is_known_by_its_beginning() -> None:
    assert begins_with_note("*Added 12 March, 19:00.* The line is open all day.")
    assert begins_with_note("Correction, November 2: the number is 9.")
    assert not begins_with_note("The correction of the chart took a year.")


def test_editions_have_the_same_words_in_their_titles() -> None:
    assert title_words("Bulletin 7 of the Harbour Office (revised edition)") == title_words(
        "The Bulletin of the Harbour Office: first edition"
    )


def test_what_another_document_is_referred_to_for_is_named() -> None:
    paper = frozenset(("paper", "fares"))
    assert refers_elsewhere("the view set out in paragraph 3.6 of the Paper", paper) == {"3.6"}
    assert refers_elsewhere("paragraph 2 of my statement was wrong", paper) == {"2"}
    assert refers_elsewhere("paragraph 3 of the Quay Survey", paper) == frozenset()
    assert refers_elsewhere("paragraph 3 is wrong", paper) == frozenset()


def test_what_names_something_else_is_narrower() -> None:
    assert narrower("The mill in Dale has 10 hours.", "A day at the mill has 8 hours.", years=True)
    assert narrower("The flood of 1890 took 9 houses.", "The flood took 14 houses.", years=True)
    assert not narrower("In May the flood took 9.", "The flood took 14 houses.", years=True)
    assert not narrower("It was in 1890.", "It was in 1880.", years=False)
    meridian = "Meridian Water Works renewed its contract until 2028."
    assert not narrower(meridian, "The contract with Meridian ends in 2025.", years=False)
    moved = "6.7 The move to the mill is postponed from March to July 2023."
    assert not narrower(moved, "The move to the mill is in March 2023.", years=False)
    assert narrower("The Dalegate mill has 10 hours.", "The mill has 8 hours.", years=True)


@pytest.mark.parametrize(
    ("date", "note", "before"),
    [
        ("2019-09-01", "Note 4 (1 July 2023). In rule 7.12 sixty is replaced by ninety.", False),
        ("2019-09-01", "Note 1 (1 July 2020). In rule 7.12 sixty is replaced by ninety.", True),
        ("2019-09-01", "In rule 7.12 sixty is replaced by ninety.", True),
        ("2023-02-01", "In rule 7.12 sixty is replaced by ninety.", False),
        (None, "In rule 7.12 sixty is replaced by ninety.", False),
    ],
)
def test_a_note_may_tell_a_later_day_than_its_document(
    date: str | None, note: str, before: bool
) -> None:
    assert is_before(date, note, "2022-10-03") == before


def test_what_recalls_what_was_said() -> None:
    assert recalls("An article of 3 March said that three people died.")
    assert not recalls("Two people died in the fire.")
