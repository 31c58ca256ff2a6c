"""Where a figure that is quoted is said to be replaced, corrected or changed.

"The total is now $4.1 million. This replaces the figure of $3.2 million": who reads the old figure
has to read this, too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from rag.answering.state import State
from rag.asking.question import roots
from rag.language.dates import find_dates
from rag.language.labels import label_end
from rag.language.numbers import numbers
from rag.retrieving.evidence import Evidence, said_by, text_of
from rag.retrieving.found import Found
from rag.retrieving.standing import needs

ROUND = 100
"""Whole numbers below this, without a unit, are of anything: more words have to be the same."""

TELLING = 2
"""Sentences before one that may tell of what its sum, share or day is."""

_CHANGE = (
    "reduc|rais|lower|increas|cut|extend|shorten|chang|correct|revis|amend|mov|postpon|doubl|halv"
)
_FROM = re.compile(
    rf"\b(?:be|been|is|are|was|were) (?:\w+ly )?(?:{_CHANGE})(?:ed|d)?\b[^.;]{{0,60}}"
    r"\bfrom (?:about )?$"
    rf"|\b(?:{_CHANGE})(?:es?|s|ed|d|ing)? (?:the|its|their|our|this|that|his|her)\b[^.;]{{0,90}}"
    r"\bfrom (?:about )?$",
    re.I,
)
_TO = re.compile(r"[^.;\d]{0,30}?\bto\b", re.I)  # "from 40 in 1996 to" is told of two years
_FIGURE = "figure|estimate|number|count|total|sum|amount|value|rate|limit|cost|price|term|period"
_REPLACING = r"\b(?:replac|supersed|correct|withdr)(?:es?|ed|ing|s|aws?|ew|awing)"
_OVER = re.compile(
    rf"{_REPLACING} (?:the|our|its|an?|that) (?:[\w-]+ ){{0,2}}?(?:{_FIGURE})s? (?:of |from )$"
    r"|\b(?:instead of|in place of) (?:the )?$"
    r"|\b(?:earlier|previous|first) (?:version|draft|edition)\b[^;]{0,60}"
    r"\b(?:said|stated|put|gave|reported|had)\b[^;]{0,60}$",
    re.I,
)
_OVER_SUM = re.compile(r"\b(?:replac|supersed|correct)(?:es|ing) (?:the |our |its )?$", re.I)
"""What stands before a sum or a day itself: things are replaced, too, so many of them."""

_NOT = re.compile(r"(?:,| and| but) not (?:the |about )?$", re.I)
_GONE = re.compile(
    r"(?:,? which)?[^.;,\d]{0,40}\b(?:(?:has|have|had) been|was|were|is|are) "
    r"(?:since |later |now )?(?:superseded|replaced|corrected|withdrawn)\b",
    re.I,
)


_BEFORE_OLD = ("from", "not", "figure of", "estimate of", "about", "that", "that about", "gave")
"""What stands before a figure that something is said of."""

_RIGHT = re.compile(
    rf"\b(?:an?|the|its|our) (?:correct|right|true|actual|proper) (?:{_FIGURE}|date|day)s?"
    r" (?:is|was|are|were|should)\b|\bshould (?:be|read|have (?:been|read|said))\b"
    r"|\b(?:will be|is|was|has been) (?:restated|corrected|revised|amended) (?:as|to)\b",
    re.I,
)
"""What is right instead of what the sentence before says: "The correct number is 40"."""

_WRONG = re.compile(
    rf"(?:That|This|It|(?:That|This|The) (?:{_FIGURE}|statement))"
    r" (?:is|was|proved(?: to be)?|turned out to be) (?:far |much |plainly |simply )?"
    r"(?:too (?:low|high|small|large|many|few)|wrong|incorrect|an error|a mistake|out of date"
    r"|not (?:right|correct)|the old (?:figure|number|rule|limit))\b"
)
"""What is said of the figure before: "That was too low"."""

_EXPRESSLY = re.compile(
    rf"{_RIGHT.pattern}|{_WRONG.pattern}|\bcorrect(?:ed|ion)"
    r"|\breplaces? the (?:figure|estimate)|supersed",
    re.I,
)

Having = Callable[[Sequence[str], State], Sequence[Found]]
"""What finds the passages that have one of some phrases."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number or a day where it stands in a sentence.

    Attributes:
        value: What it is: the number and its unit, or year, month and day.
        said: As it is written.
    """

    start: int
    end: int
    value: tuple[float | str, ...]
    said: str

    @property
    def has_unit(self) -> bool:
        """Whether it is a day, a sum of money or a share, and no count of things."""
        return self.value[-1] != ""

    @property
    def is_common(self) -> bool:
        """Whether it may as well be of something else."""
        number = self.value[0]
        if self.has_unit or not isinstance(number, float):
            return False
        return number < ROUND and number.is_integer()


def changed_figure(
    item: Evidence, state: State, with_phrases: Having
) -> tuple[str, Evidence] | None:
    """Returns a figure of a sentence, and another sentence that says that it was changed.

    Args:
        state: The question, with the passages found for it.
        with_phrases: What finds the passages that have one of some phrases.

    Returns:
        The figure as quoted, with the first such sentence that is of the same matter; None for
        none.
    """
    own = {figure.value: figure for figure in _figures(item.text)}
    if not own:
        return None
    asked, quoted = roots(state.searched_as), roots(item.text)
    phrases = [
        f"{word} {item.text[figure.start : figure.end]}"
        for figure in own.values()
        for word in (*_BEFORE_OLD, "replaces", "instead of")
    ]
    seen = {each.row for each in state.found}
    further = [each for each in with_phrases(phrases, state) if each.row not in seen]
    for told, before in _others(item, (*state.found, *further)):
        text = f"{before} {told.text}"
        for figure in (*replaced(told.text), *_set_right(told.text, before)):
            if figure.value not in own or not _is_new(figure, text, own):
                continue
            around = f"{_before(told)} {text}" if figure.has_unit else text
            words = roots(around) - roots(figure.said)
            needed = 1 + (not _EXPRESSLY.search(text)) * (
                figure.is_common + (told.found in further)
            )
            if words & asked and len(words & (asked | quoted)) >= needed:
                mine = own[figure.value]
                return item.text[mine.start : mine.end], _with_what_holds(told, figure)
    return None


def _with_what_holds(told: Evidence, old: Figure) -> Evidence:
    """What only says that a figure was wrong, with the next sentence, if that gives another one.

    "That was too low. I now go by the auditor's $9."
    """
    passage = told.found.entry.passage
    behind = passage.sentences[told.place + 1 : told.place + 2]
    if not _WRONG.match(told.text) or not behind:
        return told
    if behind[0].kind != told.sentence.kind or not said_by(behind[0], told.speakers):
        return told
    only_denies = not _others_of(old, told.text)
    gives = only_denies and _others_of(old, passage.text_of(behind[0]))
    return replace(told, followed_by=behind) if gives else told


def _others_of(old: Figure, text: str) -> list[Figure]:
    """The other figures of a text with the unit of one."""
    return [x for x in _figures(text) if x.value != old.value and x.value[-1] == old.value[-1]]


def _before(told: Evidence) -> str:
    """What stands before a sentence and may tell what its figure is of."""
    before = told.found.entry.passage.sentences[: told.place][-TELLING:]
    alike = [each for each in before if each.kind == told.sentence.kind]
    return " ".join(text_of(told.found, each) for each in alike)


def _is_new(old: Figure, text: str, own: Collection[tuple[float | str, ...]]) -> bool:
    """Whether a text gives another figure than the old one that is not quoted yet, or no other."""
    others = _others_of(old, text)
    return not others or any(each.value not in own for each in others)


def _others(item: Evidence, found: Sequence[Found]) -> Iterator[tuple[Evidence, str]]:
    """Yields the other sentences found, each with the one before it where it leans on that."""
    name = item.found.document_id
    for each in found:
        passage = each.entry.passage
        for place, sentence in enumerate(passage.sentences):
            same = passage.document_id == name and sentence in item.sentences
            if same or not each.may_be_quoted(sentence, item.speakers):
                continue
            told = Evidence(each, sentence, item.score, each.matches[place], speakers=item.speakers)
            last = passage.sentences[place - 1] if place else None
            leans = needs(told.text) or _RIGHT.search(told.text) is not None
            leans = leans and last is not None and last.kind == sentence.kind
            if leans and last is not None:
                quoted = passage.document_id == name and last in item.sentences
                lead = () if quoted else (last,)
                yield replace(told, led_in_by=lead), text_of(each, last)
            else:
                yield told, ""


def _figures(text: str) -> Iterator[Figure]:
    """Yields the days and the numbers of a sentence, but for years and what a day has."""
    days = [day for day in find_dates(text) if len(day.date) == 3]
    for day in days:
        said = text[day.start : day.end]
        yield Figure(day.start, day.end, tuple(float(part) for part in day.date), said)
    for number in numbers(text):
        within = any(day.start <= number.start < day.end for day in days)
        if not within and not number.is_year:
            said = text[number.start : number.end]
            yield Figure(number.start, number.end, (number.value, number.unit), said)


def _set_right(text: str, before: str) -> Iterator[Figure]:
    """Yields the figures of a sentence in whose place the one behind it gives what is right."""
    if _WRONG.match(text):
        yield from _figures(before)
    elif _RIGHT.search(text):
        units = {each.value[-1] for each in _figures(text)}
        yield from (each for each in _figures(before) if each.value[-1] in units)


def replaced(text: str) -> Iterator[Figure]:
    """Yields the figures of a sentence that it says are not, or no longer, those that hold."""
    figures = list(_figures(text))
    for figure in figures:
        before, after = text[label_end(text) : figure.start], text[figure.end :]
        another = any(each.value[-1] == figure.value[-1] for each in figures if each != figure)
        changed = _FROM.search(before) is not None and _TO.match(after) is not None
        denied = another and _NOT.search(before) is not None
        over = _OVER.search(before) is not None
        if figure.has_unit:
            over = over or bool(_OVER_SUM.search(before) or _GONE.match(after))
        if changed or denied or over:
            yield figure
