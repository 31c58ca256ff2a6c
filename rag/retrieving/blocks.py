"""The sentences beside one in its own paragraph, or its own item of a list."""

from __future__ import annotations

import re

from rag.language.labels import label_end
from rag.language.trimming import mark_before
from rag.records import Sentence
from rag.retrieving.found import Found

_BLANK_LINE = re.compile(r"\n\s*\n")


def after_in_block(found: Found, sentence: Sentence) -> Sentence | None:
    """Returns the sentence right behind one in its paragraph or item, None where it ends that."""
    sentences = found.entry.passage.sentences
    place = sentences.index(sentence) + 1
    after = sentences[place] if place < len(sentences) else None
    return after if after is not None and _in_one_block(found, sentence, after) else None


def before_in_block(found: Found, sentence: Sentence) -> Sentence | None:
    """Returns the sentence right before one in its paragraph or item, None where it opens that."""
    sentences = found.entry.passage.sentences
    place = sentences.index(sentence)
    before = sentences[place - 1] if place else None
    return before if before is not None and _in_one_block(found, before, sentence) else None


def _in_one_block(found: Found, one: Sentence, other: Sentence) -> bool:
    """Whether two neighbouring sentences stand in one block: the other has no label of its own."""
    if one.kind != other.kind or one.kind in ("heading", "row"):
        return False
    passage = found.entry.passage
    between = passage.text[one.end - passage.start : other.start - passage.start]
    if _BLANK_LINE.search(between) or (one.kind != "paragraph" and "\n" in between):
        return False
    text = passage.text_of(other)
    return not (label_end(text) or mark_before(other, text))
