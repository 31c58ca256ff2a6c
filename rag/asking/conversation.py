"""A follow-up to a question that can be searched for by itself, without a language model.

Three rules for plain cases. A question that puts one thing in another's place ("what about 2011?",
"no, I meant GAO") is the question before with that put in for what is of its kind there: a year, a
report number, a name, a noun of the same head, or the noun that is nearest to it. What leans on the
question before otherwise (a pronoun, "why?") is searched together with its content words.
Everything else stands alone, and nothing is carried over.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rag.asking.asking_on import asks_for_more, asks_in_short
from rag.asking.correcting import without_announcement, without_correction
from rag.asking.framed import without_frame
from rag.asking.leaning import (
    INSTEAD,
    KINDS_OF_WORK,
    LEANS,
    REACTS,
    asks_who_said,
    is_follow_up,
    is_whole,
    only_leans,
    pronoun,
)
from rag.asking.manner import without_manner
from rag.asking.question import content_words
from rag.asking.reckoning import YEAR, reckon
from rag.asking.small_talk import reply_to, without_pleasantries
from rag.asking.swapping import ASKS, NAME, NEARER, NUMBER, fit, names_in, nearest, swap
from rag.language.numbers import ORDINALS
from rag.language.shorthand import written_out
from rag.models.likeness import Likeness

History = Sequence[tuple[str, str]]
Others = Callable[[str], Sequence[str]]
"""The numbers of the reports that stand beside one in the documents, most often first."""
NOT_FOUND = "I cannot find this in"
UNREADABLE = "The pages that might answer this could not be read."
REFUSED = (NOT_FOUND, UNREADABLE)
"""How an answer that is a plain no begins."""

_OTHER_WORK = re.compile(
    rf"\bthe\sother\s(?:{KINDS_OF_WORK}|one)\b(?!\s\w+\sof\b|\s(?:of|on|by|from)\b)", re.I
)
_OF_THIS_WORK = re.compile(rf"\b(?:this|that|the)\s{KINDS_OF_WORK}\b(?!\son\b|\sof\b)", re.I)
# "What did it say?", and what that may mean: "the so-called Voluntary Memo", "OIG-12-64".
_GIST_OF_IT = re.compile(
    r"\W*(?:(?:and|but|so)\s)?(?P<asks>what\s(?:did|does))\s(?:it|this|that)\s"
    r"(?P<does>argue|conclude|find|report|say|show)\W*",
    re.I,
)
_WORK = re.compile(
    rf"(?-i:{NUMBER.pattern})|\bthe\s(?:[\w’'-]+\s){{0,3}}?"
    rf"(?:{KINDS_OF_WORK}|commentary|ruling|statement|survey|testimony)\b",
    re.I,
)
_PERSONS = frozenset(("he", "him", "his", "she", "her"))
_GROUPS = frozenset(("them", "those", "these"))
_SUBJECT = re.compile(rf"\b(?:does|do|did)\s(?:the\s)?(?P<who>{NAME.pattern})")
# "The first one": not "the first case".
_THE_FIRST = re.compile(rf"\bthe\s(?:{'|'.join(ORDINALS)})(?=\sone\b|\W*$|[,;.])", re.I)
TELLS_THEM = re.compile(
    r"\b(?:advise|answer|ask|give|inform|offer|order|pay|promise|refuse|tell|told|warn|write"
    r"|(?:do|reply|say) to)\s(?:them|him|her)\b",
    re.I,
)
"""Who is told something is whom the question before is about: "What did Kent tell them?"."""
_THEY_DO = re.compile(r"\b(?:does|do|did)\s(?P<they>they|he|she|it)\b", re.I)
# Characters by which a question is named.
NAMED_BY = 140
# Questions before the last one that it may lean on in turn.
DEEPEST = 3


def heard(history: History) -> tuple[tuple[str, str], ...]:
    """Returns the turns that ask something of the documents, as they ask it.

    Those before a change of subject that is announced are left out.
    """
    turns: tuple[tuple[str, str], ...] = ()
    for question, answer in history:
        if reply_to(question) is None:
            asked, turns = as_asked(question, turns)
            turns = (*turns, (asked, answer))
    return turns


def as_asked(question: str, history: History) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Returns a question written out, without what is no part of it, and the turns it may lean on.

    Where it announces another subject these are none, or the first alone if it leans on something;
    all where it is another thing about the same report.
    """
    asked = _bare(written_out(without_pleasantries(question)), history)
    changed = without_announcement(asked)
    if changed is None:
        return _bare(without_correction(asked), history), tuple(history)
    changed = _bare(changed, ())
    if _OF_THIS_WORK.search(changed):
        return changed, tuple(history)
    return changed, tuple(history[:1] if LEANS.search(changed) else ())


def _bare(question: str, history: History) -> str:
    """A question without what of it is its asker's own, and in what form an answer is wanted."""
    if reply_to(question) is not None:
        return question
    return without_manner(without_frame(question, opens=not history))


