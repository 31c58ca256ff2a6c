"""Words of a page gathered into lines: runs of words on one baseline without a wide gap."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rag.readers.pdf_words import Word

WIDEST_SPACE = 1.6
"""Widest gap between words of one line, in sizes of the type; justified lines stretch to 1.2."""

WIDEST_TAB = 5.0
"""Widest gap between a list mark and its text, in sizes of the type."""

NO_SPACE = 0.025
"""Gap, in sizes of the type, that is no space: the narrowest measured in reports is 0.03."""

MOST_MARKS = 500
"""Lone numbers on a page beyond which none of them is taken for a footnote's mark."""

SAME_BASELINE = 0.2
"""How far baselines of one line lie apart at most, in sizes of the type."""

DOTS = "\u2022\u25cf\u25aa\u25a0\uf0b7\uf0a7"
MARK = re.compile(r"[\d,]{1,7}|[a-z]|[*\u2020\u2021\u00a7]{1,3}")
BULLET = re.compile(rf"[{DOTS}\u2013\u2014\u00b7*o-]|\(?\d{{1,2}}[.)]|\(?[a-z][.)]")


@dataclass(frozen=True, slots=True)
class Line:
    """Words on one baseline, from left to right.

    Attributes:
        left, right, baseline: In points of the page, from its lower left corner.
        size: Of the type of its widest word, in points, as is `font`.
        bold: Whether all its words of more than one letter are.
        mark: The raised number or letter that it begins with, as a footnote does; else empty.
        bullet: Whether its first word marks a list item.
        text: The words with the spaces between them.
    """

    words: tuple[Word, ...]
    left: float
    right: float
    baseline: float
    size: float
    font: str
    bold: bool
    mark: str
    bullet: bool
    text: str

    @property
    def top(self) -> float:
        """Where its letters end above, in points: capitals are about 0.75 of their type's size."""
        return self.baseline + 0.75 * self.size


def gather_lines(words: Sequence[Word]) -> list[Line]:
    """Returns the lines of a page in the order in which their first words are drawn.

    Raised marks that point to footnotes are left out where they follow a word, and kept as the
    line's `mark` where they begin it; a raised "st" or "th" is part of its word.
    """
    runs: list[list[Word]] = []
    for word in words:
        if runs and _follows(runs[-1][-1], word, runs[-1]):
            runs[-1].append(word)
        else:
            runs.append([word])
    return [_settle(run) for run in _join_tabs(_join_apart(_join_marks(runs)))]


def _follows(before: Word, word: Word, run: Sequence[Word]) -> bool:
    """Whether the word stands right of the one before it on the same line."""
    if ("\u2713" in (before.text, word.text)) and before.font != word.font:
        return False
    if not (before.upright and word.upright):
        return before.upright == word.upright and abs(before.left - word.left) < before.size
    size = max(before.size, word.size, run[0].size)
    gap = word.left - before.right
    if not -0.4 * size <= gap <= WIDEST_SPACE * size:
        return False
    lift = min(abs(word.baseline - other.baseline) for other in (before, run[0]))
    smaller = min(before.size, word.size)
    raised = smaller < 0.85 * size and (word.glued or gap < 0.3 * size)
    return lift <= SAME_BASELINE * smaller or (raised and lift <= 0.7 * size)


def _join_marks(runs: list[list[Word]]) -> list[list[Word]]:
    """Joins a footnote's mark that is drawn apart to the line that it is raised above."""
    out: list[list[Word]] = []
    marks: list[Word] = []
    for run in runs:
        alone = len(run) == 1 and run[0].text.isdigit() and len(run[0].text) <= 3
        if alone:
            marks.append(run[0])
        else:
            out.append(run)
    if len(marks) > MOST_MARKS:
        return runs
    for mark in marks:
        home = next((run for run in out if _is_raised_beside(mark, run)), None)
        if home is None:
            out.append([mark])
        elif mark.left < home[0].left:
            home.insert(0, mark)
        else:
            home.append(mark)
    return out


