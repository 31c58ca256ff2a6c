"""A follow-up to a question that can be searched for by itself, without a language model.

Three rules for plain cases. A question that puts one thing in another's place ("what about 2011?",
"no, I meant GAO") is the question before with that put in for what is of its kind there: a year, a
report number, a name, or a noun of the same head. What leans on the question before otherwise (a
pronoun, "why?") is searched together with its content words. Everything else stands alone, and
nothing is carried over.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from rag.dates import ANY_MONTH
from rag.question import AMOUNT, STOP_WORDS, content_words
from rag.small_talk import reply_to, without_pleasantries

History = Sequence[tuple[str, str]]

_LEANS = re.compile(
    r"\bit(?:s|self)?\b(?!\s(?:that|true|is\sthat|was\sthat)\b)|\b(?:they|them|their|he|him|his|she|her"
    r"|these|those)\b|\bthis\b(?!\s[A-Z])|\b(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )there\b"
    r"|\bthe (?:other|same|former|latter|second|first)(?:\sone)?\b(?!\s\w+\sof\b)"
    r"|\bthat (?:one|report|figure|number|document|case|study)\b|\bthat\W*$",
    re.I,
)
_OPENS = re.compile(r"^(?:and|but|so|or|then|what about|how about|why|when|where|who|how)\b", re.I)
_INSTEAD = re.compile(
    r"^(?:(?:no|sorry|oh|actually|wait)\b[,.]?\s*)*"
    r"(?:i meant?|i was asking about|rather|make that)\s+(?P<meant>.+?)[?.!]*$"
    r"|^(?:and|but|or|then)?\s*(?:(?:what|how) about|and|but|or)\s+(?P<about>.+?)[?.!]*$",
    re.I,
)
_ASKS = re.compile(
    r"^(?:what|who|whom|whose|when|where|why|which|how|did|does|do|is|was|are|were|has|have|had|can"
    r"|could|will|would|should)\b",
    re.I,
)
_WITHIN = re.compile(r"^(?:in|for|among|by|at|on|of|with|from)\s+(?=.)", re.I)
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_NUMBER = re.compile(r"\b[A-Z][A-Z0-9]*-\d[\w-]*")
_NAME = re.compile(
    rf"\b(?!(?:{ANY_MONTH})\b)[A-Z][\w.&’'-]*\w(?:\s(?:(?:of|for|and|the|v\.?)\s(?=[A-Z]))*"
    rf"(?!(?:{ANY_MONTH})\b)[A-Z][\w.&-]*)*"
)
_SUBJECT = re.compile(rf"\b(?:does|do|did)\s(?:the\s)?(?P<who>{_NAME.pattern})")
# A question this short and without a subject of its own is a follow-up.
FEW_WORDS = 3
# Words that may stand for something in place of another.
LONGEST_INSTEAD = 7
# Characters by which a question is named.
NAMED_BY = 140
# Questions before the last one that it may lean on in turn.
DEEPEST = 3


def heard(history: History) -> tuple[tuple[str, str], ...]:
    """Returns the turns that ask something of the documents, without the pleasantries."""
    return tuple(
        (without_pleasantries(question), answer)
        for question, answer in history
        if reply_to(question) is None
    )


def contextualise(question: str, history: History) -> tuple[str, str | None]:
    """Returns the question to search for, and what was carried over as a note, None if nothing."""
    understood = _understood(question, history, DEEPEST)
    if understood == question:
        return question, None
    before = history[-1][0]
    if understood.startswith(question):
        return understood, f"Understood as a follow-up to {_named(before)}."
    return understood, f"Understood as {_named(understood)}, after {_named(before)}."


def _named(question: str) -> str:
    """A question in quotation marks, a long one by how it begins."""
    return f"“{textwrap.shorten(question, NAMED_BY, placeholder=' …')}”"


def _understood(question: str, history: History, deepest: int) -> str:
    if not history or not deepest:
        return question
    before = _understood(history[-1][0], history[:-1], deepest - 1)
    instead = _INSTEAD.match(question)
    if instead is not None:
        thing = instead["meant"] or instead["about"]
        swapped = None if _ASKS.match(thing) else _swap(thing, before)
        if swapped is not None:
            return swapped
    if not (_is_follow_up(question) or (instead and instead["meant"])):
        return question
    before = _meant(question, before)
    own = set(content_words(question))
    other = re.search(r"\bother\b", question, re.I)  # what was named before is not meant
    carried = [
        word
        for word in _words_as_written(before)
        if word.lower() not in own and not (other and _NUMBER.fullmatch(word))
    ]
    return " ".join((question, *dict.fromkeys(carried)))


def _meant(question: str, before: str) -> str:
    """Returns what of the question before a follow-up leans on: its object, or all but its subject.

    "It" after "When did Johnson end the Great Dam Project?" is the last one named. Where the
    follow-up has a subject of its own ("What did GAO find there?"), the one before is not meant.
    """
    leans = {match[0].lower() for match in _LEANS.finditer(question)}
    named = [name for name in _NAME.findall(before) if not _ASKS.match(name)]
    if leans and leans <= {"it", "its"} and len(named) > 1:
        return str(named[-1])
    subject = _SUBJECT.search(before)
    if subject is not None and _SUBJECT.search(question):
        return before.replace(subject["who"], "", 1)
    return before


def _swap(thing: str, before: str) -> str | None:
    """Returns a question with something put in for what is of its kind; None if nothing is."""
    thing = _WITHIN.sub("", thing)
    if len(thing.split()) > LONGEST_INSTEAD:
        return None
    for kind in (_YEAR, _NUMBER):
        there, here = kind.findall(before), kind.findall(thing)
        if len(set(there)) == 1 and len(here) == 1 and there != here:
            return before.replace(there[0], here[0])
    name = _NAME.search(thing)
    if name is not None:
        there = [each for each in _NAME.findall(before) if not _ASKS.match(each)]
        alike = [each for each in there if each.isupper() == name[0].isupper()] or there
        if alike and name[0] not in before:
            return before.replace(alike[0], name[0], 1)
        return None
    words = [word for word in thing.split() if word.lower() not in ("the", "a", "an")]
    head = words[-1] if words else ""
    if len(words) > 1 and head.lower() not in STOP_WORDS:
        pattern = rf"\b(?!(?:the|a|an)\b)[\w-]+\s{re.escape(head)}\b"
        if re.search(pattern, before, re.I):
            return re.sub(pattern, " ".join(words), before, count=1, flags=re.I)
    return None


def _is_follow_up(question: str) -> bool:
    words = content_words(question)
    leans = _LEANS.search(question)
    if leans is not None:
        own = [name for name in _NAME.findall(question[: leans.start()]) if not _ASKS.match(name)]
        return not (own and re.search(r"\band\b", question))  # it leans on its own first half
    said = len(words) + len(AMOUNT.findall(question))
    return said <= FEW_WORDS and _OPENS.match(question) is not None


def _words_as_written(text: str) -> list[str]:
    wanted = set(content_words(text))
    return [word for word in re.findall(r"[\w'’.-]*\w", text) if word.lower() in wanted]
