"""A stretch of a document as what it sets out one by one.

Numbered or lettered paragraphs, list items, the rows of a table, and what is told "First, …
Second, …" are items of a run; any other sentence is an item by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from string import ascii_lowercase

from rag.language.numbers import ORDINALS
from rag.listing.announced import sentences_after
from rag.records import Sentence, Speaker
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

BETWEEN = 2
"""Unmarked paragraphs that may stand between two numbered items: what is said of the first."""

TOLD_BETWEEN = 6
"""Sentences that may stand between "First, …" and "Second, …"."""

LONGEST = 25
"""Items of a run beyond which it is neither read as one text nor given whole."""

_ROW = "row"
TOLD = "told"
"""How what is told "First, …" is marked."""

_LABEL = re.compile(
    r"(?:\((?:\d{1,3}|[A-Za-z]|[ivx]{1,5})\)|(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})\)"
    r"|[A-Z]{0,2}\d{1,2}[.:]"
    r"|\d{1,3}\.(?:\d{1,3}\.?){1,4}|§+\s?[\d.]+|[•●▪–-]"
    r"|[A-Z][a-z]{3,}\s(?:No\.\s)?(?:\d{1,2}|[A-Z])[.:,]?(?:\s[–-])?)\s"
)
_CLAUSE = re.compile(r"(\d{1,3})\.(?P<clause>\d{1,3}\.?)?(?=\s\W?[A-Z])")
_I = ascii_lowercase.index("i") + 1
_PARTS = re.compile(r"[A-Za-z]+|\d+")
_ROMAN = re.compile(r"[ivx]{1,5}", re.I)
_ORDINAL = re.compile(
    rf"[\"“‘(\[]*(?:(?i:{'|'.join(ORDINALS)})(?:ly)?|Last(?:ly)?|Finally)\b,?(?=\s)"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One of the things that a stretch of a document sets out.

    Attributes:
        sentences: Its sentences, in reading order.
        style: How it is marked: items of one style and section are of a run; "" where it is not.
        number: Its own in its run, from 1; None where it has none, or that is not known ("(ii)").
    """

    sentences: tuple[Evidence, ...]
    style: str
    number: int | None = None

    @property
    def speaker(self) -> Speaker:
        """Who says it."""
        return self.sentences[0].sentence.speaker

    @property
    def is_row(self) -> bool:
        """Whether it is a row of a table."""
        return self.style.startswith(_ROW)

    def is_named_in(self, question: str) -> bool:
        """Whether a question names its label: "berth 5", "rule 7.12"."""
        label = _LABEL.match(self.sentences[0].text) if self.style else None
        named = label[0].strip(" .:,;()–-") if label else ""
        if not re.search(r"[a-z]{3}|\d\.\d", named):
            return False
        return re.search(rf"(?<![\w.]){re.escape(named)}(?!\w|\.\d)", question, re.I) is not None

    @property
    def announces(self) -> bool:
        """Whether it is of no run and ends with a colon: "The warranty covers:"."""
        return not self.style and self.sentences[-1].text.rstrip().endswith(":")

    @property
    def begins(self) -> bool:
        """Whether it may be the first of its run."""
        return self.number in (None, 1)

    @property
    def odds(self) -> float | None:
        """The best log-odds with which one of its sentences answers; None where none was read."""
        return max((each.odds for each in self.sentences if each.odds is not None), default=None)


def items_of(section: Sequence[Found], sentences: Sequence[Evidence]) -> tuple[Item, ...]:
    """Returns the items of a section in reading order.

    Args:
        section: Passages of one document that stand side by side.
        sentences: Those of their sentences that may be quoted.
    """
    quotable = {each.sentence.start: each for each in sentences}
    found: list[Item] = []
    items: list[list[Evidence]] = []
    styles: list[str] = []
    opened = ""
    for sentence, said, opens in _in_order(section):
        text, row = " ".join(said.split()), sentence.kind == "row"
        if items and not opens and _is_within(text, items[-1][0].text):
            opens = True
            if not _has_clause(items[-1][0].text):
                styles[-1] = ""  # the title of these clauses
        if opens or row:
            opened = _style(text, sentence.kind)
        ordinal = _ORDINAL.match(text) is not None and not opened
        evidence = quotable.get(sentence.start)
        if evidence is None:
            continue
        goes_on = opened and not opens and not row and items and styles[-1] == opened
        if goes_on:
            items[-1].append(evidence)
            continue
        items.append([evidence])
        styles.append(opened or (TOLD if ordinal else ""))
    numbers: dict[str, int | None] = {}
    for each, style in zip(items, styles, strict=True):
        numbers[style] = _number(each[0].text, style, numbers.get(style))
        found.append(Item(tuple(each), style, numbers[style]))
    return tuple(found)


