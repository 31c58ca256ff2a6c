"""What names whose turn it is, at the head of a line: in a hearing, a call, a chat, a log.

"Jane Doe -- Chief Financial Officer" or "Operator" by itself, "MS. LEE:", "THE WITNESS:" or
"Jane Doe, Treasurer:" before the first words, "Q." and "A.", "janedoe commented on May 4" above a
post; and, as programs and typists set them, "<jdoe>", "[OFFICER 1]", "12/03/2024, 18:04 - Jane:",
"22:41:08  TEL  OP 14  …", "JD:" where a list of those present has "Jane Doe (JD)". One such line
shows nothing: there must be several of one form, some of them alike, and in what follows them
people must talk.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rag.language.abbreviations import INSTITUTION, NOBODY
from rag.language.noun_phrases import PEOPLE, is_work
from rag.language.printed_interviews import find_interview
from rag.language.sentences import STARTERS
from rag.language.turn_patterns import (
    ADDRESSED,
    CODE,
    HEAD,
    LABELS,
    LISTED_NAME,
    NO_NAME,
    NOTE,
    OF_TALK,
    PART,
    QUOTED,
    RULE,
    STAMP,
    STAMPED,
    SWORN,
    TALK,
)

_WORDS = re.compile(r"\S")

FEWEST_TURNS = 3
"""Turns of one form below which a document is no transcript."""


@dataclass(frozen=True, slots=True)
class TurnLabel:
    """What stands before a turn.

    Attributes:
        form: What it looks like: labels of one form belong together.
        who: Whom it names, as it is written; empty where it is nobody: "Note:".
        end: Where the words begin.
        beside: What is said of them in brackets.
        known: How it is known that it names somebody; see `_Names.is_one`.
    """

    form: str
    who: str
    end: int
    beside: str = ""
    known: str = "any"


_GREETS = re.compile(r"\W*Dear\s")
"""What opens a letter, and names whom it is to."""


def turns_of(text: str, lines: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Returns where lines begin that belong to no line before them, and where their labels end.

    Those with the label of a turn; and, where such labels have the time, those with a time alone,
    which tell what a program notes: "18:01 -!- jdoe has joined".
    """
    lines = tuple(lines)
    labels = labels_of(text, lines)
    if not labels:
        return {}
    turns = {at: label.end for at, label in labels.items()}
    for start, _ in lines:
        note = NOTE.match(text, start)
        if note and start not in turns:
            turns[start] = start
            behind = _WORDS.search(text, note.end())
            if behind is not None:
                turns.setdefault(behind.start(), behind.start())
    if any(label.form in STAMPED for label in labels.values()):
        noted = [start for start, end in lines if STAMP.match(text, start, end)]
        turns |= {start: start for start in noted if start not in turns}
    return turns


def labels_of(text: str, places: Iterable[tuple[int, int]]) -> dict[int, TurnLabel]:
    """Returns the labels of turns in a text, by where each begins.

    Args:
        places: Where a label may stand, and up to where: the lines or the sentences, in order.
    """
    labels = {
        start: label
        for start, end in places
        if _begins_line(text, start) and (label := _label(text, start, end))
    }
    forms = _forms_that_hold(text, labels)
    told = [at for at, label in labels.items() if label.who in forms.get(label.form, ())]
    listed = set(_listed(text, labels))
    held: dict[int, TurnLabel] = {}
    for at, label in labels.items():
        if label.form not in forms:
            continue
        if at in listed:
            label = replace(label, who="")
        elif label.who not in forms[label.form]:
            label = _loosely(label, within=bool(told) and told[0] < at < told[-1])
        held[at] = label
    return held


def written_small(text: str, *, least: int) -> frozenset[str]:
    """Returns the words of at least so many letters that a text writes small."""
    return frozenset(re.findall(rf"(?<![\w'\u2019])[a-z]{{{least},}}(?!\w)", text))


def _listed(text: str, labels: Mapping[int, TurnLabel]) -> Iterator[int]:
    """Yields the labels by themselves that follow on each other, as those present are listed."""
    for at, label in labels.items():
        if label.form == "colon" and LISTED_NAME.match(text, label.end):
            yield at
    lines = [(at, label) for at, label in labels.items() if label.form == "line"]
    for (at, label), (following, _) in pairwise(lines):
        between = text[label.end : following]
        if not between.strip() and between.count("\n") == 1:
            yield from (at, following)


def _begins_line(text: str, start: int) -> bool:
    before = text[max(0, start - 80) : start].rstrip(" \t")
    return not before or before[-1] in "\n\f"


def _begins_paragraph(text: str, start: int) -> bool:
    before = text[max(0, start - 200) : start].rstrip(" \t")
    return not before.strip() or re.search(rf"\n[ \t]*\n$|{RULE}[ \t]*\n$|\f$", before) is not None


def _loosely(label: TurnLabel, *, within: bool) -> TurnLabel:
    """A label that looks like those of turns: of somebody who speaks once, or of nobody.

    Args:
        within: Whether it stands among those of turns.
    """
    called = label.known == "called" and label.who.split()[0].lower() not in NO_NAME
    return label if called and within else replace(label, who="")


