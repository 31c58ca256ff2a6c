"""A sentence in the first person as it is read beside a question: with the one whose words it is.

Of "I interviewed 17 people" alone nobody can say whether it tells how many Joan Tillery did.
"""

from __future__ import annotations

import re
from dataclasses import replace

from rag.language.abbreviations import INSTITUTION
from rag.language.lexicon import STOP_WORDS
from rag.language.verbatim import FIRST_PERSON
from rag.models.cross_encoder import InContext
from rag.retrieving.evidence import in_context
from rag.retrieving.found import Found

_WORD = re.compile(r"[A-Z][\w’'-]{2,}")
_QUOTES = ("“", '"')


def as_told(question: str, found: Found, place: int) -> InContext:
    """Returns a sentence of a found passage, by its place, as it is read beside a question."""
    speaker = found.entry.passage.sentences[place].speaker.name
    return with_teller(question, in_context(found, place), speaker)


def with_teller(question: str, sentence: InContext, speaker: str) -> InContext:
    """Returns a sentence with its speaker in front: "Joan Tillery: “I interviewed …”".

    As it is, unless it is in the first person, the question names the speaker, and neither the
    sentence nor the title of its document does.
    """
    text = sentence.text
    if not FIRST_PERSON.search(text) or speaker in (sentence.title, "") or speaker in text:
        return sentence
    if not any(_names(question, word) for word in _WORD.findall(speaker)):
        return sentence
    said = text if text.startswith(_QUOTES) else f"“{text}”"
    return replace(sentence, text=f"{speaker}: {said}")


def _names(question: str, word: str) -> bool:
    """Whether a question has a word of a name, and not one that many bodies have in theirs."""
    if word.lower() in STOP_WORDS or INSTITUTION.fullmatch(word):
        return False
    return re.search(rf"\b{re.escape(word)}\b", question) is not None
