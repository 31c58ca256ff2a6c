"""What a question why takes for granted, against votes, what was left out, and what is not so."""

from __future__ import annotations

import pytest

from rag.refusing.presupposition import contradicted


@pytest.mark.parametrize(
    ("question", "text", "words"),
    [
        # a quality that was not shown
        (
            "Why did the trial find that the lamp was superior to the buoy?",
            "In the trial, superiority of the lamp to the buoy was not shown.",
            "superiority of the lamp to the buoy was not shown",
        ),
        (
            "Why was the lamp safe for ships?",
            "The safety of the lamp for ships has not been established.",
            "safety of the lamp for ships has not been established",
        ),
        (
            "Why is the new chain effective in frost?",
            "In frost, the effectiveness of the new chain could not be demonstrated.",
            "effectiveness of the new chain could not be demonstrated",
        ),
        # a vote against
        (
            "Why did the council vote for the quay?",
            "The council voted 8 to 1 against the quay.",
            "voted 8 to 1 against",
        ),
        (
            "Why did Dr Wren vote for closing the quay?",
            "Dr Wren voted against closing the quay, because it was cold.",
            "voted against",
        ),
        (
            "Why did the council vote in favor of the quay?",
            "On the quay the council voted narrowly against.",
            "voted narrowly against",
        ),
        # left out
        (
            "Why were ferries included in the count of ships?",
            "Ferries were excluded from the count of ships.",
            "excluded",
        ),
        (
            "Why does the count of ships include ferries?",
            "The count of ships excludes ferries and barges.",
            "excludes",
        ),
        (
            "Why did the port include barges over 80 tons in its count?",
            "Barges over 80 tons in the port were wholly excluded.",
            "excluded",
        ),
        # in the present tense
        ("Why is a weekly sounding needed?", "A weekly sounding is not needed.", "is not needed"),
        (
            "Why are captains allowed to sell salt in the harbour?",
            "Captains are not allowed to sell salt in the harbour.",
            "are not allowed to sell",
        ),
        # the number of a clause is no part of it
        (
            "Why is weekly sounding needed?",
            "6.1 Weekly sounding of the harbour is not needed.",
            "is not needed",
        ),
        (
            "Why are captains permitted to sell salt?",
            "Captains are forbidden to sell salt.",
            "forbidden to sell",
        ),
    ],
)
def test_contradictions(question: str, text: str, words: str) -> None:
    assert contradicted(question, text) == words


@pytest.mark.parametrize(
    ("question", "text"),
    [
        # what would be so without something else
        (
            "Why did traffic in the port fall?",
            "Without the storm, traffic in the port would have risen.",
        ),
        # somebody else's vote, or one at another time
        (
            "Why did the council vote for the quay?",
            "Mr. Hale of the council asked Essex, which voted against the quay.",
        ),
        (
            "Why did Ms. Wren vote for the quay in June?",
            "Ms. Wren voted against the quay in April.",
        ),
        (
            "Why did Ms. Wren vote for the quay?",
            "Mr. Hale voted against the quay that Ms. Wren wanted.",
        ),
        (
            "Why did Ms. Wren vote for the quay?",
            "Ms. Wren, who voted against the quay before, changed sides.",
        ),
        # something else is left out, or shown
        ("Why did the study include ferries?", "The study included ferries and excluded barges."),
        ("Why did the study include ferries?", "Barges were excluded from the study of ferries."),
        ("Why was the lamp safe for ships?", "The safety of the lamp for ships was shown."),
        ("Why was the lamp safe for ships?", "The legality of the lamp for ships was not shown."),
        # "that" is what was said before
        ("And why is that? clean crane tar", "Do not clean the crane with tar."),
        # less so than another is so, what needs a vote may be
        (
            "Why are the dues of the port high?",
            "The dues of the port are not as high as those of Kent.",
        ),
        (
            "Why is the port allowed to raise its dues?",
            "The port may not raise its dues without a vote.",
        ),
    ],
)
def test_what_only_looks_like_one(question: str, text: str) -> None:
    assert contradicted(question, text) is None
