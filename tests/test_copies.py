"""Copies: the same report in two formats is searched once, cited once, and nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from pdf_writer import lines, write_pdf

from rag import Chatbot, Settings
from rag.indexing.build import BuildReport, build_index
from rag.indexing.copies import Copies, Repeat, Spot, find_copies
from rag.indexing.generations import folder_for, open_index
from rag.records import Document, Page, Passage, Sentence, Speaker
from rag.terminal import answer_lines, document_lines
from rag.verify import read_cited, verify

BOARD = Speaker("Harbour Board")
PILES = "The divers found that forty of the piles under the quay had rotted."
DUES = "The dues of the outer basin paid for half of the costly repairs."
LAMP = "The keeper asked the council for a new lamp before the winter."
EXTRA = "Only the web page of the board says that the crane was sold."


def document(name: str, **more: object) -> Document:
    return Document(name, f"/{name}", "0" * 64, "", "text", name, **more)  # type: ignore[arg-type]


def passage(name: str, *sentences: str) -> Passage:
    text = " ".join(sentences)
    starts = [sum(len(each) + 1 for each in sentences[:n]) for n in range(len(sentences))]
    parts = tuple(
        Sentence(start, start + len(each), BOARD)
        for start, each in zip(starts, sentences, strict=True)
    )
    return Passage(name, name, 0, len(text), text, (), parts)


PAGED = document("paged", pages=(Page(0, 500, 1, "1"),))


def test_the_paged_document_is_kept_and_the_other_covered_where_all_its_words_stand_there() -> None:
    passages = [
        passage("bare", PILES.upper(), DUES),
        passage("bare", LAMP, "The crane was sold."),
        passage("paged", LAMP, PILES.replace("forty of", "forty\nof"), DUES),
        passage("paged", DUES + " " + LAMP),
    ]
    found = find_copies([document("bare"), PAGED], passages)
    assert found.duplicates == {"bare": "paged"}
    assert found.covered == {0: (Spot(2, 1), Spot(2, 2))}
    assert {(each.form, each.passage) for each in found.repeats} == {
        *((0, 0), (0, 2)),
        *((1, 0), (1, 2)),
        *((2, 1), (2, 2)),
    }
    assert found.repeats[0] == Repeat(0, 0, 0, len(PILES))


@pytest.mark.parametrize(
    ("other", "sentences"),
    [
        (document("other", date="2012"), (PILES, DUES, LAMP)),
        (document("other", number="A-2"), (PILES, DUES, LAMP)),
        (document("other"), (PILES, DUES.replace("half", "all"), LAMP)),
    ],
    ids=["another year", "another number", "a third of it differs"],
)
def test_what_says_that_it_is_another_document_is_another(
    other: Document, sentences: tuple[str, ...]
) -> None:
    kept = document("kept", date="2011", number="A-1", pages=PAGED.pages)
    found = find_copies(
        [kept, other], [passage("kept", PILES, DUES, LAMP), passage("other", *sentences)]
    )
    assert (found.duplicates, found.covered) == ({}, {})
    assert len(found.repeats) >= 4


def test_an_excerpt_is_no_duplicate_and_boilerplate_no_repeat() -> None:
    long = [
        f"Sentence {'abcdefghijklmnop'[n]} of the report speaks of something else."
        for n in range(16)
    ]
    names = [f"d{n}" for n in range(9)]
    passages = [
        passage("long", PILES, *long),
        passage("excerpt", PILES),
        *(
            passage(name, DUES, f"Its own words are those of number {name} and none.")
            for name in names
        ),
    ]
    documents = [document(name) for name in ("long", "excerpt", *names)]
    assert find_copies(documents, passages) == Copies(
        {}, {}, (Repeat(0, 0, 0, len(PILES)), Repeat(0, 1, 0, len(PILES)))
    )


PAGES = [
    ["The Quay Report", "", PILES, DUES],
    ["More on the lamp", "", LAMP, "Nobody answered the keeper until the spring of that year."],
]
TWIN = (
    f"# The Quay Report\n\n{PILES} {DUES}\n\n# More on the lamp\n\n{LAMP} Nobody answered the "
    f"keeper until the spring of that year.\n\n# The crane\n\n{EXTRA}\n"
)


def write(corpus: Path) -> None:
    corpus.mkdir(exist_ok=True)
    (corpus / "quay.pdf").write_bytes(write_pdf([lines(72, 700, page) for page in PAGES]))
    (corpus / "quay.md").write_text(TWIN, "utf-8")
    (corpus / "ferry.md").write_text("# The Ferry\n\nThe ferry sails at noon.\n", "utf-8")


def build(corpus: Path, index_dir: Path) -> BuildReport:
    return build_index(corpus, Settings(index_dir=index_dir))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("twins")
    write(root / "papers")
    report = build(root / "papers", root / "index")
    assert (report.copied, report.embedded) == (2, report.passages - 2)
    return root


def opened(root: Path) -> Chatbot:
    return Chatbot.open(root / "papers", index_dir=root / "index")


def test_the_twin_is_known_searched_once_and_named_with_its_place(built: Path) -> None:
    with opened(built) as bot:
        assert {item.id: item.duplicate_of for item in bot.documents} == {
            "ferry": None,
            "quay.md": "quay.pdf",
            "quay.pdf": None,
        }
        assert "    the same as quay.pdf, which is cited" in list(document_lines(bot.documents))
        hits = bot.search("How many piles of the quay had rotted?", k=50)
        assert [hit.passage.document_id for hit in hits if PILES in hit.passage.text] == [
            "quay.pdf"
        ]
        answer = bot.ask("How many piles of the quay had rotted?")
    cited = answer.citations[0]
    assert (cited.document_id, cited.page, cited.quote) == ("quay.pdf", 1, PILES)
    (copy,) = cited.copies
    assert (copy.document_id, TWIN.index(PILES) >= 0) == ("quay.md", True)
    assert "    also in The Quay Report (quay.md)" in list(answer_lines(answer))


def test_a_filter_on_the_twin_finds_and_cites_there(built: Path) -> None:
    with opened(built) as bot:
        answer = bot.ask("Who asked for a new lamp?", documents=["quay.md"])
        text = next(item.text for item in bot.documents if item.id == "quay.md")
    cited = answer.citations[0]
    assert (cited.document_id, cited.quote) == ("quay.md", LAMP)
    assert text[cited.start : cited.end] == LAMP
    assert [(copy.document_id, copy.page) for copy in cited.copies] == [("quay.pdf", 2)]
    saved = json.loads(json.dumps(answer.to_dict()))
    documents, unreadable = read_cited(saved, built / "papers")
    assert {check.state for check in verify(saved, documents, unreadable=unreadable)} == {"ok"}


def test_what_only_the_twin_says_is_found_without_a_filter(built: Path) -> None:
    with opened(built) as bot:
        answer = bot.ask("What was sold, according to the web page?")
    assert (answer.citations[0].document_id, answer.citations[0].quote) == ("quay.md", EXTRA)
    assert answer.citations[0].copies == ()


def test_without_the_better_copy_the_twin_is_searched_as_if_it_had_always_been_alone(
    built: Path, tmp_path: Path
) -> None:
    write(tmp_path / "papers")
    build(tmp_path / "papers", tmp_path / "index")
    (tmp_path / "papers/quay.pdf").unlink()
    report = build(tmp_path / "papers", tmp_path / "index")
    assert (report.copied, report.embedded) == (0, 2)
    build(tmp_path / "papers", tmp_path / "clean")
    assert_same(tmp_path / "papers", tmp_path / "index", tmp_path / "clean")
    with opened(tmp_path) as bot:
        cited = bot.ask("Who asked for a new lamp?").citations[0]
    assert (cited.document_id, cited.copies) == ("quay", ())


def test_a_better_copy_that_comes_later_leaves_no_trace_of_the_order(tmp_path: Path) -> None:
    write(tmp_path / "papers")
    pdf = (tmp_path / "papers/quay.pdf").read_bytes()
    (tmp_path / "papers/quay.pdf").unlink()
    assert build(tmp_path / "papers", tmp_path / "index").copied == 0
    (tmp_path / "papers/quay.pdf").write_bytes(pdf)
    assert build(tmp_path / "papers", tmp_path / "index").copied == 2
    build(tmp_path / "papers", tmp_path / "clean")
    assert_same(tmp_path / "papers", tmp_path / "index", tmp_path / "clean")


def assert_same(corpus: Path, left: Path, right: Path) -> None:
    """Checks that two indexes of one folder hold the same, to the bit."""
    one, two = (open_index(folder_for(corpus, each)) for each in (left, right))
    assert one is not None and two is not None
    with one, two:
        rows = range(len(one))
        assert len(one) == len(two)
        assert list(one.documents()) == list(two.documents())
        assert one.repeats(rows) == two.repeats(rows)
        np.testing.assert_array_equal(one.vectors(rows), two.vectors(rows))
        for row in rows:
            left_entry, right_entry = one.entries([row])[0], two.entries([row])[0]
            assert (left_entry.passage, left_entry.key, left_entry.copy) == (
                right_entry.passage,
                right_entry.key,
                right_entry.copy,
            )
            np.testing.assert_array_equal(one.token_bits(row), two.token_bits(row))
            np.testing.assert_array_equal(one.token_ids(row), two.token_ids(row))
