"""The margins of transcripts in print: numbers of lines, letters apart from their words; turns."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_pdf import make_pdf

from rag.language.sentences import split_sentences
from rag.readers.pdf_margins import Margin
from rag.readers.pdf_words import Word
from rag.readers.registry import read_document
from rag.speaking.speakers import attribute


def words(lines: list[str], *, numbered: bool = True) -> list[Word]:
    """The words of a page, ten points a letter, each line below the one before it."""
    found = []
    for at, line in enumerate(lines, start=1):
        left = 100.0
        if numbered:
            found.append(Word(str(at), 40.0, 50.0, 800.0 - 20 * at, 12.0, "F", False, 0, 1))
        for text in line.split(" "):
            right = left + 10 * len(text)
            if text:
                found.append(Word(text, left, right, 800.0 - 20 * at, 12.0, "F", False, 0, 1))
            left = right + 4
    return found


SPOKEN = ["THE COURT: Good morning to you all", "Q.           Were you there at noon"] * 8
PLAIN = ["the harbour was closed to all ships"] * 16


def texts(page: list[Word]) -> str:
    return " ".join(word.text for word in page)


def test_the_numbers_of_the_lines_of_a_transcript_are_left_out() -> None:
    margin = Margin()
    assert texts(margin.without(words(SPOKEN))) == " ".join(" ".join(SPOKEN).split())
    assert texts(margin.without(words(PLAIN))) == " ".join(PLAIN)  # a page on which one goes on


@pytest.mark.parametrize("lines", [PLAIN, ["Q. one", "two"] * 3])
def test_other_numbers_stay(lines: list[str]) -> None:
    page = words(lines)
    assert Margin().without(page) == page or texts(Margin().without(page)) == texts(page)


def test_a_letter_stands_beside_its_words() -> None:
    (letter, word, *_) = Margin().without(words(["Q.           Were you there"], numbered=False))
    assert letter.text == "Q." and 0 < word.left - letter.right < 0.5 * word.size


def test_the_turns_of_a_printed_transcript_are_told_apart(tmp_path: Path) -> None:
    page = (
        "HEARING ON THE PIER",
        *("MS. LEE: Were you there at noon?", "MR. BOONE: I was. The lamp on the pier was"),
        *("out, and nobody had told us.", "MS. LEE: Who told you to go?"),
        *("MR. BOONE: The clerk did. She had no", "doubt of it."),
    )
    path = tmp_path / "hearing.pdf"
    path.write_bytes(make_pdf(page))
    document = read_document(path, root=tmp_path)
    found = {
        " ".join(document.text[each.start : each.end].split()): each.speaker.name
        for each in attribute(document, split_sentences(document.text, document.blocks))
    }
    assert found["The lamp on the pier was out, and nobody had told us."] == "Mr. Boone"
    assert found["Who told you to go?"] == "Ms. Lee"
