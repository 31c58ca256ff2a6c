"""What a document says of itself at its head: captions, bylines, dates, signatures and titles."""

from __future__ import annotations

import pytest

from rag.readers.bylines import is_person, names_in
from rag.readers.html import read_html
from rag.readers.markdown import read_markdown
from rag.readers.text import read_text

PROSE = (
    "The harbour board met twice in spring and took no minutes of what was said there, which the "
    "town deplored in a long letter to the minister of the coast and to the press of Vell."
)
MIRA = {"author": "Mira Castellane", "date": "2012-05-03"}


def markdown(text: str) -> dict[str, str]:
    return dict(read_markdown(f"{text}\n\n{PROSE}\n".encode(), "a.md").facts)


def plain(text: str) -> dict[str, str]:
    return dict(read_text(f"{text}\n\n{PROSE}\n".encode(), "a.txt").facts)


def page(markup: str) -> dict[str, str]:
    body = f"<html><body><article>{markup}<p>{PROSE}</p></article></body></html>"
    return dict(read_html(body.encode(), "a.html").facts)


@pytest.mark.parametrize(
    ("head", "facts"),
    [
        (
            "# Memorandum\n\n**To:** Board\n**From:** Mira Castellane, Port Warden\n"
            "**Date:** May 3, 2012\n**Re:** Dues for 2013",
            {"title": "Memorandum: Dues for 2013", **MIRA},
        ),
        (
            "# Staff Report\n\n**From:** Tobias Wren, Director\n"
            "**Prepared by:** Mira Castellane, Senior Planner\n**Date:** 3 May 2012",
            {"title": "Staff Report", **MIRA},
        ),
        (
            "# MEMO\n\n| | |\n|---|---|\n| To: | Board |\n| From: | Mira Castellane, Clerk |\n"
            "| Date: | May 3, 2012 |",
            {"title": "MEMO", **MIRA},
        ),
        ("# Dues\n\nDate: May 3, 2012", {"title": "Dues", "date": "2012-05-03"}),
        (
            "# Dues\n\nBy Mira Castellane and Tobias Wren | Published May 3, 2012",
            {"title": "Dues", "author": "Mira Castellane and Tobias Wren", "date": "2012-05-03"},
        ),
        (
            "# Dues\n\nPrepared by the Finance Department, May 3, 2012",
            {"title": "Dues", "author": "Finance Department", "date": "2012-05-03"},
        ),
        (
            "# Dues\n\n*By Mira Castellane. The author is a pilot in Vell and has been the head of "
            "its harbor union for eleven years. The Vell Mercury, a paper of the coast, "
            "3 May 2012.*",
            {"title": "Dues", "author": "Mira Castellane"},
        ),
        ("# Dues\n\nBy Mira Castellane, Vell Courier", {"title": "Dues", "author": MIRA["author"]}),
        ("# Dues\n\nWords: Mira Castellane", {"title": "Dues", "author": MIRA["author"]}),
        ("# Dues\n\nBy courier, Vell", {"title": "Dues"}),
        (
            "# Report\n\n**To:** Board\n**Adjuster:** Mira Castellane\n**Date:** 3 May 2012",
            {"title": "Report", **MIRA},
        ),
        ("# Dues\n\n*Vell, May 3, 2012*", {"title": "Dues", "date": "2012-05-03"}),
        (
            "# Lease\n\nThis Lease is made on May 3, 2012 between the Port and Wren.",
            {"title": "Lease", "date": "2012-05-03"},
        ),
        (
            "# Port Council\n\nMinutes of the meeting held on 3 May 2012, 14:00, Room 3",
            {"title": "Port Council", "date": "2012-05-03"},
        ),
        (
            "# Port Council\n# Quay Committee: Minutes\n\n## Meeting of 3 May 2012\n\nIt met.",
            {"title": "Port Council: Quay Committee: Minutes, Meeting of 3 May 2012"}
            | {"date": "2012-05-03"},
        ),
        (
            "# Port Council\n# Quay Committee: Minutes\n\n## Meeting of 3 May 2012\n\nIt met.\n\n"
            "## Meeting of 7 June 2012\n\nIt met again.",
            {"title": "Port Council: Quay Committee: Minutes"},
        ),
    ],
)
def test_the_head_of_a_markdown_file_says_who_wrote_it_and_when(
    head: str, facts: dict[str, str]
) -> None:
    assert markdown(head) == facts


