"""Whose turn it is in a transcript: in a hearing, a deposition, a call, an interview.

Each turn begins with a line that names who speaks, and runs to the next one: "Jane Doe -- Chief
Financial Officer" or "Operator" by itself, "MS. LEE:", "THE WITNESS:" or "Jane Doe, Treasurer:"
before the first words, "Q." and "A." where a witness is named, "janedoe commented on May 4" or
"Jane Doe, 4 May 2012, 10:32" above a post. One such line shows nothing: there must be several of
one form, some of them alike, and in what follows them people must talk.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import Literal

from rag.language.abbreviations import INSTITUTION, NOBODY
from rag.language.dates import ANY_MONTH
from rag.language.noun_phrases import PEOPLE, is_work
from rag.language.sentences import STARTERS, Span
from rag.records import Document

Form = Literal["line", "colon", "letter", "post"]
"""A line by itself, a name with a colon before the first words, "Q." and "A.", a name and when."""

FEWEST_TURNS = 3
"""Turns of one form below which a document is no transcript."""

_WORD = r"(?:[A-Z][\w\u2019'-]*\.?|de|van|von)"
_PERSON = rf"[A-Z][\w\u2019'-]*\.?(?:\s{_WORD}){{1,4}}"
_OFFICES = (
    r"(?:Analyst|Attorney|CEO|CFO|COO|CTO|Chair\w*|Chief|Clerk|Commissioner|Councillor"
    r"|Councilmember|Counsel|Director|Editor|Founder|Governor|Head|Host|Manager|Mayor|Member"
    r"|Minister|Moderator|Officer|Partner|President|Professor|Representative|Secretary|Senator"
    r"|Treasurer)"
)
_ROLE = (
    r"(?i:(?:the\s)?(?:operator|moderator|interviewer|facilitator|chair(?:man|woman|person)?|clerk"
    r"|court|witness|deponent|reporter|court\sreporter|videographer|interpreter|bailiff"
    r"|presiding\sofficer))"
)
_TITLE = (
    r"(?i:(?:mr|ms|mrs|dr|rep|sen|gov|hon)\.|judge|justice|senator|representative|chair(?:man|woman"
    r"|person)?|commissioner|council(?:member|man|woman|or)|councillor|mayor|vice\smayor|director)"
)
_LINE = re.compile(
    rf"(?P<who>{_PERSON})(?:\s(?:--|-|\u2013|\u2014)\s[^.?!\n]{{2,90}}"
    rf"|,\s(?=[^\n]*\b{_OFFICES}\b)[^.?!\n:]{{2,90}})(?=\n|$)"
)
_BARE = re.compile(rf"(?P<who>{_ROLE}|{_PERSON}):?(?=\n|$)")
_COLON = re.compile(
    rf"(?P<who>{_ROLE}|{_TITLE}\s{_WORD}(?:\s{_WORD}){{0,3}}|{_PERSON})"
    rf"(?:,\s(?=[^\n:]*\b{_OFFICES}\b)[^.?!\n:]{{2,60}})?:(?:\s+|$)"
)
_LETTER = re.compile(r"(?P<who>[QA])(?:[.:]\s+|\s{2,})(?=\S)")
_WHEN = (
    rf"(?:\d{{4}}-\d\d-\d\d|\d{{1,2}}\s(?:{ANY_MONTH})\b|(?:{ANY_MONTH})\s\d{{1,2}}\b|\d{{1,2}}[:.]\d\d\b"
    r"|\d+\s(?:minute|hour|day|week|month|year)s?\sago)"
)
_RULE = r"[-=_*]{3,}"
_POST = re.compile(
    rf"(?:{_RULE}\s*\n\s*)?"
    r"(?:#?\d{1,4}[.:)]?\s)?(?:(?:Comment|Post|Posted|Reply|Re)\s(?:by|from)\s)?"
    r"(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)"
    r"(?P<who>@?[A-Za-z][\w.\u2019'-]*(?:\s[A-Z][\w.\u2019'-]*){0,3})(?:\s\([^)\n\d]{1,40}\))?"
    r"(?:\s(?:has\s)?(?:answered|commented|opened|posted|replied|responded|wrote)\b[^\n.]{0,60}"
    rf"|[\s,|\u00b7\u2013\u2014-]+(?:on\s|at\s|\()?[^\n.]{{0,20}}?{_WHEN}[^\n.]{{0,40}}):?(?:\n{_RULE})?(?=\n|$)"
)
"""Who has posted what stands below, with when: "janedoe commented on 2012-05-04"."""

_EVENT = re.compile(
    r"(?P<who>@?[A-Za-z][\w.\u2019'-]*(?:\s[A-Z][\w.\u2019'-]*){0,3}|(?:The|This)\s(?:conversation|discussion|issue"
    r"|thread|topic)\s(?:has\sbeen|is|was))\s(?:added|assigned|changed|closed|joined|left|linked|locked|marked"
    r"|merged|mentioned|moved|pinned|pushed|referenced|removed|renamed|reopened|self-assigned|tagged)\b"
)
"""What a forum tells of itself between posts: "janedoe merged the change"."""

_ADDRESSED = re.compile(rf"{_TITLE}\s|{_ROLE}$")
_TALK = re.compile(r"\b(?:I|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur|[Yy]our)\b|\?")
_SWORN = re.compile(
    rf"(?:DEPOSITION|Deposition|TESTIMONY|Testimony)\s(?:OF|of)\s+(?:{_TITLE}\s)?(?P<of>{_PERSON})"
    rf"|(?P<sworn>{_PERSON}),\s[^.:]{{0,80}}\bduly\s(?:sworn|affirmed)\b"
)
_EXAMINER = re.compile(
    rf"\b(?:EXAMINATION|Examination)\s+(?:BY|by)\s+(?P<by>{_TITLE}\s{_WORD}|{_PERSON})"
    rf"|^(?:BY|By)\s+(?P<on>{_TITLE}\s{_WORD}):"
)
_APART = re.compile(r"[(\[].*[)\]]$", re.DOTALL)
"""What whoever takes it down adds: "(Recess taken.)"."""

_TITLE_LINE = re.compile(
    r"(?:[^a-z\n]*[A-Z]{4,}[^a-z\n]*|(?:[A-Z&][\w\u2019'-]*\s?|and\s|of\s){1,6}:)(?=\n|$)"
)
"""A line in capitals, or in capitalised words before a colon: another part begins."""


@dataclass(frozen=True, slots=True)
class _Label:
    """What stands before a turn: whom it names, as it is written, and where the words begin."""

    form: Form
    who: str
    end: int


class Turns:
    """The turns of one document.

    Attributes:
        speakers: Who speaks, by the start of each sentence that belongs to somebody's turn.
    """

    def __init__(self, document: Document, spans: Sequence[Span]) -> None:
        self._text = document.text
        self._witness: str | None = None
        self._examiner = "Counsel"
        self.speakers: dict[int, str] = {}
        self._in_full = cache(self._find_in_full)  # a cache for each document, gone with it
        labels = {span.start: label for span in spans if (label := self._label(span))}
        forms = self._forms(spans, labels)
        self._labels = {at: label for at, label in labels.items() if self._holds(label, forms)}
        if self._labels:
            self.speakers = dict(self._read(spans))

    def words_start(self, start: int) -> int:
        """Returns where the words of a sentence begin that may have the name of its speaker."""
        return self._labels[start].end if start in self._labels else start

    def _label(self, span: Span) -> _Label | None:
        if span.kind in ("row", "footnote", "item"):
            return None
        for form, pattern in (
            ("letter", _LETTER), ("line", _LINE), ("line", _BARE), ("post", _POST)
        ):  # fmt: skip
            match = pattern.match(self._text, span.start, span.end)
            if match is not None:
                return _Label(form, match["who"], match.end())  # type: ignore[arg-type]
        match = _COLON.match(self._text, span.start, span.end)
        return _Label("colon", match["who"], match.end()) if match else None

    def _forms(self, spans: Sequence[Span], labels: dict[int, _Label]) -> dict[Form, set[str]]:
        """Returns whom the labels of each form name that the document has for its turns."""
        found: dict[Form, set[str]] = {}
        talks = dict(self._talks(spans, labels))
        for form in ("line", "colon", "post"):
            here = {at: label for at, label in labels.items() if label.form == form}
            told = {
                at: one for at, one in here.items() if form == "post" or self._names_one(one, at)
            }
            times = Counter(label.who for label in told.values())
            talking = sum(talks[at] for at in told)
            several = len(times) > 1 and max(times.values()) > 1
            if several and len(told) >= FEWEST_TURNS and 3 * talking >= len(told):
                found[form] = set(times)
        letters = Counter(label.who for label in labels.values() if label.form == "letter")
        if min(letters["Q"], letters["A"]) > 1 and _SWORN.search(self._text):
            found["letter"] = {"Q", "A"}
            addressed = {label.who for label in labels.values() if _ADDRESSED.match(label.who)}
            found["colon"] = found.get("colon", set()) | addressed
        return found

    def _talks(
        self, spans: Sequence[Span], labels: dict[int, _Label]
    ) -> Iterator[tuple[int, bool]]:
        """Yields whether somebody talks behind each label: of themselves, or to somebody."""
        starts = [*labels, spans[-1].end if spans else 0]
        for start, following in pairwise(starts):
            yield start, _TALK.search(self._text, labels[start].end, following) is not None

    def _names_one(self, label: _Label, at: int) -> bool:
        """Whether a label names a person, or a part that somebody has in a hearing."""
        if _ADDRESSED.match(label.who):
            return True
        words = label.who.split()
        if INSTITUTION.search(label.who) or NOBODY.search(label.who) or words[0] in STARTERS:
            return False
        if is_work(label.who.lower()) or re.search(rf"\b{PEOPLE}\b", label.who.lower()):
            return False
        known = label.form == "line" and _LINE.match(self._text, at)
        return bool(known) or not any(
            word.lower() in self._common for word in words if word[0].isupper() and len(word) > 2
        )

    @cached_property
    def _common(self) -> frozenset[str]:
        """The words that the document writes small, of which no person's name is made."""
        return frozenset(re.findall(r"(?<![\w'\u2019])[a-z]{3,}(?!\w)", self._text))

    def _holds(self, label: _Label, forms: dict[Form, set[str]]) -> bool:
        return label.who in forms.get(label.form, ())

    def _read(self, spans: Sequence[Span]) -> Iterator[tuple[int, str]]:
        """Yields the start of each sentence of a turn, and who speaks."""
        now: str | None = None
        said: dict[str, str] = {}
        for span in spans:
            self._note(span)
            label = self._labels.get(span.start)
            if label is not None:
                now = self._named(label)
                if label.end >= span.end or span.kind == "heading":
                    continue  # the name by itself
            elif self._ends_turn(span):
                now = None
            if now is not None and not _APART.match(self._text, span.start, span.end):
                words = self._text[span.start : span.end]
                yield span.start, said.get(words, now) if span.kind == "quote" else now
                said.setdefault(words, now)

    def _ends_turn(self, span: Span) -> bool:
        """Whether a sentence is nobody's in particular, nor what follows it."""
        if span.kind in ("heading", "row", "footnote"):
            return True
        if re.match(_RULE, self._text[span.start : span.end]):
            return True
        posts = {label.who for label in self._labels.values() if label.form == "post"}
        if not posts and _TITLE_LINE.match(self._text, span.start, span.end):
            return True
        event = _EVENT.match(self._text, span.start, span.end)
        return bool(event and posts and (event["who"] in posts or event["who"].startswith("Th")))

    def _note(self, span: Span) -> None:
        """Remembers who is sworn, and who examines."""
        if sworn := _SWORN.search(self._text, span.start, span.end):
            self._witness = self._in_full(sworn["of"] or sworn["sworn"])
        text = self._text[span.start : span.end]
        if examiner := _EXAMINER.search(text):
            self._examiner = self._in_full(examiner["by"] or examiner["on"])

    def _named(self, label: _Label) -> str:
        if label.form == "letter":
            return self._examiner if label.who == "Q" else self._witness or "The Witness"
        if self._witness and label.who.casefold() in ("the witness", "the deponent"):
            return self._witness
        return self._in_full(label.who)

    def _find_in_full(self, who: str) -> str:
        """Returns a name with its given name where the document has one, in small letters."""
        plain = _cased(" ".join(who.split()))
        titled = re.match(rf"(?i:(?:mr|ms|mrs)\.)\s(?P<surname>{_WORD})$", plain)
        if titled is None:
            return plain
        surname = titled["surname"]
        given = {
            _cased(name)
            for last, first in (
                (surname, r"[A-Z][a-z]+(?:\s[A-Z]\.)?"),
                (surname.upper(), r"[A-Z]{2,}(?:\s[A-Z]\.)?"),
            )
            for name in re.findall(rf"(?<![\w&]\s)\b({first})\s{re.escape(last)}\b", self._text)
        }
        given -= STARTERS
        return f"{given.pop()} {surname}" if len(given) == 1 else plain


def _cased(name: str) -> str:
    """Returns a name that is written in capitals as names are written otherwise."""
    if not name.isupper():
        return name
    return re.sub(r"[A-Z]+", lambda match: match[0].capitalize(), name)
