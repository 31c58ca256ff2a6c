"""Answers to one question side by side, with the numbers and verbs in which they differ.

A plain rule: numbers as written, and words that end like a past-tense verb. What all answering
documents share agrees; everything else differs.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from rag.records import Answer, Comparison

_MARKED = re.compile(
    r"\$?\d+(?:,\d{3})*(?:\.\d+)?(?: (?:percent|million|billion|thousand))?|\b[a-z]+ed\b"
)


def compare_answers(question: str, answers: Mapping[str, Answer]) -> Comparison:
    """Marks what the answers agree and differ in."""
    marks = {
        name: tuple(dict.fromkeys(_MARKED.findall(" ".join(s.text for s in answer.statements))))
        for name, answer in answers.items()
    }
    answering = [set(marks[name]) for name, answer in answers.items() if answer.statements]
    shared = set.intersection(*answering) if len(answering) > 1 else set()
    agreeing = tuple(sorted(shared))
    differing = {
        name: tuple(mark for mark in found if mark not in shared) for name, found in marks.items()
    }
    return Comparison(question, dict(answers), agreeing, differing)