@pytest.mark.parametrize(
    "head",
    [
        "By the time it ended, all was lost.",
        "By Certified Mail",
        "By Order of the Council",
        "**From:** May 1, 2011\n**To:** May 3, 2012",
        "**Reviewed by:** Tobias Wren\n\n**Approved:** by the council, June 3, 2011",
        "**Prepared for:** Harbour Board",
        "In a study published May 3, 2011 the port was slow.",
        "July 1, 2025 to June 30, 2026",
        "Replaces: version 4 of 5 March 2003",
        "The crane fell on May 3, 2012",
        "## 3 May 2012\n\nRain.\n\n## 4 May 2012\n\nSun.",
        f"{PROSE}\n\nBy Mira Castellane\n\nDate: May 3, 2012",
        "## Signatures\n\n**By:** Mira Castellane",
    ],
)
def test_what_is_no_author_and_no_date_of_the_document_is_not_taken(head: str) -> None:
    assert markdown(f"# The Port\n\n{head}") == {"title": "The Port"}


def test_front_matter_stands_alone() -> None:
    head = "---\ntitle: Dues\n---\n\n# Dues\n\nBy Mira Castellane\n\nMay 3, 2012"
    assert markdown(head) == {"title": "Dues"}


@pytest.mark.parametrize(
    ("head", "facts"),
    [
        (
            "MEMORANDUM\n\nTO: Board\nFROM: Mira Castellane, Port Warden\nDATE: May 3, 2012\n"
            "RE: Dues",
            {"title": "Memorandum: Dues", **MIRA},
        ),
        (
            "MEMORANDUM\nTO: Board\nFROM: Mira Castellane\nDATE: May 3, 2012\nRE: Dues",
            {"title": "Memorandum: Dues", **MIRA},
        ),
        (
            "TOWN OF VELL\nMINUTES OF THE COUNCIL\nTHURSDAY, MAY 3, 2012",
            {
                "title": "TOWN OF VELL: MINUTES OF THE COUNCIL, THURSDAY, MAY 3, 2012",
                "date": "2012-05-03",
            },
        ),
        (
            "THE VELL COURIER\nBusiness\n\nThe harbour is sold, and nobody knows to whom\n\n"
            "By Mira Castellane\nMay 3, 2012",
            {
                "title": "The harbour is sold, and nobody knows to whom",
                "publisher": "THE VELL COURIER",
                **MIRA,
            },
        ),
        (
            "Superior Court of Vell\nPORT v. WREN et al.\nCase No. 7\n\n"
            "DEPOSITION OF TOBIAS WREN\nTaken on May 3, 2012, at 9:32 a.m.",
            {
                "title": "Superior Court of Vell: DEPOSITION OF TOBIAS WREN",
                "date": "2012-05-03",
            },
        ),
        ("May 3, 2012", {"date": "2012-05-03"}),
        ("The ferry and the toll: a tale", {"title": "The ferry and the toll: a tale"}),
        ("Vell Diary\n\n3 May 2012\n\n" + PROSE + "\n\n4 May 2012", {"title": "Vell Diary"}),
        ("The ferry ran no more\nin the cold of the year", {}),
    ],
)
def test_the_head_of_a_plain_text_says_what_it_is(head: str, facts: dict[str, str]) -> None:
    assert plain(head) == facts


@pytest.mark.parametrize(
    ("suffix", "head"),
    [
        ("md", "# Memo\n\n**To:** Board\n**From:** Mira Castellane\n**Date:** May 3, 2012"),
        ("md", "# Lease\n\n| | |\n|---|---|\n| Tenant: | Board |\n| Date: | May 3, 2012 |"),
        ("txt", "MEMO\n\nTO: Board\nFROM: Mira Castellane\nDATE: May 3, 2012"),
        (
            "txt",
            f"LEASE\n\nLANDLORD: The Port of Vell and all that belongs to it\n"
            f"TENANT: Wren Cranes, Inc. of Vell\nPREMISES: {'Unit 6, Quay Street, ' * 4}Vell\n"
            "DATE: May 3, 2012",
        ),
    ],
)
def test_captioned_lines_are_cited_one_by_one(suffix: str, head: str) -> None:
    read = read_markdown if suffix == "md" else read_text
    reading = read(f"{head}\n\n{PROSE}\n".encode(), f"a.{suffix}")
    texts = [reading.text[each.start : each.end] for each in reading.blocks]
    assert reading.facts["date"] == "2012-05-03"
    assert [each for each in texts if each.lower() == "date: may 3, 2012"]


