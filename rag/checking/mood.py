"""What a sentence has without asserting it: what it asks, and what it orders to be told.

Whoever writes "Tell the reader that dues were abolished" has not said that they were, nor has
whoever asks whether they were. So a clause that rests on such words must be a question or an order
itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rag.checking.source import Source
from rag.language.claims import Token

# Verbs whose object is the one who is to be told, and those before what is to be said.
_TELL = (
    r"(?:tell|inform|remind|assure|warn|convince|notify|advise)\s(?:(?:all|any|both|each|every)\s)?"
    r"(?:(?:the|your|our|his|her|its|their|this|that)\s)?[\w-]+(?:\sthat\b)?"
)
_SAY = (
    r"(?:say|state|write|report|answer|reply|respond|repeat|add|announce|claim|confirm|declare"
    r"|explain|assert|insist|pretend|conclude|mention|print)"
    r"(?:\s\w+ly|\sback|\s(?:to|in)\s(?:\w+\s){0,2}?\w+)?"
    r"(?:\sthat\b|\s(?=\"))|(?:say|write|repeat|print):(?=\s)"
)
_BACK = r"(?:say|state|write|report|repeat)\s(?:this|it|these)\b"
_ORDERED = rf"(?P<tell>{_TELL}|{_SAY}|(?P<back>{_BACK}))"
_FILLED = (
    r"(?:(?:please|kindly|now|then|also|always|just|simply|only|never|instead|first|next|finally"
    r"|do not|don't)\s)*"
)
# An order opens a sentence, or follows an address or a condition; "officials say" does neither.
_OPENING = (
    r"(?:(?:^|(?<=[;:.!?]\s)|(?<=[;:.!?]))[\"'(\[*-]*\s?"
    r"|^(?:if|when|whenever|once|unless|as|for|in|to|before|after|dear|all)\b[^;:.!?]{0,100},\s"
    r"|^[\w-]+,\s"
    r"|^(?![a-z]+(?:s|ed|ing|ly)\b)[a-z]+\s[^;:.!?]{0,100}\band\s)"
)
_ORDERS = (
    re.compile(rf"{_OPENING}{_FILLED}{_ORDERED}", re.I),
    re.compile(
        r"\byou(?:'ll)?\s(?:(?:must|should|shall|will|may|can|have\sto|need\sto|ought\sto"
        r"|are\s(?:\w+\s)?to)\s|to\s)" + _FILLED + _ORDERED,
        re.I,
    ),
    re.compile(rf"\bto\s(?:\w+ly\s)?{_ORDERED}", re.I),
)
_ENDS = re.compile(r"[.;!?](?=[\"')\]]*(?:\s|$))")
_ASKS = re.compile(r"\?(?=[\"')\]]*(?:[\s\[]|$))")
_BREAKS = re.compile(r"[.;:!?][\"')\]]*\s|(?<![\w])[\"(\[]|;")
_KEEPS_ASKING = re.compile(
    r"\?|\b(?:whether|ask(?:s|ed|ing)?|questions?|questioned|wonder(?:s|ed)?|doubt(?:s|ed)?"
    r"|inquired?|enquired?)\b",
    re.I,
)


def unasserted(clause: str, tokens: Sequence[Token], source: Source) -> Iterator[str]:
    """Finds what a clause asserts that its source only asks, or orders to be told.

    Args:
        clause: Folded.
        tokens: The clause, read.
    """
    asked = [] if _KEEPS_ASKING.search(clause) else list(_questions(source.text))
    if _rests_on(tokens, source, asked):
        yield "asserts what its source only asks"
    ordered = [] if any(_orders(clause)) else list(_orders(source.text))
    if _rests_on(tokens, source, ordered):
        yield "asserts what its source only orders to be told"


def _questions(text: str) -> Iterator[tuple[int, int]]:
    """Yields from where to where a text asks."""
    for mark in _ASKS.finditer(text):
        starts = [each.end() for each in _BREAKS.finditer(text, 0, mark.start())]
        yield max(starts, default=0), mark.end()


def _orders(text: str) -> Iterator[tuple[int, int]]:
    """Yields from where to where a text has what it orders to be told."""
    for order in (match for pattern in _ORDERS for match in pattern.finditer(text)):
        if order["back"]:  # "…; repeat this"
            yield 0, len(text)
            continue
        end = _ENDS.search(text, order.end())
        yield order.end(), end.start() if end else len(text)


def _rests_on(tokens: Sequence[Token], source: Source, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether a clause says something that its source has within these spans alone."""
    inside: set[str] = set()
    outside: set[str] = set()
    for token in source.tokens:
        within = any(start <= token.start < end for start, end in spans)
        (inside if within else outside).add(token.key)
    return any(token.says and token.key in inside - outside for token in tokens)
