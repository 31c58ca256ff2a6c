"""What a section of a code of laws says is quoted with what amends it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

import rag
from rag.answering.codified import Amendment, amendments_in, section_of
from rag.verify import verify

ACT = """<!DOCTYPE html><html><head><title>Ferry Licensing Act</title></head><body>
<h1>Ferry Licensing Act</h1><p>Chapter 12, Acts of 2015. Approved June 6, 2015.</p>
<h2>§ 21-301. Licenses.</h2>
<p>(a) No person shall run a ferry for hire without a license. (b) A ferry master shall renew the
license every five years.</p>
<h2>§ 21-302. Insurance.</h2>
<p>A ferry owner shall carry liability insurance of at least $200,000 for each voyage.</p>
<h2>§ 21-303. Bells.</h2>
<p>Every ferry shall carry a brass bell of nine inches.</p>
<h2>§ 21-304. Lamps.</h2>
<p>(a) A ferry shall show two white lamps at night. (b) A pilot shall test the lamps each week.</p>
<h2>§ 21-305. Whistles.</h2>
<p>A whistle shall be heard at 800 yards.</p></body></html>"""
AMENDING = """STATE OF VELL

CHAPTER 40, ACTS OF 2021

Approved May 11, 2021

SECTION 1. In section 21-301(b), strike "five years" and insert "three years".

SECTION 2. In section 21-302, strike "$200,000" and insert "$450,000".

SECTION 3. Section 21-303 is repealed.

SECTION 4. Section 21-304(a) is amended to read: "(a) A ferry shall show four amber lamps at night."

SECTION 5. Section 21-305 is not changed.
"""


@pytest.fixture(scope="module")
def vell(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("vell")
    (folder / "act.html").write_text(ACT, "utf-8")
    (folder / "amending.txt").write_text(AMENDING, "utf-8")
    with rag.Chatbot.open(folder) as bot:
        yield bot


@pytest.mark.parametrize(
    ("question", "old", "new", "number"),
    [
        (
            "How often shall a ferry master renew the license?",
            "five years",
            "three years",
            "21-301",
        ),
        ("What liability insurance shall a ferry owner carry?", "$200,000", "$450,000", "21-302"),
        ("What bell shall every ferry carry?", "nine inches", "is repealed", "21-303"),
        ("How many lamps shall a ferry show at night?", "two white", "four amber", "21-304"),
    ],
)
def test_a_section_goes_with_what_amends_it(
    vell: rag.Chatbot, question: str, old: str, new: str, number: str
) -> None:
    answer = vell.ask(question)
    assert new in answer.text
    if old in answer.text:
        assert answer.text.index(old) < answer.text.index(new)
        assert f"§ {number} of “Ferry Licensing Act”" in " ".join(answer.notes)
    documents = vell._steps.documents.values()
    assert all(check.state == "ok" for check in verify(answer.to_dict(), list(documents)))


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("How often shall a pilot test the lamps?", "each week"),
        ("At what distance shall a whistle be heard?", "800 yards"),
    ],
)
def test_a_section_that_stands_is_quoted_alone(vell: rag.Chatbot, question: str, told: str) -> None:
    answer = vell.ask(question)
    assert told in answer.text
    assert not any("change" in note for note in answer.notes)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('In section 34-914, strike "$5" and insert "$7".', Amendment("34-914", "", "$5")),
        ('In § 8-101(a)(2), for "ten" substitute "six".', Amendment("8-101", "(a)(2)", "ten")),
        (
            'In section 456.07, by striking "a day" and inserting "two days"',
            Amendment("456.07", "", "a day"),
        ),
        ("Section 34-930(a) is hereby amended to read:", Amendment("34-930", "(a)")),
        ("Sections 1-2 of the handbook are read aloud.", None),
        ("Section 34-911(a) is further amended by adding:", None),
        ("Section 34-914 applies to boats.", None),
        ("The notice required by section 34-920(b) is not changed by this Act.", None),
        ("In section 4.1, strike “ten” and insert “six”.", None),
    ],
)
def test_what_amends_a_section_is_told(text: str, found: Amendment | None) -> None:
    assert next(amendments_in(text), None) == found


@pytest.mark.parametrize(
    ("headings", "clause", "number"),
    [
        (("Licenses", "§ 34-914. Insurance."), "An owner shall insure the boat.", "34-914"),
        (("Chapter 9",), "Sec. 8-101. An owner shall insure the boat.", "8-101"),
        (("12A-3-4 Insurance",), "(a) An owner shall insure the boat.", "12A-3-4"),
        (("2019-2020",), "The year was wet.", "2019-2020"),
        (("4.1 Insurance",), "An owner shall insure the boat.", ""),
        ((), "In 2019-20 the year was wet.", ""),
    ],
)
def test_a_section_is_told_by_its_heading(
    headings: tuple[str, ...], clause: str, number: str
) -> None:
    assert section_of(headings, clause) == number
