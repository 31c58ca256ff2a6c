"""Are a sentence's words those of whoever says it, or those of whoever passes it on?

"The pump leaked, Mr Saul told us. It had been mended twice." is an inquiry's way to put what he
said: whoever prints the second sentence between quotation marks as his would misquote him.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.quotations import FIRST_MARK, LEFT_OPEN, QUOTED
from rag.records import Block, Document, Sentence

FIRST_PERSON = re.compile(
    r"\b(?:I|[Mm]e|[Mm]y|[Mm]ine|[Mm]yself|[Ww]e|us|[Oo]ur|[Oo]urs|[Oo]urselves)\b"
)
_TOLD = re.compile(r"\W*(?:he|she|they|it)\b", re.I)
"""How a sentence begins that tells of its speaker: the first person in it is its writer."""
_OPINION = re.compile(r"\b(?:concur|dissent)(?:ing|s|ence)?\b", re.I)
"""What a heading says whose part of a decision is one judge's."""
_POST = re.compile(r"\d|\b(?:commented|posted|replied|wrote)\b")
"""What stands behind a name above its post: a day, a time, or that it is one."""
LABEL, BACK = 12, 12
"""Words of such a line at most, and blocks within which it stands above a post."""
_OUTSIDE = re.compile(r"[\W\d_\u00b2\u00b3\u00b9\u2070-\u2079]*")
"""What of a sentence may stand outside of the marks that enclose it."""


def is_verbatim(document: Document, sentence: Sentence) -> bool:
    """Whether a sentence that somebody else says than its document is given in their own words.

    That is so in a block quotation, a message within a message, between quotation marks, behind
    the speaker's name at the head of its paragraph or post, in a dissent and in the first person.
    """
    whole = Block(0, len(document.text))
    *before, block = document.blocks_up_to(sentence.start) or (whole,)
    if sentence.kind == "quote" or block.said_by:
        return True
    text, name = document.text[sentence.start : sentence.end], sentence.speaker.name
    return (
        _stands_between_marks(document.text, block, sentence)
        or _opens_with_name(document.text[block.start : block.end], name)
        or _is_of_opinion(document.text, before)
        or _is_of_post(document.text, before, name)
        or (not _TOLD.match(text) and FIRST_PERSON.search(QUOTED.sub("", text)) is not None)
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
    last = re.escape("".join(name.split()[-1:]))
    turn = rf"(?:\w{{1,4}}\.\s)?[^.:]{{0,40}}\b{last}\b(?:\.|[^.:]{{0,40}}:)(?!\W*[\"\u201c])"
    return bool(last) and re.match(turn, paragraph, re.I) is not None


def _is_of_opinion(text: str, before: Sequence[Block]) -> bool:
    """Whether the last heading before a paragraph is that of a dissent."""
    heading = next((each for each in reversed(before) if each.kind == "heading"), None)
    return heading is not None and bool(_OPINION.search(text, heading.start, heading.end))


def _is_of_post(text: str, before: Sequence[Block], name: str) -> bool:
    """Whether a paragraph stands below a line with its speaker's name: "ann_lee, 3 May, 21:14"."""
    lines = (text[each.start : each.end].strip() for each in reversed(before[-BACK:]))
    labels = (
        line
        for line in lines
        if name and line.startswith(name) and len(line.split()) <= LABEL and line[-1] not in ".!?"
    )
    return _POST.search(next(labels, "")[len(name) :]) is not None
