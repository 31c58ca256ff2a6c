"""Are a sentence's words those of whoever says it, or those of whoever passes it on?

"The pump leaked, Mr Saul told us. It had been mended twice." is an inquiry's way to put what he
said: whoever prints the second sentence between quotation marks as his would misquote him.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from operator import attrgetter

from rag.language.quotations import FIRST_MARK, LEFT_OPEN, QUOTED
from rag.records import Block, Document, Sentence

_FIRST_PERSON = re.compile(
    r"\b(?:I|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself|[Ww]e|us|[Oo]ur|[Oo]urs|[Oo]urselves)\b"
)
_OUTSIDE = re.compile(r"[\W\d_\u00b2\u00b3\u00b9\u2070-\u2079]*")
"""What of a sentence may stand outside of the marks that enclose it."""


def is_verbatim(document: Document, sentence: Sentence) -> bool:
    """Whether a sentence that somebody else says than its document is given in their own words.

    That is so in a block quotation, a message within a message, between quotation marks, behind
    the speaker's name at the head of its paragraph, and in the first person.
    """
    block = _block_of(document, sentence.start)
    if sentence.kind == "quote" or block.said_by:
        return True
    text = document.text[sentence.start : sentence.end]
    return (
        _stands_between_marks(document.text, block, sentence)
        or _opens_with_name(document.text[block.start : block.end], sentence.speaker.name)
        or _FIRST_PERSON.search(QUOTED.sub("", text)) is not None
    )


def _stands_between_marks(text: str, block: Block, sentence: Sentence) -> bool:
    """Whether a quotation encloses all of a sentence, in its block or from the one before on."""
    for match in QUOTED.finditer(text, block.start, block.end):
        before, behind = text[sentence.start : match.start()], text[match.end() : sentence.end]
        if match.start() < sentence.end and match.end() > sentence.start:
            return all(_OUTSIDE.fullmatch(each) for each in (before, behind))
    left_open = LEFT_OPEN.search(text, block.start, block.end)
    if left_open is not None and left_open.end() == block.end:
        return left_open.start() <= sentence.start
    first = FIRST_MARK.search(text, block.start, block.end)
    return first is not None and first[0] == "\u201d" and sentence.end <= first.end() + 1


def _opens_with_name(paragraph: str, name: str) -> bool:
    """Whether a paragraph is a turn of somebody who speaks: "Mr. LEE. …", "Ann Lee: …"."""
    last = re.escape(name.split()[-1]) if name.split() else "$^"
    turn = re.compile(
        rf"(?:\w{{1,4}}\.\s)?[^.:]{{0,40}}\b{last}\b(?:\.|[^.:]{{0,40}}:)(?!\W*[\"\u201c])", re.I
    )
    return turn.match(paragraph) is not None


def _block_of(document: Document, place: int) -> Block:
    at = bisect_right(document.blocks, place, key=attrgetter("start")) - 1
    return document.blocks[at] if at >= 0 else Block(0, len(document.text))
