"""Short forms and what they stand for, so that what has either is found by the other.

A document defines them in brackets: "memorandum of agreement (MOA)". They may be of anything: a
body, a program, a law, a thing.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import lru_cache

from rag.language.abbreviations import COUNTRY, DEFINITION

_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_JOINS = frozenset(("a", "and", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"))
"""Words of a long form of which the short one may have no letter."""

_OF_SEVERAL = re.compile(r"[A-Z&-]{2,}s")
_OWNED = re.compile(r"['\u2019]s?$")
_ENDS = re.compile(r"[.;:()\[\]\"\u201c\u201d]|\n\s*\n")
"""What no long form goes over."""

BEFORE = 160
"""Characters before a short form within which its long one begins."""


def short_forms(
    texts: Iterable[str], bodies: Mapping[str, Collection[str]]
) -> dict[str, frozenset[str]]:
    """Returns what short forms stand for in any of the texts: of one, in small letters.

    Long forms that differ in small words, hyphens and plurals are one, as first found.

    Args:
        bodies: What those of bodies stand for, as `rag.language.abbreviations.spelled_out` has it.
    """
    found = [(short, long) for short, forms in bodies.items() for long in sorted(forms)]
    for text in texts:
        for match in DEFINITION.finditer(text):
            short = match[1][:-1] if _OF_SEVERAL.fullmatch(match[1]) else match[1]
            long = _long_form(text[max(0, match.start() - BEFORE) : match.start()], short)
            found += [(short, long)] if long else []
    forms: dict[str, dict[tuple[str, ...], str]] = {}
    for short, long in found:
        forms.setdefault(short, {}).setdefault(_words(long), _of_one(long))
    return {short: frozenset(each.values()) for short, each in forms.items()}


def _words(form: str) -> tuple[str, ...]:
    """The words of a long form that tell it from others."""
    words = (each[0] for each in _WORD.finditer(_OWNED.sub("", form)))
    return tuple(_of_one(each) for each in words if each not in _JOINS)


def _long_form(before: str, short: str) -> str:
    """The words right before a short form that begin with its letters; "" where none do."""
    letters = short.replace("-", "").replace("&", "").casefold()
    before = before.rstrip()
    words = list(_WORD.finditer(before, max((m.end() for m in _ENDS.finditer(before)), default=0)))
    if len(letters) < 2 or not short.isupper() or not words or words[-1].end() != len(before):
        return ""
    said = [each[0].casefold() for each in words]
    for first in range(len(words) - len(letters), -1, -1):
        if said[first] not in _JOINS and _begin_with(said[first:], letters):
            long = " ".join(before[words[first].start() :].split())
            return COUNTRY.sub("", long).casefold()
    return ""


def _begin_with(words: list[str], letters: str) -> bool:
    """Whether words begin with some letters, each with the next; short words may be left out."""
    if not words or not letters:
        return not words and not letters
    if words[0][0] == letters[0] and _begin_with(words[1:], letters[1:]):
        return True
    return words[0] in _JOINS and _begin_with(words[1:], letters)


def _of_one(form: str) -> str:
    """A long form as of one thing: "programs" is "program"."""
    form = _OWNED.sub("", form)
    if form.endswith("ies"):
        return f"{form[:-3]}y"
    return form if form.endswith(("ss", "us", "is")) else form.removesuffix("s")


def as_written(question: str, text: str, spelled: Mapping[str, Collection[str]]) -> str:
    """Returns a question with the one of a long form and its abbreviation that a text has alone.

    Args:
        spelled: What abbreviations stand for, in small letters.
    """
    asked, said = question.casefold(), text.casefold()
    for short, forms in spelled.items():
        for form in sorted(forms, key=len, reverse=True):
            long = form[:-1] in asked and name_pattern(form).search(question)
            if long and name_pattern(short).search(text) and not _has(said, form):
                question = _with(question, form, short)
        if len(forms) == 1 and short in question and name_pattern(short).search(question):
            (form,) = forms
            if not name_pattern(short).search(text) and not _has(asked, form):
                written = name_pattern(form).search(text)
                question = _with(question, short, written[0]) if written else question
    return question


def _with(text: str, name: str, other: str) -> str:
    """A text with another name in the place of one."""
    return name_pattern(name).sub(lambda _: other, text)


def other_names(
    text: str, spelled: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yields what a text names by the one of long and short, by the other, and where it does.

    An abbreviation that stands for several things is none of them for sure.

    Args:
        spelled: What abbreviations stand for, in small letters.
    """
    lowered = text.casefold()
    for short, forms in spelled.items():
        if len(forms) > 1:
            continue
        (form,) = forms
        pairs = [(form, short)] * (form[:-1] in lowered) + [(short, form)] * (short in text)
        for own, other in pairs:
            found = name_pattern(own).search(text)
            if found is not None:
                yield other, found.span()


def _has(lowered: str, form: str) -> bool:
    """Whether a text in small letters has a long form; most have no word of it."""
    return form[:-1] in lowered and name_pattern(form).search(lowered) is not None


@lru_cache(maxsize=4096)
def name_pattern(name: str) -> re.Pattern[str]:
    """What finds a name in a text: an abbreviation as it is written, a long form in any letters.

    Of one or of several: "MOA", "MOAs".
    """
    end = f"{re.escape(name[:-1])}(?:y|ies)" if name.endswith("y") else f"{re.escape(name)}s?"
    return re.compile(rf"(?<![\w-]){end}(?![\w-])", 0 if is_abbreviation(name) else re.I)


def is_abbreviation(name: str) -> bool:
    """Whether a name is one: long forms are kept in small letters."""
    return name != name.casefold()
