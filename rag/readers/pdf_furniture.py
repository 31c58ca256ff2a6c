"""What is printed on every page around the text: running headers, footers and page numbers.

They are known by their repetition, left out of the text, and the page number among them is the
page's printed label.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from rag.language.numbers import ROMAN, from_roman
from rag.readers.pdf_lines import Line

HEADER_ZONE = 0.85
"""Lines above this share of the page's height may be a header."""

FOOTER_ZONE = 0.12
FEWEST_PAGES = 3
COUNTED = re.compile(r"\d+|\b[ivxlc]+\b", re.IGNORECASE)
PAGE_WORD = re.compile(r"\bpage\s+([A-Z]{1,2}-\d+|\d{1,4}|[ivxlc]{1,7})\b", re.IGNORECASE)
ONLY_NUMBER = re.compile(
    r"[-\u2013\u2014\s]*([A-Z]{1,2}-\d+|\d{1,4}|[ivxlc]{1,7})[-\u2013\u2014\s]*"
)
EDGE_NUMBER = re.compile(r"(\d{1,4})\s+\D.*|.*\D\s+(\d{1,4})")


@dataclass(frozen=True, slots=True)
class SheetLines:
    """The lines of one page, in the order in which the file draws them.

    Attributes:
        number: The page of the file, from 1.
        label: As printed on the page, else as the file numbers it; None where neither is known.
    """

    number: int
    label: str | None
    width: float
    height: float
    lines: tuple[Line, ...]


def strip_furniture(sheets: Sequence[SheetLines]) -> list[SheetLines]:
    """Returns the pages without their running lines, each with its printed label where found."""
    running = _find_running(sheets)
    candidates = [
        (sheet.number, label)
        for sheet in sheets
        for line in running[sheet.number]
        for label in _labels(line.text)
    ]
    named = {
        sheet.number: page[1]
        for sheet in sheets
        for line in running[sheet.number]
        if (page := PAGE_WORD.match(line.text)) is not None
    }
    labels = named | _consistent(candidates)
    for sheet in sheets:
        if sheet.number not in labels:
            labels |= _lone_label(sheet, labels, running[sheet.number])
    agreeing = sum(labels.get(sheet.number) == sheet.label for sheet in sheets)
    if agreeing < len(labels) / 2:
        # The file only counts its pages; beside printed numbers that would name two pages alike.
        sheets = [replace(sheet, label=None) for sheet in sheets]
    taken = {id(line) for lines in running.values() for line in lines}
    return [
        SheetLines(
            sheet.number,
            labels.get(sheet.number, sheet.label),
            sheet.width,
            sheet.height,
            tuple(line for line in sheet.lines if id(line) not in taken),
        )
        for sheet in sheets
    ]


def _find_running(sheets: Sequence[SheetLines]) -> dict[int, list[Line]]:
    """The running lines of each page, by its number.

    A line runs when its words, numbers apart, stand near the edge of three pages or more, or when
    it stands small and exactly where such a line stands on other pages.
    """
    wordings: defaultdict[tuple[object, ...], set[int]] = defaultdict(set)
    for number, line, zone in _edge_lines(sheets):
        wordings[_wording(line, zone)].add(number)
    repeated = {key for key, pages in wordings.items() if len(pages) >= FEWEST_PAGES}
    slots: Counter[tuple[int, ...]] = Counter(
        _slot(line) for _, line, zone in _edge_lines(sheets) if _wording(line, zone) in repeated
    )
    running: dict[int, list[Line]] = {sheet.number: [] for sheet in sheets}
    body = body_size(sheets)
    for number, line, zone in _edge_lines(sheets):
        in_slot = slots[_slot(line)] >= FEWEST_PAGES and line.size < 0.9 * body and zone == "header"
        if _wording(line, zone) in repeated or in_slot:
            running[number].append(line)
    return running


def _edge_lines(sheets: Iterable[SheetLines]) -> Iterator[tuple[int, Line, str]]:
    for sheet in sheets:
        for line in sheet.lines:
            if line.mark:
                continue
            if line.baseline > HEADER_ZONE * sheet.height:
                yield sheet.number, line, "header"
            elif line.baseline < FOOTER_ZONE * sheet.height:
                yield sheet.number, line, "footer"


def _wording(line: Line, zone: str) -> tuple[object, ...]:
    words = "".join(COUNTED.sub("#", line.text.lower()).split())
    return (zone, words, round(line.size), round(line.baseline / 24))


def _slot(line: Line) -> tuple[int, ...]:
    return (round(line.left / 4), round(line.baseline / 4), round(line.size))


def body_size(sheets: Iterable[SheetLines]) -> float:
    """Returns the size of the type in which most of the text is set, in points."""
    sizes: Counter[float] = Counter()
    for sheet in sheets:
        for line in sheet.lines:
            sizes[round(line.size, 1)] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _labels(text: str) -> list[str]:
    """The page numbers that a running line may carry."""
    page = PAGE_WORD.search(text)
    if page is not None:
        return [page[1]]
    alone = ONLY_NUMBER.fullmatch(text)
    if alone is not None:
        return [alone[1]]
    edge = EDGE_NUMBER.fullmatch(text)
    return [edge[1] or edge[2]] if edge else []


def _consistent(candidates: Sequence[tuple[int, str]]) -> dict[int, str]:
    """Keeps the labels that count on with the pages; a number that does not is something else."""
    steps: Counter[tuple[bool, int]] = Counter(
        step for number, label in candidates if (step := _step(number, label)) is not None
    )
    labels: dict[int, str] = {}
    for number, label in candidates:
        step = _step(number, label)
        if step is not None and steps[step] < 2:
            continue
        known = labels.get(number)
        if known is None or steps[step or (False, 0)] > steps[_step(number, known) or (False, 0)]:
            labels[number] = label
    return labels


def _lone_label(
    sheet: SheetLines, labels: Mapping[int, str], running: list[Line]
) -> dict[int, str]:
    """Finds a page's number by what its neighbours say it must be, where it stands otherwise."""
    for _, line, zone in _edge_lines([sheet]):
        page = PAGE_WORD.match(line.text) or ONLY_NUMBER.fullmatch(line.text)
        if page is None or zone != "footer":
            continue
        step = _step(sheet.number, page[1])
        for other in (sheet.number - 1, sheet.number + 1):
            if step is not None and other in labels and _step(other, labels[other]) == step:
                running.append(line)
                return {sheet.number: page[1]}
    return {}


def _step(number: int, label: str) -> tuple[bool, int] | None:
    """By how much a label differs from the page's number, and whether it is Roman."""
    if label.isdigit():
        return False, int(label) - number
    if set(label.lower()) <= set(ROMAN):
        return True, from_roman(label) - number
    return None
