"""Which sentences of a document correct something: notes of errors, addenda, what is withdrawn.

"Corrections", "Errata", "Added 12 March: …" and "Paragraph 9 is withdrawn" change what was said
before, mostly without its words: who reads the one has to read the other, too. None of it depends
on a question, so that the index keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rag.language.retractions import announces, begins_with_note, heads, is_now, takes_back
from rag.records import Document, Passage

RUN = 12
"""Paragraphs behind one that announces corrections which may be these."""

LONGEST_NOTE = 800
"""Characters of a paragraph all of which may correct where one of its sentences says so."""

REFERS = re.compile(
    r"\b(?P<kind>paragraph|para|part|section|clause|article|rule|recommendation|finding|item|point"
    r"|answer|step|condition)s?\.?\s"
    r"(?:\(?(?P<label>\d{1,3}(?:\.\d{1,3}){0,3})\b|\((?P<letter>[a-z])\))",
    re.I,
)
"""What refers to a numbered part of a document."""


@dataclass(frozen=True, slots=True)
class Correcting:
    """A sentence that corrects something, or stands among others that do.

    Attributes:
        place: Its place among the sentences of its passage.
        block: Where the paragraph that it stands in starts and ends.
        labels: Of the paragraphs, items or clauses to which that refers, sorted: "9", "6.1", "d".
        told: Whether it stands where corrections are told, by a heading, a note or what announces
            them; else it only says what holds now.
    """

    place: int
    block: tuple[int, int]
    labels: tuple[str, ...]
    told: bool


class Paragraphs:
    """The paragraphs of a document, each with whether it corrects something."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._runs = self._announced()

    def correcting(self, passage: Passage) -> Iterator[Correcting]:
        """Yields the sentences of a passage that correct something, or stand among such."""
        headed = any(map(heads, passage.headings))
        start, told_there, labels = -1, False, tuple[str, ...]()
        for place, sentence in enumerate(passage.sentences):
            if sentence.kind == "heading":
                continue
            block = self._document.block_around(sentence)
            if block.start != start:
                start, text = block.start, self._document.on_one_line(block)
                noted = start in self._runs or begins_with_note(text)
                told_there = headed or noted or (len(text) <= LONGEST_NOTE and takes_back(text))
                labels = tuple(sorted(refers_to(text)))
            line = self._document.on_one_line(sentence)
            told = told_there or takes_back(line)
            if told or is_now(line):
                yield Correcting(place, (block.start, block.end), labels, told=told)

    def _announced(self) -> frozenset[int]:
        """Where the paragraphs start that follow on one which announces corrections."""
        starts: set[int] = set()
        left = 0
        for block in self._document.blocks:
            text = self._document.on_one_line(block)
            if block.kind == "heading":
                left = 0
            elif left:
                starts.add(block.start)
                left -= 1
            if announces(text):
                starts.add(block.start)
                left = RUN
        return frozenset(starts)


def refers_to(text: str) -> frozenset[str]:
    """Returns the labels of the paragraphs to which a text refers: "9" for "Paragraph 9"."""
    found = (match["label"] or match["letter"] for match in REFERS.finditer(text))
    return frozenset(each.lower() for each in found)
