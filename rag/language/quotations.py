"""What stands between quotation marks: where a quotation begins, ends and goes on, and whose it is.

A quotation may run over several sentences and paragraphs, each of which opens with a mark while
only the last one closes. What nobody with a name says in it is somebody else's than the document's;
but titles, terms and the document's own words between marks stay its own.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from rag.language.comment_clauses import JOINED
from rag.language.reporting import SAID_SO, VERB
from rag.language.sentences import Span
from rag.records import Document

QUOTED = re.compile(
    r"\u201c[^\u201d\u201c]{0,4000}(?:\u201c[^\u201d\u201c]{0,400}\u201d[^\u201d\u201c]{0,4000}){0,9}\u201d"
    r"|(?<![\w.,;!?\"])\"(?=\S)[^\"]{2,4000}?\""
)
QUOTED_AGAIN = re.compile(r"[\"\u201c][^\"\u201c\u201d]*[\"\u201d]")
"""The rest of a quotation behind who says it: "It is dark," he said, "and it rains."."""

FEWEST_WORDS = 4
"""Words below which a quotation is a phrase in somebody else's sentence."""

LEFT_OPEN = re.compile(
    r"\u201c[^\u201d\u201c]*(?:\u201c[^\u201d\u201c]*\u201d[^\u201d\u201c]*){0,9}$"
)
"""A quotation that its paragraph does not close."""

HALF_CLOSED = re.compile(r"[.!?\u2026]\u2019$")
"""How a paragraph ends whose last quotation mark is half missing."""

FIRST_MARK = re.compile(r"[\u201c\u201d]")
WORDS = re.compile(r"[^\W\d_](?:.*[^\W\d_])?", re.DOTALL)
"""A sentence without what encloses it: quotation marks, full stops, and the mark of a note."""

SAYS = re.compile(rf"\b(?:{VERB}|{SAID_SO})\b")
LETTERS = re.compile(r"[^\W\d_]")
LONG_WORD = re.compile(r"[^\W\d_][\w\u2019'-]{3,}")
SENTENCE_END = re.compile(r"[.!?\u2026]\W*(?:\s|$)")
OF_ITS_OWN = re.compile(
    rf"\b(?:[Ww]e|I|(?:[Tt]his|[Oo]ur)\s(?:report|letter|paper|memorandum|statement|survey))\s+(?:\w+ly\s+|also\s+|have\s+|had\s+)?(?:{VERB}|asked|asks)\b"
    r"|\b(?:amended|amending|striking|inserting|to\sread|(?:adding|added)\s(?:at\sthe\send|the\sfollowing))\b"
    r"|\b(?:is|are|be)\s(?:hereby\s)?(?:added|deleted|inserted|replaced|restated|substituted)\b"
    r"|\bshall\s(?:\w+\s)?read\b|\bparties\s(?:\w+\s)?agree\b"
)
"""Words by which a document says that what it quotes is its own; an act quotes what it amends."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text between quotation marks, and who says it; `who` is None while nobody is found.

    Attributes:
        foreign: Whether it is somebody else's than the document's even if nobody is found.
    """

    start: int
    end: int
    who: str | None
    foreign: bool = False


