"""The gate: honest statements pass, and each kind of tampering is caught and named."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.gate import check
from rag.records import Citation, Speaker, Statement

BOARD = Speaker("Harbour Board")
SOURCES = {
    1: "The Harbour Board shut the north quay on May 3, 2019, after 41 of 120 piles had rotted.",
    2: "Repairs may cost up to $2,400,000, the engineer Ada North wrote.",
    3: "The dues were not raised in the second year.",
    4: "“No ship was ever turned away,” the harbour master said.",
    5: "Twelve captains signed the letter.",
}
CITATIONS = {
    number: Citation(
        number=number,
        document_id="harbour",
        sha256="0" * 64,
        title="The North Quay Report",
        url=None,
        page=None,
        page_label=None,
        start=0,
        end=len(quote),
        quote=quote,
        speaker=BOARD,
    )
    for number, quote in SOURCES.items()
}


def findings(text: str, *numbers: int) -> tuple[str, ...]:
    return check(Statement(text, numbers, BOARD), CITATIONS)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        *((quote, number) for number, quote in SOURCES.items()),
        ("On May 3, 2019, the Harbour Board shut the north quay.", 1),
        ("The North Quay Report says that 41 of 120 piles had rotted.", 1),
        ("Harbour Board: “The dues were not raised in the second year.”", 3),
        ("Ada North wrote that repairs may cost up to $2,400,000.", 2),
        ("Repairs may cost up to $2400000, Ada North wrote.", 2),
        ("The letter was signed by 12 captains.", 5),
        ('The harbour master said: "No ship was ever turned away."', 4),
    ],
)
def test_honest_statements_pass(text: str, number: int) -> None:
    assert findings(text, number) == ()


@pytest.mark.parametrize(
    ("text", "number", "finding"),
    [
        ("The Harbour Board shut the quay; 47 of 120 piles had rotted.", 1, "says 47"),
        ("The quay was shut on May 4, 2019.", 1, "says 4"),
        ("The quay was shut on May 3, 2018.", 1, "says 2018"),
        ("Repairs may cost up to $24,000,000.", 2, "says 24000000"),
        ("Thirteen captains signed the letter.", 5, "says 13"),
        ("In the end the Port Authority shut the north quay.", 1, "names Authority, Port"),
        ("Repairs may cost up to $2,400,000, the engineer Ada South wrote.", 2, "names South"),
        ("The quay was shut in June.", 1, "names June"),
        ("The dues were raised in the second year.", 3, "negation"),
        ("The Harbour Board never shut the north quay.", 1, "negation"),
        ("The Harbour Board didn’t shut the north quay.", 1, "negation"),
        (
            "Repairs cost $2,400,000, the engineer Ada North wrote.",
            2,
            "the hedge “may” was dropped",
        ),
        ("The harbour master said “no ship was ever sunk”.", 4, "quotes “no ship was ever sunk”"),
    ],
)
def test_tampering_is_caught_and_named(text: str, number: int, finding: str) -> None:
    found = findings(text, number)
    assert any(finding in item for item in found), found


def test_the_wrong_source_is_caught() -> None:
    assert findings(SOURCES[1], 1) == ()
    assert findings(SOURCES[1], 5)


def test_what_stands_in_either_of_two_cited_sentences_passes() -> None:
    both = "Twelve captains signed the letter after 41 of 120 piles had rotted."
    assert findings(both, 1, 5) == ()
    assert findings(both, 5) == ("says 120, 41, which is not in the source",)


def test_a_citation_that_does_not_exist_is_named() -> None:
    assert findings(SOURCES[1], 9) == ("cites [9], which does not exist",)


def test_a_statement_without_a_citation_does_not_pass() -> None:
    assert findings("The quay is shut.") == ("cites nothing",)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**9))
def test_any_number_that_the_source_does_not_have_is_caught(number: int) -> None:
    caught = bool(findings(f"The Harbour Board shut the north quay {number:,} times.", 1))
    assert caught == (number not in {3, 2019, 41, 120})


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(SOURCES)), st.sampled_from([" ", "\n", "  \t"]))
def test_a_quotation_to_the_letter_passes_however_its_lines_break(number: int, gap: str) -> None:
    quoted = gap.join(SOURCES[number].replace("“", "‘").replace("”", "’").split(" "))
    assert findings(f"Harbour Board: “{quoted}”", number) == ()
