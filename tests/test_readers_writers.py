"""Who wrote a document that has no byline, which body put it out, and what it is called then."""

from __future__ import annotations

import pytest
from docx_writer import p, write_docx
from pdf_writer import lines, write_pdf

from rag.readers.docx import read_docx
from rag.readers.html import read_html
from rag.readers.letterheads import is_letterhead
from rag.readers.markdown import read_markdown
from rag.readers.pdf import read_pdf
from rag.readers.text import read_text
from rag.readers.writers import authors_in

PROSE = (
    "The harbour board met twice in spring and took no minutes of what was said there, which the "
    "town deplored in a long letter to the minister of the coast and to the press of Vell."
)


def markdown(head: str, foot: str = "") -> dict[str, str]:
    return dict(read_markdown(f"{head}\n\n{PROSE}\n\n{foot}\n".encode(), "a.md").facts)


def plain(head: str, foot: str = "") -> dict[str, str]:
    return dict(read_text(f"{head}\n\n{PROSE}\n\n{foot}\n".encode(), "a.txt").facts)


def page(markup: str) -> dict[str, str]:
    body = f"<html><body><article>{markup}<p>{PROSE}</p></article></body></html>"
    return dict(read_html(body.encode(), "a.html").facts)


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Ann Orme, Bo Dahl, Cy Fell", "Ann Orme, Bo Dahl, Cy Fell"),
        ("Ann Orme^1^*, Bo Dahl^1^, and Cy Fell-Wren^2^", "Ann Orme, Bo Dahl, Cy Fell-Wren"),
        ("Ann Orme¹ and Bo Dahl²", "Ann Orme, Bo Dahl"),
        ("Ann Orme, Bo Dahl. Department of Ports, University of Vell", "Ann Orme, Bo Dahl"),
        ("Ann Orme, Bo Dahl on behalf of the Tide Group", "Ann Orme, Bo Dahl"),
        ("Ann Orme, Senior Fellow, with help from Bo Dahl", "Ann Orme"),
        ("Ann Orme, City Auditor", "Ann Orme"),
        ("Ann Orme, Ph.D., and Bo Dahl, M.S.W.", "Ann Orme, Bo Dahl"),
        ("Ann Orme, Institute of Tides", ""),
        ("Ann Orme", ""),
        ("Silver Spring, MD", ""),
        ("Port Vell, Harbour County", ""),
        ("Orme Harbour Alliance, Inc. · July 1 to June 30", ""),
        ("Present: Ann Orme, Bo Dahl", ""),
        ("Orme Systems, Dahl Services", ""),
        ("Ann Orme, Ann Orme", ""),
        ("The dues rose, and Ann Orme left", ""),
    ],
)
def test_a_line_of_authors_is_told_from_others(line: str, names: str) -> None:
    assert authors_in(line) == names


@pytest.mark.parametrize(
    ("facts", "author"),
    [
        (markdown("# Tides of Vell\n\n**Ann Orme**^1^\\*, **Bo Dahl**^2^"), "Ann Orme, Bo Dahl"),
        (markdown("# Audit of the Dues\n\nAnn Orme, City Auditor"), "Ann Orme"),
        (
            page("<h1>Tides of Vell</h1><p>Ann Orme, Bo Dahl. University of Vell</p>"),
            "Ann Orme, Bo Dahl",
        ),
        (
            markdown(
                "# The Case for Tides\n\nTide Forum brief 9\nAnn Orme, Senior Fellow\nMay 2021"
            ),
            "Ann Orme",
        ),
        (
            plain("TIDES OFFICE\n\nDocket No. 5\nAdministrative Law Judge: Ann Orme\nHeard: May 4"),
            "Ann Orme",
        ),
        (
            markdown("# Decision\n\nOf the matter.", "Ann Orme\nHearing Officer\nMay 4, 2024"),
            "Ann Orme",
        ),
        (
            markdown("# To our members", "Thank you.\n\nAnn Orme\nPresident and Treasurer"),
            "Ann Orme",
        ),
        (markdown("# Order\n\nIn re Dahl", "SO ORDERED.\n\n/s/ Ann Orme"), "Ann Orme"),
        (plain("Dues of 2012", "Prepared by: Ann Orme, Analyst"), "Ann Orme"),
        (plain("Dear Mr. Dahl:", "Yours respectfully,\n\nAnn Orme\n\nEnclosures: 3"), "Ann Orme"),
        (
            plain("Dear Mr. Dahl:", "Very truly yours,\n\nAnn Orme\nCounsel\nTides Bureau"),
            "Ann Orme",
        ),
        (plain("Dear Mr. Dahl:", "Sincerely,\n\nANN ORME\nClerk"), "Ann Orme"),
    ],
)
def test_who_wrote_it_is_named_below_the_title_or_signs(facts: dict[str, str], author: str) -> None:
    assert facts.get("author") == author


