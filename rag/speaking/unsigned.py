"""Whose sentences are of which no sign tells that somebody else says them, as a model reads them.

The rules of `rag.speaking.speakers` need a sign: a word of saying, quotation marks, a lead-in. Most
of what somebody is reported to say goes on without any. What they give to the document itself, or
to nobody with a name, is read by `rag.models.speech_reader`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Protocol

from rag.language.abbreviations import SOMEBODY
from rag.language.reporting import TRIGGER
from rag.language.sentences import Span
from rag.language.unnamed import called
from rag.models.speech_reader import Line, Pointed
from rag.records import BlockKind

READ: tuple[BlockKind, ...] = ("paragraph", "quote", "item", "heading")
"""Kinds of blocks whose sentences are read."""

LEAST = 7.0
"""Log-odds from which on somebody else says what the document seems to say."""

SAMPLE, OFTEN = 12, 0.11
"""Windows of a document, spread evenly, of which at least such a share of the sentences that the
rules leave must be somebody else's: else none is."""

BACK = 20
"""Sentences within which somebody who was said to speak is remembered."""

_PRONOUN = re.compile(
    r"(?:he|him|his|she|hers?|it|its|they|them|theirs?|who|one|those|these|this|that|others)", re.I
)
_WRITER = re.compile(r"(?:I|me|we|us)", re.I)
_OF_SOMEBODY = re.compile(r"(?:[Hh]is|[Hh]er|[Ii]ts|[Tt]heir|[Mm]y|[Oo]ur)\s(?=[a-z])")

_ASKED = re.compile(
    r"\b(?:ask|wonder|enquir|inquir)(?:ed|es|s)\b(?: [\w’'-]+){0,4}? (?:about|how|if|what|when"
    r"|where|whether|who|why)\b"
)


_TELLS = re.compile(
    rf"{TRIGGER.pattern}|\b(?:afraid|anxious|happy|keen|uneasy|unhappy|worried|complain\w*|doubt\w*"
    r"|fear\w*|fe(?:el|els|lt)|ha[ds] it|hope[ds]?|it (?:is|was)|kn(?:ew|ows?)|likes?|liked"
    r"|opinion|prefer\w*|recall\w*|regard\w*|remember\w*|saw|sees?|th(?:ink|inks|ought)|views?"
    r"|wants?|wanted|wish\w*)\b"
)
"""What may tell what somebody named in the same sentence says, thinks or feels."""

_BOUND = re.compile(r"\b(?:should|shall|must)\b")
"""What tells somebody what to do."""


class Reads(Protocol):
    """Reads a title and the sentences under it: `SpeechReader.read`."""

    def __call__(
        self,
        title: str,
        lines: Sequence[Line],
        *,
        at_most: int | None = None,
        asked: Collection[int] | None = None,
    ) -> Mapping[int, Pointed]:
        """Returns who seems to say the sentences that are read, by their places."""


def read_unsigned(
    title: str,
    text: str,
    spans: Sequence[Span],
    told: Sequence[str | None],
    read: Reads,
) -> Mapping[int, str]:
    """Returns the words that name who says a sentence, by its place, where somebody seems to.

    Nobody where such speech is rare in a document, as in contracts and audits: of what seems to be
    somebody else's there most is not.

    Args:
        text: Of the document.
        spans: Its sentences.
        told: Who says each, by rule; None where that is the document itself.
    """
    places, lines = lines_of(text, spans, told)
    left = {
        number
        for number, line in enumerate(lines)
        if line.kind != "heading" and told[places[number]] in (None, SOMEBODY)
    }
    if not left or not TRIGGER.search(text):
        return {}

    def theirs(pointed: Mapping[int, Pointed]) -> dict[int, str]:
        return {
            places[number]: pointed[number].name
            for number in left & pointed.keys()
            if pointed[number].odds >= LEAST and _may_say(pointed[number].name, lines[number].text)
        }

    sample = read(title, lines, at_most=SAMPLE)
    if len(theirs(sample)) < OFTEN * len(left & sample.keys()):
        return {}
    rest = left - sample.keys()
    return theirs({**sample, **read(title, lines, asked=rest)} if rest else sample)


def _may_say(name: str, text: str) -> bool:
    """Whether somebody who is pointed at may say what a sentence says.

    Whoever writes is no other; who asks a question asserts nothing; and of whom a sentence itself
    tells something does not say it, unless it tells what they say, think or feel.
    """
    if is_writer(name) or _ASKED.search(text):
        return False
    return name not in text or (bool(_TELLS.search(text)) and not _BOUND.search(text))


def lines_of(
    text: str, spans: Sequence[Span], told: Sequence[str | None]
) -> tuple[list[int], list[Line]]:
    """Returns the places of the sentences that are read, and these as they stand; see above."""
    places = [place for place, span in enumerate(spans) if span.kind in READ]
    lines = []
    for number, place in enumerate(places):
        span = spans[place]
        before = places[max(0, number - BACK) : number]
        lines.append(
            Line(
                text[span.start : span.end],
                span.kind,
                begins=not number or spans[places[number - 1]].block != span.block,
                spoken_before=next((who for each in reversed(before) if (who := told[each])), ""),
            )
        )
    return places, lines


def is_writer(phrase: str) -> bool:
    """Whether words that are pointed at mean whoever writes: "I"."""
    return _WRITER.fullmatch(phrase) is not None


def names_somebody(phrase: str) -> bool:
    """Whether words that are pointed at name somebody, rather than only stand for them: "she"."""
    return len(phrase) > 1 and not _PRONOUN.fullmatch(phrase)


def as_called(phrase: str) -> str:
    """Returns words that name somebody as a name: "The sister" for "his sister"."""
    plain = _OF_SOMEBODY.sub("the ", phrase, count=1)
    return called(plain) or plain[0].upper() + plain[1:]