@dataclass(frozen=True, slots=True)
class Known:
    """What else is known where a follow-up is read; by default nothing.

    Attributes:
        others: Where the documents tell which report "the other report" may be.
        likeness: Tells which of several nouns is meant by another.
    """

    others: Others | None = None
    likeness: Likeness | None = None


NOTHING_KNOWN = Known()


def contextualise(
    question: str, history: History, known: Known = NOTHING_KNOWN
) -> tuple[str, str | None]:
    """Returns the question to search for, and what was carried over as a note, None if nothing."""
    understood, before = _read(question, history, DEEPEST, known)
    if understood == question:
        return question, None
    if asks_who_said(question):
        return understood, f"Asked of the answer to {named(before)}."
    if understood.startswith(question):
        return understood, f"Understood as a follow-up to {named(before)}."
    return understood, f"Understood as {named(understood)}, after {named(before)}."


def answered_last(history: History) -> tuple[str, History] | None:
    """Returns the last question of the documents, not of an answer, and the turns before that."""
    while history and is_of_answer(history[-1][0]):
        history = history[:-1]
    return (history[-1][0], history[:-1]) if history else None


def is_of_answer(question: str) -> bool:
    """Whether a question asks but for the answer before: who says so, more of it, or less."""
    return any(asks(question) for asks in (asks_who_said, asks_for_more, asks_in_short))


def asked_before(question: str, history: History) -> str | None:
    """Returns the question before, as understood, where one asks of those that it asked of."""
    leans = {match[0].lower() for match in LEANS.finditer(question)}
    last = answered_last(history)
    if last is None or not leans or not leans <= _GROUPS or _SUBJECT.search(question):
        return None
    return asked_before(*last) or _understood(*last, DEEPEST - 1)


def named(question: str) -> str:
    """A question in quotation marks, a long one by how it begins."""
    return f"“{textwrap.shorten(question, NAMED_BY, placeholder=' …')}”"


def _understood(question: str, history: History, deepest: int, known: Known = NOTHING_KNOWN) -> str:
    return _read(question, history, deepest, known)[0]


def _read(question: str, history: History, deepest: int, known: Known) -> tuple[str, str]:
    """Returns a question as understood, and the one before that it leans on."""
    last = answered_last(history)
    if last is None or not deepest:
        return question, question
    history = history[: len(last[1]) + 1]
    before = _understood(history[-1][0], history[:-1], deepest - 1, known)
    if asks_who_said(question):
        return before, history[-1][0]
    reckoned = reckon(question, before if YEAR.search(before) else history[-1][1])
    if reckoned is not None:
        own = set(content_words(reckoned.rest)) - set(content_words(before))
        if not own and not before.lower().startswith("when"):
            return reckoned.put_into(before), history[-1][0]
        question = reckoned.plainly
    if _OTHER_WORK.search(question):
        other = _other_work(before, history, known.others)
        if other is not None:
            return _named_instead(question, before, *other), history[-1][0]
    it = _GIST_OF_IT.fullmatch(question)
    work = _work_spoken_of(history) if it is not None else None
    if it is not None and work is not None:
        return f"{it['asks'].capitalize()} {work} {it['does']}?", history[-1][0]
    instead = INSTEAD.match(question)
    if instead is not None:
        swapped = _swapped(instead, history, deepest, known)
        if swapped is not None:
            return swapped
    if not (is_follow_up(question) or (instead and instead["meant"])):
        return question, history[-1][0]
    leant = _answered(history) if _leans_on_answered(question, history) else history
    leant = _of_the_same(question, leant) if deepest == DEEPEST else _introducing(leant)
    before = _understood(leant[-1][0], leant[:-1], deepest - 1, known)
    return carried(question, before), leant[-1][0]


def carried(question: str, before: str) -> str:
    """Returns a question with the words of the one before that it does not have."""
    before = _meant(question, before)
    own = set(content_words(question))
    # What was named before is not meant.
    another = re.search(r"\bother\b", question, re.I) or NUMBER.search(question)
    dated, ordered = YEAR.search(question), _THE_FIRST.search(question)
    carried = [
        word
        for word in _words_as_written(before)
        if word.lower() not in own
        and not (another and NUMBER.fullmatch(word))
        and not (dated and YEAR.fullmatch(word))
        and not (ordered and word in ORDINALS)
    ]
    return " ".join((question, *dict.fromkeys(carried)))