@pytest.mark.parametrize(
    "facts",
    [
        markdown("# Grant Agreement", "/s/ Ann Orme\nPresident"),
        markdown("# Minutes of the Board\n\nAnn Orme, Bo Dahl", "Ann Orme\nClerk"),
        markdown("# Tides of Vell", "Ann Orme\nPresident\n\nBo Dahl\nTreasurer"),
        markdown("# Letter of the auditors", "Ann Orme, CPA\nPartner, for Orme & Dahl LLP"),
        plain("Dues of 2012", "Approved: A. Orme, CFO"),
        markdown("# ORME & DAHL LLP\n\nJune 20, 2023\n\nAnn Orme, Chair\nHarbour Board"),
        markdown("# Orme Dahl\n\nAnn Orme, Chair\n\nDear Ms. Orme:"),
        plain("Harbour Dues: An Audit", "Public Affairs\n\nAnn Orme, Managing Director"),
        plain("Harbour Dues: An Audit", "Vell Tidings\n\nAnn Orme, Managing Director"),
    ],
)
def test_who_is_a_party_was_there_or_signs_for_a_body_is_no_author(facts: dict[str, str]) -> None:
    assert "author" not in facts


@pytest.mark.parametrize(
    ("facts", "publisher"),
    [
        (
            page("<p>National Tides Agency (NTA) of Vell – Ports</p><h1>Summary 27</h1>"),
            "National Tides Agency of Vell",
        ),
        (markdown("# Tide Rules\n\nDivision of Tides, Department of Ports"), "Division of Tides"),
        (
            page("<h1>A Plain Guide</h1><p>Division of Tides. Second edition, April 2022.</p>"),
            "Division of Tides",
        ),
        (markdown("# Remote Work\n\nOrme Pumps, Inc. – Human Resources"), "Orme Pumps, Inc."),
        (
            markdown("# Call for Bids\n\nIssued by the Tides Office on 6 March 2023."),
            "Tides Office",
        ),
        (
            markdown("# The Case for Tides\n\nTide Forum policy brief 9\nAnn Orme, Senior Fellow"),
            "Tide Forum",
        ),
        (markdown("# Ports Agency\n\n## Plan of the Dues\n\nDivision of Tides"), None),
        (markdown("# Lease\n\nOrme Pumps, Inc., Landlord"), None),
        (markdown("# Dues of 2012\n\nMeeting of the Board, Town Office"), None),
        (markdown("# Tides of Vell\n\nAnn Orme, Bo Dahl. Institute of Tides"), None),
    ],
)
def test_a_body_beside_the_title_put_it_out(facts: dict[str, str], publisher: str | None) -> None:
    assert facts.get("publisher") == publisher


