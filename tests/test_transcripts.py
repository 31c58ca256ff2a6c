"""Whose turn it is: on invented transcripts of calls, hearings and depositions."""

from __future__ import annotations

import pytest

from rag.language.sentences import split_sentences
from rag.readers.markdown import read_markdown
from rag.readers.text import read_text
from rag.records import Document
from rag.speaking.speakers import attribute

CALL = """Westmark Harbour Lines
Call on the third quarter

Call participants:
{one}
{two}

Operator

Good morning, and welcome. Please hold.

{one}

We moved fewer ships than in spring. Ann Lee and I agreed that the crane was to blame.

{two}

I will keep to the figures. Tolls rose by 4%.

Operator

Our first question comes from the town.

{one}

Thank you all. Harbour Watch reported that the crane is mended.
"""
HEARING = """Hearing on the Ferry

{one}: Why did you close the pier?

{two}: We had no choice. The piles were rotten.

{one}: Who told you that?

{two}: Carl Boone told me that they were.
The report came later.

(Recess taken.)

{one}: Thank you.
"""
DEPOSITION = """TOWN COURT OF WESTMARK

DEPOSITION OF {witness}
Taken on May 4, 2021

APPEARANCES
For the Town: ANN LEE, Lee & Marsh LLP
For the Ferry: CARL BOONE, Boone LLP

{witness}, having been first duly sworn, testified as follows:

EXAMINATION BY MS. LEE

Q. Who closed the pier?
A. I did. He said that it was rotten.
Q. When was that?
A. In May.

MR. BOONE: Objection. Vague.

THE WITNESS: It was in May.

CROSS-EXAMINATION BY MR. BOONE

Q. Were you there?
A. No. I came later.

(The deposition ended at noon.)

REPORTER'S CERTIFICATE

The foregoing is a true record.
"""


def said(text: str, *, markdown: bool = False) -> dict[str, str]:
    """Returns each sentence of a file with the name of who says it."""
    read, name = (read_markdown, "a.md") if markdown else (read_text, "a.txt")
    reading = read(text.encode(), name)
    document = Document(
        "d", "/d", "0" * 64, reading.text, "text", "The Paper", blocks=reading.blocks
    )
    return {
        document.text[each.start : each.end]: each.speaker.name
        for each in attribute(document, split_sentences(document.text, document.blocks))
    }


@pytest.mark.parametrize("markdown", [False, True])
@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Ida Crane -- Chief Executive", "Paul Marsh -- Treasurer"),
        ("Ida Crane \u2014 Westmark Harbour Lines", "Paul Marsh \u2014 Rhine Bank \u2014 Analyst"),
        ("Ida Crane, Chief Executive Officer", "Paul Marsh, Treasurer of the Lines"),
    ],
)
def test_a_name_on_its_own_line_says_who_speaks_in_a_call(
    one: str, two: str, markdown: bool
) -> None:
    text = CALL.replace("{one}\n{two}", "- {one}\n- {two}") if markdown else CALL
    found = said(text.format(one=one, two=two), markdown=markdown)
    assert found["Please hold."] == "Operator"
    assert found["We moved fewer ships than in spring."] == "Ida Crane"
    assert found["Ann Lee and I agreed that the crane was to blame."] == "Ida Crane"
    assert found["Tolls rose by 4%."] == "Paul Marsh"
    assert found["Harbour Watch reported that the crane is mended."] == "Harbour Watch"
    assert found["Thank you all."] == "Ida Crane"


@pytest.mark.parametrize(
    ("one", "two", "names"),
    [
        ("Chair Crane", "Mr. Marsh", ("Chair Crane", "Mr. Marsh")),
        ("THE COURT", "MS. MARSH", ("The Court", "Ms. Marsh")),
        ("Ida Crane", "Paul Marsh", ("Ida Crane", "Paul Marsh")),
        ("Ida Crane, Mayor", "Paul Marsh, Harbour Director", ("Ida Crane", "Paul Marsh")),
        ("IDA CRANE", "Operator", ("Ida Crane", "Operator")),
    ],
)
def test_a_name_before_a_colon_says_who_speaks(one: str, two: str, names: tuple[str, str]) -> None:
    found = said(HEARING.format(one=one, two=two))
    assert found["Why did you close the pier?"] == names[0]
    assert found["The piles were rotten."] == names[1]
    assert found["Carl Boone told me that they were."] in (names[1], "Carl Boone")
    assert found["The report came later."] == names[1]
    assert found["(Recess taken.)"] == "The Paper"
    assert found["Thank you."] == names[0]


