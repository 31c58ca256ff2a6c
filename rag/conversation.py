"""A follow-up to a question that can be searched for by itself, without a language model.

A rule for plain cases: a follow-up that leans on what was said (a pronoun, "and the other report?",
"why?") is searched together with the content words of the question before it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.question import content_words

History = Sequence[tuple[str, str]]

_LEANS = re.compile(
    r"\b(?:it|its|they|them|their|he|him|his|she|her|this|these|those|there|the (?:other|same"
    r"|former|latter|second|first)|that (?:one|report|figure|number|document))\b",
    re.I,
)
_OPENS = re.compile(r"^(?:and|but|so|or|then|what about|how about|why|when|where|who|how)\b", re.I)
# A question this short and without a subject of its own is a follow-up.
FEW_WORDS = 3

_SMALL_TALK = re.compile(
    r"^(?:hi|hello|hey|good (?:morning|afternoon|evening)|thanks?(?: you)?(?: very much)?|thank you"
    r"|bye|goodbye|ok(?:ay)?|who are you|what are you|what can you do|what can i ask(?: you)?|help"
    r"|how (?:are you|do you work))[\s!.?,]*$",
    re.I,
)


def contextualise(question: str, history: History) -> tuple[str, str | None]:
    """Returns the question to search for, and what was carried over as a note, None if nothing."""
    if not history or not _is_follow_up(question):
        return question, None
    before = history[-1][0]
    own = set(content_words(question))
    carried = [word for word in _words_as_written(before) if word.lower() not in own]
    if not carried:
        return question, None
    return (
        f"{question} {' '.join(carried)}",
        f"Understood as a follow-up to “{before}”.",
    )


def small_talk(question: str) -> bool:
    """Whether this is a greeting, thanks, or a question about the chatbot itself."""
    return _SMALL_TALK.match(question.strip()) is not None


def _is_follow_up(question: str) -> bool:
    words = content_words(question)
    if _LEANS.search(question):
        return True
    return len(words) <= FEW_WORDS and _OPENS.match(question) is not None


def _words_as_written(text: str) -> list[str]:
    wanted = set(content_words(text))
    return [word for word in re.findall(r"[\w'’.-]*\w", text) if word.lower() in wanted]
