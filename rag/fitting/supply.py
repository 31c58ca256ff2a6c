"""Whether a sentence has what a question demands: an amount, a count of that thing, a name."""

from __future__ import annotations

import re

from rag.asking.demand import Demand, demanded, wants_period
from rag.fitting.counted import count, is_date
from rag.fitting.named import NAMES, names_new
from rag.language.abbreviations import abbreviations
from rag.language.claims import Token, fold, read
from rag.language.dates import ANY_DAY
from rag.language.labels import unlabelled
from rag.language.reporting import VERB
from rag.retrieving.reasons import may_give_reason

_TIME = re.compile(
    r"\bcentury\b|\bcenturies\b|\b\d+ (?:years|weeks|days|months) (?:ago|later|after|before)"
    rf"|\b\d\d0s\b|\b(?:BC|AD|BCE)\b|\b{ANY_DAY}\b|\bduring\b"
)
_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d)? ?[ap]\.?m\b|\b\d{1,2}:\d\d\b|\b(?:noon|midnight)\b", re.I)
_ASKS_DAY = re.compile(r"\b(?:date|year|month|day|century|period)\b", re.I)
_MONEY = re.compile(
    r"[$€£¥]\s?\d|\b\d[\d,.]*[ -](?:million|billion|trillion)(?! \w*(?:s|people|hours|sets)\b)\b"
    r"|\b(?:dollars?|euros?|pounds|cents|crowns?|kronor|francs?|yen|yuan|pesos?|rupees?|roubles|rubles"
    r"|USD|EUR|GBP)\b|\bfree of charge\b|\bnothing extra\b"
    r"|\blittle or nothing\b|\b(?:no|without) (?:(?:extra|added|additional|further) )?"
    r"(?:costs?|charge|expense|fee)\b",
    re.I,
)
_AGE = re.compile(r"\byears? old\b|\baged?\b|\bborn\b|\bage of\b", re.I)
_FEW = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_MORE = r"(?:two|three|four|five|six|seven|eight|nine|ten|twelve|(?:nine|eigh)teen|twenty|hundred)"
_SHARE = re.compile(
    r"%|\bper ?cent\b|\bpercentage of \d|^\W*all\b|\b(?:nearly|almost) all\b|\ball of\b"
    r"|\b(?:half|(?:third|quarter|fifth|sixth|seventh|eighth|ninth|tenth)s?|majority|most|none)\b"
    rf"|\bone in \w+|\b{_FEW} (?:\w+ )?(?:in|of|out of) (?:the |every )?{_MORE}\b"
    r"|\b(?!total\b)\w+ of (?:the )?(?:\d|ten|hundred)\b"
    rf"|\b(?:\d[\d,]*|{_FEW}|{_MORE}) (?:\w+ )?(?:out )?of (?:the |our |its |their |these |those )?"
    r"(?!(?:19|20)\d\d\b)\d",
    re.I,
)
_OF_CHANGE = re.compile(
    r"\b(?:(?:rise|increase|growth|gain|fall|drop|decline|decrease|reduction|surge|jump) of"
    r"|(?:rose|risen|rise|rising|increased?|increasing|grew|grown|grow|growing|fell|fallen|fall"
    r"|falling|dropped|declined|decreased|reduced)(?: by)?)"
    r" (?:about |around |nearly |almost |over |more than |roughly )?\d[\d.]* ?(?:%|per ?cent)"
    r"|\bexceed(?:s|ed|ing)?\b[^.;]{0,80}? by\b[^.;]{0,30}?\d[\d.]* ?(?:%|per ?cent)"
    r"|\b\d[\d.]* ?(?:%|per ?cent)(?:,? (?:above|below)| (?:fewer|greater|higher|larger|less|lower"
    r"|more|smaller|increase|decrease|decline|drop|reduction|rise))\b",
    re.I,
)
"""How much something grew or shrank is no share of anything."""
_ASKS_CHANGE = re.compile(
    r"\bby what\b|\b(?:chang|ris|rose|increas|gr[oe]w|gain|f[ae]ll|drop|declin|decreas|reduc|surg"
    r"|jump|above|below|fewer|greater|higher|larger|less|lower|more|smaller)",
    re.I,
)
_LENGTH = re.compile(
    r"\b\d[\d,.]*[ -](?:feet|foot|inch(?:es)?|miles?|met(?:er|re)s?|km|kilomet|yards?|tons?)",
    re.I,
)
_DURATION = re.compile(
    r"(?:\d|\b(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|several|half)\b)[\w,.]*[ -]"
    r"(?:\w+ )?(?:second|minute|hour|day|week|month|year|decade|page|word)s?\b|\b(?:seconds|minutes"
    r"|since|until)\b|\bfrom .{3,40} (?:to|until) \b",
    re.I,
)
# Who reports a sentence is no answer to who did what it reports.
_REPORTER = re.compile(
    r"^According to .{2,120}?, |^.{2,80}?\b(?:report(?:ed|s)?|(?<!to )says?|said|announced?|wrote"
    r"|writes?|recorded|stated?|states|not(?:es?|ed))\b(?:,? (?:in|on) [^;:]{3,60}?,?)? that "
)
_ASKS_REPORTER = re.compile(
    rf"\b(?:{VERB})\b"
    r"|\b(?:claims?|view|opinion|maintains?|thinks?|believes?|newspaper|source)\b",
    re.I,
)
_PERCENT = re.compile(r"\bper ?cent", re.I)
_GETS = re.compile(r"\bhow much (?:did|does|do|has|have|had|will|would)\b.*\b(?:get|got)\b", re.I)
"""What asks for money or for another thing that is counted."""
_DAY_ASKED = r"(?:what|which)(?: exact)? (?:date|day|month)"
_WITHIN = re.compile(
    rf"\b(?:when|{_DAY_ASKED}) (?:in|of|during) (?:1[89]|20)\d\d\b"
    rf"|^\W*(?:and )?(?:(?:on|in|by|since) )?{_DAY_ASKED}\?",
    re.I,
)
"""What asks for a day of a year that is named, there or in the part of a question before."""
_PATTERNS: dict[Demand, re.Pattern[str]] = {
    "money": _MONEY,
    "age": _AGE,
    "share": _SHARE,
    "length": _LENGTH,
    "duration": _DURATION,
}


