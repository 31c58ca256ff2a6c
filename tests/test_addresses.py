"""What a question names: report numbers, topics, speakers, pages."""

from __future__ import annotations

import pytest
from named_documents import DOCUMENTS, document

from rag.asking.addresses import (
    NOTHING_NAMED,
    Address,
    Addresser,
    Asked,
    ask_conclusion,
    find_asked,
    find_people,
    put_name,
)
from rag.asking.directory import Directory
from rag.records import Document, Page

SPEAKERS = (
    "Ada North",
    "Ada North, according to Jo Lee",
    "Town Audit Office",
    "Jo Lee",
    "Quay General",
)
ADDRESSER = Addresser(Directory(DOCUMENTS, SPEAKERS))


@pytest.mark.parametrize(
    ("question", "speakers"),
    [
        ("What does North say about rot?", {"Ada North"}),
        ("According to the TAO, what rots?", {"Town Audit Office"}),
        ("What did Ada North write?", {"Ada North"}),
        ("What does rot say about the quay?", set()),
        ("Does Vaughan say so?", set()),
        ("How did North react to the rot?", {"Ada North"}),
        ("What was North's criticism of the piles?", {"Ada North"}),
        ("Was North satisfied with the piles?", {"Ada North"}),
        ("Who answered North's criticism?", set()),
        ("What did the quay general say?", {"Quay General"}),
        ("What does North worry about?", {"Ada North"}),
        ("Is North worried about the piles?", {"Ada North"}),
        ("What do people in general say?", set()),
    ],
)
def test_speakers(question: str, speakers: set[str]) -> None:
    assert ADDRESSER.address(question).speakers == speakers


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What does Lee say about rot?", Asked("Lee", "What does they say about rot?")),
        ("And how did the TAO react?", Asked("TAO", "And how did they react?")),
        ("What is Lee's view on rot?", Asked("Lee", "What is their view on rot?", thinks=True)),
        ("What does Lee think of rot?", Asked("Lee", "What does they think of rot?", thinks=True)),
        ("Was Lee happy with it?", Asked("Lee", "Was they happy with it?")),
        ("According to Lee, what rots?", Asked("Lee", "what rots?", followed=True)),
        ("What rots, according to Lee?", Asked("Lee", "What rots ?", followed=True)),
        ("According to the local watchdog TAO, what rots?", Asked("TAO", "what rots?", True)),
        ("How many piles did Lee say rot?", Asked("Lee", "How many piles did they say rot?")),
        ("Why did Lee give up?", None),
        ("How many towns did Lee write to?", None),
        ("What rots?", None),
    ],
)
def test_who_is_asked_and_what(question: str, asked: Asked | None) -> None:
    assert find_asked(question) == asked


@pytest.mark.parametrize(
    ("question", "asked"),
    [
        ("What does Lee think of rot?", "What does Lee conclude about rot?"),
        ("What is Lee's opinion on rot?", "What is Lee's conclusion about rot?"),
        ("What does Lee say about rot?", "What does Lee say about rot?"),
    ],
)
def test_what_somebody_thinks_is_asked_as_reports_put_it(question: str, asked: str) -> None:
    assert ask_conclusion(question) == asked


@pytest.mark.parametrize(
    ("question", "named"),
    [
        ("What did she say about rot?", "What did Ada North say about rot?"),
        ("Was he happy with it?", "Was Ada North happy with it?"),
        ("When did she leave?", None),  # others may tell that
        ("What did they say?", None),
        ("What did Lee say about her?", None),
    ],
)
def test_a_name_for_the_one_who_says_something(question: str, named: str | None) -> None:
    assert put_name(question, "Ada North") == named


def test_names_that_may_be_a_persons() -> None:
    assert find_people("Who is Ada North?") == {"Ada North"}
    assert find_people("Did Lee join the Town Audit Office or the TAO?") == {"Lee"}


@pytest.mark.parametrize(
    ("question", "numbers"),
    [
        ("What does TAO-12-3 say about rot?", {"TAO-12-3"}),
        ("What does tao-12-3 say about rot?", {"TAO-12-3"}),
        ("What does TAO-12-31 say?", {"TAO-12-31"}),  # it is not here
        ("What does Lee say about TAO-12-3?", set()),  # he has written of it, maybe so named
        ("Which other reports than TAO-12-3 treat rot?", set()),
        ("Does Lee's commentary agree with TAO-12-3?", set()),
        ("Did COVID-19 rot the quay?", set()),
        ("What is said in Lee's commentary?", set()),
    ],
)
def test_a_report_number_says_what_alone_can_answer(question: str, numbers: set[str]) -> None:
    assert ADDRESSER.address(question).numbers == numbers


TITLED = {
    each.id: each
    for each in (
        document(
            "piles", title="Harbour Piles: Rot Delays the Ferry", publisher="Town Audit Office"
        ),
        document(
            "piles-pdf",
            title="Harbour Piles: Rot",
            publisher="Town Audit Office",
            duplicate_of="piles",
        ),
        document("cranes", title="Harbour Cranes: RNLB Costs Rose", publisher="Town Audit Office"),
        document("fees", title="Review of Fees", publisher="Board of Trade", kind="report"),
        document("note", title="On Fog", author="Jo Lee", kind="memorandum"),
    )
}


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("What did the mayor say about the draft report on harbour piles?", {"piles", "piles-pdf"}),
        ("Which sites did the TAO visit in the piles report?", {"piles", "piles-pdf"}),
        ("What does the Town Audit Office's crane report find?", {"cranes"}),
        ("Who saw the memo on fog?", {"note"}),
        ("In the RNLB report, did costs rise?", {"cranes"}),  # an abbreviation, anywhere in a title
        ("What does the harbour report say?", None),  # there are two
        ("What does the ferry report say?", None),  # that is what was found
        ("What does the report on harbour mice say?", None),
        ("What does the TAO report say?", None),
        ("What does the Trade report on piles say?", None),  # it is another's
        ("What does the fog report say?", None),  # it is a memorandum
        ("What does the other piles report say?", None),
        ("What does the 2012 report on piles say?", None),
        ("What does Lee say about the piles report?", None),  # perhaps in the memorandum
        ("What did the fee review find?", None),  # the title may mean what was done
        ("Which agencies report on piles?", None),
        ("Who has a piles report card?", None),
    ],
)
def test_a_topic_names_the_only_document_with_it_in_its_title(
    question: str, documents: set[str] | None
) -> None:
    address = Addresser(Directory(TITLED, ("Jo Lee",))).address(question)
    assert not address.documents
    assert (address.topical.documents if address.topical else None) == documents