def _swapped(
    instead: re.Match[str], history: History, deepest: int, known: Known
) -> tuple[str, str] | None:
    """Returns the last question in which something is of a kind with a thing, with that in it.

    Behind the last question it is looked for only where that was not answered.
    """
    thing = instead["meant"] or instead["about"]
    if ASKS.match(thing):
        return None
    for last in range(len(history), max(0, len(history) - deepest), -1):
        asked, said = history[last - 1]
        theirs = _in_their_place(thing, asked, history[: last - 1])
        if theirs is not None:
            return theirs, asked
        before = _understood(asked, history[: last - 1], deepest - 1, known)
        earlier = history[last - 2][0] if last > 1 and before.startswith(asked) else asked
        if earlier != asked != before and is_whole(earlier):
            own, there = (fit(thing, each, known.likeness) for each in (asked, earlier))
            swapped = swap(thing, earlier, known.likeness) if there > own + NEARER else None
            if swapped is not None:
                return swapped, earlier
        swapped = swap(thing, before, known.likeness) or nearest(
            thing, before, known.likeness, meant=instead["meant"] is not None
        )
        refused = said.startswith(REFUSED)
        if swapped is not None and not (refused and swap(thing, asked) is None):
            return swapped, asked
        if not refused:
            return None
    return None


def _in_their_place(thing: str, asked: str, history: History) -> str | None:
    """Returns a question with a name in the place of "they", whose doing was asked of before."""
    leans = [match[0].lower() for match in LEANS.finditer(asked)]
    they = _THEY_DO.search(asked)
    if they is None or leans != [they["they"].lower()] or names_in(asked) or not history:
        return None
    before = _introducing(history)[-1][0]
    subject = _SUBJECT.search(before)
    if subject is None or NAME.fullmatch(re.sub(r"^the\s", "", thing)) is None:
        return None
    put = asked[: they.start("they")] + thing + asked[they.end("they") :]
    return carried(put, re.sub(r"^\s\w+", "", before[subject.end() :]))


def _answered(history: History) -> History:
    """Returns the turns up to the last one that was answered; all where none was."""
    last = len(history)
    while last and history[last - 1][1].startswith(REFUSED):
        last -= 1
    return history[:last] or history


def _of_the_same(question: str, history: History) -> History:
    """Returns the turns without the last ones that lean on the same thing by the same word."""
    kind = pronoun(question)
    while kind and len(history) > 1 and only_leans(history[-1][0]):
        if pronoun(history[-1][0]) != kind:
            return history
        history = _introducing(history[:-1])
    return history


def _introducing(history: History) -> History:
    """Returns the turns up to the last one that says by itself what is spoken of."""
    while len(history) > 1 and only_leans(history[-1][0]):
        history = history[:-1]
    return history


def _leans_on_answered(question: str, history: History) -> bool:
    """Whether a question passes over one that was not answered and has nobody whom it may mean."""
    leans = {match[0].lower() for match in LEANS.finditer(question)}
    if not leans:
        instead = INSTEAD.match(question)
        return instead is not None and instead["about"] is not None
    return leans <= _PERSONS and not names_in(history[-1][0])


def _work_spoken_of(history: History) -> str | None:
    """Returns what the last question calls a document that does not lean on one before it."""
    works = [match[0] for match in _WORK.finditer(_introducing(history)[-1][0])]
    return works[-1] if works else None


def _other_work(before: str, history: History, others: Others | None) -> tuple[str, str] | None:
    """Returns the number of a report spoken of last, and that of the other one."""
    there = NUMBER.findall(before)
    if not there:
        return None
    this = there[-1]
    series = this.partition("-")[0] + "-"
    spoken: list[str] = []
    for asked, said in reversed(history):
        spoken += (each for each in NUMBER.findall(said) if each.startswith(series))
        spoken += NUMBER.findall(asked)
    near = list(others(this)) if others is not None else []
    named = [each for each in spoken if others is None or each in near]
    other = next((each for each in (*named, *near) if each not in there), None)
    return None if other is None else (this, other)


def _named_instead(question: str, before: str, this: str, other: str) -> str:
    """Returns a question with the number of the other report, or that before with it."""
    rest = _OTHER_WORK.sub("", question, count=1)
    if not content_words(rest):
        return before.replace(this, other)
    named = _OTHER_WORK.sub(other, question, count=1)
    return carried(named, before) if REACTS.search(named) else named


def _meant(question: str, before: str) -> str:
    """Returns what of the question before a follow-up leans on: its object, or all but its subject.

    "It" after "When did Johnson end the Great Dam Project?" is the last one named. Where the
    follow-up has a subject of its own ("What did GAO find there?"), the one before is not meant.
    """
    leans = {match[0].lower() for match in LEANS.finditer(question)}
    named = names_in(before)
    if leans and leans <= {"it", "its"} and len(set(named)) > 1:
        return str(named[-1])
    subject = _SUBJECT.search(before)
    if subject is not None and _SUBJECT.search(question) and not TELLS_THEM.search(question):
        return before.replace(subject["who"], "", 1)
    return before


def _words_as_written(text: str) -> list[str]:
    wanted = set(content_words(text))
    return [word for word in re.findall(r"[\w'’.-]*\w", text) if word.lower() in wanted]
