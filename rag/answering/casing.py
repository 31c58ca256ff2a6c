"""A question typed in small letters, with the capitals that its names have in what was found.

"secure communities" is a name where the documents write "Secure Communities": what reads the
names of a question reads it then as well. Search and the models know no capitals. A word that has
a capital only as part of a longer name ("Ethics" in "Research Ethics Board") is one where the
question has a word beside it, too: "the ethics board", not "the ethics vote".
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from rag.language.labels import label_end
from rag.language.lexicon import HONORIFICS, STOP_WORDS
from rag.retrieving.found import Found

MOSTLY = 0.8
"""Share of a word's places inside of sentences in which a name has a capital."""

FEWEST = 2
"""Places with a capital that make a word a name."""

_WORD = re.compile(r"[^\W\d_][\w-]*")
_INSIDE = re.compile(r"(?<=[\w,;’')] )[^\W\d_][\w-]*")
_BEFORE = re.compile(r"([A-Z][\w-]*)(?: (?:of|for|on|the|and))* $")
_AFTER = re.compile(r"(?: (?:of|for|on|the|and))* ([A-Z][\w-]*)")
"""The nearest other word of a name on either side of one."""


def as_written(question: str, found: Sequence[Found], typed: str | None = None) -> str:
    """Returns a question typed in small letters with the capitals of its names.

    Args:
        typed: As it was typed, where something has been put into it since.
    """
    typed = typed or question
    if typed[1:] != typed[1:].lower():
        return question
    asked = {word for word in _WORD.findall(question.lower()) if word not in STOP_WORDS}
    forms: dict[str, Counter[str]] = {word: Counter() for word in asked}
    for item in found:
        passage = item.entry.passage
        for sentence in passage.sentences:
            if sentence.kind in ("heading", "row"):
                continue
            for word, beside in _inside(passage.text_of(sentence)):
                if word.lower() in forms and (not beside or beside & asked):
                    forms[word.lower()][word] += 1
    written = {word: _name(counted) or word for word, counted in forms.items()}
    return _WORD.sub(lambda word: written.get(word[0], word[0]), question)


def _inside(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Yields each word inside of a sentence with the words beside it in a name, in small letters.

    Titles before a name are none of it, the word that opens the sentence need not be, and a name in
    letters alone stands by itself.
    """
    first = _WORD.search(text, label_end(text))
    start = first.end() if first is not None else len(text)
    for match in _INSIDE.finditer(text, start):
        word = match[0]
        near: tuple[re.Match[str] | None, ...] = ()
        if word[0].isupper() and not word.isupper():
            near = (_BEFORE.search(text, start, match.start()), _AFTER.match(text, match.end()))
        beside = frozenset(each[1].lower() for each in near if each is not None)
        yield word, beside - HONORIFICS


def _name(forms: Counter[str]) -> str | None:
    """The form of a word that is a name wherever it stands; None where it is none."""
    capital = Counter({form: count for form, count in forms.items() if form[0].isupper()})
    if capital.total() < FEWEST or capital.total() < MOSTLY * forms.total():
        return None
    return capital.most_common(1)[0][0]
