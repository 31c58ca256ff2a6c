"""All that somebody says or writes is told from what they wrote."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

import rag
from rag.settings import Settings

LETTER = """\
---
title: "Letter to the Grain League"
author: "Anne Lee"
publisher: "Penwick Pilots"
date: 1911-06-01
---

I ask the League to mend its charts of the Sound. The tolls are more than small ports can bear.

The lights at Marrow should burn all night.
"""

NEWS = """\
---
title: "A letter to the League"
author: "The Penwick Post"
publisher: "The Penwick Post"
date: 1911-06-05
---

Anne Lee wrote a letter to the League in June. Anne Lee told the Post that she was tired.
"""


@pytest.fixture(scope="module")
def bot(tmp_path_factory: pytest.TempPathFactory) -> Iterator[rag.Chatbot]:
    folder = tmp_path_factory.mktemp("said")
    (folder / "letter.md").write_text(LETTER)
    (folder / "news.md").write_text(NEWS)
    with rag.Chatbot.open(folder, settings=Settings(index_dir=Path(folder) / "index")) as opened:
        yield opened


@pytest.mark.parametrize("verb", ["write", "say", "argue"])
def test_a_writer_is_quoted_from_what_they_wrote(bot: rag.Chatbot, verb: str) -> None:
    answer = bot.ask(f"What did Anne Lee {verb}?")
    assert "mend its charts" in answer.text
    assert "more than small ports can bear" in " ".join(answer.text.split())
    assert "tired" not in answer.text