def meets(question: str, text: str) -> float:
    """Returns how far a sentence has what a question asks for, in [0, 1].

    0 if nothing of that kind stands there, or only what the question says already; for a count less
    than 1 where the number is not of that thing (see `rag.fitting.counted`); 1 otherwise, and where
    nothing of a kind is asked for.
    """
    demand = demanded(question)
    if demand is None:
        return 1.0
    text = _in_short(question, unlabelled(text))
    reported = demand in ("person", "name", "named") and not _ASKS_REPORTER.search(question)
    folded = without_reporter(text) if reported else fold(text)
    ours, theirs = read(fold(question)), read(folded)
    asked = frozenset(token.key for token in ours if token.says)
    if demand == "count":
        return count(question, asked, theirs)
    return float(_new_of_kind(demand, question, folded, theirs, asked))


def without_reporter(text: str) -> str:
    """Returns a text without who reports it: "The Herald reported that …"."""
    return _REPORTER.sub("", fold(text))


def _in_short(question: str, text: str) -> str:
    """A text with the short forms that a question has, where it spells them out: no new name."""
    for long, short in abbreviations(text).items():
        if long != short and re.search(rf"\b{re.escape(short or long)}\b", question):
            text = text.replace(f"{long} ({short})", short)
    return text


def _new_of_kind(
    demand: Demand, question: str, text: str, theirs: tuple[Token, ...], asked: frozenset[str]
) -> bool:
    if demand in NAMES:
        return names_new(demand, question, text, theirs, asked)
    if demand == "date":
        dates = [token.key for token in theirs if is_date(token)]
        if wants_period(question) and _DURATION.search(text):
            return True
        if not _ASKS_DAY.search(question) and _CLOCK.search(text):
            return True
        within = _WITHIN.search(question) is not None
        return _TIME.search(text) is not None or any(
            not _known(key, asked, within=within) for key in dates
        )
    if demand == "why":
        return may_give_reason(text)
    if demand == "change":
        return _has_new_number(theirs, asked)
    if demand == "money" and _GETS.search(question):
        return _MONEY.search(text) is not None or _has_new_number(theirs, asked)
    # "How high" may ask for a rate or a price as well.
    if demand == "share" and not _ASKS_CHANGE.search(question):
        text = _OF_CHANGE.sub("", text)
    patterns: tuple[re.Pattern[str], ...] = (_PATTERNS[demand],)
    if demand == "length":
        patterns = (_LENGTH, _MONEY, _SHARE)
    elif demand == "share" and not _PERCENT.search(question):  # a part is told by a sum as well
        patterns = (_SHARE, _MONEY)
    if not any(pattern.search(text) for pattern in patterns):
        return False
    return demand != "length" or any(
        token.kind == "number" and token.key not in asked for token in theirs
    )


def _has_new_number(theirs: tuple[Token, ...], asked: frozenset[str]) -> bool:
    """Whether a sentence has a number, no date, that the question has not."""
    told = (token for token in theirs if token.kind == "number" and not is_date(token))
    return any(token.key not in asked for token in told)


def _known(key: str, asked: frozenset[str], *, within: bool) -> bool:
    """Whether a date is one that the question has, as far as that goes.

    Args:
        within: Whether it asks for a day within what it has: "when in 2014?".
    """
    dates = [other for other in asked if re.match(r"\d{4}|\*", other)]
    return any(
        other.startswith(key) or (not within and key.startswith(f"{other}-")) for other in dates
    )