@pytest.mark.parametrize(
    ("facts", "title"),
    [
        (
            plain(
                "THE ORME FOUNDATION\n220 Quay Street, Vell\n\nGRANT AGREEMENT No. 7\n\n1. PURPOSE"
            ),
            "THE ORME FOUNDATION: GRANT AGREEMENT No. 7",
        ),
        (
            plain(
                "LEGISLATIVE OFFICE\nSTATE OF VELL\n\nFISCAL NOTE - REVISED\n\nDate: April 3, 2023"
            ),
            "LEGISLATIVE OFFICE: FISCAL NOTE - REVISED",
        ),
        (
            plain(
                "UNIVERSITY OF VELL\nOffice of the Press\n\nPRESS RELEASE - for use\n4 May 2019\n\n"
                "SLOW TIDES CUT DUES"
            ),
            "UNIVERSITY OF VELL: SLOW TIDES CUT DUES",
        ),
        (plain("OFFICE OF APPEALS\n\nDECISION"), "OFFICE OF APPEALS: DECISION"),
        (
            plain("ORM PUMPS, INC.\nPOLICY TE-04    Page 1 of 3\nTRAVEL AND BOATS\n\nOwner: Dahl"),
            "ORM PUMPS, INC.: POLICY TE-04: TRAVEL AND BOATS",
        ),
        (
            plain("ORME PUMPS, INC.\nTRAVEL AND BOATS    Page 1 of 3\n\nOwner: Dahl"),
            "ORME PUMPS, INC.: TRAVEL AND BOATS",
        ),
        (
            plain(
                "HOUSE OF REPRESENTATIVES\nCOMMITTEE ON TIDES\n\nHearing on Bill 7 - Monday, May 4"
            ),
            "HOUSE OF REPRESENTATIVES: Hearing on Bill 7",
        ),
        (
            markdown("# OFFICE OF APPEALS, STATE OF VELL\n\n**In the Matter of Orme, LLC**"),
            "OFFICE OF APPEALS, STATE OF VELL: In the Matter of Orme, LLC",
        ),
        (
            plain(
                "TIDES COMMITTEE OF ORME, INC.\n\nMINUTES OF THE 118TH MEETING\n\nHeld May 4, 2024"
            ),
            "TIDES COMMITTEE OF ORME, INC.: MINUTES OF THE 118TH MEETING",
        ),
        (
            plain(
                "M E M O R A N D U M\n\nORM PUMPS  No. 5\n\nTO: All\nDATE: May 4, 2024\nRE: Dues"
            ),
            "Memorandum: Dues",
        ),
        (
            plain(
                "STATE OF VELL\nTIDES BUREAU\nOne Quay Row, Vell\n\nMarch 9, 2023\n\nBY HAND\n\n"
                "Ann Orme\nChair\n\nRe: Dues of 2012\n\nDear Ms. Orme:"
            ),
            "Dues of 2012",
        ),
    ],
)
def test_a_title_stands_below_whose_paper_it_is(facts: dict[str, str], title: str) -> None:
    assert facts.get("title") == title


@pytest.mark.parametrize(
    ("line", "is_one"),
    [
        ("STATE OF VELL", True),
        ("OFFICE OF THE ATTORNEY GENERAL", True),
        ("Seventy-Third Legislature, First Regular Session", True),
        ("220 Quay Street, Vell", True),
        ("P.O. Box 7, Vell", True),
        ("Certified Public Accountants", True),
        ("REPORT OF THE TIDES OFFICE", False),
        ("The Office raised the dues in spring", False),
        ("SLOW TIDES CUT DUES", False),
        ("The office is open; ask for Ann", False),
    ],
)
def test_a_letterhead_tells_whose_paper_it_is_and_no_more(line: str, is_one: bool) -> None:
    assert is_letterhead(line) is is_one


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Ann Orme1, Bo Dahl2", "Ann Orme, Bo Dahl"),
        ("By Ann Orme", "Ann Orme"),
        ("Ann Orme, Senior Fellow", "Ann Orme"),
        ("Office of Tides, Vell", None),
    ],
)
def test_a_pdf_and_a_word_file_name_their_authors_below_the_title(
    line: str, author: str | None
) -> None:
    title = "The Tides of Vell and the Dues of its Harbour"
    printed = [*lines(72, 700, [title], 20), *lines(72, 660, [line], 11)]
    printed += lines(72, 620, [PROSE[:90], PROSE[90:]], 11)
    assert read_pdf(write_pdf([printed]), "a.pdf").facts.get("author") == author
    word = write_docx(p(title, "Title") + p(line) + p(PROSE))
    assert read_docx(word, "a.docx").facts.get("author") == author
