"""Whose turn it is in a transcript: in a hearing, a deposition, a call, an interview.

Each turn begins with a line that names who speaks, and runs to the next one: "Jane Doe -- Chief
Financial Officer" or "Operator" by itself, "MS. LEE:", "THE WITNESS:" or "Jane Doe, Treasurer:"
before the first words, "Q." and "A." where a witness is named, "janedoe commented on May 4" above
a post; see `rag.language.turn_labels`. What whoever keeps the record notes between is nobody's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.language.printed_interviews import find_interview
from rag.language.sentences import Span
from rag.language.turn_labels import TurnLabel, labels_of
from rag.language.turn_patterns import PERSON, RULE, STAMP, STAMPED, SWORN, TITLE, WORD
from rag.records import Document
from rag.speaking.present import Present
from rag.speaking.record_notes import is_bracketed, is_of_the_record

_EVENT = re.compile(
    r"(?P<who>@?[A-Za-z][\w.\u2019'-]*(?:\s[A-Z][\w.\u2019'-]*){0,3}|(?:The|This)\s(?:conversation|discussion|issue"
    r"|thread|topic)\s(?:has\sbeen|is|was))\s(?:added|assigned|changed|closed|joined|left|linked|locked|marked"
    r"|merged|mentioned|moved|pinned|pushed|referenced|removed|renamed|reopened|self-assigned|tagged)\b"
)
"""What a forum tells of itself between posts: "janedoe merged the change"."""

_EXAMINER = re.compile(
    rf"\b(?i:(?:examined|questioned|examination(?:-in-chief)?)\s+by)\s+(?P<by>{TITLE}\s{WORD}|{PERSON})"
    rf"|^(?:BY|By)\s+(?P<on>{TITLE}\s{WORD}):"
    rf"|\b[Qq]uestions\s(?:are\s|were\s)?(?:put\s|asked\s)?by\s(?P<asked>{TITLE}\s{WORD}|{PERSON})"
    rf"|^\W*[Ii]nterviewer:\s+(?P<field>(?:{TITLE}\s)?(?:{PERSON}|{WORD}))"
)
_NOTED = re.compile(
    r"\s*(?:(?:has\s)?(?:joined|left|pinned|archived|renamed)\s(?:#|the\s|this\s)|was\s(?:added|removed|invited)\s"
    r"|(?:set|changed|cleared)\s(?:the\s)?(?:channel|group|topic|subject)\b|created\s(?:the\s)?(?:channel|group)\b)"
)
"""What a program tells of whoever its label names: "Jane Doe 10:32 / joined #harbour"."""

_ITSELF = frozenset(
    ("fx", "log", "noise", "note", "remark", "rmk", "sfx", "snd", "sound", "system")
)
"""What stands where others have a name, before what a log tells itself."""

_TITLE_LINE = re.compile(
    r"(?:[^a-z\n]*[A-Z]{4,}[^a-z\n]*|(?:[A-Z&][\w\u2019'-]*\s?|and\s|of\s){1,6}:)(?=\n|$)"
)
"""A line in capitals, or in capitalised words before a colon: another part begins."""

WITHIN_POST = 3
"""The level from which on a heading stands within somebody's post."""