@pytest.mark.parametrize("text", ["Q: Who came?\nA: The warden.", "Note: it rains\nand it pours"])
def test_other_lines_with_colons_stay_together(text: str) -> None:
    reading = read_text(f"Vell\n\n{text}\n\n{PROSE}\n".encode(), "a.txt")
    assert text in [reading.text[each.start : each.end] for each in reading.blocks]


LETTER = "Tobias Wren\n7 Quay Street\nVell\n\nMay 3, 2012\n\nRe: Dues for 2013\n\nDear Board,\n\n"


@pytest.mark.parametrize(
    ("end", "author"),
    [
        ("Sincerely,\n\nMira Castellane\nfor the Port", "Mira Castellane"),
        ("Yours truly,\n\n/s/ Mira Castellane", "Mira Castellane"),
        ("Respectfully submitted,\n\n_________\nMira O. Castellane", "Mira O. Castellane"),
        ("Sincerely,\n\nMira Castellane\n\nTobias Wren", None),
        ("Sincerely,\n\nThe board of the port", None),
        ("The board was sincerely thanked.\n\nMira Castellane", None),
    ],
)
def test_a_letter_is_by_whoever_signs_it(end: str, author: str | None) -> None:
    facts = dict(read_text(f"{LETTER}{PROSE}\n\n{end}\n".encode(), "a.txt").facts)
    assert facts.pop("author", None) == author
    assert facts == {"title": "Dues for 2013", "date": "2012-05-03"}


def test_a_signature_below_what_is_no_letter_makes_nobody_its_author() -> None:
    assert plain(f"Dues\n\n{PROSE}\n\nSincerely,\n\nMira Castellane") == {"title": "Dues"}


@pytest.mark.parametrize(
    ("markup", "facts"),
    [
        ("<p class='byline'>By Mira Castellane, staff writer | Published May 3, 2012</p>", MIRA),
        ("<p>By Mira Castellane</p><p>May 3, 2012</p>", MIRA),
        ("<span class='author'>Mira Castellane</span><time datetime='2012-05-03'>now</time>", MIRA),
        ("<p>VELL, Coast, May 3, 2012 &ndash; The port is sold.</p>", {"date": "2012-05-03"}),
        ("<p><em>For immediate release: May 3, 2012</em></p>", {"date": "2012-05-03"}),
        ("<p>The crane of Vell. Updated 3 May 2012.</p>", {"date": "2012-05-03"}),
        ("<p>By and large, it held.</p>", {}),
        ("<div class='comments'><span class='author'>Bo Roe</span></div>", {}),
        (f"<p>{PROSE}</p><p>By Mira Castellane</p>", {}),
    ],
)
def test_a_page_names_its_author_and_date(markup: str, facts: dict[str, str]) -> None:
    assert page(f"<h1>The port is sold</h1>{markup}") == {"title": "The port is sold", **facts}


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("# Town of Vell\n## Report on the Dues", "Town of Vell: Report on the Dues"),
        ("# Wren Cranes, Inc.\n## Report for the year 2012", None),
        ("# Port Office\n# Report on Dues\n### May 3, 2012", "Port Office: Report on Dues"),
        ("# Vell Weekly\n## The dues of the port\n\nDate: May 3, 2012", None),
        ("# Wren | Research\n## Cranes in demand again", None),
        ("# COURT OF VELL\n\nPORT v. WREN\n\n## COMPLAINT", "COURT OF VELL: COMPLAINT"),
    ],
)
def test_a_name_and_the_heading_below_it_are_the_title(head: str, title: str | None) -> None:
    joined = ": ".join(line.strip("# ") for line in head.split("\n")[:2])
    assert markdown(head)["title"] == (title or joined)


@pytest.mark.parametrize(
    "head",
    [
        "# Harbour Dues Explained\n\n## Introduction",
        "# Harbour Dues Explained\n\n## The dues of the port",
        "# State of the Harbour\n\n## The dues of the port",
        "# Harbour Board\n\n## 1. The dues of the port",
        "# Harbour Board\n\n## What are the dues?",
        "# Harbour Board\n\nWe sit in Vell.\n\n## The dues of the port",
    ],
)
def test_the_heading_of_the_first_section_is_no_part_of_the_title(head: str) -> None:
    assert markdown(head)["title"] == head.split("\n", 1)[0].removeprefix("# ")


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Mira Castellane", "Mira Castellane"),
        ("Mira Castellane, Port Captain", "Mira Castellane"),
        ("Mira Castellane <m@e.org>", "Mira Castellane"),
        ("Mira Castellane, Jr.", "Mira Castellane, Jr."),
        ("Mira Castellane, Tobias Wren, and Bo Roe", "Mira Castellane, Tobias Wren, and Bo Roe"),
        ("J. M. de la Mar", "J. M. de la Mar"),
        ("the Office of the Auditor", "Office of the Auditor"),
        ("hand", ""),
        ("Page 3", ""),
        ("everyone who came", ""),
    ],
)
def test_names_are_told_from_offices_and_from_what_is_none(written: str, names: str) -> None:
    assert names_in(written) == names


