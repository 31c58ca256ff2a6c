"""Questions that ask one figure of each of several: "How much did Esk and Orne pay in 2005?".

What each is asked is a question by itself: "How much did Esk pay in 2005?". So is what is compared
of two where that is a measure: "How do Esk and Orne differ in size?".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from rag.asking.sides import Sides, bare
from rag.language.dates import ANY_MONTH

_WORD = rf"(?!(?:{ANY_MONTH})\b)[A-Z][\w.&’'-]*"
_NAME = (
    rf"(?-i:{_WORD}(?:\s(?:(?:of|for|the)\s)*(?:{_WORD}|\d{{1,3}}\b))*"
    r"|[a-z]+\s(?:\d{1,3}|[A-Z])\b)"
)
_NAMES = (
    rf"(?:both\s)?(?P<names>(?:the\s)?{_NAME}(?:,\s(?:the\s)?{_NAME})*,?\sand\s(?:the\s)?{_NAME})"
)
_MEASURE = (
    r"(?:number|total|figure|share|percentage|proportion|sum|count|amount|rate|level|price|cost"
    r"|population|size|area|length|height)s?\b"
)
_FIGURE = (
    r"(?:how\s(?:much|many|large|big|long|old|high|far|tall|deep|wide|fast|often|heavy)\b"
    rf"|(?:what|which)\s(?:(?:is|are|was|were)\s)?(?:the\s)?(?:[\w-]+\s)?{_MEASURE})"
)
_DOES = r"(?:did|do|does|is|are|was|were|has|have|had|will|would|can|could|may|must)"
_NOT_MORE = r"(?!(?:,|\sand\b|\sor\b|\sdiffer|\scompare))"
_FORMS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"(?P<head>{_FIGURE}(?:\s[^?;:,]{{1,60}}?)?\s{_DOES}\s){_NAMES}(?P<rest>{_NOT_MORE}\s[^?;:]+)",
        rf"(?P<head>{_FIGURE}(?:[^?;:,]*?\s(?-i:[a-z-]+))?\s(?:in|of|at|for|from|by|to)\s){_NAMES}"
        rf"(?P<rest>{_NOT_MORE}(?:\s[^?;:]+)?)",
        rf"(?P<head>{_FIGURE}(?:\s[^?;:,]{{1,60}}?)?\s{_DOES}\s)(?P<one>(?:the\s)?{_NAME})"
        rf"(?P<rest>\s[^?;:]+?),?\s(?:as\s)?(?:compared|in\scomparison)\s(?:with|to)\s"
        rf"(?P<other>(?:the\s)?{_NAME})(?P<then>(?:\s(?:in|for|during)\s[^?;:]+)?)",
    )
)
_TOGETHER = re.compile(
    r"\b(?:together|jointly|combined|altogether|between|apart|each other|one another|in all"
    r"|in common|share(?!\sof\b))\b",
    re.I,
)
"""What is asked of several as of one."""

_JOINED = re.compile(r",?\sand\s|,\s")
_NUMBERED = re.compile(r"(?P<kind>[A-Za-z]+)\s(?:\d{1,3}|[A-Z])")
_TOPICS = re.compile(r",?\sand\s(?:(?:in|on|about|regarding)\s|(?=(?:how|what|when|where|who)\b))")
_CLAUSE = re.compile(
    rf"(?P<asks>(?:how|what|when|where)\b[^?;:]*?)\s(?:they|each|both)\s"
    rf"(?:(?P<does>{_DOES})\s)?(?P<rest>[^?;:]+)"
)
_MEASURED = {
    "size": "How large {is} {name}?",
    "length": "How long {is} {name}?",
    "height": "How high {is} {name}?",
    "age": "How old {is} {name}?",
    "duration": "How long {does} {name} last?",
    "cost": "How much {does} {name} cost?",
    "costs": "How much {does} {name} cost?",
    "price": "How much {does} {name} cost?",
}
"""How a measure is asked for."""


def asks_of_each(question: str) -> Sides | None:
    """Returns several named and what each is asked; None where no figure is asked of several."""
    plain = question.strip().rstrip(" ?.!")
    if _TOGETHER.search(plain):
        return None
    match = next((found for form in _FORMS if (found := form.fullmatch(plain))), None)
    if match is None:
        return None
    told = match.groupdict()
    names = tuple(_JOINED.split(told["names"])) if "names" in told else (told["one"], told["other"])
    rest = f"{told['rest']}{told.get('then') or ''}"
    asked = tuple((f"{told['head']}{name}{rest}?",) for name in names)
    return Sides(tuple(map(bare, names)), f"{told['head']}…{rest}", asked=asked)


def ask_each(sides: Sides) -> Sides:
    """Returns two things that are compared with what each is asked, where that can be asked.

    That is where several topics are compared, or a measure: "in size and in how long they run".
    """
    topics = tuple(filter(None, map(str.strip, _TOPICS.split(sides.topic))))
    if len(topics) < 2 and not any(map(_is_asked, topics)):
        return sides
    first, second = sides.names
    noun = ""
    kinds = [_NUMBERED.match(name) for name in sides.names]
    if kinds[0] and kinds[1] and kinds[0]["kind"].lower() == kinds[1]["kind"].lower():
        noun, second = second[kinds[1].end() :].strip(), kinds[1][0]
    names = (first, second)
    asked = tuple(tuple(_asked(f"{name} {noun}".strip(), topics)) for name in names)
    return replace(sides, names=names, asked=asked)


def _is_asked(topic: str) -> bool:
    return topic.removeprefix("their ") in _MEASURED or _CLAUSE.fullmatch(topic) is not None


def _asked(name: str, topics: tuple[str, ...]) -> Iterator[str]:
    """What one thing is asked, a question for each topic that can be one."""
    many = name.endswith("s")
    for topic in topics:
        form = _MEASURED.get(topic.removeprefix("their "))
        clause = _CLAUSE.fullmatch(topic)
        if form is not None:
            yield form.format(
                name=name, **{"is": "are" if many else "is"}, does="do" if many else "does"
            )
        elif clause is not None:
            does = clause["does"] or ("do" if many else "does")
            asks = clause["asks"]
            yield f"{asks[0].upper()}{asks[1:]} {does} {name} {clause['rest']}?"
        else:
            yield f"{name} {topic}"
