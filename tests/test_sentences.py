"""Where sentences end, and that no text is lost between them."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rag.language.sentences import LONGEST, Span, split_sentences
from rag.records import Block, BlockKind

PIECES = st.sampled_from(
    [
        "The pump",
        " ",
        "\n",
        ". ",
        "U.S. ",
        "p. 4",
        "\u201d ",
        "...",
        "? ",
        "!",
        " 12 ",
        "(a) ",
        "; ",
        ", ",
    ]
)
TEXT = st.one_of(st.text(max_size=400), st.lists(PIECES, max_size=80).map("".join))
KINDS: list[BlockKind] = ["heading", "paragraph", "quote", "item", "row", "footnote"]


def split(text: str, kind: BlockKind = "paragraph") -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text, [Block(0, len(text), kind)])]


@given(TEXT, st.lists(st.tuples(st.integers(0, 400), st.sampled_from(KINDS)), max_size=6))
def test_every_visible_character_of_a_block_lies_in_exactly_one_sentence(
    text: str, cuts: list[tuple[int, BlockKind]]
) -> None:
    edges = sorted({0, len(text), *(min(at, len(text)) for at, _ in cuts)})
    kinds = [kind for _, kind in cuts] + ["paragraph"] * len(edges)
    blocks = [Block(a, b, kind) for (a, b), kind in zip(pairwise(edges), kinds, strict=False)]
    spans = split_sentences(text, blocks)
    covered = sorted(place for span in spans for place in range(span.start, span.end))
    assert len(covered) == len(set(covered))
    assert {i for i, c in enumerate(text) if not c.isspace()} <= set(covered)
    for span in spans:
        block = blocks[span.block]
        assert block.start <= span.start < span.end <= block.end
        assert not text[span.start].isspace() and not text[span.end - 1].isspace()
        assert span.kind == block.kind
    assert all(left.end <= right.start for left, right in pairwise(spans))


@pytest.mark.parametrize(
    "sentence",
    [
        "Rep. Ada Finch (D-Calif.) asked for it.",
        "It is called the U.S. Harbor Office.",
        "See 42 U.S.C. \u00a7 1320 and Pub. L. No. 12-34.",
        "See Pub. L. No. 116-136, div. A, tit. I, \u00a7 1110(d), 134 Stat. 281 (2020).",
        "Circular No. A-12 says so in Fig. 3 on p. 4, e.g. there.",
        "J.T. Moss and Maria K. Lind wrote it, i.e. most of it.",
        "Moss et al. found 3.5 million in Vance v. Holt.",
        "Lind, D. M., R. W. Moss, and N. V. Holt read it.",
        "It opened on Jan. 5 at 9 a.m. on Elm St. in town.",
        "He waited: nothing came; he left.",
        "Version 1.2 is out, cf. Sec. 4.",
        "It cites ch. 2, sec. K and div. D, tit. I of it.",
        "Under Sec. 4 Holt and R. A. Moss, vol. 59, iss. 1, paid.",
        "\u201cWhy now?\u201d Holt asked.",
        "It was late ... and cold.",
        "Dr. Smith, Prof. Holt, Sen. Lind and Gov. Moss met Acme Co. staff.",
    ],
)
def test_a_full_stop_inside_a_sentence_does_not_end_it(sentence: str) -> None:
    assert split(sentence) == [sentence]
    assert split(f"It rained. {sentence} It stopped.") == ["It rained.", sentence, "It stopped."]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("It works.12 The rest does not.", ["It works.12", "The rest does not."]),
        ("It works. 12 The rest does not.", ["It works. 12", "The rest does not."]),
        ("It works. 42 U.S.C. \u00a7 13 says so.", ["It works.", "42 U.S.C. \u00a7 13 says so."]),
        ("It works. [12] The rest does not.", ["It works. [12]", "The rest does not."]),
        ("That was in 2005.3 Nobody knew.", ["That was in 2005.3", "Nobody knew."]),
        ("\u201cIt works.\u201d The end.", ["\u201cIt works.\u201d", "The end."]),
        ("(See p. 4.) [O]ur pumps failed.", ["(See p. 4.)", "[O]ur pumps failed."]),
        ("Use tar. (Grade 1B) Pumps rust.", ["Use tar. (Grade 1B)", "Pumps rust."]),
        ("Use tar. [Strong recommendation]", ["Use tar. [Strong recommendation]"]),
        ("Use tar. (Low certainty). It is old.", ["Use tar. (Low certainty).", "It is old."]),
        ("It rose. (Laughter) Then it fell.", ["It rose. (Laughter)", "Then it fell."]),
        ("Use tar. (a) Pumps rust.", ["Use tar.", "(a) Pumps rust."]),
        ("Use tar. (iii) Pumps rust.", ["Use tar.", "(iii) Pumps rust."]),
        ("Use tar. (Pumps were old) Ada left.", ["Use tar.", "(Pumps were old) Ada left."]),
        ("Use tar. (Old) pumps rust.", ["Use tar.", "(Old) pumps rust."]),
        ("Was it? No. Twice! 12 men came.", ["Was it?", "No.", "Twice!", "12 men came."]),
        (
            "It was sold to Acme Inc. The price rose.",
            ["It was sold to Acme Inc.", "The price rose."],
        ),
        ("They left the U.S. In May they came.", ["They left the U.S.", "In May they came."]),
        ("It ended. eBay sold it.", ["It ended.", "eBay sold it."]),
        ("It ended. van Holt sold it.", ["It ended.", "van Holt sold it."]),
        ("See Appendix I. Pumps are there.", ["See Appendix I.", "Pumps are there."]),
        ("1. Pumps fail. 2. Gates rust.", ["1. Pumps fail.", "2. Gates rust."]),
        ("He stopped.... Then he ran.", ["He stopped....", "Then he ran."]),
        ("Pumps ........ 5 Gates ....... 12 End", ["Pumps ........ 5", "Gates ....... 12", "End"]),
        (
            "\u96e8\u304c\u3084\u3093\u3060\u3002\u6674\u308c\u305f\u3002",
            ["\u96e8\u304c\u3084\u3093\u3060\u3002", "\u6674\u308c\u305f\u3002"],
        ),
    ],
)
def test_sentences_end_where_they_should(text: str, sentences: list[str]) -> None:
    assert split(text) == sentences


@pytest.mark.parametrize("kind", ["heading", "row"])
def test_headings_and_rows_stay_whole(kind: BlockKind) -> None:
    assert split(" Pumps. What of them? Much. ", kind) == ["Pumps. What of them? Much."]


def test_list_items_are_split() -> None:
    assert split("Pumps fail. Gates rust.", "item") == ["Pumps fail.", "Gates rust."]


def test_sentences_never_cross_blocks() -> None:
    text = "The first part\n\nthe second part."
    spans = split_sentences(text, [Block(0, 14), Block(16, len(text), "quote")])
    assert spans == (Span(0, 14, "paragraph", 0), Span(16, 32, "quote", 1))


def test_long_runs_are_cut_at_semicolons_then_commas_then_spaces() -> None:
    words = "pump " * 60
    text = f"{words}valve; {words}gate, {words}lock {words}end"
    pieces = split(text)
    assert pieces[0].endswith("valve;") and pieces[1].endswith("gate,")
    assert " ".join(pieces) == text and max(map(len, pieces)) <= LONGEST


@pytest.mark.parametrize("piece", [".", ". ", "?", "\u201c", " ", "a", "a ", "\u2026", ")", ".)"])
def test_monotonous_text_keeps_its_characters(piece: str) -> None:
    text = piece * 20_000
    assert sum(len("".join(part.split())) for part in split(text)) == len("".join(text.split()))


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("The river rose.[1][2] The boat sank.", 2),
        ("The river rose.[1, 2] The boat sank.", 2),
        ("“Is it safe?” The board met. Cole said no.", 3),
        ("Boone asked, “Has the river risen by five feet?” Crane said it had.", 2),
        ("“Is it safe?” Lee asked. It is.", 2),
        ("It is in Title V. The agency left.", 2),
        ("He lives at 5 Main St. The house burned.", 2),
        ("It rose to 12.¹ The boat sank.", 2),
        ("The river rose (see app. A). The boat sank.", 2),
        ("(a) The river rose. (b) The boat sank.", 2),
    ],
)
def test_marks_asides_and_letters_end_what_they_end(text: str, sentences: int) -> None:
    assert len(split(text)) == sentences


@pytest.mark.parametrize("label", ["C5.", "A12.", "4.", "(b)"])
def test_the_label_of_a_clause_is_no_sentence(label: str) -> None:
    sentences = split(f"The boat sank. {label} No payment is due for it.")
    assert sentences == ["The boat sank.", f"{label} No payment is due for it."]


@pytest.mark.parametrize(
    "text",
    [
        "It opened at 6:51 p.m. Thirty-one people spoke.",
        "I came on at 10 p.m. Everything was calm.",
        "Call between 8 a.m. and 6 p.m. Claims are read by all.",
        "It met at 9 A.M. Mayor Crane was there.",
        "They spoke of parts A, B and C. Mayor Crane seconded it.",
        "They chose pier A, B or C. Boats were sent.",
    ],
)
def test_an_hour_or_a_list_of_letters_ends_a_sentence(text: str) -> None:
    assert len(split(text)) == 2


@pytest.mark.parametrize(
    "text",
    [
        "It opens at 6 p.m. Monday.",
        "It opens at 6 p.m. Mondays.",
        "It opens at 6 p.m. June 3.",
        "It opens at 6 p.m. Eastern Time.",
        "It opens at 6 p.m. EST.",
        "At 6 p.m. Mayor Crane opened it.",
        "On Monday, June 3, at 6 p.m. Mayor Crane opened it.",
        "It was sent to A. B. and C. Crane.",
        "The letter of J. Lee and C. Crane is lost.",
    ],
)
def test_an_hour_or_a_letter_within_a_sentence_does_not_end_it(text: str) -> None:
    assert split(text) == [text]