TOLD = {
    each.id: each
    for each in (
        document("talks", title="Communication Regarding Berths", kind="report"),
        document("work", title="Operations of the Coastal Communities Program", kind="report"),
        document("fund", title="Coastal Communities: Programs in Figures", kind="article"),
    )
}


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("Who signed the audit on how clerks communicated about the program?", {"talks"}),
        ("Who signed the audit of how clerks communicated?", {"talks"}),
        ("Who signed the report on communication?", {"talks"}),
        ("Who signed the audit on how clerks operated the program?", {"work"}),
        ("Who signed the audit on how Norway communicated?", None),  # no text has it
        ("Who signed the audit on how the program began?", None),  # two titles have it
        ("Who signed the audit on how clerks communicated and operated?", None),
        ("Who signed the audit on how boats reached their berths by night?", None),
        ("Who signed the letter on how clerks communicated?", None),  # it is a report
    ],
)
def test_a_clause_names_the_only_document_with_a_word_of_it_in_its_title(
    question: str, documents: set[str] | None
) -> None:
    address = Addresser(Directory(TOLD, ())).address(question)
    assert (address.topical.documents if address.topical else None) == documents


WRITTEN = {
    each.id: each
    for each in (
        document("tides", title="Tides and Rot", author="Eva Quist, Jan Holm"),
        document("tides-2", title="Notice of Correction", author="E. Quist, J. Holm"),
        document("tides-pdf", title="Tides and Rot", author="Eva Quist", duplicate_of="tides"),
        document("fog", title="Fog", author="Ana Reyes", kind="letter"),
        *(document(f"fees-{n}", title=f"Fees, Part {n}", author="Ulla Berg") for n in range(3)),
        document("audit", title="Piers", author="Port Office", publisher="Port Office"),
    )
}
QUISTS = {"tides", "tides-2", "tides-pdf"}


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("What are the limitations of the Quist study?", QUISTS),
        ("How many piles did Quist et al. count?", QUISTS),
        ("Who paid for Quist and colleagues?", QUISTS),
        ("Who paid for the Quist study?", QUISTS),
        ("What is the Holm preprint about?", QUISTS),
        ("What does Quist and Holm's paper say of rot?", QUISTS),
        ("What does the May article say?", None),  # that is a month
        ("What does the Reyes letter say?", {"fog"}),
        ("What does the Reyes study say?", None),  # it is a letter
        ("What does the Berg paper say?", None),  # which of the three?
        ("What does the Port Office report say?", None),  # an institution writes much
        ("Who does Quist work with?", None),
        ("What came too late for the Quist study?", None),  # it is not told in that
        ("What differs from Quist's study?", None),
    ],
)
def test_an_authors_name_means_the_little_that_they_wrote(
    question: str, documents: set[str] | None
) -> None:
    address = Addresser(Directory(WRITTEN, ())).address(question)
    assert (address.topical.documents if address.topical else None) == documents
    if documents == QUISTS and address.topical:
        assert address.topical.said == "Looked only in “Tides and Rot” and “Notice of Correction”."


def test_what_is_named_is_told() -> None:
    found = ADDRESSER.address("What does North say on page 3 of TAO-12-3?")
    assert found.page == "3"
    assert found.said == (
        "Looked only in “Piles of the North Quay: An Audit”, what North says, page 3."
    )
    assert ADDRESSER.address("What rots by TAO-12-3?").said == (
        "Looked only in “Piles of the North Quay: An Audit”, and in what names it."
    )
    assert (
        ADDRESSER.address("What does the North say?").said == "Looked first in what the North says."
    )
    asked = "What rots, according to the North team?"
    assert ADDRESSER.address(asked).said == "Looked first in what the North team says."
    assert ADDRESSER.address("What rots?") == NOTHING_NAMED


@pytest.mark.parametrize(
    ("question", "page"),
    [
        ("What is on page 4 of TAO-12-3?", "4"),
        ("What does page 4 of TAO-12-3 say?", "4"),
        ("What does TAO-12-3 say about rot on page iv?", "iv"),
        ("Does TAO-12-3 quote page 4 of the letter?", None),
        ("How do page 4 and page 5 of TAO-12-3 differ?", None),
        ("What is on page 4?", None),
    ],
)
def test_a_page_of_what_is_named(question: str, page: str | None) -> None:
    assert ADDRESSER.address(question).page == page


def test_a_page_that_is_not_there_or_not_read() -> None:
    pages = (Page(0, 10, 1, "iv"), Page(10, 20, 4, None))
    gap = Document("d", "/d", "0" * 64, "x" * 20, "pdf", "A Title", pages=pages)
    addresser = Addresser(Directory({"d": gap}, ()))
    for page, told in (("3", "No text of page 3 was read."), ("5", "There is no page 5 here")):
        address = Address(frozenset("d"), page=page, place=f"page {page}")
        assert addresser.tell_no_page(address).startswith(told)