def test_one_person_is_no_office() -> None:
    assert is_person("Mira Castellane") and not is_person("Port Warden's office")
    assert not is_person("Chief Clerk") and not is_person("Mira")


@pytest.mark.parametrize(
    ("title", "said", "author"),
    [
        ("WITNESS STATEMENT OF CURTIS HALE", "1. My name is Curtis Hale.", "Curtis Hale"),
        ("Statement of Tom Brzezny", "I am a plumber.\n\nSigned: T. Brzezny", "Tom Brzezny"),
        ("Affidavit of Ann Orme", "I, Ann Orme, of Tarrow, swear as follows.", "Ann Orme"),
        ("EXPERT REPORT OF PIA COLE, Ph.D.", "I was retained.\n\nSigned: Pia Cole", "Pia Cole"),
        ("SWORN DECLARATION OF ANGUS MCDONALD", "I, Angus McDonald, say so.", "Angus McDonald"),
        ("Statement of Financial Position", "Tier I is the highest. I have seen it.", None),
        ("Declaration of Human Rights", "I have read it, and I am glad.", None),
        ("Statement of Ann Orme", "I have nothing more to say about the mill.", None),
        ("Order on Motion to Strike: Declaration of Ann Orme", "I, Ann Orme, swear it.", None),
        ("Report of Ann Orme", "My name is Ann Orme.", None),
        ("Statement of complainant", "1. My full name is Ann J. Orme. I drive.", "Ann J. Orme"),
        ("Witness statement", "I drive a bus.", None),
        ("Statement of Work", "My name is Ann Work.", None),
    ],
)
def test_a_statement_is_by_whom_it_names_and_says(
    title: str, said: str, author: str | None
) -> None:
    assert markdown(f"# {title}\n\n{said}\n\nThe mill was built.").get("author") == author


@pytest.mark.parametrize(
    ("head", "title"),
    [
        (
            "**IN THE EMPLOYMENT TRIBUNAL – NORTH**\n\nCase 7\n\n# WITNESS STATEMENT OF ANN ORME",
            "IN THE EMPLOYMENT TRIBUNAL – NORTH: WITNESS STATEMENT OF ANN ORME",
        ),
        (
            "# TARROW WATER PLC\n\nWeir House\n\n**News release 31**\n\n## Boil notice for Orm",
            "TARROW WATER PLC: Boil notice for Orm",
        ),
        (
            "# Orm Office for Statistics\n\n## Bulletin 7/2024 – Revised\n\n# Fever in Orm",
            "Orm Office for Statistics: Bulletin 7/2024 – Revised: Fever in Orm",
        ),
        (
            "# ORM UNIVERSITY\n\n## Office of Research\n\n# Report of the Panel",
            "ORM UNIVERSITY: Office of Research: Report of the Panel",
        ),
        (
            "# Orm Council\n\nMinutes of 4 May\n\n## Apologies for absence received",
            "Orm Council: Minutes of 4 May",
        ),
        ("# The Future of Cancer Research\n\nBy Ann Orme\n\n## Money is not enough", None),
        ("# Orm Holdings\n\nSTRICTLY PRIVATE AND SECRET\n\n## Report on the pump", "Orm Holdings"),
        ("# The Tennis Court - A History\n\nIt is old.\n\n## The first game", None),
        ("# Orm Council\n\n# Housing Strategy\n\n## Foreword by the Leader", None),
    ],
)
def test_what_a_body_puts_out_is_named_below_its_name(head: str, title: str | None) -> None:
    first = head.split("\n")[0].lstrip("# ")
    found = markdown(f"{head}\n\nThe pump is old, and it has been so for years.")["title"]
    assert found == (title or first) or (title is None and found.startswith(first))
    assert title is not None or ("Foreword" not in found and "Money" not in found)
    assert "first game" not in found


