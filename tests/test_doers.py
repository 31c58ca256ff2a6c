"""Whether sentences only say that something was done, where a question asks who did it."""

from __future__ import annotations

import pytest

from rag.refusing.doers import hides_doer


@pytest.mark.parametrize(
    ("question", "texts", "hidden"),
    [
        ("Who vetoed the bill?", ["According to the Post, the bill was vetoed in 2012."], True),
        ("And who first counted the seals?", ["The seals had to be counted by 2012."], True),
        ("Who vetoed the bill?", ["The bill was vetoed in 2012 by the mayor."], False),
        ("Who vetoed the bill?", ["The mayor vetoed the bill, which was never passed."], False),
        ("Who signed it?", ["It was signed at 10:25 a.m. the same day by Lowell Harl."], False),
        ("Who signed it?", ["It was signed on the quay. A copy went out by post."], True),
        ("Who vetoed the bill?", ["The bill was vetoed.", "The mayor vetoed it in May."], False),
        ("Who vetoed the bill?", ["The mayor sent the bill back."], False),
        ("Who was vetoed?", ["The bill was vetoed."], False),
        ("When was the bill vetoed?", ["The bill was vetoed in 2012."], False),
    ],
)
def test_what_was_done_does_not_say_who_did_it(
    question: str, texts: list[str], hidden: bool
) -> None:
    assert hides_doer(question, texts) is hidden
