"""A question that asks several things to these: "When did X end and who ended it?"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.asking.conversation import TELLS_THEM, contextualise
from rag.asking.embedded import goes_on, holds_question, is_quoted
from rag.asking.joined_words import (
    ASKS_ANEW,
    AUXILIARY,
    QUESTION_WORD,
    apart,
    is_bare,
    tails,
)
from rag.asking.question import content_words
from rag.fitting.coverage import says_something
from rag.language.dates import ANY_MONTH
from rag.language.numbers import ORDINALS
from rag.retrieving.reasons import asks_why

_BEFORE = r"(?:(?:to|in|for|from|by|at|of|on|with|since|until|under|through)\s)?"
_ITSELF = r"(?:that|this|it|they|he|she|there|those|these|any)\b"
_ANYBODY = r"(?:any(?:one|body)|every(?:one|body)|people)\b"
# "Did their backlog grow" asks; who "did their work on deck" did it.
_THEIRS = r"(?:their|his|her)\s\w+\s(?!(?:and|as|at|by|for|from|in|on|or|to|well|with)\b)\w"
# "Had their grants ended", "has since closed" go on with what stands before.
_SUBJECT = (
    r"(?!(?:an?|any|been|no|not|some|the|to|since|also|never|ever|long|later|earlier|already|only"
    r"|just|then|once|their|its|his|her|\w+ly)\b)(?:\w+\s){1,2}"
)
# "Was the first" may go on with what somebody was; "did the first" asks.
_YES_NO = (
    rf"(?:(?:did|does|do|can|could|will|would|should)\s(?:{_ITSELF}|{_ANYBODY}|the\b|its\b|{_THEIRS}"
    r"|(?-i:[A-Z]))"
    rf"|(?:is|was|are|were|has|have|had)\s(?:{_ITSELF}|{_ANYBODY}|{_SUBJECT}been\b)"
    rf"|(?<=,\sand\s)(?:has|have|had)\s{_SUBJECT}\w+ed\b)"
)
_JOINED = re.compile(
    rf"(?:\?|;|,?\sand|,\sbut)\s(?:(?:and|but)\s)?(?P<so>if\s(?:so|not),?\s)?"
    rf"(?={_BEFORE}{QUESTION_WORD}\b|{_YES_NO}|(?P<whether>whether\s(?!to\b|or\b)\w)"
    r"|(?P<loose>(?:is|was|are|were|has)\s(?!not\b|been\b|also\b|since\b)\w))"
    # "How many in 2024? And carers?"
    rf"|\?\s(?=(?:and|but|or)\s(?!(?:{QUESTION_WORD}|please|thank|keep|cite|don|not)\b)(?:[\w’'-]+\s){{0,5}}[\w’'-]+\?)"
    # "What is it, when was it made"
    rf"|(?P<listed>,\s)(?={ASKS_ANEW})",
    re.I,
)
# What has its own subject behind its verb goes on with no other verb of it.
_INVERTED = re.compile(
    rf"^\W*(?:when|where|why|how)\s{AUXILIARY}\b|\b(?:did|does|do)\b",
    re.I,
)
# "List the recommendations and whether Kent agreed": in "say when it ended and whether", one asks.
_GIVES = re.compile(
    r"^(?!.*\b(?:if|whether)\b)(?:\W*(?:give|list|show|quote|name)\b|.*\b(?:recommend|advice|advise))",
    re.I,
)
# "How many left and who stayed", "and women?".
_BRIEFLY = re.compile(
    r"(?:why(?:\snot)?|who(?:['’]s)?\s(?!else\b)\w+|(?:and|but|or)\s\S.*)\W*$", re.I
)
_ASKS_WHAT = re.compile(
    r"(?:^|[,:]\s)\W*(?:(?:and|so|but)\s)?(?:(?:about|approximately|exactly|roughly)\s)?"
    rf"{_BEFORE}{QUESTION_WORD}\b",
    re.I,
)
_ASKS = re.compile(
    rf"{_ASKS_WHAT.pattern}|^\W*{AUXILIARY}(?:n['’]t)?\b"
    r"|^\W*(?:tell|list|name|explain|describe|give|show)\b",
    re.I,
)
_IT = r"(?:it|this|that)"
_OUTCOME = re.compile(
    rf"(?:(?:and|but)\s)?(?:what\s(?:came|became)\sof\s{_IT}"
    rf"|what\shappened(?:\s(?:then|next|afterwards?|in\sthe\send|as\sa\sresult"
    rf"|(?:after|with|to)\s{_IT}))?"
    rf"|(?:with\swhat|what\s(?:was|were)\sthe)\s(?:results?|outcome|upshot|success)"
    rf"|how\sdid\s{_IT}\s(?:end|go|turn\sout|work\sout)"
    rf"|did\s{_IT}\s(?:work(?:\sout)?|succeed))",
    re.I,
)
_THEIR_REASON = re.compile(
    r"(?:(?:and|but)\s)?(?:what\s(?:is|was|were|are)\s(?:their|its|his|her|the)\s(?:stated\s)?"
    r"(?:excuse|explanation|justification|rationale|reason(?:s|ing)?)(?:\s(?:for|behind)\s(?:it|that"
    r"|this))?(?:\s(?:given|offered))?(?:\sto\s(?:the\s)?\w+)?"
    rf"|how\s(?:did|do|does)\s(?:he|she|it|they)\s(?:explain|justify)\s{_IT})",
    re.I,
)
"""Asks once more for what was asked for by "why"."""
# "When it ended, why did it end": the first is no question.
_CLAUSE = re.compile(
    rf"\W*(?:when|where|why|how)\s(?!{AUXILIARY}\b|long\b|much\b|many\b|often\b)", re.I
)
_YEAR = r"(?:FY\s?)?(?:1[89]|20)\d\d(?:[-–/]\d\d(?:\d\d)?)?"
_DATE = re.compile(
    rf"\b(?P<month>(?:{ANY_MONTH})\b(?:\s\d{{1,2}},)?)?\s?\b(?P<year>{_YEAR})\b"
    rf"|\b(?P<only>{ANY_MONTH})\b"
)
_NAME = r"(?:[A-Z][\w.&’'-]*\w(?:\s(?:(?:of|for|the)\s)*[A-Z][\w.&-]*)*|[$€£]?\d[\d,.]*)"
_BESIDE = re.compile(rf"\b(?P<by>\w+)\s(?:the\s)?(?P<name>{_NAME})")
_SHORT = re.compile(
    rf"(?P<asks>(?i:how\s\w+|{QUESTION_WORD}))\s(?:\w+\s)?(?:the\s)?(?:(?:fiscal|school)\syear\s)?"
    rf"(?:{_DATE.pattern}|{_NAME})\?"
)
_WORD = re.compile(r"[\w'’.-]*\w")
_FIGURE = r"(?:amount|budget|cost|count|figure|number|price|rate|share|spending|total)"
_COMPARES = re.compile(
    rf"how (?P<did>does|do|did) (?P<one>(?:[^?,;]*\s)?{_FIGURE}(?P<many>s?)"
    r"(?:(?= compare)| (?:for|in|of|paid|per|that)\b[^?,;]*?)) compare (?:with|to)"
    rf" (?P<other>(?!.*(?:,| and| but) (?:how|what|when|which|who|why)\b)"
    rf"(?:what\b|how\b|(?=.*\b{_FIGURE}s?\b)|(?:that|those|the one)\b)[^?;]{{4,}})\?*",
    re.I,
)
_OF = re.compile(r" (?:of|for)(?: (?!(?:by|during|from|in|since)\b)\S+)+")
LONGEST_FIGURE = 9
"""Words of what is compared that may lack what it is of."""

_ORDER = "|".join(ORDINALS)
_THE_OTHER = re.compile(rf"\bthe\s(?P<order>{_ORDER})\sone\b", re.I)
_ONE_BY_ORDER = re.compile(
    rf"\b(?P<whose>[Tt]he|[A-Z][\w.-]*[’']s?)\s(?:{_ORDER})\s(?P<what>(?:[A-Z][\w-]*\s)*"
    r"(?:(?:[a-z]+\s)?(?:act|agreement|attempt|audit|bill|case|contract|directive|goal|grant|law"
    r"|letter|memo|memorandum|objective|order|phase|pier|plan|prize|recommendation|report|review"
    r"|round|ruling|shipment|study|survey|version)\b"
    r"|[A-Z][\w-]*(?=[,?]|\s(?:and|was|is|had|has|made|\w+ed|pass|become|begin|end)\b))"
    rf"(?:\s(?:about|for|of|on)\s(?!(?:the|an?|its|their|his|her)\b|{ANY_MONTH}|\d)[\w-]+"
    r"(?:\s[A-Z][\w-]*)*)?)"
)

SHORTEST, SHORTEST_MARKED = 3, 2
"""Words that a part needs at least to be a question of its own, without and with its own mark."""

LEANS = 2
"""Words up to which a later part leans on the one before: "and which is largest"."""


def split_parts(question: str) -> tuple[str, ...]:
    """Returns the questions that one asks, each with its question mark: often one alone.

    A later one may lean on the one before ("and how many of them left?", "and if so why?"). Of
    question words joined in front, each is given all that stands behind them.
    """
    compared = _COMPARES.fullmatch(question.strip())
    if compared is not None:
        be = ("was", "were") if compared["did"].lower() == "did" else ("is", "are")
        return _each_compared(compared["one"], compared["other"], be[bool(compared["many"])])
    whole, *behind = _with_tails(question)
    parts = [each for part in _at_joints(whole) for one in apart(part) for each in _with_tails(one)]
    asked = tuple(f"{part.rstrip(' ,;?.—–-')}?" for part in (*parts, *behind))
    return tuple(part for at, part in enumerate(asked) if not _says_why_again(part, asked[:at]))


def _says_why_again(part: str, before: Sequence[str]) -> bool:
    """Whether a part asks no more than the reason that the one before it asks for: "why"."""
    again = _THEIR_REASON.fullmatch(part.strip(" ?.!")) is not None
    return again and any(map(asks_why, before[-1:]))


def _each_compared(one: str, other: str, be: str) -> tuple[str, ...]:
    """What two things are that a question compares, each by itself.

    "The old price of ferries" and "the new one" are both of ferries.
    """
    of = _OF.search(one)
    lacking = _OF.search(other) is None and not _ASKS.match(other)
    if of is not None and lacking and len(other.split()) <= LONGEST_FIGURE:
        other = f"{other}{of[0]}"
    asked = (each if _ASKS.match(each) else f"what {be} {each}" for each in (one, other))
    return tuple(f"{each}?" for each in asked)


def _with_tails(question: str) -> tuple[str, ...]:
    before, *behind = tails(question)
    held = holds_question(before) or is_quoted(question, len(before))
    return (before, *behind) if behind and _ASKS.search(before) and not held else (question,)


def _at_joints(question: str) -> tuple[str, ...]:
    """Returns the parts of a question that have a verb of their own, or stand behind its mark."""
    parts: list[str] = []
    start = 0
    for joint in _JOINED.finditer(question):
        part, rest = question[start : joint.start()], question[joint.end() :]
        if _splits(joint, part, rest, first=not parts):
            parts.append(part)
            start = joint.end()
    return (*parts, question[start:])


def _splits(joint: re.Match[str], part: str, rest: str, *, first: bool) -> bool:
    """Whether a question begins anew at what may join two.

    Args:
        part: What stands before the joint, from the last one on.
        rest: All that stands behind it.
        first: Whether no part stands before that part.
    """
    if is_quoted(joint.string, joint.start()):
        return False
    if joint["loose"] is not None and not _INVERTED.search(part):
        return False
    if joint["whether"] is not None and not _GIVES.search(part):
        return False
    if joint["listed"] is not None and _CLAUSE.match(part):
        return False
    if joint[0].startswith(" ") and goes_on(part, rest):
        return False
    marked = joint[0].startswith("?")
    if is_bare(part):
        return joint[0].startswith(("?", ",")) and not first
    fewest = SHORTEST_MARKED if marked else SHORTEST
    if len(part.split()) < fewest or not _ASKS.search(part):
        return False
    briefly = len(rest.split()) >= SHORTEST or _BRIEFLY.match(rest) is not None
    return joint["so"] is not None or briefly


def asks_what(part: str) -> bool:
    """Whether a part asks for more than yes or no."""
    return _ASKS_WHAT.search(part) is not None


def leans(part: str, before: str) -> bool:
    """Whether a later part of a question cannot be understood without the one before."""
    return contextualise(part, ((before, ""),))[0] != part


def without_years(part: str) -> str:
    """Returns a part without the years that it names."""
    return re.sub(rf"\b(?:(?:fiscal|school)\syears?\s)?{_YEAR}\b", "", part)


def asks_outcome(part: str) -> bool:
    """Whether a later part asks no more than what came of the one before: "and how did it end?"."""
    return _OUTCOME.fullmatch(part.strip(" ?.!")) is not None


def in_full(part: str, before: str) -> str:
    """Returns a later part of a question as it would be asked by itself.

    That is the part before with a date or a name put in for the one in its place ("How many left
    in 2010?", "how many in 2011?"), or the part with what it leans on, but for what it has in the
    place of that ("Kent's first law", "the second one").
    """
    one, named = _THE_OTHER.search(part), _ONE_BY_ORDER.search(before)
    if one is not None and named is not None:
        said = f"{named['whose']} {one['order']} {named['what']}"
        return f"{part[: one.start()]}{said}{part[one.end() :]}"
    short = _SHORT.fullmatch(part)
    if short is not None and short["asks"].lower() in before.lower():
        swapped = _swapped(before, part)
        if swapped is not None:
            return swapped
    left = _DATE.sub("", before) if _DATE.search(part) else before
    for name in () if TELLS_THEM.search(part) else _replaced(left, part):
        left = left.replace(name, "")
    full, _ = contextualise(part, ((left, ""),))
    own = content_words(part)
    if full == part and sum(map(says_something, own)) <= LEANS:
        leant = set(content_words(left)) - set(own)
        full = " ".join((part, *(word for word in _WORD.findall(left) if word.lower() in leant)))
    return full


def _swapped(before: str, part: str) -> str | None:
    """The part before with the date or name of a short one in the place of its only own."""
    there, here = list(_DATE.finditer(before)), _DATE.search(part)
    if here is not None:
        if len(there) != 1:
            return None
        kept = f" {there[0]['year']}" if here["only"] and there[0]["year"] else ""
        return before.replace(there[0][0].strip(), here[0].strip() + kept)
    replaced = _replaced(before, part)
    if len(replaced) != 1:
        return None
    ((name, other),) = replaced.items()
    return before.replace(name, other)


def _replaced(before: str, part: str) -> dict[str, str]:
    """Names and numbers of the part before for which another stands behind the same word."""
    here = {match["by"].lower(): match["name"] for match in _BESIDE.finditer(part)}
    there = [(match["by"].lower(), match["name"]) for match in _BESIDE.finditer(before)]
    return {
        name: here[by]
        for by, name in there
        if by in here and here[by] != name and here[by] not in before
    }
