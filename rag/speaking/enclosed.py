"""Whose words the messages, letters and comments are that one document has one after another.

A file of correspondence, an archive of a list, a bundle of comments: each part begins with who
writes it ("From: Jane Doe" above when, to whom or of what; "Name: Jane Doe" above an address), or
ends with who signs it, and what stands between is that one's. There must be several of them, of
several people, most of which speak of themselves.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rag.language.closings import CLOSINGS
from rag.language.sentences import Span
from rag.language.turn_patterns import RULE
from rag.records import Document
from rag.speaking.present import Present

FEWEST = 2
"""Parts that name who writes them, below which a document is one writer's."""

_HEAD = re.compile(
    r"^[ \t>*_|-]*(?P<label>From|FROM|Name|NAME|Commenter|Correspondent|Objector|Respondent"
    r"|Reviewer|Sender|Submitted\sby|Comment\s(?:by|from)|Representation\s(?:by|from))"
    r"[*_]*\s*[:|][*_]*[ \t]+(?P<who>\S[^\n]{1,90}?)[ \t|*_]*$",
    re.M,
)
_BESIDE = re.compile(
    r"^\W*(?:Address|Category|Comment|Comments|Date|Position|RE|Re|Received|Sent|Stance|Status|Subject|SUBJECT"
    r"|TO|To|DATE|Type|Submitted|Support|Object|Neutral|In-Reply-To|Cc|CC)\b",
    re.M,
)
"""What stands beside who writes: when, to whom, of what."""

_FIELD = re.compile(r"[>*_|\s]*[A-Z][\w /-]{1,24}[*_]*\s*[:|]|[A-Z][a-z]+ \d{1,2}(?:, \d{4})?$")
"""A line of what stands above a message."""

_REACH = 300
"""Characters around who writes in which that stands."""

_SIGNED = re.compile(
    rf"(?:^|\n)[ \t]*(?i:{CLOSINGS}|Yours(?: ever)?|Best|Many thanks|Thanks|Cheers),?[ \t]*\n"
    r"\s*(?P<closed>[A-Z][^\n]{2,50})"
    r"|(?:/s/|\[?[Ss]igned\]?[:\s]|\(signed\))\s*(?P<signed>[A-Z][^\n]{2,50})"
)
_BREAK = re.compile(rf"^[ \t]*(?:{RULE}|\[\d{{1,3}}\])[ \t]*$", re.M)
_IN_PERSON = re.compile(r"\b(?:I|[Ww]e|[Mm]y|[Oo]ur)\b")
_IN_BRACKETS = re.compile(
    r"[^()]*\b(?:at|AT)\b[^()]*\((?P<who>[A-Z][^()]+)\)|\S+@\S+\s\((?P<or>[^()]+)\)"
)
_NAME = re.compile(
    r"[\"\u201c]?(?P<who>[A-Z][\w\u2019'.-]*(?:\s[A-Z][\w\u2019'.-]*|\s(?:de|van|von|der|la)\b){0,4})"
)


@dataclass(frozen=True, slots=True)
class _Part:
    """A message: where it stands, where its words begin, and who writes it."""

    start: int
    end: int
    words: int
    who: str


class Enclosed:
    """The messages of one document.

    Attributes:
        speakers: Who writes each sentence of a message, by where it begins.
    """

    def __init__(self, document: Document, spans: Sequence[Span]) -> None:
        self._text = document.text
        self._present = Present(document.text)
        self._blocks = [block.start for block in document.blocks]
        told = any(block.said_by for block in document.blocks)  # the format tells
        parts = [] if told else list(self._parts())
        self.speakers = dict(self._read(parts, spans)) if self._hold(parts) else {}

    def _hold(self, parts: Sequence[_Part]) -> bool:
        """Whether these are messages of several people."""
        own = sum(_IN_PERSON.search(self._text, each.words, each.end) is not None for each in parts)
        return len({each.who for each in parts}) >= FEWEST and 2 * own >= len(parts)

    def _parts(self) -> Iterator[_Part]:
        heads = [
            match
            for match in _HEAD.finditer(self._text)
            if self._is_beside(match) and _writer(match["who"])
        ]
        breaks = {0, len(self._text), *(match.start() for match in _BREAK.finditer(self._text))}
        begins = {match.start(): match for match in heads}
        starts = sorted({*breaks, *(self._block_start(match.start()) for match in heads)})
        places = sorted(begins)
        for place, (start, end) in enumerate(pairwise(starts)):
            first = bisect_left(places, start)
            inside = first < len(places) and places[first] < end
            head = begins[places[first]] if inside else None
            if head is not None and place + 2 < len(starts):
                said = self._text[self._words_start(head.end()) : end]
                end = end if said.strip() else starts[place + 2]
            if head is not None:
                who = _writer(head["who"])
                words = self._words_start(head.end())
                yield _Part(start, end, words, self._present.in_full(who))
                continue
            signed = list(_SIGNED.finditer(self._text, start, end))
            who = _writer(signed[-1]["closed"] or signed[-1]["signed"]) if signed else ""
            if who and _BREAK.match(self._text, start):
                yield _Part(start, end, start, self._present.in_full(who))

    def _is_beside(self, head: re.Match[str]) -> bool:
        near = self._text[max(0, head.start() - _REACH) : head.end() + _REACH]
        return _BESIDE.search(near) is not None

    def _block_start(self, at: int) -> int:
        place = bisect_right(self._blocks, at) - 1
        return self._blocks[place] if place >= 0 else at

    def _words_start(self, at: int) -> int:
        """Returns where the words begin behind the lines of a head."""
        while at < len(self._text):
            end = self._text.find("\n", at + 1)
            line = self._text[at : end if end >= 0 else len(self._text)]
            if line.strip() and not (_FIELD.match(line.strip()) or _BREAK.match(line.strip())):
                return at + len(line) - len(line.lstrip())
            at = end if end >= 0 else len(self._text)
        return at

    def _read(self, parts: Sequence[_Part], spans: Sequence[Span]) -> Iterator[tuple[int, str]]:
        """Yields where each sentence of a message begins, and who writes it."""
        said: list[tuple[str, str]] = []
        starts = [span.start for span in spans]
        for part in parts:
            within = slice(bisect_left(starts, part.words), bisect_left(starts, part.end))
            for span in spans[within]:
                if span.kind in ("heading", "row"):
                    continue
                text = self._text[span.start : span.end]
                if _BREAK.match(text) or _BESIDE.match(text):
                    continue
                words = re.sub(r"[\W_]+", "", text.lower())
                quoted = span.kind == "quote" or text.startswith(">")
                writer = next((who for each, who in said if words and words in each), part.who)
                yield span.start, writer if quoted else part.who
            whole = re.sub(r"[\W_]+", "", self._text[part.words : part.end].lower())
            said.append((whole, part.who))


def _writer(written: str) -> str:
    """Returns the name of who writes, without address and office; "" where it is none."""
    bracketed = _IN_BRACKETS.match(written)
    name = _NAME.match((bracketed["who"] or bracketed["or"]) if bracketed else written)
    return name["who"].strip(" .") if name else ""