def test_a_letterhead_ends_no_head_but_a_line_of_text_does() -> None:
    firm = "STONE PARTNERS LIMITED Engineers, Medlow\n\n# Report on the mill\n\nAuthor: Ann Orme"
    assert markdown(f"{firm}\n\nIt is old.")["author"] == "Ann Orme"
    papers = "Notes for the board.\n\n# Letter\n\nFrom: John Stone\nTo: Us\nDate: 4 May 2024"
    assert "author" not in markdown(f"{papers}\n\nIt is old.")


BELOW = f"The lamp went out.\n\n{PROSE}"


@pytest.mark.parametrize(
    ("head", "facts"),
    [
        (
            "# THE VELL MERCURY\n\n**Tuesday 14 May 2024** | Front page | 95p\n\n## Dark quay\n\n"
            "### The lamp is out\n\n*By Mira Lund, Harbour Correspondent*",
            ("Dark quay", "Mira Lund", "THE VELL MERCURY", "2024-05-14"),
        ),
        (
            "# VELL MERCURY\n*The weekly for Vell*\n\n**14 May 2024 | News, pages 3-5**\n\n"
            "## Dark quay\n\n**Jory Pask, Chief Reporter**",
            ("Dark quay", "Jory Pask", "VELL MERCURY", "2024-05-14"),
        ),
        (
            "# VELL MERCURY\n\nThursday 3 May 2024 \u00b7 Opinion\n\n## I rang\n\n### Ann Orme",
            ("I rang", "Ann Orme", "VELL MERCURY", "2024-05-03"),
        ),
    ],
)
def test_an_article_is_named_below_the_name_of_its_paper(
    head: str, facts: tuple[str, str, str, str]
) -> None:
    found = markdown(f"{head}\n\n{BELOW}")
    assert tuple(found[key] for key in ("title", "author", "publisher", "date")) == facts


def test_a_page_of_a_paper_may_be_plain_text_or_have_all_of_it_on_one_line() -> None:
    rule = "-" * 60
    masthead = "THE VELL MERCURY\n\nSaturday 4 May 2024\nLetters, page 20"
    found = plain(f"{masthead}\n\n{rule}\n\nTHE DARK QUAY\n\n{rule}")
    assert (found["title"], found["publisher"]) == ("THE DARK QUAY", "THE VELL MERCURY")
    letter = f"{masthead}\n\n{rule}\nLETTER OF THE DAY\nWhy it is dark\n{rule}\n\nSir,"
    assert plain(letter)["title"] == "Why it is dark"
    found = page("<p>Vell Mercury | Monday 6 May 2024 | News, page 1</p><h1>Dark quay</h1>")
    told = (found["title"], found["publisher"], found["date"])
    assert told == ("Dark quay", "Vell Mercury", "2024-05-06")
    day = "<p>For immediate release: Monday 6 May 2024</p>"
    found = page(f"<p>Port of Vell | Newsroom | PRESS RELEASE 7</p>{day}<h1>Dark quay</h1>")
    assert (found["publisher"], found["date"]) == ("Port of Vell", "2024-05-06")


@pytest.mark.parametrize(
    "head",
    [
        "# Harbour rules\n\nMay 2024 | Issue 4\n\n## Who may moor",
        "# Harbour rules\n\n4 May 2024\n\n## Who may moor",
        "Harbour Board | 4 May 2024, page 2\n\nWho may moor is told below.",
    ],
)
def test_what_is_no_page_of_a_paper_has_no_masthead(head: str) -> None:
    assert "publisher" not in markdown(head)


def test_what_stands_above_the_title_is_not_the_title() -> None:
    found = markdown(
        "**SECRET: FOR THE BOARD**\n\n# Note on the lamp\n\n**For:** Ann Orme\n**From:** Jo Fell\n"
        "**Date:** May 4, 2024"
    )
    assert (found["title"], found["author"], found["date"]) == (
        *("Note on the lamp", "Jo Fell"),
        "2024-05-04",
    )


def test_the_head_of_a_page_may_be_lines_of_one_paragraph() -> None:
    found = page(
        "<h1>The lamp</h1><p>Office of Audit, Port of Vell<br>Issued May 4, 2024<br>J. Orr</p>"
    )
    assert found["date"] == "2024-05-04"
    line = "Revision 2, May 4, 2024. Prepared by Jo Fell, Clerk, Port of Vell."
    assert page(f"<h1>The lamp</h1><p>{line}</p>")["author"] == "Jo Fell"


def test_a_number_behind_an_office_is_no_part_of_a_name() -> None:
    assert names_in("Jo Fell, Field Coordinator, Region 3") == "Jo Fell"
    assert names_in("Room 3, Vell") == ""
