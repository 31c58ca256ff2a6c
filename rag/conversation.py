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

from rag.question import AMOUNT, content_words
from rag.reckoning import YEAR, reckon
from rag.small_talk import reply_to, without_pleasantries
from rag.swapping import ASKS, NAME, NUMBER, OF_SOMETHING, Likeness, names_in, nearest, swap

History = Sequence[tuple[str, str]]
Others = Callable[[str], Sequence[str]]
"""The numbers of the reports that stand beside one in the documents, most often first."""
NOT_FOUND = "I cannot find this in"
UNREADABLE = "The pages that might answer this could not be read."
REFUSED = (NOT_FOUND, UNREADABLE)
"""How an answer that is a plain no begins."""

_LEANS = re.compile(
    r"\bit(?:s|self)?\b(?!\s(?:that|true|is\sthat|was\sthat)\b)|\b(?:they|them|their|he|him|his|she|her"
    r"|these|those)\b|\bthis\b(?!\s[A-Z])|\b(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )there\b"
    r"|\bthe (?:other|same|former|latter|second|first)(?:\sone)?\b(?!\s\w+\sof\b)"
    r"|\bthat (?:one|report|figure|number|document|case|study)\b|\bthat\W*$"
    r"|\b(?:with|to|about|from|for|do|did|done|accept|say|said|make|made|of)\sthat(?=\s*[,;])",
    re.I,
)
_OPENS = re.compile(r"^(?:and|but|so|or|then|what about|how about|why|when|where|who|how)\b", re.I)
_AUXILIARY = (
    r"(?:did|does|do|is|was|are|were|has|have|had|can|could|will|would|should|may|might|must)"
)
# "By whom?", "In which two states?": of what was spoken of, which it leaves out.
_ASKS_BESIDE = re.compile(
    r"^(?:by|from|to|for|with|in|of|at|on|against|through|under|since|until)\s(?:whom|when|where"
    rf"|(?:what|which|whose|how)(?:\s(?!{_AUXILIARY}\b)[\w-]+){{0,3}})\W*$",
    re.I,
)
_INSTEAD = re.compile(
    r"^(?:(?:no|sorry|oh|actually|wait)\b[,.]?\s*)*"
    r"(?:i meant?|i was asking about|rather|make that)\s+(?P<meant>.+?)[?.!]*$"
    r"|^(?:and|but|or|then)?\s*(?:(?:what|how) about|and|but|or)\s+(?P<about>.+?)[?.!]*$",
    re.I,
)
_SAYS_SO = re.compile(
    r"^(?:(?:and|but|so)\s)?(?:(?:who|where)\s(?:exactly\s)?(?:(?:says?|said|claims?|claimed"
    r"|states?|stated)\s(?:so|that|this|it|these things)|reported\s(?:so|that|this)"
    r"|told\s(?:you|us)\s(?:so|that|this))"
    r"|according to whom|says who|who is it (?:that )?(?:says|said) (?:so|that|this|it)"
    r"|whose (?:view|claim|figures?|words?|opinion|numbers?) (?:is|are|was|were) (?:that|this|it"
    r"|these|those)|(?:what|which) is (?:the|your) source(?:\s(?:of|for)\s(?:that|this|it))?"
    r"|where (?:does|did) (?:that|this|it) come from|how do you know(?:\s(?:that|this))?)\W*$",
    re.I,
)
_KINDS_OF_WORK = r"(?:report|audit|study|document|review|letter|memo|memorandum|paper|article)"
_OTHER_WORK = re.compile(
    rf"\bthe\sother\s(?:{_KINDS_OF_WORK}|one)\b(?!\s\w+\sof\b|\s(?:of|on|by|from)\b)", re.I
)
# What somebody asked of must have been said to do something to.
_REACTS = re.compile(
    r"\b(?:agree|disagree|concur|respond|reply|answer|react|object|comply|accept|refuse)(?:e?d|s)?"
    r"(?:\sto\s(?:it|that|this))?\W*$",
    re.I,
)
# What somebody does or says to what was answered: "go along with that", "accept it".
_SAID_BEFORE = re.compile(
    r"\b(?:did|does|do|has|have|had|will|would)(?:n['’]t)?\b.{1,60}?\b"
    r"(?:(?:agree|concur|disagree|go along|comply|deal|do)(?:d|ed|ne)?\swith|go along with"
    r"|(?:respond|reply|react|object|consent|say|said|answer|add)(?:ed)?\sto|act(?:ed)?\son"
    r"|(?:think|thought|make|made|approve[d]?|say|said)\s(?:of|about|on)"
    r"|do|done|accept(?:ed)?|adopt(?:ed)?|reject(?:ed)?|follow(?:ed)?|implement(?:ed)?|heed(?:ed)?"
    r"|disput(?:e|ed)|den(?:y|ied)|answer(?:ed)?|refuse[d]?|support(?:ed)?|oppose[d]?|challenge[d]?)"
    r"\s(?:that|this|it)(?=\s*(?:[,;.?!]|$|(?:and|or|but|if|too|either|then|though)\b))",
    re.I,
)
# Nouns that mean the one spoken of, where nothing says which.
_BARE = re.compile(
    r"\bthe\s(?:same\s)?(?:agency|department|company|organi[sz]ation|bureau|commission|author"
    r"|auditors?|answer|reply|response|result|outcome|reasons?|causes?|recommendations?|findings?"
    r"|conclusions?|request|proposal|suggestion|amount|total)\b(?!\s(?:of|for|on|to|about|in|by|from"
    r"|that|which|who|between|against|behind|with|at)\b|['’]s\b)",
    re.I,
)
_STANDS_ALONE = re.compile(r"^(?:who|when|where|how\s(?:many|much|long|often|far|old))\b", re.I)
_PRONOUNS = {
    "it": frozenset(("it", "its", "itself")),
    "they": frozenset(("they", "them", "their")),
    "he": frozenset(("he", "him", "his")),
    "she": frozenset(("she", "her")),
}
_ASKS_ON = re.compile(
    rf"^(?:and |but |so )?what (?:do|does|did|has|have) (?P<who>the {_KINDS_OF_WORK}"
    r"|(?:the )?(?P<maker>[A-Z][\w.]*(?: [A-Z][\w.]*)*)) "
    r"(?:find|found|(?:recommend|conclude?|suggest|propose?)(?:ed|d)?|say|said)\W*$"
)
_PERSONS = frozenset(("he", "him", "his", "she", "her"))
_GROUPS = frozenset(("them", "those", "these"))
_SUBJECT = re.compile(rf"\b(?:does|do|did)\s(?:the\s)?(?P<who>{NAME.pattern})")
_THEY_DO = re.compile(r"\b(?:does|do|did)\s(?P<they>they|he|she|it)\b", re.I)
# A question this short and without a subject of its own is a follow-up.
FEW_WORDS = 3
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