class Quotations:
    """The quotations of one document, read block by block.

    Attributes:
        led_in: The last sentence of the block before.
    """

    def __init__(
        self,
        document: Document,
        spans: Sequence[Span],
        attributed: Callable[[re.Match[str], int], str | None],
    ) -> None:
        """Starts at the head of a document.

        Args:
            attributed: Who is named as the speaker of a quotation, given where the one before ends.
        """
        self.led_in = ""
        self._text = document.text
        self._spans = spans
        self._blocks = document.blocks
        self._starts = [span.start for span in spans]
        self._attributed = attributed
        self._quotes = not _is_one_quotation(document)
        self._open: Stretch | None = None

    @property
    def is_open(self) -> bool:
        """Whether the paragraph before leaves a quotation open."""
        return self._open is not None

    def stretches(self, block: list[Span], announced: str | None) -> list[Stretch]:
        """Returns the block's quotations of some length, each with its speaker if one is named."""
        start, end = block[0].start, block[-1].end
        opened = self._open if block[0].kind != "footnote" else None
        self._open = None if opened else self._open
        found = self._running_on(block, opened)
        running = found[-1].end if found else start
        alone = not LETTERS.search(QUOTED.sub("", self._text[running:end]))
        for match in QUOTED.finditer(self._text, running, end):
            before = found[-1] if found else None
            if opened is not None and match.start() == start:
                before = opened
            elif len(match[0].split()) < FEWEST_WORDS and not (alone or self._is_said(match)):
                continue
            if before is not opened and before and not self._goes_on(before, match.start()):
                before = None
            who = self._attributed(match, found[-1].end if found else start)
            who = who or (before.who if before else None) or announced
            foreign = who is None and (
                before.foreign
                if before is opened and before
                else self._is_foreign(match, alone=alone or before is not None)
            )
            found.append(Stretch(match.start(), match.end(), who, foreign))
        return found + self._left_open(block, found, opened, announced)

    def _running_on(self, block: list[Span], opened: Stretch | None) -> list[Stretch]:
        """Returns what of a block belongs to the quotation that the one before leaves open."""
        start, end = block[0].start, block[-1].end
        mark = FIRST_MARK.search(self._text, start, end) if opened else None
        if opened is None or mark is None or mark[0] == "\u201c":
            return []
        return [replace(opened, start=start, end=mark.end())]

    def _left_open(
        self,
        block: list[Span],
        found: Sequence[Stretch],
        opened: Stretch | None,
        announced: str | None,
    ) -> list[Stretch]:
        """Returns the quotation that a block leaves open, if it goes on or only seems open."""
        start, end = found[-1].end if found else block[0].start, block[-1].end
        match = LEFT_OPEN.search(self._text, start, end) if block[0].kind != "footnote" else None
        if match is None:
            return []
        alone = match.start() == block[0].start
        half = alone and HALF_CLOSED.search(self._text, end - 2, end) is not None
        if not half and not self._goes_on_below(block[0].block):
            return []
        before = opened if alone else None
        who = self._attributed(match, start) or (before.who if before else None) or announced
        foreign = who is None and (
            before.foreign if before else self._is_foreign(match, alone=alone)
        )
        left = Stretch(match.start(), end, who, foreign)
        self._open = None if half else left
        return [left]

    def _goes_on_below(self, block: int) -> bool:
        """Whether the next paragraph opens with a quotation mark, or has a closing one first."""
        for below in map(self._blocks.__getitem__, range(block + 1, len(self._blocks))):
            if below.kind in ("heading", "row", "footnote"):
                continue
            mark = FIRST_MARK.search(self._text, below.start, below.end)
            return mark is not None and (mark[0] == "\u201d" or mark.start() == below.start)
        return False

    def _is_said(self, match: re.Match[str]) -> bool:
        """Whether a short quotation opens its sentence and goes on to who says it."""
        place = self.sentence_at(match.start())
        return self._starts[place] == match.start() and match[0][-2] in ",!?"

    def _is_foreign(self, match: re.Match[str], *, alone: bool) -> bool:
        """Whether somebody whom nobody names says what stands between quotation marks.

        Sentences do, and no phrase, title or term: more than one, or one by itself.

        Args:
            alone: Whether its block has nothing but quotations, or it goes on with one.
        """
        place, last = self.sentence_at(match.start()), self.sentence_at(match.end() - 1)
        first = self._spans[place]
        before = self._text[first.start : match.start()]
        lead_in = before if before.strip() else self.led_in
        long = LONG_WORD.findall(match[0])
        titled = len(long) > 1 and 4 * sum(word[0].isupper() for word in long) > 3 * len(long)
        return (
            self._quotes
            and (alone or last > place)
            and SENTENCE_END.search(match[0]) is not None
            and not titled
            and not OF_ITS_OWN.search(lead_in)
        )

    def sentence_at(self, offset: int) -> int:
        return bisect_right(self._starts, offset) - 1

    def _goes_on(self, before: Stretch, start: int) -> bool:
        """Whether a quotation at `start` opens the sentence after the one quoted before it."""
        place = self.sentence_at(start)
        return self._starts[place] == start and place - self.sentence_at(before.end - 1) == 1


def is_foreign(span: Span, stretches: Sequence[Stretch], text: str) -> bool:
    """Whether a sentence lies wholly in somebody else's quotation."""
    words = WORDS.search(text, span.start, span.end)
    place = bisect_right(stretches, span.start, key=attrgetter("end"))
    return words is not None and any(
        each.foreign and each.start <= words.start() and words.end() <= each.end
        for each in stretches[place : place + 2]
    )


def spoken_in(span: Span, stretches: Sequence[Stretch], text: str) -> str | None:
    """Returns who speaks at least half of a sentence's words between quotation marks.

    Behind a quotation that opens it, the words that only tell of who says it do not count.
    """
    words: dict[str, int] = {}
    for stretch in stretches[bisect_right(stretches, span.start, key=attrgetter("end")) :]:
        if stretch.start >= span.end:
            break
        start, end = max(span.start, stretch.start), min(span.end, stretch.end)
        if stretch.who is not None and start < end:
            opens = start <= span.start and text[end - 2] in ",!?"
            if opens and _only_says(text[end : span.end]):
                return stretch.who
            words[stretch.who] = words.get(stretch.who, 0) + len(text[start:end].split())
    who = max(words, key=words.__getitem__, default=None)
    whole = len(text[span.start : span.end].split())
    return who if who is not None and 2 * words[who] >= whole else None


def _only_says(rest: str) -> bool:
    """Whether what stands behind a quotation tells of nothing but who says it."""
    told = QUOTED_AGAIN.sub("", rest)
    return SAYS.search(told) is not None and JOINED.search(told) is None


def _is_one_quotation(document: Document) -> bool:
    """Whether all of a document's text stands in one quotation: a letter, printed as it came."""
    depth = 0
    blocks = [each for each in document.blocks if each.kind not in ("heading", "footnote")]
    for block in blocks:
        text = document.text[block.start : block.end]
        if depth == 0 and not text.startswith("\u201c"):
            return len(blocks) == 1 and QUOTED.fullmatch(text) is not None
        for mark in FIRST_MARK.finditer(text):
            opens = mark[0] == "\u201c"
            depth = (1 if mark.start() == 0 else depth + 1) if opens else depth - 1
            last = block is blocks[-1] and mark.end() == len(text)
            if depth == 0 and not last:
                return False
    return depth == 0 and bool(blocks)
