"""Terms that documents only write out, asked after by their initials."""

from __future__ import annotations

import pytest

from rag.language.initialisms import written_out

LEASES = (
    "A lease of berth was signed. Two leases of berth ended. The lease of berth rose. Each lease "
    "of berth is old; leases of berth cost much. Most of all, lamps of brass shine."
)


@pytest.mark.parametrize(
    ("short", "text", "term"),
    [
        ("LOB", LEASES, "lease of berth"),
        ("LOB", LEASES.replace("lease of", "leases of"), "leases of berth"),  # no other form
        ("LB", LEASES, "lease of berth"),
        ("LOB", LEASES[:60], None),  # too seldom
        ("LOB", LEASES.replace("berth", "berth contract"), None),  # goes on
        ("LOB", LEASES + " Lamps of brass. A lamp of brass. Lamps of brass.", None),
        ("MOA", "Most of all it rained. " * 9, None),
        ("XYZ", LEASES, None),
    ],
)
def test_a_term_is_known_by_its_initials(short: str, text: str, term: str | None) -> None:
    assert written_out(short, [text]) == term


def test_several_are_meant_in_the_plural() -> None:
    assert written_out("LOB", [LEASES], plural=True) == "leases of berth"
