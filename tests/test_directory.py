"""Documents by number, title, date and kind, and their pages."""

from __future__ import annotations

from dataclasses import replace

import pytest
from named_documents import DOCUMENTS, document

from rag.asking.directory import NUMBER, Directory
from rag.records import Document, Page

SPEAKERS = ("Ada North", "Ada North, according to Jo Lee", "Town Audit Office", "Jo Lee")
DIRECTORY = Directory(DOCUMENTS, SPEAKERS)


@pytest.mark.parametrize(
    ("question", "documents"),
    [
        ("What does TAO-12-3 say about rot?", {"audits/tao-12-3"}),
        ("Who wrote “Piles of the North Quay”?", {"audits/tao-12-3"}),
        ("Which reasons stand in the 2014 memorandum?", {"memo"}),
        ("What does the memo of November 2014 say?", {"memo"}),
        ("What is said in Lee's commentary?", {"talk"}),
        ("What does the 2013 memorandum say?", set()),
        ("What does TAO-12-31 say?", set()),
    ],
)
def test_documents(question: str, documents: set[str]) -> None:
    assert DIRECTORY.find_documents(question) == documents


def test_a_page_is_known_as_printed_or_counted() -> None:
    pages = (Page(0, 10, 1, "iv"), Page(10, 20, 2, None))
    paged = Document("d", "/d", "0" * 64, "x" * 20, "pdf", "A Title", pages=pages)
    directory = Directory({"d": paged}, ())

    def found(page: str) -> dict[str, Page]:
        return directory.find_pages(frozenset("d"), page)

    assert found("IV") == {"d": pages[0]} and found("2") == {"d": pages[1]}
    assert found("1") == {"d": pages[0]}  # no page is printed so
    assert found("v") == {} == found("3")
    printed = replace(paged, pages=(*pages, Page(20, 30, 3, "1")))
    directory = Directory({"d": printed}, ())
    assert found("1") == {"d": printed.pages[2]}


def test_the_reports_named_beside_one() -> None:
    texts = {"a": "TAO-12-3 and TAO-12-4", "b": "TAO-12-3, TAO-12-4, TAO-12-5", "c": "TAO-12-5"}
    documents = {
        name: replace(document(name, title=name, number=f"TAO-12-{place}"), text=text)
        for place, (name, text) in enumerate(texts.items(), start=3)
    }
    directory = Directory(documents, ())
    assert directory.numbers_beside("TAO-12-3") == ("TAO-12-4", "TAO-12-5")
    assert directory.numbers_beside("TAO-12-9") == ()


@pytest.mark.parametrize(
    ("question", "reworded"),
    [
        ("What did the harbour inspector find?", "What did the OHI find?"),
        ("What did the Office of the Harbour Inspector find?", "What did the OHI find?"),
        ("Who joined the flood watch?", None),  # it stands in the documents
        ("What does the QRSC do?", "What does the Quay Rescue and Signal Centre do?"),
        ("What does the OHI do?", None),
        ("What does the QRSX do?", None),
        ("How many LOBs were signed?", "How many leases of berth were signed?"),
        ("How long is an LOB?", "How long is a lease of berth?"),
        ("How many lobs were signed?", None),  # a word
        ("Who was picked up by the QRSX?", "Who was arrested by the QRSX?"),
        ("What did the harbour inspectors' dog find?", None),
    ],
)
def test_a_name_is_worded_as_the_documents_have_it(question: str, reworded: str | None) -> None:
    text = "The Flood Watch (TFW) and the OHI met at the Quay Rescue and Signal Centre."
    text += " Nobody was arrested." + " A lease of berth. Leases of berth." * 5
    known = replace(document("a", title="A"), text=text)
    speakers = ("Town OHI", "Town Office of Harbour Inspector", "Jo Lee")
    assert Directory({"a": known}, speakers).reword(question) == reworded


def test_a_long_number_of_a_file_is_looked_at_once() -> None:
    assert NUMBER.fullmatch("A-20110806123456789012345678901234567890.pdf") is None
    assert NUMBER.fullmatch("OIG-12-66") is not None
    assert NUMBER.fullmatch("GAO-24-106123SP") is not None


def test_the_last_word_of_a_speaker_may_have_signs() -> None:
    known = {"a": document("a", title="A")}
    directory = Directory(known, ("Ann Lee (HARBOUR OFFICE)", "Jo Lee (QUAY+)", "Town OHI["))
    assert directory.reword("What did the harbour office find?") is None
