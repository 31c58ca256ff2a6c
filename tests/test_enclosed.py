"""Whose words messages are that one file has one after another, and interviews without names."""

from __future__ import annotations

import pytest

from rag.readers.text import read_text
from tests.test_turn_labels import PAPER, said

ARCHIVE = """From ida at quay.example  Mon Sep 12 08:21:40 2022
From: ida at quay.example (Ida Crane)
Date: Mon, 12 Sep 2022 08:21:40 +0200
Subject: The crane

Dear all,

I ask you to keep the old crane. It has never failed.

Ida


From jo at mill.example  Mon Sep 12 11:47:03 2022
From: Jo Orme <jo@mill.example>
Date: Mon, 12 Sep 2022 10:47:03 +0100
Subject: The crane

On Mon, 12 Sep 2022, Ida Crane wrote:

> It has never failed.

We have no parts for it. The maker closed in 2019.
"""
FILE = """FILE 2288   CRANE

Scanned from the paper originals.
-----------------------------------------------------------------

[1]

MEMORANDUM

TO:      Ida Crane
FROM:    V. Orme, Superintendent
DATE:    May 6

You did not come on Saturday. The rule is plain.

-----------------------------------------------------------------

[2]

Dear Mr. Orme,

I gave the form to the foreman. He put it in his pocket.

Yours truly,

Ida Crane
"""
COMMENTS = """COMMENTS ON THE QUARRY

==========================================================================
Comment 61
Name:      Mr Al Bo
Address:   Low Garth
Received:  09/01/2023
Stance:    OBJECT
--------------------------------------------------------------------------
I keep fish at the spring. In a dry August there is little water.

==========================================================================
Comment 62
Name:      Mrs Jo Orme
Address:   4 Quarry Terrace
Received:  09/01/2023
Stance:    SUPPORT
--------------------------------------------------------------------------
My brothers work there. The school needs them.
"""
HISTORY = """VOICES OF THE QUAY

Narrator: Ida Crane, born 1934
Interviewer: Jo Orme, for the society

How did you come to the quay?

By a coal lorry. The bus went only to the chapel.

I was eighteen.

What was it like?

Cold. The windows had been taken out.

Who was there besides you?

Nobody. The men came at six.

Transcribed by J. Orme, June 2011.
"""


def test_the_messages_of_an_archive_are_their_writers() -> None:
    found = said(ARCHIVE)
    assert found["It has never failed."] == "Ida Crane"
    assert found["> It has never failed."] == "Ida Crane"
    assert found["The maker closed in 2019."] == "Jo Orme"


def test_letters_and_memos_of_a_file_are_theirs_who_send_or_sign_them() -> None:
    found = said(FILE)
    assert found["The rule is plain."] == "V. Orme"
    assert found["He put it in his pocket."] == "Ida Crane"
    assert next(who for text, who in found.items() if text.startswith("Scanned")) == PAPER


def test_comments_are_theirs_whose_names_stand_above() -> None:
    found = said(COMMENTS)
    assert found["In a dry August there is little water."] == "Mr Al Bo"
    assert found["The school needs them."] == "Mrs Jo Orme"


def test_one_writer_alone_is_no_file_of_several() -> None:
    text = "MEMORANDUM\n\nTO: Al Bo\nFROM: Jo Orme\nDATE: May 6\n\nI was there. It rained.\n"
    assert set(said(text).values()) == {PAPER}


def test_an_interview_without_labels_is_of_those_its_head_names() -> None:
    found = said(HISTORY)
    assert found["How did you come to the quay?"] == "Jo Orme"
    assert found["The bus went only to the chapel."] == found["I was eighteen."] == "Ida Crane"
    assert found["Transcribed by J. Orme, June 2011."] == PAPER


def numbered(lines: list[str]) -> str:
    return "".join(f"{at:>3}   {line}\n" for at, line in enumerate(lines, start=1))


def test_the_numbers_of_lines_are_no_part_of_what_is_said() -> None:
    lines = [
        "THE INSPECTOR: Good morning. It is two minutes past",
        "    ten.",
        "MR LEE: Madam, I call Dr Crane. She knows the",
        "    boreholes.",
        "              DR IDA CRANE (called)",
        "              Examination by MR LEE",
        "Q.  How many were there?",
        "A.  There were eleven. They were read every month for",
        "    two years.",
    ]
    found = said("INQUIRY, DAY 3\n\n" + numbered(lines * 3))
    assert found["It is two minutes past ten."] == "The Inspector"
    assert found["They were read every month for two years."] == "Ida Crane"
    assert found["How many were there?"] == "Mr Lee"


@pytest.mark.parametrize(
    "text", ["\n".join(f"{n} apples" for n in range(1, 10)), "7 days\n\n12 men\n\n3 ships\n" * 9]
)
def test_other_numbers_stay(text: str) -> None:
    assert read_text(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("CONFIDENTIAL \u2013 HR/12", "Notes of an interview"),
        ("1", "Notes of an interview"),
        ("--- Log opened Thu Mar 07", "Notes of an interview"),
        ("18:00 <idac> We meet at the quay", ""),
    ],
)
def test_what_stands_above_a_title_is_none(above: str, title: str) -> None:
    below = "Notes of an interview" if title else "18:01 <jo> I come, too"
    reading = read_text(f"{above}\n\n{below}\n\nThe crane had been mended.\n".encode(), "a.txt")
    assert reading.facts.get("title", "") == title
