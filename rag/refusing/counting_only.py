"""Whether sentences only count what a question asks the content of: "it has two rules"."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rag.language.lexicon import AUXILIARIES, PREPOSITIONS, stem, words
from rag.language.numbers import NUMBER

_COUNT = rf"(?:{NUMBER.pattern.replace('?P<', '?P<{0}_')}|both|several|a number of|all)"
_ASKED = re.compile(
    r"(?:.*[:,] )?\W*(?:and |so |but )?(?:what|which) (?:(?:are|were|do|did|does) (?:all )?(?:of )?"
    r"(?:the |its |their )?)?"
    rf"(?:{_COUNT.replace('{0}', 'asked')} )?(?:[\w-]+ ){{0,2}}?(?P<noun>[a-z]{{3,}}s)"
    r"(?= (?:in|of|from|for|to|by|at|on|that|which|made|given|set|\w+ed|say|state|call|is|are|was"
    r"|were|do|did|does|has|have|had|will|can|could)\b|\W*$)",
    re.I,
)
_NO_CONTENT = words("numbers totals figures counts shares sums amounts costs rates years")
"""What a number is itself."""

_ACCORDING = re.compile(
    r"^According to [^,]{2,120}, |^.{2,60}? (?:says|said|states|stated|reported) that "
)
_AS_WANTED = re.compile(
    r" (?:that|which) (?:had|has|have|is|are|was|were)(?: been)? (?:asked for|\w+ed)$"
)
"""What says of several things only that they were asked for, made or the like."""
_HAS = frozenset(
    map(
        stem,
        words(
            "accept agree concur contain cite consist find found give gave has have hold identify"
            " include issue list made make name offer present propose publish received release"
            " reject set out state there with"
        ),
    )
)
"""Verbs by which somebody has, gives or takes so many of a thing."""

_FREE = (
    AUXILIARIES
    | PREPOSITIONS
    | words("a able all an and both it its not that the their these this unable")
)
_IS = re.compile(r"(?<!there )\b(?:is|are|was|were)$", re.I)
_MORE = re.compile(r"[:;,(“\"–—]")
_SHORT_FORM = re.compile(r" \([A-Z][\w.&-]{1,9}\)")


def only_counts(question: str, texts: Sequence[str]) -> bool:
    """Whether a question asks what several things are or say, and sentences only say how many.

    "What do the two recommendations say?", where all that is said is that there are two, and that
    somebody agreed with both.
    """
    asked = _ASKED.match(question)
    if asked is None or asked["noun"].lower() in _NO_CONTENT:
        return False
    known = {stem(word.lower()) for word in re.findall(r"[\w-]+", question)}
    return bool(texts) and all(_counts_alone(asked["noun"], known, text) for text in texts)


def _counts_alone(noun: str, known: set[str], text: str) -> bool:
    """Whether a sentence has so many of a thing, and no word on what they are."""
    text = _SHORT_FORM.sub("", _ACCORDING.sub("", text)).strip().rstrip(".")
    text = _AS_WANTED.sub("", text)
    thing = re.escape(noun.lower())
    counted = re.search(
        rf"\b{_COUNT.replace('{0}', 'told')} (?:of )?(?:the |its |these )?(?:[a-z-]+ )?{thing}\b",
        text,
        re.I,
    )
    if counted is None or _MORE.search(text):
        return False
    before, after = text[: counted.start()].strip(), text[counted.end() :].strip()
    if _IS.search(before.removesuffix(" the")):
        return False
    if after and after.split()[0].lower() not in PREPOSITIONS:
        return False
    said = re.findall(r"[^\W\d][\w'’-]*", f"{before} {counted[0]} {after}")
    plain = [word for word in said if word[0].islower()]
    numbers = {stem(word) for word in re.findall(r"\w+", counted[0].lower())}
    return all(
        word in _FREE or stem(word) in _HAS or stem(word) in known | numbers for word in plain
    )
