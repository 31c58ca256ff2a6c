"""A stretch of a document as what it sets out one by one.

Numbered or lettered paragraphs, list items, the rows of a table, and what is told "First, …
Second, …" are items of a run; any other sentence is an item by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rag.language.numbers import ORDINALS
from rag.retrieving.evidence import Evidence
from rag.retrieving.found import Found

BETWEEN = 2
"""Paragraphs that may stand between two items of a run: what is said of the first."""

TOLD_BETWEEN = 6
"""Sentences that may stand between "First, …" and "Second, …"."""

_LABEL = re.compile(
    r"(?:\((?:\d{1,3}|[A-Za-z]|[ivx]{1,5})\)|(?:\d{1,3}|[A-Za-z]|[ivx]{1,5})\)|[A-Z]{0,2}\d{1,2}[.:]"
    r"|[A-Z]\.|\d{1,3}\.(?:\d{1,3}\.?){1,4}|§+\s?[\d.]+|[•●▪–-]"
    r"|[A-Z][a-z]{3,}\s(?:No\.\s)?(?:\d{1,2}|[A-Z])[.:,]?(?:\s[–-])?)\s"
)
_PARTS = re.compile(r"[A-Za-z]+|\d+")
_ROMAN = re.compile(r"[ivx]{1,5}", re.I)
_FIRST_LABEL = re.compile(r"(?<!\d)1\W*$|\b[aAiI]\W*$|^[•●▪–-]")
_FIRST = (ORDINALS[0], f"{ORDINALS[0]}ly")
_ORDINAL = re.compile(
    rf"[\"“‘(\[]*(?:(?i:{'|'.join(ORDINALS)})(?:ly)?|Last(?:ly)?|Finally)\b,?(?=\s)"
)


@dataclass(frozen=True, slots=True)
class Item:
    """One of the things that a stretch of a document sets out.

    Attributes:
        sentences: Its sentences, in reading order.
        style: How it is marked: items of one style and section are of a run; "" where it is not.
        begins: Whether it may be the first of its run: "1.", "(a)", "First, …", a row.
    """

    sentences: tuple[Evidence, ...]
    style: str
    begins: bool = True

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
    items: list[list[Evidence]] = []
    styles: list[str] = []
    opened = ""
    for start, opens, text, kind in _lines(section):
        if opens or kind == "row":
            opened = _style(text, kind)
        ordinal = _ORDINAL.match(text) is not None and not opened
        evidence = quotable.get(start)
        if evidence is None:
            continue
        goes_on = opened and not opens and kind != "row" and items and styles[-1] == opened
        if goes_on:
            items[-1].append(evidence)
            continue
        items.append([evidence])
        styles.append(opened or ("told" if ordinal else ""))
    return tuple(
        Item(tuple(each), style, _begins(each[0].text))
        for each, style in zip(items, styles, strict=True)
    )


def runs_of(items: Sequence[Item]) -> tuple[tuple[int, ...], ...]:
    """Returns the places of the items of each run: two or more of one style, close together."""
    runs: list[list[int]] = []
    for place, item in enumerate(items):
        if not item.style:
            continue
        between = TOLD_BETWEEN if item.style == "told" else BETWEEN
        last = runs[-1] if runs else []
        follows = bool(last) and items[last[-1]].style == item.style
        if follows and place - last[-1] - 1 <= between:
            last.append(place)
        else:
            runs.append([place])
    return tuple(tuple(run) for run in runs if len(run) > 1)


def _lines(section: Sequence[Found]) -> Iterator[tuple[int, bool, str, str]]:
    """Yields each sentence's start, whether it opens a paragraph, its text and kind."""
    end = None
    for found in section:
        passage = found.entry.passage
        for sentence in passage.sentences:
            if end is not None and sentence.start < end:
                continue
            gap = passage.text[max((end or 0) - passage.start, 0) : sentence.start - passage.start]
            apart = end is None or "\n" in gap or (end < passage.start and sentence.start - end > 1)
            yield sentence.start, apart, " ".join(passage.text_of(sentence).split()), sentence.kind
            end = sentence.end


def _style(text: str, kind: str) -> str:
    """How what opens a paragraph is marked: "1.", "(a)", "row"; "" where it is not."""
    if kind == "row":
        return kind
    label = _LABEL.match(text)
    if label:
        return _PARTS.sub(_as_style, label[0].strip())
    return kind if kind == "item" else ""


def _begins(text: str) -> bool:
    """Whether what opens an item is no number, or the first: "(a)", "2.1", "D1:", "First, …"."""
    ordinal = _ORDINAL.match(text)
    if ordinal:
        return ordinal[0].strip('"“‘([,').lower() in _FIRST
    label = _LABEL.match(text)
    return label is None or _FIRST_LABEL.search(label[0]) is not None


def _as_style(part: re.Match[str]) -> str:
    """A number as "1", a letter or a Roman number as "a", a word in small letters."""
    if part[0].isdigit():
        return "1"
    return "a" if len(part[0]) <= 2 or _ROMAN.fullmatch(part[0]) else part[0].lower()
