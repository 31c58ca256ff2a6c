"""Titles printed in capitals, as they are shown."""

from __future__ import annotations

import pytest

from rag.readers.capitals import as_a_title


@pytest.mark.parametrize(
    ("title", "text", "shown"),
    [
        ("DEPOSITION OF ADA NORTH", "Ada North was sworn.", "Deposition of Ada North"),
        ("REPORT ON McCASKILL", "", "REPORT ON McCASKILL"),
        ("LETTER OF ADA MCCASKILL", "Ada McCaskill wrote.", "Letter of Ada McCaskill"),
        ("MINUTES OF THE ICE BOARD", "ICE met. ICE paid for ice.", "Minutes of the ICE Board"),
        ("THE PRICE OF ICE", "Its ice was dear. Nobody had ice.", "The Price of Ice"),
        (
            "PORT OF ESK LLC: LEASE OF QUAY II",
            "Esk is a port.",
            "Port of Esk LLC: Lease of Quay II",
        ),
        ("ESK PILOTS, INC.: RESOLUTION", "Esk is a port.", "Esk Pilots, Inc.: Resolution"),
        ("PORT OF ESK: Dues of 1905", "Esk is a port.", "Port of Esk: Dues of 1905"),
        ("PORT OF ESK v. QUAY BOARD", "Esk is a port.", "Port of Esk v. Quay Board"),
        (
            "CLAIM FOR DAMAGES (Neglect)",
            "CLAIM FOR DAMAGES (Neglect)",
            "Claim for Damages (Neglect)",
        ),
        ("THE BOARD'S REPORT", "", "The Board's Report"),
        ("REVIEW OF THE U.S. NAVY", "", "Review of the U.S. Navy"),
        ("ALERT MSA/2024/031", "", "Alert MSA/2024/031"),
        ("GAO", "", "GAO"),
        ("MEMORANDUM", "", "MEMORANDUM"),
        ("OIG-12-64", "", "OIG-12-64"),
        ("Dues of ICE and DHS", "", "Dues of ICE and DHS"),
        ("", "", ""),
    ],
)
def test_a_title_has_no_more_capitals_than_titles_have(title: str, text: str, shown: str) -> None:
    assert as_a_title(title, text) == shown