def _label(text: str, start: int, end: int) -> TurnLabel | None:
    for form, known, pattern in LABELS:
        match = pattern.match(text, start, end)
        if match is None or (form == "post" and QUOTED.match(text, match.end())):
            continue
        if _GREETS.match(text, start):
            return None
        if form == "line" and known in ("strict", "called") and not _begins_paragraph(text, start):
            continue
        said = match.groupdict()
        names = ("who", "capitals", "speaker", "nick", "bracketed", "column", "caps")
        which = next(each for each in names if said.get(each))
        form = f"{form} {which}" if which in names[3:] else form
        beside = said.get("beside") or said.get("code") or ""
        return TurnLabel(form, _undotted(said[which].strip()), match.end(), beside, known)
    return None


def _undotted(who: str) -> str:
    """Returns a name without a full stop behind it that is none of an abbreviation."""
    return who[:-1] if re.search(r"\w{4}\.$", who) else who


def _forms_that_hold(text: str, labels: Mapping[int, TurnLabel]) -> dict[str, set[str]]:
    """Returns whom the labels of each form name that a text has for its turns."""
    found: dict[str, set[str]] = {}
    times = Counter(label.who for label in labels.values())
    names = _Names(text, times)
    talks = dict(_talks(text, labels))
    for form in sorted({label.form for label in labels.values()} - {"letter"}):
        told = {
            at: one
            for at, one in labels.items()
            if one.form == form and (one.known == "any" or names.is_one(one))
        }
        times = Counter(label.who for label in told.values())
        talking = sum(talks[at] for at in told)
        several = len(times) > 1 and max(times.values()) > 1
        if several and len(told) >= FEWEST_TURNS and 3 * talking >= len(told):
            found[form] = set(times)
    letters = Counter(label.who[0] for label in labels.values() if label.form == "letter")
    beside = any(label.form == "letter" and label.beside for label in labels.values())
    answers = bool(letters) and (SWORN.search(text) or find_interview(text)) is not None
    asked_alone = answers and not letters["A"] and letters["Q"] >= FEWEST_TURNS
    if (letters["A"] > 1 and (answers or (beside and letters["Q"] > 1))) or asked_alone:
        found["letter"] = {label.who for label in labels.values() if label.form == "letter"}
        addressed = {label.who for label in labels.values() if ADDRESSED.match(label.who)}
        for form in ("colon", "line"):
            found[form] = found.get(form, set()) | addressed
    return found


def _talks(text: str, labels: Mapping[int, TurnLabel]) -> Iterator[tuple[int, bool]]:
    """Yields whether somebody talks behind each label: of themselves, or to somebody."""
    for start, following in pairwise([*labels, len(text)]):
        yield start, TALK.search(text, labels[start].end, following) is not None


class _Names:
    """Which labels name somebody in one text.

    Args:
        times: How often labels name each.
    """

    def __init__(self, text: str, times: Counter[str]) -> None:
        self._text = text
        self._times = times
        self._of_talk = OF_TALK.search(text[:HEAD]) is not None
        self._small = written_small(text, least=3)
        self._known: dict[str, bool] = {}

    def is_one(self, label: TurnLabel) -> bool:
        """Whether a label names a person, or a part that somebody has in a talk."""
        who = label.who
        if ADDRESSED.match(who) or re.fullmatch(PART, who):
            return True
        words = who.split()
        if {words[0].lower().strip("."), words[-1].lower()} & NO_NAME:
            return False
        if label.known == "called":
            return self._is_called(label, words)
        if INSTITUTION.search(who) or NOBODY.search(who) or words[0] in STARTERS:
            return False
        if is_work(who.lower()) or re.search(rf"\b{PEOPLE}\b", who.lower()):
            return False
        return label.known == "named" or not self._is_plain(words)

    def _is_called(self, label: TurnLabel, words: Sequence[str]) -> bool:
        who = label.who
        often = self._of_talk and self._times[who] > 1
        if often and (label.form != "line" or who.isupper()):
            return True
        if who.startswith("The ") and len(words) > 2:
            return True
        if len(words) > 1 and self._is_plain(words):
            return False
        if label.form == "line" and len(words) == 1 and not who.isupper() and self._times[who] < 2:
            return False
        if who not in self._known:
            self._known[who] = self._is_listed(who)
        return self._known[who]

    def _is_listed(self, who: str) -> bool:
        """Whether a word is a part of somebody's name elsewhere, or stands for one in brackets."""
        if re.fullmatch(CODE, who) and re.search(rf"[\w.]\s+\({re.escape(who)}(?!\w)", self._text):
            return True
        if who.lower() in self._small or who in STARTERS:
            return False
        name = re.escape(who.capitalize() if who.isupper() else who)
        whole = rf"\b{name}\s[A-Z][a-z]|\b(?:[A-Z][a-z]+|[A-Z]\.)\s{name}\b"
        return re.search(whole, self._text) is not None

    def _is_plain(self, words: Sequence[str]) -> bool:
        """Whether the text writes one of some words small, of which no person's name is made."""
        return any(
            re.sub(r"['\u2019]s$", "", word.lower()) in self._small
            for word in words
            if word[0].isupper() and len(word) > 2
        )
