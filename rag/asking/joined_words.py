"""What is joined in one question, taken apart: "when and why did it end?", "… begin and end?"."""

from __future__ import annotations

import re

_PREPOSITION = (
    r"(?:to|in|for|from|by|at|of|on|with|since|until|under|through|against"
    r"|about|over|within|during|before|after)"
)
QUESTION_WORD = r"(?:(?!(?-i:WHO)\b)(?:who|whom|whose|what|which|when|where|why|how))"
AUXILIARY = (
    r"(?:was|were|is|are|did|does|do|has|have|had|can|could|will|would|should|may|might|must)"
)
_OF_A_KIND = rf"(?:what|which|whose)(?:\s(?!(?:{AUXILIARY}|and)\b)[\w-]+){{1,2}}"
_WORD = (
    rf"(?:(?:{_PREPOSITION}\s{_OF_A_KIND}|(?:{_PREPOSITION}\s)?(?:who|whom|when|where|why|what|which"
    r"|how(?:\s(?:long|much|many|often|far|soon|well|quickly|exactly))?))(?:\sexactly|\snot)?)"
)
# "How much did", "where is": no clause within a question begins so.
ASKS_ANEW = rf"(?:what|when|where|why|how(?:\s(?:long|much|many|often))?)\s{AUXILIARY}\b"
# "And", "According to the board,".
_OPENING = (
    rf"\W*(?:(?:and|so|but)\s)?(?:(?!\W*(?:(?:and|so|but)\s)?(?:{_WORD}|{AUXILIARY})\b)[^?,;]+,\s)?"
)
_IN_FRONT = re.compile(
    rf"^(?P<opening>{_OPENING})(?P<words>{_WORD}(?:,\s{_WORD})*,?\sand\s{_WORD}),?"
    rf"\s(?P<rest>{AUXILIARY}\b.*)$",
    re.I | re.S,
)
_BARE = re.compile(rf"{_OPENING}{_WORD}(?:,\s{_WORD})*,?\W*", re.I)
# "…, and when", "… and by how much", "…, when, by what number", "…? If so, since when".
_TAIL = (
    r"(?:,\s(?:and,?\s)?|\sand,?\s|[;?]\s(?:and,?\s)?)(?:if\s(?:so|not),?\s)?"
    rf"(?P<brief>(?:{_PREPOSITION}\s(?:whom|when|where|how\s\w+|{_OF_A_KIND})|when|where"
    r"|why(?:\snot)?|how(?:\s(?:long|much|many|often|far|so|come))?)(?:\sexactly)?)"
)
_TAILS = re.compile(rf"(?:{_TAIL.replace('?P<brief>', '?:')}){{1,6}}\s*[?.!]*\s*$", re.I)
_EACH = re.compile(rf"{_TAIL}(?=\W|$)", re.I)

_BEGINS_OR_ENDS = (
    r"(?:arrive|begin|cease|close|commence|conclude|depart|end|expire|finish|launch|leave|open"
    r"|start|stop)"
)
_DONE = r"(?:\w+ed|begun|built|cut|founded|held|lost|made|sold|shut|won)"
# "When did it open and close?", "when was it passed and repealed?".
_TWO_DEEDS = re.compile(
    rf"^(?P<asks>{_OPENING}(?:when|where)\s(?:(?P<active>did|does|do|will)|was|were|is|are)"
    rf"\s[^?,;]+?\s)(?P<one>(?(active){_BEGINS_OR_ENDS}|{_DONE}))\sand\s"
    rf"(?P<other>(?(active){_BEGINS_OR_ENDS}|{_DONE}))(?P<mark>\W*)$",
    re.I,
)

FEWEST = 2
"""Words that a question needs before a bare question word can ask more of the same."""


def apart(question: str) -> tuple[str, ...]:
    """Returns what question words that stand in front ask each, with all that stands behind them.

    "When and by whom was it built?" is "When was it built?" and "by whom was it built?", "When was
    it built and sold?" is "When was it built?" and "When was it sold?". Where none are joined it is
    the question alone.
    """
    deeds = _TWO_DEEDS.match(question)
    if deeds is not None:
        return tuple(
            f"{deeds['asks']}{deed}{deeds['mark']}" for deed in deeds.group("one", "other")
        )
    joined = _IN_FRONT.match(question)
    if joined is None:
        return (question,)
    words = re.split(r",?\sand\s|,\s", joined["words"])
    return tuple(f"{joined['opening']}{word} {joined['rest']}" for word in words)


def is_bare(part: str) -> bool:
    """Whether a part of a question has question words alone: what it asks of stands behind."""
    return _BARE.fullmatch(part) is not None


def tails(question: str) -> tuple[str, ...]:
    """Returns a question and the bare question words behind it: "who signed it", "when".

    The question alone where it has none.
    """
    behind = _TAILS.search(question)
    before = question[: behind.start()] if behind else ""
    if behind is None or len(before.split()) < FEWEST or is_bare(before):
        return (question,)
    return (before, *(each["brief"] for each in _EACH.finditer(behind[0])))