def asks_on(question: str) -> tuple[str, str] | None:
    """Returns whom a question asks what they find or recommend, and no more; None for others.

    That is how they are called, and the name of one who may be the maker of what is spoken of; ""
    where it is a report of no name.
    """
    asked = _ASKS_ON.match(question[:1].lower() + question[1:])
    return (asked["who"], asked["maker"] or "") if asked else None


def may_change_subject(question: str) -> bool:
    """Whether a question may be one of its own: "what about the backlog at museums?"."""
    instead = _INSTEAD.match(question)
    thing = (instead["about"] if instead else None) or ""
    whose = thing.lower().startswith("according to ")
    return OF_SOMETHING.search(thing) is not None and not whose and not ASKS.match(thing)


def asks_of_answer(question: str) -> bool:
    """Whether a question asks what somebody did or said of what was answered: "accept that"."""
    return _SAID_BEFORE.search(question) is not None and not asks_who_said(question)


def is_whole(question: str) -> bool:
    """Whether a question has no word that leans on another: it is a follow-up only if it is short.

    "Who signed it?" leans, and so does "and why?"; "who signed the letter?" may be one of its own.
    """
    leans = (
        _LEANS.search,
        _BARE.search,
        _REACTS.search,
        _SAID_BEFORE.search,
        _ASKS_BESIDE.match,
    )
    return bool(content_words(question)) and not (
        any(each(question) for each in leans) or asks_on(question)
    )


def asks_who_said(question: str) -> bool:
    """Whether a question asks who says what was answered before."""
    return _SAYS_SO.match(question) is not None


def answered_last(history: History) -> tuple[str, History] | None:
    """Returns the last question that asks for more than who said it, and the turns before that."""
    while history and asks_who_said(history[-1][0]):
        history = history[:-1]
    return (history[-1][0], history[:-1]) if history else None


def asked_before(question: str, history: History) -> str | None:
    """Returns the question before, as understood, where one asks of those that it asked of."""
    leans = {match[0].lower() for match in _LEANS.finditer(question)}
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
    instead = _INSTEAD.match(question)
    if instead is not None:
        swapped = _swapped(instead, history, deepest, known)
        if swapped is not None:
            return swapped
    if not (_is_follow_up(question) or (instead and instead["meant"])):
        return question, history[-1][0]
    leant = _answered(history) if _leans_on_answered(question, history) else history
    leant = _of_the_same(question, leant) if deepest == DEEPEST else _introducing(leant)
    before = _understood(leant[-1][0], leant[:-1], deepest - 1, known)
    return _carried(question, before), leant[-1][0]


