"""What was gained is told by the sentence after the one that says what was done."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import rag
from rag.indexing.index_files import Entry
from rag.records import Passage, Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.following import nothing_after
from rag.retrieving.found import Found
from rag.retrieving.gains import with_gain

ASKED = "What did Kent gain by flying kites over its piers?"
FLEW = "The town of Kent flew red kites over all of its piers to look for rotten piles."
SAVED = "According to the town, the kites allowed it to look for rotten piles without a boat."


def items(*lines: str) -> list[Evidence]:
    text, sentences = "", []
    for line in lines:
        start = len(text) + bool(text)
        text = f"{text} {line}".strip()
        sentences.append(Sentence(start, len(text), Speaker("Board")))
    passage = Passage("0", "doc", 0, len(text), text, (), tuple(sentences))
    entry = Entry(passage, "key", "Title", np.arange(len(lines) + 1, dtype=np.int32))
    found = Found(0, entry, 0.5, 0.5, np.ones((len(lines), 1), np.float32))
    return [Evidence(found, each, 0.5, found.matches[0]) for each in sentences]


@pytest.mark.parametrize(
    ("question", "best", "after", "told"),
    [
        (ASKED, FLEW, SAVED, True),
        ("What benefits did Kent see from its kites?", FLEW, SAVED, True),
        ("How did the red kites help Kent?", FLEW, SAVED, True),
        ("Who flew kites over the piers of Kent?", FLEW, SAVED, False),  # no gain is asked for
        ("What did Kent get?", FLEW, SAVED, False),
        (ASKED, FLEW, "It also flew kites over rotten piles in Dover.", False),  # it tells of none
        (ASKED, FLEW, "Its new crane saved the town 9 crowns.", False),  # it is of another matter
        (ASKED, FLEW, "Red kites helped Dover look over rotten piles.", False),  # it stands alone
        (ASKED, "By flying kites, Kent saved 9 crowns.", SAVED, False),  # the best one has it
    ],
)
def test_the_sentence_after_is_quoted_where_it_alone_tells_what_was_gained(
    question: str, best: str, after: str, told: bool
) -> None:
    chosen = with_gain(question, items(best, after)[:1], nothing_after, most=4)
    assert [item.text for item in chosen] == ([best, after] if told else [best])


def test_there_is_room_and_no_other_sentence_tells_it() -> None:
    flew, _ = items(FLEW, SAVED)
    assert with_gain(ASKED, [flew], nothing_after, most=1) == (flew,)
    assert with_gain(ASKED, [], nothing_after, most=4) == ()
    (cheap,) = items("Kites are cheaper than boats.")
    assert with_gain(ASKED, [flew, cheap], nothing_after, most=4) == (flew, cheap)
    (other,) = items("Kites flew at Dover.")
    texts = [item.text for item in with_gain(ASKED, [flew, other], nothing_after, most=4)]
    assert texts == [FLEW, SAVED, other.text]


def test_who_alone_may_be_quoted_is() -> None:
    flew = replace(items(FLEW, SAVED)[0], speakers=frozenset(("Dover",)))
    assert with_gain(ASKED, [flew], nothing_after, most=4) == (flew,)


TALK = "The quay has nine oars and a lamp, and the board keeps four boats beside it all year. "


@pytest.mark.parametrize("asked", [ASKED, "What benefits did Kent see from flying kites?"])
def test_it_is_found_behind_the_figure_that_stands_between(tmp_path: Path, asked: str) -> None:
    text = f"# The kites\n\n{TALK * 3}\n\n{FLEW}\n\nFigure 2: A kite over a pier\n\n{SAVED}\n"
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "quay.md").write_text(text, "utf-8")
    with rag.Chatbot.open(tmp_path / "docs", index_dir=tmp_path / "index") as bot:
        said = [said.text for said in bot.ask(asked).statements]
    assert SAVED in said
