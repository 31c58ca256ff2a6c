"""Who speaks in an interview whose questions and answers have no names before them.

Its head names who asks and who answers; what follows are questions, each a paragraph by itself, and
answers, as in an oral history whose questions are set in italics.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from rag.language.sentences import Span
from rag.language.turn_patterns import PERSON, SWORN, TITLE
from rag.records import Document
from rag.speaking.present import Present
from rag.speaking.record_notes import is_of_the_record

HEAD = 1_000
"""Characters at the head of a document in which those who talk are named."""

FEWEST_QUESTIONS = 3
LONGEST_QUESTION = 400
"""Characters of a question at most."""

_ASKS = re.compile(
    rf"(?:^|\n)\W*(?i:interviewers?|questions\sby)\W*[:;|]\W*(?P<asks>(?:{TITLE}\s)*{PERSON})"
)
_QUESTION = re.compile(r"\?[\"\u201d')]?\s*(?:[\[(]?[\d:.]+[\])]?)?$")


def interview(document: Document, spans: Sequence[Span]) -> dict[int, str]:
    """Returns who says each sentence of an interview, by where it begins; {} where it is none."""
    head = document.text[:HEAD]
    asks, answers = _ASKS.search(head), SWORN.search(head)
    if asks is None or answers is None:
        return {}
    present = Present(document.text)
    asker = present.in_full(asks["asks"])
    answerer = present.in_full(next(filter(None, answers.groups())))
    blocks = [list(group) for _, group in groupby(spans, key=attrgetter("block"))]
    first = next((at for at, block in enumerate(blocks) if _asks(document.text, block)), None)
    if first is None or sum(_asks(document.text, each) for each in blocks) < FEWEST_QUESTIONS:
        return {}
    return dict(_said(document.text, blocks[first:], asker, answerer))


def _asks(text: str, block: Sequence[Span]) -> bool:
    said = text[block[0].start : block[-1].end]
    short = len(said) <= LONGEST_QUESTION and block[0].kind == "paragraph"
    return short and _QUESTION.search(said) is not None


def _said(
    text: str, blocks: Sequence[Sequence[Span]], asker: str, answerer: str
) -> Iterator[tuple[int, str]]:
    for block in blocks:
        if is_of_the_record(text[block[0].start : block[0].end]):
            return
        if block[0].kind in ("paragraph", "quote") and text[block[0].start] not in "[(":
            who = asker if _asks(text, block) else answerer
            yield from ((span.start, who) for span in block)
