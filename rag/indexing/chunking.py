"""Document and sentences to passages: what is retrieved, and what the model reads of it.

A passage is whole neighbouring sentences of one section. The model reads it with the document's
title and its headings in front, and everything fits: nothing is silently cut off.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from rag.models.embedding import Encoder, Tokens
from rag.records import Document, Passage, Sentence

# Most tokens of a passage, title and headings included; the model reads 254. Characters of evidence
# in the first 1,000 with 254 / 192 / 160 / 128: chroma_chunking .61 / .66 / .71 / .71 (n = 472),
# contractnli .45 / .52 / .54 / .59 (n = 355), privacy_qa .17 / .20 / .21 / .21 (n = 194). With 192
# as many of 166 questions about GAO reports are answered rightly as with 254, with 160 fewer: 126,
# 125 and 120.
LIMIT = 192
# A passage is closed at the end of a paragraph once it is this full, as a share of what fits.
FULL_ENOUGH = 0.6
# Title and headings may take this share of what the model reads.
CONTEXT_SHARE = 0.25


@dataclass(frozen=True, slots=True)
class Reading:
    """A passage as the model reads it: context tokens, then each sentence's tokens.

    Attributes:
        context: Title and headings, as read.
        tokens: All of it.
        bounds: (sentences + 1,) where each sentence's tokens begin, and where the last one's end.
    """

    passage: Passage
    context: str
    tokens: Tokens
    bounds: NDArray[np.int32]

    @property
    def key(self) -> str:
        """Digest of everything the model's output depends on; equal keys have equal vectors."""
        digest = hashlib.sha256(self.tokens.ids.tobytes())
        digest.update(self.bounds.tobytes())
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class _Piece:
    sentence: Sentence
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class _Context:
    """Title and headings, and at most `share` tokens of them."""

    text: str
    tokens: Tokens

    @classmethod
    def of(
        cls, document: Document, headings: Sequence[str], encoder: Encoder, share: int
    ) -> _Context:
        text = "\n".join((document.title, *(item for item in headings if item != document.title)))
        return cls(text, _slice(encoder.tokenize([text])[0], 0, share))


def chunk(
    document: Document, sentences: Sequence[Sentence], encoder: Encoder, *, limit: int = LIMIT
) -> list[Reading]:
    """Groups a document's sentences into passages.

    Args:
        limit: Most tokens of a passage, context and all; never more than the model reads.
    """
    room = min(limit, encoder.max_tokens)
    share = int(room * CONTEXT_SHARE)
    pieces = _pieces(document, sentences, encoder, room - share)
    levels = {block.start: block.level for block in document.blocks if block.kind == "heading"}
    headings: tuple[tuple[int, str], ...] = ()
    readings = []
    for section in _sections(pieces):
        outer, headings = headings, _headings_after(document, section, headings, levels)
        titles = tuple(text for _, text in headings)
        context = _Context.of(document, titles, encoder, share)
        opening = context
        if section[0].sentence.kind == "heading":  # it says itself what it is called
            above = tuple(text for level, text in outer if (level, text) in headings)
            opening = _Context.of(document, above, encoder, share)
        room_left = room - max(len(context.tokens), len(opening.tokens))
        for number, group in enumerate(_groups(section, document, room_left)):
            front = context if number else opening
            readings.append(_reading(document, titles, front, group))
    return readings


def _pieces(
    document: Document, sentences: Sequence[Sentence], encoder: Encoder, room: int
) -> list[_Piece]:
    """Pairs sentences with their tokens; one that would not fit is cut between words."""
    tokens = encoder.tokenize([document.text[item.start : item.end] for item in sentences])
    pieces: list[_Piece] = []
    for sentence, read in zip(sentences, tokens, strict=True):
        for first, last in _cuts(read, room):
            start = sentence.start + int(read.starts[first]) if first else sentence.start
            end = sentence.start + int(read.starts[last]) if last < len(read) else sentence.end
            text = document.text[start:end].rstrip()
            part = replace(sentence, start=start, end=start + len(text))
            if last > first:  # a stretch without any token has nothing to be found by
                pieces.append(_Piece(part, _slice(read, first, last)))
    return pieces


def _cuts(tokens: Tokens, room: int) -> Iterator[tuple[int, int]]:
    """Yields token ranges of at most `room` that begin where white space ends, if anywhere."""
    first = 0
    while len(tokens) - first > room:
        last = first + room
        while last > first + room // 2 and tokens.starts[last] == tokens.ends[last - 1]:
            last -= 1
        yield first, last
        first = last
    yield first, len(tokens)


def _sections(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Splits before every heading that follows something that is not one."""
    section: list[_Piece] = []
    for piece in pieces:
        heads = piece.sentence.kind == "heading"
        if heads and section and section[-1].sentence.kind != "heading":
            yield section
            section = []
        section.append(piece)
    if section:
        yield section


def _headings_after(
    document: Document,
    section: Sequence[_Piece],
    headings: tuple[tuple[int, str], ...],
    levels: Mapping[int, int],
) -> tuple[tuple[int, str], ...]:
    """The headings in force, as (level, text), after those that open a section."""
    for piece in section:
        if piece.sentence.kind != "heading":
            break
        level = levels.get(piece.sentence.start, 1)
        text = " ".join(document.text[piece.sentence.start : piece.sentence.end].split())
        headings = (*(item for item in headings if item[0] < level), (level, text))
    return headings


def _groups(section: Sequence[_Piece], document: Document, room: int) -> Iterator[list[_Piece]]:
    """Packs a section's pieces: at paragraph ends where that wastes little, else wherever full."""
    group: list[_Piece] = []
    used = 0
    for index, piece in enumerate(section):
        size = len(piece.tokens)
        if group and (
            used + size > room
            or (
                used > room * FULL_ENOUGH
                and _parted(document, group[-1], piece)
                and used + _paragraph_size(section, index, document, room) > room
            )
        ):
            yield group
            group, used = [], 0
        group.append(piece)
        used += size
    if group:
        yield group


def _parted(document: Document, left: _Piece, right: _Piece) -> bool:
    """Whether a paragraph ends between two neighbouring pieces."""
    return "\n" in document.text[left.sentence.end : right.sentence.start]


def _paragraph_size(section: Sequence[_Piece], index: int, document: Document, most: int) -> int:
    """Tokens from a piece to the end of its paragraph; counting stops beyond `most`."""
    size = len(section[index].tokens)
    for left, right in pairwise(section[index:]):
        if size > most or _parted(document, left, right):
            break
        size += len(right.tokens)
    return size


def _reading(
    document: Document,
    headings: tuple[str, ...],
    context: _Context,
    group: Sequence[_Piece],
) -> Reading:
    passage = Passage.of(document, headings, tuple(piece.sentence for piece in group))
    bounds = np.cumsum([len(context.tokens), *(len(piece.tokens) for piece in group)])
    tokens = _join([context.tokens, *(piece.tokens for piece in group)])
    return Reading(passage, context.text, tokens, bounds.astype(np.int32))


def _slice(tokens: Tokens, first: int, last: int) -> Tokens:
    inner = slice(first, last)
    return Tokens(tokens.ids[inner], tokens.starts[inner], tokens.ends[inner])


def _join(parts: Sequence[Tokens]) -> Tokens:
    return Tokens(
        np.concatenate([part.ids for part in parts]),
        np.concatenate([part.starts for part in parts]),
        np.concatenate([part.ends for part in parts]),
    )
