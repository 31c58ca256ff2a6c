"""Lines with labels: which of them are things of their own, and which are only wrapped."""

from pathlib import Path

import pytest

from rag.language.sentences import split_sentences
from rag.readers.labelled_lines import parts_of
from rag.readers.registry import read_document


@pytest.mark.parametrize(
    ("lines", "sizes"),
    [
        (["Present: Ann Lee", "Absent: Bo Dahl"], [1, 1]),
        (["Present: Ann Lee, Cy Park,", "Di Fox", "Excused on 8 June: Bo Dahl"], [2, 1]),
        (["Price: $46", "Closing price on November 1, 2024: $33.80"], [1, 1]),
        (["4.1 The bus runs.", "4.2 At night it", "does not."], [1, 2]),
        (["C1. Article 3 is replaced.", "C2. The rest stays."], [1, 1]),
        (["(a) damages;", "(b) costs;", "(c) interest"], [1, 1, 1]),
    ],
)
def test_lines_with_labels_stand_alone(lines: list[str], sizes: list[int]) -> None:
    assert [len(each) for each in parts_of(lines)] == sizes


@pytest.mark.parametrize(
    "lines",
    [
        ["Present: Ann Lee"],
        ["It costs", "Price: $46", "Weight: 3 kg"],
        [
            "Note: the figures of the",
            "first three years",
            "are wrapped, and",
            "so is",
            "Source: a.",
        ],
        ["Q: Who came?", "A: The warden."],
        ["4.1 The bus runs.", "4.3 It does not."],
        ["2012 The road was built.", "2013 The road was closed."],
        ["The rate was", "4.1 Percent of all"],
        [],
    ],
)
def test_wrapped_lines_stay_together(lines: list[str]) -> None:
    assert parts_of(lines) == []


MINUTES = """# Minutes

A meeting was held in the hall of the town.

**Members:** Ann Lee (chair), Bo Dahl
**Excused:** Cy Park
**Keeper of the minutes:** Di Fox

## Article 4
4.1 At least 26 vehicles are used.
4.2 Some of them are electric.
"""


@pytest.mark.parametrize("suffix", [".md", ".txt", ".html"])
def test_each_reader_gives_them_as_sentences_of_their_own(tmp_path: Path, suffix: str) -> None:
    text = MINUTES if suffix == ".md" else MINUTES.replace("**", "").replace("#", "")
    if suffix == ".html":
        paragraphs = (each.replace("\n", "<br>") for each in text.split("\n\n"))
        text = "".join(f"<p>{each}</p>" for each in paragraphs)
    path = tmp_path / f"minutes{suffix}"
    path.write_text(text, encoding="utf-8")
    document = read_document(path, root=tmp_path)
    said = [
        document.text[each.start : each.end]
        for each in split_sentences(document.text, document.blocks)
    ]
    assert {"Members: Ann Lee (chair), Bo Dahl", "Excused: Cy Park"} <= set(said)
    assert "Keeper of the minutes: Di Fox" in said


def test_a_bold_heading_over_two_lines_stays_whole(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text(
        "# Report\n\n**Appendix I: Waste Cleanup\nSites: Background Information**\n\nIt is old.\n"
    )
    document = read_document(path, root=tmp_path)
    said = [document.text[each.start : each.end] for each in document.blocks]
    assert "Appendix I: Waste Cleanup Sites: Background Information" in said
