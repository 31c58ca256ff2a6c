"""The gate: honest statements pass, and each kind of tampering is caught and named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rag.checking.gate import check
from rag.records import Citation, Speaker, Statement

BOARD = Speaker("Harbour Board")
SOURCES = {
    1: "The Harbour Board shut the north quay on May 3, 2019, after 41 of 120 piles had rotted.",
    2: "Repairs may cost up to $2,400,000, the engineer Ada North wrote.",
    3: "The dues were not raised in the second year.",
    4: "“No ship was ever turned away,” the harbour master said.",
    5: "Twelve captains signed the letter.",
    6: "Order 509 of May 20, 2021 shut the canal that had opened in 1816.",
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
        ("The canal had opened in 1816.", 6),
        ("On 20 May 2021 order 509 shut the canal.", 6),
        ("In 2021 order 509 shut the canal.", 6),
        ("The engineer Ada North states that repairs may cost up to $2,400,000.", 2),
    ],
)
def test_honest_statements_pass(text: str, number: int) -> None:
    assert findings(text, number) == ()


@pytest.mark.parametrize(
    ("text", "number", "finding"),
    [
        ("The Harbour Board shut the quay; 47 of 120 piles had rotted.", 1, "says 47"),
        ("The quay was shut on May 4, 2019.", 1, "gives the date May 4, 2019"),
        ("The quay was shut on May 3, 2018.", 1, "gives the date May 3, 2018"),
        ("The canal had opened in 1861.", 6, "gives the date 1861"),
        ("Order 2021 of May 20, 1816 shut the canal.", 6, "gives the date"),
        ("Order 20 of May 509, 2021 shut the canal.", 6, "gives the date May 509"),
        ("Order 2021 shut the canal.", 6, "puts 2021 where the source has another"),
        ("Repairs may cost up to $24,000,000.", 2, "says $24,000,000"),
        ("Thirteen captains signed the letter.", 5, "says Thirteen"),
        ("In the end the Port Authority shut the north quay.", 1, "names Port Authority"),
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
        ("The harbour master admitted that no ship was ever turned away.", 4, "says “admitted”"),
        ("Ada North claimed that repairs may cost up to $2,400,000.", 2, "says “claimed”"),
        ("The harbour master confirmed that no ship was ever turned away.", 4, "“confirmed”"),
        ("The engineer Ada North.", 2, "is no whole sentence"),
        ('The harbour master said: "No ship was ever turned away.', 4, "does not close"),
        ("The Harbour Director shut the north quay on May 3, 2019.", 1, "names Director"),
        ("Up to $2,400,000.", 2, "is no whole sentence"),
        ("Harbour Board: 120 piles.", 1, "is no whole sentence"),
    ],
)
def test_tampering_is_caught_and_named(text: str, number: int, finding: str) -> None:
    found = findings(text, number)
    assert any(finding in item for item in found), found


def test_the_wrong_source_is_caught() -> None:
    assert findings(SOURCES[1], 1) == ()
    assert findings(SOURCES[1], 5)


def test_a_clause_from_each_of_two_cited_sentences_passes() -> None:
    both = "Twelve captains signed the letter, and the Harbour Board shut the north quay."
    assert findings(both, 1, 5) == ()
    assert findings(both, 5)


def test_a_written_copy_of_one_sentence_cites_no_other() -> None:
    copy = Statement(SOURCES[5], (5, 1), BOARD, written=True)
    assert check(copy, CITATIONS) == ("cites a sentence that does not bear it",)
    assert check(replace(copy, citations=(5,)), CITATIONS) == ()
    assert check(replace(copy, written=False), CITATIONS) == ()


def test_two_sentences_stitched_into_one_claim_are_caught() -> None:
    stitched = "Twelve captains wrote that the north quay had rotted."
    assert findings(stitched, 1, 5)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("The Harbour Board shut 120 of 41 piles on May 3, 2019.", 1),
        ("After 41 of 120 piles had rotted, the Harbour Board opened the north quay.", 1),
        ("Before 41 of 120 piles had rotted, the Harbour Board shut the north quay.", 1),
        ("The Harbour Board shut the north quay after 41 percent of 120 piles had rotted.", 1),
        ("Repairs may cost more than $2,400,000, the engineer Ada North wrote.", 2),
        ("Repairs may cost up to $2.4 billion, the engineer Ada North wrote.", 2),
        ("Repairs may cost up to 2,400,000 euros, the engineer Ada North wrote.", 2),
        ("All the dues were perhaps not raised in the second year.", 3),
        ("The dues were not lowered in the second year.", 3),
        ("Only twelve captains signed the letter.", 5),
        ("Twelve captains refused to sign the letter.", 5),
        ("Ada North said that no ship was ever turned away.", 4),
    ],
)
def test_what_turns_a_claim_round_is_caught(text: str, number: int) -> None:
    assert findings(text, number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Repairs may cost as much as $2.4 million, Ada North wrote.", 2),
        ("According to the engineer Ada North, repairs could cost up to $2.4 million.", 2),
        ("The north quay was shut by the Harbour Board in May 2019.", 1),
        ("In the second year the dues were not raised.", 3),
        ("According to the harbour master, no ship was ever turned away.", 4),
    ],
)
def test_other_words_for_the_same_pass(text: str, number: int) -> None:
    assert findings(text, number) == ()


def test_who_says_so_must_be_named_where_it_is_not_the_document() -> None:
    quoted = Citation(
        **{
            **{name: getattr(CITATIONS[2], name) for name in Citation.__dataclass_fields__},
            "quote": "Repairs were done badly.",
            "speaker": Speaker("Ada North", ("Harbour Board",)),
        }
    )
    plain = Statement("Repairs were done badly.", (2,), quoted.speaker)
    told = Statement("Ada North says that repairs were done badly.", (2,), quoted.speaker)
    other = Statement("The Harbour Board says repairs were badly done.", (2,), quoted.speaker)
    assert check(plain, {2: quoted}) == ()  # the sentence itself, whose speaker is shown beside it
    assert check(told, {2: quoted}) == ()
    assert check(other, {2: quoted}) == ("does not say who says so",)


def test_a_citation_that_does_not_exist_is_named() -> None:
    assert findings(SOURCES[1], 9) == ("cites [9], which does not exist",)


def test_a_statement_without_a_citation_does_not_pass() -> None:
    assert findings("The quay is shut.") == ("cites nothing",)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, 10**9))
def test_any_number_that_the_source_does_not_have_is_caught(number: int) -> None:
    caught = bool(findings(f"The Harbour Board shut the north quay {number:,} times.", 1))
    assert caught == (number not in {41, 120})  # day and year of a date count nothing


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(SOURCES)), st.sampled_from([" ", "\n", "  \t"]))
def test_a_quotation_to_the_letter_passes_however_its_lines_break(number: int, gap: str) -> None:
    quoted = gap.join(SOURCES[number].replace("“", "‘").replace("”", "’").split(" "))
    assert findings(f"Harbour Board: “{quoted}”", number) == ()
