"""A question typed in small letters, with the capitals that its names have in what was found.

"secure communities" is a name where the documents write "Secure Communities": what reads the
names of a question reads it then as well. Search and the models know no capitals.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from rag.asking.question import STOP_WORDS
from rag.retrieving.found import Found

MOSTLY = 0.8
"""Share of a word's places inside of sentences in which a name has a capital."""

FEWEST = 2
"""Places with a capital that make a word a name."""

_WORD = re.compile(r"[^\W\d_][\w-]*")
_INSIDE = re.compile(r"(?<=[\w,;’')] )[^\W\d_][\w-]*")


def as_written(question: str, found: Sequence[Found]) -> str:
    """Returns a question in small letters with the capitals of its names; others as they are."""
    if question[1:] != question[1:].lower():
        return question
    asked = {word for word in _WORD.findall(question.lower()) if word not in STOP_WORDS}
    forms: dict[str, Counter[str]] = {word: Counter() for word in asked}
    for item in found:
        passage = item.entry.passage
        for sentence in passage.sentences:
            if sentence.kind in ("heading", "row"):
                continue
            text = passage.text_of(sentence)
            for word in _INSIDE.findall(text):
                if word.lower() in forms:
                    forms[word.lower()][word] += 1
    written = {word: _name(counted) or word for word, counted in forms.items()}
    return _WORD.sub(lambda word: written.get(word[0], word[0]), question)


def _name(forms: Counter[str]) -> str | None:
    """The form of a word that is a name wherever it stands; None where it is none."""
    capital = Counter({form: count for form, count in forms.items() if form[0].isupper()})
    if capital.total() < FEWEST or capital.total() < MOSTLY * forms.total():
        return None
    return capital.most_common(1)[0][0]
