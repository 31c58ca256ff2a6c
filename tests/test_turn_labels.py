"""Whose turn it is, in the layouts of programs and typists: on one invented talk in each."""

from __future__ import annotations

import pytest

from rag.language.sentences import split_sentences
from rag.readers.markdown import read_markdown
from rag.readers.text import read_text
from rag.records import Document
from rag.speaking.speakers import attribute

PAPER = "The Paper"
TALK = (
    (0, "I walked to the lower quay at four. The chain on gate seven had been cut."),
    (1, "Did you tell the harbour office? Nobody there has any note of it."),
    (0, "We rang twice. The second call was at twenty past five."),
    (2, "The log shows only the second call. It was taken by the night clerk."),
    (1, "So you were late? The rule says at once."),
    (0, "My radio was flat. A fresh one came at six."),
)


def said(text: str, *, markdown: bool = False) -> dict[str, str]:
    """Returns each sentence of a file with the name of who says it."""
    read, name = (read_markdown, "a.md") if markdown else (read_text, "a.txt")
    reading = read(text.encode(), name)
    document = Document("d", "/d", "0" * 64, reading.text, "text", PAPER, blocks=reading.blocks)
    return {
        " ".join(document.text[each.start : each.end].split()): each.speaker.name
        for each in attribute(document, split_sentences(document.text, document.blocks))
    }


def talk(head: str, form: str, between: str, names: tuple[str, str, str]) -> str:
    turns = (form.format(n=names[who], t=text, i=i) for i, (who, text) in enumerate(TALK))
    return f"{head}\n\n{between.join(turns)}\n"


def speakers_of(found: dict[str, str]) -> list[str]:
    """Returns who says the second sentence of each turn."""
    seconds = [text.replace("? ", ". ").split(". ", 1)[1] for _, text in TALK]
    return [next(who for text, who in found.items() if text.endswith(each)) for each in seconds]


