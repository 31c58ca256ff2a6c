"""Who signs a letter, to whom it goes, who asked for it, and what a document is about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import rag
from rag.asking.bibliographic import Fields, asks_about_documents
from rag.verify import verify

LETTER = """---
title: Cranes of the North Quay
number: HA-05-12
publisher: Harbour Office
date: 2005-09-09
---

Harbour Office

September 9, 2005

The Honorable Vera Nordby
Chair, Committee on Harbours
House of Deputies

Dear Mrs. Chair:

Cranes lift most of what comes in over the quay. You asked us to examine why two of them stand idle.

The cranes stand idle because no one has the licence for them. If you or your staff have questions,
please call us.

Sincerely yours,

Ada M. North
Director, Harbour Issues

## Appendix I: Comments from the Department of Ports

Mr. Ole Berg Director, Harbour Issues

Dear Ms. North:

The department agrees.

Sincerely,

Kari Lund Deputy Secretary
"""

UNCLOSED = """---
title: Dues of the South Quay
number: HA-06-44
publisher: Harbour Office
date: 2006-02-01
---

# Dues of the South Quay

This report examines how the dues of the south quay rose.

They rose by nine crowns. A committee asked us for this report.[^1] Key contributors are listed in
the appendix.

Jon Aas Director, Harbour Dues

[^1]: The Committee on Dues asked that we conduct this study.

## Appendix I

We asked nine captains.
"""

TESTIMONY = """---
title: Pay at the Harbour Office
number: HA-08-58T
author: Liv Moe
kind: testimony
date: 2008-03-13
---

Statement of Liv Moe

Madam Chair and Members of the Committee:

I am pleased to be here today to discuss a survey of pay. My name is Liv Moe and I am an Assistant
Counsel at the Harbour Office. Nine clerks answered the survey.
"""

NOTE = """---
title: Light and Fog
author: Per Dahl
date: 2012-04-11
---

"Light and Fog" is a commentary by Per Dahl, published on April 11, 2012 by the Pilots' Institute.

Dahl has written before.

The commentary discusses two reports on the lighthouse.
"""


@pytest.fixture(scope="module")
def letters(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("letters")
    for name, text in (
        ("cranes", LETTER),
        ("dues", UNCLOSED),
        ("pay", TESTIMONY),
        ("fog", NOTE),
    ):
        (folder / f"{name}.md").write_text(text, "utf-8")
    with rag.Chatbot.open(folder) as opened:
        yield opened


def quoted(bot: rag.Chatbot, question: str) -> list[str]:
    """What is quoted in answer to a question, where every part of it holds."""
    answer = bot.ask(question)
    assert {check.state for check in verify(answer.to_dict(), bot.documents)} <= {"ok"}
    assert all(said.findings == () for said in answer.statements)
    return [" ".join(each.quote.split()) for each in answer.citations]


@pytest.mark.parametrize(
    ("question", "quotes"),
    [
        ("Who signed HA-05-12?", ["Ada M. North Director, Harbour Issues"]),
        ("Who signed the report on the cranes?", ["Ada M. North Director, Harbour Issues"]),
        ("Who signed HA-06-44?", ["Jon Aas Director, Harbour Dues"]),
        (
            "To whom is HA-05-12 addressed?",
            ["The Honorable Vera Nordby Chair, Committee on Harbours House of Deputies"],
        ),
        (
            "Who asked for HA-05-12?",
            [
                "You asked us to examine why two of them stand idle.",
                "The Honorable Vera Nordby Chair, Committee on Harbours House of Deputies",
            ],
        ),
        (
            "Who asked HA to look into the dues of the south quay?",
            ["The Committee on Dues asked that we conduct this study."],
        ),
        ("Who testified in HA-08-58T?", ["Statement of Liv Moe"]),
        (
            "Who gave the testimony on pay and what is her job at the Harbour Office?",
            [
                "Statement of Liv Moe",
                "My name is Liv Moe and I am an Assistant Counsel at the Harbour Office.",
            ],
        ),
    ],
)
def test_the_line_itself_is_cited(letters: rag.Chatbot, question: str, quotes: list[str]) -> None:
    assert quoted(letters, question) == quotes


def test_who_signs_stands_for_an_author_that_is_not_named(letters: rag.Chatbot) -> None:
    answer = letters.ask("Who wrote HA-06-44 and what's it about?")
    assert answer.reply is not None and "is signed." in answer.reply
    texts = [said.text for said in answer.statements]
    assert "Jon Aas Director, Harbour Dues" in texts
    assert "This report examines how the dues of the south quay rose." in texts


def test_two_documents_are_asked_about_at_once(letters: rag.Chatbot) -> None:
    assert quoted(letters, "Who signed HA-05-12 and HA-06-44?") == [
        "Ada M. North Director, Harbour Issues",
        "Jon Aas Director, Harbour Dues",
    ]


def test_what_bears_no_signature_is_asked_of_the_text(letters: rag.Chatbot) -> None:
    for question in ("Who signed HA-08-58T?", "Who signed the bill into law?"):
        assert letters.ask(question).reply is None


def test_what_a_document_discusses_follows_who_made_it(letters: rag.Chatbot) -> None:
    assert quoted(letters, "What is Light and Fog about?")[1:] == [
        "The commentary discusses two reports on the lighthouse."
    ]
    # What says its subject by itself is enough.
    assert quoted(letters, "What is HA-06-44 about?") == [
        "This report examines how the dues of the south quay rose."
    ]


@pytest.mark.parametrize(
    ("question", "facts"),
    [
        ("Who signed HA-05-12?", Fields(("signer",), "HA-05-12")),
        ("By whom was it signed?", Fields(("signer",), "it")),
        ("Who testified in HA-08-58T?", Fields(("author",), "HA-08-58T")),
        ("Who wrote it and what's it about?", Fields(("author", "about"), "it")),
        ("Who asked the office to look into cranes?", None),
        ("Who asked GAO to look into cranes?", Fields(("requester",), "the report on cranes")),
        ("What is her job at the Harbour Office?", Fields(("office",), "")),
    ],
)
def test_what_is_asked_of_a_letter(question: str, facts: Fields | None) -> None:
    assert asks_about_documents(question) == facts