def _is_raised_beside(mark: Word, run: Sequence[Word]) -> bool:
    """Whether the mark is small and stands, a little higher, right before or after the run."""
    first, last = run[0], run[-1]
    lift = mark.baseline - first.baseline
    if mark.size > 0.85 * first.size or not 0.12 * first.size < lift < 0.8 * first.size:
        return False
    space = 0.6 * first.size
    before = -0.1 * space <= first.left - mark.right <= space
    return before or -0.1 * space <= mark.left - last.right <= 0.5 * space


def _join_apart(runs: list[list[Word]]) -> list[list[Word]]:
    """Joins runs that the file draws apart though no wider gap than a space parts them."""
    by_place = sorted(
        range(len(runs)), key=lambda at: (-round(runs[at][0].baseline), runs[at][0].left)
    )
    joined: dict[int, int] = {}
    for first, second in pairwise(by_place):
        head = joined.get(first, first)
        before, after = runs[head][-1], runs[second][0]
        space = 0.7 * min(before.size, after.size)
        near = -0.2 * before.size <= after.left - before.right <= space
        level = abs(before.baseline - after.baseline) <= SAME_BASELINE * before.size
        if near and level and before.upright and after.upright and before.bold == after.bold:
            touching = after.left - before.right < 0.12 * before.size
            runs[head] += [replace(after, glued=touching), *runs[second][1:]]
            joined[second] = head
    return [run for index, run in enumerate(runs) if index not in joined]


def _join_tabs(runs: list[list[Word]]) -> list[list[Word]]:
    """Joins a list mark that stands alone with the text to its right."""
    out: list[list[Word]] = []
    for run in runs:
        mark = out[-1] if out else []
        if len(mark) == 1 and BULLET.fullmatch(mark[0].text) and run[0].upright:
            gap = run[0].left - mark[0].right
            level = abs(run[0].baseline - mark[0].baseline) <= 0.3 * run[0].size
            if level and 0 <= gap <= WIDEST_TAB * run[0].size:
                out[-1] = [*mark, *run]
                continue
        out.append(run)
    return out


def _settle(run: list[Word]) -> Line:
    """Makes a line of the words, with footnote marks taken out of it."""
    body = max(run, key=lambda word: word.right - word.left)
    mark = ""
    kept: list[Word] = []
    for index, word in enumerate(run):
        if _is_mark(word, body):
            if index == 0:
                mark = word.text
            continue
        kept.append(replace(word, glued=False) if not kept and word.glued else word)
    kept = _glue(kept or run)
    telling = [word.bold for word in kept if len(word.text) > 1]
    return Line(
        words=tuple(kept),
        left=kept[0].left,
        right=kept[-1].right,
        baseline=body.baseline,
        size=body.size,
        font=body.font,
        bold=bool(telling) and all(telling),
        mark=mark,
        bullet=_is_bullet(kept),
        text="".join(
            word.text if word.glued or index == 0 else f" {word.text}"
            for index, word in enumerate(kept)
        ),
    )


def _glue(words: list[Word]) -> list[Word]:
    """Joins what large type sets so close that PDFium sees a space where there is none."""
    glued = words[:1]
    for before, word in pairwise(words):
        gap = (word.left - before.right) / word.size
        drawn = before.count and word.count and before.upright and word.upright
        close = drawn and abs(gap) < NO_SPACE and abs(before.baseline - word.baseline) < 0.5
        glued.append(replace(word, glued=True) if close else word)
    return glued


def _is_bullet(words: Sequence[Word]) -> bool:
    """Whether the first word marks a list item: a dot or a number with a gap after it."""
    if len(words) < 2 or BULLET.fullmatch(words[0].text) is None or words[1].glued:
        return False
    gap = words[1].left - words[0].right
    return words[0].text in DOTS or gap > 0.5 * words[1].size


def _is_mark(word: Word, body: Word) -> bool:
    smaller = word.size < 0.85 * body.size
    raised = word.baseline - body.baseline > 0.12 * body.size
    return smaller and raised and MARK.fullmatch(word.text) is not None


def is_prose(lines: Iterable[Line]) -> bool:
    """Whether most of the lines are made of several words."""
    counts = [len(line.words) for line in lines]
    return bool(counts) and sum(count >= 3 for count in counts) >= 0.6 * len(counts)