@pytest.mark.parametrize(
    ("written", "witness"),
    [("IDA CRANE", "Ida Crane"), ("Ida Crane", "Ida Crane"), ("PAUL J. MARSH", "Paul J. Marsh")],
)
def test_a_deposition_tells_the_witness_from_those_who_ask(written: str, witness: str) -> None:
    found = said(DEPOSITION.format(witness=written))
    assert found["Who closed the pier?"] == "Ann Lee"
    assert found["I did."] == found["In May."] == witness
    assert found["He said that it was rotten."] == witness
    assert found["Objection."] == found["Vague."] == "Carl Boone"
    assert found["It was in May."] == witness
    assert found["Were you there?"] == "Carl Boone"
    assert found["No. I came later."] == witness
    assert found["(The deposition ended at noon.)"] == "The Paper"
    assert found["The foregoing is a true record."] == "The Paper"


FAQ = """Questions on the Ferry

Q. When does it run?
A. It runs at noon.

Q. Can you pay on board?
A. No. You pay at the pier.
"""
AUDIT = """Audit of the Pier

Recommendation One: Mend the piles.

Management Response: We agree. Our crews will do it.

Target Date: May 2021.

Recommendation Two: Count the boats.

Management Response: We agree. You will see.

Target Date: June 2021.

The recommendation is old, and the management knows its target date and the response.
"""
CONTACTS = """Harbour Office

Ida Crane: 555 0101

Paul Marsh: 555 0102

Ann Lee: 555 0103
"""
LETTER = """To the Town

We ask you to mend the pier. You know why.

Ida Crane, Mayor

We agree with this.

Paul Marsh, Treasurer
"""
CHAPTERS = """A Book of Harbours

Westmark Harbour -- A History

It was built in 1802.

Ostmark Harbour -- A History

It was built in 1810.

Sudmark Harbour -- A History

We have no date for it.
"""


@pytest.mark.parametrize("text", [FAQ, CONTACTS, LETTER, CHAPTERS])
def test_labels_of_other_papers_name_nobody(text: str) -> None:
    assert set(said(text).values()) == {"The Paper"}


def test_of_an_audit_what_management_answers_alone_is_somebody_elses() -> None:
    assert set(said(AUDIT).values()) == {"The Paper", "Management"}


THREAD = """Rows written twice

janel commented on 2012-05-04

I see rows twice. I pulled the cable.

tovemk commented on 2012-05-04

Thanks. Could you say which store you use?

janel commented on 2012-05-05

A local disk. We have no other.

janel linked a change that will close this issue.

tovemk commented on 2012-05-06

So we broke our own rule.

This issue was closed on 7 May.
"""


def test_who_posts_says_it_and_what_the_forum_tells_is_its_own() -> None:
    told = said(THREAD)
    assert told["I pulled the cable."] == "janel"
    assert told["So we broke our own rule."] == "tovemk"
    assert told["janel linked a change that will close this issue."] == "The Paper"
    assert told["This issue was closed on 7 May."] == "The Paper"


def test_days_of_a_diary_post_nothing() -> None:
    days = "\n\n".join(
        f"{day} {n} May 2012\n\nI saw the boats today." for n, day in enumerate(
            ("Monday", "Tuesday", "Monday", "Tuesday"), 1)
    )  # fmt: skip
    assert set(said(days).values()) == {"The Paper"}


RULED = """STARTERS > It smells

--------------------
sueb | 28 May 2023, 07:11
--------------------
I have had this for six weeks. Should I throw it away?

--------------------
Moderator (Elspeth) | 28 May 2023, 08:40
--------------------
Please don't. We can help you.

--------------------
sueb | 28 May 2023, 19:25
--------------------
Thank you both! I moved it.

--------------------
End of thread.
"""


def test_a_post_may_be_headed_between_rules() -> None:
    told = said(RULED)
    assert told["Should I throw it away?"] == "sueb"
    assert told["We can help you."] == "Moderator"
    assert [who for text, who in told.items() if "End of thread" in text] == ["The Paper"]