def _carried(question: str, before: str) -> str:
    """Returns a question with the words of the one before that it does not have."""
    before = _meant(question, before)
    own = set(content_words(question))
    # What was named before is not meant.
    another = re.search(r"\bother\b", question, re.I) or NUMBER.search(question)
    dated = YEAR.search(question)
    carried = [
        word
        for word in _words_as_written(before)
        if word.lower() not in own
        and not (another and NUMBER.fullmatch(word))
        and not (dated and YEAR.fullmatch(word))
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
        swapped = swap(thing, before) or nearest(
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
    leans = [match[0].lower() for match in _LEANS.finditer(asked)]
    they = _THEY_DO.search(asked)
    if they is None or leans != [they["they"].lower()] or names_in(asked) or not history:
        return None
    before = _introducing(history)[-1][0]
    subject = _SUBJECT.search(before)
    if subject is None or NAME.fullmatch(re.sub(r"^the\s", "", thing)) is None:
        return None
    put = asked[: they.start("they")] + thing + asked[they.end("they") :]
    return _carried(put, re.sub(r"^\s\w+", "", before[subject.end() :]))


def _answered(history: History) -> History:
    """Returns the turns up to the last one that was answered; all where none was."""
    last = len(history)
    while last and history[last - 1][1].startswith(REFUSED):
        last -= 1
    return history[:last] or history


def _of_the_same(question: str, history: History) -> History:
    """Returns the turns without the last ones that lean on the same thing by the same word."""
    kind = _pronoun(question)
    while kind and len(history) > 1 and _only_leans(history[-1][0]):
        if _pronoun(history[-1][0]) != kind:
            return history
        history = _introducing(history[:-1])
    return history


def _introducing(history: History) -> History:
    """Returns the turns up to the last one that says by itself what is spoken of."""
    while len(history) > 1 and _only_leans(history[-1][0]):
        history = history[:-1]
    return history


def _only_leans(question: str) -> bool:
    """Whether a question leans on what was spoken of and names nothing of its own."""
    alone = _INSTEAD.match(question) is None and not names_in(question)
    return alone and (asks_who_said(question) or _is_follow_up(question))


def _pronoun(question: str) -> str:
    """The kind of pronoun by which alone a question leans; "" for none or several."""
    leans = {match[0].lower() for match in _LEANS.finditer(question)}
    kinds = [kind for kind, words in _PRONOUNS.items() if leans and leans <= words]
    return kinds[0] if kinds else ""


def _leans_on_answered(question: str, history: History) -> bool:
    """Whether a question passes over one that was not answered and has nobody whom it may mean."""
    leans = {match[0].lower() for match in _LEANS.finditer(question)}
    if not leans:
        instead = _INSTEAD.match(question)
        return instead is not None and instead["about"] is not None
    return leans <= _PERSONS and not names_in(history[-1][0])


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
    return _carried(named, before) if _REACTS.search(named) else named


def _meant(question: str, before: str) -> str:
    """Returns what of the question before a follow-up leans on: its object, or all but its subject.

    "It" after "When did Johnson end the Great Dam Project?" is the last one named. Where the
    follow-up has a subject of its own ("What did GAO find there?"), the one before is not meant.
    """
    leans = {match[0].lower() for match in _LEANS.finditer(question)}
    named = names_in(before)
    if leans and leans <= {"it", "its"} and len(set(named)) > 1:
        return str(named[-1])
    subject = _SUBJECT.search(before)
    if subject is not None and _SUBJECT.search(question):
        return before.replace(subject["who"], "", 1)
    return before


def _is_follow_up(question: str) -> bool:
    if _ASKS_BESIDE.match(question):
        return True
    leans = _LEANS.search(question)
    if leans is not None:
        own = names_in(question[: leans.start()])
        return not (own and re.search(r"\band\b", question))  # it leans on its own first half
    said = len(content_words(question)) + len(AMOUNT.findall(question))
    if said > FEW_WORDS:
        return False
    if _REACTS.search(question) or asks_on(question):
        return True
    if names_in(question):
        return _OPENS.match(question) is not None and not _STANDS_ALONE.match(question)
    return _OPENS.match(question) is not None or _BARE.search(question) is not None


def _words_as_written(text: str) -> list[str]:
    wanted = set(content_words(text))
    return [word for word in re.findall(r"[\w'’.-]*\w", text) if word.lower() in wanted]
