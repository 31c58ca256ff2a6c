"""A citation to what a statement is compared with: its sentence, read, and who speaks there."""

from __future__ import annotations

from dataclasses import dataclass

from rag.fitting.sayings import initials
from rag.language.claims import Token, fold, keys, read
from rag.language.lexicon import HONORIFICS
from rag.records import Citation


@dataclass(frozen=True, slots=True)
class Source:
    """One cited sentence and who speaks there, ready to be compared.

    Attributes:
        speaker: The keys of all names of its speaker, those who pass it on included.
        asserter: The names of the one who asserts it, in order.
        passed_on: Whether that is somebody else than the document's own speaker.
        about: The document's title.
        short: Initials of every name in it, its title and its speaker.
    """

    text: str
    tokens: tuple[Token, ...]
    keys: frozenset[str]
    speaker: frozenset[str]
    asserter: tuple[str, ...]
    passed_on: bool
    about: tuple[Token, ...]
    short: frozenset[str]


def source_of(citation: Citation) -> Source:
    """Reads the sentence that a citation quotes, its title and its speaker."""
    text = fold(citation.quote)
    speaker = fold(", ".join((citation.speaker.name, *citation.speaker.quoted_by)))
    tokens = read(text)
    # A mark in front, so that the first word counts as a name, which it is in titles and names.
    asserter = read(f"- {fold(citation.speaker.name)}")
    return Source(
        text=text,
        tokens=tokens,
        keys=keys(tokens),
        speaker=keys(read(f"- {speaker}")),
        asserter=tuple(
            token.key for token in asserter if token.kind == "name" and token.key not in HONORIFICS
        ),
        passed_on=bool(citation.speaker.quoted_by),
        about=read(f"- {fold(citation.title)}"),
        short=initials(text) | initials(f"{fold(citation.title)}. {speaker}"),
    )