@pytest.mark.parametrize(
    ("head", "form", "between", "names", "shown"),
    [
        pytest.param(*each[1:], id=each[0])
        for each in [
            (
                "counsel and an inspector",
                *("Transcript of the inquiry", "{n}: {t}", "\n\n"),
                ("MR HARDCASTLE KC", "MS LOWE", "THE INSPECTOR"),
                ("Mr Hardcastle", "Ms Lowe", "The Inspector"),
            ),
            (
                "a dash behind an office",
                *("Webcast of the committee", "{n} \u2014 {t}", "\n\n"),
                ("Cllr Byrne", "Cllr Lowe", "Chair"),
                ("Cllr Byrne", "Cllr Lowe", "Chair"),
            ),
            (
                "a ward in brackets",
                *("Webcast of the committee", "{n}: {t}", "\n"),
                ("Cllr Byrne (Ward 4)", "Cllr Lowe", "The Chair"),
                ("Cllr Byrne", "Cllr Lowe", "The Chair"),
            ),
            (
                "the minister who holds an office",
                *("Official Report of the debate", "{n}: {t}", "\n\n"),
                ("Mr Smith (North) (Ind)", "The Minister for Harbours (Ms Lowe)", "Mr Speaker"),
                ("Mr Smith", "Ms Lowe", "Mr Speaker"),
            ),
            (
                "a dash behind a full stop",
                *("Record of debates", "{n}.\u2014{t}", "\n\n"),
                ("Mr SMITH", "Ms LOWE", "The SPEAKER"),
                ("Mr SMITH", "Ms LOWE", "The SPEAKER"),
            ),
            (
                "a voice recorder's columns",
                *("VOICE RECORDER\n\nP1   Master, Ida Crane", "14:02:1{i}  CH2  {n}  {t}", "\n"),
                ("P1", "P2", "ATC"),
                ("Ida Crane", "P2", "ATC"),
            ),
            (
                "a chat on a telephone",
                *("Export", "12/03/2024, 18:0{i} - {n}: {t}", "\n"),
                ("Ida", "+44 7700 900417", "Mr Marsh"),
                ("Ida", "+44 7700 900417", "Mr Marsh"),
            ),
            (
                "a chat of nicknames",
                *("Log opened", "18:0{i} <{n}> {t}", "\n"),
                ("idac", "marsh_p", "zq"),
                ("idac", "marsh_p", "zq"),
            ),
            (
                "nicknames alone",
                *("Log", "<{n}> {t}", "\n"),
                ("idac", "marsh_p", "zq"),
                ("idac", "marsh_p", "zq"),
            ),
            (
                "a camera's brackets",
                *("BODY WORN CAMERA, recording", "00:0{i}:31 [{n}] {t}", "\n"),
                ("STRAND", "FEMALE", "OFFICER 1"),
                ("Strand", "Female", "OFFICER 1"),
            ),
            (
                "a ticket",
                *("TICKET", "[{i}] 16/10/2023 09:1{i}   {n}\n\n{t}", "\n\n"),
                ("CUSTOMER (by mail)", "AGENT (Rufus Orme)", "SUPERVISOR"),
                ("Customer", "Rufus Orme", "Supervisor"),
            ),
            (
                "a time behind the name",
                *("Podcast", "{n} [00:14:2{i}]: {t}", "\n"),
                ("Byrne", "Patel", "Chair"),
                ("Byrne", "Patel", "Chair"),
            ),
            (
                "numbered questions",
                *("Oral evidence", "Q4{i}  {n}: {t}", "\n\n"),
                ("Dr Jones", "Chair", "Mary Kelly"),
                ("Dr Jones", "Chair", "Mary Kelly"),
            ),
            (
                "participants by numbers",
                *("Focus group 2", "{n}: {t}", "\n\n"),
                ("P3 (F, 40s)", "Moderator", "P1 (M, 20s)"),
                ("P3", "Moderator", "P1"),
            ),
            (
                "names with a star",
                *("Focus group 2. No name is a real one.", "{n}: {t}", "\n\n"),
                ("Rosa*", "Moderator", "Abel*"),
                ("Rosa", "Moderator", "Abel"),
            ),
            (
                "initials of those listed",
                *("Minutes. Present: Ida Crane (IC), Jo Orme (JO), Al Bo (AB)", "{n}: {t}", "\n\n"),
                ("IC", "JO", "AB"),
                ("Ida Crane", "Jo Orme", "Al Bo"),
            ),
            (
                "sides with initials",
                *(
                    "Session. Present: Ida Crane (IC); Jo Orme (JO); Al Bo (AB)",
                    "{n}: {t}",
                    "\n",
                ),
                ("Management (IC)", "Union (JO)", "Union (AB)"),
                ("Ida Crane", "Jo Orme", "Al Bo"),
            ),
            (
                "given names by themselves",
                *("Notes of an interview with Ida Crane, Jo Orme and Al Bo", "{n}\n{t}", "\n\n"),
                ("Ida", "Jo", "AL"),
                ("Ida Crane", "Jo Orme", "Al Bo"),
            ),
            (
                "captions",
                *("Captions of the webcast, with Ida Crane and Jo Orme", ">> {n}: {t}", "\n\n"),
                ("IDA", "JO", "GUEST"),
                ("Ida Crane", "Jo Orme", "Guest"),
            ),
            (
                "capitals and a hyphen",
                *("Calls to the control room, transcript", "{n} - {t}", "\n"),
                ("CRANE", "CONTROL", "STS FOUR"),
                ("Crane", "Control", "Sts Four"),
            ),
            (
                "a committee's full stops",
                *("HEARING BEFORE THE COMMITTEE", "    {n}. {t}", "\n"),
                ("Chairman Smith", "Ms. Lee", "Mr. Boone"),
                ("Chairman Smith", "Ms. Lee", "Mr. Boone"),
            ),
            (
                "a court's parties",
                *("SUPERIOR COURT", "          {n}:  {t}", "\n"),
                ("THE COURT", "MS. LEE", "THE DEFENDANT"),
                ("The Court", "Ms. Lee", "The Defendant"),
            ),
            (
                "dashes before names",
                *("Interview with Ida Crane, Jo Orme and Al Bo", "\u2014 {n}: {t}", "\n\n"),
                ("Ida", "Jo", "Al"),
                ("Ida Crane", "Jo Orme", "Al Bo"),
            ),
            (
                "a channel's export",
                *("Export", "{n}  9:1{i} AM\n{t}", "\n\n"),
                ("Ida Crane", "Jo Orme", "Al Bo"),
                ("Ida Crane", "Jo Orme", "Al Bo"),
            ),
        ]
    ],
)
def test_each_layout_names_whose_turn_it_is(
    head: str, form: str, between: str, names: tuple[str, str, str], shown: tuple[str, str, str]
) -> None:
    found = said(talk(head, form, between, names))
    assert speakers_of(found) == [shown[who] for who, _ in TALK]
    assert next(who for text, who in found.items() if text.startswith(head[:8])) == PAPER


@pytest.mark.parametrize(
    ("form", "between"),
    [
        ("**{n}:** {t}", "\n"),
        ("**{n}:** {t}", "\n\n"),
        ("**{n}**\n{t}", "\n\n"),
        ("- **{n}:** {t}", "\n"),
        ("### {n}\n\n{t}", "\n\n"),
        ("**Q4{i}** *{n}:* {t}", "\n\n"),
    ],
)
def test_markdown_has_them_too(form: str, between: str) -> None:
    names = ("Ida Crane", "Jo Orme", "Al Bo")
    found = said(talk("# Interview", form, between, names), markdown=True)
    assert speakers_of(found) == [names[who] for who, _ in TALK]


@pytest.mark.parametrize(
    "text",
    [
        "Pier plan\n\nProblem: We have no piles.\n\nSolution: You buy some.\n\n"
        "Problem: We have no crane.\n\nSolution: You hire one.",
        "Name: Ida Crane\nDate: 4 May\n\nName: Jo Orme\nDate: 5 May\n\nA\n\nThe pier is let.",
        "Ida Crane\n412 Corvin Avenue\nOstrander\n\nDear Mayor,\n\nI support you.\n\nIda Crane",
        "We met. He\nwas late. We heard\nyou were not. He\nwas sorry. Do we mind? He\nis here.",
    ],
)
def test_what_only_looks_like_a_label_is_none(text: str) -> None:
    assert set(said(text).values()) == {PAPER}