def _is_within(text: str, before: str) -> bool:
    """Whether a sentence opens a clause in the paragraph of another: "4.2 …" behind "4.1 …"."""
    own, last = _CLAUSE.match(text), _CLAUSE.match(before)
    return own is not None and last is not None and _has_clause(text) and own[1] == last[1]


def _has_clause(text: str) -> bool:
    """Whether a sentence begins with the number of a clause: "4.2 …", not "4. …"."""
    own = _CLAUSE.match(text)
    return own is not None and own["clause"] is not None


def has_items(found: Found) -> bool:
    """Whether something in a passage is marked as one of several things."""
    passage = found.entry.passage
    lines = ((" ".join(passage.text_of(each).split()), each.kind) for each in passage.sentences)
    return any(_style(text, kind) or _ORDINAL.match(text) for text, kind in lines)


def _in_order(section: Sequence[Found]) -> Iterator[tuple[Sentence, str, bool]]:
    """Yields all sentences of a section, with their text and whether they open a paragraph."""
    if section:
        first, *others = section
        entries = [found.entry for found in others]
        yield from sentences_after(first, first.entry.passage.start, lambda _: entries)


def runs_of(items: Sequence[Item]) -> tuple[tuple[int, ...], ...]:
    """Returns the places of the items of each run: two or more of one style, close together.

    Numbered ones go on over what is marked otherwise, as the rows of a table in a clause, as long
    as each has the next number and is said by the same.
    """
    runs: list[list[int]] = []
    last: dict[str, list[int]] = {}
    for place, item in enumerate(items):
        if not item.style:
            continue
        run = last.get(item.style)
        if run is not None and _goes_on(items, run[-1], place):
            run.append(place)
        else:
            last[item.style] = [place]
            runs.append(last[item.style])
    return tuple(tuple(run) for run in runs if len(run) > 1)


def _goes_on(items: Sequence[Item], last: int, place: int) -> bool:
    """Whether an item is of the run of the last one of its style."""
    before, item = items[last], items[place]
    between = items[last + 1 : place]
    if item.style == TOLD:
        near = len(between) <= TOLD_BETWEEN
    elif item.number is None and before.number is None:
        near = not between
    else:
        near = sum(not each.style for each in between) <= BETWEEN
    apart = any(each.announces for each in between)
    counted = None not in (item.number, before.number)
    follows = item.number != 1 and (not counted or item.number == (before.number or 0) + 1)
    return near and not apart and follows and item.speaker == before.speaker


def _style(text: str, kind: str) -> str:
    """How what opens a paragraph is marked: "1.", "(a)", "row Name"; "" where it is not."""
    if kind == "row":  # tables with other headers are two
        return f"{_ROW} {text.partition(':')[0]}" if ":" in text else _ROW
    label = _LABEL.match(text)
    if label:
        return _PARTS.sub(_as_style, label[0].strip())
    return kind if kind == "item" else ""


def _number(text: str, style: str, before: int | None) -> int | None:
    """The number of an item in its run: of "Second, …", "2.3" and "(b)" the 2, the 3 and the 2.

    Args:
        before: That of the last one of its style: "(i)" is the ninth behind "(h)", else the first.
    """
    if style == TOLD:
        ordinal = _ORDINAL.match(text)
        word = ordinal[0].strip('"“‘([,').lower().removesuffix("ly") if ordinal else ""
        return ORDINALS.index(word) + 1 if word in ORDINALS else None
    label = _LABEL.match(text) if style else None
    parts = _PARTS.findall(label[0]) if label else []
    if not parts:
        return None
    if parts[-1].isdigit():
        return int(parts[-1])
    letter = ascii_lowercase.find(parts[-1].lower()) + 1 if len(parts[-1]) == 1 else 0
    return 1 if letter == _I and before != _I - 1 else letter or None


def _as_style(part: re.Match[str]) -> str:
    """A number as "1", a letter or a Roman number as "a", a word in small letters."""
    if part[0].isdigit():
        return "1"
    return "a" if len(part[0]) <= 2 or _ROMAN.fullmatch(part[0]) else part[0].lower()