class Turns:
    """The turns of one document.

    Attributes:
        speakers: Who speaks, by the start of each sentence that belongs to somebody's turn.
    """

    def __init__(self, document: Document, spans: Sequence[Span]) -> None:
        self._text = document.text
        self._asked = self._asking = False
        self._opened_by: str | None = None  # who spoke last before the first question
        self.speakers: dict[int, str] = {}
        self._blocks = [(block.start, block.end) for block in document.blocks]
        self._levels = [block.level for block in document.blocks]
        self._kinds = [block.kind for block in document.blocks]
        self._present = Present(document.text)
        places = (
            (span.start, max(span.end, self._line_end(span.start)))
            for span in spans
            if span.kind not in ("row", "footnote")
        )
        self._labels = labels_of(document.text, places)
        letters = {label.who[:1] for label in self._labels.values() if label.form == "letter"}
        self._asked_alone = letters == {"Q"}  # what is answered has no label
        printed = find_interview(document.text) if letters else None
        self._witness = printed.answers if printed else None
        self._examiner = printed.asks if printed else "Counsel"
        self._forms = {label.form for label in self._labels.values()}
        if self._labels:
            self.speakers = dict(self._read(spans))

    def _line_end(self, at: int) -> int:
        end = self._text.find("\n", at)
        return end if end >= 0 else len(self._text)

    def words_start(self, start: int) -> int:
        """Returns where the words of a sentence begin that may have the name of its speaker."""
        label = self._labels.get(start)
        return label.end if label is not None and label.who else start

    def _read(self, spans: Sequence[Span]) -> Iterator[tuple[int, str]]:
        """Yields the start of each sentence of a turn, and who speaks."""
        now: str | None = None
        asked_in = -1
        said: dict[str, str] = {}
        for span in spans:
            self._note(span)
            label = self._labels.get(span.start)
            if label is not None:
                now = self._named(label)
                self._asking, asked_in = label.who[:1] == "Q", span.block
                if label.end >= span.end or span.kind == "heading":
                    continue  # the name by itself
            elif self._ends_turn(span):
                now = None
            elif self._asked_alone and self._asking and span.block != asked_in:
                now, self._asking = self._witness, False
            if now is not None and not self._is_apart(span):
                words = self._text[span.start : span.end]
                yield span.start, said.get(words, now) if span.kind == "quote" else now
                said.setdefault(words, now)

    def _is_apart(self, span: Span) -> bool:
        """Whether a sentence is a note in brackets, or one of such a note, or a row by itself."""
        if span.kind == "row":
            return True
        block = self._blocks[span.block]
        return any(
            is_bracketed(self._text[start:end]) for start, end in ((span.start, span.end), block)
        )

    def _ends_turn(self, span: Span) -> bool:
        """Whether a sentence is nobody's in particular, nor what follows it."""
        if span.kind == "heading" and "post" in self._forms:
            return self._levels[span.block] < WITHIN_POST
        if span.kind == "row":  # alone it may be what a page ends or begins with
            kinds = self._kinds[max(0, span.block - 1) : span.block + 2]
            return kinds.count("row") > 1
        if span.kind in ("heading", "footnote"):
            return True
        if re.match(RULE, self._text[span.start : span.end]):
            return True
        text = self._text[span.start : span.end]
        if span.start == self._blocks[span.block][0] and is_of_the_record(text):
            return True
        if STAMP.match(self._text, span.start, span.end) and self._forms & STAMPED:
            return True
        posts = {label.who for label in self._labels.values() if label.form == "post"}
        if not posts and _TITLE_LINE.match(self._text, span.start, span.end):
            return True
        event = _EVENT.match(self._text, span.start, span.end)
        return bool(event and posts and (event["who"] in posts or event["who"].startswith("Th")))

    def _note(self, span: Span) -> None:
        """Remembers who is sworn, and who examines."""
        text = self._text[span.start : span.end]
        if sworn := SWORN.search(text):
            who = next(filter(None, sworn.groups()))
            self._witness = self._present.in_full(who)
        if examiner := _EXAMINER.search(text):
            self._examiner = self._present.in_full(next(filter(None, examiner.groups())))

    def _is_told(self, label: TurnLabel) -> bool:
        """Whether a letter says in brackets who asks or answers."""
        return bool(label.beside) and self._present.in_full(label.who, label.beside) != label.who

    def _named(self, label: TurnLabel) -> str | None:
        """Returns who speaks behind a label; None where it is the document itself."""
        if not label.who or label.who.casefold() in _ITSELF:
            return None
        if label.form == "post" and _NOTED.match(self._text, label.end):
            return None
        if label.form == "letter" and label.who[0] in "QA" and not self._is_told(label):
            self._asked = self._asked or label.who[0] == "Q"
            if label.who[0] == "Q":
                return self._examiner
            return self._witness or self._opened_by or "The Witness"
        if self._witness and label.who.casefold() in ("the witness", "the deponent"):
            return self._witness
        if label.form == "letter" and label.who not in "QA":
            return self._present.in_full(label.who)
        who = self._present.in_full(label.who, label.beside)
        if label.form == "line":
            self._examiner = who
        if label.form != "letter" and not self._asked:
            self._opened_by = who
        return who