def test_what_a_program_or_a_clerk_notes_is_the_records_own() -> None:
    found = said(
        "Log\n\n"
        "18:00 <idac> I am at the quay. It is dark.\n"
        "18:01 -!- marsh_p has joined\n"
        "18:02 <marsh_p> Are you alone?\n"
        "18:03 <idac> We are two.\n"
        "18:04 * idac nods\n"
    )
    assert found["I am at the quay."] == found["It is dark."] == "idac"
    assert found["18:01 -!- marsh_p has joined"] == found["18:04 * idac nods"] == PAPER


def test_notes_in_brackets_and_of_the_meeting_are_the_records_own() -> None:
    found = said(
        "Hearing on the pier, transcript\n\n"
        "MS. LEE: Were you there?\n\n"
        "MR. BOONE: I was. The lamp was out.\n"
        "(The recording was paused. It went on at noon.)\n\n"
        "The hearing was adjourned until 4 May.\n\n"
        "MS. LEE: Thank you. You may go.\n\n"
        "Transcribed by the town clerk.\n"
    )
    assert found["The lamp was out."] == "Mr. Boone"
    assert found["(The recording was paused."] == found["It went on at noon.)"] == PAPER
    assert found["The hearing was adjourned until 4 May."] == PAPER
    assert found["You may go."] == "Ms. Lee"
    assert found["Transcribed by the town clerk."] == PAPER


def test_a_name_with_a_hyphen_or_an_apostrophe_is_told_in_full() -> None:
    head = "Interview with Kofi Mensah-Boyd, Fiona O'Dwyer and Al Bo"
    found = said(talk(head, "{n}: {t}", "\n\n", ("Kofi", "Fiona", "Al")))
    assert speakers_of(found)[:2] == ["Kofi Mensah-Boyd", "Fiona O'Dwyer"]


def test_brackets_that_never_close_are_no_notes() -> None:
    turns = "".join(f"MS. LEE: I was ((there {n}.\n(open ((\nMR. BOONE: You?\n" for n in range(40))
    found = said(f"Hearing, transcript\n\n{turns}")
    assert found["You?"] == "Mr. Boone"


def test_those_listed_as_present_say_nothing() -> None:
    found = said(
        "Notes of an interview\n\n"
        "Ida Crane \u2013 Manager\nJo Orme \u2013 Driver\nAl Bo \u2013 Note taker\n\n"
        "Documents: a plan of the quay.\n\n"
        "Ida\nWhere were you?\n\nJo\nI was at home. It rained.\n\nIda\nAnd then?\n"
    )
    assert found["Documents: a plan of the quay."] == PAPER
    assert found["It rained."] == "Jo Orme"


def test_a_letter_tells_who_answers_in_brackets() -> None:
    found = said(
        "Annual meeting: questions\n\nOn the platform: Sir Al Bo, Chairman (AB); Jo Orme (JO)\n\n"
        "1.  MR. CRANE (shareholder)\n\n"
        "Q.  Why is there no dividend? The bank has seven million.\n\n"
        "A.  (AB)  We need it. The hall is unfinished.\n\n"
        "(JO)  The steel was dear. It came late.\n\n"
        "Q.  (Mr. Crane)  So we wait?\n\n"
        "A.  (AB)  You do.\n"
    )
    assert found["The bank has seven million."] == "Mr. Crane"
    assert found["The hall is unfinished."] == "Al Bo"
    assert found["It came late."] == "Jo Orme"
    assert found["So we wait?"] == "Mr. Crane"


def test_a_numbered_question_alone_tells_who_answers_below() -> None:
    text = (
        "# Record of interview\n\n| | |\n|---|---|\n| **Witness** | Ida Crane, driver |\n\n"
        "Questions are by Ms Orme.\n\n"
    )
    text += "".join(
        f"**Q{n}.** What did you see?\n\nThe boom shook. I rang.\n\nNobody came {n} times.\n\n"
        for n in range(1, 5)
    )
    found = said(text, markdown=True)
    assert found["What did you see?"] == "Ms Orme"
    assert found["The boom shook."] == found["Nobody came 3 times."] == "Ida Crane"


@pytest.mark.parametrize(
    ("opening", "asks", "answers"),
    [
        ("Ida Crane has kept the lamp since 2019. She talks to Jo Orme.", "Jo Orme", "Ida Crane"),
        ("Jo Orme sat down with Ida Crane. Crane keeps the lamp.", "Jo Orme", "Ida Crane"),
        ("Ida Crane, who keeps the lamp, spoke to us.", "The interviewer", "Ida Crane"),
    ],
)
def test_who_talks_in_a_printed_interview(opening: str, asks: str, answers: str) -> None:
    found = said(
        f"# The big interview\n\n{opening}\n\nQ: Is it dark?\n\nA: It is. I rang.\n\n"
        "Q: And then?\n\nA: Nobody came. The boom broke.\n",
        markdown=True,
    )
    assert (found["Is it dark?"], found["I rang."]) == (asks, answers)
    assert found["The boom broke."] == answers
